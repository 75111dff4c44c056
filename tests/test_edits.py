"""Sections can be added, moved, nested, renamed and removed, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import edits
from gongwen.document import BODY_ID, Section
from gongwen.errors import EditError
from gongwen.pieces import canonical_text
from tests.samples import small


def order(document: object) -> list[tuple[str, int]]:
    return [(section.id, level) for section, level, _ in document.sections()]  # type: ignore[attr-defined]


def test_a_new_section_renumbers_what_follows() -> None:
    document = edits.insert_section(small(), BODY_ID, 0, Section("new", "总体情况"))
    text = canonical_text(document)
    assert "一、总体情况" in text
    assert "二、主要举措和成效" in text
    assert "三、存在的不足和原因" in text


def test_moving_up_and_down_is_undone_by_the_other_way() -> None:
    document = small()
    moved = edits.move_section(document, "s3", -1)
    assert [section for section, _ in order(moved)] == ["s1", "s3", "s2", "s4"]
    assert edits.move_section(moved, "s3", 1) == document


def test_at_the_end_moving_changes_nothing() -> None:
    document = small()
    assert edits.move_section(document, "s4", 1) == document


def test_a_section_goes_one_level_down_and_up_again() -> None:
    document = edits.indent_section(small(), "s4")
    assert ("s4", 2) in order(document)
    assert order(edits.outdent_section(document, "s4")) == order(small())


def test_the_first_section_cannot_go_down() -> None:
    with pytest.raises(EditError, match="前面没有同级"):
        edits.indent_section(small(), "s1")


def test_below_the_fourth_level_is_refused() -> None:
    document = small()
    parent = "s2"
    for name in ("a", "b"):
        document = edits.insert_section(document, parent, 0, Section(name))
        parent = name
    with pytest.raises(EditError, match="最多四级"):
        edits.insert_section(document, parent, 0, Section("c"))


def test_a_section_that_is_gone_is_named() -> None:
    with pytest.raises(EditError, match="不在了"):
        edits.remove_section(small(), "nowhere")


def test_removing_takes_what_is_below_along() -> None:
    assert order(edits.remove_section(small(), "s1")) == [("s4", 1)]


def test_a_heading_set_run_in_gets_its_end_mark_and_loses_it_again() -> None:
    document = edits.set_run_in(small(), "s2", run_in=True)
    assert "（一）加强组织领导。全年召开" in canonical_text(document)
    assert edits.set_run_in(document, "s2", run_in=False) == small()


@given(
    st.lists(
        st.tuples(st.sampled_from(["s1", "s2", "s3", "s4"]), st.sampled_from(["up", "down", "in", "out"])), max_size=12
    )
)
def test_no_move_ever_loses_a_section(moves: list[tuple[str, str]]) -> None:
    document = small()
    for section, way in moves:
        try:
            if way in {"up", "down"}:
                document = edits.move_section(document, section, -1 if way == "up" else 1)
            else:
                document = (edits.indent_section if way == "in" else edits.outdent_section)(document, section)
        except EditError:
            continue
    assert sorted(section for section, _ in order(document)) == ["s1", "s2", "s3", "s4"]
    assert max(level for _, level in order(document)) <= 4
