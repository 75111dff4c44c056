"""Reads amounts out of sentences: 1.36万元, 218件, 5600余人次, 97.7%, with what rounding and words like 余 leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PERCENT: Final = "%"
POINTS: Final = "个百分点"

_UNITS: Final = (
    "个百分点|平方公里|平方米|立方米|千瓦时|人次|户次|家次|件次|场次|公里|公顷|公斤|千瓦|小时|课时|学时|[米亩吨株元人名户家件起个项次处条份场期篇"
    "部辆台套所座间宗例批册块头只岁天%％]"
)
_SAME: Final = {"名": "人", "％": PERCENT}
_TIMES: Final = {
    "": 1e0,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "千亿": 1e11,
    "万亿": 1e12,
}
_AMOUNT: Final = re.compile(
    rf"(?<![\d.．,A-Za-z—～~-])(\d+(?:,\d{{3}})*(?:\.\d+)?)((?:[百千万]?亿|[百千]?万|[百千])?)([多余来]?)({_UNITS})"
)
_LOOSE: Final = re.compile(r"(?:约|近|超过?|逾|突破|不足|多达|不少于|不低于|第|[\d%百千万亿人件次][至到])$")
"""What before a figure leaves it open, or makes it the end of a range (3至5件, not 增加到5件)."""
_AFTER: Final = ("以上", "左右", "以下", "以内", "上下")

_STOP: Final = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Amount:
    """Characters [start, end) of a text that say how much: a value in its unit, the multiplier (万, 亿) worked in.

    `off` is how far the true value may lie from it by rounding: half of its last place where it is rounded at all.
    `loose` says that words leave it open (约, 近, 余, 以上) or that it is an end of a range.
    """

    start: int
    end: int
    value: float
    unit: str
    off: float
    loose: bool

    @property
    def low(self) -> float:
        """The least it can be."""
        return self.value - self.off

    @property
    def high(self) -> float:
        """The most it can be."""
        return self.value + self.off


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text in their order; years, dates and numbers without a unit are none."""
    return tuple(_amount(text, match) for match in _AMOUNT.finditer(text))


def by_sentence(text: str, least: int) -> Iterator[list[Amount]]:
    """Yield the amounts of each sentence that has so many."""
    found: list[Amount] = []
    for each in amounts(text):
        if found and _STOP.search(text, found[-1].end, each.start):
            if len(found) >= least:
                yield found
            found = []
        found.append(each)
    if len(found) >= least:
        yield found


def _amount(text: str, match: re.Match[str]) -> Amount:
    digits, times, more, unit = match.groups()
    start, end = match.span()
    scale = _TIMES[times]
    places = len(digits.partition(".")[2])
    exact = not places and scale == 1 and unit not in {PERCENT, "％", POINTS}
    off = 0.0 if exact else scale * 10**-places / 2
    loose = bool(more) or text.startswith(_AFTER, end) or bool(_LOOSE.search(text, max(start - 4, 0), start))
    value = float(digits.replace(",", "")) * scale
    return Amount(start, end, value, _SAME.get(unit, unit), off, loose)


def spoken(value: float, places: int = 1) -> str:
    """Return a number as a person writes it, without zeros behind the point."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
