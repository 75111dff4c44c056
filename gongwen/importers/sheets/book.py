"""Workbooks as sheets: amounts exact as they are shown, what is hidden named; what would burst is refused before it is opened."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError
from gongwen.importers.sheets.sheet import BLANK, MOST_COLUMNS, MOST_ROWS, Area, Cell, Kind, Sheet, letters
from gongwen.indicators.formulas import rounded
from gongwen.indicators.indicator import MOST_DIGITS, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED: Final = 24 << 20
"""Bytes that a workbook may expand to; a sheet of 20,000 amounts has less than two million."""

_LEAST_SUSPECT: Final = 1 << 20
_HIGHEST_RATIO: Final = 100
"""How many times its packed size a part above _LEAST_SUSPECT bytes may expand to; those of real sheets stay below 30."""

_MOST_ENTRIES: Final = 2_000
_MOST_SHEETS: Final = 60
_MOST_IN_RANGE: Final = 20_000
"""Cells of one merged area or one link: openpyxl makes an object of each."""

_RANGE: Final = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']\$?([A-Z]*)\$?(\d*):\$?([A-Z]*)\$?(\d*)[\"']"
)

_YEAR_ONLY: Final = re.compile(r"(?:\[[^\]]*\])*y{2,4}[\"\\]?年?度?\"?(?:;@)?", re.IGNORECASE)
"""A date's format that shows its year alone."""

_BEHIND: Final = re.compile(r"(?:\[[^\]]*\])*[#0,]*0(?:\.0+)?_? ?\\?\"?([^\"\\#0,.;@%\[\]!/*?_\- ()万亿]{1,6})\"?")
"""A number's format that prints a unit behind it."""

_PLACES: Final = re.compile(r"(?:\[[^\]]*\])*[#0,]*0(?:\.(0+))?[^#0]*")
"""A number's format that shows so many digits after the point."""

COMPUTED_DIGITS: Final = 12
"""Significant digits beyond which nobody has typed a number: it was computed, and is taken as the sheet shows it."""

DIGITS: Final = 15
"""Significant digits that spreadsheets keep and show of a number."""


def workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raise ImportRefusedError when it is none, is broken, or too large."""
    try:
        fits = _fits(data)
    except Exception as error:  # a broken package raises whatever its part makes the reader stumble over
        raise _unreadable(name) from error
    if fits is None:
        raise ImportRefusedError("这不是 Excel 文件", where=name, mend="请选 .xlsx 或者 .csv 文件")
    if not fits:
        raise ImportRefusedError("这个 Excel 文件太大", where=name, mend="请只留下要导入的表")
    try:
        formulas = _opened(data, values=False)
        computed = any(cell.data_type == "f" for sheet in formulas.worksheets for cell in _cells(sheet).values())
        values = _opened(data, values=True) if computed else formulas
    except Exception as error:  # as above, of openpyxl
        raise _unreadable(name) from error
    if len(values.worksheets) > _MOST_SHEETS:
        raise ImportRefusedError(f"工作表太多，最多 {_MOST_SHEETS} 张", where=name, mend="请只留下要导入的表")
    return tuple(_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)


def _unreadable(name: str) -> ImportRefusedError:
    mend = "请用 Excel 或 WPS 打开看一看，另存为 .xlsx 后再选一次"
    return ImportRefusedError("这个 Excel 文件读不出来", where=name, mend=mend)


def _opened(data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - only who brings in a workbook waits for it

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of parts that hold no amounts: pictures, validations, styles of other programs
        return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)


def _fits(data: bytes) -> bool | None:
    """Return whether a workbook may be opened without harm; None when it is no workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if "xl/workbook.xml" not in package.namelist():
            return None
        bursting = any(each.file_size > max(_LEAST_SUSPECT, each.compress_size * _HIGHEST_RATIO) for each in entries)
        if bursting or len(entries) > _MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED:
            return False
        parts = (package.read(each) for each in entries if each.filename.startswith("xl/worksheets/"))
        return not any(_area(match) > _MOST_IN_RANGE for part in parts for match in _RANGE.finditer(part))


