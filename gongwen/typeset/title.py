"""Breaks a title by sense into few lines that make a trapezium or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.standard import LETTER_SPACING, SIZE_2, TYPE_AREA_WIDTH
from gongwen.typeset.lines import BLANKS
from gongwen.typeset.metrics import LATIN_CHUNK, positions
from gongwen.typeset.rules import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

TOGETHER: Final = re.compile(
    r"\d+年度?(?:\d+月(?:\d+日)?)?|第?\d+[月日次届批期号项件个名]|第[一二三四五六七八九十百]+[次届批期号轮]|"
    r"[一二三四五六七八九十]+届[一二三四五六七八九十]+中|的(?:综合)?(?:报告|通知|意见|请示|函|决定|批复|通报)"
)
"""What a title's lines keep whole, besides the words of title_words.txt."""

LONGEST_WORD: Final = 16

BEGINS: Final = re.compile(
    "关于|贯彻|落实|推进|加强|深化|优化|完善|健全|规范|进一步|全面|开展|学习|履行|实施|做好|印发|转发|报送|以及|和|及|与|暨|并"
)
"""What a line may well begin with."""

JOINING: Final = frozenset({"和", "及", "与", "暨", "并", "以及"})
ORGAN_END: Final = re.compile(
    r"(?:人民政府|委员会|办公室|办公厅|人大常委会|局|厅|部|委|院|队|所|中心)(?=关于|转发|印发)"
)
BOOK: Final = re.compile("《[^《》]*》")
SPACED: Final = re.compile("[^\u3000]+(?=\u3000)|(?<=\u3000)[^\u3000]+?(?=关于|\u3000|$)")
"""Names of organs that blanks part."""

MOST_LINES: Final = 6
"""A title of more lines is none; it is filled line by line."""

WIDE_SEARCH, NARROW_SEARCH = 9, 5
"""So many places for a line's end are tried, in a title of up to four lines and in a longer one."""

NOWHERE: Final = 400.0
INSIDE_WORD, INSIDE_NAME, INSIDE_NUMBER = 40.0, 25.0, 200.0
PER_LINE: Final = 4.0
"""What one more line costs, in characters of imbalance."""

SHORTEST: Final = 0.34
"""A line shorter than this part of the longest looks lost."""


