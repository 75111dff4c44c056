"""A returned text beside the one that was sent: which character is which, and what is different without being marked."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.review.printed import MARK
from gongwen.together.pairing import paired
from gongwen.together.wording import LONGEST, Mark, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE: Final = dict.fromkeys("“”„‟＂", '"') | dict.fromkeys("‘’‚‛＇`", "'") | dict.fromkeys("。｡", ".")
"""Marks that programs put in each other's place."""

BETWEEN: Final = frozenset((MARK, "\t"))
"""What ends a paragraph; a tab stands between two that share a row."""

UNSEEN: Final = frozenset("\u200b\u200c\u200d\u00ad\ufeff")
"""Characters without width."""

LIKE: Final = 0.5
"""From what share of characters in common on, a text is a form of another."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what programs change by themselves: widths, quotation marks, white space; and where each character was."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters [start, end) of the text that was sent, and [first, last) of the returned one that stand there instead."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Collation:
    """Characters that both texts have, as (place in the returned one, place in the one sent), in order; and the differences."""

    shared: tuple[tuple[int, int], ...]
    differences: tuple[Difference, ...]
    likeness: float

    def range_of(self, first: int, last: int) -> range:
        """Return where characters [first, last) of the returned text stood when it was sent; empty at a place between."""
        a, b = bisect_left(self.shared, (first, -1)), bisect_left(self.shared, (last, -1))
        if a < b:
            return range(self.shared[a][1], self.shared[b - 1][1] + 1)
        at = self.point(first)
        return range(at, at)

    def point(self, place: int) -> int:
        """Return where a place between characters was: behind what stands before it."""
        index = bisect_left(self.shared, (place, -1))
        return self.shared[index - 1][1] + 1 if index else 0

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the returned text between what stands before `start` and after `end` of the one sent."""
        left = bisect_left(self.shared, start, key=lambda pair: pair[1])
        right = bisect_left(self.shared, end, key=lambda pair: pair[1])
        first = self.shared[left - 1][0] + 1 if left else 0
        last = self.shared[right][0] if right < len(self.shared) else (self.shared[-1][0] + 1 if self.shared else 0)
        return first, max(first, last)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in BETWEEN or char in ALIKE:
        return ALIKE.get(char, MARK)
    return "".join(each for each in unicodedata.normalize("NFKC", char) if not each.isspace() and each not in UNSEEN)


def fold(text: str) -> Folded:
    """Return a text folded; of MARKs one after the other only the first is kept, and none at the beginning."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for each in _folded(char):
            if each != MARK or (out and out[-1] != MARK):
                out.append(each)
                places.append(place)
    return Folded("".join(out), tuple(places))


def same(one: str, other: str) -> bool:
    """Whether two wordings differ at most in what programs change by themselves."""
    return one == other or fold(one).text.replace(MARK, "") == fold(other).text.replace(MARK, "")


def collate(sent: str, returned: str) -> Collation:
    """Return which character of a returned text is which of the one that was sent."""
    one, other = fold(sent), fold(returned)
    shared: list[tuple[int, int]] = []
    differences: list[Difference] = []
    for (i, j), (k, m), alike in _stretches(one.text, other.text):
        if alike:
            shared += zip(other.places[k:m], one.places[i:j], strict=True)
        else:
            differences.append(Difference(*_span(one, i, j, sent), *_span(other, k, m, returned)))
    kept = sum(sent[at] != MARK for _, at in shared)
    whole = len(one.text.replace(MARK, "")) + len(other.text.replace(MARK, ""))
    whole_pairs = tuple(_filled(list(_rising(shared)), sent, returned))
    return Collation(whole_pairs, tuple(differences), 2 * kept / whole if whole else 1.0)


def _rising(shared: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs without those of a character that folding made into several."""
    last = (-1, -1)
    for pair in shared:
        if pair[0] > last[0] and pair[1] > last[1]:
            yield pair
            last = pair


def _filled(shared: list[tuple[int, int]], sent: str, returned: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs with those of the white space that stands between them in both texts alike."""
    last = (-1, -1)
    for here, there in shared:
        gap = here - last[0] - 1
        if 0 < gap == there - last[1] - 1 and returned[last[0] + 1 : here] == sent[last[1] + 1 : there]:
            yield from ((last[0] + step, last[1] + step) for step in range(1, gap + 1))
        yield here, there
        last = here, there


def _span(folded: Folded, start: int, end: int, text: str) -> tuple[int, int]:
    """Return where folded characters [start, end) were; between characters, behind what stands before."""
    if start < end:
        return folded.places[start], folded.places[end - 1] + 1
    at = folded.places[start - 1] + 1 if start else min(folded.places[:1] or (len(text),))
    return at, at


def _stretches(one: str, other: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Yield the stretches of two folded texts one after the other, and whether they are equal."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only those who compare need it

    lines, others = one.splitlines(keepends=True), other.splitlines(keepends=True)
    starts, heads = _starts(lines), _starts(others)
    i = k = 0
    codes = [code for code in Indel.opcodes(lines, others) if code.tag == "equal"]
    for a, b, c, d in [
        *((x.src_start, x.src_end, x.dest_start, x.dest_end) for x in codes),
        (len(lines),) * 2 + (len(others),) * 2,
    ]:
        if (i, k) != (a, c):
            for (p, q), (r, t) in _covering(paired(lines[i:a], others[k:c]), a - i, c - k):
                at, to = starts[i + p], heads[k + r]
                yield from _inside(at, "".join(lines[i + p : i + q]), to, "".join(others[k + r : k + t]))
        if a < b:
            yield (starts[a], starts[b]), (heads[c], heads[d]), True
        i, k = b, d


def _covering(
    pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]], ones: int, others: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield pairs of stretches with what lies between them."""
    i = k = 0
    for (a, b), (c, d) in [*pairs, ((ones, ones), (others, others))]:
        if (i, k) != (a, c):
            yield (i, a), (k, c)
        if a < b:
            yield (a, b), (c, d)
        i, k = b, d


def _inside(at: int, old: str, to: int, new: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Yield the stretches of two lines."""
    if max(len(old), len(new)) > LONGEST:
        yield from _by_characters(at, old, to, new)
        return
    i, k = at, to
    gone = come = 0
    for run in (*runs(old, new), None):
        if run is not None and run.mark is Mark.OLD:
            gone += len(run.text)
        elif run is not None and run.mark is Mark.NEW:
            come += len(run.text)
        else:
            if gone or come:
                yield (i, i + gone), (k, k + come), False
            i, k = i + gone, k + come
            gone = come = 0
            if run is not None:
                yield (i, i + len(run.text)), (k, k + len(run.text)), True
                i, k = i + len(run.text), k + len(run.text)


def _by_characters(at: int, old: str, to: int, new: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    i = k = 0
    for code in [code for code in Indel.opcodes(old, new) if code.tag == "equal"]:
        if (i, k) != (code.src_start, code.dest_start):
            yield (at + i, at + code.src_start), (to + k, to + code.dest_start), False
        yield (at + code.src_start, at + code.src_end), (to + code.dest_start, to + code.dest_end), True
        i, k = code.src_end, code.dest_end
    if (i, k) != (len(old), len(new)):
        yield (at + i, at + len(old)), (to + k, to + len(new)), False


def _starts(lines: Sequence[str]) -> tuple[int, ...]:
    out = [0]
    for line in lines:
        out.append(out[-1] + len(line))
    return tuple(out)
