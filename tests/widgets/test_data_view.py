"""The view 数据 without a page: cells, pasted blocks, insertion, what quotes them, and that every act is one step of undo."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from exports.disclosure_form import disclosure_form
from gongwen.api import new_report
from gongwen.document import ANCHOR, Document, Location
from gongwen.edits import set_paragraphs
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.links import State, placed
from gongwen.indicators.table import find
from tests.importers.sheet_files import workbook
from tests.indicators.samples import SECOND, TABLE, TEXT, quoting, report, text_of
from tests.widgets.screen import listen, notice, opened, tell
from widgets.data import DataView
from widgets.outline import entries


class Table:
    """A workbook with the view open, as its page would know it."""

    def __init__(self, document: Document) -> None:
        self.book = opened(document)
        tell(self.book.frame, "view", name="data")
        view = self.book.desk._open.data
        assert view is not None
        self.view: DataView = view
        self.sent = listen(self.view)
        tell(self.view, "ready")

    @property
    def document(self) -> Document:
        return self.view.document

    @property
    def told(self) -> dict[str, Any]:
        """What the page shows now."""
        return [message for message in self.sent if message["type"] == "show"][-1]

    def row(self, key: str) -> dict[str, Any]:
        return next(row for row in self.told["rows"] if row["id"] == key)

    def enter(self, key: str, text: str, column: str = "2025") -> None:
        tell(self.view, "enter", id=key, column=column, text=text)

    def answers(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.sent if message["type"] == kind]


def test_a_row_tells_both_years_the_change_and_where_it_is_quoted() -> None:
    table = Table(report())
    row = table.row("talks")
    assert row["cells"] == {"2024": "18", "2025": "24"}
    assert (row["change"], row["where"], row["quotes"]) == ("增 33.3%", "一、第1段", 2)
    assert table.row("rate")["formula"] == "完成率：化解矛盾纠纷 ÷ 排查矛盾纠纷"
    assert table.row("rate")["cells"]["2025"] == "98.3"
    assert (table.row("reversed")["change"], table.row("cases")["where"]) == ("持平", "未引用")
    assert table.row("satisfied")["change"] == "增 2.1 个百分点"


def test_an_amount_that_is_entered_is_followed_by_the_text_in_one_step_of_undo() -> None:
    table = Table(report())
    table.enter("talks", "1,2")
    assert table.answers("refused")[0]["sentence"].startswith("这不是一个确定的数")
    assert text_of(table.document, "a") == TEXT
    table.enter("talks", "９场")
    assert text_of(table.document, "a").startswith("全年开展法治宣传活动9场，同比下降50%；")
    entry = table.document.data.indicators[0].entry("2025")
    assert entry
    assert entry.amount == "9"
    assert all((entry.by, entry.at)), "who and when"
    assert table.row("talks")["cells"]["2025"] == "9"
    table.book.desk.undo()
    assert text_of(table.document, "a") == TEXT
    assert table.row("talks")["cells"]["2025"] == "24"


def test_a_block_from_a_spreadsheet_is_taken_whole_or_not_at_all() -> None:
    table = Table(report())
    tell(table.view, "paste", id="talks", column="2024", text="19\t25\n5300\t六千\n")
    assert "“发放宣传资料”那一行" in notice(table.book)
    assert table.row("talks")["cells"] == {"2024": "18", "2025": "24"}
    tell(table.view, "paste", id="talks", column="2024", text="19\t25\n5,300\t6600\n")
    assert table.row("leaflets")["cells"] == {"2024": "5300", "2025": "6600"}
    assert "发放宣传资料6600份" in text_of(table.document, "a")
    tell(table.view, "paste", id="talks", column="2025", text="1\t2")
    assert "列比表里的年份多" in notice(table.book)


def test_a_phrase_is_put_where_the_caret_was_with_its_figures_linked() -> None:
    table = Table(quoting({"a": ("第一段。", "全年。")}))
    tell(table.view, "insert", id="leaflets", at=0)
    assert "还不知道插到哪里" in notice(table.book)
    table.view.caret = Location("a", 1, 2, 2)
    tell(table.view, "choose", id="leaflets")
    assert table.told["phrases"][0] == [["发放宣传资料", False], ["6500份", True], ["，同比", False], ["增长25%", True]]
    tell(table.view, "insert", id="leaflets", at=0)
    assert text_of(table.document, "a") == "第一段。\n全年发放宣传资料6500份，同比增长25%。"
    assert [(each.state, each.words) for each in placed(table.document)] == [
        (State.TRUE, "6500份"),
        (State.TRUE, "增长25%"),
    ]
    table.enter("leaflets", "5200")
    assert text_of(table.document, "a").endswith("全年发放宣传资料5200份，同比持平。")
    table.book.desk.undo()
    table.book.desk.undo()
    assert text_of(table.document, "a") == "第一段。\n全年。"
    assert table.document.data.links == ()


def test_what_was_typed_over_is_shown_and_put_right_or_let_go() -> None:
    table = Table(report())
    session = table.book.desk.session
    assert session
    session.type("a", TEXT.replace("24场", "26场"))
    assert (table.row("talks")["where"], table.row("talks")["stale"]) == ("文中是旧值", 1)
    tell(table.view, "choose", id="talks")
    (text,) = table.told["quotes"]
    assert (text["title"], text["label"]) == ("一、小标题a", "第1段")
    assert text["pieces"][:4] == [
        ["全年开展法治宣传活动", ""],
        ["26场", "stale own"],
        ["，同比", ""],
        ["增长33.3%", "true own"],
    ]
    assert ["6500份", "true"] in text["pieces"], "other figures of the paragraph are marked too"
    quote = next(each for each in text["figures"] if each["state"] == "typed")
    assert (quote["words"], quote["right"]) == ("26场", "24场")
    tell(table.view, "right", link=quote["id"])
    assert text_of(table.document, "a") == TEXT
    tell(table.view, "unlink", link=quote["id"])
    table.enter("talks", "30")
    assert "活动24场，同比增长66.7%" in text_of(table.document, "a")


def test_figures_that_agree_are_offered_and_linked_one_by_one_or_all() -> None:
    table = Table(quoting({"a": (TEXT,)}))
    assert [each["words"] for each in table.told["offers"]] == ["24场", "增长33.3%", "6500份"]
    tell(table.view, "offer", at=1)
    assert [each["words"] for each in table.told["offers"]] == ["24场", "6500份"]
    tell(table.view, "offer")
    assert table.told["offers"] == []
    assert len(table.document.data.links) == 3
    assert "引用了 2 处" in notice(table.book)


def test_indicators_come_move_and_go() -> None:
    table = Table(report())
    tell(table.view, "add", after="cases")
    new = table.answers("edit")[0]["id"]
    assert [each.id for each in table.document.data.indicators][3] == new
    table.enter(new, "法治  讲座", "name")
    table.enter(new, "场", "unit")
    table.enter(new, "6")
    assert table.row(new)["name"] == "法治 讲座"
    tell(table.view, "move", id=new, by=-1)
    assert [each.id for each in table.document.data.indicators][2] == new
    tell(
        table.view,
        "detail",
        id=new,
        definition="室内的讲座",
        source="台账",
        aliases="讲座、普法讲座",
        formula="",
        whole=True,
        places=0,
        least="0",
        most="",
    )
    assert table.told["detail"]["aliases"] == "讲座、普法讲座"
    table.enter(new, "6.5")
    assert "只能填整数" in table.answers("refused")[-1]["sentence"]
    tell(table.view, "remove", id="disputes")
    assert "还有别的指标要用" in notice(table.book)
    tell(table.view, "remove", id="rate")
    assert text_of(table.document, "b").endswith("化解率98.3%，群众满意度提高2.1个百分点。"), "the words stay"
    assert {each.state for each in placed(table.document)} == {State.TRUE}


def test_a_formula_may_be_chosen_for_what_has_no_amounts() -> None:
    table = Table(report())
    common: dict[str, Any] = {
        "definition": "",
        "source": "",
        "aliases": "",
        "whole": False,
        "places": 0,
        "least": "",
        "most": "",
    }
    tell(table.view, "detail", id="talks", formula="sum cases settled", **common)
    assert "已经填了数" in notice(table.book)
    tell(table.view, "add", after="")
    new = table.answers("edit")[0]["id"]
    tell(table.view, "detail", id=new, formula="sum cases settled", **common)
    assert table.row(new)["cells"]["2025"] == "147"
    table.enter(new, "3")
    assert "算出来的" in table.answers("refused")[-1]["sentence"]


@pytest.mark.parametrize(
    ("periods", "head"), [(["2025Q1", "2025Q2"], "2025年第一季度"), (["2023", "2024", "2025"], "2023年")]
)
def test_other_periods_can_be_shown(periods: list[str], head: str) -> None:
    table = Table(report())
    tell(table.view, "periods", periods=periods)
    assert table.told["periods"][0][1] == head
    table.enter("talks", "5", periods[0])
    assert table.row("talks")["cells"][periods[0]] == "5"


def test_a_table_and_its_place_follow_what_was_chosen() -> None:
    table = Table(quoting({"a": (TEXT,)}))
    table.view.caret = Location("a", 0, 0, 0)
    tell(table.view, "draw", recipe="comparison", ids=["talks", "cases"])
    (made,) = table.document.tables
    assert [row[0] for row in made.rows] == ["指标", "法治宣传活动", "行政执法案件"]
    table.enter("talks", "36")
    assert table.document.tables[0].rows[1][3:] == ("36", "增长100%")
    table.book.desk.undo()
    table.book.desk.undo()
    assert table.document.tables == ()


def test_of_two_tables_put_after_one_paragraph_the_first_made_comes_first() -> None:
    table = Table(quoting({"a": (TEXT, "后一段。")}))
    table.view.caret = Location("a", 0, 0, 0)
    tell(table.view, "draw", recipe="comparison", ids=["talks"])
    tell(table.view, "draw", recipe="comparison", ids=["cases"])
    first, second = table.document.tables
    assert (first.rows[1][0], second.rows[1][0]) == ("法治宣传活动", "行政执法案件")
    assert table.document.section("a").paragraphs == (TEXT, ANCHOR + first.id, ANCHOR + second.id, "后一段。")


def test_who_may_only_read_sees_the_table_and_changes_nothing() -> None:
    table = Table(report())
    table.book.frame.put(only="只读")
    tell(table.view, "ready")
    assert table.told["may"] is False
    table.enter("talks", "9")
    assert text_of(table.document, "a") == TEXT
    assert "只能看" in table.answers("refused")[-1]["sentence"]


def test_what_others_write_in_the_table_is_shown() -> None:
    table = Table(report())
    session = table.book.desk.session
    assert session
    other = set_paragraphs(session.document, "b", ("开头。", SECOND.replace("119件", "100件")))
    session.follow(other)
    tell(table.view, "choose", id="settled")
    assert table.told["quotes"][0]["figures"][0]["words"] == "100件"


def send_file(table: Table, data: bytes, name: str) -> None:
    tell(table.view.picker, "piece", [memoryview(data)], name=name, at=0, last=True)


ROWS = [
    ["指标", "单位", "2024年", "2025年"],
    ["法治宣传活动", "场", 18, 26],
    ["普法讲座", "场", 2, 3],
    ["调解", "件", "约30", 4],
]


def test_a_file_is_shown_first_and_brought_in_as_one_step() -> None:
    table = Table(report())
    send_file(table, workbook(ROWS), "指标.xlsx")
    brought = table.told["brought"]
    assert brought["changed"] == ["法治宣传活动 2025年：24 → 26"]
    assert [each.partition("：")[0] for each in brought["new"]] == ["普法讲座（场）", "调解（件）"]
    assert any("C4" in each and "约30" in each for each in brought["unread"])
    assert table.row("talks")["cells"]["2025"] == "24", "nothing is done yet"
    tell(table.view, "bring", how="all")
    left = table.told["brought"]
    assert (left["does"], left["new"], left["unread"]) == (False, [], brought["unread"]), "what could not be read stays"
    tell(table.view, "bring", how="")
    assert table.told["brought"] is None
    assert "活动26场，同比增长44.4%" in text_of(table.document, "a")
    assert table.document.data.indicators[-1].entries[0].by
    table.book.desk.undo()
    assert text_of(table.document, "a") == TEXT
    send_file(table, workbook(ROWS), "指标.xlsx")
    tell(table.view, "bring", how="new")
    assert text_of(table.document, "a") == TEXT
    assert [each.name for each in table.document.data.indicators][-2:] == ["普法讲座", "调解"]


def test_a_file_that_is_no_table_is_refused_in_place_and_one_may_be_let_go() -> None:
    table = Table(report())
    sent = listen(table.view.picker)
    send_file(table, b"%PDF-1.7 ...", "x.pdf")
    assert sent[-1]["type"] == "refused"
    send_file(table, workbook(ROWS), "指标.xlsx")
    tell(table.view, "bring", how="")
    assert table.told["brought"] is None
    assert table.document.data == report().data


def test_pasted_cells_with_headings_are_shown_first_as_a_file_is() -> None:
    table = Table(report())
    tell(table.view, "paste", id="talks", column="2024", text="指标\t单位\t2025年\n普法讲座\t场\t3\n")
    assert table.told["brought"]["new"] == ["普法讲座（场）：2025年 3"]


def statutory(document: Document, *, licences: float = 0, fees: float | None = 0) -> bytes:
    """Return the statutory form filled with 0 but for two cells."""
    book = load_workbook(io.BytesIO(disclosure_form(document).data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fgColor.rgb == "00000000" and cell.value is None and not isinstance(cell, MergedCell):
                    cell.value = 0
    book["主动公开"]["B9"], book["主动公开"]["B16"] = licences, fees
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_statutory_form_fills_the_three_tables() -> None:
    new = new_report("information_disclosure_report", 2025, "清溪镇人民政府").document
    table = Table(new)
    assert table.told["statutory"]
    send_file(table, statutory(new), "年报.xlsx")
    assert "按法定表格认出" in table.told["brought"]["sure"][0]
    tell(table.view, "bring", how="all")
    assert len(table.document.tables) == 3
    assert all(sum(cell == "0" for row in made.rows for cell in row) > 5 for made in table.document.tables)
    assert all("—" not in row for made in table.document.tables for row in made.rows)


def test_a_statutory_form_brought_again_says_what_it_changes_and_can_leave_it() -> None:
    new = new_report("information_disclosure_report", 2025, "清溪镇人民政府").document
    table = Table(new)
    send_file(table, statutory(new, licences=1234, fees=None), "年报.xlsx")
    assert table.told["brought"]["changed"] == []
    tell(table.view, "bring", how="all")
    send_file(table, statutory(new, licences=1243, fees=2.5), "改过.xlsx")
    assert table.told["brought"]["changed"] == ["行政许可：本年处理决定：1234 → 1243"]
    tell(table.view, "bring", how="new")
    assert [table.row(key)["cells"]["2025"] for key in ("proactive-permits", "proactive-fees")] == ["1234", "2.5"]
    send_file(table, statutory(new, licences=1243, fees=2.5), "改过.xlsx")
    tell(table.view, "bring", how="all")
    assert table.row("proactive-permits")["cells"]["2025"] == "1243"
    send_file(table, statutory(new, licences=1243, fees=2.5), "改过.xlsx")
    assert not table.told["brought"]["does"]


def test_the_statutory_tables_are_offered_to_reports_of_their_kind_alone() -> None:
    new = new_report("information_disclosure_report", 2025, "清溪镇人民政府").document
    offered = [{name for _, name, _ in Table(each).told["recipes"]} for each in (new, report())]
    assert {name for name in offered[0] if "法定格式" in name} == offered[0] - offered[1]
    assert len(offered[0] - offered[1]) == 3


def test_the_table_is_handed_on_and_an_empty_one_to_fill_in() -> None:
    table = Table(report())
    sent = listen(table.book.frame)
    tell(table.view, "sheet", what="empty")
    tell(table.view, "sheet", what="full")
    assert [each["name"].endswith(end) for each, end in zip(sent, ("指标空表.xlsx", "指标表.xlsx"), strict=True)] == [
        True,
        True,
    ]


def test_what_cannot_be_or_looks_strange_is_told_at_its_cell() -> None:
    table = Table(report())
    tell(table.view, "detail", id="talks", whole=True, places=0, least="30", most="", definition="", source="", aliases="", formula="")  # fmt: skip
    assert table.row("talks")["doubts"]["2025"] == ["不应小于30，填的是24", True]
    table.enter("leaflets", "60")
    assert table.row("leaflets")["doubts"]["2025"] == ["和2024年的5200差得多，请核对", False]
    tell(table.view, "choose", id="leaflets")
    assert table.told["detail"]["doubts"] == [["2025年：和2024年的5200差得多，请核对", False]]
    assert table.row("cases")["doubts"] == {}
    villages = (Entry("2025", "-1", "东村"), Entry("2025", "4", "西村"))
    cases = replace(find(TABLE, "cases"), entries=villages, least="0")
    apart = Table(replace(report(), data=replace(TABLE, indicators=(cases,))))
    assert apart.row("cases")["doubts"] == {}, "the whole is not what is wrong"
    tell(apart.view, "group", name="东村")
    assert apart.row("cases")["doubts"] == {"2025": ["不应小于0，填的是-1", True]}


def test_a_figure_that_differs_for_a_reason_is_kept_as_plain_words_and_not_found_again() -> None:
    table = Table(report())
    desk = table.book.desk
    session, store = desk.session, desk._open._shelf()
    assert session
    session.type("a", TEXT.replace("24场", "26场"))
    tell(table.view, "choose", id="talks")
    link = next(each["id"] for each in table.told["quotes"][0]["figures"] if each["state"] == "typed")
    tell(table.view, "keep", link=link, reason=" ")
    assert "还没有写理由" in notice(table.book)
    found = desk._open.checking
    assert [each.rule for each in found.now() if each.rule == "FG04"] == ["FG04"]
    tell(table.view, "keep", link=link, reason="含12月补办的2场，年报口径不同")
    assert link not in {each.id for each in table.document.data.links}
    assert text_of(table.document, "a").startswith("全年开展法治宣传活动26场")
    findings = desk._open.findings
    assert [each.rule for each in findings.kept(found.now()) if each.rule == "FG04"] == []
    (kept,) = store.findings.ignored(desk._open.keeper.name)
    assert (kept.rule, kept.reason, kept.excerpt) == ("FG04", "含12月补办的2场，年报口径不同", "26场")
    desk.undo()
    assert link in {each.id for each in table.document.data.links}


def test_the_amounts_of_a_village_are_shown_and_entered_apart_from_the_whole() -> None:
    villages = Indicator(
        "v",
        "调解案件",
        "件",
        entries=(Entry("2024", "2", "东村"), Entry("2025", "3", "东村"), Entry("2025", "4", "西村")),
    )
    base = report()
    table = Table(replace(base, data=replace(base.data, indicators=(*base.data.indicators, villages))))
    assert table.row("v")["cells"]["2025"] == "7"
    assert table.told["groups"] == ["东村", "西村"]
    tell(table.view, "group", name="东村")
    assert (table.row("v")["cells"], table.row("v")["change"]) == ({"2024": "2", "2025": "3"}, "增 50%")
    table.enter("v", "5")
    tell(table.view, "group", name="")
    assert table.row("v")["cells"]["2025"] == "9"
    assert text_of(table.document, "a") == TEXT


def test_the_outline_does_not_call_a_statutory_table_written_before_it_has_its_numbers() -> None:
    table = Table(new_report("information_disclosure_report", 2025, "清溪镇人民政府").document)

    def states() -> list[str]:
        return [item["state"] for item in entries(table.document, None) if "情况" in item["label"]][1:4]

    assert states() == ["有待填"] * 3
    send_file(table, statutory(table.document, fees=None), "年报.xlsx")
    tell(table.view, "bring", how="all")
    assert states() == ["有待填", "已写", "已写"]
