"""Pins: which lines another program would end elsewhere, and the letter-spacing that leaves it no choice.

A line is safe when Word and LibreOffice, hanging marks or not, would end it where we do, even if the type area were a
little wider or narrower than they think. Every other line gets its justification written into its letter-spacing, so
that exactly its own characters fit. The line is spread to the same width anyway: nobody sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.typeset.lines import BLANKS, line_end
from gongwen.typeset.metrics import LATIN, ZERO_WIDTH, positions
from gongwen.typeset.rules import LIBREOFFICE, OTHERS, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

DOUBT: Final = 25
"""Twips by which a program may measure a line with Latin words otherwise than we do."""

CLEARANCE: Final = 40
"""Twips left free at the end of a pinned line: less than the narrowest character is wide."""


def pin(
    text: str, lines: Sequence[tuple[int, int]], width: int, size: int, spacing: int, first: int
) -> tuple[int, ...]:
    """Return for each line of a paragraph the twips to spread over its characters; 0 where nothing need be done.

    `lines` are the (start, end) ranges of the engine, `width` the room of a line, `first` the first line's indent.
    """
    latin = LATIN.search(text) is not None or ZERO_WIDTH.search(text) is not None
    places = [positions(text, size, spacing, rules) for rules in OTHERS] if latin else [_even(text, size + spacing)]
    out = []
    for number, (start, end) in enumerate(lines):
        room = width - (0 if number else first)
        doubts = (-DOUBT, DOUBT) if latin else (0,)
        safe = all(
            line_end(text, start, places[index if latin else 0], room + doubt, size=size, spacing=spacing, rules=rules)
            == end
            for index, rules in enumerate(OTHERS)
            for doubt in doubts
        )
        out.append(0 if safe else _spread(text, start, end, room, places, latin=latin))
    return tuple(out)


def _spread(text: str, start: int, end: int, room: int, places: list[list[float]], *, latin: bool) -> int:
    """Return the twips between a line's natural width and the room it has; a last line is only ever made narrower."""
    last = end == len(text)
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    measured = [places[OTHERS.index(rules)] for rules in (WORD, LIBREOFFICE)] if latin else places
    natural = max(place[end] - place[start] for place in measured)
    extra = round(room - CLEARANCE - natural)
    return min(0, extra) if last else extra


def _even(text: str, step: int) -> list[float]:
    return [float(step * index) for index in range(len(text) + 1)]
