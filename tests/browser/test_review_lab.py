"""A reviewer's round in JupyterLab, by keys alone: read, choose words, say something, write it better, send the round."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_lab import browser, page

__all__ = ["browser", "page"]


def choose(page: Page, down: int, characters: int) -> None:
    """Choose words on the paper: a line by the arrow down, characters with Shift."""
    page.locator(".gw-rv-paper .gw-scroll").focus()
    for _line in range(down):
        page.keyboard.press("ArrowDown")
    for _character in range(characters):
        page.keyboard.press("Shift+ArrowRight")


def press(page: Page, words: str) -> None:
    """Go to a button by its name and press it by the keyboard."""
    button = page.get_by_role("button", name=words, exact=True).and_(page.locator(":visible")).first
    button.focus()
    page.keyboard.press("Enter")


def test_a_reviewers_round_by_keys_alone(page: Page) -> None:
    page.get_by_role("button", name="先看示例报告").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-ln", state="attached")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    press(page, "批注")
    page.wait_for_selector(".gw-rv-paper .gw-ln")
    choose(page, 8, 6)
    page.keyboard.press("Control+Alt+m")
    expect(page.locator(".gw-rv-card.is-new textarea").first).to_be_focused()
    page.keyboard.type("a b d: shortcuts of the notebook are only letters here.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".gw-rv-card.is-current")).to_contain_text("only letters here")
    page.keyboard.press("Alt+k")
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-rv-card.is-current")).to_have_count(1)
    press(page, "送审")
    expect(page.locator(".gw-rv-decide textarea")).to_be_focused()
    page.keyboard.insert_text("请审阅。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".gw-rv-steps")).to_contain_text("拟稿")
    expect(page.locator(".gw-rv-steps li.is-done, .gw-rv-steps li.is-stale").first).to_be_visible()
    expect(page.locator(".gw-rv-card").first).not_to_contain_text("草稿，随本轮决定一起发出")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "no key of the app reached the notebook"
