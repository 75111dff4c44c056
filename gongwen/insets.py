"""What stands between paragraphs as pieces: figures, and the tables and figures of a document where their places are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.anchors import anchored, numbers_of
from gongwen.document import ANCHOR, HEADING, SOURCE, Document, Figure, Location, Section
from gongwen.paragraphs import mark_of
from gongwen.piece import Piece, Role, Span, labelled
from gongwen.tablepieces import flat, numbers, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = ("资料来源", "数据来源", "图片来源", "来源：", "来源:", "摄影")
"""Words of a figure's source line that need no others before them."""


class Insets:
    """Gives out the tables and figures of a document where their places are; each is printed at its first place only."""

    def __init__(self, document: Document) -> None:
        self._tables = {table.id: table for table in document.tables}
        self._figures = {figure.id: figure for figure in document.figures}
        self._numbers = numbers(document) | figure_numbers(document)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of what stands where a paragraph says; a place without anything gives none."""
        inset_id = anchored(text)
        number = self._numbers.get(inset_id, 0)
        if table := self._tables.pop(inset_id, None):
            yield from table_pieces(table, number)
        if figure := self._figures.pop(inset_id, None):
            yield from figure_pieces(figure, number)


def figure_numbers(document: Document) -> dict[str, int]:
    """Return the numbers of captions by figure; a document with a single caption has none."""
    return numbers_of(document, {figure.id for figure in document.figures if figure.caption.strip()})


def figure_pieces(figure: Figure, number: int) -> Iterator[Piece]:
    """Yield the pieces of a figure: its picture, its caption, its source; `number` is its caption's, or 0."""
    yield Piece(Role.FIGURE, "", (Span(0, 0, Role.FIGURE, Location(figure.id, 0)),), figure=figure)
    label = f"图{number}　" if number else ""
    place = Location(figure.id, HEADING)
    yield from labelled(Role.FIGURE_CAPTION, label, flat(figure.caption), place, figure=figure)
    label = "" if figure.source.startswith(SOURCES) else "资料来源："
    yield from labelled(Role.FIGURE_SOURCE, label, flat(figure.source), Location(figure.id, SOURCE), figure=figure)


def opens_apart(section: Section) -> bool:
    """Whether a section's first paragraph is a table, a figure, an item or a quotation, so that no heading runs into it."""
    return section.paragraphs[0].startswith(ANCHOR) or bool(mark_of(section.paragraphs[0]))
