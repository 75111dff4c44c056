"""Tables change by values, keep their place in the text, and go to spreadsheets and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.anchors import move_anchor, section_of
from gongwen.document import ANCHOR, BODY_ID, HEADING, NOTE, SOURCE, UNIT, Document, Location, Merge, Table
from gongwen.edits import set_paragraphs
from gongwen.errors import EditError
from gongwen.pieces import Role, canonical_text, pieces
from gongwen.session import Session
from gongwen.tables import (
    Rows,
    fault_of,
    find_table,
    from_tabs,
    insert_column,
    insert_row,
    insert_table,
    merge_cells,
    paste,
    remove_column,
    remove_row,
    remove_table,
    set_cell,
    split_cells,
    squared,
    to_tabs,
    update_table,
)
from tests.samples import FIGURES, roster, small, tabled
from tests.test_codec import grids

TWO = (("项目", "件数"), ("立案", "46"))
CELLS = st.lists(st.lists(st.text(alphabet='甲乙1 "\n,', max_size=6), min_size=1, max_size=4), min_size=1, max_size=4)


def with_table(table: Table = Table("b1", TWO, "办案情况")) -> Document:  # noqa: B008 - a frozen value
    return tabled(table)


def texts(document: Document, *roles: Role) -> list[str]:
    return [piece.text for piece in pieces(document) if piece.role in roles]


def test_a_table_is_put_before_a_paragraph_and_taken_away_with_its_place() -> None:
    document = insert_table(small(), "s2", 1, Table("", TWO))
    table = document.tables[0]
    assert document.section("s2").paragraphs[1] == ANCHOR + table.id
    assert section_of(document, table.id) == document.section("s2")
    assert remove_table(document, table.id) == small()


def test_a_table_that_was_taken_off_the_page_can_be_put_back() -> None:
    document = insert_table(small(), "s2", 0, Table("", TWO))
    table = document.tables[0]
    off = set_paragraphs(document, "s2", small().section("s2").paragraphs)
    assert off.tables == (table,)
    assert section_of(off, table.id) is None
    assert Role.TABLE not in {piece.role for piece in pieces(off)}
    assert move_anchor(off, "s2", 0, table.id) == document
    moved = move_anchor(document, "s2", 2, table.id)
    assert moved.section("s2").paragraphs == (
        small().section("s2").paragraphs[0],
        ANCHOR + table.id,
        small().section("s2").paragraphs[1],
    )


def test_a_table_that_is_gone_is_named() -> None:
    for edit in (find_table, remove_table):
        with pytest.raises(EditError, match="不在了"):
            edit(small(), "b9")
    with pytest.raises(EditError, match="这个格子"):
        set_cell(FIGURES, 0, 9, "")


def test_a_change_that_no_table_can_take_is_refused() -> None:
    document = with_table()
    changed = update_table(document, "b1", lambda table: set_cell(table, 1, 1, "47"))
    assert changed.tables[0].rows == (("项目", "件数"), ("立案", "47"))
    with pytest.raises(EditError, match="各行的格数不一样"):
        update_table(document, "b1", lambda table: replace(table, rows=(("一",), ("二", "三"))))


def test_rows_and_columns_come_and_go() -> None:
    table = Table("b", TWO)
    assert insert_row(table, 1).rows == (TWO[0], ("", ""), TWO[1])
    assert insert_row(table, 0).header_rows == 2
    assert remove_row(insert_row(table, 0), 0) == table
    assert insert_column(table, 2).rows == (("项目", "件数", ""), ("立案", "46", ""))
    assert remove_column(insert_column(table, 0), 0) == table
    with pytest.raises(EditError, match="至少要有一行"):
        remove_row(Table("b", (("一",),)), 0)
    with pytest.raises(EditError, match="至少要有一列"):
        remove_column(Table("b", (("一",),)), 0)


def test_merged_cells_grow_shrink_and_vanish_with_their_rows() -> None:
    table = merge_cells(Table("b", (("一", "二"), ("三", ""), ("五", "六"))), Merge(0, 0, 2, 1))
    assert table.rows == (("一\n三", "二"), ("", ""), ("五", "六"))
    assert insert_row(table, 1).merges == (Merge(0, 0, 3, 1),)
    assert insert_row(table, 0).merges == (Merge(1, 0, 2, 1),)
    assert insert_row(table, 2).merges == table.merges
    assert remove_row(table, 0).merges == ()
    assert split_cells(table, 1, 0).merges == ()
    assert split_cells(table, 1, 1).merges == table.merges


@given(grids(), st.data())
def test_no_edit_makes_a_table_that_cannot_be(table: Table, data: st.DataObject) -> None:
    for _ in range(4):
        if not table.rows:
            return
        row = data.draw(st.integers(0, len(table.rows) - 1))
        column = data.draw(st.integers(0, table.columns - 1))
        many = Merge(row, column, len(table.rows) - row, table.columns - column)
        edits = [insert_row(table, row), insert_column(table, column), split_cells(table, row, column)]
        edits += [paste(table, row, column, (("甲", "乙"), ("丙", "丁")))]
        edits += [remove_row(table, row)] if len(table.rows) > 1 else []
        edits += [remove_column(table, column)] if table.columns > 1 else []
        try:
            edits += [merge_cells(table, many)]
        except EditError as error:
            assert "重叠" in error.sentence  # noqa: PT017 - both outcomes are right, depending on what was drawn
        assert [fault_of(edit) for edit in edits] == [None] * len(edits)
        table = data.draw(st.sampled_from(edits))


def test_a_paste_writes_over_and_grows() -> None:
    assert paste(Table("b", TWO), 1, 1, (("8", "9"), ("10",))).rows == (
        ("项目", "件数", ""),
        ("立案", "8", "9"),
        ("", "10", ""),
    )
    pasted = paste(FIGURES, 0, 0, (("甲", "乙", "丙"), ("丁", "戊", "己")))
    assert fault_of(pasted) is None
    assert pasted.rows[0][:3] == ("甲", "乙", "")
    assert pasted.rows[1][:3] == ("", "戊", "己")


def test_what_excel_copies_is_read() -> None:
    copied = '项目\t件数\t备注\r\n立案\t1,204\t"先查\n后立"\r\n说""明\t\t"他说""好"""\r\n\r\n'
    assert from_tabs(copied) == (
        ("项目", "件数", "备注"),
        ("立案", "1,204", "先查\n后立"),
        ('说""明', "", '他说"好"'),
    )
    assert from_tabs('5" 管\t3\n6" 管\t4') == (('5" 管', "3"), ('6" 管', "4"))
    assert from_tabs('"未关上\t3\n乙\t4') == (('"未关上', "3"), ("乙", "4"))
    assert from_tabs("一\t二\n三\n") == (("一", "二"), ("三", ""))
    assert from_tabs(" \n\t\n") == ()


