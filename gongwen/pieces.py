"""A document as the pieces a page is made of: one paragraph each, numbers computed, every character traced back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.attachments import annex_number, is_blank
from gongwen.document import ANCHOR, HEADING, Location, numbered
from gongwen.numerals import heading_number
from gongwen.piece import Builder, Piece, Role, Span
from gongwen.tablepieces import Tables, opens_with_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Header, Imprint, Section

__all__ = ["Piece", "Role", "Span", "canonical_text", "pieces"]

MARK_SUFFIX: Final = "文件"
"""What an authority mark may end in (GB/T 9704-2012, 7.2.4)."""

SPARE: Final = 100
"""Sections of earlier states that are remembered beyond those of the present one."""

SIGNATORIES_A_ROW: Final = 2
"""7.2.6: 一般每行排列两个姓名."""


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


def _plain(role: Role, text: str, section: str, paragraph: int = 0) -> Iterator[Piece]:
    if text.strip() and not text.startswith(ANCHOR):
        yield Piece(role, text, (Span(0, len(text), role, Location(section, paragraph, 0, len(text))),))


def _pieces(document: Document, kept: Kept) -> Iterator[Piece]:
    tables = Tables(document)
    yield from _masthead(document.header)
    for index, line in enumerate(document.title.split("\n")):
        yield from _title_line(document.title, index, line)
    for index, text in enumerate(document.byline):
        yield from _plain(Role.BYLINE, text, "byline", index)
    yield from _addressees(document.addressees)
    yield from _paragraphs(document.body, 0, tables)
    yield from _sections(document, tables, kept)
    for index, text in enumerate(document.closing):
        yield from _plain(Role.PARAGRAPH, text, "closing", index)
    yield from _attachments(document.attachments)
    for index, organ in enumerate(document.signature.organs):
        yield from _plain(Role.SIGNATURE, organ, "signature", index)
    yield from _plain(Role.DATE, document.signature.date, "date")
    if document.note.strip():
        builder = Builder(Role.NOTE)
        source = Location("note", 0, 0, len(document.note))
        bracket = not document.note.startswith("（")
        builder.add("（" if bracket else "", source, generated=True)
        builder.add(document.note, source)
        builder.add("）" if bracket else "", source, generated=True)
        yield builder.piece()
    for index, annex in enumerate(document.annexes):
        yield from _annex(document, index, annex, tables)
    yield from _imprint(document.imprint)


def _masthead(header: Header) -> Iterator[Piece]:
    """Yield the header's pieces from top to bottom; the number comes before the last row of signatories (7.2.6)."""
    yield from _plain(Role.COPY_NUMBER, header.copy_number, "copy_number")
    if header.classification.strip():
        builder = Builder(Role.CLASSIFICATION)
        builder.add(header.classification, Location("classification", 0, 0, len(header.classification)))
        period = Location("classification_period", 0, 0, len(header.classification_period))
        builder.add("★" if header.classification_period else "", period, generated=True)
        builder.add(header.classification_period, period)
        yield builder.piece()
    yield from _plain(Role.URGENCY, header.urgency, "urgency")
    yield from _mark(tuple(name for name in enumerate(header.authority_mark) if name[1].strip()))
    rows = _signatories(header.signatories)
    yield from rows[:-1]
    yield from _plain(Role.DOCUMENT_NUMBER, header.document_number, "document_number")
    yield from rows[-1:]


def _mark(names: tuple[tuple[int, str], ...]) -> Iterator[Piece]:
    """Yield the organs of the mark; of several the 文件 they share stands apart, beside them (7.2.4)."""
    shared: Piece | None = None
    for index, name in names:
        bare = name.removesuffix(MARK_SUFFIX) if len(names) > 1 else name
        if bare != name:
            source = Location("authority_mark", index, len(bare), len(name))
            shared = Piece(Role.MARK_SUFFIX, MARK_SUFFIX, (Span(0, len(MARK_SUFFIX), Role.MARK_SUFFIX, source),))
        span = Span(0, len(bare), Role.AUTHORITY_MARK, Location("authority_mark", index, 0, len(bare)))
        if bare:
            yield Piece(Role.AUTHORITY_MARK, bare, (span,))
    if shared is not None:
        yield shared


