"""Tables and charts of a document that are made from its indicators: put in, and made again where what they show changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exports.charts import families, picture
from gongwen.document import Figure
from gongwen.errors import EditError, GongwenError
from gongwen.figures import insert_figure
from gongwen.indicators.charted import TOLD, charted, told
from gongwen.indicators.drawn import brought, insert_drawn_table, noted, outcome, redrawn_tables, undrawn
from gongwen.indicators.links import followed
from gongwen.indicators.recipe import TableRecipe, read
from gongwen.indicators.recipetext import filled, is_filled

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.indicators.charted import Chart
    from gongwen.indicators.data import Data
    from gongwen.indicators.recipe import ChartRecipe

__all__ = ["Fault", "faults", "insert_drawing", "redrawn", "undrawn", "with_data"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A table or figure that can not be made again from the indicators, and why, as a sentence."""

    drawing: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What a chart's recipe comes to: equal ones need no new picture."""

    chart: Chart
    caption: str
    source: str
    alternative: str
    width: int
    faces: tuple[tuple[str, str], ...]


def with_data(document: Document, data: Data) -> Document:
    """Return the document with another table of indicators: links, tables and charts follow it.

    This is the one way to change the table of an open document. What cannot be made again stays as it is (see `faults`).
    """
    return redrawn(followed(document, data), document)


def redrawn(document: Document, was: Document) -> Document:
    """Return the document in which every table and chart that comes out otherwise than in `was` is made again.

    The recipe owns a chart's picture and the cells whose outcome changed; other cells, caption, unit, note, source, alternative text, width and
    the page that lies on its side stay as a person has changed them.
    """
    document = redrawn_tables(document, was)
    earlier = {each.id: each.recipe for each in was.data.drawings}
    figures = {each.id: each for each in document.figures}
    for drawing in document.data.drawings:
        if drawing.id in figures:
            # What cannot be drawn stays, and `faults` says why.
            with suppress(GongwenError):
                old = _earlier(earlier.get(drawing.id, drawing.recipe), was)
                figures[drawing.id] = _figure(figures[drawing.id], _graphic(drawing.recipe), old, document)
    drawn = tuple(figures.values())
    return document if drawn == document.figures else replace(document, figures=drawn)


def insert_drawing(document: Document, section: str, index: int, recipe: str) -> Document:
    """Return the document with a table or chart made by a recipe (TOML) before the paragraph at an index of a section.

    Raises TemplateError for a broken recipe, EditError when there is nothing to show, ExportError without a typeface.
    """
    found = read(recipe)
    if isinstance(found, TableRecipe):
        return insert_drawn_table(document, section, index, recipe)
    document = brought(document, found)
    made = _made(found, document)
    drawn = picture(made.chart, document.appearance, made.width)
    figure = Figure("", drawn, found.name, made.width, made.caption, made.alternative, made.source)
    document = insert_figure(document, section, index, figure)
    return noted(document, document.figures[-1].id, recipe)


def faults(document: Document) -> tuple[Fault, ...]:
    """Return why tables and charts of a document that are still there cannot be made again."""
    tables, figures = ({each.id for each in part} for part in (document.tables, document.figures))
    found = []
    for drawing in document.data.drawings:
        try:
            if drawing.id in tables:
                outcome(drawing.recipe, document)
            elif drawing.id in figures:
                _made(_graphic(drawing.recipe), document)
                families(tuple(document.appearance.names.items()))
        except GongwenError as error:
            found.append(Fault(drawing.id, error.sentence))
    return tuple(found)


def _figure(figure: Figure, recipe: ChartRecipe, old: _Made | None, document: Document) -> Figure:
    new = _made(recipe, document)
    # Words made from the amounts that are not these tell of another year or table: the picture does too.
    stale = figure.alternative.startswith(TOLD) and figure.alternative != new.alternative
    if new == old and not stale:
        return figure
    width = new.width if old is not None and figure.width == old.width else figure.width
    kept = {
        name: getattr(new if getattr(figure, name) in {"", getattr(old, name, "")} else figure, name)
        for name in ("caption", "source", "alternative")
    }
    if stale:
        kept["alternative"] = new.alternative
        kept["caption"] = new.caption if is_filled(figure.caption, recipe.caption) else kept["caption"]
    drawn = figure.picture
    if stale or old is None or (new.chart, new.faces) != (old.chart, old.faces) or width != figure.width:
        drawn = picture(new.chart, document.appearance, width)
    return replace(figure, picture=drawn, width=width, **kept)


def _earlier(text: str, was: Document) -> _Made | None:
    try:
        return _made(_graphic(text), was)
    except GongwenError:
        return None


def _graphic(text: str) -> ChartRecipe:
    found = read(text)
    if isinstance(found, TableRecipe):
        raise EditError("这份制表说明做的是表，不是图", mend="请换一份")
    return found


def _made(recipe: ChartRecipe, document: Document) -> _Made:
    chart = charted(recipe, document.data, document.year)
    texts = (filled(each, document.year) for each in (recipe.caption, recipe.source, recipe.alternative))
    caption, source, alternative = texts
    faces = tuple(document.appearance.names.items())
    return _Made(chart, caption, source, alternative or told(chart), recipe.width, faces)
