"""Tables on the page in a real browser: painted as the engine sets them, a click leads to the cell, print lies on its side."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
from playwright.sync_api import Page, expect

from gongwen.reportfile import dumps
from gongwen.typeset import typeset
from gongwen.typeset.table import Row
from tests.browser.pages import start
from tests.samples import FIGURES, tabled, wide

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document import Document

FILL = "window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'));"
"""Paints the sheets that are out of sight, too."""

PAINTED = """
() => [...document.querySelectorAll('.gw-sheet')].map((sheet) => [...sheet.querySelectorAll('.gw-tr')].map((row) => {
  const box = row.getBoundingClientRect();
  const scale = box.width / row.offsetWidth;
  const lines = [...row.querySelectorAll('.gw-tl')];
  return {
    lines: lines.map((line) => line.textContent),
    over: Math.max(...lines.map((line) => (line.scrollWidth - line.clientWidth))),
    boxes: [...row.querySelectorAll('.gw-td')].map((cell) => (cell.getBoundingClientRect().right - box.left) / scale),
  };
}))
"""

HARD = '<b>甲</b>&"'


def brought_in(page: Page, link: str, document: Document, folder: Path) -> None:
    start(page, link)
    file = folder / "表.json"
    file.write_text(dumps(document), "utf-8")
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".gw-ln", state="attached")


def test_the_page_paints_the_engine_s_rows(page: Page, voila_server: str, tmp_path: Path) -> None:
    document = tabled(replace(FIGURES, caption=HARD), wide())
    brought_in(page, voila_server, document, tmp_path)
    page.evaluate(FILL)
    expect(page.locator(".gw-ln.r-table_caption").first).to_contain_text(HARD)
    painted = page.evaluate(PAINTED)
    for sheet, wanted in zip(painted, typeset(document).pages, strict=True):
        rows = [line for line in wanted.lines if isinstance(line, Row)]
        assert [row["lines"] for row in sheet] == [[text.rstrip() for _, _, text in row.printed] for row in rows]
        for found, row in zip(sheet, rows, strict=True):
            assert found["over"] <= 1
            for right, cell in zip(found["boxes"], row.cells, strict=True):
                assert abs(right - (cell.left + cell.width) / 15) < 1
    assert page.locator(".gw-sheet-box.is-wide").count() == sum(each.wide for each in typeset(document).pages)


def test_what_goes_to_the_printer_lies_on_its_side_where_the_page_does(
    page: Page, voila_server: str, tmp_path: Path
) -> None:
    document = tabled(FIGURES, wide())
    brought_in(page, voila_server, document, tmp_path)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [round(float(each.mediabox.width)) for each in printed] == [
        842 if each.wide else 595 for each in typeset(document).pages
    ]
