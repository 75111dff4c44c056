"""A table as pieces: its caption with a computed number, unit line, cells, note and source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.anchors import numbers_of
from gongwen.document import HEADING, NOTE, SOURCE, UNIT, Document, Location, Table
from gongwen.piece import Piece, Role, Span, labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT: Final = 256
"""Tables whose cells are remembered as a piece: a keystroke elsewhere does not build them anew."""

LABELS: Final = (
    (UNIT, Role.TABLE_UNIT, "单位：", ("单位：", "单位:", "计量单位")),
    (NOTE, Role.TABLE_NOTE, "注：", ("注：", "注:", "备注", "说明")),
    (SOURCE, Role.TABLE_SOURCE, "资料来源：", ("资料来源", "数据来源", "来源：", "来源:")),
)
"""What stands round a table, with the words put before it unless it has words like them."""


def table_pieces(table: Table, number: int) -> Iterator[Piece]:
    """Yield the pieces of a table; `number` is its caption's, or 0."""
    if table.rows:
        label = f"表{number}　" if number else ""
        yield from labelled(Role.TABLE_CAPTION, label, flat(table.caption), Location(table.id, HEADING), table)
        yield from _beside(table, 0)
        yield _cells(table)
        yield from _beside(table, 1)
        yield from _beside(table, 2)


def numbers(document: Document) -> dict[str, int]:
    """Return the numbers of captions by table; a document with a single caption has none."""
    return numbers_of(document, {table.id for table in document.tables if table.caption.strip() and table.rows})


def flat(cell: str) -> str:
    """Return a cell's text in one line, as long as it was."""
    return cell.replace("\n", " ").replace("\t", " ")


def _beside(table: Table, which: int) -> Iterator[Piece]:
    paragraph, role, words, alike = LABELS[which]
    text = flat((table.unit, table.note, table.source)[which])
    label = "" if text.startswith(alike) else words
    yield from labelled(role, label, text, Location(table.id, paragraph), table)


@lru_cache(maxsize=KEPT)
def _cells(table: Table) -> Piece:
    spans: list[Span] = []
    texts: list[str] = []
    at = index = 0
    for number, row in enumerate(table.rows):
        role = Role.TABLE_HEAD if number < table.header_rows else Role.TABLE
        for column, cell in enumerate(row):
            place = Location(table.id, index, 0, len(cell))
            if index:
                before = Location(table.id, index - 1)
                spans.append(Span(at, at + 1, role, before, generated=True))
                texts.append("\t" if column else "\n")
                at += 1
            if cell:
                spans.append(Span(at, at + len(cell), role, place))
                texts.append(flat(cell))
                at += len(cell)
            index += 1
    return Piece(Role.TABLE, "".join(texts), tuple(spans), table)
