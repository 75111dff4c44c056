"""Two windows on one report: the second one is told the truth, and neither text is lost."""

from __future__ import annotations

from gongwen import edits
from gongwen.store import OTHER_WINDOW, Store
from tests.samples import small
from widgets import Workbook


def notice(book: Workbook) -> str:
    return str((book.frame.state["notice"] or {}).get("text", ""))


def test_the_window_that_comes_second_keeps_its_text_as_a_report_of_its_own() -> None:
    first = Workbook(document=small())
    report = first.frame.state["report"]
    second = Workbook(report=report)
    first.desk.session.type("s4", "第一个窗口。")
    second.desk.session.type("s2", "第二个窗口。")
    assert "另一个窗口" in notice(second)
    assert second.frame.state["saved"] == "saved"
    copy = second.frame.state["report"]
    assert copy != report
    store = Store.open()
    assert store.load(report).document == edits.set_paragraphs(small(), "s4", ("第一个窗口。",))
    assert store.load(copy).document == edits.set_paragraphs(small(), "s2", ("第二个窗口。",))
    assert [row.label == "" for row in store.list() if not row.label.endswith(f" {OTHER_WINDOW}")] == [True]
    assert second.frame.state["tag"] == store.load(copy).label != ""


def test_both_windows_write_on_after_that_without_being_told_again() -> None:
    first = Workbook(document=small())
    second = Workbook(report=first.frame.state["report"])
    first.desk.session.type("s4", "甲")
    second.desk.session.type("s4", "乙")
    second.frame.dismiss()
    first.desk.session.type("s4", "甲甲")
    second.desk.session.type("s4", "乙乙")
    assert notice(first) == notice(second) == ""
    texts = {Store.open().load(row.id).document.section("s4").paragraphs for row in Store.open().list()}
    assert texts == {("甲甲",), ("乙乙",)}


def test_the_notice_leads_to_what_the_other_window_saved() -> None:
    first = Workbook(document=small())
    report = first.frame.state["report"]
    second = Workbook(report=report)
    first.desk.session.type("title", "甲的标题")
    second.desk.session.type("title", "乙的标题")
    ((name, _),) = second.frame.state["notice"]["actions"]
    second.frame.on_action_message({"id": name}, [])
    assert (second.frame.state["report"], second.desk.session.document.title) == (report, "甲的标题")
    second.desk.home()
    assert {(row["title"], row["tag"][6:]) for row in second.desk.start.drafts.rows} == {
        ("甲的标题", ""),
        ("乙的标题", OTHER_WINDOW),
    }


def test_a_page_whose_kernel_was_ready_beforehand_shows_what_was_saved_since() -> None:
    ready = Workbook()
    assert ready.desk.start.drafts.rows == []
    Workbook(document=small())
    ready.frame.on_hello_message({"report": ""}, [])
    assert [row["title"] for row in ready.desk.start.drafts.rows] == [small().title]
