"""Two forms of one table as a grid of cells: rows and columns that came or went, and what changed in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.together.pairing import paired
from gongwen.together.rows import Fate, Row, Stretch, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Table
    from gongwen.together.sequences import Items

Grid = tuple[tuple[Row | None, ...], ...]
"""The cells of a table as it was and as it is, row by row: one that is in only one of them is DELETED or ADDED, None is in neither (a row that went, a column that came)."""

APART = "\x1f"


def compare_cells(old: Table, new: Table) -> Grid:
    """Return the cells of two tables side by side."""
    columns = list(aligned(columns_of(old), columns_of(new)))
    both = [pair for pair in columns if None not in pair]
    rows = aligned(
        tuple(APART.join(row[a] for a, _ in both if a is not None) for row in old.rows),
        tuple(APART.join(row[b] for _, b in both if b is not None) for row in new.rows),
    )
    return tuple(tuple(_cell(old, new, (i, a), (j, b)) for a, b in columns) for i, j in rows)


def columns_of(table: Table) -> Items:
    """Return the columns of a table, each as one text."""
    return tuple(APART.join(column) for column in zip(*table.rows, strict=True))


def _cell(old: Table, new: Table, was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> Row | None:
    before = None if was[0] is None or was[1] is None else old.rows[was[0]][was[1]]
    after = None if now[0] is None or now[1] is None else new.rows[now[0]][now[1]]
    if before is None or after is None:
        if before is None and after is None:
            return None
        return Row(Fate.ADDED if before is None else Fate.DELETED, before or "", after or "")
    return Row(Fate.SAME if before == after else Fate.CHANGED, before, after)


def aligned(old: Items, new: Items) -> Iterator[tuple[int | None, int | None]]:
    """Yield which item became which by their indexes, in order; as many as before in one place became each other."""
    i = j = 0
    for part in cut(old, new):
        if not isinstance(part, Stretch):
            yield from ((i + at, j + at) for at in range(len(part)))
            i, j = i + len(part), j + len(part)
            continue
        end, stop = i + len(part.old), j + len(part.new)
        for one, other in _matched(part):
            while i < end - len(part.old) + one:
                yield i, None
                i += 1
            while j < stop - len(part.new) + other:
                yield None, j
                j += 1
            if i < end and j < stop:
                yield i, j
                i, j = i + 1, j + 1
    return


def _matched(part: Stretch) -> list[tuple[int, int]]:
    """Return which item of a stretch became which, and at last how many there are."""
    a, b = len(part.old), len(part.new)
    if a == b:
        return [(at, at) for at in range(a)] + [(a, b)]
    single = [(was[0], now[0]) for was, now in paired(part.old, part.new, single=True)]
    return [*single, (a, b)]
