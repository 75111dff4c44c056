"""The search for a link's place: by its words and the characters round them; what an edit left alone is where it was."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gongwen.document import Document, Section
    from gongwen.indicators.data import Link

AROUND: Final = 12
"""Characters on either side that a link is known by."""

LEAST: Final = 2
"""Characters round a link that must be the same where it is found in its own section, with its own words."""

ENOUGH: Final = 4
"""Characters round a link that must be the same where it is found in another section, or with other words."""

TYPED_OVER: Final = 24
"""Characters that a person may have written in place of a link's words."""


_KNOWN: Final[deque[tuple[Document, Mapping[str, Location]]]] = deque(maxlen=8)
"""Where the links of the last few documents are: a document never changes, and many ask of the same one."""


def remember(document: Document, found: Mapping[str, Location]) -> None:
    """Keep where the links of a document are, for who asks next."""
    _KNOWN.append((document, found))


def places(document: Document) -> Mapping[str, Location]:
    """Return where each link is, as `searched` finds it."""
    for known, where in tuple(_KNOWN):
        if known is document:
            return where
    found = searched(document, {})
    remember(document, found)
    return found


def searched(document: Document, sure: Mapping[str, Location]) -> Mapping[str, Location]:
    """Return where each link is; no two are at one place. A link is where its words are, best where most round them is the same."""
    sections = {part.id: part for part in document.walk()}
    found = dict(sure)
    taken = {(place.section, place.paragraph, at) for place in sure.values() for at in range(place.start, place.end)}
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
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle)
    return low


def _within_number(text: str, start: int, end: int) -> bool:
    """Whether digits go on beyond the words: 24场 is not in 124场, 1.2 not in 1.25."""
    return bool(
        (text[start].isdigit() and re.search(r"\d[.,]?$", text[max(start - 2, 0) : start]))
        or (text[end - 1].isdigit() and re.match(r"[.,]?\d", text[end : end + 2]))
    )


def unmoved(was: Document, document: Document) -> dict[str, Location]:
    """Return where links are now that stood outside of what an edit changed in their section."""
    before, now = ({part.id: part.paragraphs for part in each.walk()} for each in (was, document))
    found: dict[str, Location] = {}
    for key, place in places(was).items():
        old, new = before[place.section], now.get(place.section)
        if new is None:
            continue
        if old is new:
            found[key] = place
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
    return {
        key: place
        for key, place in found.items()
        if not _within_number(now[place.section][place.paragraph], place.start, place.end)
    }