def _signatories(names: tuple[str, ...]) -> list[Piece]:
    """Return the rows of signatories, two names each (7.2.6)."""
    rows = []
    signed = [(index, name) for index, name in enumerate(names) if name.strip()]
    for at in range(0, len(signed), SIGNATORIES_A_ROW):
        builder = Builder(Role.SIGNATORIES)
        for index, name in signed[at : at + SIGNATORIES_A_ROW]:
            source = Location("signatories", index, 0, len(name))
            before = "签发人：" if not at and not builder.text else "　" if builder.text else ""
            builder.add(before, source, generated=True)
            builder.add(name, source, role=Role.SIGNATORY)
        rows.append(builder.piece())
    return rows


def _annex(document: Document, index: int, annex: Section, tables: Tables) -> Iterator[Piece]:
    """Yield an attachment's own pages: 附件 with its number, its title, its text (7.3.7)."""
    if is_blank(annex):
        return
    mark = Builder(Role.ANNEX_MARK)
    mark.add(annex_number(document, index), Location("attachments", index), generated=True)
    yield mark.piece()
    yield from _plain(Role.ANNEX_TITLE, annex.heading, annex.id, HEADING)
    yield from _paragraphs(annex, 0, tables)
    for section, level, number in numbered(annex, 1):
        yield from _section(section, level, number, tables)


def _imprint(imprint: Imprint) -> Iterator[Piece]:
    yield from _joined(Role.COPIED_TO, "抄送：", imprint.copied_to, "，", "。", "copied_to")
    yield from _plain(Role.PRINTED, imprint.printed_by, "printed")
    if imprint.printed_on.strip():
        builder = Builder(Role.PRINTED_ON)
        bare = imprint.printed_on.removesuffix("印发")
        builder.add(bare, Location("printed_on", 0, 0, len(bare)))
        builder.add("印发", Location("printed_on", 0, len(bare), len(imprint.printed_on)), generated=True)
        yield builder.piece()


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


def _joined(role: Role, label: str, items: tuple[str, ...], between: str, end: str, section: str) -> Iterator[Piece]:
    if any(item.strip() for item in items):
        builder = Builder(role)
        builder.add(label, Location(section, 0), generated=True)
        for index, item in enumerate(items):
            source = Location(section, index, 0, len(item))
            builder.add(between if index else "", source, generated=True)
            builder.add(item, source)
        builder.add(end, Location(section, len(items) - 1), generated=True)
        yield builder.piece()


def _sections(document: Document, tables: Tables, kept: Kept) -> Iterator[Piece]:
    sections = 0
    for section, level, number in document.sections():
        sections += 1
        found = kept.get(id(section))
        if found is None or found[0] is not section or found[1:3] != (level, number):
            found = (section, level, number, tuple(_section(section, level, number, tables)))
            if not any(text.startswith(ANCHOR) for text in section.paragraphs):  # a table may change by itself
                kept[id(section)] = found
        yield from found[3]
    if len(kept) > 2 * sections + SPARE:
        kept.clear()


def _section(section: Section, level: int, number: int, tables: Tables) -> Iterator[Piece]:
    role = Role(f"heading_{level}")
    heading = Location(section.id, HEADING, 0, len(section.heading))
    builder = Builder(role)
    builder.add(heading_number(level, number), Location(section.id, HEADING), generated=True)
    builder.add(section.heading, heading)
    first = 0
    if section.run_in and section.paragraphs and not opens_with_table(section):
        text = section.paragraphs[0]
        builder.add(text, Location(section.id, 0, 0, len(text)), role=Role.PARAGRAPH)
        first = 1
    yield builder.piece()
    yield from _paragraphs(section, first, tables)


def _paragraphs(section: Section, first: int, tables: Tables) -> Iterator[Piece]:
    """Yield a section's own paragraphs from the `first` on, tables where their places are."""
    for index in range(first, len(section.paragraphs)):
        text = section.paragraphs[index]
        if text.startswith(ANCHOR):
            yield from tables.pieces(text)
        else:
            yield from _plain(Role.PARAGRAPH, text, section.id, index)


def _attachments(names: tuple[str, ...]) -> Iterator[Piece]:
    for index, name in enumerate(names):
        builder = Builder(Role.ATTACHMENTS)
        source = Location("attachments", index, 0, len(name))
        label = "附件：" if index == 0 else ""
        builder.add(label + (f"{index + 1}." if len(names) > 1 else ""), source, generated=True)
        builder.add(name, source)
        yield builder.piece()
