"""What came from last year, without a page: what is marked and counted, what a confirmation does, the ways a new year begins."""

from __future__ import annotations

from typing import Any

from gongwen.document import ANCHOR, Document, Section, Signature, Table
from gongwen.edits import set_paragraphs
from gongwen.importers import import_text
from gongwen.nextyear.roll import next_year
from gongwen.store import Store
from tests.widgets.screen import listen, notice, opened, press, tell
from widgets import Workbook
from widgets.carried import Carried
from widgets.start import usual_year

LAST = usual_year() - 1
ORGAN = "清溪镇人民政府"


def last_years(**also: Any) -> Document:
    sections = (
        Section("s1", "主要工作", ("开会四次。办案五件。", "审查合同九份。")),
        Section("s2", "不足", ("人手少。",)),
    )
    return Document(
        kind="rule_of_law_report",
        year=LAST,
        title=f"{ORGAN}关于{LAST}年度法治政府建设情况的报告",
        body=Section("body", "", (f"{LAST}年以来，做了三件事。", f"{LAST}年3月15日开了会。"), sections),
        signature=Signature((ORGAN,)),
        **also,
    )


def begun() -> tuple[Workbook, Carried]:
    book = opened(next_year(last_years()))
    return book, book.desk.writer.carried


def marked(sent: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The words that are marked, as the page has them now."""
    known: dict[str, list[list[Any]]] = {}
    for message in sent:
        if message["type"] == "marks":
            known |= message["put"]
    return {target: [row[6] for row in rows] for target, rows in known.items() if rows}


def test_the_line_counts_the_open_section_and_the_whole() -> None:
    book, carried = begun()
    book.desk.writer.open("s1")
    assert carried.face == {
        "entry": "s1", "all": 6, "own": 3, "unseen": 3, "left": 6, "same": 100, "years": 1, "writes": True,
    }  # fmt: skip
    items = {item["id"]: item["unseen"] for item in book.desk.writer.outline.items}
    assert (items["body"], items["s1"], items["s2"], items["tail"]) == (2, 3, 1, 0)
    book.desk.writer.open("head")
    assert carried.face["own"] == -1


def test_a_report_with_nothing_from_last_year_has_no_line() -> None:
    assert opened(last_years()).desk.writer.carried.face["all"] == 0


def test_typing_in_a_sentence_takes_it_off_the_count_and_undo_puts_it_back() -> None:
    book, carried = begun()
    book.desk.writer.open("s1")
    book.desk.session.type("s1", "开会六次。办案五件。\n审查合同九份。")
    assert (carried.face["unseen"], carried.face["same"]) == (2, 83)
    sent = listen(carried)
    tell(carried, "ready")
    assert marked(sent)["s1"] == ["办案五件。", "审查合同九份。"]
    book.desk.undo()
    assert marked(sent)["s1"] == ["开会四次。", "办案五件。", "审查合同九份。"]


def test_a_confirmed_sentence_is_marked_no_more_and_counts_as_unchanged() -> None:
    book, carried = begun()
    book.desk.writer.open("s1")
    sent = listen(carried)
    tell(carried, "ready")
    tell(carried, "confirm", section="s1", paragraph=0, start=5)
    assert marked(sent)["s1"] == ["开会四次。", "审查合同九份。"]
    assert (carried.face["unseen"], carried.face["same"]) == (2, 100)
    tell(carried, "confirm", section="s1", paragraph=0, start=5)
    assert "已经看过" in notice(book)
    tell(carried, "section", section="s1")
    assert "s1" not in marked(sent)
    book.desk.undo()
    assert marked(sent)["s1"] == ["开会四次。", "审查合同九份。"]


def test_keys_go_from_one_unseen_sentence_to_the_next_and_round() -> None:
    _, carried = begun()
    went = []
    carried.on_go = went.append
    for section, paragraph, start, by in (("s1", 0, 0, 1), ("s1", 1, 0, 1), ("s2", 0, 0, 1), ("s1", 0, 0, -1)):
        tell(carried, "step", section=section, paragraph=paragraph, start=start, by=by)
    assert [(each.section, each.paragraph, each.start, each.end) for each in went] == [
        ("s1", 0, 5, 5), ("s2", 0, 0, 0), ("body", 0, 0, 0), ("body", 1, 0, 0),
    ]  # fmt: skip
    tell(carried, "year", section="s2", paragraph=0, start=0)
    assert (went[-1].section, went[-1].paragraph, went[-1].end) == ("body", 1, 4)


def test_who_may_only_read_confirms_nothing() -> None:
    book, carried = begun()
    book.frame.put(only="只能看")
    tell(carried, "section", section="s1")
    assert "只能看" in notice(book)
    assert carried.face["left"] == 6


def test_a_new_year_is_begun_from_the_list() -> None:
    name = Store.open().create(last_years()).id
    book = Workbook()
    assert book.desk.start.drafts.season == usual_year()
    tell(book.desk.start.drafts, "next", id=name)
    made = book.desk.session.document
    assert (made.year, made.title) == (LAST + 1, f"{ORGAN}关于{LAST + 1}年度法治政府建设情况的报告")
    assert "带来 6 句，一句一句看过、改过再用。有 1 处年份拿不准" in notice(book)
    assert Store.open().load(name).document == last_years()


def test_a_new_report_of_the_same_organ_is_offered_last_years_until_there_is_one() -> None:
    name = Store.open().create(last_years()).id
    book = Workbook()
    reports = book.desk.reports
    assert reports.earlier("rule_of_law_report", LAST + 1, (ORGAN,)) == (name, last_years().title)
    assert reports.earlier("rule_of_law_report", LAST, (ORGAN,)) is None
    assert reports.earlier("work_report", LAST + 1, (ORGAN,)) is None
    assert reports.earlier("rule_of_law_report", LAST + 1, ("白石镇人民政府",)) is None
    book.desk.start.on_next(name, LAST + 1)
    book.desk.home()
    assert reports.earlier("rule_of_law_report", LAST + 1, (ORGAN,)) is None


def test_what_was_brought_in_becomes_the_base_of_the_new_year_as_one_step() -> None:
    book = opened()
    book.desk._imported(import_text(f"关于{LAST}年度工作情况的报告\n县政府：\n一、主要工作\n{LAST}年以来，开会四次。"))
    before = book.desk.session.document
    panel = book.desk._open._intake.panel
    assert panel.report["next"] == [LAST, LAST + 1]
    tell(panel, "next_year", year=LAST)
    assert book.desk.session.document == before
    tell(panel, "next_year", year=LAST + 1)
    assert book.desk.session.document.title == f"关于{LAST + 1}年度工作情况的报告"
    assert panel.report["next"] == []
    press(book, "撤销")
    assert book.desk.session.document == before


def test_a_row_of_a_table_is_marked_cell_by_cell_and_confirmed_from_any_of_them() -> None:
    table = Table("t1", (("项目", "数量"), ("案件", "32"), ("合同", "九")))
    document = last_years(tables=(table,))
    book = opened(next_year(set_paragraphs(document, "s2", ("人手少。", f"{ANCHOR}t1"))))
    carried = book.desk.writer.carried
    sent = listen(carried)
    tell(carried, "ready")
    assert {key: words for key, words in marked(sent).items() if "@" in key} == {"t1@2": ["案件"], "t1@3": ["32"]}
    tell(carried, "confirm", section="t1", paragraph=3, start=1)
    assert [key for key in marked(sent) if "@" in key] == []
