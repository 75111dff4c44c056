"""Files as sheets: workbooks (.xlsx, .xlsm), CSV in any encoding and with any separator, cells as they are pasted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError
from gongwen.importers.decode import decode
from gongwen.importers.refusal import MAX_BYTES, is_zip, refuse_unreadable
from gongwen.importers.sheets.sheet import BLANK, Area, Cell, Kind, Sheet, letters, squared
from gongwen.indicators.formulas import rounded
from gongwen.indicators.indicator import canonical
from gongwen.tables import from_tabs

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED: Final = 64 << 20
"""Bytes that a workbook may expand to."""

MOST_ROWS, MOST_COLUMNS = 5_000, 200
"""Rows and columns of a sheet that are read; a report's table has a tenth."""

_YEAR_ONLY: Final = re.compile(r"(?:\[[^\]]*\])*y{2,4}[\"\\]?年?度?\"?(?:;@)?", re.IGNORECASE)
"""A date's format that shows its year alone."""

_BEHIND: Final = re.compile(r"(?:\[[^\]]*\])*[#0,]*0(?:\.0+)?_? ?\\?\"?([^\"\\#0,.;@%\[\]!/*?_\- ()万亿]{1,6})\"?")
"""A number's format that prints a unit behind it."""

_NAMED_MARK: Final = re.compile("sep=[,;\t]", re.IGNORECASE)
"""What spreadsheets write first into a CSV to say which mark separates."""

_PLACES: Final = re.compile(r"(?:\[[^\]]*\])*[#0,]*0(?:\.(0+))?[^#0]*")
"""A number's format that shows so many digits after the point."""

COMPUTED_DIGITS: Final = 12
"""Significant digits beyond which nobody has typed a number: it was computed, and is taken as the sheet shows it."""

DIGITS: Final = 15
"""Significant digits that spreadsheets keep and show of a number."""


