"""Sets a table into rows: each a line of the page whose cells have lines of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.document import Location, Merge
from gongwen.pieces import Role
from gongwen.standard import ROW_CLEAR, ROW_PARTS, TABLE_PITCH
from gongwen.tables import covered
from gongwen.typeset.columns import NOTHING, NUMBER, TOLERANCE, Kind, columns_of, parts_of
from gongwen.typeset.layout import TABLE, InsetLine
from gongwen.typeset.lines import BLANKS, break_lines
from gongwen.typeset.rules import OURS
from gongwen.typeset.runs import split
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from gongwen.document import Table
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.columns import Columns
    from gongwen.typeset.rules import BreakRules
    from gongwen.typeset.runs import Run
    from gongwen.typeset.settings import Setting

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its box and its lines as ranges of the piece's text; lengths in twips.

    `columns` and `rows` are how many it takes up; `part` counts its rows from 0, and only part 0 has lines. `top` is
    where the first of them begins, under the row's upper edge; they stand `pitch` apart. `indent` is free at the right.
    """

    column: int
    columns: int
    left: int
    width: int
    align: str
    ranges: Ranges = ()
    top: int = 0
    pitch: int = 0
    size: int = 0
    indent: int = 0
    rows: int = 1
    part: int = 0


@dataclass(frozen=True, slots=True)
class Row(InsetLine):
    """One row of a table; its text is that of its cells with a tab between, its height is in its setting.

    `number` counts the rows from 0, `margin` is free at both sides of a cell, `most` is the room of a page under the
    table's header.
    """

    number: int = 0
    cells: tuple[Cell, ...] = ()
    margin: int = 0
    most: int = 0

    @property
    def face(self) -> str:
        """The typeface of the row's characters that are not Latin: that of the header, or of the cells under it."""
        heads = self.piece.table.header_rows if self.piece.table else 0
        return STYLES[Role.TABLE_HEAD if self.number < heads else Role.TABLE].face

    def runs_of(self, start: int, end: int, size: int) -> tuple[Run, ...]:
        """Return the characters of one line of a cell by typeface."""
        return split(self.piece.text[start:end].rstrip(BLANKS), self.face, size)

    def place(self, cell: Cell, start: int) -> Location:
        """Return where the character at `start` of the piece, in one of the row's cells, was typed."""
        table = self.piece.table
        before = sum(len(text) + 1 for text in table.rows[self.number][: cell.column]) if table else 0
        index = self.number * (table.columns if table else 0) + cell.column
        return Location(table.id if table else "", index, start - self.start - before)

    @property
    def tall(self) -> bool:
        """Whether the row is higher than a page's room under the header."""
        return 0 < self.most < self.height

    @property
    def printed(self) -> tuple[tuple[int, int, str], ...]:
        """What stands in the row's box: (left edge, height under the row's upper edge, characters) of each line."""
        return tuple(
            (cell.left, cell.top + number * cell.pitch, self.piece.text[start:end])
            for cell in self.cells
            for number, (start, end) in enumerate(cell.ranges)
        )

    def cut(self, room: int) -> tuple[Row, Row] | None:
        """Return what of a row that no page can hold fits into a height, and the rest; None when not a line does."""
        pitch = self.cells[0].pitch
        most = (room - ROW_CLEAR) // pitch
        if most < 1:
            return None
        first = replace(self, cells=tuple(replace(cell, ranges=cell.ranges[:most]) for cell in self.cells))
        rest = replace(self, space=0, cells=tuple(replace(cell, ranges=cell.ranges[most:]) for cell in self.cells))
        left = max(len(cell.ranges) for cell in rest.cells)
        return (
            replace(first, setting=replace(self.setting, line=room)),
            replace(rest, setting=replace(self.setting, line=left * pitch + ROW_CLEAR)),
        )


def set_table(piece: Piece, setting: Setting, profile: LayoutProfile, rules: BreakRules = OURS) -> tuple[Row, ...]:
    """Return the rows of a table's piece."""
    table = piece.table
    if table is None:
        return ()
    setter = _Setter(table, setting, profile, rules)
    return tuple(setter.rows(piece))


