"""Items of lists and quotations in a real browser: by button and by key, going on with a new line, and what the eye sees."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import comes_to, go, paste, sample

SAID = "node => [...node.closest('.gw-edit').querySelectorAll('.gw-mark')].map((each) => each.dataset.says)"
UNDER = """node => [...node.closest('.gw-edit').querySelectorAll('.gw-mark')].map((each) => {
  const style = getComputedStyle(each, '::after');
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = style.font;
  return [style.backgroundColor, each.getBoundingClientRect().width, pen.measureText(each.dataset.says).width];
})"""
CLIP = """node => {
  const data = new DataTransfer();
  node.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return [data.getData("text/plain"), data.getData("text/x-gongwen")];
}"""


@pytest.fixture
def area(page: Page, voila_server: str) -> Locator:
    sample(page, voila_server)
    found = go(page, "健全决策机制")
    found.fill("")
    return found


def test_a_list_goes_on_with_every_new_line_and_ends_with_an_empty_one(page: Page, area: Locator) -> None:
    page.keyboard.insert_text("做法如下：")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="（1）", exact=True).click()
    for words in ("建立台账；", "落实专人。"):
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")
    comes_to(page, lambda: area.evaluate(SAID), ["（1）", "（2）", "（3）"])
    page.keyboard.press("Enter")
    page.keyboard.insert_text("以上各项均已完成。")
    expect(area).to_have_value("做法如下：\n（＃）建立台账；\n（＃）落实专人。\n以上各项均已完成。")
    expect(page.locator(".gw-ln.r-item")).to_have_text(["（1）建立台账；", "（2）落实专人。"])
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/marks.png")


def test_keys_set_a_mark_and_take_it_away(page: Page, area: Locator) -> None:
    page.keyboard.insert_text("原话一段。")
    page.keyboard.press("Control+Alt+Digit7")
    expect(page.locator(".gw-ln.r-quotation")).to_have_text("原话一段。")
    comes_to(page, lambda: area.evaluate(SAID), ["引文"])
    page.keyboard.press("Control+Alt+Digit6")
    expect(area).to_have_value("＃是原话一段。")
    comes_to(page, lambda: area.evaluate(SAID), ["一是"])
    page.keyboard.press("Control+Alt+Digit6")
    expect(page.locator(".gw-ln.r-item")).to_have_count(0)
    expect(area).to_have_value("原话一段。")


def test_several_chosen_lines_become_items_at_once(page: Page, area: Locator) -> None:
    paste(page, "甲事\n乙事\n丙事")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Alt+Digit5")
    expect(area).to_have_value("＃.甲事\n＃.乙事\n＃.丙事")
    comes_to(page, lambda: area.evaluate(SAID), ["1.", "2.", "3."])
    page.get_by_role("button", name="撤销").first.click()
    expect(page.locator(".gw-ln.r-item")).to_have_count(0)


def test_the_caret_never_stands_in_a_mark_and_deleting_takes_it_whole(page: Page, area: Locator) -> None:
    paste(page, "甲事\n乙事")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Alt+Digit4")
    page.keyboard.press("Control+End")
    page.keyboard.press("Home")
    page.keyboard.insert_text("第")
    expect(area).to_have_value("（＃）甲事\n（＃）第乙事")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    page.keyboard.insert_text("。")
    expect(area).to_have_value("（＃）甲事。\n（＃）第乙事")
    page.keyboard.press("Delete")
    expect(area).to_have_value("（＃）甲事。第乙事")
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    expect(area).to_have_value("甲事。第乙事")


def test_what_is_copied_reads_with_its_numbers(page: Page, area: Locator) -> None:
    paste(page, "甲事\n乙事")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Alt+Digit4")
    page.keyboard.press("Control+A")
    comes_to(page, lambda: area.evaluate(CLIP), ["（1）甲事\n（2）乙事", "（＃）甲事\n（＃）乙事"])


def test_a_chip_covers_its_mark(page: Page, area: Locator) -> None:
    paste(page, "\n".join(f"第{number}件" for number in range(1, 13)))
    for key in ("Digit4", "Digit5", "Digit6", "Digit7"):
        page.keyboard.press("Control+A")
        page.keyboard.press(f"Control+Alt+{key}")
        assert all(colour.startswith("rgb(") and width > shown - 2 > 0 for colour, width, shown in area.evaluate(UNDER))
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}/marks-{key}.png")
