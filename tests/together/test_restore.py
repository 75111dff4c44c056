"""What was, put back: one change alone, a section that changed, a section that went with what stood in it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen import edits
from gongwen.document import Document
from gongwen.errors import EditError
from gongwen.tables import insert_row, remove_table, set_cell, update_table
from gongwen.targets import write
from gongwen.together.compare import compare
from gongwen.together.restore import put_back, reverted
from tests.samples import small, tabled
from tests.together.test_compare import edited


def back(old: Document, new: Document, place: int) -> Document:
    return reverted(compare(old, new), old, new, place)


def test_each_change_can_be_taken_back_alone() -> None:
    old = small()
    new = edits.rename(write(old, "title", "关于2025年法治政府建设情况的报告"), "s4", "存在的不足")
    new = edits.set_paragraphs(
        new, "s2", ("全年召开专题会议5次，研究解决问题6项。", "镇长亲自部署。", "新写的一段话。另一句话。")
    )
    assert compare(old, new).places == 4
    assert back(old, new, 1) == write(new, "title", old.title)
    assert back(old, new, 2).section("s2").paragraphs == (*old.section("s2").paragraphs, "新写的一段话。另一句话。")
    assert back(old, new, 3).section("s2").paragraphs == new.section("s2").paragraphs[:2]
    assert back(old, new, 4) == edits.rename(new, "s4", "存在的不足和原因")
    for place in (4, 3, 2, 1):
        new = back(old, new, place)
    assert new == old


def test_a_section_that_came_goes_and_one_that_went_comes_back_where_it_stood() -> None:
    old = small()
    assert back(old, edits.remove_section(old, "s2"), 1) == old
    assert back(edits.remove_section(old, "s2"), old, 1) == edits.remove_section(old, "s2")
    whole = edits.remove_section(old, "s1")
    assert put_back(whole, old, "s1") == old
    inner = put_back(whole, old, "s3")
    assert [section.id for section in inner.walk()] == ["body", "s3", "s4"]


def test_a_cell_a_table_and_its_words_come_back() -> None:
    old = tabled()
    table = old.tables[0].id
    new = update_table(old, table, lambda each: set_cell(insert_row(each, 1), 4, 1, "88"))
    places = [
        cell.place
        for part in compare(old, new).parts
        for line in part.grid
        for cell in line
        if cell and cell.old == "86"
    ]
    assert back(old, new, places[0]) == update_table(old, table, lambda each: insert_row(each, 1))
    gone = remove_table(old, table)
    assert {each.id for each in back(old, gone, 1).tables} == {each.id for each in old.tables}
    assert back(old, gone, 1).section("u1") == old.section("u1")
    named = replace(old, tables=tuple(replace(each, caption="另一个表题") for each in old.tables))
    assert back(old, named, 1).tables[0] == old.tables[0]


def test_a_section_comes_back_with_its_tables_but_not_with_one_that_stands_elsewhere_now() -> None:
    old = tabled()
    table = old.tables[0].id
    gone = remove_table(edits.remove_section(old, "u1"), table)
    whole = put_back(gone, old, "u1")
    assert whole.section("u1") == old.section("u1")
    assert {each.id for each in whole.tables} == {each.id for each in old.tables}
    moved = edits.set_paragraphs(edits.remove_section(old, "u1"), "s4", (old.section("u1").paragraphs[1],))
    again = put_back(moved, old, "u1")
    assert len(again.section("u1").paragraphs) == len(old.section("u1").paragraphs) - 1


def test_what_moved_is_not_taken_back_alone() -> None:
    old = small()
    with pytest.raises(EditError):
        back(old, edits.move_section(old, "s3", -1), 1)


@given(st.integers(0, 10**9), st.integers(1, 8))
@settings(max_examples=120, deadline=None)
def test_any_change_is_taken_back_or_refused_in_a_sentence(seed: int, count: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - no secret
    old = new = pick.choice((small(), tabled()))
    for _ in range(count):
        new = edited(new, pick)
    found = compare(old, new)
    for place in range(1, found.places + 1):
        try:
            after = reverted(found, old, new, place)
        except EditError:
            continue
        assert after != new
