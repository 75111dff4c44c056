"""The sections of the Word file: upright pages, and pages on their side whose number stands where the others have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.docx_xml import NAMESPACE, fonts
from gongwen.standard import FOLIO_UP, LETTER_RULE_UP, SIZE_4, on_its_side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.standard import LayoutProfile

W: Final = f'xmlns:w="{NAMESPACE}"'
FOOTER: Final = FOLIO_UP - SIZE_4 // 2
"""Twips from the paper's lower edge to the footer's: the dash then stands 7 mm under the type area (7.5)."""

LETTER_FOOTER: Final = LETTER_RULE_UP - 20
"""The same in a letter, whose lower double rule stands lower than a page number (10.1)."""

WIDE_FOOTER: Final = 700
"""The same on its side: the footer holds nothing there, and its empty line must not take from the type area."""

FOLIO_LENGTH: Final = 1600
"""Twips along the edge that a page number on a page on its side may take."""

FOOTERS: Final = {
    False: (("even", "rIdFooterEven"), ("default", "rIdFooterOdd")),
    True: (("even", "rIdFooterWideEven"), ("default", "rIdFooterWideOdd")),
}


LETTER_FOOTERS: Final = (("even", "rIdFooterLetterEven"), ("default", "rIdFooterLetterOdd"))
FIRST: Final = (
    '<w:headerReference w:type="first" r:id="rIdLetterHead"/><w:footerReference w:type="first" r:id="rIdLetterFoot"/>'
)
"""What the first page of a letter has for itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sections of a file share; `head` is how far under the paper's edge a header begins."""

    profile: LayoutProfile
    letter: bool = False
    head: int = 851


def section(sheet: Sheet, *, wide: bool = False, first: bool = False) -> str:
    """Return a section's properties: paper, margins, footers, the grid of lines (GB/T 9704-2012, 5 and 8)."""
    profile = sheet.profile
    page = on_its_side(profile) if wide else profile
    letter = sheet.letter and not wide
    names = LETTER_FOOTERS if letter else FOOTERS[wide]
    footers = "".join(f'<w:footerReference w:type="{kind}" r:id="{name}"/>' for kind, name in names)
    down = WIDE_FOOTER if wide else LETTER_FOOTER if letter else FOOTER
    side = ' w:orient="landscape"' if wide else ""
    # programs centre a grid in the type area, and neither 156 mm nor what a letter's head leaves are whole rows
    kind = "" if wide or letter else ' w:type="lines"'
    return (
        f'<w:sectPr>{FIRST if letter and first else ""}{footers}<w:pgSz w:w="{page.page_width}" w:h="{page.page_height}"{side}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{sheet.head}" w:footer="{down}" w:gutter="0"/>{"<w:titlePg/>" if letter and first else ""}'
        f'<w:docGrid{kind} w:linePitch="{profile.line}"/></w:sectPr>'
    )


def ended(last: str, properties: str) -> str:
    """Return a piece of the body that ends in a paragraph, with a section ending in it."""
    at = last.index("</w:pPr>", last.rindex("<w:p>"))
    return last[:at] + properties + last[at:]


def footer(side: str, names: Mapping[str, str]) -> str:
    """Return the footer of upright pages: — n — at the outer side, one character from the edge (7.5)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="GWFolio"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="{SIZE_4}"/><w:jc w:val="{side}"/></w:pPr>{folio(names)}</w:p></w:ftr>'
    )


def wide_footer(side: str, profile: LayoutProfile, names: Mapping[str, str]) -> str:
    """Return the footer of pages on their side: the number at the left edge, turned, where upright pages have it (8)."""
    left = FOOTER
    right_end = profile.page_width - profile.right - SIZE_4 - FOLIO_LENGTH
    top = right_end if side == "right" else profile.left + SIZE_4
    place = f'w:tblpX="{left}" w:tblpY="{top}" w:vertAnchor="page" w:horzAnchor="page"'
    cell = (
        f'<w:tcPr><w:tcW w:w="{SIZE_4}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="GWFolio"/><w:jc w:val="{side}"/></w:pPr>{folio(names)}</w:p>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr {W}><w:tbl><w:tblPr><w:tblpPr {place}/>'
        f'<w:tblW w:w="{SIZE_4}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{SIZE_4}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{FOLIO_LENGTH}" w:hRule="exact"/></w:trPr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="GWFolio"/></w:pPr></w:p></w:ftr>'
    )


def folio(names: Mapping[str, str]) -> str:
    """Return the runs of a page number."""
    run = f"<w:rPr>{fonts('song', names)}</w:rPr>"
    return (
        f'<w:r>{run}<w:t xml:space="preserve">— </w:t></w:r><w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{run}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{run}<w:t>1</w:t></w:r>'
        f'<w:r>{run}<w:fldChar w:fldCharType="end"/></w:r><w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r>'
    )
