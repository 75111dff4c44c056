"""The first pages as HTML for a notebook's cell: the typesetter's own lines, everything escaped, nothing from outside."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from gongwen.standard import FOLIO_UP, GB9704, LETTER_SPACING, SIZE_4
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.typeset.layout import Line, Page

MOST_PAGES: Final = 12
"""So many pages are shown; a cell is for a look, and a long report would make the notebook heavy."""

PX_PER_TWIP: Final = 0.62 / 15
"""Two pages stand side by side in a cell of usual width; at 96 dpi a twip is a fifteenth of a pixel."""

FAMILIES: Final = {
    "fangsong": "仿宋_GB2312,FangSong,STFangsong,FandolFang R,Noto Serif CJK SC,serif",
    "kai": "楷体_GB2312,KaiTi,STKaiti,FandolKai,Noto Serif CJK SC,serif",
    "hei": "黑体,SimHei,Noto Sans CJK SC,sans-serif",
    "biaosong": "方正小标宋简体,FZXiaoBiaoSong-B05S,SimSun,Noto Serif CJK SC,serif",
    "latin": "Times New Roman,Liberation Serif,Tinos,serif",
}
"""What a browser may have of each typeface, the nearest first."""


def pages_html(document: Document) -> str:
    """Return the first pages of a document as they print, as one piece of HTML."""
    pages = typeset(document).pages
    sheets = "".join(_sheet(page) for page in pages[:MOST_PAGES])
    more = f"，这里是前 {MOST_PAGES} 页" if len(pages) > MOST_PAGES else ""
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:12px;max-height:640px;overflow:auto;padding:4px">'
        f'{sheets}</div><p style="opacity:.75;margin:4px">{document.characters} 字，{len(pages)} 页{more}</p>'
    )


def _sheet(page: Page) -> str:
    lines = "".join(_line(line, top) for line, top in zip(page.lines, page.tops, strict=True))
    size = f"width:{_px(GB9704.page_width)};height:{_px(GB9704.page_height)}"
    side, edge = ("right", GB9704.right) if page.number % 2 else ("left", GB9704.left)
    folio = (
        f"position:absolute;{side}:{_px(edge + SIZE_4)};bottom:{_px(FOLIO_UP - SIZE_4 // 2)};"
        f"font:{_px(SIZE_4)}/1 SimSun,serif"
    )
    return (
        f'<div style="position:relative;flex:none;{size};background:#fff;color:#000;box-shadow:0 0 4px #0004">{lines}'
        f'<span style="{folio}">— {page.number} —</span></div>'
    )


def _line(line: Line, top: int) -> str:
    align = (
        "text-align:justify;text-align-last:justify;text-justify:inter-character"
        if line.align == "justify"
        else f"text-align:{line.align}"
    )
    box = (
        f"position:absolute;margin:0;left:{_px(GB9704.left + line.left)};top:{_px(GB9704.top + top)};"
        f"width:{_px(line.width)};height:{_px(line.height)};line-height:{_px(line.height)};white-space:pre;"
        f"letter-spacing:{_px(LETTER_SPACING)};{align}"
    )
    runs = "".join(
        f'<span style="font-family:{FAMILIES[run.face]};font-size:{_px(run.size * 10)}">{html.escape(run.text)}</span>'
        for run in line.runs
    )
    return f'<div style="{box}">{runs}</div>'


def _px(twips: int) -> str:
    return f"{twips * PX_PER_TWIP:.2f}px"
