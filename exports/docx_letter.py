"""A letter in the Word file: mark and double rule in the first page's header, the other rule in its footer (10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx_masthead import RED
from exports.docx_runs import runs, sized
from exports.docx_sections import FOOTER, LETTER_FOOTER, W, folio
from exports.docx_xml import EXACT, STYLE_IDS, blanks
from exports.docx_xml import slots as slots_of
from gongwen.headpieces import masthead
from gongwen.pieces import Role
from gongwen.standard import (
    LETTER_BETWEEN,
    LETTER_RULE_UP,
    LETTER_RULE_WIDTH,
    LETTER_THICK,
    LETTER_THIN,
    PAGE_WIDTH,
    SIZE_4,
)
from gongwen.typeset.letterhead import DOUBLE, over_rule, under_rule
from gongwen.typeset.settings import settings
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exports.docx_xml import Slots
    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.setting import Setting

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REST: Final = LETTER_RULE_UP - LETTER_FOOTER
"""Twips of the line under the lower double rule: what ends a footer is no border."""


def letter_parts(document: Document, profile: LayoutProfile) -> dict[str, bytes]:
    """Return the header and the footer of a letter's first page; without a mark there are no rules."""
    head = tuple(masthead(document))[:1]
    marked = bool(head) and head[0].role is Role.AUTHORITY_MARK
    slots = slots_of(document.appearance.names)
    inside = _head(head[0], settings(head, profile, layout=document.layout)[0], profile, slots) if marked else ""
    header = f"{HEAD}<w:hdr {W}>{inside or _line(REST, 0, profile)}</w:hdr>"
    # the lower double rule, thin over thick, and no number
    rules = _line(REST, LETTER_THIN, profile) + _line(LETTER_BETWEEN, LETTER_THICK, profile) if marked else ""
    footer = f"{HEAD}<w:ftr {W}>{rules}{_line(REST, 0, profile)}</w:ftr>"
    return {"word/header1.xml": header.encode(), "word/footer7.xml": footer.encode()}


def _head(piece: Piece, setting: Setting, profile: LayoutProfile, slots: Slots) -> str:
    """Return the mark, the double rule, and what is free down to the text."""
    text = runs(piece, slots) if setting.size == STYLES[piece.role].size else sized(piece, setting.size, slots)
    style = f'<w:pStyle w:val="{STYLE_IDS[piece.role]}"/>{EXACT.format(line=setting.line)}'
    over = over_rule(setting)
    rules = _line(over, LETTER_THICK, profile) + _line(LETTER_BETWEEN, LETTER_THIN, profile)
    free = under_rule(setting, profile) - over - DOUBLE
    return f"<w:p><w:pPr>{style}</w:pPr>{text}</w:p>{rules}{_line(free, 0, profile)}"


def lifted_footer(side: str, names: Mapping[str, str]) -> str:
    """Return the footer of a letter's other pages, whose number stands where every layout has it (7.5)."""
    number = (
        f'<w:p><w:pPr><w:pStyle w:val="GWFolio"/><w:ind w:{side}Chars="100" w:{side}="{SIZE_4}"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{folio(names)}</w:p>'
    )
    return f"{HEAD}<w:ftr {W}>{number}{blanks(FOOTER - LETTER_FOOTER, FOOTER)}</w:ftr>"


def letter_rows(
    parts: Sequence[Piece], set_as: Sequence[Setting], profile: LayoutProfile, slots: Slots
) -> Iterator[str]:
    """Yield the rows under a letter's double rule: marks at the left, the number at the right of the first."""
    for index, (piece, setting) in enumerate(zip(parts, set_as, strict=True)):
        style = f'<w:pStyle w:val="{STYLE_IDS[piece.role]}"/>'
        if index + 1 < len(parts) and set_as[index + 1].space < 0:
            tabs = f'<w:tabs><w:tab w:val="right" w:pos="{profile.width}"/></w:tabs>'
            text = f"{runs(piece, slots)}<w:r><w:tab/></w:r>{runs(parts[index + 1], slots)}"
            yield f"<w:p><w:pPr>{style}{tabs}</w:pPr>{text}</w:p>"
        elif setting.space >= 0:
            align = '<w:jc w:val="right"/>' if piece.role is Role.DOCUMENT_NUMBER else ""
            yield f"<w:p><w:pPr>{style}{align}</w:pPr>{runs(piece, slots)}</w:p>"


def _line(height: int, weight: int, profile: LayoutProfile) -> str:
    """Return an empty line, with a red rule under it that is centred on the page."""
    border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{weight}" w:space="0" w:color="{RED}"/></w:pBdr>' if weight else ""
    )
    edge = (PAGE_WIDTH - LETTER_RULE_WIDTH) // 2
    indent = f'<w:ind w:left="{edge - profile.left}" w:right="{edge - profile.right}"/>' if weight else ""
    return f'<w:p><w:pPr><w:pStyle w:val="GWRule"/>{border}{EXACT.format(line=height)}{indent}</w:pPr></w:p>'
