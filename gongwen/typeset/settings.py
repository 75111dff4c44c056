"""Where each printed paragraph stands: its indents, height, space above, and the rules drawn with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role
from gongwen.standard import (
    BASELINE,
    IMPRINT_LINE,
    LETTER_SPACING,
    MARK_ROWS,
    MARK_TOP,
    ROW_PARTS,
    ROWS_UNDER_MARK,
    ROWS_UNDER_RULE,
    RULE_GAP,
    RULE_THICKNESS,
    SIZE_3,
)
from gongwen.typeset.columns import is_wide
from gongwen.typeset.metrics import positions
from gongwen.typeset.signature import natural_width, right_indents
from gongwen.typeset.styles import STYLES, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

CORNER: Final = (Role.COPY_NUMBER, Role.CLASSIFICATION, Role.URGENCY)
"""The marks in the upper left corner, from top to bottom (7.2.1 to 7.2.3)."""

MASTHEAD: Final = frozenset({*CORNER, Role.AUTHORITY_MARK, Role.MARK_SUFFIX, Role.DOCUMENT_NUMBER, Role.SIGNATORIES})
IMPRINT: Final = frozenset({Role.COPIED_TO, Role.PRINTED, Role.PRINTED_ON})
TITLES: Final = frozenset({Role.TITLE, Role.BYLINE})
TAIL: Final = frozenset({Role.SIGNATURE, Role.DATE})
"""The roles of the signature block."""

ROWS_PER_ORGAN: Final = 1.5
"""Rows of the grid that each organ of a joint mark takes."""

CORNER_ROWS: Final = 3
"""Rows over the mark that the corner's marks may take (7.2.1 to 7.2.3)."""

GLYPH_TOP: Final = 0.79
"""The part of the size by which the mark's characters stand over the baseline."""

PITCH_OF_MARK: Final = 1.15
"""The least pitch of a joint mark's organs, in their size."""

RULE_HEIGHT: Final = RULE_GAP + RULE_THICKNESS * 20 // 8
"""Twips from the row of the document number to the lower edge of the red rule."""

MOST_SHIFT: Final = 160
"""Twips, 3 mm, by which the gap over the title may differ from two rows, so that the page under it is filled."""

ROUNDING: Final = 3
"""Twips that a word processor may add to a row of the joint mark's table."""

SUFFIX_GAP: Final = SIZE_3
"""Between the organs of a joint mark and the 文件 they share."""


class Rule(StrEnum):
    """A line drawn across the type area with a paragraph (7.2.7, 7.4.1)."""

    RED_BELOW = "red-below"
    THICK_ABOVE = "thick-above"
    THIN_ABOVE = "thin-above"
    THICK_BELOW = "thick-below"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; lengths in twips.

    `left` and `right` are indents, `first` that of the first line beyond `left`. `space` stands above the paragraph
    and is dropped at the head of a page unless it `stays`; a negative one puts it into the row of the paragraph
    before it. `foot` says that it belongs at the foot of the last page, `turns` that it begins a page, `wide` that it
    stands on a page that lies on its side.
    """

    left: int
    right: int
    first: int
    align: str
    size: int
    line: int
    space: int = 0
    stays: bool = False
    foot: bool = False
    turns: bool = False
    wide: bool = False
    rules: tuple[Rule, ...] = ()


def settings(parts: Sequence[Piece], profile: LayoutProfile, *, sealed: bool = True) -> list[Setting]:
    """Return the setting of each of a document's pieces, in their order; `sealed` says that seals will be put to it."""
    out = [_plain(piece.role, profile, opens=_opens(parts, index)) for index, piece in enumerate(parts)]
    _attachments(parts, out)
    _signature(parts, out, sealed=sealed)
    _under_titles(parts, out, profile)
    _masthead(parts, out, profile)
    _imprint(parts, out)
    _tables(parts, out, profile)
    return out


def _opens(parts: Sequence[Piece], index: int) -> bool:
    """Whether a piece begins its block, so that the space its style wants stands above it."""
    if not index:
        return True
    role, before = parts[index].role, parts[index - 1].role
    return role is not before and not (role is Role.DATE and before is Role.SIGNATURE)


