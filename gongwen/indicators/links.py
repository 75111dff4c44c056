"""Where the links of a text are: found by their words and the characters round them, so that text stays plain text.

What a link is depends on the text and the table alone; nothing has to be told of an edit. Only `kept` writes down anew
what stands round a link, so that many small edits never add up to a lost one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.edits import set_paragraphs
from gongwen.indicators.linkplaces import AROUND, places, remember, searched, unmoved
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import worded
from gongwen.nextyear.untouched import still_carried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document, Location
    from gongwen.indicators.data import Data, Link


class State(StrEnum):
    """What a link's place says against the table."""

    TRUE = "true"
    STALE = "stale"
    """The words are those last put there, and the table says otherwise, or nothing."""
    TYPED = "typed"
    """A person has written other words there."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Placed:
    """A link, where its words are (None when gone), what stands there, and what the table says (empty: nothing)."""

    link: Link
    state: State
    location: Location | None
    words: str
    right: str


def placed(document: Document) -> tuple[Placed, ...]:
    """Return every link of a document with its place and state, in the order of the links."""
    if not document.data.links:
        return ()
    found = places(document)
    indicators = by_id(document.data)
    made = []
    for link in document.data.links:
        right = worded(indicators, link.indicator, link.period, link.group, link.wording)
        place = found.get(link.id)
        if place is None:
            made.append(Placed(link, State.GONE, None, "", right))
            continue
        words = _words_at(document, place)
        state = State.TRUE if words == right else State.STALE if words == link.words else State.TYPED
        made.append(Placed(link, state, place, words, right))
    return tuple(made)


def linked(document: Document, link: Link, place: Location) -> Document:
    """Return the document with the words at a place made a link; its words and surroundings are read from the text."""
    text = document.section(place.section).paragraphs[place.paragraph]
    made = _noted(replace(link, section=place.section), text, place.start, place.end)
    others = tuple(each for each in document.data.links if each.id != link.id)
    return replace(document, data=replace(document.data, links=(*others, made)))


def unlinked(document: Document, link_id: str) -> Document:
    """Return the document without a link; its words stay as plain text."""
    links = tuple(each for each in document.data.links if each.id != link_id)
    return replace(document, data=replace(document.data, links=links))


def kept(document: Document, was: Document | None = None) -> Document:
    """Return the document with each link's surroundings as they stand now; the same value when nothing moved.

    With the document it `was` before an edit, links outside of what was typed are where they were, whatever stands there.
    """
    if not document.data.links:
        return document
    sure = unmoved(was, document) if was is not None and was.data.links == document.data.links else {}
    found = searched(document, sure)
    texts = {part.id: part.paragraphs for part in document.walk()}
    links = tuple(_kept(link, found.get(link.id), texts) for link in document.data.links)
    if links != document.data.links:
        document = replace(document, data=replace(document.data, links=links))
    remember(document, found)
    return document


def followed(document: Document, data: Data) -> Document:
    """Return the document with another table, and every link that nobody typed over saying what the table says.

    Words stay where the table says nothing. The links of `data` are those the document is to have.
    """
    was, before, indicators = document, by_id(document.data), by_id(data)
    document = replace(document, data=data)
    found = places(document)
    changes: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    links = {link.id: link for link in data.links}
    for link in data.links:
        place = found.get(link.id)
        right = worded(indicators, link.indicator, link.period, link.group, link.wording)
        words = _words_at(document, place) if place is not None else ""
        said = {link.words, worded(before, link.indicator, link.period, link.group, link.wording)}
        if place is not None and right and right != words and words in said:
            changes.setdefault((place.section, place.paragraph), []).append((place.start, place.end, right))
            links[link.id] = replace(link, words=right)
    if not changes:
        return kept(document)
    made = _rewritten(replace(document, data=replace(data, links=tuple(links.values()))), changes)
    return kept(still_carried(was, made))


def put_right(document: Document, link_id: str) -> Document:
    """Return the document with what the table says at a link's place, whoever wrote what there; the same when it says nothing."""
    for each in placed(document):
        if each.link.id == link_id and each.location is not None and each.right:
            place = each.location
            links = tuple(replace(one, words=each.right) if one.id == link_id else one for one in document.data.links)
            changed = {(place.section, place.paragraph): [(place.start, place.end, each.right)]}
            return kept(_rewritten(replace(document, data=replace(document.data, links=links)), changed))
    return document


def _rewritten(document: Document, changes: dict[tuple[str, int], list[tuple[int, int, str]]]) -> Document:
    sections: dict[str, list[str]] = {}
    for (section, paragraph), edits in changes.items():
        texts = sections.setdefault(section, list(document.section(section).paragraphs))
        for start, end, words in sorted(edits, reverse=True):
            texts[paragraph] = texts[paragraph][:start] + words + texts[paragraph][end:]
    for section, texts in sections.items():
        document = set_paragraphs(document, section, tuple(texts))
    return document


def _kept(link: Link, place: Location | None, texts: Mapping[str, tuple[str, ...]]) -> Link:
    if place is None:
        return link
    text = texts[place.section][place.paragraph]
    words = link.words if text[place.start : place.end] != link.words else None
    made = _noted(replace(link, section=place.section), text, place.start, place.end)
    return made if words is None else replace(made, words=words)


def _noted(link: Link, text: str, start: int, end: int) -> Link:
    around = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return replace(link, words=text[start:end], before=around[0], after=around[1])


def _words_at(document: Document, place: Location) -> str:
    return document.section(place.section).paragraphs[place.paragraph][place.start : place.end]
