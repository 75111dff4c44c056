"""A table as pieces: its caption with a computed number, unit line, cells, note and source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, HEADING, NOTE, SOURCE, UNIT, Document, Location, Section, Table
from gongwen.piece import Piece, Role, Span

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


class Tables:
    """Gives out the tables of a document where their places are; a table is printed at its first place only."""

    def __init__(self, document: Document) -> None:
        self._waiting = {table.id: table for table in document.tables}
        self._numbers = numbers(document)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of the table whose place a paragraph is; a place without a table gives none."""
        table = self._waiting.pop(anchored(text), None)
        if table is not None and table.rows:
            yield from _caption(table, self._numbers.get(table.id, 0))
            yield from _beside(table, 0)
            yield _cells(table)
            yield from _beside(table, 1)
            yield from _beside(table, 2)


def anchored(text: str) -> str:
    """Return the id of the table whose place a paragraph is, or empty."""
    return text[len(ANCHOR) :] if text.startswith(ANCHOR) else ""


def numbers(document: Document) -> dict[str, int]:
    """Return the numbers of captions by table; a document with a single caption has none."""
    if len(document.tables) < 2:
        return {}
    captioned = {table.id for table in document.tables if table.caption.strip() and table.rows}
    places = [anchored(text) for part in document.walk() for text in part.paragraphs if text.startswith(ANCHOR)]
    placed = [table_id for table_id in dict.fromkeys(places) if table_id in captioned]
    return {table_id: number for number, table_id in enumerate(placed, 1)} if len(placed) > 1 else {}


def flat(cell: str) -> str:
    """Return a cell's text in one line, as long as it was."""
    return cell.replace("\n", " ").replace("\t", " ")


def opens_with_table(section: Section) -> bool:
    """Whether a section's first paragraph is the place of a table, so that no heading runs into it."""
    return section.paragraphs[0].startswith(ANCHOR)


def _caption(table: Table, number: int) -> Iterator[Piece]:
    text = flat(table.caption)
    if text.strip():
        label = f"表{number}　" if number else ""
        place = Location(table.id, HEADING, 0, len(text))
        spans = (Span(0, len(label), Role.TABLE_CAPTION, place, generated=True),) if label else ()
        last = Span(len(label), len(label) + len(text), Role.TABLE_CAPTION, place)
        yield Piece(Role.TABLE_CAPTION, label + text, (*spans, last), table)


def _beside(table: Table, which: int) -> Iterator[Piece]:
    paragraph, role, words, alike = LABELS[which]
    text = flat((table.unit, table.note, table.source)[which])
    if text.strip():
        label = "" if text.startswith(alike) else words
        place = Location(table.id, paragraph, 0, len(text))
        spans = (Span(0, len(label), role, place, generated=True),) if label else ()
        yield Piece(role, label + text, (*spans, Span(len(label), len(label) + len(text), role, place)), table)


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
