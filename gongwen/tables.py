"""Edits of tables: each takes a value and returns a new one; and tables as spreadsheets copy them, tab-separated."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.anchors import anchor, unanchored
from gongwen.document import HEADING, NOTE, SOURCE, UNIT, Document, Merge, Table
from gongwen.edits import fresh_id
from gongwen.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Rows = tuple[tuple[str, ...], ...]

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 60
"""Larger tables are no part of a report that is read; Excel's whole sheet pasted by accident is."""


def insert_table(document: Document, section_id: str, index: int, table: Table) -> Document:
    """Return the document with a table put into a section before the paragraph at an index; its id is given here."""
    made = replace(table, id=fresh_id(document))
    document = replace(document, tables=(*document.tables, made))
    return anchor(document, section_id, index, made.id)


def remove_table(document: Document, table_id: str) -> Document:
    """Return the document without a table and without its place."""
    find_table(document, table_id)
    document = unanchored(document, table_id)
    return replace(document, tables=tuple(table for table in document.tables if table.id != table_id))


def find_table(document: Document, table_id: str) -> Table:
    """Return the table of this id; raise EditError when there is none."""
    table = next((table for table in document.tables if table.id == table_id), None)
    if table is None:
        raise EditError("这张表已经不在了", where=table_id, mend="可以撤销，或者重新插入一张")
    return table


def update_table(document: Document, table_id: str, change: Callable[[Table], Table]) -> Document:
    """Return the document with one table changed by `change`; raise EditError when it is gone or comes out wrong."""
    after = change(find_table(document, table_id))
    if fault := fault_of(after):
        raise EditError(f"表格不能这样改：{fault[1]}", mend="请撤销后再试")
    return replace(document, tables=tuple(after if table.id == table_id else table for table in document.tables))


