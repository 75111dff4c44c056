"""How wide characters are: full-width ones their size, Latin ones by a table; lengths in twips."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.typeset.rules import OURS
from gongwen.typeset.scripts import CUT, portions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gongwen.typeset.rules import BreakRules

_LETTERS: Final = r"\x21-\x7e\u00b2\u00b3\u00c0-\u024f"
"""ASCII, ² and ³, which stand in km² and m³, and accented letters."""
_UNSEEN: Final = r"\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0300-\u036f\ufe00-\ufe0f"


def _stretch(chars: str) -> str:
    """Return a pattern of one or more characters; [a][a]* is found in half the time of [a]+, since its first one is looked for alone."""
    return f"[{chars}][{chars}]*"


LATIN: Final = re.compile(_stretch(f" {_LETTERS}"))
"""Characters set in the Latin typeface; all others are full-width."""

LATIN_CHUNK: Final = re.compile(_stretch(_LETTERS))
"""Latin characters without spaces: a word that is not broken but after a hyphen."""

UNITS_PER_EM: Final = 2048
ZERO_WIDTH: Final = re.compile(f"[{_UNSEEN}]")

_NOT_FULL: Final = re.compile(f"({_stretch(f' {_LETTERS}{_UNSEEN}')})")
"""What is not full-width: Latin words with the blanks between them, and characters nobody can see."""

LONGEST_KEPT: Final = 8
MOST_KEPT: Final = 10_000

Placed = tuple[int, float, int, float, "Sequence[float]"]
"""A Latin word in its text: the character it begins with and its left edge, the character behind it and where that one
begins, and where each of its own begins and the last one ends, counted from its left edge."""

NOTHING: Final = (0.0,)
"""The characters of no word."""

Word = tuple[list[float], float, bool, bool]
"""Latin words with the blanks between them: where each character begins and the last one ends, its width,
whether it begins and ends with a letter or digit."""

LETTERS: Final = frozenset(map(chr, (*range(0x21, 0x7F), 0xB2, 0xB3, *range(0xC0, 0x250))))
"""The characters of LATIN_CHUNK."""

INVISIBLE: Final = frozenset(char for char in map(chr, range(0x10000)) if ZERO_WIDTH.match(char))
"""The characters of ZERO_WIDTH."""


@cache
def _latin_widths() -> dict[str, int]:
    table = (Path(__file__).parent / "latin_widths.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {chr(int(code, 16)): int(width) for code, width in rows}


class _Advances(dict[str, float]):
    """Advance of each character at one size; what is not in the table is full-width. `words` are those of whole texts."""

    def __init__(self, size: int, spacing: int) -> None:
        super().__init__({char: width * size / UNITS_PER_EM + spacing for char, width in _latin_widths().items()})
        self.full = float(size + spacing)
        self.words: dict[str, Word] = {}

    def __missing__(self, char: str) -> float:
        self[char] = width = 0.0 if char in INVISIBLE else self.full
        return width

    def word(self, text: str) -> Word | None:
        """Return Latin words as they are measured, None if not all is ASCII; short ones are remembered: figures come again."""
        if not text.isascii():
            return None
        inner = list(accumulate(map(self.__getitem__, text), initial=0.0))
        found = inner, inner[-1], text[0].isalnum(), text[-1].isalnum()
        if len(text) <= LONGEST_KEPT and len(self.words) < MOST_KEPT:
            self.words[text] = found
        return found


@cache
def advances(size: int, spacing: int) -> _Advances:
    """Return the advances of characters at a size with a letter-spacing (twips)."""
    return _Advances(size, spacing)


def words(text: str, size: int, spacing: int, rules: BreakRules = OURS) -> list[Placed]:
    """Return where a text's Latin words stand, one of no length before and behind them: between two, all characters are as wide.

    Gaps lie outside of words. Characters nobody can see are words of their own. For rules without `edge` and `widths`.
    """
    glyph = advances(size, spacing)
    full, known = glyph.full, glyph.words.get
    gap = rules.gap * size
    out: list[Placed] = [(0, 0.0, 0, 0.0, NOTHING)]
    at, right = 0, 0.0
    parts = iter(_NOT_FULL.split(text))
    before = next(parts)
    for word, after in zip(parts, parts, strict=True):
        length = len(before)
        at += length
        left = right + length * full
        measured = known(word) or glyph.word(word)
        if measured:
            inner, width, first, last = measured
            if first and before and before[-1].isalnum():
                left += gap
            right = left + width
            if last and after and after[0].isalnum():
                right += gap
            start, at = at, at + len(word)
            out.append((start, left, at, right, inner))
        else:
            out += _unusual(text, (at, at + len(word)), left, glyph, gap)
            at, right = out[-1][2:4]
        before = after
    right += len(before) * full
    out.append((len(text), right, len(text), right, NOTHING))
    return out


def _unusual(text: str, span: tuple[int, int], left: float, glyph: _Advances, gap: float) -> Iterator[Placed]:
    """Yield what is not ASCII character by character, since Latin words may begin and end inside of it."""
    borders = {place for match in LATIN_CHUNK.finditer(text, *span) for place in match.span()}

    def space(place: int) -> float:
        return (
            gap if place in borders and text[place - 1 : place].isalnum() and text[place : place + 1].isalnum() else 0
        )

    left += space(span[0])
    for place in range(*span):
        width = glyph[text[place]]
        right = left + width + space(place + 1)
        yield place, left, place + 1, right, (0.0, width)
        left = right


def width_of(char: str, size: int, spacing: int, rules: BreakRules = OURS) -> float:
    """Return a character's advance at a size with a letter-spacing (twips)."""
    own = rules.widths.get(char)
    return advances(size, spacing)[char] if own is None else own * size + spacing


