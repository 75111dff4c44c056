"""Every view as those hear and reach it who do not see it or use no mouse: axe finds no violation (WCAG 2.1 A and AA)."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.pages import sample, start
from tests.browser.test_review_page import opened, remarked, report, review, select

__all__ = ["report"]

SIZES = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def violations(page: Page) -> list[str]:
    """Return what axe finds in the page as it stands, a line each with the element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def sized(page: Page, request: pytest.FixtureRequest) -> Page:
    page.set_viewport_size(request.param)
    return page


def test_the_start_page(sized: Page, voila_server: str) -> None:
    start(sized, voila_server)
    assert violations(sized) == []


def test_the_writer_and_its_versions(sized: Page, voila_server: str) -> None:
    sample(sized, voila_server)
    assert violations(sized) == []
    sized.locator(".gw-views-nav").get_by_role("button", name="版本").click()
    sized.wait_for_selector(".gw-hs-list, .gw-history, [aria-label*=版本]", state="attached")
    assert violations(sized) == []


def test_the_review_with_a_suggestion_being_written_one_written_and_the_word_menu(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    review(page)
    assert violations(page) == []
    select(page, "法治政府")
    page.locator(".gw-rv-bar").get_by_role("button", name="提修改建议").click()
    new = page.locator(".gw-rv-card.is-new")
    new.get_by_role("textbox", name="改成", exact=True).fill("法治镇")
    new.get_by_role("textbox", name="为什么改").fill("照章程写。")
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    expect(new).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("region", name="办理进度和批注").get_by_role("button", name="Word").click()
    page.get_by_role("menu").first.wait_for()
    assert violations(page) == []


def test_the_review_on_a_phone_with_a_card_from_below(
    page: Page, voila_server: str, voila_home: Path, report: str
) -> None:
    page.set_viewport_size(SIZES[1])
    _words, key = remarked(voila_home, report)
    opened(page, voila_server, report, remark=key)
    expect(page.locator(".gw-rv-sheet .gw-rv-card")).to_contain_text("请改。")
    assert violations(page) == []