def sheets_of(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raise ImportRefusedError when it is none or too large."""
    if len(data) > MAX_BYTES:
        raise ImportRefusedError("文件太大", where=name, mend=f"最多 {MAX_BYTES >> 20} MB；请只留下要导入的表")
    if is_zip(data):
        return _workbook(data, name)
    if name.lower().endswith((".xls", ".et")):
        raise ImportRefusedError(
            "这是旧格式的表格，不能直接导入", where=name, mend="请用 Excel 或 WPS 打开它，另存为 .xlsx"
        )
    refuse_unreadable(data, name)
    return (_separated(decode(data, name=name).text, name),)


def pasted(text: str) -> tuple[Sheet, ...]:
    """Return what was copied in a spreadsheet as a sheet."""
    return (Sheet("粘贴的内容", squared([[_text(each) for each in row] for row in from_tabs(text)])),)


def _separated(text: str, name: str) -> Sheet:
    first, _, rest = text.partition("\n")
    if _NAMED_MARK.fullmatch(first.strip()):
        mark, text = first.strip()[-1], rest
    else:
        mark = max(",\t;，", key="\n".join(text.splitlines()[:20]).count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise ImportRefusedError("这个 CSV 文件读不出来", where=name, mend="请另存为 .xlsx，再选一次") from error
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise ImportRefusedError(
            "这个表太大", where=name, mend=f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请只留下要导入的表"
        )
    return Sheet(name, squared([[_text(each) for each in row] for row in rows]))


def _text(text: str) -> Cell:
    return Cell(text.strip(), Kind.TEXT) if text.strip() else BLANK


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only who brings in a workbook waits for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked, ours = sum(each.file_size for each in package.infolist()), "xl/workbook.xml" in package.namelist()
        fits = ours and unpacked <= MOST_UNPACKED
        books = [load_workbook(io.BytesIO(data), data_only=only) for only in ((True, False) if fits else ())]
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        mend = "请用 Excel 或 WPS 打开看一看，另存为 .xlsx 后再选一次"
        raise ImportRefusedError("这个 Excel 文件读不出来", where=name, mend=mend) from error
    if not ours:
        raise ImportRefusedError("这不是 Excel 文件", where=name, mend="请选 .xlsx 或者 .csv 文件")
    if not books:
        raise ImportRefusedError("这个 Excel 文件太大", where=name, mend="请只留下要导入的表")
    return tuple(_sheet(sheet, books[1]) for sheet in books[0].worksheets)


def _sheet(sheet: Worksheet, formulas: Workbook) -> Sheet:
    if sheet.sheet_state != "visible":
        return Sheet(sheet.title, (), hidden=(f"工作表“{sheet.title}”是隐藏的",))
    height, width = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    columns = [at for at in range(1, width + 1) if not sheet.column_dimensions[letters(at - 1)].hidden]
    shown = [at for at in range(1, height + 1) if not sheet.row_dimensions[at].hidden]
    other = formulas[sheet.title]
    rows = tuple(tuple(_cell(sheet.cell(row, column), other.cell(row, column)) for column in columns) for row in shown)
    places = tuple(tuple(f"{letters(column - 1)}{row}" for column in columns) for row in shown)
    hidden = [
        f"第{at}行是隐藏的"
        for at in range(1, height + 1)
        if at not in shown and any(sheet.cell(at, each).value is not None for each in columns)
    ]
    hidden += [
        f"{letters(at - 1)}列是隐藏的"
        for at in range(1, width + 1)
        if at not in columns and any(sheet.cell(each, at).value is not None for each in shown)
    ]
    found = Sheet(sheet.title, rows, _areas(sheet, shown, columns), tuple(hidden), places)
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise ImportRefusedError(
            "这个表太大", where=sheet.title, mend=f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请只留下要导入的表"
        )
    return found


def _areas(sheet: Worksheet, shown: list[int], columns: list[int]) -> tuple[Area, ...]:
    found = []
    for each in sheet.merged_cells.ranges:
        rows = [at for at, row in enumerate(shown) if each.min_row <= row <= each.max_row]
        across = [at for at, column in enumerate(columns) if each.min_col <= column <= each.max_col]
        if rows and across and rows[0] == shown.index(each.min_row) if each.min_row in shown else False:
            found.append(Area(rows[0], across[0], len(rows), len(across)))
    return tuple(found)


def _cell(cell: BookCell, formula: BookCell) -> Cell:
    value: object = cell.value
    form = str(cell.number_format or "")
    kind, text, percent, unit = Kind.TEXT, "", False, ""
    if value is None:
        if isinstance(formula.value, str) and formula.value.startswith("="):
            return Cell(formula.value, Kind.UNCOMPUTED)
        return BLANK
    if isinstance(value, bool):
        kind, text = Kind.TRUTH, "TRUE" if value else "FALSE"
    elif isinstance(value, (datetime, date, time)):
        if isinstance(value, date) and _YEAR_ONLY.fullmatch(form):
            return Cell(f"{value.year}年", Kind.TEXT)
        kind, text = Kind.DATE, str(value).removesuffix(" 00:00:00")
    elif isinstance(value, (int, float)):
        kind, percent = Kind.NUMBER, "%" in form
        number = exact(value) * (100 if percent else 1)
        places = _PLACES.fullmatch(form.split(";", maxsplit=1)[0])
        if places and len(number.as_tuple().digits) > COMPUTED_DIGITS and number != number.to_integral_value():
            number = rounded(number, len(places[1] or ""))
        text = canonical(_tidy(number))
        behind = _BEHIND.fullmatch(form.split(";", maxsplit=1)[0])
        unit = behind[1] if behind else ""
    else:
        text = str(value).strip()
        kind = Kind.ERROR if cell.data_type == "e" else Kind.TEXT if text else Kind.BLANK
    return Cell(text, kind, percent, unit)


def exact(value: float) -> Decimal:
    """Return a number as a spreadsheet shows it: 15 significant digits, so that 0.1 + 0.2 is 0.3, without idle zeros."""
    return _tidy(Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}"))


def _tidy(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
