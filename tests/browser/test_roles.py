"""Who may only read: every field of the page is closed, and opens again; what was being typed when it closed is not lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PATIENCE, go, stored


def sit(page: Page, link: str, name: str) -> None:
    page.add_init_script(f"localStorage.setItem('gongwen:name', '{name}')")
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    expect(page.locator(".gw-me")).to_have_text(f"{name}（未核实）")


@pytest.fixture
def two(page: Page, browser: object, voila_server: str) -> Iterator[tuple[Page, Page]]:
    """张三, who drafts, and 李四, in one new report."""
    sit(page, voila_server, "张三")
    page.get_by_role("button", name="新建报告").click()
    page.wait_for_selector(".gw-ln")
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    other = context.new_page()
    other.set_default_timeout(PATIENCE * 1000)
    sit(other, voila_server, "李四")
    other.goto(page.url)
    other.wait_for_selector(".gw-ln")
    yield page, other
    context.close()


def let(page: Page, *people: tuple[str, str]) -> None:
    page.locator(".gw-me").click()
    card = page.locator(".gw-members")
    expect(card).to_be_visible()
    names = card.locator(".gw-members-name")
    while (there := names.count()) < len(people):
        card.get_by_role("button", name="加一个人").click()
        expect(names).to_have_count(there + 1)
    for at, (name, role) in enumerate(people):
        card.locator(".gw-members-name").nth(at).fill(name)
        card.locator("select").nth(at).select_option(role)
    card.get_by_role("button", name="就这样定").click()
    expect(card).to_be_hidden()


def test_a_readers_page_is_closed_everywhere_and_opens_again(two: tuple[Page, Page]) -> None:
    page, other = two
    go(other, "落款与成文日期")
    expect(other.locator(".gw-form .gw-picks:visible")).to_have_count(1)
    let(page, ("张三", "drafter"), ("李四", "reader"))
    expect(other.locator(".gw-only")).to_be_visible()
    for pressed in other.locator(".gw-form input[type=radio]").all():
        expect(pressed).to_be_disabled()
    expect(other.locator(".gw-form .gw-picks:visible")).to_have_count(0)
    area = other.locator(".gw-form .gw-area:visible").first
    before = area.input_value()
    area.click()
    other.keyboard.insert_text("不该写上")
    other.keyboard.press("Control+a")
    other.keyboard.press("Delete")
    other.keyboard.press("Control+x")
    expect(area).to_have_value(before)
    expect(other.locator(".gw-form .gw-caret:visible")).to_have_count(0)
    go(other, "开头")
    expect(other.locator(".gw-form .gw-area:visible").first).to_have_attribute("readonly", "")
    let(page, ("张三", "drafter"), ("李四", "checker"))
    expect(other.locator(".gw-only")).to_be_hidden()
    area = go(other, "开头")
    other.keyboard.insert_text("现在可以写了。")
    stored(other)
    expect(go(page, "开头")).to_have_value("现在可以写了。")


def test_what_was_being_typed_when_the_right_went_stays_on_the_page(two: tuple[Page, Page]) -> None:
    page, other = two
    area = go(other, "开头")
    other.keyboard.insert_text("写了一句。")
    stored(other)
    page.locator(".gw-me").click()
    page.locator(".gw-members-name").nth(1).fill("王五")
    for _ in range(8):
        other.keyboard.insert_text("又写一字")
    page.get_by_role("button", name="就这样定").click()
    other.keyboard.insert_text("最后一字")
    expect(other.locator(".gw-only")).to_be_visible()
    expect(area).to_have_attribute("readonly", "")
    expect(area).to_have_value(re.compile("^写了一句。(又写一字){8}"))
    failed = other.locator(".gw-saved.is-failed")
    if failed.count():  # a key came after the right had gone
        expect(other.locator(".gw-notice.is-must").first).to_contain_text("没有丢")
