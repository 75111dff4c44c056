"""Files as sheets: workbooks (.xlsx, .xlsm), CSV in any encoding and with any separator, cells as they are pasted."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError
from gongwen.importers.decode import decode
from gongwen.importers.refusal import MAX_BYTES, is_zip, refuse_unreadable
from gongwen.importers.sheets.book import workbook
from gongwen.importers.sheets.sheet import BLANK, MOST_COLUMNS, MOST_ROWS, Cell, Kind, Sheet, squared
from gongwen.tables import from_tabs

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PASTED: Final = 2_000_000
"""Characters of pasted cells; 20,000 amounts have a tenth."""

_NAMED_MARK: Final = re.compile("sep=[,;\t]", re.IGNORECASE)
"""What spreadsheets write first into a CSV to say which mark separates."""


def sheets_of(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raise ImportRefusedError when it is none or too large."""
    if len(data) > MAX_BYTES:
        raise ImportRefusedError("文件太大", where=name, mend=f"最多 {MAX_BYTES >> 20} MB；请只留下要导入的表")
    if is_zip(data):
        return workbook(data, name)
    if name.lower().endswith((".xls", ".et")):
        raise ImportRefusedError(
            "这是旧格式的表格，不能直接导入", where=name, mend="请用 Excel 或 WPS 打开它，另存为 .xlsx"
        )
    refuse_unreadable(data, name)
    return (_separated(decode(data, name=name).text, name),)


def pasted(text: str) -> tuple[Sheet, ...]:
    """Return what was copied in a spreadsheet as a sheet."""
    if len(text) > MOST_PASTED:
        raise ImportRefusedError("粘贴的内容太多", mend="请存成 .xlsx 文件再导入")
    return (_sheet("粘贴的内容", from_tabs(text)),)


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
    return _sheet(name, rows)


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise ImportRefusedError(
            "这个表太大", where=name, mend=f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请只留下要导入的表"
        )
    return Sheet(name, squared([[_text(each) for each in row] for row in rows]))


def _text(text: str) -> Cell:
    return Cell(text.strip(), Kind.TEXT) if text.strip() else BLANK
