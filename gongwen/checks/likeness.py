"""Sentences held against those of an earlier report: how much of one stands in another, and with which figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks.reading import Kind, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Block
    from gongwen.document import Document

ALIKE: Final = 0.9
"""The share of threes of neighbouring characters in common from which on two sentences are held for one."""

SHORTEST: Final = 15
"""Characters of the shortest sentence that is compared; shorter ones are set phrases."""

_SENTENCE: Final = re.compile("[^。！？；]+")
_OTHER: Final = re.compile("[^0-9A-Za-z一-龥]+")
_NAMES: Final = re.compile("《[^《》]*》|“[^“”]*”|（[^（）]*）")
_FIGURE: Final = re.compile(r"(?<![0-9.第])([0-9]+(?:[.,][0-9]+)*)(?![0-9年月日条款号·])(余|多)?([%％万亿]?[一-龥]?)")
_MEASURES: Final = frozenset("件次场人个名份起户项家处条宗例期册本支所亩元批轮篇套台")
_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters [start, end) of a block, and what of it is compared."""

    block: Block
    start: int
    end: int
    plain: str


def sentences(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences of running text that are long enough to be compared."""
    for block in reading.blocks:
        if block.kind is Kind.PARAGRAPH:
            for match in _SENTENCE.finditer(block.text, block.skip):
                plain = _OTHER.sub("", match[0])
                if len(plain) >= SHORTEST:
                    yield Sentence(block, match.start(), match.end(), plain)


def figures(text: str) -> tuple[str, ...]:
    """Return the figures of a sentence that tell of work done; none when there is but a digit or two without a measure.

    Years, days, articles and what stands in titles, quotations and brackets are no such figures.
    """
    found = [match.groups() for match in _FIGURE.finditer(_NAMES.sub("", text))]
    counted = sum(len(number) for number, _, _ in found) >= _DIGITS
    if counted or any(unit[-1:] in _MEASURES for _, _, unit in found if unit):
        return tuple(number for number, _, _ in found)
    return ()


class Earlier:
    """An earlier report's sentences, found by the threes of characters they have in common with another."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._texts: list[str] = []
        self._threes: list[frozenset[str]] = []
        self._holding: dict[str, list[int]] = {}
        self._known: dict[str, str] = {}
        for sentence in sentences(Reading(document)):
            threes = _threes(sentence.plain)
            for three in threes:
                self._holding.setdefault(three, []).append(len(self._texts))
            self._texts.append(sentence.block.text[sentence.start : sentence.end])
            self._threes.append(threes)

    def like(self, plain: str) -> str:
        """Return the earlier sentence that one stands in (at least ALIKE of it), empty when there is none."""
        known = self._known.get(plain)
        if known is None:
            known = self._known[plain] = self._like(plain)
        return known

    def _like(self, plain: str) -> str:
        threes = _threes(plain)
        common: dict[int, int] = {}
        for three in threes:
            for number in self._holding.get(three, ()):
                common[number] = common.get(number, 0) + 1
        best, share = -1, 0.0
        for number, count in common.items():
            each = count / (len(threes) + len(self._threes[number]) - count)
            if each > share:
                best, share = number, each
        return self._texts[best] if share >= ALIKE else ""


def _threes(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


_LAST: list[Earlier] = []


def earlier(document: Document) -> Earlier:
    """Return an earlier report's sentences; those of the report asked for last are kept, they are asked for at every check."""
    if not _LAST or _LAST[0].document is not document:
        _LAST[:] = [Earlier(document)]
    return _LAST[0]
