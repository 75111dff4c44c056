"""The view 数据 in a real browser: a table by keyboard alone, what quotes it, figures put in while writing, two windows, a phone."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PATIENCE, comes_to, fits, go, paste, sample, stored
from tests.browser.test_axe import SIZES, violations
from tests.browser.test_parts import taken

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = "加强党的领导"
"""A section of the sample that quotes four figures; the first row of the table is the first of them."""

MARKED = "() => [...document.querySelectorAll('.gw-mirror .gw-token')].map((each) => [each.textContent, each.classList.contains('is-stale')])"
WHERE = "() => { const cell = document.activeElement.closest('[data-column]'); return cell && [cell.closest('tr').rowIndex, cell.dataset.column]; }"


@pytest.fixture
def book(page: Page, voila_server: str) -> Page:
    sample(page, voila_server)
    return page


def view(page: Page, name: str = "数据") -> None:
    page.locator(".gw-views-nav").get_by_role("button", name=name).click()
    if name == "数据":
        page.locator(".gw-fig tbody tr").first.wait_for()


def cell(page: Page, row: int, column: str = "2025") -> Locator:
    return page.locator(".gw-fig tbody tr").nth(row).locator(f"[data-column='{column}'] > .gw-fig-cell")


def into(page: Page, row: int, column: str = "2025") -> None:
    """Go into a cell by the mouse."""
    page.locator(".gw-fig tbody tr").nth(row).locator(f"[data-column='{column}']").click()
    expect(page.locator(".gw-fig-input")).to_be_focused()


def shot(page: Page, name: str) -> None:
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/{name}.png")


def test_a_table_is_changed_by_keys_alone_and_text_and_pages_follow(book: Page) -> None:
    go(book, PLACE)
    view(book)
    button = book.locator(".gw-data-head").get_by_role("button", name="加一项")
    button.focus()
    book.keyboard.press("Tab")  # the box to choose the first row
    comes_to(book, lambda: book.evaluate(WHERE), None)
    book.keyboard.press("Tab")
    comes_to(book, lambda: book.evaluate(WHERE), [1, "2025"])
    book.keyboard.press("ArrowLeft")
    comes_to(book, lambda: book.evaluate(WHERE), [1, "2024"])
    book.keyboard.press("ArrowRight")
    book.keyboard.type("９")
    book.keyboard.press("Enter")
    comes_to(book, lambda: book.evaluate(WHERE), [2, "2025"])
    expect(cell(book, 0)).to_have_text("9")
    expect(book.locator(".gw-fig tbody tr").first).to_contain_text("增 200%")
    book.keyboard.press("Escape")
    comes_to(book, lambda: book.evaluate("document.activeElement.className"), "gw-fig-says")
    view(book, "写作")
    expect(book.locator(".gw-ln", has_text="专题研").first).to_be_attached()
    comes_to(book, lambda: "专题研究9次" in book.evaluate("[...document.querySelectorAll('.gw-preview .gw-ln')].map((each) => each.textContent).join('')"), wanted=True)  # fmt: skip
    view(book)
    book.keyboard.press("Control+z")
    expect(cell(book, 0)).to_have_text("4")


def test_what_is_no_number_stays_in_its_cell_with_a_sentence_and_a_block_is_taken_whole_or_not(book: Page) -> None:
    view(book)
    into(book, 0)
    book.keyboard.type("三四次")
    book.keyboard.press("Enter")
    expect(book.locator(".gw-fig-says")).to_contain_text("这不是一个确定的数")
    expect(cell(book, 0)).to_have_text("三四次")
    expect(book.locator(".gw-fig .is-refused")).to_have_count(1)
    shot(book, "data-refused")
    expect(book.locator(".gw-fig-says")).to_contain_text("“专题研究法治工作”")
    into(book, 0)
    expect(book.locator(".gw-fig-says")).to_contain_text("这不是一个确定的数")
    book.keyboard.press("Control+z")
    expect(book.locator(".gw-fig-input")).to_have_value("4")
    book.keyboard.press("Escape")
    expect(cell(book, 0)).to_have_text("4")
    expect(book.locator(".gw-fig .is-refused")).to_have_count(0)
    into(book, 1, "2024")
    paste(book, "30\t33\n2\t很多\n")
    expect(book.locator(".gw-notice:visible")).to_contain_text("“法治培训”那一行")
    expect(cell(book, 1)).to_have_text("32")
    paste(book, "30\t1,033\n2\t４\n")
    expect(cell(book, 1)).to_have_text("1033")
    expect(cell(book, 2)).to_have_text("4")


def test_a_figure_put_in_from_the_table_stands_at_the_caret_and_goes_to_word(book: Page) -> None:
    area = go(book, "存在的不足")
    area.press("Control+End")
    book.keyboard.insert_text("另外，")
    view(book)
    into(book, 7)
    book.get_by_role("radio").nth(1).check()
    book.get_by_role("button", name="插入正文").click()
    expect(book.locator(".gw-notice:visible")).to_contain_text("插入了“涉企行政检查21次，比上年减少9次”")
    into(book, 7)
    book.keyboard.type("20")
    book.keyboard.press("Enter")
    expect(cell(book, 7)).to_have_text("20")
    into(book, 7, "2024")
    expect(book.locator(".gw-data-side")).to_contain_text("另外，涉企行政检查20次，比上年减少10次")
    _, word = taken(book, "Control+e")
    assert "比上年减少10次" in re.sub("<[^>]*>", "", word.decode())
    book.locator(".gw-fig tbody tr").nth(7).get_by_role("button").click()
    expect(book.locator(".gw-edit.is-focus textarea")).to_be_focused()


def test_figures_are_marked_under_the_words_and_typing_over_one_is_seen_at_once(book: Page) -> None:
    area = go(book, PLACE)
    comes_to(book, lambda: book.evaluate(MARKED), [["4次", False], ["32项", False], ["3期", False], ["180人次", False]])
    before = area.evaluate("node => { const at = node.getBoundingClientRect(); return [at.top, at.height]; }")
    at = area.input_value().index("研究4次") + 2
    area.evaluate("(node, at) => { node.focus(); node.setSelectionRange(at, at + 1); }", at)
    book.keyboard.press("7")
    comes_to(book, lambda: book.evaluate(MARKED)[0], ["7次", True])
    assert area.evaluate("node => { const at = node.getBoundingClientRect(); return [at.top, at.height]; }") == before
    shot(book, "data-tokens")
    view(book)
    row = book.locator(".gw-fig tbody tr").first
    expect(row).to_contain_text("文中是旧值")
    into(book, 0)
    side = book.locator(".gw-data-side")
    expect(side).to_contain_text("正文是 7次，数据表是 4次")
    side.get_by_role("button", name="保留 7次，写明理由").click()
    book.keyboard.insert_text("含专题会议三次")
    shot(book, "data-keep")
    book.keyboard.press("Enter")
    expect(book.locator(".gw-notice:visible")).to_contain_text("保留了“7次”")
    expect(row).to_contain_text("未引用")


def test_while_writing_a_figure_is_put_in_by_keys_and_taken_back_in_one_step(book: Page) -> None:
    area = go(book, "存在的不足")
    area.press("Control+End")
    before = area.input_value()
    book.keyboard.insert_text("全年审查合同")
    book.keyboard.press("Control+Alt+Digit8")
    list_ = book.get_by_role("dialog", name="插入数据")
    expect(list_.locator("li[aria-selected=true]")).to_contain_text("审查合同")
    expect(list_.locator(".gw-quoting-way").first).to_have_text("47件，同比增长20.5%")
    shot(book, "data-picker")
    assert violations(book) == []
    book.keyboard.press("Enter")
    book.keyboard.insert_text("；另有")  # at once: who types on waits for no answer
    expect(area).to_have_value(f"{before}全年审查合同47件，同比增长20.5%；另有")
    expect(area).to_be_focused()
    book.get_by_role("button", name="插入数据").click()
    book.keyboard.insert_text("培训")
    expect(list_.locator("li")).to_have_text(["法治培训3期", "法治培训参加人次180人次", "执法培训4次"])
    book.keyboard.press("ArrowDown")
    expect(list_.locator("li[aria-selected=true]")).to_contain_text("参加人次")
    expect(list_.locator(".gw-quoting-way").first).to_contain_text("法治培训参加人次180人次")
    book.keyboard.press("Tab")
    book.keyboard.press("Tab")
    book.keyboard.press("Tab")
    book.keyboard.press("Enter")
    expect(area).to_have_value(
        f"{before}全年审查合同47件，同比增长20.5%；另有法治培训参加人次180人次，比上年增加30人次"
    )
    book.keyboard.press("Control+z")
    expect(area).to_have_value(f"{before}全年审查合同47件，同比增长20.5%；另有")
    book.keyboard.press("Control+Alt+Digit8")
    expect(list_).to_be_visible()
    book.keyboard.press("Escape")
    expect(list_).to_have_count(0)
    expect(area).to_be_focused()


@pytest.fixture
def other(book: Page, browser: object, voila_server: str) -> Iterator[Page]:
    """Another window on the same report; both show the table."""
    stored(book)
    context = browser.new_context(viewport={"width": 1366, "height": 768})  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    opened.goto(voila_server)
    opened.wait_for_selector(".gw-start-left")
    opened.goto(book.url)
    opened.wait_for_selector(".gw-ln", state="attached")
    for each in (book, opened):
        view(each)
    yield opened
    context.close()


def test_what_another_enters_is_shown_and_the_cell_being_typed_in_stays(book: Page, other: Page) -> None:
    into(book, 4)
    book.keyboard.type("99")
    into(other, 0)
    other.keyboard.type("6")
    other.keyboard.press("Enter")
    expect(cell(other, 0)).to_have_text("6")
    expect(cell(book, 0)).to_have_text("6")
    expect(book.locator(".gw-fig-input")).to_have_value("99")
    book.keyboard.type("1")
    book.keyboard.press("Enter")
    expect(cell(book, 4)).to_have_text("991")
    expect(cell(other, 4)).to_have_text("991")
    assert cell(book, 0).inner_text().strip() == "6"


def test_one_amount_entered_by_two_at_once_is_asked_beside_the_table_and_the_text_follows_the_answer(
    book: Page, other: Page
) -> None:
    for each in (book, other):
        into(each, 0)
    book.keyboard.type("61")
    other.keyboard.type("72")
    book.keyboard.press("Enter")
    other.keyboard.press("Enter")
    for each in (book, other):
        card = each.locator(".gw-data .gw-dispute")
        expect(card).to_have_count(1)
        expect(card).to_contain_text("同一个数填得不一样")
    shot(book, "amount-asked")
    card = other.locator(".gw-data .gw-dispute")
    card.locator("input[value=own]").check()
    card.get_by_label("定下来的数").fill("大约六十")
    card.get_by_role("button", name="就这样定").click()
    expect(other.locator(".gw-notice", has_text="大约六十")).to_be_visible()
    card.get_by_label("定下来的数").fill("63")
    card.get_by_role("button", name="就这样定").click()
    for each in (book, other):
        expect(each.locator(".gw-data .gw-dispute")).to_have_count(0)
        expect(cell(each, 0)).to_have_text("63")
    view(book, "写作")
    go(book, PLACE)
    expect(book.locator(".gw-form .gw-area").last).to_have_value(re.compile("63"))


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_the_view_can_be_heard_and_reached_and_fits_its_screen(
    page: Page, voila_server: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sample(page, voila_server)
    view(page)
    fits(page, size["width"])
    into(page, 1)
    expect(page.locator(".gw-fig-input")).to_be_focused()
    assert violations(page) == []
    shot(page, f"data-{size['width']}")


def test_two_versions_tell_which_amounts_changed(book: Page) -> None:
    view(book)
    into(book, 0)
    book.keyboard.type("8")
    book.keyboard.press("Enter")
    expect(cell(book, 0)).to_have_text("8")
    stored(book)
    view(book, "版本")
    expect(book.locator(".gw-history, .gw-hs").first).to_contain_text("指标表：专题研究法治工作，2025年")


def test_an_input_method_is_left_alone_in_a_cell_and_in_the_list(book: Page) -> None:
    area = go(book, "存在的不足")
    before = area.input_value()
    way = book.context.new_cdp_session(book)

    def write(steps: tuple[str, ...], words: str) -> None:
        for each in steps:
            way.send("Input.imeSetComposition", {"text": each, "selectionStart": len(each), "selectionEnd": len(each)})
        way.send("Input.insertText", {"text": words})

    book.keyboard.press("Control+Alt+Digit8")
    list_ = book.get_by_role("dialog", name="插入数据")
    expect(list_.locator(".gw-quoting-way")).to_have_count(4)
    write(("h", "he tong"), "合同")
    expect(list_.locator("li")).to_have_text(["审查合同47件"])
    book.keyboard.press("Escape")
    expect(area).to_have_value(before)
    view(book)
    book.get_by_role("button", name="加一项").click()
    field = book.locator(".gw-fig-input")
    expect(field).to_be_focused()
    write(("r", "ru hu", "入户"), "入户走访")
    expect(field).to_have_value("入户走访")
    book.keyboard.press("Tab")
    expect(book.locator(".gw-fig th .gw-fig-cell", has_text="入户走访")).to_have_count(1)
    expect(field).to_have_attribute("aria-label", "入户走访，单位")
