"""征求意见及采纳情况表 as a Word file, typeset like a table of a report on its side, and as a workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from exports.docx import export_docx
from exports.export import Export, file_name
from gongwen.document import ANCHOR, BODY_ID, Document, Section, Table
from gongwen.review.opinions import COLUMNS, TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from gongwen.review.opinions import Opinion

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS: Final = (6, 14, 40, 48, 12, 40)
"""How wide the columns of the workbook are, in characters."""

MOST: Final = 32_000
"""Characters of a cell; a workbook takes 32,767."""


def opinions_docx(document: Document, rows: Sequence[Opinion]) -> Export:
    """Return the table of the opinions on a document as a Word file."""
    cells = (COLUMNS, *(row.cells for row in rows))
    table = Table("b1", cells, caption=TITLE, note=f"文稿：{document.name}", landscape=True)
    body = Section(BODY_ID, paragraphs=(ANCHOR + table.id,))
    # Without a title, which would stand alone on an upright page before the table.
    made = Document(body=body, tables=(table,), appearance=document.appearance)
    return Export(file_name(document, "docx", TITLE), *_rest(export_docx(made)))


def opinions_xlsx(document: Document, rows: Sequence[Opinion]) -> Export:
    """Return the table of the opinions on a document as a workbook; no cell of it is a formula."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = TITLE
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEF"[at]].width = width
    for number, cells in enumerate((COLUMNS, *(row.cells for row in rows)), 1):
        for column, text in enumerate(cells, 1):
            _write(sheet, (number, column), text, head=number == 1)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return Export(file_name(document, "xlsx", TITLE), MIME, out.getvalue())


def _write(sheet: Worksheet, place: tuple[int, int], text: str, *, head: bool) -> None:
    cell = sheet.cell(*place)
    if place[1] == 1 and not head:
        cell.value = int(text)
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST]
        # What begins with = + - or @ is what somebody wrote, never something to be worked out.
        cell.data_type, cell.quotePrefix = "s", text.startswith(("=", "+", "-", "@", "\t", "\r"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)


def _rest(made: Export) -> tuple[str, bytes]:
    return made.mime, made.data
