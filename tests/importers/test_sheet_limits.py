"""Workbooks made to do harm, or larger than a report's figures, are refused before they are opened; what is hidden is not read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from gongwen.errors import ImportRefusedError
from gongwen.importers.sheets.book import MOST_UNPACKED
from gongwen.importers.sheets.figures import figures_of_file, figures_of_text
from gongwen.importers.sheets.files import MOST_PASTED
from gongwen.importers.sheets.sheet import MOST_ROWS
from tests.importers.sheet_files import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = ["指标", "单位", "2024年", "2025年"]
SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"


def patched(change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """Return a sound workbook with one part changed."""
    out = io.BytesIO()
    sound = io.BytesIO(workbook([HEAD, ["甲", "件", 5, 6]]))
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def after(more: bytes) -> bytes:
    """Return the workbook with something behind the cells of its sheet."""
    return patched(lambda sheet: sheet.replace(END, END + more))


def within(more: bytes) -> bytes:
    """Return the workbook with more rows."""
    return patched(lambda sheet: sheet.replace(END, more + END))


def columns(more: bytes) -> bytes:
    """Return the workbook with columns described so."""
    return patched(lambda sheet: sheet.replace(b"<sheetData>", b"<cols>" + more + b"</cols><sheetData>"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(after(b'<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'), id="a merged area of the sheet"),
        pytest.param(after(b'<mergeCells><mergeCell ref="A5:B1048576"/></mergeCells>'), id="a merged area down to the end"),
        pytest.param(after(b'<hyperlinks><hyperlink ref="A5:XFD1048576" location="x"/></hyperlinks>'), id="a link over the sheet"),
        pytest.param(after(b'<hyperlinks><hyperlink ref="A:B" location="x"/></hyperlinks>'), id="a link over columns"),
        pytest.param(within(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), id="a cell at the very end"),
        pytest.param(within(b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"a" * MOST_UNPACKED + b"</t></is></c></row>"), id="one text that fills the memory"),
        pytest.param(patched(lambda sheet: b'<!DOCTYPE a [<!ENTITY b "cc">]>' + sheet[sheet.index(b"<worksheet") :]), id="entities"),
        pytest.param(patched(lambda _: b"<broken", "xl/styles.xml"), id="a broken part"),
        pytest.param(workbook([HEAD, *([f"项{number}", "件", 1, 2] for number in range(MOST_ROWS))]), id="too many rows"),
        pytest.param(workbook([HEAD, *([f"项{number}", "件", "约1", "约2"] for number in range(1200))]), id="nothing but what cannot be read"),
    ],
)  # fmt: skip
def test_what_would_burst_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        figures_of_file(data, "x.xlsx", 2025)
    assert caught.value.mend


def test_too_much_on_the_clipboard_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="粘贴的内容太多"):
        figures_of_text("1\t" * MOST_PASTED)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(within(b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 9000))), id="rows with a border and nothing in them"),
        pytest.param(columns(b'<col min="5" max="16384" width="9" hidden="1"/>'), id="all other columns hidden"),
        pytest.param(within(b'<row r="3"><c r="A3" t="inlineStr"><is><t> </t></is></c></row>'), id="a cell of blanks"),
    ],
)  # fmt: skip
def test_a_small_table_in_a_large_frame_is_read(data: bytes) -> None:
    found = figures_of_file(data, "x.xlsx", 2025)
    assert [entry.amount for entry in found.indicators[0].entries] == ["5", "6"]
    assert found.unread == found.notes == ()


def test_columns_that_are_hidden_together_are_each_named() -> None:
    found = figures_of_file(columns(b'<col min="3" max="4" width="9" hidden="1"/>'), "x.xlsx", 2025)
    assert found.indicators == ()
    assert [note[:2] for note in found.notes if "隐藏" in note] == ["C列", "D列"]


@pytest.mark.parametrize(("cell", "why"), [(b"<v>1e300</v>", "太长"), (b"<v>1e999</v>", "不是一个数")])
def test_a_number_beyond_all_measure_is_listed(cell: bytes, why: str) -> None:
    found = figures_of_file(patched(lambda sheet: sheet.replace(b"<v>5</v>", cell)), "x.xlsx", 2025)
    assert [entry.amount for entry in found.indicators[0].entries] == ["6"]
    assert [why in each.reason for each in found.unread] == [True]