@given(CELLS)
def test_cells_go_to_a_spreadsheet_and_back(cells: list[list[str]]) -> None:
    rows: Rows = squared(cells)
    assert from_tabs(to_tabs(Table("b", rows))) == rows


def test_captions_are_numbered_when_there_are_several() -> None:
    assert texts(with_table(), Role.TABLE_CAPTION) == ["办案情况"]
    two = tabled(replace(roster(2), caption=""), FIGURES, Table("b9", TWO, "办案情况"))
    assert texts(two, Role.TABLE_CAPTION) == ["表1　2024年和2025年行政执法情况", "表2　办案情况"]
    swapped = replace(two, tables=two.tables[::-1])
    assert texts(swapped, Role.TABLE_CAPTION) == texts(two, Role.TABLE_CAPTION)
    off = set_paragraphs(two, "u2", ())
    assert texts(off, Role.TABLE_CAPTION) == ["办案情况"]


def test_what_stands_round_a_table_has_its_words_once() -> None:
    table = Table("b1", TWO, "办案情况", "件", note="注：不含移送。", source="台账")
    roles = (Role.TABLE_UNIT, Role.TABLE_NOTE, Role.TABLE_SOURCE)
    assert texts(with_table(table), *roles) == ["单位：件", "注：不含移送。", "资料来源：台账"]


def test_every_character_of_a_table_leads_back_to_it() -> None:
    document = tabled()
    for piece in pieces(document):
        table = piece.table
        if table is None:
            continue
        beside = {HEADING: table.caption, UNIT: table.unit, NOTE: table.note, SOURCE: table.source}
        cells = dict(enumerate(cell for row in table.rows for cell in row))
        assert [span.start for span in piece.spans] == [0, *(span.end for span in piece.spans[:-1])]
        assert piece.spans[-1].end == len(piece.text)
        for span in piece.spans:
            place = span.source
            assert place.section == table.id
            text = {**beside, **cells}[place.paragraph].replace("\n", " ")
            if not span.generated:
                assert text[place.start : place.end] == piece.text[span.start : span.end]


def test_the_canonical_text_has_a_row_a_line() -> None:
    assert "办案情况\n项目\t件数\n立案\t46\n" in canonical_text(with_table())


def test_places_of_tables_print_nothing_by_themselves() -> None:
    place = ANCHOR + "b1"
    lost = set_paragraphs(small(), BODY_ID, (place, "正文。"))
    assert texts(lost, Role.PARAGRAPH)[0] == "正文。"
    assert ANCHOR not in canonical_text(lost)
    twice = set_paragraphs(with_table(), BODY_ID, (place, place))
    assert [piece.role for piece in pieces(twice)].count(Role.TABLE) == 1
    assert lost.characters == set_paragraphs(small(), BODY_ID, ("正文。",)).characters


def test_no_heading_runs_into_a_table() -> None:
    document = insert_table(small(), "s3", 0, Table("", TWO))
    printed = canonical_text(document)
    assert "（二）规范执法行为。\n项目\t件数\n" in printed


def test_a_table_typed_away_comes_back_by_undo() -> None:
    document = with_table()
    session = Session(document)
    session.type("u1", "改过。")
    assert Role.TABLE not in {piece.role for piece in pieces(session.document)}
    session.undo()
    assert session.document == document
    session.apply(update_table(document, "b1", lambda table: set_cell(table, 1, 1, "9")), "改表格")
    session.undo()
    assert find_table(session.document, "b1").rows == TWO


def test_a_place_in_a_table_is_a_cell() -> None:
    piece = next(piece for piece in pieces(with_table()) if piece.role is Role.TABLE)
    sources = [span.source for span in piece.spans if not span.generated]
    assert sources == [Location("b1", index, 0, 2) for index in range(4)]
