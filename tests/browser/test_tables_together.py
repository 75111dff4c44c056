"""Two real browsers in one table: cells, rows and what stands round it; no key is lost, none lands in another's cell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PATIENCE, comes_to, go, paste, sample, stored

PLACE = "存在的不足"


@pytest.fixture
def two(browser: object, page: Page, voila_server: str) -> Iterator[tuple[Page, Page]]:
    """Two browsers in one section with a table of three rows and three columns."""
    sample(page, voila_server)
    go(page, PLACE)
    page.get_by_role("button", name="插入表格").click()
    page.locator(".gw-cell-area").wait_for()
    paste(page, "村\t件\t说明\n甲村\t1\t完成\n乙村\t2\t在办\n丙村\t3\t在办\n")
    expect(page.locator(".gw-grid td", has_text="丙村")).to_be_visible()
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    other = context.new_page()
    other.set_default_timeout(PATIENCE * 1000)
    stored(page)
    other.goto(voila_server)
    other.wait_for_selector(".gw-start-left")
    other.goto(page.url)
    other.wait_for_selector(".gw-ln")
    go(other, PLACE)
    expect(other.locator(".gw-grid td", has_text="丙村")).to_be_visible()
    yield page, other
    context.close()


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(".gw-grid tr").nth(row).locator("td, th").nth(column)


def into(page: Page, row: int, column: int) -> None:
    """Put the caret behind the text of a cell."""
    cell(page, row, column).click()
    expect(cell(page, row, column).locator(".gw-cell-area")).to_be_focused()
    page.keyboard.press("End")


def rows(page: Page) -> list[list[str]]:
    return page.evaluate(  # type: ignore[no-any-return]
        "() => [...document.querySelectorAll('.gw-grid tr')].map((tr) => [...tr.children].map((td) => td.querySelector('span').textContent.replace(/\\u200b/g, '')))"
    )


def turns(one: Page, mine: str, other: Page, theirs: str) -> None:
    """Let both type, a key of each in turn."""
    for at in range(max(len(mine), len(theirs))):
        if at < len(mine):
            one.keyboard.insert_text(mine[at])
        if at < len(theirs):
            other.keyboard.insert_text(theirs[at])
        one.wait_for_timeout(40)


def both_show(pages: tuple[Page, Page], wanted: list[list[str]]) -> None:
    for each in pages:
        comes_to(each, lambda page=each: rows(page), wanted)


def test_two_who_type_in_different_cells_meet_nowhere(two: tuple[Page, Page]) -> None:
    one, other = two
    into(one, 1, 2)
    into(other, 2, 2)
    turns(one, "，已经回访两次", other, "，九月底以前办结")
    whole = [
        ["村", "件", "说明"],
        ["甲村", "1", "完成，已经回访两次"],
        ["乙村", "2", "在办，九月底以前办结"],
        ["丙村", "3", "在办"],
    ]
    both_show(two, whole)
    assert one.locator(".gw-dispute").count() == other.locator(".gw-dispute").count() == 0


def test_rows_that_come_and_go_leave_the_caret_in_its_own_cell(two: tuple[Page, Page]) -> None:
    one, other = two
    into(other, 3, 2)
    into(one, 1, 0)
    one.get_by_role("button", name="加一行").click()
    for char in "，资料已经报到县里":
        other.keyboard.insert_text(char)
        other.wait_for_timeout(60)
    expect(other.locator(".gw-grid tr").nth(4).locator(".gw-cell-area")).to_be_focused()
    into(one, 1, 0)
    one.get_by_role("button", name="行、列、格子").click()
    one.get_by_role("menuitem", name="删除行").click()
    for char in "，等回音。":
        other.keyboard.insert_text(char)
        other.wait_for_timeout(60)
    both_show(
        two,
        [["村", "件", "说明"], ["", "", ""], ["乙村", "2", "在办"], ["丙村", "3", "在办，资料已经报到县里，等回音。"]],
    )


def test_a_row_taken_away_under_who_types_in_it_is_there_with_all_that_was_typed(two: tuple[Page, Page]) -> None:
    one, other = two
    into(other, 2, 2)
    into(one, 2, 0)
    other.keyboard.insert_text("，这一")
    one.get_by_role("button", name="行、列、格子").click()
    one.get_by_role("menuitem", name="删除行").click()
    for char in "行还在写。":
        other.keyboard.insert_text(char)
    other.wait_for_timeout(2500)
    expect(other.locator(".gw-grid")).to_contain_text("在办，这一行还在写。")
    comes_to(one, lambda: rows(one) == rows(other), wanted=True)
    expect(one.locator(".gw-grid")).to_contain_text("在办，这一行还在写。")


def test_one_cell_written_by_both_is_asked_and_what_stands_round_the_table_is_kept_of_both(
    two: tuple[Page, Page],
) -> None:
    one, other = two
    for each in two:
        into(each, 1, 1)
        each.keyboard.press("Control+a")
    turns(one, "甲", other, "乙")
    expect(one.locator(".gw-dispute")).to_have_count(1)
    expect(other.locator(".gw-dispute")).to_have_count(1)
    other.locator(".gw-dispute-option", has_text="我来改成一句").click()
    other.locator(".gw-dispute textarea").fill("甲乙")
    other.get_by_role("button", name="就这样定").click()
    expect(one.locator(".gw-dispute")).to_have_count(0)
    both_show(two, [["村", "件", "说明"], ["甲村", "甲乙", "完成"], *rows(other)[2:]])
    caption = [each.get_by_label("表题") for each in two]
    caption[0].click()
    other.get_by_label("资料来源").click()
    turns(one, "各村办理情况", other, "县司法局")
    expect(caption[1]).to_have_value("各村办理情况")
    expect(one.get_by_label("资料来源")).to_have_value("县司法局")
