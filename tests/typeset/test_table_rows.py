"""Tables fill the type area, numbers stand by their points, no row is split, headers come again on each page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongwen.document import ANCHOR, BODY_ID, Merge, Section, Table
from gongwen.edits import set_paragraphs
from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704, GB33476, PROFILES, SIZE_5, SIZE_SMALL_4, on_its_side
from gongwen.tables import set_cell, update_table
from gongwen.targets import offset_of
from gongwen.typeset import Typesetter, typeset
from gongwen.typeset.columns import Kind, columns_of, is_wide, width_of
from gongwen.typeset.table import Row
from tests.samples import FIGURES, roster, tabled, wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document
    from gongwen.typeset import Layout

WIDTH = GB9704.width


def rows(layout: Layout) -> Iterator[tuple[int, Row, int]]:
    """Yield (page, row, top) of all rows of tables."""
    for page in layout.pages:
        for line, top in zip(page.lines, page.tops, strict=True):
            if isinstance(line, Row):
                yield page.number, line, top


def only(table: Table, filler: int = 0) -> Document:
    return replace(
        tabled(table), body=Section(BODY_ID, paragraphs=(*["字。"] * filler, ANCHOR + table.id, "后文。")),
        title="", addressees="",
    )  # fmt: skip


@pytest.mark.parametrize("table", [FIGURES, roster(9), wide(), Table("b", (("甲", "乙", "丙"),))], ids=lambda t: t.id)
def test_columns_fill_the_type_area_to_the_twip(table: Table) -> None:
    for profile in PROFILES.values():
        page = on_its_side(profile) if is_wide(table, profile.width) else profile
        columns = columns_of(table, page.width).columns
        assert [column.left for column in columns] == [
            sum(each.width for each in columns[:at]) for at in range(len(columns))
        ]
        assert sum(column.width for column in columns) == page.width


def test_a_number_is_never_broken_and_points_stand_in_one_line() -> None:
    points: dict[int, set[int]] = {}
    for _, row, _ in rows(typeset(tabled(FIGURES))):
        for cell in row.cells:
            texts = [row.piece.text[start:end] for start, end in cell.ranges]
            if row.number < 2 or cell.column not in {1, 3, 4} or texts == ["—"]:
                continue
            (number,) = texts
            whole, point, rest = number.partition(".")
            right = cell.left + cell.width - row.margin - cell.indent
            points.setdefault(cell.column, set()).add(round(right - width_of(point + rest, cell.size)))
            assert cell.align == "right"
            assert right - width_of(number, cell.size) >= cell.left + row.margin - 1, whole
    assert set(points) == {1, 3, 4}
    for edges in points.values():
        assert max(edges) - min(edges) <= 2, points


def test_cells_stand_by_what_they_hold() -> None:
    table = Table(
        "b", (("领域", "件数", "做法"), ("市场监管", "12", "推行清单管理，全年没有发生重复检查。"), ("城管", "—", "无"))
    )
    (_, _, _), (_, first, _), (_, second, _) = rows(typeset(tabled(table)))
    assert [cell.align for cell in first.cells] == ["center", "right", "left"]
    assert [cell.align for cell in second.cells] == ["center", "center", "left"]
    assert [column.kind for column in columns_of(table, WIDTH).columns] == [Kind.SHORT, Kind.NUMBER, Kind.TEXT]


def test_text_of_a_cell_stays_inside_it() -> None:
    for document in (tabled(), tabled(roster(30))):
        for _, row, _ in rows(typeset(document)):
            for cell in row.cells:
                for start, end in cell.ranges:
                    text = row.piece.text[start:end].rstrip()
                    assert width_of(text, cell.size) <= cell.width - 2 * row.margin
                    assert cell.top + len(cell.ranges) * cell.pitch <= row.height * max(cell.rows, 1)
                    assert cell.top >= 0


def test_the_text_is_smaller_before_a_table_lies_on_its_side() -> None:
    assert columns_of(roster(3), WIDTH).size == SIZE_SMALL_4
    nine = Table("b", (tuple(f"指标{n}名称" for n in range(9)), tuple(f"{n}234,567" for n in range(1, 10))))
    assert columns_of(nine, WIDTH).size == SIZE_5
    assert not is_wide(nine, WIDTH)
    assert is_wide(wide(), WIDTH)
    assert is_wide(replace(roster(3), landscape=True), WIDTH)


def test_a_wide_table_has_a_page_on_its_side_to_itself() -> None:
    layout = typeset(tabled(roster(2), wide(), roster(2, "b4")))
    turned = [page for page in layout.pages if page.wide]
    assert [page.number for page in turned] == list(range(turned[0].number, turned[0].number + len(turned)))
    roles = {line.role for page in turned for line in page.lines}
    assert roles == {Role.TABLE_CAPTION, Role.TABLE_UNIT, Role.TABLE, Role.TABLE_NOTE}
    for page in turned:
        assert max(line.left + line.width for line in page.lines) == on_its_side(GB9704).width
        assert page.tops[-1] + page.lines[-1].height <= on_its_side(GB9704).height
    assert {line.role for line in layout.pages[turned[-1].number].lines} >= {Role.TABLE, Role.PARAGRAPH}


def test_rows_are_whole_and_the_header_comes_again() -> None:
    for profile in (GB9704, GB33476):
        layout = typeset(tabled(roster(150)), profile)
        placed = list(rows(layout))
        pages = {page for page, _, _ in placed}
        assert len(pages) > 3
        for page in pages:
            numbers = [row.number for number, row, _ in placed if number == page]
            assert numbers[0] == 0
            assert len(numbers) > 1
        body = [row.number for _, row, _ in placed if row.number]
        assert body == list(range(1, 151))
        for _, row, top in placed:
            assert top + row.height <= profile.height


def test_caption_unit_and_header_stay_with_the_first_row() -> None:
    turned = 0
    for filler in range(10, 22):
        layout = typeset(only(roster(2), filler))
        pages = [page for page in layout.pages if any(line.role is Role.TABLE for line in page.lines)]
        assert pages[0].lines[[line.role for line in pages[0].lines].index(Role.TABLE_CAPTION)].first
        roles = [line.role for line in pages[0].lines if line.role is not Role.PARAGRAPH]
        assert roles[:4] == [Role.TABLE_CAPTION, Role.TABLE_UNIT, Role.TABLE, Role.TABLE]
        turned += pages[0].number == 2
    assert 0 < turned < 12


def test_a_row_no_page_can_hold_goes_on_the_next_and_none_of_it_is_lost() -> None:
    text = "".join(f"第{number}项工作按期完成，" for number in range(400))
    table = Table("b", (("序号", "内容"), ("1", text)))
    layout = typeset(tabled(table))
    parts = [row for _, row, _ in rows(layout) if row.number == 1]
    assert len(parts) > 2
    said = "".join(
        row.piece.text[start:end] for row in parts for cell in row.cells if cell.column for start, end in cell.ranges
    )
    assert said == text
    for _, row, top in rows(layout):
        assert top + row.height <= GB9704.height


def test_merged_cells_are_one_box_and_grow_the_last_row() -> None:
    table = Table(
        "b",
        (("甲", "乙"), ("这一格占两行，" * 24, "一"), ("", "二")),
        merges=(Merge(1, 0, 2, 1),),
    )
    _, (_, first, _), (_, second, _) = rows(typeset(only(table)))
    assert [cell.part for cell in (first.cells[0], second.cells[0])] == [0, 1]
    assert second.height > first.height
    assert len(first.cells[0].ranges) * first.cells[0].pitch <= first.height + second.height
    assert second.cells[0].ranges == ()


def test_what_follows_a_table_stands_on_the_grid_again() -> None:
    for table in (roster(7), FIGURES, Table("b", (("甲", "乙"),), note="一")):
        layout = typeset(only(table))
        after = [
            top
            for page in layout.pages
            for line, top in zip(page.lines, page.tops, strict=True)
            if line.text == "后文。"
        ]
        assert (after[0] * 3) % GB9704.line == 0


def test_a_table_is_read_row_by_row() -> None:
    page = next(page for page in typeset(tabled(FIGURES)).pages if any("市场监管" in line for line in page.text))
    assert any(line == "合计\t4,013\t3,492\t202\t255.775" for line in page.text)


def test_an_unchanged_table_costs_nothing_and_a_changed_cell_only_its_table() -> None:
    setter = Typesetter()
    document = tabled()
    before = setter.layout(document)
    typed = setter.layout(set_paragraphs(document, "s4", ("改过了。",)))
    old = {id(row) for _, row, _ in rows(before)}
    assert all(id(row) in old for _, row, _ in rows(typed))
    changed = setter.layout(update_table(document, "b2", lambda table: set_cell(table, 3, 1, "某村")))
    new = {row.piece.table.id for _, row, _ in rows(changed) if id(row) not in old and row.piece.table}
    assert new == {"b2"}


def test_each_piece_has_one_placement() -> None:
    document = tabled()
    layout = typeset(document)
    assert len(layout.placements) == len(pieces(document))
    for piece, placement in zip(pieces(document), layout.placements, strict=True):
        lines = [line for page in layout.pages[placement.page : placement.last_page + 1] for line in page.lines]
        assert any(line.piece is piece or line.piece == piece for line in lines)


def test_the_place_of_a_character_in_a_cell_counts_in_the_cell() -> None:
    for _, row, _ in rows(typeset(tabled(FIGURES))):
        table = row.piece.table
        assert table is not None
        for cell in row.cells:
            for start, end in cell.ranges:
                place = row.place(cell, start)
                text = table.rows[place.paragraph // table.columns][place.paragraph % table.columns]
                shown = row.piece.text[start:end]
                assert text.replace("\n", " ")[place.start : place.start + len(shown)] == shown
                assert offset_of(text.replace("\n", " "), replace(place, paragraph=0)) == place.start
