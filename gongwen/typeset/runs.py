"""The characters of a line by typeface, and the place each was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.pieces import Span
from gongwen.typeset.lines import BLANKS
from gongwen.typeset.metrics import LATIN
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from gongwen.pieces import Piece

TWIPS_PER_HALF_POINT: Final = 10


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one typeface: `face` is a key of standard.TYPEFACES, `size` in half-points."""

    face: str
    text: str
    size: int


def runs_of(piece: Piece, start: int, end: int, size: int) -> tuple[Run, ...]:
    """Return characters [start, end) of a piece by typeface, without blanks at the end; `size` is in twips."""
    while end > start and piece.text[end - 1] in BLANKS:
        end -= 1
    out: list[Run] = []
    for span in piece.spans:
        a, b = max(span.start, start), min(span.end, end)
        if a >= b:
            continue
        for run in split(piece.text[a:b], STYLES[span.role].face, size):
            _join(out, run)
    return tuple(out)


def split(text: str, face: str, size: int) -> tuple[Run, ...]:
    """Return a text by typeface: Latin characters in theirs, all others in `face`; `size` is in twips."""
    out: list[Run] = []
    points, at = size // TWIPS_PER_HALF_POINT, 0
    for match in LATIN.finditer(text):
        if match.start() > at:
            out.append(Run(face, text[at : match.start()], points))
        out.append(Run("latin", match.group(), points))
        at = match.end()
    if at < len(text):
        out.append(Run(face, text[at:], points))
    return tuple(out)


def _join(runs: list[Run], run: Run) -> None:
    if runs and runs[-1].face == run.face and runs[-1].size == run.size:
        run = replace(run, text=runs.pop().text + run.text)
    runs.append(run)


def sources_of(piece: Piece, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of characters [start, end) of a piece, counted from `start`, and where each was typed."""
    out = []
    for span in piece.spans:
        a, b = max(span.start, start), min(span.end, end)
        if a < b:
            source = span.source
            if not span.generated:
                source = replace(source, start=source.start + a - span.start, end=source.start + b - span.start)
            out.append(Span(a - start, b - start, span.role, source, span.generated))
    return tuple(out)
