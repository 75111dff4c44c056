"""Edits of figures: each takes a value and returns a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.anchors import anchor, unanchored
from gongwen.document import ALTERNATIVE, HEADING, SOURCE, Document, Figure
from gongwen.edits import fresh_id
from gongwen.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_WIDTH, MOST_WIDTH = 5, 100
"""Hundredths of the type area's width."""

MOST_TOGETHER: Final = 20 << 20
"""Bytes of a report's pictures together, so that its file for exchange stays one that is read."""


def insert_figure(document: Document, section_id: str, index: int, figure: Figure) -> Document:
    """Return the document with a figure put into a section before the paragraph at an index; its id is given here."""
    made = replace(figure, id=fresh_id(document))
    document = replace(document, figures=(*document.figures, made))
    if fault := fault_of_all(document.figures):
        raise EditError(fault, mend="请先删掉几张，或者把图片缩小")
    return anchor(document, section_id, index, made.id)


def remove_figure(document: Document, figure_id: str) -> Document:
    """Return the document without a figure and without its place."""
    find_figure(document, figure_id)
    document = unanchored(document, figure_id)
    return replace(document, figures=tuple(figure for figure in document.figures if figure.id != figure_id))


def find_figure(document: Document, figure_id: str) -> Figure:
    """Return the figure of this id; raise EditError when there is none."""
    figure = next((figure for figure in document.figures if figure.id == figure_id), None)
    if figure is None:
        raise EditError("这张图已经不在了", where=figure_id, mend="可以撤销，或者重新插入一张")
    return figure


def update_figure(document: Document, figure_id: str, change: Callable[[Figure], Figure]) -> Document:
    """Return the document with one figure changed by `change`; raise EditError when it is gone or comes out wrong."""
    after = change(find_figure(document, figure_id))
    figures = tuple(after if figure.id == figure_id else figure for figure in document.figures)
    if fault := fault_of(after) or fault_of_all(figures):
        raise EditError(f"图片不能这样改：{fault}", mend="请撤销后再试")
    return replace(document, figures=figures)


def words_at(figure: Figure, index: int) -> str:
    """Return what stands at a paragraph of a Location in a figure: HEADING, SOURCE or ALTERNATIVE."""
    return _WORDS[index][0](figure) if index in _WORDS else ""


def set_words(figure: Figure, index: int, text: str) -> Figure:
    """Return the figure with the text at a paragraph of a Location in it replaced."""
    if index not in _WORDS:
        raise EditError("图片里没有这一处", mend="请看图片现在的样子")
    return _WORDS[index][1](figure, text)


def fault_of(figure: Figure) -> str:
    """Return what is wrong with a figure's width, or empty."""
    if LEAST_WIDTH <= figure.width <= MOST_WIDTH:
        return ""
    return f"宽度应当是 {LEAST_WIDTH} 到 {MOST_WIDTH} 的整数"


def fault_of_all(figures: tuple[Figure, ...]) -> str:
    """Return what is wrong with a report's figures together, or empty."""
    total = sum(len(figure.picture.data) for figure in figures)
    return f"全文的图片加起来最多 {MOST_TOGETHER >> 20} MB" if total > MOST_TOGETHER else ""


_WORDS: Final[dict[int, tuple[Callable[[Figure], str], Callable[[Figure, str], Figure]]]] = {
    HEADING: (lambda figure: figure.caption, lambda figure, text: replace(figure, caption=text)),
    SOURCE: (lambda figure: figure.source, lambda figure, text: replace(figure, source=text)),
    ALTERNATIVE: (lambda figure: figure.alternative, lambda figure, text: replace(figure, alternative=text)),
}
