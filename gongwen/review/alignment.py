"""Which characters of a text are still there after a change, and which are new."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from gongwen.sentences import sentences
from gongwen.together.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Iterator

Sentences = tuple[str, ...]

Block = tuple[int, int, int]
"""Where characters start before and after a change, and how many they are."""

ISLAND: Final = 16
"""Characters kept between two pieces of new text that count as new: fewer stay by chance."""

LEAST_KEPT: Final = 0.5
"""Share of the words that must be left for them to count as still there."""

WIDEST, ROOM = 3, 60
"""So many times as long, and so many characters more, may words become; else what stands between them is another text."""

RUN, LIKE = 4, 45.0
"""So many characters in a row do not stand in two stretches by chance; in stretches so like, in hundredths, fewer neither."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks (start before, start after, length) that stand in both of two texts, in their order, and the lengths of both."""

    blocks: tuple[tuple[int, int, int], ...]
    old: int
    new: int

    def words(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words [start, end) are after the change, or None when most of them are gone."""
        low, high = self._near(start, end)
        pieces = [
            (new + max(start - old, 0), min(end, old + size) - max(start, old))
            for old, new, size in self.blocks[low:high]
        ]  # fmt: skip
        most = WIDEST * (end - start) + ROOM
        while pieces and pieces[-1][0] + pieces[-1][1] - pieces[0][0] > most:
            del pieces[0 if pieces[0][1] <= pieces[-1][1] else -1]  # a mark or two that stayed by chance, far away
        kept = sum(size for _new, size in pieces)
        if not pieces or kept < LEAST_KEPT * (end - start):
            return None
        first, stop = pieces[0][0], pieces[-1][0] + pieces[-1][1]
        return self._head(low, start, first, kept // 2), self._tail(high, end, stop, kept // 2)

    def _near(self, start: int, end: int) -> tuple[int, int]:
        """Return the first of the blocks that hold some of the words [start, end), and the one after the last."""
        low = max(bisect_right(self.blocks, start, key=itemgetter(0)) - 1, 0)
        if low < len(self.blocks) and self.blocks[low][0] + self.blocks[low][2] <= start:
            low += 1
        return low, bisect_left(self.blocks, end, lo=low, key=itemgetter(0))

    def _head(self, low: int, start: int, first: int, most: int) -> int:
        """Take along what replaced the first of the words, and nothing else did."""
        old, new, size = self.blocks[low - 1] if low else (0, 0, 0)
        return new + size if old + size == start and first - new - size <= most else first

    def _tail(self, high: int, end: int, stop: int, most: int) -> int:
        """Take along what replaced the last of the words, and nothing else did."""
        old, new, _size = self.blocks[high] if high < len(self.blocks) else (self.old, self.new, 0)
        return new if old == end and 0 <= new - stop <= most else stop

    def point(self, at: int) -> int:
        """Return where a place between two characters is after the change: behind what stood before it, if that is left."""
        best = 0
        for old, new, size in self.blocks:
            if old <= at <= old + size:
                return new + at - old
            if old + size < at:
                best = new + size
        return best

    @property
    def fresh(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the new text that are new; short pieces kept between them belong to them."""
        spans: list[tuple[int, int]] = []
        foot = 0
        for _old, new, size in (*self.blocks, (self.old, self.new, 0)):
            if new > foot:
                if spans and foot - spans[-1][1] < ISLAND:
                    spans[-1] = (spans[-1][0], new)
                else:
                    spans.append((foot, new))
            foot = new + size
        return tuple(spans)


def align(old: str, new: str) -> Alignment:
    """Return what two texts have in common: sentence by sentence, and by characters only in one that became another.

    By characters alone what was deleted would be found again in scattered characters of what was written elsewhere.
    """
    one, other = sentences(old), sentences(new)
    starts, heads = _starts(one), _starts(other)
    blocks: list[Block] = []
    for (i, j), (k, m), same in _hunks(one, other):
        if same:
            blocks.append((starts[i], heads[k], starts[j] - starts[i]))
            continue
        pairs = [*paired(one[i:j], other[k:m])]
        foot = (0, 0)
        ahead = [(a, c) for (a, _b), (c, _d) in pairs[1:]] + [(j - i, m - k)]
        for ((a, b), (c, d)), head in zip(pairs, ahead, strict=False):
            left, right = starts[i + a], heads[k + c]
            found = common(old[left : starts[i + b]], new[right : heads[k + d]])
            found = _loosened(found, before=foot != (a, c), behind=(b, d) != head)
            blocks += [(left + at, right + to, size) for at, to, size in found]
            foot = (b, d)
    return Alignment(tuple(_filled(blocks, old, new)), len(old), len(new))


def _loosened(blocks: list[Block], *, before: bool, behind: bool) -> list[Block]:
    """Return what two sentences share without a mark or two at an end beside which a sentence has no partner.

    That one may be the rest of a sentence that was split; its words would else find no room before the shared full stop.
    """
    first, last = 0, len(blocks)
    while behind and last > 1 and blocks[last - 1][2] < RUN:
        last -= 1
    while before and first < last - 1 and blocks[first][2] < RUN:
        first += 1
    return blocks[first:last]


def _filled(blocks: list[Block], old: str, new: str) -> Iterator[Block]:
    """Yield the blocks, and between them what two stretches share that are like each other, or share many characters in a row."""
    i = k = 0
    for block in (*blocks, (len(old), len(new), 0)):
        gone, come = old[i : block[0]], new[k : block[1]]
        if min(len(gone), len(come)) >= RUN:
            yield from ((i + at, k + to, size) for at, to, size in _shared(gone, come))
        if block[2]:
            yield block
        i, k = block[0] + block[2], block[1] + block[2]


def _shared(gone: str, come: str) -> list[Block]:
    """Return what two stretches share: all when they are like each other, else long runs and what is like between two of these."""
    found = common(gone, come)
    if ratio(gone, come) >= LIKE:
        return found
    kept = [(0, 0, 0)]
    for block in (*(block for block in found if block[2] >= RUN), (len(gone), len(come), 0)):
        (at, to, size), (end, stop, _) = kept[-1], block
        left, right = gone[at + size : end], come[to + size : stop]
        if left and right and ratio(left, right) >= LIKE:
            inner = common(left, right)
            kept += [(at + size + one, to + size + other, many) for one, other, many in inner]
        kept.append(block)
    return [block for block in kept if block[2]]


def _hunks(one: Sentences, other: Sentences) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Yield which sentences stand in both, and between these which became which."""
    i = k = 0
    for code in Indel.opcodes(one, other):
        if code.tag != "equal":
            continue
        if (i, k) != (code.src_start, code.dest_start):
            yield (i, code.src_start), (k, code.dest_start), False
        yield (code.src_start, code.src_end), (code.dest_start, code.dest_end), True
        i, k = code.src_end, code.dest_end
    if (i, k) != (len(one), len(other)):
        yield (i, len(one)), (k, len(other)), False


def common(old: str, new: str) -> list[Block]:
    """Return the blocks of characters (start before, start after, length) that two sentences share."""
    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(old, new)
        if code.tag == "equal"
    ]


def _starts(pieces: Sentences) -> tuple[int, ...]:
    return (0, *accumulate(map(len, pieces)))
