"""A document as checks read it: every text with its place, what it is and the section it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, Document, Location
from gongwen.gaps import texts
from gongwen.paragraphs import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Section


class Kind(StrEnum):
    """What a text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    CAPTION = "caption"
    FIELD = "field"
    """A line of another field: addressees, signature, date, attachments and the like."""


PROSE: Final = frozenset({Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH})
ANYWHERE: Final = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Block:
    """One text: where it stands, what it is; `level` is that of its section (1 to 4), 0 outside one.

    `skip` is how many characters a list's mark takes up at its start; they are no text (see gongwen.paragraphs).
    """

    location: Location
    text: str
    kind: Kind
    level: int = 0
    skip: int = 0

    @property
    def section(self) -> str:
        """The id of the section or field it stands in."""
        return self.location.section

    def at(self, start: int, end: int) -> Location:
        """Return the place of characters of this text."""
        return Location(self.location.section, self.location.paragraph, start, end)


class Reading:
    """A document and what all rules ask of it, made once a check."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks: tuple[Block, ...] = tuple(_blocks(document))

    @cached_property
    def parts(self) -> tuple[tuple[Section, int, int], ...]:
        """Every section of the body with its level and its number among its siblings, both from 1."""
        return tuple(self.document.sections())

    @cached_property
    def by_section(self) -> Mapping[str, tuple[Block, ...]]:
        """The blocks of each section or field by its id, in order; those of tables are under the tables' ids."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            found.setdefault(block.section, []).append(block)
        return {section: tuple(blocks) for section, blocks in found.items()}

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The paragraphs of the body and the attachments, in reading order."""
        return tuple(block for block in self.blocks if block.kind is Kind.PARAGRAPH)

    @cached_property
    def text(self) -> str:
        """All running text, a block a line; to ask whether a word occurs at all."""
        return "\n".join(block.text for block in self.blocks if block.kind in PROSE)

    def text_of(self, section: Section) -> str:
        """Return all text of a section and those below it, headings included, a block a line."""
        ids = [each.id for each in section.walk()]
        return "\n".join(block.text for name in ids for block in self.by_section.get(name, ()))


def _blocks(document: Document) -> list[Block]:
    levels = {section.id: level for section, level, _ in document.sections()}
    sections = {section.id for section in document.walk()}
    insets = {table.id for table in document.tables}
    found = []
    for place, text in texts(document):
        if not text:
            continue
        kind = _kind(place, sections, insets)
        skip = len(mark_of(text)) if kind is Kind.PARAGRAPH else 0
        found.append(Block(place, text, kind, levels.get(place.section, 0), skip))
    return found


def _kind(place: Location, sections: set[str], insets: set[str]) -> Kind:
    if place.section == "title":
        return Kind.TITLE
    if place.section in insets:
        return Kind.CAPTION if place.paragraph < 0 else Kind.CELL
    if place.section in sections or place.section == BODY_ID:
        return Kind.HEADING if place.paragraph == HEADING else Kind.PARAGRAPH
    return Kind.PARAGRAPH if place.section == "closing" else Kind.FIELD
