"""What came from last year's report and nobody has touched or confirmed yet, found from the text by digests of its sentences.

Nothing has to be told of an edit: a sentence that reads as it was carried over is one that nobody has touched. A confirmed
one keeps its digest behind a mark, so that how much of a report is last year's can still be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, HEADING, Location
from gongwen.paragraphs import bare
from gongwen.sentences import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongwen.document import Document, Figure, Section, Table

CONFIRMED: Final = "="
"""Begins the digest of a sentence that somebody has confirmed."""

_SAYS: Final = re.compile("[0-9A-Za-z\u4e00-\u9fff]{2}")
_DIGIT: Final = re.compile("[0-9]")

Piece = tuple[int, int, str]
"""Where a sentence begins and ends in its paragraph, and its digest."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a report is last year's: sentences carried over, those still the same (seen or not), those not seen, all."""

    carried: int
    unchanged: int
    unseen: int
    all: int

    @property
    def of_carried(self) -> float:
        """The unchanged ones' part of those carried over."""
        return min(self.unchanged / self.carried, 1.0) if self.carried else 0.0

    @property
    def of_all(self) -> float:
        """The unchanged ones' part of the whole report."""
        return self.unchanged / self.all if self.all else 0.0


def carried_over(document: Document) -> Document:
    """Return the document with every sentence of it marked as last year's."""
    digests = tuple(sorted({digest for _, digest in _pieces(document)}))
    return replace(document, data=replace(document.data, carried=digests))


def carried_places(document: Document, section: str | None = None) -> tuple[Location, ...]:
    """Return where nobody has looked yet, in reading order; with a section its own alone.

    A place is a sentence, a row of a table (the place of its first cell) or a figure.
    """
    left = _sets(document.data.carried)[0]
    if not left:
        return ()
    parts = document.walk() if section is None else (document.section(section),)
    return tuple(place for part in parts for place, digest in _of(document, part) if digest in left)


def counted(document: Document) -> dict[str, tuple[int, int]]:
    """Return by section how many of its sentences are last year's, unchanged, and how many of them nobody has looked at."""
    left, seen = _sets(document.data.carried)
    found: dict[str, tuple[int, int]] = {}
    if left or seen:
        for part in document.walk():
            here = [digest for _, digest in _of(document, part)]
            unseen = sum(digest in left for digest in here)
            if count := unseen + sum(digest in seen for digest in here):
                found[part.id] = count, unseen
    return found


def confirmed(document: Document, places: Collection[Location]) -> Document:
    """Return the document with the sentences at these places confirmed: they stay, and are marked no more."""
    wanted = {(place.section, place.paragraph, place.start) for place in places}
    left, seen = _sets(document.data.carried)
    done = {
        digest
        for place, digest in _pieces(document)
        if digest in left and (place.section, place.paragraph, place.start) in wanted
    }
    if not done:
        return document
    kept = (*(left - done), *(CONFIRMED + digest for digest in seen | done))
    return replace(document, data=replace(document.data, carried=tuple(sorted(kept))))


def confirmed_section(document: Document, section: str) -> Document:
    """Return the document with all of a section confirmed, its tables and figures with it."""
    return confirmed(document, carried_places(document, section))


def share(document: Document) -> Share:
    """Return how much of a report is last year's."""
    left, seen = _sets(document.data.carried)
    whole = [digest for _, digest in _pieces(document)] if left or seen else []
    unseen = sum(digest in left for digest in whole)
    return Share(len(left | seen), unseen + sum(digest in seen for digest in whole), unseen, len(whole))


def still_carried(was: Document, now: Document) -> Document:
    """Return a document in which only figures followed their table, with the sentences that nobody had seen marked as before."""
    left = _sets(was.data.carried)[0]
    if not left:
        return now
    before = {part.id: part.paragraphs for part in was.walk()}
    more: set[str] = set()
    for part in now.walk():
        for old, new in zip(before.get(part.id, ()), part.paragraphs, strict=False):
            if old != new:
                both = zip(_sentences(old), _sentences(new), strict=False)
                more |= {mine[2] for theirs, mine in both if theirs[2] in left and theirs[2] != mine[2]}
    if not more:
        return now
    return replace(now, data=replace(now.data, carried=tuple(sorted({*now.data.carried, *more}))))


@lru_cache(maxsize=16)
def _sets(carried: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the digests nobody has confirmed, and those confirmed."""
    seen = frozenset(each[1:] for each in carried if each.startswith(CONFIRMED))
    return frozenset(each for each in carried if not each.startswith(CONFIRMED)) - seen, seen


def _pieces(document: Document) -> Iterator[tuple[Location, str]]:
    for part in document.walk():
        yield from _of(document, part)


def _of(document: Document, part: Section) -> Iterator[tuple[Location, str]]:
    for index, text in enumerate(part.paragraphs):
        if not text.startswith(ANCHOR):
            for start, end, digest in _sentences(text):
                yield Location(part.id, index, start, end), digest
        else:
            yield from _of_inset(document, text[len(ANCHOR) :])


def _of_inset(document: Document, inset: str) -> Iterator[tuple[Location, str]]:
    """Yield the rows of a table that hold figures, or a figure; what is drawn from the indicators follows them by itself."""
    if any(drawing.id == inset for drawing in document.data.drawings):
        return
    for table in document.tables:
        if table.id == inset:
            for row, digest in _rows(table):
                yield Location(inset, row * table.columns, 0, len(table.rows[row][0])), digest
    for figure in document.figures:
        if figure.id == inset:
            yield Location(inset, HEADING, 0, len(figure.caption)), _drawn(figure)


@lru_cache(maxsize=8192)
def _sentences(text: str) -> tuple[Piece, ...]:
    """Return the sentences of a paragraph that say anything."""
    mark = len(text) - len(bare(text))
    found = []
    for match in SENTENCE.finditer(text, mark):
        words = match[0].strip()
        if _SAYS.search(words):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append((start, start + len(words), _digest(words)))
    return tuple(found)


@lru_cache(maxsize=256)
def _rows(table: Table) -> tuple[tuple[int, str], ...]:
    return tuple(
        (at, _digest("\t".join(row)))
        for at, row in enumerate(table.rows)
        if at >= table.header_rows and _DIGIT.search("".join(row))
    )


def _drawn(figure: Figure) -> str:
    return _digest(f"{figure.picture.digest}\t{figure.caption}")


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=6).hexdigest()