def text_at(table: Table, index: int) -> str:
    """Return what stands at a paragraph of a Location in a table: a cell, or HEADING, UNIT, NOTE, SOURCE."""
    if index in _BESIDE:
        return _BESIDE[index][0](table)
    return table.rows[index // table.columns][index % table.columns] if index in _cells_of(table) else ""


def set_text(table: Table, index: int, text: str) -> Table:
    """Return the table with the text at a paragraph of a Location in it replaced."""
    if index in _BESIDE:
        return _BESIDE[index][1](table, text)
    if index not in _cells_of(table):
        raise EditError("这个格子已经不在了", mend="请看表格现在的样子")
    return set_cell(table, index // table.columns, index % table.columns, text)


def set_cell(table: Table, row: int, column: int, text: str) -> Table:
    """Return the table with one cell's text replaced."""
    return replace(table, rows=_put(table.rows, row, column, text))


def insert_row(table: Table, at: int) -> Table:
    """Return the table with an empty row before the row at an index; merged cells it goes through grow."""
    rows = (*table.rows[:at], ("",) * max(table.columns, 1), *table.rows[at:])
    heads = table.header_rows + (at < table.header_rows)
    merges = tuple(_shifted(merge, at, 1) for merge in table.merges)
    return replace(table, rows=rows, header_rows=heads, merges=merges)


def remove_row(table: Table, at: int) -> Table:
    """Return the table without a row; merged cells shrink. The last row stays."""
    if len(table.rows) < 2:
        raise EditError("表格至少要有一行", mend="不要这张表，请点“删除表格”")
    rows = (*table.rows[:at], *table.rows[at + 1 :])
    heads = min(table.header_rows - (at < table.header_rows), len(rows))
    return replace(table, rows=rows, header_rows=heads, merges=tuple(_apart(table.merges, at)))


def insert_column(table: Table, at: int) -> Table:
    """Return the table with an empty column before the column at an index."""
    return turned(insert_row(turned(table), at), table.header_rows)


def remove_column(table: Table, at: int) -> Table:
    """Return the table without a column. The last column stays."""
    if table.columns < 2:
        raise EditError("表格至少要有一列", mend="不要这张表，请点“删除表格”")
    return turned(remove_row(turned(table), at), table.header_rows)


def merge_cells(table: Table, merge: Merge) -> Table:
    """Return the table with cells made one; what they hold is joined in the first, merges inside are undone."""
    rows, columns = range(merge.row, merge.row + merge.rows), range(merge.column, merge.column + merge.columns)
    area = set(covered(merge))
    inside = tuple(other for other in table.merges if area >= set(covered(other)))
    if any(area & set(covered(other)) for other in table.merges if other not in inside):
        raise EditError("选中的格子和合并过的格子重叠", mend="请把合并过的格子整个选上，或者先拆开它")
    texts = [table.rows[row][column] for row in rows for column in columns if table.rows[row][column].strip()]
    cells = table.rows
    for row in rows:
        for column in columns:
            cells = _put(cells, row, column, "")
    merges = (*(other for other in table.merges if other not in inside), merge)
    return replace(table, rows=_put(cells, merge.row, merge.column, "\n".join(texts)), merges=merges)


def clear(table: Table, area: Merge) -> Table:
    """Return the table with cells emptied."""
    cells = table.rows
    for row, column in covered(area):
        cells = _put(cells, row, column, "")
    return replace(table, rows=cells)


def split_cells(table: Table, row: int, column: int) -> Table:
    """Return the table with the merged cell at a place taken apart."""
    return replace(table, merges=tuple(merge for merge in table.merges if (row, column) not in covered(merge)))


def paste(table: Table, row: int, column: int, cells: Rows) -> Table:
    """Return the table with cells written over it from a place on; it grows where they stand out."""
    height, width = max(len(table.rows), row + len(cells)), column + max((len(each) for each in cells), default=0)
    grid = [[*each, *[""] * (max(width, table.columns) - len(each))] for each in table.rows]
    grid += [[""] * max(width, table.columns) for _ in range(height - len(grid))]
    swallowed = {place for merge in table.merges for place in covered(merge)}
    swallowed -= {(merge.row, merge.column) for merge in table.merges}
    for down, each in enumerate(cells, row):
        for right, text in enumerate(each, column):
            if (down, right) not in swallowed:
                grid[down][right] = text
    return replace(table, rows=tuple(map(tuple, grid)))


def turned(table: Table, header_rows: int = 0) -> Table:
    """Return the table with rows and columns exchanged."""
    merges = tuple(Merge(merge.column, merge.row, merge.columns, merge.rows) for merge in table.merges)
    return replace(table, rows=tuple(zip(*table.rows, strict=True)), merges=merges, header_rows=header_rows)


def squared(rows: Sequence[Sequence[str]]) -> Rows:
    """Return rows made equally long by empty cells, empty rows and columns at the end left away."""
    kept = [[cell.strip() for cell in row] for row in rows]
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((at + 1 for row in kept for at, cell in enumerate(row) if cell), default=0)
    return tuple((*row[:width], *[""] * (width - len(row))) for row in kept)


def from_tabs(text: str) -> Rows:
    """Return the cells of a text as spreadsheets copy it: tabs, cells with breaks or quotation marks in marks, ragged."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(plain, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a mark that opens nothing, as in 5" pipes: no marks are meant
        rows = [line.split("\t") for line in plain.split("\n")]
    return squared([[cell.replace("\t", " ") for cell in row] for row in rows])


def to_tabs(table: Table) -> str:
    """Return the cells as text that spreadsheets read."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(table.rows)
    return out.getvalue()


def covered(merge: Merge) -> Iterator[tuple[int, int]]:
    """Yield the (row, column) of every cell a merged one takes up."""
    for row in range(merge.row, merge.row + merge.rows):
        for column in range(merge.column, merge.column + merge.columns):
            yield row, column


def fault_of(table: Table) -> tuple[str, str] | None:
    """Return (key, sentence) of what no table may be, or None."""
    if len({len(row) for row in table.rows}) > 1:
        return "rows", "各行的格数不一样"
    if len(table.rows) > MOST_ROWS or table.columns > MOST_COLUMNS:
        return "rows", f"太大，最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列"
    if not 0 <= table.header_rows <= len(table.rows):
        return "header_rows", "应当在 0 和行数之间"
    fault = _fault_of_merges(table)
    return ("merges", fault) if fault else None


def _cells_of(table: Table) -> range:
    return range(len(table.rows) * table.columns)


def _fault_of_merges(table: Table) -> str:
    taken: set[tuple[int, int]] = set()
    for merge in table.merges:
        least = min(merge.row, merge.column) < 0 or min(merge.rows, merge.columns) < 1
        if least or merge.row + merge.rows > len(table.rows) or merge.column + merge.columns > table.columns:
            return "合并的格子超出了表格"
        places = set(covered(merge))
        if places & taken:
            return "合并的格子互相重叠"
        if any(table.rows[row][column] for row, column in places - {(merge.row, merge.column)}):
            return "合并掉的格子里还有文字"
        taken |= places
    return ""


def _put(rows: Rows, row: int, column: int, text: str) -> Rows:
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise EditError("这个格子已经不在了", mend="请看表格现在的样子")
    cells = rows[row]
    return (*rows[:row], (*cells[:column], text, *cells[column + 1 :]), *rows[row + 1 :])


def _shifted(merge: Merge, at: int, by: int) -> Merge:
    if merge.row >= at:
        return replace(merge, row=merge.row + by)
    return replace(merge, rows=merge.rows + by) if merge.row + merge.rows > at else merge


def _apart(merges: Sequence[Merge], at: int) -> Iterator[Merge]:
    """Yield the merges as they are once the row at an index is gone; the text of one that began there goes with it."""
    for merge in merges:
        inside = merge.row <= at < merge.row + merge.rows
        after = replace(merge, rows=merge.rows - inside, row=merge.row - (at < merge.row))
        if after.rows and (after.rows > 1 or after.columns > 1):
            yield after


_BESIDE: Final[dict[int, tuple[Callable[[Table], str], Callable[[Table, str], Table]]]] = {
    HEADING: (lambda table: table.caption, lambda table, text: replace(table, caption=text)),
    UNIT: (lambda table: table.unit, lambda table, text: replace(table, unit=text)),
    NOTE: (lambda table: table.note, lambda table, text: replace(table, note=text)),
    SOURCE: (lambda table: table.source, lambda table, text: replace(table, source=text)),
}
