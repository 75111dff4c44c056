"""The masthead of the Word file: corner marks, the red mark, number and signatories in one row, the red rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx_runs import runs, sized
from exports.docx_xml import EXACT, STYLE_IDS, blanks
from gongwen.pieces import Role
from gongwen.standard import RULE_GAP, RULE_THICKNESS, SIZE_3, SIZE_MARK, TYPE_AREA_WIDTH
from gongwen.typeset.settings import Rule
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.docx_xml import Slots
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.settings import Setting

RED: Final = "FF0000"

MARK_LINE: Final = f'<w:spacing w:line="{SIZE_MARK * 3 // 2}" w:lineRule="exact"/>'
SLACK: Final = 40
"""Twips that the organs of a mark have beyond what they need."""

MARKS: Final = frozenset({Role.AUTHORITY_MARK, Role.MARK_SUFFIX})


def masthead(parts: Sequence[Piece], set_as: Sequence[Setting], profile: LayoutProfile, slots: Slots) -> Iterator[str]:
    """Yield the paragraphs of the masthead (GB/T 9704-2012, 7.2)."""
    mark = [index for index, piece in enumerate(parts) if piece.role in MARKS]
    for index, (piece, setting) in enumerate(zip(parts, set_as, strict=True)):
        if index in mark[1:]:
            continue
        if setting.space > 0:
            yield blanks(setting.space, profile.line)
        if len(mark) > 1 and index == mark[0]:
            yield _table([parts[at] for at in mark], [set_as[at] for at in mark], slots)
        elif index in mark:
            yield _paragraph(piece, setting, f'<w:spacing w:line="{setting.line}" w:lineRule="exact"/>', "", slots)
        elif index + 1 < len(parts) and set_as[index + 1].space < 0:
            yield _row(piece, parts[index + 1], set_as[index + 1], slots)
        elif setting.space >= 0:
            yield _paragraph(piece, setting, "", _indent(setting), slots)
        if Rule.RED_BELOW in setting.rules:
            yield _rule()


def _rule() -> str:
    """Return the red rule, 4 mm under the row before it."""
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="{RULE_THICKNESS}" w:space="0" w:color="{RED}"/></w:pBdr>'
    line = f'<w:spacing w:line="{RULE_GAP}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="GWRule"/>{border}{line}</w:pPr></w:p>'


def _row(number: Piece, signed: Piece, setting: Setting, slots: Slots) -> str:
    """Return the document number at the left and the signatories at the right of one row (7.2.5)."""
    kind, place = ("left", setting.left) if setting.align == "left" else ("right", TYPE_AREA_WIDTH - SIZE_3)
    tabs = f'<w:tabs><w:tab w:val="{kind}" w:pos="{place}"/></w:tabs>'
    indent = f'<w:ind w:leftChars="100" w:left="{SIZE_3}"/><w:jc w:val="left"/>'
    head = f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[number.role]}"/>{tabs}{indent}</w:pPr>'
    return f"{head}{runs(number, slots)}<w:r><w:tab/></w:r>{runs(signed, slots)}</w:p>"


def _paragraph(piece: Piece, setting: Setting, spacing: str, indent: str, slots: Slots) -> str:
    text = runs(piece, slots) if setting.size == STYLES[piece.role].size else sized(piece, setting.size, slots)
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[piece.role]}"/>{spacing}{indent}</w:pPr>{text}</w:p>'


def _indent(setting: Setting) -> str:
    if setting.align != "left" or not setting.left:
        return ""
    return f'<w:ind w:leftChars="0" w:left="{setting.left}" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'


def _table(parts: Sequence[Piece], set_as: Sequence[Setting], slots: Slots) -> str:
    """Return the mark of several organs: a borderless table, the 文件 they share in a cell beside them all (7.2.4).

    They stand in one cell: LibreOffice moves the text from a first page with too many paragraphs over it.
    """
    organs = [index for index, piece in enumerate(parts) if piece.role is Role.AUTHORITY_MARK]
    suffix = next((index for index, piece in enumerate(parts) if piece.role is Role.MARK_SUFFIX), None)
    left = set_as[organs[0]].left if suffix is not None else 0
    wide = TYPE_AREA_WIDTH - left - (set_as[organs[0]].right if suffix is not None else 0)
    beside = TYPE_AREA_WIDTH - 2 * left - wide if suffix is not None else 0
    if suffix is not None:  # a cell as wide as its text may lose the last character to a rounding
        wide, beside = wide + SLACK, beside - SLACK
    align = "distribute" if suffix is not None else "center"
    names = "".join(
        _paragraph(
            parts[index], set_as[index], EXACT.format(line=set_as[index].line), f'<w:jc w:val="{align}"/>', slots
        )
        for index in organs
    )
    cells = _cell(wide, "", names)
    if suffix is not None:
        inside = _paragraph(parts[suffix], set_as[suffix], MARK_LINE, "", slots)
        cells += _cell(beside, '<w:vAlign w:val="center"/>', inside)
    height = f'<w:trPr><w:trHeight w:val="{sum(set_as[index].line for index in organs)}" w:hRule="exact"/></w:trPr>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (wide, beside) if width)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{wide + beside}" w:type="dxa"/><w:tblInd w:w="{left}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{height}{cells}</w:tr></w:tbl>"
    )


def _cell(width: int, properties: str, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'
