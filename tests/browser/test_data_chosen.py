"""A block of cells in the view 数据: chosen by keys or mouse, copied for a spreadsheet, filled, emptied, had back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import comes_to, paste, sample
from tests.browser.test_axe import violations
from tests.browser.test_data_page import cell, into, shot, view

if TYPE_CHECKING:
    from collections.abc import Sequence

CHOSEN = "() => [...document.querySelectorAll('.gw-fig .is-chosen')].map((each) => [each.closest('tr').rowIndex, each.dataset.column])"
COPIED = """(name) => {
  const data = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent(name, { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData("text/plain");
}"""


@pytest.fixture
def book(page: Page, voila_server: str) -> Page:
    sample(page, voila_server)
    view(page)
    return page


def amounts(page: Page, rows: int) -> list[list[str]]:
    return [
        [(cell(page, row, year).text_content() or "").strip("\u200b") for year in ("2024", "2025")]
        for row in range(rows)
    ]


def shows(page: Page, wanted: Sequence[list[str]]) -> None:
    comes_to(page, lambda: amounts(page, len(wanted)), [*wanted])


def test_a_block_chosen_by_keys_is_copied_emptied_and_had_back_in_one_step(book: Page) -> None:
    into(book, 0, "2024")
    before = amounts(book, 3)
    for key in ("Shift+ArrowRight", "Shift+ArrowDown"):
        book.keyboard.press(key)
    assert book.evaluate(CHOSEN) == [[1, "2024"], [1, "2025"], [2, "2024"], [2, "2025"]]
    expect(book.locator(".gw-fig-says")).to_contain_text("选了 2 行 2 列")
    assert violations(book) == []
    shot(book, "data-block")
    assert book.evaluate(COPIED, "copy") == "\n".join("\t".join(row) for row in before[:2])
    book.keyboard.press("Delete")
    shows(book, [["", ""], ["", ""], before[2]])
    book.keyboard.press("Control+z")
    shows(book, before)
    book.keyboard.press("Escape")
    assert book.evaluate(CHOSEN) == []
    expect(book.locator(".gw-fig-input")).to_be_focused()


def test_a_block_drawn_with_the_mouse_takes_one_amount_in_every_cell(book: Page) -> None:
    before = amounts(book, 3)
    first, last = (cell(book, row).bounding_box() for row in (0, 1))
    assert first
    assert last
    book.mouse.move(first["x"] + 5, first["y"] + 5)
    book.mouse.down()
    book.mouse.move(last["x"] + 5, last["y"] + 5, steps=6)
    book.mouse.up()
    assert book.evaluate(CHOSEN) == [[1, "2025"], [2, "2025"]]
    paste(book, "7")
    shows(book, [[before[0][0], "7"], [before[1][0], "7"], before[2]])
    into(book, 2)
    assert book.evaluate(CHOSEN) == []
    book.locator(".gw-fig tbody tr").nth(1).locator("[data-column='2024']").click(modifiers=["Shift"])
    assert book.evaluate(CHOSEN) == [[2, "2024"], [2, "2025"], [3, "2024"], [3, "2025"]]
    book.keyboard.type("5")  # a letter is for the cell the caret is in
    assert book.evaluate(CHOSEN) == []
    book.keyboard.press("Enter")
    shows(book, [[before[0][0], "7"], [before[1][0], "7"], [before[2][0], "5"]])