@lru_cache(maxsize=256)
def break_title(text: str, width: int = TYPE_AREA_WIDTH) -> tuple[str, ...]:
    """Return the lines of a title; one that fits stays whole, longer ones break where sense, shape and balance agree."""
    place = positions(text, SIZE_2, LETTER_SPACING)
    if place[-1] <= width or not text:
        return (text,)
    search = _Search(text, place, width)
    least = int(place[-1] // width) + 1
    found = [search.best(count) for count in range(least, min(least + 2, MOST_LINES + 1))]
    ends = min((one for one in found if one[1]), default=(0.0, ()))[1] or search.filled()
    return tuple(text[start:end] for start, end in zip((0, *ends), (*ends, len(text)), strict=True))


class _Search:
    """Tries the places where a title's lines may end."""

    def __init__(self, text: str, place: list[float], width: int) -> None:
        self._text, self._place, self._width = text, place, width
        self._costs = _costs(text)
        self._total = len(text)

    def best(self, count: int) -> tuple[float, tuple[int, ...]]:
        """Return what the best break into so many lines costs, and where its lines end; nothing when there is none."""
        tried = WIDE_SEARCH if count <= 4 else NARROW_SEARCH
        found: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        for left in range(count, 1, -1):
            found = [
                (cost + self._costs[end], (*ends, end))
                for cost, ends in found
                for end in self._ends(ends[-1] if ends else 0, left, tried)
            ]
        fitting = [one for one in found if self._size(one[1][-1], self._total) <= self._width]
        ranked = [(cost + self._shape((0, *ends, self._total)) + PER_LINE * count, ends) for cost, ends in fitting]
        return min(ranked, default=(NOWHERE, ()))

    def filled(self) -> tuple[int, ...]:
        """Return the ends of lines that are filled one by one."""
        ends: list[int] = []
        start = 0
        while self._size(start, self._total) > self._width:
            start = next(iter(self._ends(start, 2, 1, must_fit=False)), start + 1)
            ends.append(start)
        return tuple(ends)

    def _ends(self, start: int, left: int, tried: int, *, must_fit: bool = True) -> list[int]:
        """Return the best places for the end of a line when so many lines are `left`, the one in question counted."""
        ideal = (self._place[-1] - self._place[start]) / left
        rest = (left - 1) * self._width if must_fit else float("inf")
        ends = [
            end
            for end in range(start + 1, self._total)
            if self._size(start, end) <= self._width and self._place[-1] - self._place[end] <= rest
        ]
        return sorted(ends, key=lambda end: self._costs[end] + abs(self._size(start, end) - ideal) / SIZE_2)[:tried]

    def _size(self, start: int, end: int) -> float:
        while end > start and self._text[end - 1] in BLANKS:
            end -= 1
        return self._place[end] - self._place[start]

    def _shape(self, ends: tuple[int, ...]) -> float:
        """Return what a shape costs: lines grow, or shrink, or grow and then shrink; none is much shorter than the rest."""
        sizes = [self._size(a, b) / SIZE_2 for a, b in pairwise(ends)]
        top, mean = max(sizes), sum(sizes) / len(sizes)
        at = sizes.index(top)
        falls = [max(0.0, a - b) for a, b in pairwise(sizes[: at + 1])]
        rises = [max(0.0, b - a) for a, b in pairwise(sizes[at:])]
        lost = sum(10.0 for size in sizes if size < top * SHORTEST)
        return sum(abs(size - mean) for size in sizes) / 2 + 3 * sum((*falls, *rises)) + lost


@cache
def _words() -> frozenset[str]:
    rows = (Path(__file__).parent / "title_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words and of what else a line keeps whole; of two words that share characters the first."""
    words, at = _words(), 0
    while at < len(text):
        end = next(
            (end for end in range(min(at + LONGEST_WORD, len(text)), at + 1, -1) if text[at:end] in words), at + 1
        )
        if end > at + 1:
            yield at, end
        at = end
    for match in TOGETHER.finditer(text):
        yield match.span()


def _costs(text: str) -> list[float]:
    """Return what a break before each character costs, in characters of imbalance."""
    costs = [6.0] * (len(text) + 1)
    for span in _whole(text):
        for edge in span:
            costs[edge] = min(costs[edge], 3.0)
        _inside(costs, span, INSIDE_WORD)
    _beginnings(text, costs)
    for match in ORGAN_END.finditer(text):
        costs[match.end()] = -2.0
    for shape in (BOOK, SPACED):
        for match in shape.finditer(text):
            costs[match.start()] = min(costs[match.start()], 1.0)
            for index in range(match.start() + 1, match.end()):
                costs[index] += INSIDE_NAME
    for match in LATIN_CHUNK.finditer(text):
        _inside(costs, match.span(), INSIDE_NUMBER)
    for index in range(1, len(text)):
        costs[index] = _mark_cost(text[index - 1], text[index], costs[index])
    return costs


def _beginnings(text: str, costs: list[float]) -> None:
    """Make breaks before what a line may well begin with cheap, and those behind a 和 dear."""
    for match in BEGINS.finditer(text):
        if costs[match.start()] < INSIDE_WORD:
            costs[match.start()] = min(costs[match.start()], 0.0 if match[0] == "关于" else 1.0)
            if match[0] in JOINING:
                costs[match.end()] = 20.0


def _inside(costs: list[float], span: tuple[int, int], cost: float) -> None:
    for index in range(span[0] + 1, span[1]):
        costs[index] = cost


def _mark_cost(before: str, after: str, cost: float) -> float:
    if after in OURS.not_first or before in OURS.not_last or after in BLANKS:
        return NOWHERE
    if after in "的等":
        return 60.0
    if before in BLANKS:
        return -2.0
    return min(cost, 0.0) if before in "、，；" else cost
