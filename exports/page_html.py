"""The first pages as HTML for a notebook's cell: the typesetter's own lines, everything escaped, nothing from outside."""

from __future__ import annotations

import html
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from exports.strokes import TWIPS_PER_EIGHTH, strokes
from gongwen.standard import FOLIO_UP, PROFILES, SIZE_4, on_its_side
from gongwen.typeset import typeset
from gongwen.typeset.figure import Drawing
from gongwen.typeset.styles import STYLES
from gongwen.typeset.table import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Line, Page, Run

MOST_PAGES: Final = 12
"""So many pages are shown; a cell is for a look, and a long report would make the notebook heavy."""

PX_PER_TWIP: Final = 0.62 / 15
"""Two pages stand side by side in a cell of usual width; at 96 dpi a twip is a fifteenth of a pixel."""

RED: Final = "#e60012"

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
    profile = PROFILES[document.appearance.profile]
    sheets = "".join(_sheet(page, profile) for page in pages[:MOST_PAGES])
    more = f"，这里是前 {MOST_PAGES} 页" if len(pages) > MOST_PAGES else ""
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:12px;max-height:640px;overflow:auto;padding:4px">'
        f'{sheets}</div><p style="opacity:.75;margin:4px">{document.characters} 字，{len(pages)} 页{more}</p>'
    )


def page_html(document: Document, number: int) -> str:
    """Return one page of a document, counted from 1, as it prints."""
    page = typeset(document).pages[number - 1]
    return f'<div style="padding:4px">{_sheet(page, PROFILES[document.appearance.profile])}</div>'


def _sheet(page: Page, profile: LayoutProfile) -> str:
    paper = on_its_side(profile) if page.wide else profile
    lines = "".join(_line(line, top, paper) for line, top in zip(page.lines, page.tops, strict=True))
    size = f"width:{_px(paper.page_width)};height:{_px(paper.page_height)}"
    outer = _px((profile.right if page.number % 2 else profile.left) + SIZE_4)
    up = _px(FOLIO_UP - SIZE_4 // 2)
    if page.wide:  # the number stands where upright pages have it
        place = f"{'bottom' if page.number % 2 else 'top'}:{outer};left:{up};writing-mode:vertical-rl"
    else:
        place = f"{'right' if page.number % 2 else 'left'}:{outer};bottom:{up}"
    style = f"position:absolute;{place};font:{_px(SIZE_4)}/1 SimSun,serif"
    folio = f'<span style="{style}">— {page.number} —</span>' if page.folio else ""
    return f'<div style="position:relative;flex:none;{size};background:#fff;color:#000;box-shadow:0 0 4px #0004">{lines}{folio}</div>'


def _line(line: Line, top: int, paper: LayoutProfile) -> str:
    if isinstance(line, Row):
        return _row(line, top, paper)
    if isinstance(line, Drawing):
        return _picture(line, top, paper)
    align = (
        "text-align:justify;text-align-last:justify;text-justify:inter-character"
        if line.align in {"justify", "spread"}
        else f"text-align:{line.align}"
    )
    box = (
        f"{_box(paper.left + line.left, paper.top + top, line.width, line.height)};line-height:{_px(line.height)};"
        f"letter-spacing:{_px(STYLES[line.role].spacing)};{align}"
    )
    red = f";color:{RED}" if STYLES[line.role].red else ""
    return f'<div style="{box}{red}">{_runs(line.runs)}</div>{_strokes(line, top, paper)}'


def _strokes(line: Line, top: int, paper: LayoutProfile) -> str:
    """Return the rules drawn with a line, each at least as thick as can be seen."""
    out = []
    for each in strokes(line, paper):
        thick = each.weight * TWIPS_PER_EIGHTH
        place = f"left:{_px(each.left)};top:{_px(paper.top + top + each.down - thick / 2)};width:{_px(each.width)}"
        colour = RED if each.red else "#000"
        out.append(f'<div style="position:absolute;{place};height:max(1px,{_px(thick)});background:{colour}"></div>')
    return "".join(out)


def _picture(line: Drawing, top: int, paper: LayoutProfile) -> str:
    """Return a figure's picture, with what is said of it to those who cannot see it."""
    figure = line.piece.figure
    if figure is None:
        return ""
    picture, told = figure.picture, html.escape(figure.alternative.strip() or figure.caption.strip())
    place = _box(paper.left + line.left, paper.top + top + line.top, line.width, line.drawn)
    source = f"data:{picture.media};base64,{b64encode(picture.data).decode()}"
    return f'<img style="{place}" alt="{told}" src="{source}">'


def _row(row: Row, top: int, paper: LayoutProfile) -> str:
    """Return a row of a table: a box a cell, and the lines in it; what goes on below has no rule there."""
    out = []
    for cell in row.cells:
        left, upper = paper.left + cell.left, paper.top + top
        rules = f"border:1px solid #000;{'border-top:0;' if cell.part else ''}" + (
            "border-bottom:0;" if cell.part + 1 < cell.rows else ""
        )
        out.append(f'<div style="{_box(left, upper, cell.width, row.height)};box-sizing:border-box;{rules}"></div>')
        room = cell.width - 2 * row.margin - cell.indent
        for number, (start, end) in enumerate(cell.ranges):
            box = _box(left + row.margin, upper + cell.top + number * cell.pitch, room, cell.pitch)
            style = f"{box};line-height:{_px(cell.pitch)};text-align:{cell.align}"
            out.append(f'<div style="{style}">{_runs(row.runs_of(start, end, cell.size))}</div>')
    return "".join(out)


def _box(left: int, top: int, width: int, height: int) -> str:
    return (
        f"position:absolute;margin:0;left:{_px(left)};top:{_px(top)};width:{_px(width)};height:{_px(height)};"
        "white-space:pre"
    )


def _runs(runs: Sequence[Run]) -> str:
    return "".join(
        f'<span style="font-family:{FAMILIES[run.face]};font-size:{_px(run.size * 10)}">{html.escape(run.text)}</span>'
        for run in runs
    )


def _px(twips: float) -> str:
    return f"{twips * PX_PER_TWIP:.2f}px"
