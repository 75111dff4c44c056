"""The places of tables and figures in the text: paragraphs of one mark and an id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document import ANCHOR, Document, Location, Section
from gongwen.edits import update_section

if TYPE_CHECKING:
    from collections.abc import Collection


def anchored(text: str) -> str:
    """Return the id of the table or figure whose place a paragraph is, or empty."""
    return text[len(ANCHOR) :] if text.startswith(ANCHOR) else ""


def anchor(document: Document, section_id: str, index: int, inset_id: str) -> Document:
    """Return the document with a place put into a section before the paragraph at an index."""

    def change(section: Section) -> Section:
        at = min(max(index, 0), len(section.paragraphs))
        return replace(section, paragraphs=(*section.paragraphs[:at], ANCHOR + inset_id, *section.paragraphs[at:]))

    return update_section(document, section_id, change)


def unanchored(document: Document, inset_id: str) -> Document:
    """Return the document without the places of a table or a figure, which it keeps."""
    mine = ANCHOR + inset_id

    def change(section: Section) -> Section:
        return replace(section, paragraphs=tuple(text for text in section.paragraphs if text != mine))

    for part in tuple(document.walk()):
        if mine in part.paragraphs:
            document = update_section(document, part.id, change)
    return document


def move_anchor(document: Document, section_id: str, index: int, inset_id: str) -> Document:
    """Return the document with a table or a figure moved to before the paragraph at an index of a section."""
    earlier = document.section(section_id).paragraphs[:index].count(ANCHOR + inset_id)
    return anchor(unanchored(document, inset_id), section_id, index - earlier, inset_id)


def section_of(document: Document, inset_id: str) -> Section | None:
    """Return the section in which a table or a figure stands, or None."""
    mine = ANCHOR + inset_id
    return next((part for part in document.walk() if mine in part.paragraphs), None)


def home_of(document: Document, location: Location) -> Location:
    """Return the place in the text of the table or figure that a location lies in; any other location as it is."""
    section = section_of(document, location.section)
    if section is None:
        return location
    return Location(section.id, section.paragraphs.index(ANCHOR + location.section))


def numbers_of(document: Document, captioned: Collection[str]) -> dict[str, int]:
    """Return the numbers of those with captions, in the order they stand in; a single one has none."""
    if len(captioned) < 2:
        return {}
    places = (anchored(text) for part in document.walk() for text in part.paragraphs if text.startswith(ANCHOR))
    placed = [inset_id for inset_id in dict.fromkeys(places) if inset_id in captioned]
    return {inset_id: number for number, inset_id in enumerate(placed, 1)} if len(placed) > 1 else {}
