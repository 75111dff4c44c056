"""Whatever a page sends, nothing raises and no report changes by it: every message is checked as if from a stranger."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import GongwenError
from gongwen.importers import import_text
from tests.widgets.screen import channels, listen, notice, opened, tell
from widgets import Workbook
from widgets.channel import Channel, count_of, text_of

HARMLESS = {"hello", "ping", "help", "ready", "dismiss", "home", "save", "export", "undo", "redo", "full_width", "read"}
"""Messages that say all they have to say by their name."""

STRANGE = (
    None, True, -1, 10**20, 1.5, "", "s9-is-not-there", "body", "../..", "x" * 3_000_000, [], {}, [None], {"a": 1},
    "\ud800", "\u0000", "<img src=x onerror=alert(1)>",
)  # fmt: skip
KEYS = ("id", "target", "seq", "epoch", "at", "remove", "insert", "length", "caret", "text", "index", "section", "paragraph",
        "offset", "report", "items", "by", "name", "last", "what", "words", "kind", "year", "organ", "stage", "number", "place")  # fmt: skip


def types(widget: Channel) -> list[str]:
    return [name[3:-8] for name in dir(widget) if name.startswith("on_") and name.endswith("_message")]


def imported() -> Workbook:
    book = opened()
    book.desk._imported(import_text("关于2024年度工作情况的报告\n县政府:\n一、总体情况\n20xx年。\n打印 关闭窗口\n"))
    return book


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: repr(value)[:20])
def test_a_strange_value_anywhere_changes_nothing(value: object) -> None:
    book = imported()
    document = book.desk.session.document
    for widget in channels(book):
        for name in set(types(widget)) - HARMLESS:
            tell(widget, name, **dict.fromkeys(KEYS, value))
    assert book.desk.session is None or book.desk.session.document == document


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(KEYS), st.one_of(st.none(), st.integers(-5, 40), st.text(max_size=4)), max_size=8)
)
def test_no_mixture_raises(content: dict[str, object]) -> None:
    book = opened()
    for widget in channels(book):
        for name in set(types(widget)) - HARMLESS:
            tell(widget, name, **content)


def test_unknown_types_and_things_that_are_no_message_are_nothing() -> None:
    book = opened()
    for content in (None, [], "edit", {}, {"type": None}, {"type": "show"}, {"type": "__init__"}):
        book.frame._handle_custom_msg(content, [])
    assert notice(book) == ""


def test_what_fails_inside_becomes_a_sentence_without_report_text(caplog: pytest.LogCaptureFixture) -> None:
    book = opened()

    def fail(_entry: str) -> None:
        raise RuntimeError("镇长亲自部署")

    book.desk.writer.outline.on_go = fail
    tell(book.desk.writer.outline, "go", id="s1")
    assert "这一步没有做成" in notice(book)
    assert "镇长" not in caplog.text + notice(book)


def test_half_a_character_is_marked_instead_of_breaking_the_store() -> None:
    assert text_of({"insert": "甲\ud83d乙"}, "insert") == "甲\ufffd乙"


@pytest.mark.parametrize("value", [None, 1, [], "x" * 11])
def test_texts_are_texts_and_have_a_limit(value: object) -> None:
    with pytest.raises(GongwenError):
        text_of({"key": value}, "key", 10)


@pytest.mark.parametrize("value", [None, -1, True, 1.0, "1", 10**10])
def test_counts_are_whole_numbers(value: object) -> None:
    with pytest.raises(GongwenError):
        count_of({"key": value}, "key")


def test_a_ping_is_answered() -> None:
    book = opened()
    sent = listen(book.frame)
    tell(book.frame, "ping")
    assert sent == [{"type": "pong"}]
