"""Three-way merge of sequences: what one side changed is taken, what both changed differently is a clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Items = tuple[str, ...]
Value = TypeVar("Value")

ALIKE: Final = 50.0
"""From what likeness on, in hundredths, an item is taken for another's new form."""


class Hunk(NamedTuple):
    """A stretch of the base that one side made into something else; empty at both ends is an insertion."""

    start: int
    end: int
    items: Items


@dataclass(frozen=True, slots=True)
class Clash:
    """A stretch that both sides changed, differently; with an empty base both put something in at one place."""

    base: Items
    mine: Items
    theirs: Items


def three(base: Value, mine: Value, theirs: Value) -> Value:
    """Return what of a value that is no text stands: what one side changed, and mine when both did, as the later."""
    return theirs if mine == base else mine


def hunks(base: Items, other: Items) -> list[Hunk]:
    """Return how a sequence differs from the base: the fewest items taken out and put in, neighbours joined."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only those who work together need it

    found: list[Hunk] = []
    for code in Indel.opcodes(base, other):
        start, items = code.src_start, other[code.dest_start : code.dest_end]
        if code.tag == "equal":
            continue
        if found and found[-1].end == start:
            last = found.pop()
            start, items = last.start, last.items + items
        found.append(Hunk(start, code.src_end, items))
    return [each for hunk in found for each in _paired(base, hunk)]


def _paired(base: Items, hunk: Hunk) -> list[Hunk]:
    """Return a change of neighbours each into its like as changes of each: another's change of one meets only that."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - as above

    old = base[hunk.start : hunk.end]
    if len(old) < 2 or len(old) != len(hunk.items):
        return [hunk]
    if any(ratio(one, other) < ALIKE for one, other in zip(old, hunk.items, strict=True)):
        return [hunk]
    return [Hunk(at, at + 1, (item,)) for at, item in enumerate(hunk.items, hunk.start)]


def merge(base: Items, mine: Items, theirs: Items) -> Iterator[Items | Clash]:
    """Yield the merged sequence in stretches; changes of neighbours that do not overlap are both taken."""
    ours, others = hunks(base, mine), hunks(base, theirs)
    at = 0
    while ours or others:
        if ours and others and ours[0] == others[0]:
            hunk = ours.pop(0)
            others.pop(0)
            yield base[at : hunk.start] + hunk.items
            at = hunk.end
        elif ours and others and _overlap(ours[0], others[0]):
            start, end, left, right = _grown(ours, others)
            yield base[at:start]
            mine, theirs = _applied(base, start, end, left), _applied(base, start, end, right)
            yield theirs if mine == theirs else Clash(base[start:end], mine, theirs)
            at = end
        else:
            first = ours if not others or (ours and ours[0][:2] <= others[0][:2]) else others
            hunk = first.pop(0)
            yield base[at : hunk.start] + hunk.items
            at = hunk.end
    yield base[at:]


def _overlap(one: Hunk, other: Hunk) -> bool:
    """Whether two changes touch the same items; something put in right before what the other changed does not."""
    if one.start == other.start:
        return (one.start == one.end) == (other.start == other.end)
    return one.start < other.end and other.start < one.end


def _grown(ours: list[Hunk], others: list[Hunk]) -> tuple[int, int, list[Hunk], list[Hunk]]:
    """Take the first changes of both sides and all that overlap with what was taken; return the stretch and both."""
    left, right = [ours.pop(0)], [others.pop(0)]
    start, end = min(left[0].start, right[0].start), max(left[0].end, right[0].end)
    grew = True
    while grew:
        grew = False
        for hunks_left, taken in ((ours, left), (others, right)):
            while hunks_left and hunks_left[0].start < end:
                taken.append(hunks_left.pop(0))
                end = max(end, taken[-1].end)
                grew = True
    return start, end, left, right


def _applied(base: Items, start: int, end: int, changes: list[Hunk]) -> Items:
    made: Items = ()
    at = start
    for hunk in changes:
        made += base[at : hunk.start] + hunk.items
        at = hunk.end
    return made + base[at:end]
