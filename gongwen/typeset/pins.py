"""Pins: which lines another program would end elsewhere, and the letter-spacing that leaves it no choice.

A line is safe when Word and LibreOffice, hanging marks or not, would end it where we do, even if the type area were a
little wider or narrower than they think. Every other line gets its justification written into its letter-spacing, so
that exactly its own characters fit. The line is spread to the same width anyway: nobody sees it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.typeset.lines import BLANKS, line_end
from gongwen.typeset.metrics import LATIN, ZERO_WIDTH, advances, positions
from gongwen.typeset.rules import OTHERS
from gongwen.typeset.scripts import CUT

if TYPE_CHECKING:
    from collections.abc import Sequence

DOUBT: Final = 25
"""Twips by which a program may measure a line with Latin words otherwise than we do; each blank adds some."""

DOUBT_OF_BLANK: Final = 10

DOUBT_OF_STRANGER: Final = 100
"""Twips for each character that typefaces often lack, so that another one, of another width, steps in."""

DOUBT_OF_SIGN: Final = 240
"""Twips by which typefaces make signs of the Latin blocks (° ² α ′) narrower than a character."""

DOUBT_OF_DASH: Final = 40
"""Twips for each — … or ·, which some typefaces make narrower than a character."""

LEAST_TAKEN: Final = 0.35
"""The part of a small letter-spacing that LibreOffice takes: it rounds it, and drops it where the script changes."""

NARROW: Final = 12
"""Twips left free where the next character is so narrow that it could still slip in."""

CLEARANCE: Final = 50
"""Twips left free at the end of a pinned line: less than the narrowest character is wide."""

MOST_CLEARANCE: Final = 2 / 3
"""The part of the next line's first character that may be left free, so that it never fits."""

_STRANGER: Final = re.compile(
    "[^\u0020-\u007e\u00b2\u00b3\u00b7\u00c0-\u024f\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3017\u4e00-\u9fa5\uff00-\uff5e]"
)

_SIGN: Final = re.compile("[\u00a1-\u00b1\u00b4-\u00b6\u00b8-\u00bf\u0370-\u058f\u2032-\u203e]")
_DASH: Final = re.compile("[—…·]")


def pin(
    text: str, lines: Sequence[tuple[int, int]], width: int, size: int, spacing: int, first: int
) -> tuple[int, ...]:
    """Return for each line of a paragraph the twips to spread over its characters; 0 where nothing need be done.

    `lines` are the (start, end) ranges of the engine, `width` the room of a line, `first` the first line's indent.
    """
    latin = any(signs.search(text) for signs in (LATIN, ZERO_WIDTH, CUT))
    places = [positions(text, size, spacing, rules) for rules in OTHERS] if latin else [_even(text, size + spacing)]
    glyph = advances(size, spacing)
    out = []
    for number, (start, end) in enumerate(lines):
        room = width - (0 if number else first)
        strangers = DOUBT_OF_STRANGER * len(_STRANGER.findall(text, start, end))
        strangers += DOUBT_OF_DASH * len(_DASH.findall(text, start, end))
        narrower = strangers + (DOUBT_OF_SIGN - DOUBT_OF_STRANGER) * len(_SIGN.findall(text, start, end))
        doubt = DOUBT + DOUBT_OF_BLANK * text.count(" ", start, end) if latin else 0
        rooms = (room - strangers - doubt, room + narrower + doubt) if strangers or doubt else (room,)
        safe = all(
            line_end(text, start, places[index if latin else 0], each, size=size, spacing=spacing, rules=rules) == end
            for index, rules in enumerate(OTHERS)
            for each in rooms
        )
        after = glyph[text[end]] if end < len(text) else size
        clear = min(CLEARANCE + strangers, int(after * MOST_CLEARANCE))
        if narrower > strangers:
            lengths = [place[end] - place[start] for place in places]
            clear = min(clear, max(int(after - narrower - doubt - max(lengths) + min(lengths)), NARROW))
        extra = 0 if safe else _spread(text, start, end, room - clear, places, glyph)
        if extra > 0 and min(place[end] - place[start] for place in places) + after + extra * LEAST_TAKEN <= room:
            extra = _spread(text, start, end, room - NARROW, places, glyph)
        out.append(extra)
    return tuple(out)


def _spread(text: str, start: int, end: int, room: int, places: list[list[float]], glyph: dict[str, float]) -> int:
    """Return the twips between a line's natural width and the room it has; a last line is only ever made narrower."""
    last = end == len(text)
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    if end == start:
        return 0
    # the space behind the last character, before a word of the next line, is not part of this one
    widest = max(place[end - 1] - place[start] for place in places) + glyph[text[end - 1]]
    natural = widest + DOUBT_OF_BLANK * text.count(" ", start, end)
    extra = round(room - natural)
    return min(0, extra) if last else extra


def _even(text: str, step: int) -> list[float]:
    return [float(step * index) for index in range(len(text) + 1)]
