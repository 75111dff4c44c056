"""A printed paragraph as a value: its role, its text with computed numbers, every character traced back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.document import ANCHOR, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Figure, Table


class Role(StrEnum):
    """What a piece is; the typesetter and the exporters give each role its type (GB/T 9704-2012, 7.2 to 7.4, 10)."""

    COPY_NUMBER = "copy_number"
    CLASSIFICATION = "classification"
    URGENCY = "urgency"
    AUTHORITY_MARK = "authority_mark"
    MARK_SUFFIX = "mark_suffix"
    DOCUMENT_NUMBER = "document_number"
    SIGNATORIES = "signatories"
    SIGNATORY = "signatory"
    ISSUER = "issuer"
    ISSUED_ON = "issued_on"
    TITLE = "title"
    BYLINE = "byline"
    ADDRESSEES = "addressees"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE_CAPTION = "table_caption"
    TABLE_UNIT = "table_unit"
    TABLE = "table"
    TABLE_HEAD = "table_head"
    TABLE_NOTE = "table_note"
    TABLE_SOURCE = "table_source"
    FIGURE = "figure"
    FIGURE_CAPTION = "figure_caption"
    FIGURE_SOURCE = "figure_source"
    ATTACHMENTS = "attachments"
    ATTENDANCE = "attendance"
    ATTENDANCE_LABEL = "attendance_label"
    SIGNATURE = "signature"
    SIGNER = "signer"
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
    """One printed paragraph: its whole text with computed numbers, and where every character comes from.

    A table's cells are one piece, a line a row and a tab between cells; it and the lines round it name their `table`.
    A picture is a piece without text; it and the lines under it name their `figure`.
    """

    role: Role
    text: str
    spans: tuple[Span, ...]
    table: Table | None = None
    figure: Figure | None = None


def labelled(
    role: Role, label: str, text: str, place: Location, table: Table | None = None, figure: Figure | None = None
) -> Iterator[Piece]:
    """Yield the line that stands beside a table or a figure: its text, typed at a place, after a label; none gives none."""
    if text.strip():
        source = replace(place, end=len(text))
        spans = (Span(0, len(label), role, source, generated=True),) if label else ()
        last = Span(len(label), len(label) + len(text), role, source)
        yield Piece(role, label + text, (*spans, last), table, figure)


class Builder:
    """Collects the spans of one piece."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.text = ""
        self.spans: list[Span] = []

    def add(self, text: str, source: Location, *, role: Role | None = None, generated: bool = False) -> None:
        """Add characters; an empty text adds nothing."""
        if text:
            start = len(self.text)
            self.text += text
            self.spans.append(Span(start, len(self.text), role or self.role, source, generated))

    def piece(self) -> Piece:
        """Return the piece."""
        return Piece(self.role, self.text, tuple(self.spans))


def plain(role: Role, text: str, section: str, paragraph: int = 0) -> Iterator[Piece]:
    """Yield a text as the piece it is; a blank one and the place of a table give none."""
    if text.strip() and not text.startswith(ANCHOR):
        yield Piece(role, text, (Span(0, len(text), role, Location(section, paragraph, 0, len(text))),))
