"""A sheet as values: cells with what they show and what they are, merged areas, names of places as spreadsheets give them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS, MOST_COLUMNS = 5_000, 200
"""Rows and columns of a sheet that are read; a report's table has a tenth."""


class Kind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"
    """A formula whose value the file does not hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows and is.

    `percent` says that its number is shown in hundredths, which `text` is already in; `unit` is what the format of a number
    prints behind it; `shared` that it is one of several made one.
    """

    text: str = ""
    kind: Kind = Kind.BLANK
    percent: bool = False
    unit: str = ""
    shared: bool = False


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Area:
    """Cells made one, from 0: [row, row + rows) and [column, column + columns)."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: rows of equal length from the row and column (from 0) it begins at; `hidden` names what is not shown."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Area, ...] = ()
    hidden: tuple[str, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()
    """The name of each cell (C7) when rows or columns were left out."""

    def place(self, row: int, column: int) -> str:
        """Return what a spreadsheet calls a cell: C7."""
        return self.places[row][column] if self.places else f"{letters(column)}{row + 1}"

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    def spread(self) -> Sheet:
        """Return the sheet with every cell of a merged area saying what the first one says."""
        grid = [[*row] for row in self.rows]
        for area in self.merges:
            for row in range(area.row, min(area.row + area.rows, len(grid))):
                for column in range(area.column, min(area.column + area.columns, self.width)):
                    grid[row][column] = replace(self.rows[area.row][area.column], shared=True)
        return replace(self, rows=tuple(map(tuple, grid)), places=self._named())

    def part(self, first: int, last: int) -> Sheet:
        """Return the rows [first, last) as a sheet of their own."""
        return replace(self, rows=self.rows[first:last], merges=(), places=self._named()[first:last])

    def _named(self) -> tuple[tuple[str, ...], ...]:
        return self.places or tuple(
            tuple(self.place(row, column) for column in range(self.width)) for row in range(len(self.rows))
        )


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def squared(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows made equally long by blank cells."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[BLANK] * (width - len(row))) for row in rows)
