"""Tables in a real browser: painted as the engine sets them, filled by keys and pastes, kept whole in the text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
from playwright.sync_api import Locator, Page, expect

from gongwen.reportfile import dumps
from gongwen.typeset import typeset
from gongwen.typeset.table import Row
from tests.browser.pages import comes_to, go, paste, sample, start
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
    expect(page.locator(".gw-sheet-box.is-wide")).to_have_count(sum(each.wide for each in typeset(document).pages))


def test_what_goes_to_the_printer_lies_on_its_side_where_the_page_does(
    page: Page, voila_server: str, tmp_path: Path
) -> None:
    document = tabled(FIGURES, wide())
    brought_in(page, voila_server, document, tmp_path)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [round(float(each.mediabox.width)) for each in printed] == [
        842 if each.wide else 595 for each in typeset(document).pages
    ]


def cells(page: Page) -> list[list[str]]:
    """Return what the grid shows."""
    found: list[list[str]] = page.locator(".gw-grid tr:visible").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.firstChild.textContent.replace(/\\u200b/g, '')))"
    )
    return found


def typed(page: Page, *texts: str) -> None:
    for at, text in enumerate(texts):
        if at:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def new_table(page: Page, link: str) -> None:
    """Put a table into a section of the sample and fill it by keys."""
    sample(page, link)
    go(page, "开头")
    page.get_by_role("button", name="插入表格").click()
    expect(page.locator(".gw-cell-area")).to_be_focused()
    typed(page, "项目", "2024年", "2025年", "立案", "12.5", "1,300", "结案", "8", "9")


def test_a_table_is_put_in_and_filled_by_keys_and_stands_on_the_page(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    page.keyboard.press("Tab")
    expect(page.locator(".gw-grid tr")).to_have_count(4)
    page.keyboard.type("合计")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("20.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator(".gw-cell-area")).to_have_value("20.5")
    comes_to(page, lambda: cells(page)[2:], [["结案", "7", "9"], ["合计", "20.5", ""]])
    expect(page.locator(".gw-tl", has_text="1,300")).to_be_visible()
    expect(page.locator(".gw-tl", has_text="20.5")).to_be_visible()


def test_a_paste_from_a_spreadsheet_fills_cells_and_one_step_back_takes_it_away(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    paste(page, "9\t10\r\n11\t12\r\n")
    expect(page.locator(".gw-grid tr")).to_have_count(4)
    comes_to(page, lambda: cells(page)[2:], [["结案", "8", "9", "10"], ["", "", "11", "12"]])
    page.keyboard.press("Control+z")
    expect(page.locator(".gw-grid tr")).to_have_count(3)
    comes_to(page, lambda: cells(page)[2], ["结案", "8", "9"])


def test_half_typed_pinyin_stays_in_the_cell(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "ni hao", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(600)
    assert page.locator(".gw-tl", has_text="ni hao").count() == 0
    keys.send("Input.insertText", {"text": "你好"})
    expect(page.locator(".gw-tl", has_text="你好")).to_be_visible()
    comes_to(page, lambda: cells(page)[2], ["结案", "8", "9你好"])


def test_a_click_in_a_painted_cell_puts_the_caret_there(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    go(page, "结束语")
    page.locator(".gw-tl", has_text="1,300").click()
    expect(page.locator(".gw-cell-area")).to_be_focused()
    expect(page.locator(".gw-cell-area")).to_have_value("1,300")
    expect(page.locator(".gw-td.is-here")).to_have_count(1)


def test_leaving_a_cell_while_its_last_figures_are_on_their_way_asks_nothing(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    expect(page.locator(".gw-saved")).to_contain_text("已保存")
    page.evaluate(
        """async () => {
          const type = (figure) => document.execCommand('insertText', false, figure);
          const painted = () => [...document.querySelectorAll('.gw-tl')].some((line) => line.textContent.trim() === '91');
          type('1');
          while (!painted()) await new Promise((done) => setTimeout(done, 10));
          await new Promise((done) => setTimeout(done, 60));
          ['2', '3'].forEach(type);
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true }));
        }"""
    )  # one figure is answered for and not yet saved, one is on its way, the last goes as the cell is left
    comes_to(page, lambda: cells(page)[2], ["结案", "8", "9123"])
    expect(page.locator(".gw-tl", has_text="9123")).to_be_visible()
    expect(page.locator(".gw-saved")).to_contain_text("已保存")
    page.wait_for_timeout(1500)  # a question would come with the next save
    expect(page.get_by_text("待定 1 处")).to_have_count(0)
    assert cells(page)[2] == ["结案", "8", "9123"]


def put_caret(area: Locator, at: int) -> None:
    """Choose a place as a pointer does: an answer that is still on its way moves it no more."""
    area.dispatch_event("pointerdown")
    area.evaluate("(node, at) => node.setSelectionRange(at, at)", at)


def test_steps_go_back_in_the_order_of_writing_however_slow_the_answers_are(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    area = page.locator(".gw-form .gw-edit:not(.is-single) textarea:visible")
    before = area.input_value()
    page.evaluate(
        """(area) => {
          [...'1234'].forEach((figure) => document.execCommand('insertText', false, figure));
          area.focus();
          area.setSelectionRange(0, 0);
          [...'现在'].forEach((letter) => document.execCommand('insertText', false, letter));
        }""",
        area.element_handle(),
    )  # faster than any answer: the cell's last figures are still to be sent when the text is written
    expect(area).to_have_value(f"现在{before}")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(before)
    comes_to(page, lambda: cells(page)[2], ["结案", "8", "91234"])
    page.keyboard.press("Control+z")
    comes_to(page, lambda: cells(page)[2], ["结案", "8", ""])


def test_what_is_typed_beside_a_table_s_line_does_not_break_it(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    area = page.locator(".gw-form .gw-edit:not(.is-single) textarea:visible")
    before = area.input_value()
    anchor = next(row for row in before.split("\n") if row.startswith("\ufffc"))
    expect(page.locator(".gw-anchor")).to_have_count(1)
    expect(page.locator(".gw-anchor")).to_contain_text("〔表：没有表题〕")
    area.focus()
    at = before.index(anchor)
    for place, typed_text, wanted in (
        (at + len(anchor), "后", before.replace(anchor, f"{anchor}\n后")),
        (at, "前", before.replace(anchor, f"前\n{anchor}")),
    ):
        put_caret(area, place)
        page.keyboard.insert_text(typed_text)
        expect(area).to_have_value(wanted)
        page.keyboard.press("Control+z")
        expect(area).to_have_value(before)
    put_caret(area, at + len(anchor))
    page.keyboard.press("Backspace")
    expect(area).to_have_value(before)
    page.keyboard.press("Backspace")
    expect(page.locator(".gw-table-card:visible")).to_have_count(0)
    expect(area).not_to_have_value(re.compile(anchor))
    expect(page.get_by_text("不在正文里，不印")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(area).to_have_value(before)
    expect(page.locator(".gw-table-card:visible")).to_have_count(1)


def test_a_table_s_line_taken_to_another_section_takes_the_table_along(page: Page, voila_server: str) -> None:
    new_table(page, voila_server)
    area = page.locator(".gw-form .gw-edit:not(.is-single) textarea:visible")
    row = next(row for row in area.input_value().split("\n") if row.startswith("\ufffc"))
    area.evaluate(
        "(node, row) => { node.focus(); const at = node.value.indexOf(row); node.setSelectionRange(at, at + row.length); }",
        row,
    )
    page.keyboard.press("Delete")
    expect(page.get_by_text("不在正文里，不印")).to_be_visible()
    go(page, "存在的不足")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    paste(page, row)
    expect(page.locator(".gw-table-card:visible")).to_have_count(1)
    expect(page.get_by_text("不在正文里，不印")).to_have_count(0)
    expect(page.locator(".gw-grid tr:visible")).to_have_count(3)
    comes_to(page, lambda: cells(page)[1], ["立案", "12.5", "1,300"])
