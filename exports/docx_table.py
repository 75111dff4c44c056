"""A table of the Word file: a real one, its header repeated, rows of exact height, cells by style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.docx_runs import runs_in_size
from exports.docx_xml import STYLE_IDS, attribute
from gongwen.pieces import Piece, Role, Span
from gongwen.standard import TABLE_EDGE, TABLE_RULE
from gongwen.tablepieces import flat
from gongwen.typeset.columns import columns_of
from gongwen.typeset.styles import STYLES
from gongwen.typeset.table import set_table

if TYPE_CHECKING:
    from exports.docx_xml import Slots
    from gongwen.document import Table
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.settings import Setting
    from gongwen.typeset.table import Cell, Row

GRID: Final = "GWGrid"
"""The style of tables with rules."""

CELL_STYLES: Final = {"left": STYLE_IDS[Role.TABLE], "center": "GWTableCenter", "right": "GWTableNumber"}
"""The styles of cells under the header, by where their text stands."""

LONGEST_DESCRIPTION: Final = 250


@dataclass(frozen=True, slots=True)
class Written:
    """How a table is to be written: `pins` ends each line of a cell where the engine does, `turns` begins a page."""

    slots: Slots
    pins: bool = False
    turns: bool = False


def table_xml(piece: Piece, setting: Setting, profile: LayoutProfile, how: Written) -> str:
    """Return a table's piece as XML; `profile` is that of the page it stands on."""
    table = piece.table
    if table is None:
        return ""
    columns = columns_of(table, profile.width)
    rows = set_table(piece, setting, profile)
    sides = "".join(f'<w:{side} w:w="{columns.margin}" w:type="dxa"/>' for side in ("left", "right"))
    named = f"<w:tblCaption w:val={attribute(flat(table.caption))}/>" if table.caption.strip() else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{GRID}"/><w:tblW w:w="{profile.width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"'
        ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{named}<w:tblDescription w:val={attribute(_described(table))}/></w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns.columns)
        + "</w:tblGrid>"
        + "".join(_row(row, table, how) for row in rows)
        + "</w:tbl>"
    )


def table_style() -> str:
    """Return the definition of the style of tables with rules, without its namespace."""
    rule = f'w:val="single" w:sz="{TABLE_RULE}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return f'<w:name w:val="公文表格"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'


def _described(table: Table) -> str:
    """Return what a reader who cannot see the table is told: its size and its header."""
    head = "、".join(flat(cell) for row in table.rows[: table.header_rows] for cell in row if cell.strip())
    text = f"{len(table.rows)}行{table.columns}列" + (f"，表头：{head}" if head else "")
    return text[:LONGEST_DESCRIPTION]


def _row(row: Row, table: Table, how: Written) -> str:
    exact = row.height - (0 if row.number else TABLE_EDGE)
    height = "" if row.tall else f'<w:cantSplit/><w:trHeight w:val="{exact}" w:hRule="exact"/>'
    header = "<w:tblHeader/>" if row.number < table.header_rows else ""
    cells = "".join(_cell(row, cell, table, how) for cell in row.cells)
    properties = f"<w:trPr>{height}{header}</w:trPr>" if height or header else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(row: Row, cell: Cell, table: Table, how: Written) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows < 2 else "<w:vMerge/>" if cell.part else '<w:vMerge w:val="restart"/>'
    place = "" if row.tall else '<w:vAlign w:val="center"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/>{span}{merge}{place}</w:tcPr>'
        f"{_paragraphs(row, cell, table, how)}</w:tc>"
    )


def _paragraphs(row: Row, cell: Cell, table: Table, how: Written) -> str:
    """Return a cell's paragraphs: one a line break that was typed; in a pinned file their lines are broken too."""
    head = row.number < table.header_rows
    role = Role.TABLE_HEAD if head else Role.TABLE
    style = STYLE_IDS[role] if head else CELL_STYLES[cell.align]
    turn = "<w:pageBreakBefore/>" if how.turns and not row.number and not cell.column else ""
    line = f'<w:spacing w:line="{cell.pitch}" w:lineRule="exact"/>' if cell.size != STYLES[role].size else ""
    align = '<w:jc w:val="left"/>' if head and cell.align == "left" else ""
    indent = f'<w:ind w:right="{cell.indent}"/>' if cell.indent else ""
    begin = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{turn}{line}{indent}{align}</w:pPr>'
    text = "" if cell.part else table.rows[row.number][cell.column]
    if not text.strip():
        return f"{begin}</w:p>"
    start = row.place(cell, 0).start
    ranges = [(first + start, last + start) for first, last in cell.ranges]
    out, at = [], 0
    for part in text.split("\n"):
        piece = Piece(role, flat(part), (Span(0, len(part), role, row.place(cell, 0)),))
        mine = [(first - at, last - at) for first, last in ranges if at <= first and last <= at + len(part)]
        shown = mine if how.pins else [(0, len(part))]
        lines = (runs_in_size(piece, first, last, cell.size, how.slots) for first, last in shown)
        out.append(f"{begin}{'<w:r><w:br/></w:r>'.join(lines)}</w:p>")
        at += len(part) + 1
    return "".join(out)
