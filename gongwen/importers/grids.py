"""Tables of a source as tables of the report: merged cells, header rows, and the lines around that belong to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, HEADING, NOTE, SOURCE, UNIT, Merge, Table
from gongwen.importers.figures import with_words
from gongwen.importers.lines import Line, Origin
from gongwen.importers.numbers import read_number
from gongwen.pieces import Role
from gongwen.tables import MOST_COLUMNS, MOST_ROWS, covered, fault_of, set_text, text_at

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(
    r"表\s*(?:\d+|[一二三四五六七八九十]+)(?:\s*[-—.－]\s*\d+)?[\s　、:：.．]*(?P<text>\S.{0,79})"
)
_TITLED: Final = re.compile(r"[^，。；：！？、\s]{4,40}(?:表|一览|明细)")
_UNIT: Final = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:]\s*(?P<text>[^）)]{1,30}?)\s*[）)]?")
_NOTE: Final = re.compile(r"(?:备?注)\s*[：:]\s*(?P<text>.{1,300})")
_SOURCE: Final = re.compile(r"(?:资料|数据)?来源\s*[：:]\s*(?P<text>.{1,120})")
_OWN: Final = {
    Role.TABLE_CAPTION: (HEADING, re.compile(r"(?:表\d+　)?(?P<text>.+)")),
    Role.TABLE_UNIT: (UNIT, re.compile(r"(?:单位：)?(?P<text>.+)")),
    Role.TABLE_NOTE: (NOTE, re.compile(r"(?:注：)?(?P<text>.+)")),
    Role.TABLE_SOURCE: (SOURCE, re.compile(r"(?:资料来源：)?(?P<text>.+)")),
}
"""What a style of our own export says a line is, and what of it was typed."""

_MOST_HEADS: Final = 4
_LEAST_BEFORE: Final = 2
"""Lines over a line that may be the caption of a table: a title and one more, else it is the title itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """A cell as a file gives it: its text, how many columns and rows it takes, whether it goes on from the row above."""

    text: str
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


def table_of(rows: Sequence[Sequence[Given]], table_id: str, heads: int = 0) -> Table | None:
    """Return the table of cells as a file gives them; None when it is larger than a report's tables are.

    `heads` are the header rows that the file names; 0 leaves them to be guessed.
    """
    cells: dict[tuple[int, int], str] = {}
    merges: dict[tuple[int, int], Merge] = {}
    if len(rows) > MOST_ROWS:
        return None
    for row, given in enumerate(rows):
        column = 0
        for cell in given:
            while (row, column) in cells:
                column += 1
            wide = min(max(cell.columns, 1), MOST_COLUMNS + 1)
            above = _over(merges, row, column) if cell.goes_on else None
            high = 1 if cell.goes_on else min(max(cell.rows, 1), len(rows) - row)
            if column + wide > MOST_COLUMNS:
                return None
            places = [(down, right) for down in range(row, row + high) for right in range(column, column + wide)]
            cells |= dict.fromkeys(places, "")
            if above is not None and above.columns == wide:
                merges[above.row, above.column] = replace(above, rows=row - above.row + 1)
            else:
                cells[row, column] = cell.text
                merges[row, column] = Merge(row, column, high, wide)
            column += wide
    return _table(cells, merges, len(rows), table_id, heads)


def _over(merges: dict[tuple[int, int], Merge], row: int, column: int) -> Merge | None:
    """Return the cell that begins in a column and ends in the row above."""
    found = (merge for merge in merges.values() if merge.column == column and merge.row + merge.rows == row)
    return next(found, None)


def _table(
    cells: dict[tuple[int, int], str], merges: dict[tuple[int, int], Merge], height: int, table_id: str, heads: int
) -> Table | None:
    width = max((column + 1 for _, column in cells), default=0)
    rows = tuple(tuple(cells.get((row, column), "") for column in range(width)) for row in range(height))
    real = tuple(merge for merge in merges.values() if merge.rows > 1 or merge.columns > 1)
    table = _bare(Table(table_id, rows, header_rows=0, merges=real))
    table = replace(table, header_rows=min(heads or _heads(table), len(table.rows)))
    return table if table.rows and table.columns and fault_of(table) is None else None


def _bare(table: Table) -> Table:
    """Return the table without rows of nothing that no merged cell goes through."""
    held = {row for merge in table.merges for row, _ in covered(merge)}
    empty = [row for row, texts in enumerate(table.rows) if row not in held and not any(map(str.strip, texts))]
    kept = tuple(texts for row, texts in enumerate(table.rows) if row not in empty)
    merges = tuple(
        replace(merge, row=merge.row - sum(row < merge.row for row in empty)) for merge in table.merges
    )  # fmt: skip
    return replace(table, rows=kept, merges=merges)


