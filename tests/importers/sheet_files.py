"""Workbooks made for the tests: cells by rows, merged areas, number formats, hidden parts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet


def workbook(
    *sheets: Sequence[Sequence[Any]],
    merges: Sequence[str] = (),
    formats: dict[str, str] | None = None,
    also: Callable[[Workbook], None] = lambda _book: None,
) -> bytes:
    """Return a workbook of sheets; merged areas and formats are of the first one."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets, 1):
        sheet: Worksheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for each in merges:
        first.merge_cells(each)
    for place, form in (formats or {}).items():
        first[place].number_format = form
    also(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
