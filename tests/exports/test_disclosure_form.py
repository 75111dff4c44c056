"""The statutory tables of 政府信息公开: as the norm has them, filled in a workbook, read back, balanced and printed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.disclosure_form import SHEETS, TOP, disclosure_form
from exports.docx import export_docx
from exports.drawings import with_data
from gongwen.checks import Checker, Setting
from gongwen.checks.rules.disclosure import unbalanced, unfilled
from gongwen.document import ANCHOR, Document
from gongwen.errors import ImportRefusedError
from gongwen.importers import import_bytes
from gongwen.importers.disclosure import Filled, disclosure_of, entered, read_disclosure, tables_of
from gongwen.importers.sheets.figures import figures_of_file
from gongwen.indicators.formulas import value_of
from gongwen.indicators.indicator import Entry
from gongwen.indicators.prescribed import KEYS, form
from gongwen.indicators.table import by_id
from gongwen.indicators.taken import proposed, taken
from gongwen.tables import covered, set_cell, update_table
from gongwen.templates import blank, load_templates

TEMPLATE = {each.key: each for each in load_templates(Path("/nowhere"))}["information_disclosure_report"]
KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")

# 国办公开办函〔2021〕30号，逐行照录表里的栏目。
PROACTIVE = """
第二十条第（一）项
信息内容|本年制发件数|本年废止件数|现行有效件数
规章|#|#|#
行政规范性文件|#|#|#
第二十条第（五）项
信息内容|本年处理决定数量
行政许可|#
第二十条第（六）项
信息内容|本年处理决定数量
行政处罚|#
行政强制|#
第二十条第（八）项
信息内容|本年收费金额（单位：万元）
行政事业性收费|#
"""
REQUESTS = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|申请人情况
自然人|法人或其他组织|总计
商业企业|科研机构|社会公益组织|法律服务机构|其他
一、本年新收政府信息公开申请数量|#|#|#|#|#|#|#
二、上年结转政府信息公开申请数量|#|#|#|#|#|#|#
三、本年度办理结果|（一）予以公开|#|#|#|#|#|#|#
（二）部分公开（区分处理的，只计这一情形，不计其他情形）|#|#|#|#|#|#|#
（三）不予公开|1.属于国家秘密|#|#|#|#|#|#|#
2.其他法律行政法规禁止公开|#|#|#|#|#|#|#
3.危及“三安全一稳定”|#|#|#|#|#|#|#
4.保护第三方合法权益|#|#|#|#|#|#|#
5.属于三类内部事务信息|#|#|#|#|#|#|#
6.属于四类过程性信息|#|#|#|#|#|#|#
7.属于行政执法案卷|#|#|#|#|#|#|#
8.属于行政查询事项|#|#|#|#|#|#|#
（四）无法提供|1.本机关不掌握相关政府信息|#|#|#|#|#|#|#
2.没有现成信息需要另行制作|#|#|#|#|#|#|#
3.补正后申请内容仍不明确|#|#|#|#|#|#|#
（五）不予处理|1.信访举报投诉类申请|#|#|#|#|#|#|#
2.重复申请|#|#|#|#|#|#|#
3.要求提供公开出版物|#|#|#|#|#|#|#
4.无正当理由大量反复申请|#|#|#|#|#|#|#
5.要求行政机关确认或重新出具已获取信息|#|#|#|#|#|#|#
（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|#|#|#|#|#|#|#
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|#|#|#|#|#|#|#
3.其他|#|#|#|#|#|#|#
（七）总计|#|#|#|#|#|#|#
四、结转下年度继续办理|#|#|#|#|#|#|#
"""
DISPUTES = """
行政复议|行政诉讼
未经复议直接起诉|复议后起诉
结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
#|#|#|#|#|#|#|#|#|#|#|#|#|#|#
"""


def new() -> Document:
    return blank(TEMPLATE, year=2025, organs=("清溪镇人民政府",))


