"""Tables of a document that are made from its indicators: put in, and made again when an amount in them changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError, GongwenError
from gongwen.indicators.data import Data, Drawing
from gongwen.indicators.recipe import TableRecipe, read
from gongwen.indicators.tabled import tabled
from gongwen.tables import fault_of, insert_table

if TYPE_CHECKING:
    from gongwen.document import Document, Table
    from gongwen.indicators.indicator import Indicator
    from gongwen.indicators.recipe import Recipe

KEPT: Final = 64
"""Tables that are kept as they came out: a check after every key asks for all of a report's."""


def insert_drawn_table(document: Document, section: str, index: int, text: str) -> Document:
    """Return the document with a table made by a recipe before the paragraph at an index of a section.

    Indicators that come with the recipe are added. Raises TemplateError and EditError; then nothing is put in.
    """
    recipe = read(text)
    document = brought(document, recipe)
    table = outcome(text, document)
    document = insert_table(document, section, index, table)
    return noted(document, document.tables[-1].id, text)


def brought(document: Document, recipe: Recipe) -> Document:
    """Return the document with the indicators that come with a recipe; those it has already stay as they are."""
    here = {each.id for each in document.data.indicators}
    new = tuple(each for each in (recipe.brings if isinstance(recipe, TableRecipe) else ()) if each.id not in here)
    if not new:
        return document
    return replace(document, data=replace(document.data, indicators=(*document.data.indicators, *new)))


def noted(document: Document, inset: str, text: str) -> Document:
    """Return the document in which a table or figure is made by a recipe."""
    rest = tuple(each for each in document.data.drawings if each.id != inset)
    return replace(document, data=replace(document.data, drawings=(*rest, Drawing(inset, text))))


def undrawn(document: Document, inset: str) -> Document:
    """Return the document in which a table or figure is an ordinary one, as it stands."""
    rest = tuple(each for each in document.data.drawings if each.id != inset)
    return replace(document, data=replace(document.data, drawings=rest))


def sound(table: Table) -> Table:
    """Return a table; raise EditError when it is too large or its cells lie over each other."""
    if fault := fault_of(table):
        raise EditError(f"这张表做不出来：{fault[1]}", mend="请改一改制表说明")
    return table


def retabled(table: Table, old: Table | None, new: Table) -> Table:
    """Return a table of a document made again.

    Cells that come out otherwise than in `old` are the recipe's, the others stay as a person has left them; so do the lines
    round it. With other rows or columns, or without `old`, all cells are the recipe's.
    """
    rows = new.rows if old is None else _rows(table, old, new)
    if old is None:
        old = replace(table, caption="", unit="", note="", source="")
    kept = {
        name: getattr(new if getattr(table, name) in {getattr(old, name), ""} else table, name)
        for name in ("caption", "unit", "note", "source")
    }
    lies = new.landscape if table.landscape == old.landscape else table.landscape
    return replace(new, id=table.id, rows=rows, landscape=lies, **kept)


def _rows(table: Table, old: Table, new: Table) -> tuple[tuple[str, ...], ...]:
    shapes = {(len(each.rows), each.columns, each.merges) for each in (table, old, new)}
    if len(shapes) > 1:
        return new.rows
    lines = zip(table.rows, old.rows, new.rows, strict=True)
    return tuple(tuple(here if made == was else made for here, was, made in zip(*line, strict=True)) for line in lines)


def redrawn_tables(document: Document, was: Document) -> Document:
    """Return the document in which every table that its recipe makes otherwise than in `was` is made again.

    One that cannot be made stays as it is.
    """
    earlier = {each.id: each.recipe for each in was.data.drawings}
    tables = {each.id: each for each in document.tables}
    for drawing in document.data.drawings:
        if drawing.id in tables:
            with suppress(GongwenError):
                new = outcome(drawing.recipe, document)
                old = _outcome(earlier.get(drawing.id, drawing.recipe), was)
                if new != old:
                    tables[drawing.id] = retabled(tables[drawing.id], old, new)
    made = tuple(tables.values())
    return document if made == document.tables else replace(document, tables=made)


def outcome(text: str, document: Document) -> Table:
    """Return the table that a recipe makes of a document, without an id; raise TemplateError and EditError."""
    return _made(text, document.data.indicators, document.year)


@lru_cache(KEPT)
def _made(text: str, indicators: tuple[Indicator, ...], year: int) -> Table:
    recipe = read(text)
    if not isinstance(recipe, TableRecipe):
        raise EditError("这份制表说明画的是图，不是表", mend="请换一份")
    return sound(tabled(recipe, Data(indicators), year))


def _outcome(text: str, document: Document) -> Table | None:
    try:
        return outcome(text, document)
    except GongwenError:
        return None
