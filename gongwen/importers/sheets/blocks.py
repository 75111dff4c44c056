"""A sheet cut into tables: the lines over each, its heading of one or more rows, its rows, and all that belongs to none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.importers.sheets.cells import NOTHING, read_cell
from gongwen.importers.sheets.headings import NOTES, Role, heading_of, part_of, plain
from gongwen.importers.sheets.sheet import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.importers.sheets.headings import Heading
    from gongwen.importers.sheets.sheet import Cell, Sheet

MOST_HEADS: Final = 4
"""Rows that a heading takes up at most."""

_LABELLING: Final = frozenset({Role.NAME, Role.CLASS, Role.GROUP, Role.PERIOD, Role.QUARTER})


@dataclass(slots=True)
class Block:
    """A table in a sheet: its heading's rows [first, first + depth), columns [left, right), the rows under it, lines beside it."""

    sheet: Sheet
    first: int
    depth: int
    left: int
    right: int
    titles: tuple[str, ...] = ()
    rows: list[int] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def headings(self) -> dict[int, Heading]:
        """Return what is over each of its columns."""
        return {column: heading_of(self.path(column)) for column in range(self.left, self.right)}

    def path(self, column: int) -> tuple[str, ...]:
        """Return the labels over a column from the top down, each once."""
        texts = (plain(self.sheet.rows[row][column].text) for row in range(self.first, self.first + self.depth))
        return tuple(dict.fromkeys(filter(None, texts)))

    def cells(self, row: int) -> tuple[Cell, ...]:
        """Return a row's cells, those of other tables beside it left out."""
        return self.sheet.rows[row][self.left : self.right]


@dataclass(slots=True)
class Cut:
    """What a sheet comes to: tables, lines that are no part of one, and rows of figures without a heading."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)


def cut(sheet: Sheet) -> Cut:
    """Return the tables of a sheet whose merged cells all say what the first one says."""
    made = Cut()
    titles: list[str] = []
    opened: list[Block] = []
    gap, row = True, 0
    while row < len(sheet.rows):
        cells = sheet.rows[row]
        if not texts_of(cells):
            gap, row = True, row + 1
            continue
        if depth := _depth(sheet, row, opened, gap=gap or not opened):
            opened = list(_side_by_side(sheet, row, depth, tuple(titles)))
            made.blocks += opened
            titles, gap, row = [], False, row + depth
            continue
        words = " ".join(dict.fromkeys(texts_of(cells)))
        alone = len(set(texts_of(cells))) == 1 and not _holds_amount(cells)
        if opened and _is_line(cells):
            opened[-1].below.append(words)
        elif (gap and alone) or (not opened and not _holds_amount(cells)):
            titles.append(words)
        elif opened:
            for block in opened:
                block.rows.append(row)
        else:
            made.strays.append(row)
        gap, row = gap and alone, row + 1
    made.lines += titles
    return made


def texts_of(cells: tuple[Cell, ...]) -> list[str]:
    """Return what stands in cells, blank ones left out."""
    return [cell.text.strip() for cell in cells if cell.text.strip()]


def is_class(cells: tuple[Cell, ...]) -> bool:
    """Whether a row is a heading among the rows: one text across, or a numbered one alone (一、行政执法)."""
    texts = texts_of(cells)
    across = len(texts) > 1 and len(set(texts)) == 1 and all(cell.shared for cell in cells if cell.text.strip())
    return across or (
        len(texts) == 1 and bool(re.match("[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]", texts[0]))
    )


def _is_line(cells: tuple[Cell, ...]) -> bool:
    """Whether a row is a note, a source or who filled the table in."""
    texts = texts_of(cells)
    return bool(NOTES.match(plain(texts[0]))) and not any(cell.kind is Kind.NUMBER for cell in cells)


def _holds_amount(cells: tuple[Cell, ...]) -> bool:
    return any(_is_amount(cell) for cell in cells)


def _is_amount(cell: Cell) -> bool:
    return (bool(read_cell(cell).amount) and not part_of(cell.text).timed) or cell.kind in {Kind.UNCOMPUTED, Kind.ERROR}


def _depth(sheet: Sheet, row: int, opened: list[Block], *, gap: bool) -> int:
    """Return how many rows the heading has that begins in a row; 0 when none does."""
    cells = sheet.rows[row]
    told = [part_of(cell.text) for cell in cells if cell.text.strip()]
    if len(set(texts_of(cells))) < 2 or any(_is_amount(cell) for cell in cells):
        return 0
    labelled = any(each.role in _LABELLING for each in told)
    timed = any(each.timed for each in told[1:])
    if opened and not gap:
        # Under the rows of a table only a heading in so many words begins another one.
        first = part_of(cells[opened[0].left].text).role
        return _reach(sheet, row) if first in _LABELLING and (timed or labelled) and len(told) > 1 else 0
    if not (labelled or timed or _over_amounts(sheet, row)):
        return 0
    return _reach(sheet, row)


def _over_amounts(sheet: Sheet, row: int) -> bool:
    """Whether a row of words stands right over a row with amounts under at least two of them, or one beside a label."""
    if row + 1 >= len(sheet.rows):
        return False
    pairs = [
        (above, below)
        for above, below in zip(sheet.rows[row], sheet.rows[row + 1], strict=True)
        if above.text.strip() not in NOTHING
    ]
    return len(pairs) > 1 and any(_is_amount(below) for _, below in pairs)


def _reach(sheet: Sheet, first: int) -> int:
    """Return how many rows a heading has: those below its first that hold no amount and in which the labels at the left go on."""
    depth = 1
    while depth < MOST_HEADS and first + depth < len(sheet.rows):
        row, above = sheet.rows[first + depth], sheet.rows[first]
        at = next((column for column, cell in enumerate(above) if cell.text.strip()), 0)
        goes_on = not row[at].text.strip() or (row[at].shared and row[at].text == above[at].text)
        if not goes_on or not texts_of(row[at + 1 :]) or _holds_amount(row):
            break
        if all(cell.text == other.text for cell, other in zip(row, above, strict=True)) and not row[at].shared:
            break
        depth += 1
    return depth


def _side_by_side(sheet: Sheet, first: int, depth: int, titles: tuple[str, ...]) -> Iterator[Block]:
    """Yield the tables that stand beside each other under one row of headings: each begins with a label's column."""
    whole = Block(sheet, first, depth, 0, sheet.width)
    heads = whole.headings()
    starts = [0]
    timed = False
    for column, head in heads.items():
        timed = timed or head.role is Role.AMOUNTS
        if timed and head.role in {Role.NAME, Role.GROUP, Role.PERIOD, Role.NUMBERING} and column:
            starts.append(column)
            timed = False
    for left, right in zip(starts, [*starts[1:], sheet.width], strict=True):
        yield Block(sheet, first, depth, left, right, titles)
