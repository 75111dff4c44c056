"""Whether a typeface draws two of a character as one glyph, as those for Chinese do with the dash: its GSUB table is read."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SINGLE: Final = 1
LIGATURE: Final = 4
EXTENSION: Final = 7
"""The kinds of a lookup: one glyph for another, one for several, and one that only says where another kind stands."""


def doubled(data: bytes, table: int, glyph: int) -> bool:
    """Whether two of a glyph, or of one that may stand for it (languages have their own), become one.

    `table` is where GSUB begins in the file's `data`. Which language and feature does it is not asked.
    """
    subtables = list(_subtables(data, table))
    glyphs = {glyph}
    glyphs.update(other for kind, at in subtables if kind == SINGLE for other in _instead(data, at, glyph))
    return any(_pairs(data, at, each) for kind, at in subtables if kind == LIGATURE for each in glyphs)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _subtables(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    lookups = table + _number(data, table + 8)
    for row in range(_number(data, lookups)):
        lookup = lookups + _number(data, lookups + 2 + 2 * row)
        for number in range(_number(data, lookup + 4)):
            kind, at = _number(data, lookup), lookup + _number(data, lookup + 6 + 2 * number)
            if kind == EXTENSION:
                _, kind, offset = struct.unpack_from(">HHI", data, at)
                at += offset
            yield kind, at


def _place(data: bytes, coverage: int, glyph: int) -> int | None:
    """Return the place of a glyph among those a subtable is for."""
    rows, ranges = _number(data, coverage + 2), _number(data, coverage) == 2
    for row in range(rows):
        if not ranges:
            if _number(data, coverage + 4 + 2 * row) == glyph:
                return row
            continue
        first, last, start = struct.unpack_from(">HHH", data, coverage + 4 + 6 * row)
        if first <= glyph <= last:
            return int(start + glyph - first)
    return None


def _instead(data: bytes, at: int, glyph: int) -> Iterator[int]:
    place = _place(data, at + _number(data, at + 2), glyph)
    if place is not None:
        shifted = _number(data, at) == 1
        yield (glyph + _number(data, at + 4)) % 0x10000 if shifted else _number(data, at + 6 + 2 * place)


def _pairs(data: bytes, at: int, glyph: int) -> bool:
    place = _place(data, at + _number(data, at + 2), glyph)
    if place is None:
        return False
    group = at + _number(data, at + 6 + 2 * place)
    made = (group + _number(data, group + 2 + 2 * row) for row in range(_number(data, group)))
    return any(struct.unpack_from(">HH", data, one + 2) == (2, glyph) for one in made)
