"""Text the browser kept is offered where it differs, with the difference, and put back as one step of undo."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.person import of_machine
from gongwen.store import Store
from gongwen.targets import read
from tests.samples import small
from tests.widgets.screen import listen, opened, tell
from widgets import Workbook, leftbehind
from widgets.rescue import COMPARED, differences

OLD = "一是宣传不够深入。"
NEW = "一是宣传不够深入，主要原因是人手少。"


def stood(target: str) -> str:
    return read(small(), target) if target != "gone" else ""


def offered(*items: tuple[str, str]) -> tuple[Workbook, list[dict[str, object]]]:
    book = opened()
    sent = listen(book.desk.rescue)
    kept = [{"target": target, "text": text, "at": 1_700_000_000_000, "base": stood(target)} for target, text in items]
    tell(book.frame, "kept", report=book.frame.state["report"], items=kept)
    return book, sent


def test_what_is_stored_already_is_forgotten_and_what_differs_is_offered() -> None:
    book, sent = offered(("s4", NEW), ("s2#heading", "加强组织领导"), ("closing", ""))
    (item,) = book.desk.rescue.items
    assert item["place"] == "“二、存在的不足和原因”"
    assert item["parts"] == [["=", "一是宣传不够深入"], ["+", "，主要原因是人手少"], ["=", "。"]]
    assert [message["target"] for message in sent] == ["s2#heading", "closing"]


def test_put_back_it_stands_in_the_text_and_undo_takes_it_out() -> None:
    book, sent = offered(("s4", NEW))
    tell(book.desk.rescue, "put_back", index=0)
    assert book.desk.session.document.section("s4").paragraphs == (NEW,)
    assert book.desk.rescue.items == []
    assert sent[-1] == {"type": "forget", "report": book.frame.state["report"], "target": "s4"}
    assert book.desk.writer.form.entry == "s4"
    book.desk.undo()
    assert book.desk.session.document == small()


def test_let_go_it_is_forgotten_and_nothing_changes() -> None:
    book, sent = offered(("s4", NEW), ("title", "别的标题"))
    tell(book.desk.rescue, "drop", index=0)
    assert [item["place"] for item in book.desk.rescue.items] == ["“版头与标题”标题"]
    assert sent[-1]["target"] == "s4"
    assert book.desk.session.document == small()


def test_text_of_a_section_that_is_gone_is_kept_to_be_copied() -> None:
    book, _ = offered(("gone", NEW))
    (item,) = book.desk.rescue.items
    assert item["gone"]
    assert item["text"] == NEW
    tell(book.desk.rescue, "put_back", index=0)
    assert book.desk.session.document == small()


def test_put_back_beside_what_others_wrote_since_and_asked_where_both_wrote() -> None:
    book, _ = offered(("s4", OLD + "断线后加的。"))
    book.desk.session.type("s4", "别人在前面加的。" + OLD)
    tell(book.desk.rescue, "put_back", index=0)
    assert book.desk.session.document.section("s4").paragraphs == ("别人在前面加的。" + OLD + "断线后加的。",)
    book, _ = offered(("s4", NEW))
    book.desk.session.type("s4", "一是宣传改得不一样。")
    tell(book.desk.rescue, "put_back", index=0)
    assert book.desk.session.document.section("s4").paragraphs == ("一是宣传改得不一样。",)
    (asked,) = book.desk.writer.disputes.items
    assert (asked["mine"]["text"], asked["theirs"]["text"]) == (NEW, "一是宣传改得不一样。")


def test_what_a_window_could_not_save_before_it_ended_is_offered_by_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftbehind, "ENDED", timedelta(0))
    report = Workbook(document=small()).frame.state["report"]
    ended = Store.open(person=of_machine())
    ended.unsaved.keep(report, 1, {"s4": (OLD, NEW)})
    time.sleep(0.01)
    book = Workbook(report=report)
    (item,) = book.desk.rescue.items
    assert item["text"] == NEW
    tell(book.desk.rescue, "put_back", index=0)
    assert book.desk.session.document.section("s4").paragraphs == (NEW,)
    assert Store.open(person=of_machine()).unsaved.left(report) == ()


def test_text_of_another_report_is_not_offered() -> None:
    book = opened()
    tell(book.frame, "kept", report="another", items=[{"target": "s4", "text": NEW, "at": 0, "base": OLD}])
    assert book.desk.rescue.items == []


def test_leaving_the_report_takes_the_offer_away() -> None:
    book, _ = offered(("s4", NEW))
    book.desk.home()
    assert book.desk.rescue.items == []


@given(st.text(), st.text())
def test_a_comparison_holds_both_texts(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(text for mark, text in parts if mark != "+") == before
    assert "".join(text for mark, text in parts if mark != "-") == after


@pytest.mark.parametrize("size", [COMPARED + 1, 200_000])
def test_a_long_comparison_does_not_take_long(size: int) -> None:
    before, after = "甲" * size, "乙" * size
    assert differences(before, after) == [["-", before], ["+", after]]
    assert differences(before, before + "了") == [["=", before], ["+", "了"]]