def _area(match: re.Match[bytes]) -> int:
    """Return how many cells a range has; one of whole rows or columns goes through the sheet."""
    first, top, last, bottom = match.groups()
    if not (first and top and last and bottom):
        return 1 << 20
    wide, high = (
        abs(one - other) + 1 for one, other in ((_number(last), _number(first)), (int(bottom[:8]), int(top[:8])))
    )
    return wide * high


def _number(name: bytes) -> int:
    value = 0
    for letter in name[:4]:
        value = value * 26 + letter - ord("A") + 1
    return value


def _cells(sheet: Worksheet) -> Mapping[tuple[int, int], BookCell]:
    """Return the cells a file really has; asking for rows makes one of every place up to a stray mark far below."""
    cells: Mapping[tuple[int, int], BookCell] = sheet._cells  # noqa: SLF001 - as said
    return cells


def _sheet(sheet: Worksheet, formulas: Worksheet) -> Sheet:
    others = _cells(formulas)
    found = {at: _cell(cell, others.get(at, cell)) for at, cell in _cells(sheet).items()}
    found = {at: cell for at, cell in found.items() if cell.kind is not Kind.BLANK}
    if sheet.sheet_state != "visible":
        return Sheet(sheet.title, (), hidden=(f"工作表“{sheet.title}”是隐藏的",) if found else ())
    height, width = max((row for row, _ in found), default=0), max((column for _, column in found), default=0)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise ImportRefusedError(
            f"这个表太大（到 {letters(width - 1)}{height}）",
            where=sheet.title,
            mend=f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请只留下要导入的表",
        )
    away = _hidden_columns(sheet)
    columns = [at for at in range(1, width + 1) if at not in away]
    gone = {int(at) for at, one in sheet.row_dimensions.items() if one.hidden}
    shown = [at for at in range(1, height + 1) if at not in gone]
    rows = tuple(tuple(found.get((row, column), BLANK) for column in columns) for row in shown)
    places = tuple(tuple(f"{letters(column - 1)}{row}" for column in columns) for row in shown)
    hidden = [f"第{at}行是隐藏的" for at in sorted(gone & {row for row, column in found if column not in away})]
    hidden += [
        f"{letters(at - 1)}列是隐藏的" for at in sorted(away & {column for row, column in found if row not in gone})
    ]
    return Sheet(sheet.title, rows, _areas(sheet, shown, columns), tuple(hidden), places)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Return the columns that are hidden, also as one of several described together."""
    spans = ((one.min, one.max or one.min) for one in sheet.column_dimensions.values() if one.hidden and one.min)
    return {at for first, last in spans for at in range(first, min(last, MOST_COLUMNS) + 1)}


def _areas(sheet: Worksheet, shown: list[int], columns: list[int]) -> tuple[Area, ...]:
    found = []
    for each in sheet.merged_cells.ranges:
        rows = [at for at, row in enumerate(shown) if each.min_row <= row <= each.max_row]
        across = [at for at, column in enumerate(columns) if each.min_col <= column <= each.max_col]
        if rows and across and shown[rows[0]] == each.min_row and columns[across[0]] == each.min_col:
            found.append(Area(rows[0], across[0], len(rows), len(across)))
    return tuple(found)


def _cell(cell: BookCell, formula: BookCell) -> Cell:
    value: object = cell.value
    form = str(cell.number_format or "")
    kind, text, percent, unit = Kind.TEXT, "", False, ""
    if value is None:
        return Cell(str(formula.value), Kind.UNCOMPUTED) if formula.data_type == "f" else BLANK
    if isinstance(value, bool):
        kind, text = Kind.TRUTH, "TRUE" if value else "FALSE"
    elif isinstance(value, (datetime, date, time, timedelta)):
        if isinstance(value, date) and _YEAR_ONLY.fullmatch(form):
            return Cell(f"{value.year}年", Kind.TEXT)
        kind, text = Kind.DATE, str(value).removesuffix(" 00:00:00")
    elif isinstance(value, (int, float)) and math.isfinite(value):
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
    if number.adjusted() > MOST_DIGITS:
        return number  # refused as too long where it is read
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
