"""The imprint of the Word file: a table between its rules at the foot of the last page (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.docx_runs import runs
from exports.docx_xml import EXACT, STYLE_IDS, blanks
from gongwen.pieces import Role
from gongwen.standard import BASELINE, IMPRINT_LINE, SIZE_4, THICK_RULE, THIN_RULE
from gongwen.typeset.paragraph import ranges_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.docx_xml import Slots
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Layout
    from gongwen.typeset.settings import Setting

END: Final = 14
"""Twips of the paragraph that must follow a table at the end of a document."""

GLYPH_OVER, GLYPH_UNDER = 0.86, 0.14
"""The parts of a character's height over and under the baseline."""

TWIPS_PER_EIGHTH: Final = 20 / 8


def imprint(
    parts: Sequence[Piece], set_as: Sequence[Setting], profile: LayoutProfile, layout: Layout, slots: Slots
) -> str:
    """Return the blank rows down to the imprint, and the imprint."""
    rows: list[str] = []
    at = 0
    while at < len(parts):
        beside = at + 1 < len(parts) and set_as[at + 1].space < 0
        height = len(ranges_of(parts[at], set_as[at], profile)) * set_as[at].line
        rows.append(_row(parts[at : at + 1 + beside], set_as[at], _Row(height, profile.width, not at), slots))
        at += 2 if beside else 1
    ruled = bool(set_as[0].rules)  # a letter's imprint has no rules
    borders = (
        ""
        if not ruled
        else (
            f'<w:tblBorders><w:top w:val="single" w:sz="{THICK_RULE}" w:space="0" w:color="auto"/>'
            f'<w:bottom w:val="single" w:sz="{THICK_RULE}" w:space="0" w:color="auto"/></w:tblBorders>'
        )
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{profile.width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{profile.width}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    end = f'<w:p><w:pPr><w:pStyle w:val="GWBlank"/><w:spacing w:line="{END}" w:lineRule="exact"/></w:pPr></w:p>'
    return _gap(set_as, profile, layout) + table + end


def _gap(set_as: Sequence[Setting], profile: LayoutProfile, layout: Layout) -> str:
    """Return the blank paragraphs between the text and the imprint; on a page of its own they begin that page."""
    page = layout.pages[-1]
    above = [index for index, line in enumerate(page.lines) if not line.setting.foot]
    foot = page.tops[above[-1]] + page.lines[above[-1]].height if above else 0
    first = next(index for index, line in enumerate(page.lines) if line.setting.foot)
    between = sum(1 for setting in set_as if setting.space >= 0) - 1
    rules = round((2 * THICK_RULE + between * THIN_RULE) * TWIPS_PER_EIGHTH)
    room = page.tops[first] - foot - END - rules
    return blanks(room, profile.line) if room > 0 else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the imprint's table: height and width in twips."""

    height: int
    width: int
    first: bool


def _row(parts: Sequence[Piece], setting: Setting, row: _Row, slots: Slots) -> str:
    piece = parts[0]
    tabs, indent, top = "", "", ""
    if piece.role is Role.COPIED_TO:
        indent = (
            f'<w:ind w:leftChars="0" w:left="{setting.left}" w:right="{setting.right}" w:hanging="{-setting.first}"/>'
        )
    text = runs(piece, slots)
    if len(parts) > 1:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{row.width - SIZE_4}"/></w:tabs>'
        text += f"<w:r><w:tab/></w:r>{runs(parts[1], slots)}"
    if not row.first:
        top = f'<w:tcBorders><w:top w:val="single" w:sz="{THIN_RULE}" w:space="0" w:color="auto"/></w:tcBorders>'
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{row.height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{row.width}" w:type="dxa"/>{top}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[piece.role]}"/>{tabs}{EXACT.format(line=_pitch(row.height))}{indent}</w:pPr>'
        f"{text}</w:p></w:tc></w:tr>"
    )


def _pitch(height: int) -> int:
    """Return the pitch at which a row's lines stand in the middle between its rules.

    An exact pitch puts four fifths of its leading over the characters; at the row's own they would stand on the rule.
    """
    lines = height // IMPRINT_LINE
    over, under = BASELINE, lines - 1 + BASELINE
    return round((height + (GLYPH_OVER - GLYPH_UNDER) * SIZE_4) / (over + under))
