"""What is typed arrives whole and in its place, however late, and what Python changes goes back to the page."""

from __future__ import annotations

from typing import Any

from exports.drawings import with_data
from gongwen import edits
from gongwen.indicators.indicator import Entry
from gongwen.indicators.links import unlinked
from gongwen.indicators.table import enter
from tests.indicators.samples import report
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.field import TextField


def field(book: Workbook, target: str) -> TextField:
    book.desk.writer.open(target.split("#", maxsplit=1)[0])
    return next(field for field in book.desk.writer.form.fields if field.target == target)


def splice(widget: TextField, at: int, remove: int, insert: str, **more: Any) -> None:
    length = len(widget._text) - remove + len(insert)
    content = {
        "target": widget.target,
        "epoch": widget._epoch,
        "seq": 1,
        "view": "one",
        "length": length,
        "caret": at + len(insert),
    }
    tell(widget, "edit", at=at, remove=remove, insert=insert, **{**content, **more})


def answers(sent: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(message["type"], message["seq"]) for message in sent if message["type"] == "ack"]


def test_a_splice_changes_its_section_and_is_acknowledged() -> None:
    book = opened()
    body = field(book, "s4")
    sent = listen(body)
    splice(body, 0, 2, "首先", seq=7)
    assert book.desk.session.document.section("s4").paragraphs == ("首先宣传不够深入。",)
    assert ("ack", 7) in answers(sent)


def test_characters_of_two_units_count_as_one() -> None:
    book = opened()
    body = field(book, "s4")
    splice(body, 0, 0, "𠮷😀")
    splice(body, 1, 1, "")
    assert book.desk.session.document.section("s4").paragraphs == ("𠮷一是宣传不够深入。",)


def test_a_length_that_does_not_fit_asks_for_the_whole_text() -> None:
    book = opened()
    body = field(book, "s4")
    sent = listen(body)
    splice(body, 0, 0, "甲", length=3)
    assert sent == [{"type": "again", "view": "one", "target": "s4", "seq": 1}]
    tell(body, "whole", view="one", target="s4", seq=2, base=body._text, text="甲\n乙")
    assert book.desk.session.document.section("s4").paragraphs == ("甲", "乙")


def test_a_splice_from_before_an_undo_asks_for_the_whole_text() -> None:
    book = opened()
    body = field(book, "s4")
    splice(body, 0, 0, "甲")
    epoch = body._epoch
    book.desk.undo()
    sent = listen(body)
    splice(body, 0, 0, "乙", epoch=epoch)
    assert sent == [{"type": "again", "view": "one", "target": "s4", "seq": 1}]


def test_typing_for_a_section_just_left_still_arrives() -> None:
    book = opened()
    body = field(book, "s4")
    old = len(body._text)
    field(book, "s2")
    sent = listen(body)
    tell(body, "edit", view="one", target="s4", epoch=1, seq=9, at=0, remove=0, insert="迟", length=old + 1, caret=1)
    assert book.desk.session.document.section("s4").paragraphs == ("迟一是宣传不够深入。",)
    assert body.target == "s2"
    assert ("ack", 9) in answers(sent)
    assert "again" not in [message["type"] for message in sent]


def test_text_for_a_section_that_is_gone_is_told_and_acknowledged() -> None:
    book = opened()
    body = field(book, "s2")
    book.desk.session.apply(edits.remove_section(book.desk.session.document, "s4"), "删除一节")
    sent = listen(body)
    tell(body, "whole", view="one", target="s4", seq=3, base="", text="甲")
    assert "不在了" in notice(book)
    assert answers(sent) == [("ack", 3)]


def test_the_heading_s_number_follows_the_tree() -> None:
    book = opened()
    heading = field(book, "s4#heading")
    sent = listen(heading)
    book.desk.session.apply(edits.move_section(book.desk.session.document, "s4", -1), "上移")
    assert {"type": "number", "number": "一、"} in sent


def test_undo_sends_the_text_anew_and_typing_forgets_what_was_undone() -> None:
    book = opened()
    body = field(book, "s4")
    splice(body, 0, 0, "甲")
    sent = listen(body)
    book.desk.undo()
    assert [message["text"] for message in sent if message["type"] == "load"] == ["一是宣传不够深入。"]
    splice(body, 0, 0, "乙")
    assert book.frame.state["redo"] == ""
    assert book.desk.session.document.section("s4").paragraphs == ("乙一是宣传不够深入。",)


def test_saved_names_the_last_message_the_page_sent() -> None:
    book = opened()
    body = field(book, "s4")
    sent = listen(body)
    splice(body, 0, 0, "甲", seq=41)
    assert {"type": "saved", "seq": 41} in sent
    assert book.desk.session.document != small()


def test_the_figures_quoted_in_a_text_are_told_with_every_change_of_it() -> None:
    book = opened(report())
    body = field(book, "a")
    sent = listen(body)
    body.reload()
    assert [(*token[1:5], token[6]) for token in sent[-1]["tokens"]] == [
        (0, 10, 13, "true", "24场"),
        (0, 16, 23, "true", "增长33.3%"),
        (0, 30, 35, "true", "6500份"),
    ]
    splice(body, 11, 1, "6")
    assert (sent[-1]["tokens"][0][4], sent[-1]["tokens"][0][6]) == ("stale", "26场")
    splice(body, 0, 0, "今年，")
    assert [token[2] for token in sent[-1]["tokens"]] == [13, 19, 33]
    splice(body, 0, 3, "", view="two")
    assert sent[-1]["tokens"][0][2] == 10
    splice(body, len(body._text), 0, "完。")
    assert "tokens" not in sent[-1], "nothing that is quoted has moved"
    session = book.desk.session
    session.apply(unlinked(session.document, body._tokens[0][5]), "断开引用")
    told = [message for message in sent if "tokens" in message]
    assert (told[-1]["type"], len(told[-1]["tokens"])) == ("tokens", 2)
    other = with_data(session.document, enter(session.document.data, "talks", Entry("2025", "36")))
    session.follow(other)
    told = [message for message in sent if "tokens" in message]
    assert (told[-1]["type"], told[-1]["tokens"][0][6]) == ("others", "增长100%")
