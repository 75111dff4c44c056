"""Sets one piece into lines: breaks, runs by typeface, and the source of every character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.pieces import Role
from gongwen.standard import LETTER_SPACING, SIZE_3
from gongwen.typeset.layout import Line
from gongwen.typeset.lines import break_lines
from gongwen.typeset.metrics import positions
from gongwen.typeset.pins import pin
from gongwen.typeset.styles import STYLES
from gongwen.typeset.title import break_title

if TYPE_CHECKING:
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile


@dataclass(frozen=True, slots=True)
class Measure:
    """How a piece is set: its lines as (start, end) ranges, and in twips its indents and the room of a line."""

    ranges: tuple[tuple[int, int], ...]
    left: int
    right: int
    first: int
    width: int


def measure_piece(piece: Piece, profile: LayoutProfile, *, right: int | None, opens: bool) -> Measure:
    """Return how a piece is set; `right` overrides the style's right indent (twips), `opens` says it opens its block."""
    style = STYLES[piece.role]
    left = style.twips(style.left)
    edge = style.twips(style.right) if right is None else right
    first = style.twips(style.first)
    if piece.role is Role.ATTACHMENTS:
        left, first = hanging(piece, opens=opens)
    width = profile.width - left - edge
    if piece.role is Role.TITLE:
        ranges = _title_ranges(piece.text)
    else:
        ranges = break_lines(piece.text, width, style.size, style.spacing, first)
    return Measure(tuple(ranges), left, edge, first, width)


def set_piece(piece: Piece, profile: LayoutProfile, *, right: int | None, opens: bool) -> tuple[Line, ...]:
    """Return a piece's lines; see measure_piece."""
    style = STYLES[piece.role]
    measure = measure_piece(piece, profile, right=right, opens=opens)
    out = []
    for index, (start, end) in enumerate(measure.ranges):
        last = end == len(piece.text)
        indent = measure.left + (measure.first if index == 0 else 0)
        align = style.align if style.align != "justify" or not last else "left"
        room = profile.width - indent - measure.right
        space = style.before * profile.line if index == 0 and opens else 0
        out.append(Line(piece, start, end, indent, room, align, profile.line, space))
    return tuple(out)


def pin_piece(piece: Piece, measure: Measure) -> tuple[int, ...]:
    """Return for each line of a piece the twips its letter-spacing takes up so that no program ends it elsewhere."""
    style = STYLES[piece.role]
    if style.align != "justify":
        return (0,) * len(measure.ranges)
    return pin(piece.text, measure.ranges, measure.width, style.size, style.spacing, measure.first)


def _title_ranges(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for line in break_title(text):
        out.append((start, start + len(line)))
        start += len(line)
    return out


def hanging(piece: Piece, *, opens: bool) -> tuple[int, int]:
    """Return (left, first) so that later lines stand under the attachment's first character (7.3.4)."""
    label = piece.text[: piece.spans[0].end] if piece.spans[0].generated else ""
    begin = 2 * SIZE_3 if opens else 5 * SIZE_3 + 3 * LETTER_SPACING
    hang = begin + round(positions(label, SIZE_3, LETTER_SPACING)[-1])
    return hang, begin - hang
