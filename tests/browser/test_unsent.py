"""What was typed and never reached the program is there again: in the table of indicators, in the cards of 批注."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import LINE, comes_to, go, line, paste, sample, stored
from tests.browser.test_data_page import cell, into, view
from tests.browser.test_review_page import review, select


@pytest.fixture
def book(page: Page, voila_server: str) -> Page:
    """The sample report, on a line that can be cut."""
    page.add_init_script(LINE)
    page.on("dialog", lambda dialog: dialog.accept())
    sample(page, voila_server)
    return page


def cut_and_come_again(page: Page, does: object) -> None:
    """Cut the line, do what one does, and load the page again."""
    line(page, dead=True)
    does()  # type: ignore[operator]
    page.wait_for_timeout(300)
    page.goto(page.url)
    page.wait_for_selector(".gw-views-nav .gw-btn:visible")


def test_amounts_typed_while_the_line_was_down_are_offered_and_go_back_into_their_cells(book: Page) -> None:
    view(book)
    into(book, 0)

    def typing() -> None:
        book.keyboard.type("77")
        book.keyboard.press("Enter")
        expect(cell(book, 0)).to_have_text("77")  # it stands in its cell, answered for or not
        book.keyboard.type("88")  # and this one has not been left yet

    cut_and_come_again(book, typing)
    strips = book.locator(".gw-rescue .gw-strip")
    expect(strips).to_have_count(2)
    expect(strips.first).to_contain_text("没有存上")
    while strips.count():
        left = strips.count()
        strips.first.get_by_role("button", name="填回指标表").click()
        expect(strips).to_have_count(left - 1)
    expect(cell(book, 0)).to_have_text("77")
    expect(book.locator(".gw-fig tbody tr").nth(1)).to_contain_text("88")
    stored(book)
    book.goto(book.url)
    book.wait_for_selector(".gw-views-nav .gw-btn:visible")
    book.wait_for_timeout(500)
    expect(strips).to_have_count(0)


def test_an_amount_on_a_slow_line_stands_in_its_cell_at_once_and_is_forgotten_when_it_is_saved(book: Page) -> None:
    view(book)
    into(book, 0)
    line(book, wait=700)
    book.keyboard.type("77")
    book.keyboard.press("ArrowDown")
    assert cell(book, 0).inner_text() == "77"
    assert book.evaluate("Object.keys(localStorage).filter((key) => key.includes('amount#')).length") == 1
    line(book, wait=0)
    expect(book.locator(".gw-saved")).to_contain_text("已保存")
    expect(cell(book, 0)).to_have_text("77")
    book.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes('amount#'))")
    kept = "() => Object.keys(localStorage).filter((key) => key.includes('amount#')).length"
    book.keyboard.type("5")
    assert book.evaluate(kept) == 1
    book.keyboard.press("Escape")
    assert book.evaluate(kept) == 0
    into(book, 0)
    book.keyboard.type("７７")  # the same amount: there is nothing to save
    book.keyboard.press("ArrowDown")
    comes_to(book, lambda: book.evaluate(kept), 0)
    stored(book)
    book.keyboard.type("12")
    paste(book, "8\n9")
    expect(cell(book, 2)).to_have_text("9")
    comes_to(book, lambda: book.evaluate(kept), 0)
    stored(book)


def test_a_remark_and_an_answer_that_were_being_written_are_gone_on_with(book: Page) -> None:
    go(book, "加强党的领导")
    review(book)
    select(book, "全年召开党委会专题研")
    book.locator(".gw-rv-bar").get_by_role("button", name="加批注").click()
    expect(book.locator("[data-form=new]")).to_be_focused()
    book.keyboard.insert_text("请核对次数。")
    cut_and_come_again(book, lambda: book.keyboard.insert_text("会议记录是5次。"))
    strip = book.locator(".gw-rescue .gw-strip")
    expect(strip).to_contain_text("对“全年召开党委会专题研”的批注")
    strip.get_by_role("button", name="接着写").click()
    expect(book.locator("[data-form=new]")).to_have_value("请核对次数。会议记录是5次。")
    expect(strip).to_have_count(0)
    book.get_by_role("button", name="加上批注").click()
    card = book.locator(".gw-rv-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("会议记录是5次。")
    assert book.evaluate("Object.keys(localStorage).some((key) => key.includes('remark#'))") is False
    card.get_by_role("button", name="改", exact=True).click()
    cut_and_come_again(book, lambda: book.keyboard.insert_text("另见台账。"))
    expect(strip).to_contain_text("第 1 条批注的改动")
    strip.get_by_role("button", name="接着写").click()
    expect(book.locator("[data-form=edit]")).to_have_value("请核对次数。会议记录是5次。另见台账。")
    book.get_by_role("button", name="改好了").click()
    expect(card).to_contain_text("另见台账。")
    expect(book.locator("[data-form]")).to_have_count(0)
    card.get_by_role("button", name="改", exact=True).click()
    book.get_by_role("button", name="改好了").click()  # nothing was changed
    expect(book.locator("[data-form]")).to_have_count(0)


def test_words_written_in_a_card_go_along_to_other_words_and_to_other_pages(book: Page) -> None:
    go(book, "加强党的领导")
    review(book)
    select(book, "全年召开党委会专题研")
    book.locator(".gw-rv-bar").get_by_role("button", name="加批注").click()
    book.locator("[data-form=new]").fill("请核对次数。")
    book.get_by_role("button", name="不带标记").click()
    expect(book.get_by_role("button", name="不带标记")).to_have_attribute("aria-pressed", "true")
    expect(book.locator("[data-form=new]")).to_have_value("请核对次数。")
    select(book, "健全学法制度")
    book.locator(".gw-rv-bar").get_by_role("button", name="加批注").click()
    expect(book.locator(".gw-rv-card.is-new .gw-rv-quote")).to_contain_text("健全学法制度")
    expect(book.locator("[data-form=new]")).to_have_value("请核对次数。")
