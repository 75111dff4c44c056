"""Figures in the text that are the table's and are not linked to it yet: what a person is offered to link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.checks.mentions import mentions
from gongwen.checks.reading import Reading
from gongwen.indicators.data import Link
from gongwen.indicators.links import linked, placed
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.checks.mentions import Mention
    from gongwen.document import Document, Location
    from gongwen.indicators.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that could be linked, and the link it would be; the words there are just what the table says."""

    link: Link
    location: Location


def offers(document: Document) -> tuple[Offer, ...]:
    """Return the places of sections whose words are what the table says of what they name, in the order of the text."""
    if not document.data.indicators:
        return ()
    sections = {part.id for part in document.walk()}
    taken = [each.location for each in placed(document) if each.location is not None]
    known = by_id(document.data)
    found = []
    for each in mentions(document, Reading(document).paragraphs):
        inside = any(overlap(each.location, place) for place in taken)
        if each.agrees and each.location.section in sections and not inside and (link := _link(each, known)):
            found.append(Offer(link, each.location))
    return tuple(found)


def taken_up(document: Document, wanted: tuple[Offer, ...]) -> Document:
    """Return the document with offers made links; one whose words stand there no more is left out."""
    for each in wanted:
        place = each.location
        paragraphs = next((part.paragraphs for part in document.walk() if part.id == place.section), ())
        if (
            place.paragraph < len(paragraphs)
            and paragraphs[place.paragraph][place.start : place.end] == each.link.words
        ):
            document = linked(document, each.link, place)
    return document


def overlap(one: Location, other: Location) -> bool:
    """Whether two places share characters."""
    same = (one.section, one.paragraph) == (other.section, other.paragraph)
    return same and one.start < other.end and other.start < one.end


def _link(mention: Mention, known: Mapping[str, Indicator]) -> Link | None:
    """Return the link a place would be, in the table's own way of writing where that is how it is written; None when none is."""
    for wording in (replace(mention.wording, places=-1), mention.wording):
        if worded(known, mention.indicator.id, mention.period, wording=wording) == mention.words:
            key, section = f"i{secrets.token_hex(4)}", mention.location.section
            return Link(key, mention.indicator.id, mention.period, section, mention.words, wording=wording)
    return None