def lines_of(rows: tuple[tuple[str, ...], ...], merges: tuple, amounts: set[tuple[int, int]]) -> list[str]:
    """Return a table line by line as the norm is written down above: what merged cells swallow is left out."""
    gone = {place for merge in merges for place in covered(merge)} - {(merge.row, merge.column) for merge in merges}
    return [
        "|".join(
            "#" if (at, column) in amounts else "".join(text.split())
            for column, text in enumerate(row)
            if (at, column) not in gone
        )
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize(("key", "norm"), list(zip(KEYS, (PROACTIVE, REQUESTS, DISPUTES), strict=True)))
def test_each_table_is_the_prescribed_one_line_by_line(key: str, norm: str) -> None:
    document = new()
    table = document.tables[KEYS.index(key)]
    places = {(row, column) for row, column, _ in form(key).laid.amounts}
    assert lines_of(table.rows, table.merges, places) == norm.strip().split("\n")


def test_merged_heads_span_what_the_norm_has_them_span() -> None:
    proactive, requests, disputes = ({(each.row, each.column): each for each in table.merges} for table in new().tables)
    assert (requests[0, 0].rows, requests[0, 0].columns) == (3, 3)
    assert (requests[0, 3].columns, requests[1, 3].rows, requests[1, 4].columns, requests[1, 9].rows) == (7, 2, 5, 2)
    assert (requests[5, 0].rows, requests[7, 1].rows, requests[15, 1].rows, requests[18, 1].rows, requests[23, 1].rows) == (22, 8, 3, 5, 3)  # fmt: skip
    assert (disputes[0, 0].rows, disputes[0, 0].columns, disputes[0, 5].columns) == (2, 5, 10)
    assert (disputes[1, 5].columns, disputes[1, 10].columns) == (5, 5)
    assert (proactive[0, 0].columns, proactive[5, 1].columns) == (4, 3)


def test_a_new_report_has_the_tables_in_their_sections() -> None:
    document = new()
    sections = {part.slot: part for part in document.body.children}
    for key, table in zip(("proactive", "requests", "disputes"), document.tables, strict=True):
        assert sections[key].paragraphs == (ANCHOR + table.id,)
    assert {each.id for each in document.data.drawings} == {each.id for each in document.tables}
    assert len({each.id for each in document.data.indicators}) == 10 + 25 + 15


def filled(amounts: dict[tuple[str, str, str], object], *, blank_as: object = 0) -> bytes:
    """Return the form with numbers put in by (sheet's key, indicator, group), everything else that is to be filled `blank_as`."""
    book = load_workbook(io.BytesIO(disclosure_form(new()).data))
    for key in KEYS:
        sheet = book[SHEETS[key]]
        for row, column, amount in form(key).laid.amounts:
            cell = sheet.cell(row + TOP + 1, column + 1)
            if not str(cell.value or "").startswith("="):
                cell.value = amounts.get((key, amount.indicator, amount.group), blank_as)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REQUEST = "disclosure_requests"
SOUND = {
    (REQUEST, "requests-new", "自然人"): 9,
    (REQUEST, "requests-new", "商业企业"): "２件",
    (REQUEST, "requests-carried", "自然人"): 1,
    (REQUEST, "requests-granted", "自然人"): 6,
    (REQUEST, "requests-granted", "商业企业"): 2,
    (REQUEST, "requests-partly", "自然人"): 3,
    (REQUEST, "requests-left", "自然人"): 1,
    ("disclosure_proactive", "proactive-fees", ""): 1.25,
    ("disclosure_proactive", "proactive-penalties", ""): "1,268",
    ("disclosure_disputes", "disputes-suit-upheld", ""): 1,
}


def taken_in(data: bytes) -> tuple[Document, Filled]:
    document = new()
    read = read_disclosure(data, "表.xlsx", 2025)
    assert read is not None
    return with_data(document, entered(document.data, read, by="甲", at="2026-01-05T09:00:00")), read


def found(document: Document) -> list[tuple[str, str]]:
    return [(each.rule, each.message) for each in Checker([unbalanced, unfilled], Setting()).check(document)]


def test_a_filled_form_comes_into_the_tables_with_its_sums() -> None:
    document, read = taken_in(filled(SOUND))
    assert read.notes == ()
    assert read.count == 10 + 24 * 6 + 12
    proactive, requests, disputes = document.tables
    assert requests.rows[3][3:] == ("9", "2", "0", "0", "0", "0", "11")
    assert requests.rows[26][3:] == ("9", "2", "0", "0", "0", "0", "11")
    assert requests.rows[27][3:] == ("1", "0", "0", "0", "0", "0", "1")
    assert (proactive.rows[9][1], proactive.rows[13][1]) == ("1268", "1.25")
    assert disputes.rows[3][5:10] == ("1", "0", "0", "0", "1")
    assert found(document) == []
    entry = by_id(document.data)["requests-new"].entry("2025", "自然人")
    assert entry is not None
    assert (entry.amount, entry.by, entry.at) == ("9", "甲", "2026-01-05T09:00:00")


def test_what_does_not_balance_is_said_while_reading_and_found_in_the_report() -> None:
    document, read = taken_in(filled({**SOUND, (REQUEST, "requests-left", "自然人"): 4}))
    assert read.notes == ()  # a form fresh from the program has no sums yet: they are made here
    assert found(document)[0][0] == "FG08"
    assert "自然人：本年新收9加上年结转1是10，办理结果总计9加结转下年度4是13" in found(document)[0][1]
    assert {rule for rule, _ in found(document)} == {"FG08"}


def test_a_number_that_is_missing_may_be_what_the_sums_lack() -> None:
    granted, left = (REQUEST, "requests-granted", "商业企业"), (REQUEST, "requests-left", "自然人")
    document, _ = taken_in(filled({**SOUND, granted: None}))
    assert [rule for rule, _ in found(document)] == ["FG09"]
    document, _ = taken_in(filled({**SOUND, granted: None, left: 4}))  # it would only make it worse
    assert any(message.startswith("总计：") for rule, message in found(document) if rule == "FG08")


def test_what_is_no_number_is_listed_and_not_guessed() -> None:
    odd = {
        (REQUEST, "requests-new", "科研机构"): "无",
        (REQUEST, "requests-new", "其他"): "约3",
        (REQUEST, "requests-carried", "其他"): -1,
        (REQUEST, "requests-left", "其他"): 1.5,
        (REQUEST, "requests-granted", "其他"): "#REF!",
        (REQUEST, "requests-partly", "其他"): None,
    }
    document, read = taken_in(filled({**SOUND, **odd}))
    said = "\n".join(read.notes)
    for part in (
        "第6行第6列“无”不是数",
        "“约3”不是数",
        "-1应当是不小于0的整数",
        "1.5应当是不小于0的整数",
        "“#REF!”不是数",
        "有1格空着",
    ):
        assert part in said
    assert len(read.notes) == 6
    assert value_of(by_id(document.data), "requests-new", "2025", "科研机构") is None
    assert ("FG09", "法定表格还有") in [(rule, message[:6]) for rule, message in found(document)]


def test_an_empty_form_says_so_and_changes_nothing() -> None:
    document, read = taken_in(disclosure_form(new()).data)
    assert read.count == 0
    assert document.tables == new_like(document).tables
    assert ["有10格空着" in read.notes[0], "有144格空着" in read.notes[1], "有12格空着" in read.notes[2]] == [True] * 3


def new_like(document: Document) -> Document:
    """Return a new report whose tables have the ids of another's."""
    made = new()
    return replace(
        made, tables=tuple(replace(own, id=each.id) for own, each in zip(made.tables, document.tables, strict=True))
    )


def test_rows_and_columns_may_be_moved_and_renumbered() -> None:
    book = load_workbook(io.BytesIO(filled(SOUND)))
    sheet = book[SHEETS[REQUEST]]
    sheet.insert_rows(1, 3)
    for merge in list(sheet.merged_cells.ranges):
        merge.shift(0, 3)
    sheet.cell(6 + 2 + 1, 1).value = "1、本年新收 政府信息公开申请数量"
    out = io.BytesIO()
    book.save(out)
    read = read_disclosure(out.getvalue(), "表.xlsx", 2025)
    assert read is not None
    assert read.count == 10 + 24 * 6 + 12


def test_a_lost_row_and_a_lost_sheet_are_told() -> None:
    book = load_workbook(io.BytesIO(filled(SOUND)))
    del book[SHEETS["disclosure_disputes"]]
    book[SHEETS[REQUEST]]["A30"].value = "备注"
    out = io.BytesIO()
    book.save(out)
    read = read_disclosure(out.getvalue(), "表.xlsx", 2025)
    assert read is not None
    assert "里找不到7格：结转下年度继续办理（自然人）" in "\n".join(read.notes)
    assert "没有找到“政府信息公开行政复议、行政诉讼情况（法定格式）”" in read.notes


def test_another_workbook_is_not_taken_for_the_form() -> None:
    book = Workbook()
    book.worksheets[0].append(["指标", "2024年", "2025年"])
    out = io.BytesIO()
    book.save(out)
    assert read_disclosure(out.getvalue(), "别的.xlsx", 2025) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_refused_with_a_mend(data: bytes) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read_disclosure(data, "坏.xlsx", 2025)
    assert caught.value.mend


def test_the_form_holds_what_the_report_has_already() -> None:
    document, _ = taken_in(filled(SOUND))
    again = read_disclosure(disclosure_form(document).data, "表.xlsx", 2025)
    assert again is not None
    assert entered(document.data, again, "甲", "2026-01-05T09:00:00") == document.data


def test_the_tables_of_a_word_file_are_read_like_a_workbook() -> None:
    document, first = taken_in(filled(SOUND))
    back = import_bytes(export_docx(document).data, name="去年.docx").document
    read = disclosure_of(tables_of(back), 2025)
    assert read is not None
    assert read.notes == ()
    assert read.entries == first.entries


def saved(data: bytes) -> bytes:
    """Return a form as a spreadsheet saves it: beside each sum its value; here the value alone, which is what is read."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                summed(sheet, cell.coordinate)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def summed(sheet: Worksheet, place: str) -> int:
    value = sheet[place].value
    if not str(value).startswith("=SUM("):
        return int(str(value).replace("２件", "2")) if str(value or "").replace("２件", "2").isdigit() else 0
    sheet[place].value = sum(summed(sheet, each) for each in value[len("=SUM(") : -1].split(","))
    return sheet[place].value


def test_the_sums_of_the_form_are_those_of_the_report_and_what_does_not_balance_is_said() -> None:
    read = read_disclosure(saved(filled(SOUND)), "表.xlsx", 2025)
    assert read is not None
    assert read.notes == ()
    wrong = read_disclosure(saved(filled({**SOUND, (REQUEST, "requests-left", "自然人"): 4})), "表.xlsx", 2025)
    assert wrong is not None
    assert wrong.count == 10 + 24 * 6 + 12
    assert len(wrong.notes) == 2
    assert "自然人：本年新收9加上年结转1是10，办理结果总计9加结转下年度4是13，应当相等" in wrong.notes[0]
    assert "总计：本年新收11" in wrong.notes[1]


def test_numbers_typed_into_the_tables_stay_and_can_be_taken_into_the_data() -> None:
    document = new()
    requests = document.tables[1]
    typed = requests
    for row, column, amount in form(REQUEST).laid.amounts:
        typed = set_cell(
            typed, row, column, "2" if amount.indicator == "requests-new" and amount.group == "自然人" else "0"
        )
    document = update_table(document, requests.id, lambda _: typed)
    assert [rule for rule, _ in found(document)].count("FG08") > 0
    read = disclosure_of(tables_of(document), 2025)
    assert read is not None
    taken = with_data(document, entered(document.data, read))
    assert taken.tables[1].rows[3][3:] == ("2", "0", "0", "0", "0", "0", "2")
    other = with_data(document, entered(document.data, Filled({"proactive-fees": (Entry("2025", "3"),)})))
    assert other.tables[1].rows == typed.rows
    assert other.tables[0].rows[13][1] == "3"


def test_the_general_reader_of_sheets_knows_the_form() -> None:
    figures = figures_of_file(filled({**SOUND, (REQUEST, "requests-new", "科研机构"): "无"}), "表.xlsx", 2025)
    assert figures.count == 10 + 24 * 6 + 12 - 1
    assert len(figures.unread) == 1
    assert "“无”不是数" in figures.unread[0].sentence
    document = new()
    proposal = proposed(document.data, figures.indicators)
    assert (proposal.new, proposal.asked, len(proposal.added)) == ((), (), figures.count)
    assert with_data(document, taken(document.data, proposal)).tables[1].rows[3][3:] == (
        "9",
        "2",
        "—",
        "0",
        "0",
        "0",
        "11",
    )