@cache
def _plain(role: Role, profile: LayoutProfile, *, opens: bool) -> Setting:
    style = STYLES[role]
    left, right, first = style.twips(style.left), style.twips(style.right), style.twips(style.first)
    space = style.before * profile.line if opens else 0
    return Setting(left, right, first, style.align, style.size, profile.line, space)


def _under_titles(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Keep a row free under the title with its lines, and under the title of an annex, which begins a page (7.3.7)."""
    for index, piece in enumerate(parts):
        if piece.role is Role.ANNEX_MARK:
            out[index] = replace(out[index], turns=True, space=0)
        after = parts[index + 1].role if index + 1 < len(parts) else None
        ends = (piece.role in TITLES and after not in TITLES) or piece.role is Role.ANNEX_TITLE
        if ends and after is not None and not out[index + 1].space:
            out[index + 1] = replace(out[index + 1], space=profile.line)


def _attachments(parts: Sequence[Piece], out: list[Setting]) -> None:
    """Later lines stand under the attachment's first character, later names under the first one's number (7.3.4)."""
    seen = 0
    for index, piece in enumerate(parts):
        if piece.role is Role.ATTACHMENTS:
            label = piece.text[: piece.spans[0].end] if piece.spans[0].generated else ""
            begin = 5 * SIZE_3 + 3 * LETTER_SPACING if seen else 2 * SIZE_3
            hang = begin + round(positions(label, SIZE_3, LETTER_SPACING)[-1])
            out[index] = replace(out[index], left=hang, first=begin - hang)
            seen += 1


def _signature(parts: Sequence[Piece], out: list[Setting], *, sealed: bool) -> None:
    block = [index for index, piece in enumerate(parts) if piece.role in TAIL]
    for index, right in zip(block, right_indents([parts[index] for index in block], sealed=sealed), strict=True):
        out[index] = replace(out[index], right=right)


def _masthead(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Stack the corner marks, the mark, the row of number and signatories, and keep the rows the standard wants."""
    head = [index for index, piece in enumerate(parts) if piece.role in MASTHEAD]
    if not head:
        return
    marks = [index for index in head if parts[index].role is Role.AUTHORITY_MARK]
    corner = sum(1 for index in head if parts[index].role in CORNER)
    if marks:
        _mark(parts, out, marks, profile, rows_above=CORNER_ROWS - corner)
    rows = [index for index in head if parts[index].role in {Role.DOCUMENT_NUMBER, Role.SIGNATORIES}]
    if rows:
        _number_row(parts, out, rows, profile)
        if marks or corner:
            under = ROWS_UNDER_MARK if marks else 1
            out[rows[0]] = replace(out[rows[0]], space=under * profile.line, stays=True)
    last = head[-1]
    if marks:
        out[last] = replace(out[last], rules=(Rule.RED_BELOW,))
    if last + 1 < len(parts):
        under_rule = ROWS_UNDER_RULE * profile.line + (RULE_HEIGHT if marks else 0)
        out[last + 1] = replace(out[last + 1], space=under_rule, stays=True)
        if marks and rows:
            _whole_rows(out, marks, last, profile)


def _whole_rows(out: list[Setting], marks: list[int], last: int, profile: LayoutProfile) -> None:
    """Make the masthead whole rows high, so that the page under it is filled: a joint mark gives way, or the last gap."""
    title, first = last + 1, out[marks[0]]
    height = sum(one.space + one.line for one in out[:title]) + out[title].space
    shift = round(height / profile.line) * profile.line - height
    if len(marks) > 1:
        more = min(round(shift / (len(marks) - BASELINE)), int(first.space / BASELINE))
        if first.line + more >= PITCH_OF_MARK * first.size:
            shift -= round(more * (len(marks) - BASELINE))
            for index in marks:
                out[index] = replace(out[index], line=first.line + more)
            out[marks[0]] = replace(out[marks[0]], space=first.space - round(more * BASELINE))
            beside = marks[-1] + 1
            if beside < title and out[beside].space < 0:
                tall = (first.line + more) * len(marks)
                out[beside] = replace(out[beside], line=tall, space=-tall)
        shift -= ROUNDING * len(marks)
    if abs(shift) <= MOST_SHIFT:
        out[title] = replace(out[title], space=out[title].space + shift)


def _mark(
    parts: Sequence[Piece], out: list[Setting], marks: list[int], profile: LayoutProfile, *, rows_above: int
) -> None:
    """Set the mark 35 mm down: organs one under the other, the 文件 they share beside them at half their height (7.2.4)."""
    suffix = next((index for index in range(marks[-1], len(parts)) if parts[index].role is Role.MARK_SUFFIX), None)
    beside = 0 if suffix is None else 2 * STYLES[Role.MARK_SUFFIX].size + SUFFIX_GAP
    longest = max((parts[index].text for index in marks), key=len)
    size = size_of(Role.AUTHORITY_MARK, longest, profile.width - beside)
    down = MARK_TOP - profile.top + round(GLYPH_TOP * size)
    line = round((down - CORNER_ROWS * profile.line) / BASELINE)
    if len(marks) > 1:
        rows = MARK_ROWS - sum(
            1 for piece in parts[marks[-1] : marks[-1] + MARK_ROWS] if piece.role is Role.SIGNATORIES
        )
        line = min(round(ROWS_PER_ORGAN * profile.line), rows * profile.line // len(marks))
        size = min(size, int(line / PITCH_OF_MARK) // 10 * 10)
        down = MARK_TOP - profile.top + round(GLYPH_TOP * size)
    above = down - round(BASELINE * line) - (CORNER_ROWS - rows_above) * profile.line
    left = 0 if suffix is None else max(0, (profile.width - len(longest) * size - beside) // 2)
    for index in marks:
        # organs of one mark are as long as the longest, their characters spread evenly
        align, right = ("spread", profile.width - left - len(longest) * size) if suffix is not None else ("center", 0)
        out[index] = replace(out[index], line=line, size=size, left=left, right=right, align=align)
    out[marks[0]] = replace(out[marks[0]], space=max(0, above), stays=True)
    if suffix is not None:
        height = line * len(marks)
        out[suffix] = replace(out[suffix], line=height, space=-height, right=left, stays=True)


def _number_row(parts: Sequence[Piece], out: list[Setting], rows: list[int], profile: LayoutProfile) -> None:
    """Put the number beside the last row of signatories, and later rows under the first one's first name (7.2.5, 6)."""
    signed = [index for index in rows if parts[index].role is Role.SIGNATORIES]
    if not signed:
        return
    first = parts[signed[0]]
    label = natural_width(first.text[: first.spans[0].end])
    start = profile.width - SIZE_3 - natural_width(first.text) + label
    for index in signed[1:]:
        out[index] = replace(out[index], left=start, right=0, align="left")
    for index in rows:
        if parts[index].role is Role.DOCUMENT_NUMBER:
            out[index] = replace(out[index], left=SIZE_3, align="left")
            out[signed[-1]] = replace(out[signed[-1]], space=-profile.line, stays=True)


def _imprint(parts: Sequence[Piece], out: list[Setting]) -> None:
    """Put the imprint at the foot of the last page, between its rules (7.4)."""
    block = [index for index, piece in enumerate(parts) if piece.role in IMPRINT]
    for index in block:
        role = parts[index].role
        rules = (Rule.THICK_ABOVE,) if index == block[0] else (Rule.THIN_ABOVE,) if role is Role.PRINTED else ()
        out[index] = replace(out[index], line=IMPRINT_LINE, space=0, foot=True, rules=rules)
        if role is Role.COPIED_TO:
            hang = round(positions("抄送：", STYLES[role].size, LETTER_SPACING)[-1])
            out[index] = replace(out[index], left=out[index].left + hang, first=-hang)
        if role is Role.PRINTED_ON and index and parts[index - 1].role is Role.PRINTED:
            out[index] = replace(out[index], space=-IMPRINT_LINE, stays=True)
    if block:
        out[block[-1]] = replace(out[block[-1]], rules=(*out[block[-1]].rules, Rule.THICK_BELOW))


def _tables(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Lay a table with all that stands round it on a page on its side when it asks for it or needs it."""
    for index, piece in enumerate(parts):
        if piece.table is not None:
            small = piece.role is not Role.TABLE_CAPTION
            line = profile.line // ROW_PARTS * 2 if small else profile.line
            out[index] = replace(out[index], line=line, wide=is_wide(piece.table, profile.width))
            if piece.role is Role.TABLE and index and parts[index - 1].role is Role.TABLE:  # else they would be one
                out[index] = replace(out[index], space=profile.line, stays=True)
