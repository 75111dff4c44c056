"""Figures in a real browser: painted where the engine puts them, printed with their picture, sent once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
from playwright.sync_api import Page, expect

from gongwen.typeset import typeset
from gongwen.typeset.figure import Drawing
from tests.browser.pages import go, sample
from tests.browser.test_table_pages import FILL, brought_in
from tests.pictures import figure, illustrated, png

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


PHOTOGRAPH = """
async (how) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [80, 40];
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const file = new File([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], "侧着拍的.jpg", { type: "image/jpeg" });
  const data = new DataTransfer();
  data.items.add(file);
  const target = document.querySelector(".gw-edit.is-focus textarea") || document.activeElement;
  const event = how === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
}
"""
"""Drops or pastes a photograph that a camera took on its side: 80 × 40 pixels, to be turned to 40 × 80."""


def test_a_picture_is_chosen_named_and_taken_away_again(page: Page, voila_server: str, tmp_path: Path) -> None:
    sample(page, voila_server)
    go(page, "健全决策机制")
    wrong, right = tmp_path / "图.bmp", tmp_path / "柱形图.png"
    wrong.write_bytes(b"BM" + bytes(60))
    right.write_bytes(png(64, 36))
    page.set_input_files(".gw-picture-drop input", wrong)
    expect(page.locator(".gw-picture-drop .gw-says")).to_contain_text("BMP 图片放不进来")
    page.set_input_files(".gw-picture-drop input", right)
    expect(page.locator(".gw-table-card:visible")).to_contain_text("柱形图.png")
    expect(page.locator(".gw-picture-drop .gw-says")).to_be_empty()
    page.wait_for_function("() => document.activeElement.closest('.gw-table-card')")
    page.keyboard.type("各季度办件量")
    expect(page.locator(".gw-ln.r-figure_caption")).to_have_text("各季度办件量")
    expect(page.locator(".gw-anchor:visible")).to_have_text("〔图：各季度办件量〕")
    full = page.locator(".gw-ln.r-figure").evaluate("node => node.offsetWidth")
    page.get_by_text("一半", exact=True).click()
    page.wait_for_function("full => document.querySelector('.gw-ln.r-figure').offsetWidth < full * 0.51", arg=full)
    page.get_by_role("button", name="删除图片").click()
    expect(page.locator(".gw-ln.r-figure")).to_have_count(0)
    page.get_by_role("button", name="撤销").first.click()
    expect(page.locator(".gw-ln.r-figure .gw-picture")).to_have_count(1)


def test_photographs_are_dropped_and_pasted_and_stand_upright(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    go(page, "健全决策机制")
    for number, how in enumerate(("drop", "paste"), 1):
        page.evaluate(PHOTOGRAPH, how)
        expect(page.locator(".gw-table-card:visible")).to_have_count(number)
        expect(page.locator(".gw-table-card:visible").last).to_contain_text("40×80 像素")
        go(page, "健全决策机制")
