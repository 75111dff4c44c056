"""Where the links of a text are: found by their words and the characters round them, so that text stays plain text.

What a link is depends on the text and the table alone; nothing has to be told of an edit. Only `kept` writes down anew
what stands round a link, so that many small edits never add up to a lost one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, Location
from gongwen.edits import set_paragraphs
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import worded
from gongwen.nextyear.untouched import still_carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.document import Document, Section
    from gongwen.indicators.data import Data, Link

AROUND: Final = 12
"""Characters on either side that a link is known by."""

LEAST: Final = 2
"""Characters round a link that must be the same where it is found in its own section, with its own words."""

ENOUGH: Final = 4
"""Characters round a link that must be the same where it is found in another section, or with other words."""

TYPED_OVER: Final = 24
"""Characters that a person may have written in place of a link's words."""


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
    found = _places(document)
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
    sure = _unmoved(was, document) if was is not None and was.data.links == document.data.links else {}
    if sure:
        links = tuple(_kept(document, link, sure.get(link.id)) for link in document.data.links)
        document = replace(document, data=replace(document.data, links=links))
    found = _places(document)
    links = tuple(_kept(document, link, found.get(link.id)) for link in document.data.links)
    return document if links == document.data.links else replace(document, data=replace(document.data, links=links))


def followed(document: Document, data: Data) -> Document:
    """Return the document with another table, and every link that nobody typed over saying what the table says.

    Words stay where the table says nothing. The links of `data` are those the document is to have.
    """
    was, before, indicators = document, by_id(document.data), by_id(data)
    document = replace(document, data=data)
    found = _places(document)
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


def _unmoved(was: Document, document: Document) -> dict[str, Location]:
    """Return where links are now that stood outside of what an edit changed in their section."""
    now = {part.id: part.paragraphs for part in document.walk()}
    found: dict[str, Location] = {}
    for key, place in _places(was).items():
        old, new = was.section(place.section).paragraphs, now.get(place.section)
        if new is None or old is new:
            continue
        front = _shared(old, new)
        back = _shared(old[front:][::-1], new[front:][::-1])
        if place.paragraph < front:
            found[key] = place
        elif place.paragraph >= len(old) - back:
            found[key] = replace(place, paragraph=place.paragraph + len(new) - len(old))
        elif place.paragraph == front and len(old) - back == len(new) - back == front + 1:
            one, other = old[front], new[front]
            opens = _shared(one, other)
            closes = min(_shared(one[::-1], other[::-1]), min(len(one), len(other)) - opens)
            if place.end <= opens:
                found[key] = place
            elif place.start >= len(one) - closes:
                shift = len(other) - len(one)
                found[key] = replace(place, start=place.start + shift, end=place.end + shift)
    return found


def _rewritten(document: Document, changes: dict[tuple[str, int], list[tuple[int, int, str]]]) -> Document:
    sections: dict[str, list[str]] = {}
    for (section, paragraph), edits in changes.items():
        texts = sections.setdefault(section, list(document.section(section).paragraphs))
        for start, end, words in sorted(edits, reverse=True):
            texts[paragraph] = texts[paragraph][:start] + words + texts[paragraph][end:]
    for section, texts in sections.items():
        document = set_paragraphs(document, section, tuple(texts))
    return document


def _kept(document: Document, link: Link, place: Location | None) -> Link:
    if place is None:
        return link
    text = document.section(place.section).paragraphs[place.paragraph]
    words = link.words if text[place.start : place.end] != link.words else None
    made = _noted(replace(link, section=place.section), text, place.start, place.end)
    return made if words is None else replace(made, words=words)


def _noted(link: Link, text: str, start: int, end: int) -> Link:
    around = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return replace(link, words=text[start:end], before=around[0], after=around[1])


def _words_at(document: Document, place: Location) -> str:
    return document.section(place.section).paragraphs[place.paragraph][place.start : place.end]


def _places(document: Document) -> dict[str, Location]:
    """Return where each link is; no two are at one place. A link is where its words are, best where most round them is the same."""
    sections = {part.id: part for part in document.walk()}
    found: dict[str, Location] = {}
    taken: set[tuple[str, int, int]] = set()
    links = document.data.links
    for search in (_in_own, _elsewhere, _typed_over):
        left = [link for link in links if link.id not in found]
        if not left:
            break
        rated = [
            (-score, order, place, link.id)
            for order, link in enumerate(left)
            for score, place in search(link, sections)
        ]
        for _, _, place, key in sorted(
            rated, key=lambda each: (*each[:2], each[2].section, each[2].paragraph, each[2].start)
        ):
            spots = {(place.section, place.paragraph, at) for at in range(place.start, place.end)}
            if key not in found and not spots & taken:
                found[key] = place
                taken |= spots
    return found


def _in_own(link: Link, sections: dict[str, Section]) -> Iterator[tuple[int, Location]]:
    if link.section in sections:
        yield from _occurrences(link, (sections[link.section],), LEAST)


def _elsewhere(link: Link, sections: dict[str, Section]) -> Iterator[tuple[int, Location]]:
    yield from _occurrences(link, (part for key, part in sections.items() if key != link.section), ENOUGH)


def _occurrences(link: Link, sections: Iterable[Section], least: int) -> Iterator[tuple[int, Location]]:
    for part in sections:
        for index, text in enumerate(part.paragraphs):
            at = text.find(link.words) if link.words and not text.startswith(ANCHOR) else -1
            while at >= 0:
                end = at + len(link.words)
                score = _alike(link, text, at, end)
                if score >= least and not _within_number(text, at, end):
                    yield score, Location(part.id, index, at, end)
                at = text.find(link.words, at + 1)


def _typed_over(link: Link, sections: dict[str, Section]) -> Iterator[tuple[int, Location]]:
    """Yield where a link's surroundings are with other words between them, in its own section."""
    part = sections.get(link.section)
    before, after = link.before[-ENOUGH:], link.after[:ENOUGH]
    if part is None or len(before) + len(after) < ENOUGH:
        return
    for index, text in enumerate(part.paragraphs):
        if text.startswith(ANCHOR):
            continue
        for start in [match.end() for match in re.finditer(re.escape(before), text)] if before else [0]:
            end = text.find(after, start) if after else len(text)
            words = text[start:end]
            if (
                end > start
                and len(words) <= TYPED_OVER
                and re.search(r"\d|持平", words)
                and not re.search("[。；]", words)
            ):
                yield _alike(link, text, start, end), Location(part.id, index, start, end)


def _alike(link: Link, text: str, start: int, end: int) -> int:
    """Return how many characters on both sides are those the link was last seen between; an end of the text is as good as some."""
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    ends = (link.before == before and len(before) < AROUND) + (link.after == after and len(after) < AROUND)
    return _shared(link.before[::-1], before[::-1]) + _shared(link.after, after) + ends


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many characters, or texts, two sequences begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _within_number(text: str, start: int, end: int) -> bool:
    """Whether digits go on beyond the words: 24场 is not in 124场, 1.2 not in 1.25."""
    return bool(
        (text[start].isdigit() and re.search(r"\d[.,]?$", text[max(start - 2, 0) : start]))
        or (text[end - 1].isdigit() and re.match(r"[.,]?\d", text[end : end + 2]))
    )