class _Setter:
    """Works out the rows of one table."""

    def __init__(self, table: Table, setting: Setting, profile: LayoutProfile, rules: BreakRules) -> None:
        self._rules = rules
        self._table = table
        self._setting = setting
        self._profile = profile
        self._columns: Columns = columns_of(table, profile.width)
        self._pitch = TABLE_PITCH[self._columns.size]
        self._merges = {(merge.row, merge.column): merge for merge in table.merges}
        self._inside = {place: merge for merge in table.merges for place in covered(merge)}
        self._starts = self._offsets()

    def rows(self, piece: Piece) -> list[Row]:
        """Return the rows."""
        heights = self._heights()
        head = sum(heights[: self._table.header_rows])
        out = []
        for number, cells in enumerate(self._table.rows):
            start = self._starts[number][0]
            end = self._starts[number][-1] + len(cells[-1])
            most = self._profile.height - head if number >= self._table.header_rows else 0
            tall = 0 < most < heights[number]
            setting = replace(self._setting, line=heights[number])
            space = 0 if number else setting.space
            drawn = self._cells(number, heights, tall=tall)
            width, margin = self._profile.width, self._columns.margin
            out.append(Row(piece, start, end, 0, width, TABLE, setting, space, number, drawn, margin, most))
        return out

    def _offsets(self) -> list[list[int]]:
        """Return where each cell begins in the piece's text."""
        out, at = [], 0
        for row in self._table.rows:
            starts = []
            for cell in row:
                starts.append(at)
                at += len(cell) + 1
            out.append(starts)
        return out

    def _lines(self, row: int, column: int) -> Ranges:
        """Return a cell's lines as ranges of the piece's text."""
        text = self._table.rows[row][column]
        if not text.strip():
            return ()
        merge = self._merges.get((row, column), Merge(row, column))
        room = self._columns.box(column, merge.columns)[1] - 2 * self._columns.margin
        room -= TOLERANCE if self._rules is OURS else 0  # only our own lines are broken so that they fit everywhere
        out, at = [], self._starts[row][column]
        for part in text.split("\n"):
            ranges = break_lines(part, room, self._columns.size, 0, rules=self._rules)
            out += [(at + start, at + end) for start, end in ranges]
            at += len(part) + 1
        return tuple(out)

    def _heights(self) -> list[int]:
        """Return the rows' heights; the last row of a merged cell grows when its text needs more."""
        out = [self._height(1)] * len(self._table.rows)
        later: list[tuple[Merge, int]] = []
        for row, cells in enumerate(self._table.rows):
            for column in range(len(cells)):
                merge = self._merges.get((row, column), Merge(row, column))
                if merge.rows > 1:
                    later.append((merge, len(self._lines(row, column))))
                elif self._inside.get((row, column), merge) is merge:
                    out[row] = max(out[row], self._height(len(self._lines(row, column))))
        for merge, lines in later:
            last = merge.row + merge.rows - 1
            need = self._height(lines) - sum(out[merge.row : last])
            out[last] = max(out[last], -(-need // self._unit) * self._unit)
        return out

    @property
    def _unit(self) -> int:
        return self._profile.line // ROW_PARTS

    def _height(self, lines: int) -> int:
        """Return the height of a row with so many lines: two thirds of the grid's pitch at least, more by thirds."""
        need = lines * self._pitch + ROW_CLEAR
        return max(-(-need // self._unit), 2) * self._unit

    def _cells(self, row: int, heights: list[int], *, tall: bool) -> tuple[Cell, ...]:
        out = []
        column = 0
        while column < self._table.columns:
            merge = self._inside.get((row, column), Merge(row, column))
            left, width = self._columns.box(column, merge.columns)
            cell = Cell(
                column, merge.columns, left, width, "center",
                size=self._columns.size, pitch=self._pitch, rows=merge.rows, part=row - merge.row,
            )  # fmt: skip
            if not cell.part:
                cell = self._filled(cell, row, sum(heights[row : row + merge.rows]), tall=tall)
            out.append(cell)
            column += merge.columns
        return tuple(out)

    def _filled(self, cell: Cell, row: int, height: int, *, tall: bool) -> Cell:
        ranges = self._lines(row, cell.column)
        top = ROW_CLEAR // 2 if tall else (height - len(ranges) * cell.pitch) // 2
        align, indent = self._align(row, cell, len(ranges))
        return replace(cell, ranges=ranges, top=top, align=align, indent=indent)

    def _align(self, row: int, cell: Cell, lines: int) -> tuple[str, int]:
        """Return how a cell's text stands and what is free at its right: numbers have their points in one line."""
        text = self._table.rows[row][cell.column].strip()
        column = self._columns.columns[cell.column]
        if row < self._table.header_rows or cell.columns > 1 or text in NOTHING:
            return ("center", 0) if lines < 2 or row < self._table.header_rows else ("left", 0)
        if column.kind is Kind.NUMBER and NUMBER.fullmatch(text):
            room = column.width - 2 * self._columns.margin - TOLERANCE
            spare = max(room - column.whole - column.rest, 0) // 2
            whole, rest = parts_of(text, self._columns.size)
            return "right", max(min(spare + column.rest - rest, room - whole - rest), 0)
        if column.kind is Kind.TEXT or lines > 1:
            return "left", 0
        return "center", 0
