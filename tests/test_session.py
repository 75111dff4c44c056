"""What people type goes into the document; undo and redo take back and give again, step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import edits, targets
from gongwen.document import Location
from gongwen.errors import EditError
from gongwen.session import STRETCH_CHARACTERS, STRETCH_SECONDS, Session
from tests.samples import small


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_stretch_of_typing_is_one_step_of_undo() -> None:
    clock = Clock()
    session = Session(small(), clock=clock)
    for text in ("新", "新的", "新的一"):
        session.type("s4", text)
        clock.now += 0.2
    session.undo()
    assert session.document == small()
    session.redo()
    assert session.document.section("s4").paragraphs == ("新的一",)


def test_a_pause_or_another_field_begins_a_new_step() -> None:
    clock = Clock()
    session = Session(small(), clock=clock)
    session.type("s4", "甲")
    clock.now += STRETCH_SECONDS + 1
    session.type("s4", "甲乙")
    session.type("s2", "丙")
    session.undo()
    session.undo()
    assert session.document.section("s4").paragraphs == ("甲",)


def test_a_section_typed_without_a_pause_is_taken_back_a_piece_at_a_time() -> None:
    clock = Clock()
    session = Session(small(), clock=clock)
    session.type("s4", "")
    clock.now += STRETCH_SECONDS + 1
    text = "".join(chr(0x4E00 + at) for at in range(3 * STRETCH_CHARACTERS))
    for end in range(4, len(text) + 1, 4):
        session.type("s4", text[:end])
    for left in (2, 1):
        session.undo()
        assert session.document.section("s4").paragraphs == (text[: left * STRETCH_CHARACTERS],)


def test_the_end_of_a_paragraph_ends_a_step_and_a_paste_is_one_of_its_own() -> None:
    session = Session(small(), clock=Clock())
    pasted = "第一段。\n第二段。" + "粘" * 200
    for text in ("第", "第一段。", "第一段。\n", "第一段。\n第", "第一段。\n第二段。", pasted):
        session.type("s4", text)
    session.undo()
    assert session.document.section("s4").paragraphs == ("第一段。", "第二段。")
    session.undo()
    assert session.document.section("s4").paragraphs == ("第一段。", "")


def test_a_removed_section_comes_back_whole() -> None:
    session = Session(small())
    session.apply(edits.remove_section(session.document, "s1"), "删除一节")
    session.undo()
    assert session.document == small()


def test_typing_after_undo_forgets_what_was_undone() -> None:
    session = Session(small())
    session.type("s4", "甲")
    session.undo()
    session.type("s4", "乙")
    assert session.redo() is None


def test_watchers_hear_each_change_once() -> None:
    session = Session(small())
    heard: list[str] = []
    session.watch(lambda change: heard.append(change.target))
    session.type("s4", "甲")
    session.type("s4", "甲")
    assert heard == ["s4"]


def test_a_watcher_that_fails_does_not_keep_the_next_from_hearing() -> None:
    session = Session(small())
    heard: list[str] = []

    def fail(_change: object) -> None:
        raise ValueError("broken")

    session.watch(fail)
    session.watch(lambda change: heard.append(change.target))
    with pytest.raises(ValueError, match="broken"):
        session.type("s4", "甲")
    assert heard == ["s4"]
    assert session.document.section("s4").paragraphs == ("甲",)


def test_a_place_and_an_offset_lead_to_each_other() -> None:
    session = Session(small())
    place = Location("s2", 1, 2, 2)
    target, offset = session.locate(place)
    assert (target, targets.location_of(target, targets.read(session.document, target), offset)) == ("s2", place)


@pytest.mark.parametrize("target", ["title", "addressees", "body", "closing", "attachments", "signature", "date", "note",
                                    "document_number", "signatories", "copied_to", "printed", "printed_on", "s2", "s2#heading"])  # fmt: skip
def test_every_field_reads_back_what_was_written(target: str) -> None:
    session = Session(small())
    session.type(target, "棠溪镇文字")
    assert targets.read(session.document, target) == "棠溪镇文字"


@given(st.text(), st.text(max_size=8), st.data())
def test_a_splice_gives_what_the_page_counted(text: str, insert: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    remove = data.draw(st.integers(0, len(text) - at))
    wanted = text[:at] + insert + text[at + remove :]
    assert targets.splice(text, at, remove, insert, len(wanted)) == wanted
    with pytest.raises(EditError):
        targets.splice(text, at, remove, insert, len(wanted) + 1)
    with pytest.raises(EditError):
        targets.splice(text, len(text) + 1, 0, insert, len(text) + len(insert))
