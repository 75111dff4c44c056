"""Sets one piece into lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongwen.pieces import Role
from gongwen.typeset.figure import set_figure
from gongwen.typeset.layout import TextLine, text_lines
from gongwen.typeset.lines import break_lines
from gongwen.typeset.pins import pin
from gongwen.typeset.rules import OURS
from gongwen.typeset.styles import STYLES
from gongwen.typeset.table import set_table
from gongwen.typeset.title import break_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Line
    from gongwen.typeset.rules import BreakRules
    from gongwen.typeset.settings import Setting

Ranges = tuple[tuple[int, int], ...]

BY_SENSE = frozenset({Role.TITLE, Role.ANNEX_TITLE})
"""Roles whose lines end where sense and balance want it (7.3.1, 7.3.7)."""

ONE_LINE = frozenset({"spread"})
"""Alignments whose paragraphs are a line however long."""


def ranges_of(piece: Piece, setting: Setting, profile: LayoutProfile, rules: BreakRules = OURS) -> Ranges:
    """Return a piece's lines as (start, end) ranges that cover it."""
    if piece.role in BY_SENSE:
        return _title_ranges(piece.text)
    if setting.align in ONE_LINE:
        return ((0, len(piece.text)),)
    width = profile.width - setting.left - setting.right
    spacing, joints = STYLES[piece.role].spacing, _joints(piece) if len(piece.spans) > 1 else ()
    return tuple(break_lines(piece.text, width, setting.size, spacing, first=setting.first, rules=rules, joints=joints))


def set_piece(piece: Piece, setting: Setting, profile: LayoutProfile, rules: BreakRules = OURS) -> tuple[Line, ...]:
    """Return a piece's lines; those of a table are its rows, that of a figure is its picture."""
    if piece.role is Role.TABLE:
        return set_table(piece, setting, profile, rules)
    if piece.role is Role.FIGURE:
        return set_figure(piece, setting, profile)
    ranges = ranges_of(piece, setting, profile, rules)
    left, first, align = setting.left, setting.first, setting.align
    room = profile.width - left - setting.right
    last = "left" if align == "justify" else align
    (start, end), *midst = ranges
    if not midst:
        return (TextLine(piece, start, end, left + first, room - first, last, setting, setting.space),)
    opening = TextLine(piece, start, end, left + first, room - first, align, setting, setting.space)
    start, end = midst.pop()
    closing = TextLine(piece, start, end, left, room, last, setting)
    return (opening, *text_lines(piece, midst, left, room, align, setting), closing)


def pin_piece(
    piece: Piece, ranges: Sequence[tuple[int, int]], setting: Setting, profile: LayoutProfile
) -> tuple[int, ...]:
    """Return for each line of a piece the twips its letter-spacing takes up so that no program ends it elsewhere."""
    if setting.align != "justify":
        return (0,) * len(ranges)
    width = profile.width - setting.left - setting.right
    return pin(piece.text, ranges, width, setting.size, STYLES[piece.role].spacing, setting.first)


def _joints(piece: Piece) -> tuple[int, ...]:
    """Return the places in a piece's text where its typeface changes: after a heading the text runs on from."""
    pairs = pairwise(piece.spans)
    return tuple(span.start for before, span in pairs if STYLES[span.role].face != STYLES[before.role].face)


def _title_ranges(text: str) -> Ranges:
    out, start = [], 0
    for line in break_title(text):
        out.append((start, start + len(line)))
        start += len(line)
    return tuple(out)
