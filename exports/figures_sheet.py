"""The table of indicators as a workbook: to hand on, or empty, to be filled in and brought back; the importer reads its own."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from exports.export import Export, file_name
from gongwen.indicators.formulas import RATE_PLACES, rounded, value_of
from gongwen.indicators.indicator import canonical, spoken
from gongwen.indicators.table import by_id, groups, periods

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from gongwen.document import Document
    from gongwen.indicators.indicator import Indicator

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HEADS: Final = ("指标", "单位", "口径", "来源")
WIDTHS: Final = (34, 10, 30, 18)

_GREY: Final = PatternFill("solid", fgColor="FFEEF1F4")


def figures_sheet(document: Document, *, empty: bool = False) -> Export:
    """Return the table as a workbook, a sheet for the whole and one for groups; `empty` leaves the report's own year open.

    What a workbook's numbers have no room for is written as text; the importer reads it all the same.
    """
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "指标表"
    year = str(document.year) if document.year else ""
    times = [*dict.fromkeys((*periods(document.data), *([year] if year else [])))]
    _head(sheet, [*HEADS[:2], *map(spoken, times), *HEADS[2:]])
    known = by_id(document.data)
    for each in document.data.indicators:
        if each.formula and empty:
            continue  # it computes itself
        amounts = [None if empty and time == year else _amount(known, each, time) for time in times]
        _append(sheet, [each.name, each.unit, *amounts, each.definition, each.source])
        if each.formula:
            for cell in sheet[sheet.max_row]:
                cell.fill = _GREY
    _widths(sheet, [WIDTHS[0], WIDTHS[1], *[12] * len(times), WIDTHS[2], WIDTHS[3]])
    if groups(document.data) and (year or not empty):
        _grouped(book, document, year if empty else "")
    book.properties.created = book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    label = "指标空表" if empty else "指标表"
    return Export(file_name(document, "xlsx", label), MIME, out.getvalue())


def _grouped(book: Workbook, document: Document, open_: str) -> None:
    """Write the amounts of groups as a list, one a row; or of an `open_` period, a row to fill in for each group there is."""
    sheet = book.create_sheet("分组")
    _head(sheet, ["指标", "单位", "年份", "分组", "数值"])
    sheet["D1"].value = "部门"
    for each in document.data.indicators:
        entries = [entry for entry in each.entries if entry.group]
        rows: list[tuple[str, str, str | float | None]]
        rows = [(entry.period, entry.group, _cell(entry.value)) for entry in entries]
        if open_:
            rows = [(open_, group, None) for group in dict.fromkeys(entry.group for entry in entries)]
        for row in rows:
            _append(sheet, [each.name, each.unit, *row])
    _widths(sheet, [WIDTHS[0], WIDTHS[1], 10, 16, 12])


def _head(sheet: Worksheet, heads: list[str]) -> None:
    sheet.append(heads)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _GREY, Alignment(horizontal="center")
    sheet.freeze_panes = "C2"


def _widths(sheet: Worksheet, widths: list[int]) -> None:
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _amount(known: dict[str, Indicator], indicator: Indicator, period: str) -> str | float | None:
    """Return what was entered for the whole, or what a formula makes; the sum of groups is not entered by going out and in."""
    if indicator.formula:
        value = value_of(known, indicator.id, period)
        places = indicator.places if indicator.places >= 0 else RATE_PLACES
        return None if value is None else _cell(rounded(value, places))
    entry = indicator.entry(period)
    return None if entry is None else _cell(entry.value)


def _cell(value: Decimal) -> str | float:
    """Return an amount as a number where the 15 digits of a workbook hold it, else as text."""
    if Decimal(f"{float(value):.15g}") != value:
        return canonical(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _append(sheet: Worksheet, values: list[object]) -> None:
    """Write a row; a text in it is never a formula, whatever it begins with."""
    sheet.append([ILLEGAL_CHARACTERS_RE.sub("", each) if isinstance(each, str) else each for each in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str) and cell.value[:1] in {"=", "+", "-", "@"}:
            cell.data_type, cell.quotePrefix = "s", True
