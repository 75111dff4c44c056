"""The start page in a real browser: thousands of rows, words found in texts, others' changes, all by keyboard and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongwen import edits
from gongwen.document import Section, Signature
from gongwen.person import Person
from gongwen.store import Store
from tests.browser.pages import comes_to, fits
from tests.conftest import _serve
from tests.samples import small

MANY = 150


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists-home")
    store = Store.open(folder, Person("王芳"))
    for number in range(MANY):
        signature = Signature((f"第{number % 3}镇人民政府",), "")
        body = replace(small().body, children=(Section("v1", "总体情况", (f"全年办结{number}件。",)),))
        made = replace(
            small(), title=f"第{number:03}号工作报告", year=2020 + number % 5, signature=signature, body=body
        )
        store.create(made)
    return folder


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    yield from _serve("widgets.serve", home, "")


def opened(page: Page, link: str) -> None:
    page.goto(link)
    page.locator(".gw-table tbody tr").first.wait_for()
    page.get_by_role("button", name="先不填").click()


def titles(page: Page) -> list[str]:
    return page.locator(".gw-table tbody .gw-linkbtn").all_inner_texts()


def test_rows_are_painted_as_one_scrolls_and_all_can_be_reached(page: Page, served: str) -> None:
    opened(page, served)
    assert len(titles(page)) < MANY
    page.mouse.move(900, 600)
    for _ in range(30):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(100)
        if len(titles(page)) >= MANY:
            break
    page.mouse.wheel(0, 20_000)
    expect(page.get_by_role("button", name=f"删除 第{0:03}号工作报告", exact=True)).to_be_in_viewport()


def test_filters_and_order_narrow_the_list_and_are_taken_back(page: Page, served: str) -> None:
    opened(page, served)
    page.get_by_label("年度", exact=True).select_option("2021")
    page.get_by_label("机关", exact=True).select_option("第1镇人民政府")
    expected = {f"第{number:03}号工作报告" for number in range(MANY) if number % 5 == 1 and number % 3 == 1}
    comes_to(page, lambda: set(titles(page)), expected)
    page.get_by_role("button", name="标题", exact=True).click()
    comes_to(page, lambda: titles(page), sorted(expected))
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("标题")
    page.get_by_label("按标题和正文查找").fill("没有这样的题目")
    page.get_by_role("button", name="不再筛选").click()
    page.get_by_label("按标题和正文查找").fill("")
    page.get_by_role("button", name="最后保存").click()
    expect(page.locator(".gw-table tbody .gw-linkbtn").first).to_have_text(f"第{MANY - 1:03}号工作报告")


def test_words_in_a_text_are_found_as_one_types_and_lead_to_their_place(page: Page, served: str, home: Path) -> None:
    store = Store.open(home, Person("王芳"))
    name = store.create(edits.set_paragraphs(small(), "s4", ("一是宣传不够。", "二是“石墨烯”产业没有起步。"))).id
    opened(page, served)
    field = page.get_by_label("按标题和正文查找")
    field.press_sequentially("石墨烯产业", delay=40)
    hit = page.locator(".gw-hit")
    expect(hit).to_have_count(1)
    expect(hit.locator(".gw-hit-place")).to_have_text("二、存在的不足和原因")
    expect(hit.locator("mark")).to_have_text("石墨烯”产业")
    for _ in range(20):  # by the keyboard alone
        page.keyboard.press("Tab")
        if hit.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    area = page.locator(".gw-edit.is-focus textarea")
    area.wait_for()
    chosen = "node => node.value.slice(node.selectionStart, node.selectionStart + 3)"
    comes_to(page, lambda: area.evaluate(chosen), "石墨烯")
    page.locator(".gw-top").get_by_role("button", name="全部报告").click()
    expect(field).to_have_value("石墨烯产业")
    expect(page.locator(".gw-hit")).to_have_count(1)
    field.fill("石")
    expect(page.locator(".gw-found [role=status]")).to_have_text("再写一个字，正文里也一起找。")
    store.delete(name)


def test_what_others_do_appears_and_the_rows_that_stay_are_the_same_ones(page: Page, served: str, home: Path) -> None:
    store = Store.open(home, Person("李强"))
    opened(page, served)
    first = page.locator(".gw-table tbody tr").first
    first.evaluate("node => { node.dataset.mark = 'the same'; node.querySelector('button').focus(); }")
    made = store.create(replace(small(), title="李强新建的"))
    expect(page.locator(".gw-table tbody .gw-linkbtn").first).to_have_text("李强新建的")
    expect(page.locator(".gw-table tbody tr").nth(1)).to_have_attribute("data-mark", "the same")
    assert page.evaluate("document.activeElement.closest('tr').dataset.mark") == "the same"
    store.presence.say(made.id, "s4")
    expect(first.locator(".gw-person")).to_have_text("李强（未核实）")
    store.save(made.id, replace(made.document, title="李强改了名"), 1)
    expect(first.locator(".gw-linkbtn")).to_have_text("李强改了名")
    store.presence.leave(made.id)
    expect(first.locator(".gw-person")).to_have_count(0)
    store.delete(made.id)
    expect(page.get_by_text("李强改了名").first).to_be_hidden()


def test_the_button_to_go_on_writing_keeps_the_focus_while_the_report_is_written_elsewhere(
    page: Page, served: str, home: Path
) -> None:
    store = Store.open(home)
    made = store.create(replace(small(), title="还在写的"))
    opened(page, served)
    button, card = page.get_by_role("button", name="继续写"), page.locator(".gw-resume")
    expect(card).to_contain_text("还在写的")
    button.focus()
    store.save(made.id, edits.set_paragraphs(made.document, "s2", ("重" * 1234,)), 1)
    expect(card).to_contain_text(f"{store.load(made.id).document.characters} 字")
    expect(button).to_be_focused()
    store.delete(made.id)
    store.close()
    expect(page.get_by_text("还在写的").first).to_be_hidden()


def test_archive_copy_and_bin_give_back_from_anywhere_in_a_long_list(page: Page, served: str) -> None:
    opened(page, served)
    title = f"第{MANY - 40:03}号工作报告"
    row = page.locator(".gw-table tbody tr", has_text=title)
    row.get_by_role("button", name="归档").click()
    expect(row).to_have_count(0)
    told = page.locator(".gw-told")
    expect(told).to_contain_text(f"已归档：{title}")
    expect(told).to_be_in_viewport()
    page.get_by_role("button", name="已归档 1").click()
    expect(page.locator(".gw-table tbody .gw-linkbtn")).to_have_text([title])
    row.get_by_role("button", name="取出来").click()
    expect(page.get_by_role("button", name="已归档 1")).to_be_hidden()
    row.get_by_role("button", name="复制").click()
    expect(page.locator(".gw-table tbody tr").first.locator(".gw-tag")).to_contain_text("年的副本")
    told.get_by_role("button", name="打开副本").click()
    page.locator(".gw-ln").first.wait_for(state="attached")
    page.locator(".gw-top").get_by_role("button", name="全部报告").click()
    page.locator(".gw-table tbody tr").first.get_by_role("button", name="删除").focus()
    page.keyboard.press("Enter")
    expect(told.get_by_role("button", name="放回来")).to_be_focused()
    page.get_by_role("button", name=re.compile("^回收站")).click()
    thrown = page.locator(".gw-table tbody tr").first  # what was thrown away last
    expect(thrown).to_contain_text(title)
    expect(thrown.get_by_role("button")).to_have_count(1)
    thrown.get_by_role("button", name="放回来").focus()
    page.keyboard.press("Enter")
    expect(told).to_contain_text("已放回来")
    expect(told.get_by_role("button", name="打开")).to_be_focused()
    page.get_by_role("button", name=re.compile("^在办")).click()
    expect(page.locator(".gw-table tbody tr").first).to_contain_text(title)


def test_on_a_phone_every_row_says_all_and_nothing_is_cut(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, served)
    row = page.locator(".gw-table tbody tr").first
    row.scroll_into_view_if_needed()
    expect(row.locator(".gw-narrow")).to_be_visible()
    expect(row.locator(".gw-narrow")).to_contain_text("起草")
    expect(row.get_by_role("button", name="归档")).to_be_visible()
    page.get_by_label("按标题和正文查找").fill("全年办结")
    page.locator(".gw-hit").first.scroll_into_view_if_needed()
    expect(page.locator(".gw-hit").first).to_be_in_viewport()
    fits(page, 390)
