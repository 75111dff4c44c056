"""How wide the typeface at hand makes what 仿宋_GB2312 has full-width: fontconfig names the file, its tables are read here."""

from __future__ import annotations

import struct
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.ligatures import doubled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FULL: Final = (
    range(0x2014, 0x2015),
    range(0x3000, 0xA000),
    range(0xAC00, 0xD7B0),
    range(0xF900, 0xFB00),
    range(0xFE30, 0xFFE7),
)
"""Chinese characters and their marks, full-width in every typeface; so is the dash, where the language is Chinese."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What a file of the OpenType kind says of its glyphs; `at` is where each of its tables begins."""

    data: bytes
    at: Mapping[bytes, int]

    def width(self, char: str) -> float:
        """Return a character's advance in em."""
        (units,) = struct.unpack_from(">H", self.data, self.at[b"head"] + 18)
        (count,) = struct.unpack_from(">H", self.data, self.at[b"hhea"] + 34)
        place = self.at[b"hmtx"] + 4 * min(self._glyph(ord(char)), count - 1)
        return float(struct.unpack_from(">H", self.data, place)[0] / units)

    def joins(self, char: str) -> bool:
        """Whether two of a character may be one glyph."""
        return b"GSUB" in self.at and doubled(self.data, self.at[b"GSUB"], self._glyph(ord(char)))

    def _glyph(self, code: int) -> int:
        cmap = self.at[b"cmap"]
        (count,) = struct.unpack_from(">H", self.data, cmap + 2)
        for number in range(count):
            (offset,) = struct.unpack_from(">I", self.data, cmap + 8 + 8 * number)
            kind, table = struct.unpack_from(">H", self.data, cmap + offset)[0], cmap + offset
            glyph = self._in_groups(table, code) if kind == 12 else self._in_segments(table, code) if kind == 4 else 0
            if glyph:
                return glyph
        return 0

    def _in_groups(self, table: int, code: int) -> int:
        (count,) = struct.unpack_from(">I", self.data, table + 12)
        for first, last, glyph in struct.iter_unpack(">III", self.data[table + 16 : table + 16 + 12 * count]):
            if first <= code <= last:
                return int(glyph) + code - int(first)
        return 0

    def _in_segments(self, table: int, code: int) -> int:
        (double,) = struct.unpack_from(">H", self.data, table + 6)
        for at in range(table + 14, table + 14 + double, 2):
            last, first, delta, offset = (
                struct.unpack_from(">H", self.data, at + skip)[0]
                for skip in (0, double + 2, 2 * double + 2, 3 * double + 2)
            )
            if first <= code <= last:
                if not offset:
                    return int(code + delta) % 0x10000
                place = at + 3 * double + 2 + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", self.data, place)[0]
                return int(glyph + delta) % 0x10000 if glyph else 0
        return 0


@cache
def typeface(path: Path, index: int) -> Typeface:
    """Return the typeface a file holds, or one of those it does."""
    data = path.read_bytes()
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    rows = (struct.unpack_from(">4sII", data, start + 12 + 16 * number) for number in range(count))
    return Typeface(data, {name: offset for name, _, offset in rows})


def widths(name: str, chars: Iterable[str], environment: Mapping[str, str]) -> dict[str, float]:
    """Return the width in em of those characters that the typeface found under a name makes another than full-width.

    One that it lacks is another typeface's: the one fontconfig would take.
    """
    out = {}
    for char in chars:
        if any(ord(char) in block for block in FULL):
            continue
        width = _found(name, char, environment).width(char)
        if width != 1:
            out[char] = width
    return out


def joined(name: str, chars: Iterable[str], environment: Mapping[str, str]) -> frozenset[str]:
    """Return the pairs of those characters that the typeface found under a name draws as one glyph."""
    return frozenset(2 * char for char in chars if _found(name, char, environment).joins(char))


def _found(name: str, char: str, environment: Mapping[str, str]) -> Typeface:
    wanted = ["fc-match", "-f", "%{file}\t%{index}", f"{name}:lang=zh-cn:charset={ord(char):x}"]
    told = subprocess.run(wanted, capture_output=True, text=True, check=True, env=dict(environment)).stdout
    path, _, index = told.partition("\t")
    return typeface(Path(path), int(index) & 0xFFFF)
