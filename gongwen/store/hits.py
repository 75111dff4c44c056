"""What a search shows: the places where words really stand, with the text round them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from gongwen.errors import GongwenError
from gongwen.store.passages import frame_of, headings, passages
from gongwen.store.revisions import digests_at, unpacked
from gongwen.store.schema import blob, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

    from gongwen.document import Location
    from gongwen.store.index import Candidate
    from gongwen.store.passages import Passage
    from gongwen.store.words import Seeker

MOST_REPORTS, MOST_HITS, MOST_PARTS, AT_ONCE = 20, 3, 50_000, 64
"""Reports of one answer, places of one report, parts that are looked through for them, and parts that are read at once."""

BEFORE, SHOWN = 18, 90
"""Characters of a snippet before the first word that was found, and altogether."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found: what it is called (empty for fields), and its text in pieces, with whether each was asked for."""

    place: Location
    heading: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundIn:
    """A report in which the words were found; `more` says that there may be other places in it."""

    id: str
    hits: tuple[Hit, ...]
    more: bool


def read(
    connection: Connection, candidates: Iterator[Candidate], among: Callable[[str], bool], seeker: Seeker
) -> tuple[tuple[FoundIn, ...], bool]:
    """Return the reports in which candidates really have the words, and whether there may be others."""
    reader = _Reader(candidates, among)
    found: dict[str, list[Hit]] = {}
    while batch := reader.batch():
        texts = texts_of(connection, (digest for _, _, digest in batch))
        for name, part, digest in batch:
            hits = [] if name in reader.full else _hits(passages_of(part, texts.get(digest, "")), seeker)
            if hits and name not in found and len(found) == MOST_REPORTS:
                return _named(connection, found), True
            if hits:
                found.setdefault(name, []).extend(hits)
                if len(found[name]) > MOST_HITS:
                    reader.full.add(name)
    return _named(connection, found), reader.looked > MOST_PARTS


class _Reader:
    """Takes from candidates as many at once as one query reads, of each report no more than are shown."""

    def __init__(self, candidates: Iterator[Candidate], among: Callable[[str], bool]) -> None:
        self._candidates = candidates
        self._among = among
        self._later: list[Candidate] = []
        self.full: set[str] = set()
        self.looked = 0

    def batch(self) -> list[Candidate]:
        """Return the next to be read; none when there are no others, or when enough were looked through."""
        taken: Counter[str] = Counter()
        batch: list[Candidate] = []
        later: list[Candidate] = []
        for candidate in chain(self._later, self._candidates):
            name = candidate[0]
            self.looked += 1
            if self.looked > MOST_PARTS:
                return []
            if name in self.full or not self._among(name):
                continue
            if taken[name] > MOST_HITS:  # the first ones are most often enough
                later.append(candidate)
                continue
            taken[name] += 1
            batch.append(candidate)
            if len(batch) == AT_ONCE:
                break
        self._later = later
        return batch


def passages_of(part: str, stored: str) -> tuple[Passage, ...]:
    """Return the texts of a part; none of one that cannot be read: who opens the report is told."""
    try:
        return passages(part, stored)
    except (GongwenError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def texts_of(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Return the texts of digests, as far as they are kept."""
    query = select(blob.c.digest, blob.c.data).where(blob.c.digest.in_(bindparam("digests", expanding=True)))
    return {row.digest: unpacked(row.data) for row in connection.execute(query, {"digests": sorted(set(digests))})}


def _hits(texts: tuple[Passage, ...], seeker: Seeker) -> list[Hit]:
    """Return where in a part all the words are: each passage with all of them, or the one with most of them."""
    counts = [seeker.count(each.text) for each in texts]
    whole = [each for each, count in zip(texts, counts, strict=True) if count == seeker.phrases]
    if not whole and texts and seeker.all_in(each.text for each in texts):
        whole = [texts[counts.index(max(counts))]]
    return [_hit(each, seeker) for each in whole]


def _hit(found: Passage, seeker: Seeker) -> Hit:
    text, ranges = found.text, seeker.ranges(found.text)
    start, end = ranges[0] if ranges else (0, 0)
    first = max(0, start - BEFORE) if start > BEFORE + 4 else 0
    last = max(end, min(len(text), first + SHOWN))
    pieces: list[tuple[str, bool]] = [("…", False)] if first else []
    at = first
    for begin, until in (each for each in ranges if each[0] < last):
        pieces += [(text[at:begin], False), (text[begin:until], True)]
        at = until
    pieces += [(text[at:last], False), ("…" if max(at, last) < len(text) else "", False)]
    shift = found.place.start
    place = replace(found.place, start=start + shift, end=end + shift)
    return Hit(place, "", tuple((piece.replace("\n", " "), marked) for piece, marked in pieces if piece))


def _named(connection: Connection, found: dict[str, list[Hit]]) -> tuple[FoundIn, ...]:
    frames = _frames(connection, found)
    return tuple(_found_in(name, hits, frames.get(name, "")) for name, hits in found.items())


def _found_in(name: str, hits: list[Hit], frame: str) -> FoundIn:
    """Return what was found in a report, in reading order, with the names of places."""
    try:
        called = headings(frame_of(frame))
    except (GongwenError, ValueError, TypeError, KeyError, AttributeError):
        called = {}
    order = {section: at for at, section in enumerate(called)}
    shown = sorted(hits, key=lambda hit: order.get(hit.place.section, -1))[:MOST_HITS]
    named = tuple(replace(hit, heading=called.get(hit.place.section, "")) for hit in shown)
    return FoundIn(name, named, len(hits) > MOST_HITS)


def _frames(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    query = select(report.c.id, report.c.frame).where(report.c.id.in_(bindparam("names", expanding=True)))
    return {row.id: row.frame for row in connection.execute(query, {"names": list(names)})}


def all_parts(connection: Connection) -> Iterator[Candidate]:
    """Yield all parts there are, last saved first: what is read where no index can be kept."""
    names = connection.execute(select(report.c.id).order_by(report.c.saved_at.desc())).scalars().all()
    for name in names:
        for part, digest in digests_at(connection, name, 1 << 30).items():
            yield name, part, digest
