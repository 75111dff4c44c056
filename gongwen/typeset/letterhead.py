"""The head of a letter: its mark over the type area, a double rule, corner marks left and the number right (10.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.piece import Role
from gongwen.standard import (
    BASELINE,
    LETTER_BETWEEN,
    LETTER_GAP,
    LETTER_MARK_TOP,
    LETTER_RULE_GAP,
    LETTER_RULE_UP,
    LETTER_THICK,
    LETTER_THIN,
    ROWS_UNDER_RULE,
    SIZE_3,
)
from gongwen.typeset.setting import GLYPH_TOP, MASTHEAD, MOST_SHIFT, Rule
from gongwen.typeset.styles import size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.piece import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Line
    from gongwen.typeset.setting import Setting

GLYPH_BOTTOM: Final = 0.16
"""The part of the size by which the mark's characters stand under the baseline, measured."""

PITCH_OF_MARK: Final = 1.2
"""The pitch of a letter's mark, in its size."""

DOUBLE: Final = (LETTER_THICK + LETTER_THIN) * 20 // 8 + LETTER_BETWEEN
"""Twips that a double rule is high."""

SLACK: Final = 40
"""Twips that stay free at the foot of the first page, since programs differ in what a border adds to a head."""


def letterhead(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Set a letter's head; without a mark there are no rules, and what is left stands at the top of the type area."""
    head = [index for index, piece in enumerate(parts) if piece.role in MASTHEAD]
    marked = bool(head) and parts[head[0]].role is Role.AUTHORITY_MARK
    if marked:
        out[0] = _mark(parts[0], out[0], profile)
    rows = head[1:] if marked else head
    for index in rows:
        if parts[index].role is Role.DOCUMENT_NUMBER:
            beside = index > rows[0]
            out[index] = replace(out[index], align="right", space=-profile.line if beside else 0, stays=True)
    under_mark = under_rule(out[0], profile) if marked else 0
    if rows and marked:
        out[rows[0]] = replace(out[rows[0]], space=under_mark, stays=True)
    title = len(head)
    if head and title < len(parts):
        space = ROWS_UNDER_RULE * profile.line + (0 if rows else under_mark)
        out[title] = replace(out[title], space=space, stays=True)
        _whole_rows(out, title, profile)


def double_rules(line: Line) -> Iterator[tuple[int, int]]:
    """Yield (twips under a line's upper edge, eighths of a point) of each line of the double rules drawn with it.

    They are LETTER_RULE_WIDTH long and centred on the page: thick over thin under the mark, thin over thick at the foot.
    """
    if Rule.DOUBLE_BELOW in line.rules:
        top = line.height + over_rule(line.setting)
        yield top, LETTER_THICK
        yield top + LETTER_THICK * 20 // 8 + LETTER_BETWEEN, LETTER_THIN
    if Rule.DOUBLE_FOOT in line.rules:
        top = line.setting.drop
        yield top, LETTER_THIN
        yield top + LETTER_THIN * 20 // 8 + LETTER_BETWEEN, LETTER_THICK


def over_rule(mark: Setting) -> int:
    """Return the twips from the mark's box to the double rule, which stands LETTER_RULE_GAP under its characters."""
    return round(LETTER_RULE_GAP + GLYPH_BOTTOM * mark.size - (1 - BASELINE) * mark.line)


def under_rule(mark: Setting, profile: LayoutProfile) -> int:
    """Return the twips from the mark's box to the row under the double rule: its characters stand LETTER_GAP lower."""
    over = round(BASELINE * profile.line - GLYPH_TOP * SIZE_3)
    return over_rule(mark) + DOUBLE + LETTER_GAP - over


def _mark(piece: Piece, setting: Setting, profile: LayoutProfile) -> Setting:
    size = size_of(Role.AUTHORITY_MARK, piece.text)
    line = round(PITCH_OF_MARK * size)
    top = LETTER_MARK_TOP + round(GLYPH_TOP * size - BASELINE * line)
    drop = profile.page_height - LETTER_RULE_UP - DOUBLE - top
    rules = (Rule.DOUBLE_BELOW, Rule.DOUBLE_FOOT)
    return replace(setting, size=size, line=line, space=top - profile.top, stays=True, drop=drop, rules=rules)


def _whole_rows(out: list[Setting], title: int, profile: LayoutProfile) -> None:
    """Let the rows over the title give way a little, so that the page under it is filled but for the slack."""
    height = sum(one.space + one.line for one in out[:title]) + out[title].space
    shift = round((height + SLACK) / profile.line) * profile.line - SLACK - height
    if abs(shift) <= MOST_SHIFT:
        out[title] = replace(out[title], space=out[title].space + shift)
