"""A document as the pieces a page is made of: one paragraph each, numbers computed, every character traced back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, Location, numbered
from gongwen.numerals import heading_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Header, Imprint, Section


MARK_SUFFIX: Final = "文件"
"""What an authority mark may end in (GB/T 9704-2012, 7.2.4)."""

SIGNATORIES_A_ROW: Final = 2
"""7.2.6: 一般每行排列两个姓名."""


class Role(StrEnum):
    """What a piece is; the typesetter and the exporters give each role its type (GB/T 9704-2012, 7.2 to 7.4)."""

    COPY_NUMBER = "copy_number"
    CLASSIFICATION = "classification"
    URGENCY = "urgency"
    AUTHORITY_MARK = "authority_mark"
    MARK_SUFFIX = "mark_suffix"
    DOCUMENT_NUMBER = "document_number"
    SIGNATORIES = "signatories"
    SIGNATORY = "signatory"
    TITLE = "title"
    BYLINE = "byline"
    ADDRESSEES = "addressees"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    PARAGRAPH = "paragraph"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ANNEX_MARK = "annex_mark"
    ANNEX_TITLE = "annex_title"
    COPIED_TO = "copied_to"
    PRINTED = "printed"
    PRINTED_ON = "printed_on"

    @property
    def level(self) -> int:
        """1 to 4 for a heading, 0 for everything else."""
        return int(self[-1]) if self.startswith("heading_") else 0


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a piece and the place they come from.

    When `generated` (a number, 附件：, a separator) the characters stand in no field; `source` is then the place a
    click on them should lead to. `role` is the type the characters are set in: a run-in heading's piece has a
    heading span and a paragraph span.
    """

    start: int
    end: int
    role: Role
    source: Location
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed paragraph: its whole text with computed numbers, and where every character comes from."""

    role: Role
    text: str
    spans: tuple[Span, ...]


def pieces(document: Document) -> tuple[Piece, ...]:
    """Return the document's printed paragraphs in reading order; empty fields and empty paragraphs give none."""
    return tuple(_pieces(document))


def canonical_text(document: Document) -> str:
    """Return the document's text, one printed paragraph a line, without indents; offsets of findings count in it."""
    return "".join(f"{piece.text}\n" for piece in pieces(document))


class _Builder:
    """Collects the spans of one piece."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.text = ""
        self.spans: list[Span] = []

    def add(self, text: str, source: Location, *, role: Role | None = None, generated: bool = False) -> None:
        if text:
            start = len(self.text)
            self.text += text
            self.spans.append(Span(start, len(self.text), role or self.role, source, generated))

    def piece(self) -> Piece:
        return Piece(self.role, self.text, tuple(self.spans))


def _plain(role: Role, text: str, section: str, paragraph: int = 0) -> Iterator[Piece]:
    if text.strip():
        yield Piece(role, text, (Span(0, len(text), role, Location(section, paragraph, 0, len(text))),))


def _pieces(document: Document) -> Iterator[Piece]:
    yield from _masthead(document.header)
    for index, line in enumerate(document.title.split("\n")):
        yield from _title_line(document.title, index, line)
    for index, text in enumerate(document.byline):
        yield from _plain(Role.BYLINE, text, "byline", index)
    yield from _addressees(document.addressees)
    for index, text in enumerate(document.body.paragraphs):
        yield from _plain(Role.PARAGRAPH, text, BODY_ID, index)
    for section, level, number in document.sections():
        yield from _section(section, level, number)
    for index, text in enumerate(document.closing):
        yield from _plain(Role.PARAGRAPH, text, "closing", index)
    yield from _attachments(document.attachments)
    for index, organ in enumerate(document.signature.organs):
        yield from _plain(Role.SIGNATURE, organ, "signature", index)
    yield from _plain(Role.DATE, document.signature.date, "date")
    if document.note.strip():
        builder = _Builder(Role.NOTE)
        source = Location("note", 0, 0, len(document.note))
        bracket = not document.note.startswith("（")
        builder.add("（" if bracket else "", source, generated=True)
        builder.add(document.note, source)
        builder.add("）" if bracket else "", source, generated=True)
        yield builder.piece()
    for index, annex in enumerate(document.annexes):
        yield from _annex(document, index, annex)
    yield from _imprint(document.imprint)


def _masthead(header: Header) -> Iterator[Piece]:
    """Yield the header's pieces from top to bottom; the number comes before the last row of signatories (7.2.6)."""
    yield from _plain(Role.COPY_NUMBER, header.copy_number, "copy_number")
    if header.classification.strip():
        builder = _Builder(Role.CLASSIFICATION)
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
        builder = _Builder(Role.SIGNATORIES)
        for index, name in signed[at : at + SIGNATORIES_A_ROW]:
            source = Location("signatories", index, 0, len(name))
            before = "签发人：" if not at and not builder.text else "　" if builder.text else ""
            builder.add(before, source, generated=True)
            builder.add(name, source, role=Role.SIGNATORY)
        rows.append(builder.piece())
    return rows


