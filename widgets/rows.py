"""A table's row and a figure's picture as the page paints them: boxes of cells, the lines of text in them, the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongwen.standard import BASELINE

if TYPE_CHECKING:
    from gongwen.typeset.figure import Drawing
    from gongwen.typeset.table import Cell, Row

TWIPS_PER_PX: Final = 15
"""1440 twips and 96 CSS pixels to the inch."""

PX_PER_HALF_POINT: Final = 2 / 3
PX_PER_EIGHTH: Final = 1 / 6


def painted_row(row: Row, gap: int) -> dict[str, Any]:
    """Return a row as the page paints it, lengths in CSS pixels; each cell is a place, an empty one too."""
    table = row.piece.table
    cells = table.rows[row.number] if table else ()
    first = row.number * len(cells)
    places, at = [], 0
    for index, cell in enumerate(cells):
        places.append([at, table.id if table else "", first + index, 0, 0])
        at += len(cell) + 1
    return {
        "r": row.role, "a": row.align, "x": 0, "w": row.width / TWIPS_PER_PX, "h": row.height / TWIPS_PER_PX,
        "g": gap / TWIPS_PER_PX, "b": BASELINE, "n": len(row.text), "d": [], "s": places,
        "t": [["", 0, row.text.replace("\t", "，")]], "m": row.margin / TWIPS_PER_PX,
        "c": [_painted_cell(row, cell, first + cell.column) for cell in row.cells],
    }  # fmt: skip


def painted_picture(line: Drawing, gap: int) -> dict[str, Any]:
    """Return a figure's picture as the page paints it: which one, what is said of it, where in its rows it stands."""
    figure = line.piece.figure
    told = (figure.alternative.strip() or figure.caption.strip() or "图片") if figure else ""
    return {
        "r": line.role, "a": line.align, "x": line.left / TWIPS_PER_PX, "w": line.width / TWIPS_PER_PX,
        "h": line.height / TWIPS_PER_PX, "b": 0, "g": gap / TWIPS_PER_PX, "n": 0, "d": [], "t": [],
        "s": [[0, figure.id if figure else "", 0, 0, 0]],
        "i": [figure.picture.digest if figure else "", told, line.top / TWIPS_PER_PX, line.drawn / TWIPS_PER_PX],
    }  # fmt: skip


def _painted_cell(row: Row, cell: Cell, place: int) -> dict[str, Any]:
    """Return a cell: its box, whether it goes on from the row above and into the one below, and its lines."""
    return {
        "p": place, "x": cell.left / TWIPS_PER_PX, "w": cell.width / TWIPS_PER_PX,
        "from": int(cell.part > 0), "on": int(cell.part + 1 < cell.rows),
        "a": cell.align, "i": cell.indent / TWIPS_PER_PX, "y": cell.top / TWIPS_PER_PX, "l": cell.pitch / TWIPS_PER_PX,
        "t": [
            [
                start - row.start, row.place(cell, start).start,
                [[run.face, run.size * PX_PER_HALF_POINT, run.text] for run in row.runs_of(start, end, cell.size)],
            ]
            for start, end in cell.ranges
        ],
    }  # fmt: skip
