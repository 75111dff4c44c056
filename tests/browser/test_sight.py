"""What a person has asked for is in sight at once: a box with its button, a new table, what is to be gone on with."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import comes_to, fits, go, sample, start

IN_SIGHT = """node => {
  const box = node.getBoundingClientRect();
  const pane = (node.closest(".gw-scroll, .gw-start-left") || document.documentElement).getBoundingClientRect();
  return box.top >= pane.top - 1 && box.bottom <= Math.min(pane.bottom, window.innerHeight) + 1;
}"""


TOPS = """names => names.map((name) => document.querySelector(name)).map((node) => (node ? node.getBoundingClientRect().top : NaN))
  .every((top, at, tops) => at === 0 ? Number.isFinite(top) : top > tops[at - 1])"""
"""Whether what has these names stands on the page, one under the other."""


def in_sight(what: Locator) -> None:
    """Hold that something is in sight and stays there."""
    expect(what).to_be_visible()
    what.page.wait_for_timeout(300)
    comes_to(what.page, lambda: what.evaluate(IN_SIGHT), wanted=True)


def test_the_box_for_pasting_has_the_caret_and_its_button_is_in_sight(page: Page, voila_server: str) -> None:
    start(page, voila_server)
    page.set_viewport_size({"width": 1366, "height": 625})
    page.get_by_role("button", name="粘贴一段文字").click()
    expect(page.get_by_label("要导入的文字")).to_be_focused()
    in_sight(page.get_by_role("button", name="导入这段文字"))


def test_the_cells_of_a_new_table_are_in_sight_under_a_long_text(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    go(page, "存在的不足")
    page.get_by_role("button", name="插入表格").click()
    expect(page.locator(".gw-grid .gw-cell-area")).to_be_focused()
    in_sight(page.locator(".gw-grid"))


def test_on_a_phone_what_was_written_last_comes_first_and_nothing_is_to_be_dragged(
    page: Page, voila_server: str
) -> None:
    start(page, voila_server)
    page.get_by_role("button", name="新建报告").click()
    page.wait_for_selector(".gw-ln", state="attached")
    page.locator(".gw-top").get_by_role("button", name="全部报告").click()
    expect(page.locator(".gw-resume")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_text("或把文件拖到这里")).to_be_hidden()
    names = [".gw-resume", ".gw-start-left", ".gw-table"]
    comes_to(page, lambda: page.evaluate(TOPS, names), wanted=True)
    fits(page, 390)