def is_even(text: str, rules: BreakRules = OURS, joints: Collection[int] = ()) -> bool:
    """Whether every character of a text is as wide as any other, with no space between any two."""
    return not (
        LATIN.search(text)
        or ZERO_WIDTH.search(text)
        or (rules.edge and (joints or CUT.search(text)))
        or not rules.widths.keys().isdisjoint(text)
        or any(pair in text for pair in rules.joined)
    )


def positions(
    text: str, size: int, spacing: int, rules: BreakRules = OURS, joints: Collection[int] = ()
) -> list[float]:
    """Return where each character begins, and at the end the whole width; gaps at Latin words are included.

    `joints` are the places where the Chinese typeface changes.
    """
    width = advances(size, spacing)
    steps = [width.full] * len(text)
    gap = rules.gap * size
    for match in _NOT_FULL.finditer(text):
        start, end = match.span()
        part = match.group()
        steps[start:end] = map(width.__getitem__, part)
        if rules.edge:
            continue
        # blanks are part of the stretch, so that only its ends can meet full-width characters, unless some are unseen
        words = [(start, end)] if part.isascii() else [(start + a, start + b) for a, b in _words(part)]
        for a, b in words:
            if a > 0 and text[a].isalnum() and text[a - 1].isalnum():
                steps[a - 1] += gap
            if b < len(text) and text[b].isalnum() and text[b - 1].isalnum():
                steps[b - 1] += gap
    for at in [at for at, char in enumerate(text) if char in rules.widths] if rules.widths else ():
        steps[at] = width_of(text[at], size, spacing, rules)
    for at in _pairs(text, rules):
        steps[at] -= spacing
    if rules.edge:
        for at, script in portions(text, joints):
            steps[at - 1] += (gap if script and text[at - 1].isalnum() and text[at].isalnum() else 0) - spacing
    return list(accumulate(steps, initial=0.0))


def _pairs(text: str, rules: BreakRules) -> Iterator[int]:
    """Yield where two characters begin that the typeface draws as one."""
    for pair in rules.joined:
        yield from (match.start() for match in re.finditer(pair, text))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text's Latin words."""
    for match in LATIN_CHUNK.finditer(text):
        yield match.span()
