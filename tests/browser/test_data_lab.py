"""The view 数据 in JupyterLab, by keys alone: a new table, a figure in the text, and no key that reaches the notebook."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import comes_to
from tests.browser.test_lab import browser, page

__all__ = ["browser", "page"]


def test_a_table_begun_by_keys_is_quoted_and_followed_and_the_notebook_hears_nothing(page: Page) -> None:
    page.get_by_role("button", name="先看示例报告").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-edit.is-focus textarea")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.locator(".gw-toc-item", has_text="存在的不足").first.focus()
    page.keyboard.press("Enter")
    area = page.locator(".gw-edit.is-focus textarea")
    expect(area).to_have_count(1)
    page.locator(".gw-views-nav").get_by_role("button", name="数据").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="加一项").focus()
    page.keyboard.press("Enter")
    field = page.locator(".gw-fig-input")
    expect(field).to_be_focused()
    for words in ("入户走访", "户", "120", "150"):
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    row = page.locator(".gw-fig tbody tr", has=page.locator("[data-column='2025'] > .gw-fig-cell", has_text="150"))
    expect(row).to_contain_text("入户走访")
    expect(row).to_contain_text("增 25%")
    page.locator(".gw-views-nav").get_by_role("button", name="写作").focus()
    page.keyboard.press("Enter")
    area = page.locator(".gw-form .gw-area:visible").last
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("全年入户走访")
    page.keyboard.press("Control+Alt+Digit8")
    expect(page.locator(".gw-quoting-way").first).to_have_text("150户，同比增长25%")
    page.keyboard.press("Enter")
    comes_to(page, lambda: area.input_value().endswith("全年入户走访150户，同比增长25%"), wanted=True)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "no key of the app reached the notebook"
