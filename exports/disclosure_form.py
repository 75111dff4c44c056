"""The statutory tables of 政府信息公开 as a workbook to fill in: white cells are for numbers, grey ones add up by themselves."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exports.export import Export
from gongwen.indicators.formulas import parsed, value_of
from gongwen.indicators.prescribed import KEYS, Form, form
from gongwen.indicators.table import by_id

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from gongwen.document import Document
    from gongwen.indicators.cells import Amount

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME: Final = "政府信息公开年报数据表"

SHEETS: Final = dict(zip(KEYS, ("主动公开", "申请", "复议诉讼"), strict=True))
"""What the sheets are called; a name of a sheet may hold no brackets and 31 characters."""

TITLES: Final = dict(
    zip(KEYS, ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"), strict=True)
)  # fmt: skip
HINT: Final = "白格子填数，没有发生的填0，不要留空；灰格子自己会算。表头和行的名称不要改。"

TOP: Final = 2
"""Rows over a table: its title and the hint."""

_EDGE: Final = Side(style="thin", color="FF000000")
_GREY: Final = PatternFill("solid", fgColor="FFE4E4E4")
_LABEL: Final = PatternFill("solid", fgColor="FFF4F4F4")
_STAMP: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def disclosure_form(document: Document) -> Export:
    """Return the workbook for a report's year, with the numbers its indicators have already; equal reports give equal sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for key in KEYS:
        sheet: Worksheet = book.create_sheet(SHEETS[key])
        _write(sheet, form(key), document)
    book.properties.created = book.properties.modified = _STAMP
    out = io.BytesIO()
    book.save(out)
    year = f"{document.year}年" if document.year else ""
    return Export(f"{year}{NAME}.xlsx", MIME, out.getvalue())


def _write(sheet: Worksheet, one: Form, document: Document) -> None:
    laid = one.laid
    width = len(laid.rows[0])
    year = f"（{document.year}年）" if document.year else ""
    for row, text in enumerate((TITLES[one.key] + year, HINT), 1):
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name="宋体", size=14 if row == 1 else 10, bold=row == 1)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    for row, line in enumerate(laid.rows, TOP + 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(row, column, "".join(text.split()) or None)
            cell.border = Border(_EDGE, _EDGE, _EDGE, _EDGE)
            cell.font = Font(name="宋体", size=10.5)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.fill = _LABEL
    places = {(amount.indicator, amount.group): (row + TOP + 1, column + 1) for row, column, amount in laid.amounts}
    for row, column, amount in laid.amounts:
        _fill(sheet, (row + TOP + 1, column + 1), one, document, _adds(one, amount, places))
    for merge in laid.merges:
        first = merge.row + TOP + 1, merge.column + 1
        sheet.merge_cells(None, *first, first[0] + merge.rows - 1, first[1] + merge.columns - 1)
    _set(sheet, one)


def _fill(sheet: Worksheet, place: tuple[int, int], one: Form, document: Document, adds: tuple[str, ...]) -> None:
    cell = sheet.cell(*place)
    amount = next(each for row, column, each in one.laid.amounts if (row + TOP + 1, column + 1) == place)
    whole = one.kinds[amount.indicator].whole or bool(one.kinds[amount.indicator].formula)
    cell.number_format = "0" if whole else "General"
    cell.fill = _GREY if adds else PatternFill()
    if adds:
        cell.value = f"=SUM({','.join(adds)})"
        return
    known = value_of(by_id(document.data), amount.indicator, str(document.year), amount.group)
    if known is not None:
        cell.value = int(known) if known == known.to_integral_value() else Decimal(known)
    rule = DataValidation(
        "whole" if whole else "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True,
        errorTitle="请填数字", error="这里填不小于0的整数" if whole else "这里填不小于0的数",
    )  # fmt: skip
    rule.add(cell)
    sheet.add_data_validation(rule)


def _adds(one: Form, amount: Amount, places: dict[tuple[str, str], tuple[int, int]]) -> tuple[str, ...]:
    """Return the cells that one adds up, or none when it is to be filled in."""
    formula = one.kinds[amount.indicator].formula
    if formula:
        found = [places[each, amount.group] for each in parsed(formula)[1]]
    elif not amount.group:
        found = [place for (key, group), place in places.items() if key == amount.indicator and group]
    else:
        found = []
    return tuple(f"{get_column_letter(column)}{row}" for row, column in found)


def _set(sheet: Worksheet, one: Form) -> None:
    """Set widths, what stays in sight, and how it is printed."""
    labels = min(column for _, column, _ in one.laid.amounts)
    for column in range(1, len(one.laid.rows[0]) + 1):
        wide = {1: 16, 2: 16, 3: 46}.get(column, 16) if labels > 1 else 26 if labels else 9
        sheet.column_dimensions[get_column_letter(column)].width = (
            wide if column <= max(labels, 1) or not labels else 12
        )
    sheet.freeze_panes = f"{get_column_letter(labels + 1)}{TOP + one.laid.header_rows + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
