"""Every text of a document by a key of its own, as annotations are anchored in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.document import ALTERNATIVE, BODY_ID, HEADING, NOTE, SOURCE, UNIT, Location
from gongwen.errors import EditError
from gongwen.figures import words_at
from gongwen.tables import text_at
from gongwen.targets import CELL, FACE, HEADING_SUFFIX, NAMES, location_of, offset_of, read, write

if TYPE_CHECKING:
    from gongwen.document import Document, Figure, Table

CELLS: Final = "@cells"
"""Ends the key of all cells of a table as one text, row by row, so that rows put in before a cell do not change its key."""

APART: Final = "\x1f"
"""Stands between two cells in the text of a table's cells."""


def texts(document: Document) -> dict[str, str]:
    """Return all texts of a document: a target of gongwen.targets, or a table's id with CELLS, to what stands there."""
    found = {name: read(document, name) for name in NAMES if name != BODY_ID and not name.startswith(FACE)}
    for section in document.walk():
        found[section.id + HEADING_SUFFIX] = section.heading
        found[section.id] = "\n".join(section.paragraphs)
    for table in document.tables:
        found[table.id + CELLS] = APART.join(cell for row in table.rows for cell in row)
        found |= {f"{table.id}{CELL}{at}": text_at(table, at) for at in (HEADING, UNIT, NOTE, SOURCE)}
    for figure in document.figures:
        found |= {f"{figure.id}{CELL}{at}": words_at(figure, at) for at in (HEADING, SOURCE, ALTERNATIVE)}
    return found


def key_of(document: Document, location: Location) -> tuple[str, int]:
    """Return the key of the text a location lies in, and its start as an offset there (code points)."""
    inset = inset_of(document, location.section)
    if inset is not None and location.paragraph < 0:
        return f"{inset.id}{CELL}{location.paragraph}", location.start
    if inset is not None:
        cells = [cell for row in getattr(inset, "rows", ()) for cell in row]
        return inset.id + CELLS, sum(len(cell) + 1 for cell in cells[: location.paragraph]) + location.start
    key = location.section + HEADING_SUFFIX if location.paragraph == HEADING else location.section
    return key, offset_of(read(document, key), location)


def place_of(document: Document, key: str, offset: int) -> Location:
    """Return the location of an offset in a text; raise EditError when there is no such text."""
    if not key.endswith(CELLS):
        return location_of(key, read(document, key), offset)
    before = texts_of_cells(document, key)[: max(offset, 0)]
    start = len(before) - (before.rfind(APART) + 1)
    return Location(key.removesuffix(CELLS), before.count(APART), start, start)


def text_of(document: Document, key: str) -> str | None:
    """Return the text of a key, or None when there is none such."""
    if key.endswith(CELLS):
        return texts_of_cells(document, key) if inset_of(document, key.removesuffix(CELLS)) else None
    try:
        return read(document, key)
    except EditError:
        return None


def texts_of_cells(document: Document, key: str) -> str:
    """Return the text of all cells of the table that a key names; empty when it is gone."""
    table = next((table for table in document.tables if table.id + CELLS == key), None)
    return APART.join(cell for row in table.rows for cell in row) if table else ""


def rewrite(document: Document, key: str, text: str) -> Document:
    """Return the document with one text replaced; raise EditError when it is gone, or a table had other cells."""
    if not key.endswith(CELLS):
        return write(document, key, text)
    cells = text.split(APART)
    for at, (old, new) in enumerate(zip(texts_of_cells(document, key).split(APART), cells, strict=True)):
        if old != new:
            document = write(document, f"{key.removesuffix(CELLS)}{CELL}{at}", new)
    return document


def inset_of(document: Document, name: str) -> Table | Figure | None:
    """Return the table or the figure of this id, or None."""
    insets: tuple[Table | Figure, ...] = (*document.tables, *document.figures)
    return next((each for each in insets if each.id == name), None)
