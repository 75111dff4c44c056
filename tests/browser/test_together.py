"""Several real browsers in one report: all see all, carets stay, no word is lost, one sentence written by two is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from gongwen.store import Store
from tests.browser.company import lost, made_up, open_all, settled, write_at_once
from tests.browser.pages import PATIENCE, comes_to, go, sample, stored


@pytest.fixture
def second(browser: object) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def both_open(page: Page, second: Page, link: str) -> None:
    sample(page, link)
    stored(page)
    second.goto(link)
    second.wait_for_selector(".gw-start-left")
    second.goto(page.url)
    second.wait_for_selector(".gw-ln")


def test_two_browsers_see_what_each_writes_and_where(page: Page, second: Page, voila_server: str) -> None:
    both_open(page, second, voila_server)
    go(page, "存在的不足")
    area = go(second, "存在的不足")
    before = area.input_value()
    second.keyboard.press("Control+End")
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("甲写的一句。")
    expect(area).to_have_value("甲写的一句。" + before)
    comes_to(second, lambda: area.evaluate("node => node.selectionStart"), len("甲写的一句。" + before))
    expect(page.locator(".gw-person")).to_have_text(["您的另一个窗口"])
    expect(second.locator(".gw-toc-item.is-current .gw-toc-who")).to_have_attribute("title", "您的另一个窗口正在编辑")
    second.keyboard.insert_text("\n乙写的一段。")
    expect(page.locator(".gw-edit.is-focus textarea")).to_have_value("甲写的一句。" + before + "\n乙写的一段。")
    expect(second.locator(".gw-preview")).to_contain_text("甲写的一句。")


def test_two_who_type_at_once_in_one_paragraph_lose_no_character(page: Page, second: Page, voila_server: str) -> None:
    both_open(page, second, voila_server)
    area, other = go(page, "存在的不足"), go(second, "存在的不足")
    before = area.input_value()
    page.keyboard.press("Control+Home")
    second.keyboard.press("Control+End")
    second.keyboard.press("Enter")
    one, two = "甲在段首写了这么一句话。", "乙另起一段写了那么一句话。"
    for mine, theirs in zip(one, two, strict=False):
        page.keyboard.insert_text(mine)
        second.keyboard.insert_text(theirs)
        page.wait_for_timeout(60)
    second.keyboard.insert_text(two[len(one) :])
    whole = one + before + "\n" + two
    expect(area).to_have_value(whole)
    expect(other).to_have_value(whole)
    assert page.locator(".gw-dispute").count() == second.locator(".gw-dispute").count() == 0


def test_the_same_sentence_is_asked_when_the_writer_pauses(page: Page, second: Page, voila_server: str) -> None:
    both_open(page, second, voila_server)
    go(page, "存在的不足")
    other = go(second, "存在的不足")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("两人都要改的一句。")
    expect(other).to_have_value("两人都要改的一句。")
    second.keyboard.press("Control+Home")
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("甲说")
    second.keyboard.insert_text("乙说")
    expect(page.locator(".gw-dispute")).to_have_count(1)
    expect(second.locator(".gw-dispute")).to_have_count(1)
    second.locator(".gw-dispute-option", has_text="两句都留").click()
    second.get_by_role("button", name="就这样定").click()
    expect(page.locator(".gw-dispute")).to_have_count(0)
    shown = [each.locator(".gw-form .gw-area").last for each in (second, page)]
    for sentence in ("甲说两人都要改的一句。", "乙说两人都要改的一句。"):
        expect(shown[0]).to_have_value(re.compile(sentence))
    comes_to(page, lambda: shown[0].input_value() == shown[1].input_value(), wanted=True)


def test_several_who_write_everywhere_at_once_lose_nothing(
    browser: object, page: Page, voila_server: str, voila_home: Path
) -> None:
    sample(page, voila_server)
    writers = open_all(browser, voila_server, page.url, 3)  # type: ignore[arg-type]
    write_at_once(writers, 4)
    settled(writers)
    store = Store.open(voila_home)
    report = parse_qs(urlsplit(page.url).query)["report"][0]
    assert lost(store, report, writers) == []
    assert made_up(store, report, writers) == []
    for writer in writers:
        writer.page.context.close()