def _heads(table: Table) -> int:
    """Return how many rows look like the header: the first, those its cells reach into, and none with a number."""
    if len(table.rows) < 2 or _has_number(table.rows[0]):
        return 0
    reach = max((merge.rows for merge in table.merges if merge.row == 0), default=1)
    return min(reach, _MOST_HEADS, len(table.rows) - 1)


def _has_number(texts: Sequence[str]) -> bool:
    return any(
        _DIGITS.match(text.strip().lstrip("-−＋+")) and not text.strip().endswith(("年", "月")) for text in texts
    )


def placed(table: Table, role: Role | None = None) -> Line:
    """Return the line that stands for a table in the text; its source are the rows, cells set apart by tabs."""
    rows = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in table.rows)
    return Line(0, ANCHOR + table.id, rows, origin=Origin.GRID, role=role, table=table)


def gathered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with captions, unit lines, notes and sources taken into the tables and figures they belong to."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.figure is not None:
            line, at = with_words(line, lines, at)
        if line.table is None:
            out.append(line)
            continue
        table = line.table
        above: list[Line] = []
        while out and (found := _before(out[-1], table, len(out))):
            table = set_text(table, *found)
            above.insert(0, out.pop())
        below: list[Line] = []
        while at < len(lines) and (found := _after(lines[at], table)):
            table = set_text(table, *found)
            below.append(lines[at])
            at += 1
        table = table if table.caption else _titled_inside(table)
        source = "\n".join(each.source for each in (*above, line, *below))
        out.append(replace(line, number=above[0].number if above else line.number, source=source, table=table))
    return tuple(out)


def _titled_inside(table: Table) -> Table:
    """Return a table whose first row is one cell across with that cell as its caption, as web pages have it."""
    first = next((merge for merge in table.merges if (merge.row, merge.column) == (0, 0)), None)
    text = table.rows[0][0].strip()
    whole = first is not None and first.rows == 1 and first.columns == table.columns and len(table.rows) > 2
    if not whole or not (_NUMBERED.fullmatch(text) or _TITLED.fullmatch(text)):
        return table
    match = _NUMBERED.fullmatch(text)
    merges = tuple(replace(merge, row=merge.row - 1) for merge in table.merges if merge.row)
    bare = replace(table, rows=table.rows[1:], merges=merges, header_rows=0, caption=match["text"] if match else text)
    return replace(bare, header_rows=_heads(bare))


def _before(line: Line, table: Table, count: int) -> tuple[int, str] | None:
    """Return (place, text) of what a line over a table is to it, or None."""
    if line.role in _OWN and line.role in {Role.TABLE_CAPTION, Role.TABLE_UNIT}:
        return _own(line, table)
    if line.origin is not Origin.TEXT or line.role is not None or table.caption:
        return None
    if not table.unit and (match := _UNIT.fullmatch(line.text)):
        return UNIT, match["text"]
    if match := _NUMBERED.fullmatch(line.text):
        return HEADING, match["text"]
    titled = count > _LEAST_BEFORE and _TITLED.fullmatch(line.text) and not line.level and not read_number(line.text)
    return (HEADING, line.text) if titled and not line.text.startswith("附") else None


def _after(line: Line, table: Table) -> tuple[int, str] | None:
    """Return (place, text) of what a line under a table is to it, or None."""
    if line.role in _OWN and line.role in {Role.TABLE_NOTE, Role.TABLE_SOURCE}:
        return _own(line, table)
    if line.origin is not Origin.TEXT or line.role is not None:
        return None
    if not table.note and (match := _NOTE.fullmatch(line.text)):
        return NOTE, match["text"]
    match = None if table.source else _SOURCE.fullmatch(line.text)
    return (SOURCE, match["text"]) if match else None


def _own(line: Line, table: Table) -> tuple[int, str] | None:
    if line.role is None:
        return None
    place, form = _OWN[line.role]
    match = form.fullmatch(line.text)
    return (place, match["text"]) if match and not text_at(table, place) else None


def spread(lines: Sequence[Line]) -> str:
    """Return the text of a cell that holds lines: each one of its own, tables inside as their rows."""
    texts = (line.source.replace("\t", " ") if line.table else line.text.replace("\t", " ") for line in lines)
    return "\n".join(filter(None, (text.strip() for text in texts)))


def tables_of(lines: Sequence[Line]) -> tuple[Table, ...]:
    """Return the tables that lines stand for, in their order."""
    return tuple(line.table for line in lines if line.table is not None)


def count_of(text: str | None) -> int:
    """Return a number of rows or columns as files write it, 0 for anything else."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text.strip()) else 0


def numbered_heads(flags: Sequence[bool]) -> int:
    """Return how many rows from the first on are header rows by their file's own word."""
    return sum(1 for _ in takewhile(bool, flags))
