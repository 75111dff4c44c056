"""How much changed: every change of a comparison gets its number, and the characters that came and went are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.anchors import anchored
from gongwen.together.pairing import BREAK
from gongwen.together.rows import Fate, Row
from gongwen.together.wording import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.together.grids import Grid
    from gongwen.together.part import Choice, Part

_BESIDE = {Fate.ADDED: {Fate.ADDED, Fate.CAME}, Fate.DELETED: {Fate.DELETED, Fate.WENT}}
"""What a line break that came or went is one change with."""

STILL = frozenset({Fate.SAME, Fate.WENT})
"""What is no change of its own: what moved is counted where it stands now."""


class Counter:
    """Gives the changes of a comparison their numbers, from 1, in reading order."""

    def __init__(self) -> None:
        self.last = 0
        self._anchors: dict[str, int] = {}

    def part(self, part: Part) -> Part:
        """Return a part with its changes numbered; one that came or went as a whole is one change."""
        if part.fate in {Fate.ADDED, Fate.DELETED}:
            return self._whole(part)
        place = self._next() if part.fate is Fate.CAME else 0
        heading = part.heading and self._line(part.heading)
        made = replace(part, place=place, heading=heading, choices=self.choices(part.choices))
        made = replace(made, rows=self._rows(part.rows), grid=tuple(self._cells(part.grid)))
        self._remember(made.rows)
        return made

    def choices(self, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        """Return choices, each a change of its own."""
        return tuple(replace(choice, place=self._next()) for choice in choices)

    def _next(self) -> int:
        self.last += 1
        return self.last

    def _whole(self, part: Part) -> Part:
        place = self._anchors.get(part.id) or self._next()  # a table came or went with its place in the text
        heading = part.heading and replace(part.heading, place=place)
        rows = tuple(replace(row, place=place) if row.fate is part.fate else row for row in part.rows)
        grid = tuple(tuple(cell and replace(cell, place=place) for cell in line) for line in part.grid)
        self._remember(rows)
        return replace(part, heading=heading, rows=rows, grid=grid, place=place)

    def _remember(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if (inset := anchored(row.old + row.new)) and row.fate in _BESIDE:
                self._anchors[inset] = row.place

    def _line(self, row: Row) -> Row:
        return row if row.fate is Fate.SAME else replace(row, place=self._next())

    def _rows(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Number the changes of a text; neighbours of one fate are one change."""
        made: list[Row] = []
        before = Fate.SAME
        for row, fate in zip(rows, _fates(rows), strict=True):
            if fate not in STILL and (fate is Fate.CHANGED or fate is not before):
                self._next()
            before = fate
            made.append(row if fate in STILL else replace(row, place=self.last))
        return tuple(made)

    def _cells(self, grid: Grid) -> Iterator[tuple[Row | None, ...]]:
        """Number the changes of a table: each cell, and each row's cells that came or went together."""
        for line in grid:
            cells = [self._line(cell) if cell and cell.fate is Fate.CHANGED else cell for cell in line]
            if any(cell and cell.fate in _BESIDE for cell in cells):
                place = self._next()
                cells = [replace(cell, place=place) if cell and cell.fate in _BESIDE else cell for cell in cells]
            yield tuple(cells)


def _fates(rows: Sequence[Row]) -> list[Fate]:
    """Return the fate each row is counted by: a line break by that of what came or went beside it."""
    fates = [row.fate for row in rows]
    for at, row in enumerate(rows):
        if BREAK in (row.old, row.new) and row.fate in _BESIDE:
            near = (fates[at - 1] if at else Fate.SAME, fates[at + 1] if at + 1 < len(rows) else Fate.SAME)
            fates[at] = next((fate for fate in near if fate in _BESIDE[row.fate]), row.fate)
    return fates


def characters(parts: Iterable[Part]) -> tuple[int, int]:
    """Return how many characters came and went; what only moved did neither."""
    count = {Mark.NEW: 0, Mark.OLD: 0, Mark.BOTH: 0}
    for part in parts:
        for row in part.lines:
            if row.fate not in {Fate.SAME, Fate.CAME, Fate.WENT} and not anchored(row.old + row.new):
                for run in row.runs:
                    count[run.mark] += len("".join(run.text.split()))
    return count[Mark.NEW], count[Mark.OLD]
