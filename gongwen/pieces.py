"""A document as the pieces a page is made of: one paragraph each, numbers computed, every character traced back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.attachments import annex_number, is_unwritten
from gongwen.document import ANCHOR, HEADING, Location, numbered
from gongwen.footpieces import foot, imprint
from gongwen.headpieces import masthead
from gongwen.insets import Insets, opens_apart
from gongwen.numerals import heading_number
from gongwen.paragraphs import Lists, mark_of
from gongwen.piece import Builder, Piece, Role, Span, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Section

__all__ = ["Piece", "Role", "Span", "canonical_text", "pieces"]

SPARE: Final = 100
"""Sections of earlier states that are remembered beyond those of the present one."""


Kept = dict[int, tuple["Section", int, int, tuple[Piece, ...]]]
"""The pieces of sections by their identity: the section itself, its level and number, and what they gave."""


def pieces(document: Document, kept: Kept | None = None) -> tuple[Piece, ...]:
    """Return the document's printed paragraphs in reading order; empty fields and empty paragraphs give none.

    With `kept` from an earlier call a section that has not changed gives the same pieces again.
    """
    return tuple(_pieces(document, {} if kept is None else kept))


def canonical_text(document: Document) -> str:
    """Return the document's text, one printed paragraph a line, without indents; offsets of findings count in it."""
    return "".join(f"{piece.text}\n" for piece in pieces(document))


def _pieces(document: Document, kept: Kept) -> Iterator[Piece]:
    insets = Insets(document)
    yield from masthead(document)
    for index, line in enumerate(document.title.split("\n")):
        yield from _title_line(document.title, index, line)
    for index, text in enumerate(document.byline):
        yield from plain(Role.BYLINE, text, "byline", index)
    yield from _addressees(document.addressees)
    yield from _paragraphs(document.body, 0, insets)
    yield from _sections(document, insets, kept)
    for index, text in enumerate(document.closing):
        yield from plain(Role.PARAGRAPH, text, "closing", index)
    yield from foot(document)
    for index, annex in enumerate(document.annexes):
        yield from _annex(document, index, annex, insets)
    yield from imprint(document.imprint, document.layout)


def _annex(document: Document, index: int, annex: Section, insets: Insets) -> Iterator[Piece]:
    """Yield an attachment's own pages: 附件 with its number, its title, its text (7.3.7); none while it is not written."""
    if is_unwritten(document, index):
        return
    mark = Builder(Role.ANNEX_MARK)
    mark.add(annex_number(document, index), Location("attachments", index), generated=True)
    yield mark.piece()
    yield from plain(Role.ANNEX_TITLE, annex.heading, annex.id, HEADING)
    yield from _paragraphs(annex, 0, insets)
    for section, level, number in numbered(annex, 1):
        yield from _section(section, level, number, insets)


def _title_line(title: str, index: int, line: str) -> Iterator[Piece]:
    if line.strip():
        start = sum(len(part) + 1 for part in title.split("\n")[:index])
        source = Location("title", 0, start, start + len(line))
        yield Piece(Role.TITLE, line, (Span(0, len(line), Role.TITLE, source),))


def _addressees(text: str) -> Iterator[Piece]:
    if text.strip():
        builder = Builder(Role.ADDRESSEES)
        bare = text.rstrip("：:")
        builder.add(bare, Location("addressees", 0, 0, len(bare)))
        builder.add("：", Location("addressees", 0, len(bare), len(bare)), generated=True)
        yield builder.piece()


def _sections(document: Document, insets: Insets, kept: Kept) -> Iterator[Piece]:
    sections = 0
    for section, level, number in document.sections():
        sections += 1
        found = kept.get(id(section))
        if found is None or found[0] is not section or found[1:3] != (level, number):
            found = (section, level, number, tuple(_section(section, level, number, insets)))
            if not any(text.startswith(ANCHOR) for text in section.paragraphs):  # they may change by themselves
                kept[id(section)] = found
        yield from found[3]
    if len(kept) > 2 * sections + SPARE:
        kept.clear()


def _section(section: Section, level: int, number: int, insets: Insets) -> Iterator[Piece]:
    role = Role(f"heading_{level}")
    heading = Location(section.id, HEADING, 0, len(section.heading))
    builder = Builder(role)
    builder.add(heading_number(level, number), Location(section.id, HEADING), generated=True)
    builder.add(section.heading, heading)
    first = 0
    if section.run_in and section.paragraphs and not opens_apart(section):
        text = section.paragraphs[0]
        builder.add(text, Location(section.id, 0, 0, len(text)), role=Role.PARAGRAPH)
        first = 1
    yield builder.piece()
    yield from _paragraphs(section, first, insets)


def _paragraphs(section: Section, first: int, insets: Insets) -> Iterator[Piece]:
    """Yield a section's own paragraphs from the `first` on, tables and figures where their places are."""
    lists = Lists()
    for index in range(first, len(section.paragraphs)):
        text = section.paragraphs[index]
        if text.startswith(ANCHOR):
            yield from insets.pieces(text)
        else:
            yield from _paragraph(text, lists.number(text), Location(section.id, index))


def _paragraph(text: str, number: str, place: Location) -> Iterator[Piece]:
    """Yield a paragraph as the piece it is: an item begins with its number, a mark is never printed."""
    mark = mark_of(text)
    if not mark:
        yield from plain(Role.PARAGRAPH, text, place.section, place.paragraph)
    elif (rest := text[len(mark) :]).strip():
        builder = Builder(Role.ITEM if number else Role.QUOTATION)
        builder.add(number, replace(place, start=len(mark), end=len(mark)), generated=True)
        builder.add(rest, replace(place, start=len(mark), end=len(text)))
        yield builder.piece()