def _annex(document: Document, index: int, annex: Section) -> Iterator[Piece]:
    """Yield an attachment's own pages: 附件 with its number, its title, its text (7.3.7)."""
    if annex.is_empty and not annex.heading.strip():
        return
    mark = _Builder(Role.ANNEX_MARK)
    many = max(len(document.attachments), len(document.annexes)) > 1
    mark.add(f"附件{index + 1}" if many else "附件", Location("attachments", index), generated=True)
    yield mark.piece()
    yield from _plain(Role.ANNEX_TITLE, annex.heading, annex.id, HEADING)
    for at, text in enumerate(annex.paragraphs):
        yield from _plain(Role.PARAGRAPH, text, annex.id, at)
    for section, level, number in numbered(annex, 1):
        yield from _section(section, level, number)


def _imprint(imprint: Imprint) -> Iterator[Piece]:
    yield from _joined(Role.COPIED_TO, "抄送：", imprint.copied_to, "，", "。", "copied_to")
    yield from _plain(Role.PRINTED, imprint.printed_by, "printed")
    if imprint.printed_on.strip():
        builder = _Builder(Role.PRINTED_ON)
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
        builder = _Builder(Role.ADDRESSEES)
        bare = text.rstrip("：:")
        builder.add(bare, Location("addressees", 0, 0, len(bare)))
        builder.add("：", Location("addressees", 0, len(bare), len(bare)), generated=True)
        yield builder.piece()


def _joined(role: Role, label: str, items: tuple[str, ...], between: str, end: str, section: str) -> Iterator[Piece]:
    if any(item.strip() for item in items):
        builder = _Builder(role)
        builder.add(label, Location(section, 0), generated=True)
        for index, item in enumerate(items):
            source = Location(section, index, 0, len(item))
            builder.add(between if index else "", source, generated=True)
            builder.add(item, source)
        builder.add(end, Location(section, len(items) - 1), generated=True)
        yield builder.piece()


def _section(section: Section, level: int, number: int) -> Iterator[Piece]:
    role = Role(f"heading_{level}")
    heading = Location(section.id, HEADING, 0, len(section.heading))
    builder = _Builder(role)
    builder.add(heading_number(level, number), Location(section.id, HEADING), generated=True)
    builder.add(section.heading, heading)
    first = 0
    if section.run_in and section.paragraphs:
        text = section.paragraphs[0]
        builder.add(text, Location(section.id, 0, 0, len(text)), role=Role.PARAGRAPH)
        first = 1
    yield builder.piece()
    for index in range(first, len(section.paragraphs)):
        yield from _plain(Role.PARAGRAPH, section.paragraphs[index], section.id, index)


def _attachments(names: tuple[str, ...]) -> Iterator[Piece]:
    for index, name in enumerate(names):
        builder = _Builder(Role.ATTACHMENTS)
        source = Location("attachments", index, 0, len(name))
        label = "附件：" if index == 0 else ""
        builder.add(label + (f"{index + 1}." if len(names) > 1 else ""), source, generated=True)
        builder.add(name, source)
        yield builder.piece()
