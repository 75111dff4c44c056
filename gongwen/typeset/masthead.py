"""The masthead: corner marks, the mark, the row of number and signatories, the red rule (GB/T 9704-2012, 7.2, 10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.piece import Role
from gongwen.standard import BASELINE, MARK_ROWS, MARK_TOP, ORDER_MARK_TOP, ROWS_UNDER_MARK, ROWS_UNDER_RULE, SIZE_3
from gongwen.typeset.setting import CORNER, GLYPH_TOP, MASTHEAD, MOST_SHIFT, RULE_HEIGHT, Rule
from gongwen.typeset.signature import natural_width
from gongwen.typeset.styles import STYLES, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.piece import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.setting import Setting

ROWS_PER_ORGAN: Final = 1.5
"""Rows of the grid that each organ of a joint mark takes."""

CORNER_ROWS: Final = 3
"""Rows over the mark that the corner's marks may take (7.2.1 to 7.2.3)."""

ORDER_CORNER_ROWS: Final = 1
"""The same over the mark of an order, which stands higher (10.2)."""

PITCH_OF_MARK: Final = 1.15
"""The least pitch of a joint mark's organs, in their size."""

ROUNDING: Final = 3
"""Twips that a word processor may add to a row of the joint mark's table."""

SUFFIX_GAP: Final = SIZE_3
"""Between the organs of a joint mark and the 文件 they share."""


def masthead(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile, layout: LayoutKind) -> None:
    """Stack the corner marks, the mark, the row of number and signatories, and keep the rows the standard wants."""
    head = [index for index, piece in enumerate(parts) if piece.role in MASTHEAD]
    if not head:
        return
    marks = [index for index in head if parts[index].role is Role.AUTHORITY_MARK]
    corner = sum(1 for index in head if parts[index].role in CORNER)
    if marks:
        _mark(parts, out, marks, profile, _Place.of(layout, corner))
    rows = [index for index in head if parts[index].role in {Role.DOCUMENT_NUMBER, Role.SIGNATORIES}]
    if rows:
        _number_row(parts, out, rows, profile)
        if marks or corner:
            under = ROWS_UNDER_MARK if marks else 1
            out[rows[0]] = replace(out[rows[0]], space=under * profile.line, stays=True)
    if issuers := [index for index in head if parts[index].role in {Role.ISSUER, Role.ISSUED_ON}]:
        _issuers(parts, out, issuers, profile)
    last = head[-1]
    ruled = bool(marks) and layout is not LayoutKind.ORDER
    if ruled:
        out[last] = replace(out[last], rules=(Rule.RED_BELOW,))
    if last + 1 < len(parts):
        under_rule = ROWS_UNDER_RULE * profile.line + (RULE_HEIGHT if ruled else 0)
        out[last + 1] = replace(out[last + 1], space=under_rule, stays=True)
        if marks and (rows or issuers):
            _whole_rows(out, marks, last, profile)


def _issuers(parts: Sequence[Piece], out: list[Setting], issuers: Sequence[int], profile: LayoutProfile) -> None:
    """Put who issues minutes a row under their number, the date beside the last of them (practice)."""
    first, last = issuers[0], issuers[-1]
    if first:
        under = 1 if parts[first - 1].role in {Role.DOCUMENT_NUMBER, Role.SIGNATORIES} else ROWS_UNDER_MARK
        out[first] = replace(out[first], space=under * profile.line, stays=True)
    if first != last and parts[last].role is Role.ISSUED_ON:
        out[last] = replace(out[last], space=-profile.line, stays=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a layout's mark stands: its upper edge on the paper (twips), the rows kept over it, those of them free."""

    top: int
    rows: int
    free: int

    @classmethod
    def of(cls, layout: LayoutKind, corner: int) -> _Place:
        rows = ORDER_CORNER_ROWS if layout is LayoutKind.ORDER else CORNER_ROWS
        return cls(ORDER_MARK_TOP if layout is LayoutKind.ORDER else MARK_TOP, rows, rows - corner)


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


def _mark(parts: Sequence[Piece], out: list[Setting], marks: list[int], profile: LayoutProfile, place: _Place) -> None:
    """Set the mark as far down as its layout wants: organs one under the other, the 文件 they share beside them at half their height (7.2.4)."""
    suffix = next((index for index in range(marks[-1], len(parts)) if parts[index].role is Role.MARK_SUFFIX), None)
    beside = 0 if suffix is None else 2 * STYLES[Role.MARK_SUFFIX].size + SUFFIX_GAP
    longest = max((parts[index].text for index in marks), key=len)
    size = size_of(Role.AUTHORITY_MARK, longest, profile.width - beside)
    down = place.top - profile.top + round(GLYPH_TOP * size)
    line = round((down - place.rows * profile.line) / BASELINE)
    if len(marks) > 1:
        rows = MARK_ROWS - sum(
            1 for piece in parts[marks[-1] : marks[-1] + MARK_ROWS] if piece.role is Role.SIGNATORIES
        )
        line = min(round(ROWS_PER_ORGAN * profile.line), rows * profile.line // len(marks))
        size = min(size, int(line / PITCH_OF_MARK) // 10 * 10)
        down = place.top - profile.top + round(GLYPH_TOP * size)
    above = down - round(BASELINE * line) - (place.rows - place.free) * profile.line
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
