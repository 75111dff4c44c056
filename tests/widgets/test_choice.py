"""Questions with a few answers: the document holds the answer, the pages follow it, undo takes it back and shows where."""

from __future__ import annotations

import pytest

from gongwen.document import Appearance
from gongwen.standard import PROFILES, TYPEFACE_SETS
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.choice import FACES, MARGINS, QUESTIONS, SEALED, Choice
from widgets.parts import LOOKS, TAIL


def choice(book: Workbook, part: str, label: str) -> Choice:
    book.desk.writer.open(part)
    return next(choice for choice in book.desk.writer.form.choices if choice.face["label"] == label)


def test_every_profile_and_every_set_of_typefaces_can_be_chosen_and_says_where_it_comes_from() -> None:
    assert [value for value, _, _ in MARGINS.answers] == list(PROFILES)
    assert [value for value, _, _ in FACES.answers] == list(TYPEFACE_SETS)
    assert all("出自" in note and "GB/T" in note for _, _, note in MARGINS.answers)


@pytest.mark.parametrize("question", [question for asked in QUESTIONS.values() for question in asked])
def test_what_is_read_is_what_was_written(question: object) -> None:
    for value, _, _ in question.answers:  # type: ignore[attr-defined]
        assert question.read(question.write(small(), value)) == value  # type: ignore[attr-defined]


def test_without_a_seal_the_signature_moves_and_undo_brings_it_back() -> None:
    book = opened()
    sealed = choice(book, TAIL, SEALED.label)
    before = book.desk.writer.preview.layout_now
    tell(sealed, "choose", value="no")
    assert not book.desk.session.document.signature.sealed
    assert sealed.value == "no"
    assert book.desk.writer.preview.layout_now != before
    assert not Store.open().load(book.frame.state["report"]).document.signature.sealed
    book.desk.writer.open("s2")
    book.desk.undo()
    assert book.desk.session.document == small()
    assert book.desk.writer.form.entry == TAIL
    assert sealed.value == "yes"


def test_other_margins_and_typefaces_send_the_whole_sheet_anew() -> None:
    book = opened()
    preview = book.desk.writer.preview
    tell(preview, "ready")
    sent = listen(preview)
    tell(choice(book, LOOKS, MARGINS.label), "choose", value="gb33476")
    tell(choice(book, LOOKS, FACES.label), "choose", value="windows")
    assert book.desk.session.document.appearance == Appearance("gb33476", "windows")
    pages = [message["page"] for message in sent]
    assert [page["faces"] for page in pages] == [TYPEFACE_SETS["full"], TYPEFACE_SETS["windows"]]
    assert pages[0]["top"] == PROFILES["gb33476"].top / 15
    assert book.desk.writer.outline.items[-1]["state"] == "已选"


def test_an_answer_that_is_none_changes_nothing() -> None:
    book = opened()
    tell(choice(book, LOOKS, FACES.label), "choose", value="comic")
    assert book.desk.session.document == small()
    assert notice(book) == ""


def test_opening_the_part_by_keys_puts_the_focus_on_its_first_answer() -> None:
    book = opened()
    margins = choice(book, LOOKS, MARGINS.label)
    sent = listen(margins)
    book.desk.writer.open("s2")
    book.desk.writer.open(LOOKS)
    tell(margins, "ready")
    assert sent == [{"type": "focus"}] * 2
    tell(margins, "focused")
    tell(margins, "ready")
    assert len(sent) == 2
