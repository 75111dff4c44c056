"""Names of attachments and their texts stay together however the list is typed, and no text goes with a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import attachments
from gongwen.document import Document, Section
from gongwen.edits import set_paragraphs
from gongwen.errors import EditError
from gongwen.pieces import Role, pieces
from gongwen.targets import write
from tests.samples import small


def listed(*names: str, texts: tuple[str, ...] = ()) -> Document:
    """Return a report with attachments, the first of which have texts, titled by their names."""
    annexes = tuple(Section(f"x{at}", names[at], (text,)) for at, text in enumerate(texts))
    return replace(small(), attachments=names, annexes=annexes)


def texts(document: Document) -> list[str]:
    return ["".join(part.paragraphs) for part in document.annexes]


def test_room_for_a_later_text_prints_nothing_for_the_earlier_ones() -> None:
    document = attachments.annex(listed("甲表", "乙表", "丙表"), 2)
    assert [part.heading for part in document.annexes] == ["", "乙表"]
    assert attachments.annex_of(document, 0) is None
    assert attachments.annex(document, 2) == document

    def marks(of: Document) -> list[str]:
        return [piece.text for piece in pieces(of) if piece.role is Role.ANNEX_MARK]

    assert marks(document) == [], "begun and not written, it is no page of its own name alone"
    assert marks(set_paragraphs(document, document.annexes[1].id, ("全文。",))) == ["附件2"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("甲表\n乙表\n丙表\n丁表", ["一", "二", "三"]),
        ("新表\n甲表\n乙表\n丙表", ["", "一", "二", "三"]),
        ("甲表\n新表\n乙表\n丙表", ["一", "", "二", "三"]),
        ("甲表\n丙表", ["一", "三", "二"]),
        ("甲表\n乙表改\n丙表", ["一", "二", "三"]),
        ("", ["一", "二", "三"]),
    ],
)
def test_each_text_goes_with_its_name_and_one_without_a_name_comes_last(typed: str, wanted: list[str]) -> None:
    document = write(listed("甲表", "乙表", "丙表", texts=("一", "二", "三")), "attachments", typed)
    assert texts(document) == wanted
    assert "\n".join(document.attachments) == typed


def test_a_title_that_is_the_name_follows_it_and_one_of_its_own_stays() -> None:
    document = listed("甲表", "乙表", texts=("一", "二"))
    own = replace(document, annexes=(document.annexes[0], replace(document.annexes[1], heading="别的题目")))
    changed = write(own, "attachments", "甲表格\n乙表格")
    assert [part.heading for part in changed.annexes] == ["甲表格", "别的题目"]


def test_a_name_typed_again_takes_its_text_back() -> None:
    document = write(listed("甲表", "乙表", texts=("一", "二")), "attachments", "乙表")
    assert texts(document) == ["二", "一"]
    assert texts(write(document, "attachments", "乙表\n甲表")) == ["二", "一"]
    assert texts(write(document, "attachments", "甲表\n乙表")) == ["一", "二"]


def test_moving_and_removing_take_both() -> None:
    document = listed("甲表", "乙表", texts=("一", "二"))
    moved = attachments.move(document, 0, 1)
    assert (moved.attachments, texts(moved)) == (("乙表", "甲表"), ["二", "一"])
    assert attachments.move(document, 0, -1) == document
    assert attachments.move(moved, 1, -1) == document
    less = attachments.remove(document, 0)
    assert (less.attachments, texts(less)) == (("乙表",), ["二"])


def test_a_text_goes_without_its_name() -> None:
    document = listed("甲表", "乙表", texts=("一", "二"))
    less = attachments.remove_text(document, "x0")
    assert (less.attachments, texts(less)) == (("甲表", "乙表"), ["", "二"])
    assert attachments.annex_of(less, 0) is None
    assert texts(attachments.remove_text(document, "x1")) == ["一"]
    with pytest.raises(EditError):
        attachments.remove_text(document, "nowhere")


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=6), st.lists(st.sampled_from(["甲", "乙", "戊", ""]), max_size=6))
def test_no_list_that_is_typed_loses_or_doubles_a_text(before: list[str], after: list[str]) -> None:
    document = listed(*before, texts=tuple(f"文{at}" for at in range(len(before))))
    changed = write(document, "attachments", "\n".join(after))
    assert sorted(filter(None, texts(changed))) == sorted(texts(document))
    ids = [part.id for part in changed.annexes]
    assert len(ids) == len(set(ids))
