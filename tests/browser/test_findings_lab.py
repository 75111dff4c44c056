"""Findings in JupyterLab, by keys alone: the same marks, panel and mends, and no key of them reaches the notebook."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_lab import browser, page

__all__ = ["browser", "page"]


def test_what_is_typed_is_marked_mended_and_listed_by_keys_alone(page: Page) -> None:
    page.get_by_role("button", name="先看示例报告").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-edit.is-focus textarea")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.keyboard.press("F7")
    expect(page.locator(".gw-fd-list")).to_be_visible()
    page.get_by_role("button", name="核稿", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".gw-fd-list")).to_be_hidden()
    page.locator(".gw-toc-item", has_text="结束语").focus()
    page.keyboard.press("Enter")
    area = page.locator(".gw-edit.is-focus textarea")
    expect(area).to_have_count(1)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("已开展宣讲、走访、等活动。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_text("、")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".gw-fd-strip")).to_contain_text("“等”的前面不用顿号")
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".gw-edit:visible textarea", has_text="").first).to_have_value("已开展宣讲、走访等活动。")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "no key of the app reached the notebook"
