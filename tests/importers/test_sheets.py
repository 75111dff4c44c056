"""Odd spreadsheets: every kind of cell and layout is read right or listed, with its place and why; nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from gongwen.errors import ImportRefusedError
from gongwen.importers.sheets.figures import figures_of_file, figures_of_text
from tests.importers.sheet_files import workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

    from gongwen.importers.sheets.reading import Figures

HEAD = ["指标", "单位", "2024年", "2025年"]


def amounts(figures: Figures) -> dict[str, dict[str, str]]:
    """Return what was read: name with unit → period (and group) → amount."""
    return {
        f"{each.name}/{each.unit}": {
            entry.period + (f" {entry.group}" if entry.group else ""): entry.amount for entry in each.entries
        }
        for each in figures.indicators
    }


def one(value: Any, unit: str = "件", form: str = "General") -> Figures:
    """Return what is read of one cell, C2, in a table with a sound one beside it."""
    return figures_of_file(workbook([HEAD, ["某项", unit, value, 1]], formats={"C2": form}), "x.xlsx")


@pytest.mark.parametrize(
    ("value", "unit", "form", "amount"),
    [
        (1234, "件", "General", "1234"), (1234, "件", "#,##0", "1234"), ("1,234", "件", "General", "1234"), ("1，234", "件", "General", "1234"),
        ("1 234", "件", "General", "1234"), ("１２３４", "件", "General", "1234"), (" 1234 ", "件", "General", "1234"), ("1234件", "件", "General", "1234"),
        ("1.2万", "件", "General", "12000"), ("1.25亿", "元", "General", "125000000"), ("1.36万元", "万元", "General", "1.36"),
        (0.1 + 0.2, "万元", "General", "0.3"), (1.36, "万元", "General", "1.36"), (-5, "件", "General", "-5"), ("−5", "件", "General", "-5"),
        ("(5)", "件", "General", "-5"), (0, "件", "General", "0"), (0.973, "%", "0.0%", "97.3"), (97.3, "%", "General", "97.3"), ("97.3%", "%", "General", "97.3"),
        ("９７．３％", "%", "General", "97.3"), ("5‰", "%", "General", "0.5"), ("1.5E+3", "件", "General", "1500"), (1e15, "元", "General", "1000000000000000"),
        (12.0, "件", "General", "12"), ("12.50", "万元", "General", "12.50"),
    ],
)  # fmt: skip
def test_a_cell_that_says_one_amount_is_read_exactly(value: Any, unit: str, form: str, amount: str) -> None:
    found = one(value, unit, form)
    assert amounts(found)[f"某项/{unit}"] == {"2024": amount, "2025": "1"}
    assert found.unread == ()


@pytest.mark.parametrize("value", [None, "", " ", "-", "—", "——", "/", "／", "无", "…", "N/A"])
def test_a_cell_without_an_amount_is_none_and_no_zero(value: Any) -> None:
    found = one(value)
    assert amounts(found) == {"某项/件": {"2025": "1"}}
    assert found.unread == ()


@pytest.mark.parametrize(
    ("value", "unit", "form", "why"),
    [
        ("约30", "件", "General", "约数"), ("30余", "件", "General", "约数"), ("近百", "件", "General", "约数"), ("30以上", "件", "General", "约数"), ("3-5", "件", "General", "范围"),
        ("3至5", "件", "General", "范围"), ("24场", "件", "General", "单位是“场”"), ("24①", "件", "General", "注的记号"), ("24*", "件", "General", "注的记号"),
        ("十二", "件", "General", "汉字"), ("12件、3件", "件", "General", "不是一个数"), (date(2025, 3, 1), "件", "yyyy-mm-dd", "日期"), (True, "件", "General", "逻辑值"),
        ("#DIV/0!", "件", "General", "出错值"), ("=B1*2", "件", "General", "公式"), (0.5, "件", "0%", "百分数"), ("待报", "件", "General", "不是一个数"),
        ("1,23", "件", "General", "不是一个数"), ("5‰", "件", "General", "千分数"), ("第三季度", "件", "General", "不是一个数"),
        ("24 18", "件", "General", "不是一个数"), ("24\n18", "件", "General", "不是一个数"), ("3 5件", "件", "General", "不是一个数"), ("007", "件", "General", "编号"),
        ("1.2万", "万元", "General", "不清楚是万元还是"), (5, "件", '0"场"', "单位是“场”"), ("1e80", "件", "General", "太长"), ("24。", "件", "General", "不是一个数"),
        ("3月5日", "件", "General", "不是一个数"), ("1,2345", "件", "General", "不是一个数"), ("△5", "件", "General", "不是一个数"), ("24/18", "件", "General", "不是一个数"),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_listed_with_its_place(value: Any, unit: str, form: str, why: str) -> None:
    found = one(value, unit, form)
    assert amounts(found) == {f"某项/{unit}": {"2025": "1"}}
    (unread,) = found.unread
    assert (unread.sheet, unread.place) == ("表1", "C2")
    assert why in unread.reason


def test_an_amount_in_cells_made_one_is_listed_for_each_of_them() -> None:
    found = read([HEAD, ["宣传", "场", 18, 24], ["走访", "户", None, 7]], merges=["C2:C3"])
    assert amounts(found) == {"宣传/场": {"2025": "24"}, "走访/户": {"2025": "7"}}
    assert [(each.place, "合并" in each.reason) for each in found.unread] == [("C2", True), ("C3", True)]


def read(rows: list[list[Any]], year: int = 0, **more: Any) -> Figures:
    return figures_of_file(workbook(rows, **more), "x.xlsx", year)


TALKS = {"宣传/场": {"2024": "18", "2025": "24"}}


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        ([HEAD, ["宣传", "场", 18, 24]], []),
        ([["序号", *HEAD, "同比增长", "备注"], [1, "宣传", "场", 18, 24, 0.333, "集中宣传"]], []),
        ([["某某镇2025年主要指标", None, None, None], ["填报单位：司法所", None, None, None], HEAD, ["宣传", "场", 18, 24]], ["A1:D1"]),
        ([["指标", "2024年", "2025年"], ["宣传（场）", 18, 24]], []),
        ([["单位：场", None, None], ["项目", "2024", "2025"], ["宣传", 18, 24]], []),
        ([["年份", "宣传（场）"], [2024, 18], [2025, 24]], []),
        ([["年份", "宣传（场）"], ["2024年", 18], ["2025年", 24]], []),
        ([["指标名称", "年份", "单位", "数值"], ["宣传", 2024, "场", 18], ["宣传", "2025年", "场", 24]], []),
        ([["指标", "单位", "上年", "本年"], ["宣传", "场", 18, 24]], []),
        ([["指标", "单位", "上年同期", "本年完成", "增减%"], ["宣传", "场", 18, 24, 33.3]], []),
        ([["大类", "指标", "单位", "2024年", "2025年"], ["普法", "宣传", "场", 18, 24]], []),
        ([HEAD, ["宣传", "场", 18, 24], ["注：含村级活动", None, None, None], ["填报人：王芳", None, None, None]], []),
        ([HEAD, [None, None, None, None], ["宣传", "场", 18, 24]], []),
        ([["项目", "单位", "完成情况", None], [None, None, "2024年", "2025年"], ["宣传", "场", 18, 24]], ["A1:A2", "B1:B2", "C1:D1"]),
        ([["指标", None, "单位", "2024年", "2025年"], ["宣传", None, "场", 18, 24]], []),
        ([["指标", "单位", "2024年", "2025年", "同比"], ["宣传", "场", "18", "24", "=D2/C2-1"]], []),
        ([["指标", "计量单位", "2024年度", "2025年度", "数据来源"], ["宣传", "场", 18, 24, "司法所"]], []),
    ],
)  # fmt: skip
def test_a_layout_people_use_is_read(rows: list[list[Any]], merges: list[str]) -> None:
    if rows[0] == HEAD and rows[1] == [None] * 4:
        rows = [HEAD, rows[2]]
    found = read(rows, 2025, merges=merges)
    assert amounts(found) == TALKS
    assert found.unread == ()


def test_quarters_stand_under_their_year() -> None:
    rows = [
        ["指标", "单位", "2025年", None, None],
        [None, None, "第一季度", "第二季度", "全年"],
        ["宣传", "场", 5, 7, 24],
    ]
    found = read(rows, merges=["A1:A2", "B1:B2", "C1:E1"])
    assert amounts(found) == {"宣传/场": {"2025": "24", "2025Q1": "5", "2025Q2": "7"}}


def test_a_part_of_a_year_that_is_no_quarter_is_listed() -> None:
    found = read([["指标", "单位", "2025年", "2025年上半年", "2025年1—9月"], ["宣传", "场", 24, 11, 18]])
    assert amounts(found) == {"宣传/场": {"2025": "24"}}
    assert [each.place for each in found.unread] == ["D1", "E1"]


def test_groups_stand_across_or_down_and_their_whole_is_checked() -> None:
    across = read(
        [
            ["2025年调解情况", None, None, None, None],
            ["指标", "单位", "东村", "西村", "合计"],
            ["调解", "件", 3, 4, 7],
            ["走访", "户", 5, 6, 12],
        ]
    )
    assert amounts(across) == {
        "调解/件": {"2025": "7", "2025 东村": "3", "2025 西村": "4"}, "走访/户": {"2025": "12", "2025 东村": "5", "2025 西村": "6"},
    }  # fmt: skip
    assert ["加起来是11" in each.reason for each in across.unread] == [True]
    down = read(
        [["2025年", None, None], ["村名", "调解（件）", "走访（户）"], ["东村", 3, 5], ["西村", 4, 6], ["合计", 7, 11]]
    )
    assert amounts(down) == {
        "调解/件": {"2025": "7", "2025 东村": "3", "2025 西村": "4"}, "走访/户": {"2025": "11", "2025 东村": "5", "2025 西村": "6"},
    }  # fmt: skip
    assert down.unread == ()


def test_figures_of_no_year_are_listed_and_of_the_reports_year_taken() -> None:
    rows = [["村名", "调解（件）"], ["东村", 3], ["西村", 4]]
    assert amounts(read(rows, 2025)) == {"调解/件": {"2025 东村": "3", "2025 西村": "4"}}
    assert {each.reason for each in read(rows).unread} == {"不知道是哪一年的数"}


def test_several_tables_and_sheets_come_together() -> None:
    first = [HEAD, ["宣传", "场", 18, 24], [None] * 4, ["说明文字"], [None] * 4, ["项目", "2025年"], ["走访（户）", 6]]
    found = figures_of_file(workbook(first, [["指标", "单位", "2023年"], ["宣传", "场", 15]]), "x.xlsx")
    assert amounts(found) == {"宣传/场": {"2023": "15", "2024": "18", "2025": "24"}, "走访/户": {"2025": "6"}}
    assert any("说明文字" in each for each in found.notes)


def test_merged_labels_and_totals_of_a_class() -> None:
    rows = [
        ["大类", "指标", "单位", "2025年"],
        ["普法", "宣传", "场", 24],
        [None, "小计", "场", 24],
        ["合计", None, "场", 24],
    ]
    found = read(rows, merges=["A2:A3"])
    assert amounts(found) == {"宣传/场": {"2025": "24"}, "普法小计/场": {"2025": "24"}}
    assert any("“合计”一行没有带入" in each for each in found.notes)


def test_what_stands_twice_with_two_amounts_is_listed() -> None:
    found = read([HEAD, ["宣传", "场", 18, 24], ["宣传", "场", 18, 25]])
    assert amounts(found) == TALKS
    assert [(each.place, each.text) for each in found.unread] == [("D3", "25")]


def test_what_is_hidden_is_not_taken_and_told() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].row_dimensions[3].hidden = True
        book.worksheets[0].column_dimensions["C"].hidden = True
        book.worksheets[1].sheet_state = "hidden"

    found = figures_of_file(
        workbook([HEAD, ["宣传", "场", 18, 24], ["走访", "户", 1, 2]], [HEAD, ["秘密", "件", 1, 2]], also=hide),
        "x.xlsx",
    )
    assert amounts(found) == {"宣传/场": {"2025": "24"}}
    assert [word for word in ("第3行", "C列", "表2") if not any(word in each for each in found.notes)] == []


@pytest.mark.parametrize(
    "data",
    [
        "指标,单位,2024年,2025年\n宣传,场,18,24\n".encode(),
        '\ufeff指标,单位,2024年,2025年\r\n宣传,场,"18",24\r\n'.encode(),
        "指标;单位;2024年;2025年\n宣传;场;18;24".encode("gb18030"),
        "指标\t单位\t2024年\t2025年\n宣传\t场\t18\t24".encode("utf-16"),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16"],
)  # fmt: skip
def test_a_csv_of_any_encoding_and_separator_is_read(data: bytes) -> None:
    assert amounts(figures_of_file(data, "x.csv")) == TALKS


def test_cells_copied_in_a_spreadsheet_are_read() -> None:
    assert amounts(figures_of_text("指标\t单位\t2024年\t2025年\n宣传\t场\t18\t24\n")) == TALKS


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "x.xlsx"), (b"PK\x03\x04broken", "x.xlsx"), (b"%PDF-1.7", "x.pdf"), (workbook([["只有文字"]]), "x.xlsx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xls"),
     ("随便一段话。".encode(), "x.txt"), (workbook([[1, 2], [3, 4]]), "x.xlsx")],
)  # fmt: skip
def test_what_holds_no_table_is_refused_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        figures_of_file(data, name)
    assert caught.value.mend
