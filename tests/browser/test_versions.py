"""The view 版本 as a person goes through it: what changed, put back, named, undisturbed by others, by keys, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PATIENCE, fits, go, sample, stored

SECTION = "存在的不足"


@pytest.fixture
def second(browser: object) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def write(page: Page, words: str, section: str = SECTION) -> str:
    """Write at the end of a section, and wait until it is stored; return the section's text."""
    area = go(page, section)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)
    stored(page)
    return area.input_value()


def history(page: Page) -> None:
    page.locator(".gw-top").get_by_role("button", name="版本", exact=True).click()
    page.wait_for_selector(".gw-past-item")


def changed(page: Page) -> Locator:
    return page.locator(".gw-cmp-two ins")


def test_what_was_written_is_seen_and_put_back_and_undone(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    write(page, "这是新写的一句话。")
    history(page)
    expect(page.locator(".gw-hist-sum b")).to_have_text("改动 1 处")
    expect(changed(page)).to_have_text(["这是新写的一句话。"])
    expect(page.locator(".gw-past-item").first).to_contain_text("1 处，增 9")
    page.get_by_role("button", name="不要这一处").click()
    expect(page.locator(".gw-cmp-empty")).to_have_text("甲、乙两稿一样，没有改动。")
    page.get_by_role("button", name="撤销", exact=True).last.click()
    expect(page.locator(".gw-hist-sum b")).to_have_text("改动 1 处")
    page.locator(".gw-top").get_by_role("button", name="写作", exact=True).click()
    expect(page.locator(".gw-preview")).to_contain_text("新写的一句话")


def test_a_version_is_named_and_compared_from_then_on_by_keys(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    history(page)
    page.get_by_role("button", name="给这一稿定名").click()
    page.get_by_role("button", name="送审稿", exact=True).click()
    page.keyboard.press("Enter")
    expect(page.locator(".gw-past-item").first.locator("b")).to_have_text("送审稿")
    page.locator(".gw-top").get_by_role("button", name="写作", exact=True).click()
    write(page, "送审以后加的。")
    write(page, "另一节也加了。", "下一年度")
    history(page)
    older = page.get_by_label("甲：拿哪一稿比")
    older.select_option(older.locator("option", has_text="送审稿").get_attribute("value"))
    expect(page.locator(".gw-hist-where")).to_have_text("第 1 / 2 处")
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-hist-where")).to_have_text("第 2 / 2 处")
    expect(page.locator(".gw-cmp-two tr.is-on ins")).to_have_text("另一节也加了。")
    expect(page.locator(".gw-hist-main [aria-live]")).to_contain_text("第 2 处，共 2 处")
    page.keyboard.press("Alt+k")
    expect(page.locator(".gw-hist-where")).to_have_text("第 1 / 2 处")
    page.keyboard.press("F6")
    page.wait_for_function("document.activeElement.closest('.gw-past') !== null")
    page.keyboard.press("F6")
    page.wait_for_function("document.activeElement.classList.contains('gw-cmp')")


def test_others_saves_grow_the_list_and_the_text_stays_where_it_is(page: Page, second: Page, voila_server: str) -> None:
    sample(page, voila_server)
    write(page, "先写的一句。")
    second.goto(voila_server)
    second.wait_for_selector(".gw-start-left")
    second.goto(page.url)
    second.wait_for_selector(".gw-ln")
    history(page)
    page.wait_for_selector(".gw-cmp-two ins")
    page.get_by_role("button", name="展开相同的").last.click()
    text = page.locator(".gw-cmp")
    text.evaluate("node => { node.scrollTop = 200; }")
    before = text.evaluate("node => [node.scrollTop, node.innerText]")
    entries = page.locator(".gw-past-item").count()
    write(second, "别人写的一句。", "下一年度")
    expect(page.get_by_role("button", name="又存了新的，看最新的")).to_be_visible(timeout=6000)
    assert text.evaluate("node => [node.scrollTop, node.innerText]") == before
    assert page.locator(".gw-past-item").count() >= entries
    page.get_by_role("button", name="又存了新的，看最新的").click()
    expect(page.locator(".gw-hist-sum b")).to_have_text("改动 2 处")


def test_the_three_ways_to_look_and_who_wrote_what(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    write(page, "有人写的一句。")
    history(page)
    page.get_by_role("button", name="合在一起").click()
    expect(page.locator(".gw-cmp-one ins")).to_have_text("有人写的一句。")
    page.get_by_role("button", name="谁写的").click()
    expect(page.locator(".gw-cmp-one .is-added .gw-cmp-by")).to_contain_text("您")
    page.get_by_role("button", name="看版面").click()
    expect(page.locator(".gw-history-pages .gw-ln").first).to_be_visible()
    page.wait_for_function("""() => {
      const [pages, bar] = ['.gw-history-pages', '.gw-hist-sum'].map((name) => document.querySelector(name));
      return pages && bar && pages.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom - 1;
    }""")
    page.get_by_role("button", name="左右对照", exact=True).click()
    expect(page.locator(".gw-history-pages")).to_have_count(0)
    expect(changed(page)).to_have_text(["有人写的一句。"])


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1366, 625)])
def test_nothing_sticks_out_on_any_screen(page: Page, voila_server: str, width: int, height: int) -> None:
    sample(page, voila_server)
    write(page, "窄屏上看的一句。")
    page.set_viewport_size({"width": width, "height": height})
    history(page)
    fits(page, width)
    if width < 600:
        page.locator(".gw-past-main").first.click()
    expect(page.locator(".gw-cmp ins")).to_be_visible()
    fits(page, width)
    page.wait_for_function(
        "[...document.querySelectorAll('.gw-hist button, .gw-hist select')].filter((node) => node.offsetParent)"
        ".every((node) => node.getBoundingClientRect().right <= window.innerWidth + 1)"
    )
