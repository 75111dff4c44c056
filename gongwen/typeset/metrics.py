"""How wide characters are: full-width ones their size, Latin ones by a table; lengths in twips."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.typeset.rules import OURS

if TYPE_CHECKING:
    from gongwen.typeset.rules import BreakRules

LATIN: Final = re.compile(r"[\x20-\x7e\u00c0-\u024f]+")
"""Characters set in the Latin typeface; all others are full-width."""

LATIN_CHUNK: Final = re.compile(r"[\x21-\x7e\u00c0-\u024f]+")
"""Latin characters without spaces: a word that is not broken but after a hyphen."""

UNITS_PER_EM: Final = 2048
ZERO_WIDTH: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0300-\u036f\ufe00-\ufe0f]")

LETTERS: Final = frozenset(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x250))))
"""The characters of LATIN_CHUNK."""

INVISIBLE: Final = frozenset(char for char in map(chr, range(0x10000)) if ZERO_WIDTH.match(char))
"""The characters of ZERO_WIDTH."""


@cache
def _latin_widths() -> dict[str, int]:
    table = (Path(__file__).parent / "latin_widths.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {chr(int(code, 16)): int(width) for code, width in rows}


class _Advances(dict[str, float]):
    """Advance of each character at one size; what is not in the table is full-width."""

    def __init__(self, size: int, spacing: int) -> None:
        super().__init__({char: width * size / UNITS_PER_EM + spacing for char, width in _latin_widths().items()})
        self.full = size + spacing

    def __missing__(self, char: str) -> float:
        self[char] = width = 0.0 if char in INVISIBLE else float(self.full)
        return width


@cache
def advances(size: int, spacing: int) -> dict[str, float]:
    """Return the advances of characters at a size with a letter-spacing (twips)."""
    return _Advances(size, spacing)


def positions(text: str, size: int, spacing: int, rules: BreakRules = OURS) -> list[float]:
    """Return where each character begins, and at the end the whole width; gaps at Latin words are included."""
    width = advances(size, spacing)
    steps = [width[char] for char in text]
    gap = rules.gap * size
    edge = -spacing if rules.edge else 0
    for match in LATIN_CHUNK.finditer(text):
        start, end = match.span()
        if start > 0 and text[start - 1] != " ":
            steps[start - 1] += edge + (gap if text[start - 1].isalnum() and text[start].isalnum() else 0)
        if end < len(text) and text[end] != " ":
            steps[end - 1] += edge + (gap if text[end].isalnum() and text[end - 1].isalnum() else 0)
    return list(accumulate(steps, initial=0.0))
