"""Figures in a real browser: painted where the engine puts them, printed with their picture, sent once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
from playwright.sync_api import Page, expect

from gongwen.typeset import typeset
from gongwen.typeset.figure import Drawing
from tests.browser.test_table_pages import FILL, brought_in
from tests.pictures import figure, illustrated

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = """
() => [...document.querySelectorAll('.gw-sheet')].map((sheet) => [...sheet.querySelectorAll('.gw-picture')].map((image) => {
  const area = sheet.querySelector('.gw-type-area').getBoundingClientRect();
  const box = image.getBoundingClientRect();
  const scale = sheet.getBoundingClientRect().width / sheet.offsetWidth;
  return [image.alt, image.naturalWidth, ...[box.left - area.left, box.top - area.top, box.width, box.height].map((px) => px / scale)];
}))
"""


def test_pictures_stand_where_the_engine_puts_them(page: Page, voila_server: str, tmp_path: Path) -> None:
    document = illustrated()
    brought_in(page, voila_server, document, tmp_path)
    page.evaluate(FILL)
    expect(page.locator(".gw-ln.r-figure .gw-picture")).to_have_count(3)
    page.wait_for_function("() => [...document.querySelectorAll('.gw-picture')].every((image) => image.complete)")
    painted = page.evaluate(PICTURES)
    for sheet, wanted in zip(painted, typeset(document).pages, strict=True):
        lines = [(line, top) for line, top in zip(wanted.lines, wanted.tops, strict=True) if isinstance(line, Drawing)]
        assert len(sheet) == len(lines)
        for (told, pixels, *box), (line, top) in zip(sheet, lines, strict=True):
            assert told == figure().alternative
            assert line.piece.figure
            assert pixels == line.piece.figure.picture.width
            place = (line.left, top + line.top, line.width, line.drawn)
            assert all(abs(px - twips / 15) < 1 for px, twips in zip(box, place, strict=True)), (box, place)


def test_pictures_go_to_the_printer(page: Page, voila_server: str, tmp_path: Path) -> None:
    document = illustrated()
    brought_in(page, voila_server, document, tmp_path)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    found = [sum(isinstance(line, Drawing) for line in each.lines) for each in typeset(document).pages]
    assert [len(each.images) for each in printed] == found
