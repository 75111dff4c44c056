"""Three-way merge of a table's rows: whoever put in, took out or moved a row is heard, the rest goes cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.tables import fault_of, turned
from gongwen.together.grids import APART
from gongwen.together.sequences import Clash, merge, three
from gongwen.together.texts import Disputed, merge_text

if TYPE_CHECKING:
    from gongwen.document import Table

Row = tuple[str, ...]

Disputes = tuple[tuple[int, int, Disputed], ...]
"""What is disputed in cells, each with its row and column in the merged table."""


def merge_cells(base: Table, mine: Table, theirs: Table) -> tuple[Table, Disputes] | None:
    """Return their table with my rows, columns and cells, or None where the two cannot be made one."""
    if len({table.columns for table in (base, mine, theirs)}) == 1:
        return _merged(base, mine, theirs)
    if len({len(table.rows) for table in (base, mine, theirs)}) > 1:
        return None
    found = _merged(turned(base), turned(mine), turned(theirs))
    if found is None:
        return None
    table, disputes = found
    heads = three(base.header_rows, mine.header_rows, theirs.header_rows)
    return turned(table, heads), tuple((column, row, each) for row, column, each in disputes)


def _merged(base: Table, mine: Table, theirs: Table) -> tuple[Table, Disputes] | None:
    if base.merges not in (mine.merges, theirs.merges) and mine.merges != theirs.merges:
        return None  # both joined cells, or moved those that were joined
    whole = bool(base.merges or mine.merges or theirs.merges)
    known = {APART.join(row): row for table in (base, mine, theirs) for row in table.rows}
    rows: list[Row] = []
    disputes: list[tuple[int, int, Disputed]] = []
    for part in merge(*(tuple(map(APART.join, table.rows)) for table in (base, mine, theirs))):
        if not isinstance(part, Clash):
            rows += (known[row] for row in part)
        elif len(part.base) == len(part.mine) == len(part.theirs):
            for texts in zip(part.base, part.mine, part.theirs, strict=True):
                row, asked = _row(*(known[text] for text in texts))
                disputes += ((len(rows), column, each) for column, each in asked)
                rows.append(row)
        elif not whole and not (part.base and part.mine and part.theirs):
            rows += (known[row] for row in part.theirs + part.mine)  # rows of both, or one deleted and gone on with
        else:
            return None
    heads = three(base.header_rows, mine.header_rows, theirs.header_rows)
    merges = three(base.merges, mine.merges, theirs.merges)
    made = replace(theirs, rows=tuple(rows), header_rows=min(heads, len(rows)), merges=merges)
    return None if fault_of(made) else (made, tuple(disputes))


def _row(base: Row, mine: Row, theirs: Row) -> tuple[Row, list[tuple[int, Disputed]]]:
    made: list[str] = []
    disputes: list[tuple[int, Disputed]] = []
    for column, texts in enumerate(zip(base, mine, theirs, strict=True)):
        text, asked = merge_text(*texts)
        made.append(text)
        disputes += ((column, each) for each in asked)
    return tuple(made), disputes
