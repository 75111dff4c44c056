"""Findings as who writes meets them: marks that come beside typing, mends and their undo, the panel, keys, a phone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from gongwen.checks import Checker
from gongwen.edits import set_paragraphs
from gongwen.sample import sample
from gongwen.store import Store
from tests.browser.pages import comes_to, fits, go
from tests.browser.test_axe import SIZES, violations
from tests.samples import FIGURES, tabled

PLACES = """() => {
  const area = document.querySelector('.gw-edit.is-focus textarea');
  const paper = area.closest('.gw-edit').getBoundingClientRect();
  return [area.selectionStart, area.selectionEnd, area.value.length, Math.round(paper.top), Math.round(paper.height), document.querySelector('.gw-form-scroll').scrollTop];
}"""
"""Where the caret, the field and its pane are."""


@pytest.fixture
def report(voila_home: Path) -> str:
    """The id of a report of its own, with a section that is all in order."""
    store = Store.open(voila_home)
    document = replace(sample(), title=sample().title.replace("　", "\n"))
    assert Checker().check(document) == (), "what is found here is what a test types"
    section = next(section.id for section in document.walk() if section.heading.startswith("依法履行职能"))
    saved = store.create(set_paragraphs(document, section, ("全年开展走访活动。", "印发手册。")))
    store.close()
    return saved.id


def opened(page: Page, link: str, report: str, preset: str = "review") -> None:
    page.add_init_script(f"window.localStorage.setItem('gongwen:preset', '{preset}')")
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    page.goto(f"{page.url.split('?')[0]}?report={report}")
    page.wait_for_selector(".gw-edit.is-focus textarea")


def check(page: Page) -> None:
    page.locator(".gw-views-nav").get_by_role("button", name="检查").click()
    expect(page.locator(".gw-fd-list")).to_be_visible()


def write(page: Page, words: str) -> None:
    """Type at the end of the section's first paragraph."""
    go(page, "依法履行职能")
    area = page.locator(".gw-edit:visible textarea").last
    area.click()
    area.press("Control+Home")
    area.press("End")
    page.keyboard.insert_text(words)


def card(page: Page, words: str) -> Locator:
    return page.locator(".gw-fd-card", has_text=words)


def test_a_mark_comes_under_what_was_typed_and_moves_neither_text_nor_caret(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。")
    before = page.evaluate(PLACES)
    mark = page.locator(".gw-mirror .gw-wave.is-should")
    expect(mark).to_have_text("、")
    assert page.evaluate(PLACES) == before
    expect(page.locator(".gw-preview .gw-hl.is-wave.is-should")).to_have_text("、")
    assert "dashed" in mark.evaluate(
        "node => getComputedStyle(node).textDecorationLine + getComputedStyle(node).textDecorationStyle"
    )
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("今年")  # typed before the words: the mark goes with them at once
    assert (
        page.evaluate("document.querySelector('.gw-mirror .gw-wave').previousSibling.data")
        == "今年全年开展走访活动。开展宣讲、走访"
    )
    box = page.evaluate("""() => { const line = document.querySelector('.gw-mirror'); const area = document.querySelector('.gw-edit.is-focus textarea');
      return [line.scrollHeight, area.scrollHeight, area.clientHeight]; }""")
    assert box[1] <= box[2], "the text over the marks is as tall as the marks' own"


def test_a_full_line_with_marks_breaks_where_the_text_over_it_does(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    area = go(page, "依法履行职能")
    area.press("Control+a")
    page.keyboard.insert_text("全年组织开展各类走访宣讲培训活动多次" + "司法所、派出所、等单位开展法治宣传课")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_text("、")
    page.set_viewport_size({"width": 380, "height": 844})
    expect(area).to_have_css("width", "342px")  # eighteen characters fill a line to the hair
    lines = page.evaluate("""() => {
      const line = document.querySelector('.gw-edit.is-focus .gw-mirror p');
      return line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight);
    }""")
    assert round(lines) == 2


def test_typing_into_marked_words_takes_the_mark_away_at_once(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(1)
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    assert page.locator(".gw-mirror .gw-wave").count() == 0
    expect(page.locator(".gw-preview .gw-hl.is-wave")).to_have_count(0)


def test_the_strip_says_what_is_wrong_where_the_caret_is_and_mends_it(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(1)
    before = page.evaluate(PLACES)
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    strip = page.locator(".gw-fd-strip")
    expect(strip).to_contain_text("“等”的前面不用顿号")
    assert page.evaluate(PLACES)[2:] == before[2:]
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".gw-edit:visible textarea").last).to_have_value(
        "全年开展走访活动。开展宣讲、走访等活动。\n印发手册。"
    )
    expect(strip).to_be_hidden()
    page.keyboard.press("Control+z")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(1)


def test_a_mend_from_the_panel_is_shown_before_and_undone_after(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。")
    check(page)
    one = card(page, "“等”的前面不用顿号")
    expect(one.locator("del")).to_have_text("、")
    one.get_by_role("button", name="依据").click()
    expect(one).to_contain_text("GB/T 15834")
    expect(one).to_contain_text("正例")
    one.locator(".gw-fd-says").click()
    page.wait_for_function(
        "() => { const area = document.activeElement; return area.value && area.value.slice(area.selectionStart, area.selectionEnd) === '、'; }"
    )
    expect(page.locator(".gw-preview .gw-hl.is-wave.is-current")).to_have_text("、")
    one.get_by_role("button", name="采纳").click()
    expect(one).to_have_count(0)
    expect(page.locator(".gw-preview .gw-stage")).to_contain_text("走访等活动")
    page.locator(".gw-top").get_by_role("button", name="撤销").click()
    expect(one).to_have_count(1)


def test_one_click_makes_all_half_width_marks_full_width(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "印发手册,读本,宣传单;效果很好。")
    check(page)
    one = card(page, "半角")
    one.get_by_role("button", name="处一起改").click()
    expect(one.locator(".gw-fd-preview")).to_contain_text("印发手册,，读本")
    one.get_by_role("button", name="就这样改").click()
    expect(one).to_have_count(0)
    expect(page.locator(".gw-edit:visible textarea").last).to_have_value(
        "全年开展走访活动。印发手册，读本，宣传单；效果很好。\n印发手册。"
    )
    page.locator(".gw-notice").get_by_role("button", name="撤销").click()
    expect(page.locator(".gw-edit:visible textarea").last).to_have_value(
        "全年开展走访活动。印发手册,读本,宣传单;效果很好。\n印发手册。"
    )


def test_how_strictly_to_look_is_a_switch_that_is_remembered(page: Page, voila_server: str, report: str) -> None:
    page.goto(voila_server)
    page.wait_for_selector(".gw-start-left")
    page.goto(f"{page.url.split('?')[0]}?report={report}")
    page.wait_for_selector(".gw-edit.is-focus textarea")
    write(page, "开展宣讲、走访、等活动。")
    check(page)
    expect(page.locator(".gw-fd .gw-seg .is-on")).to_have_text("起草")
    expect(page.locator(".gw-fd-rest")).to_contain_text("建议")
    assert page.locator(".gw-mirror .gw-wave.is-should").count() == 0
    page.get_by_role("button", name="送审", exact=True).click()
    expect(card(page, "“等”的前面不用顿号")).to_have_count(1)
    expect(page.locator(".gw-mirror .gw-wave.is-should").first).to_be_visible()
    page.reload()
    page.wait_for_selector(".gw-edit textarea")
    check(page)
    expect(page.locator(".gw-fd .gw-seg .is-on")).to_have_text("送审")


def test_keys_alone_go_through_findings_and_close_the_panel(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。司法所、派出所、等单位。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(2)
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-fd-strip")).to_be_visible()
    page.keyboard.press("F7")
    expect(page.locator(".gw-fd-list")).to_be_visible()
    page.keyboard.press("F7")
    expect(page.locator(".gw-fd-card:focus")).to_have_count(1)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()
    page.keyboard.press("F7")
    page.keyboard.press("Escape")
    expect(page.locator(".gw-fd-list")).to_be_hidden()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1366, 625)])
def test_nothing_sticks_out_on_any_screen(page: Page, voila_server: str, report: str, width: int, height: int) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。印发手册,读本。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(2)
    page.set_viewport_size({"width": width, "height": height})
    check(page)
    one = card(page, "“等”的前面不用顿号")
    expect(one).to_be_visible()
    fits(page, width)
    within = (
        "[...document.querySelectorAll('.gw-fd button, .gw-top button')].filter((node) => node.offsetParent)"
        ".every((node) => node.getBoundingClientRect().right <= window.innerWidth + 1)"
    )
    comes_to(page, lambda: page.evaluate(within), wanted=True)
    one.locator(".gw-fd-says").click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()
    expect(one).to_be_visible()
    if width < 600:
        expect(page.locator(".gw-fd-card:visible")).to_have_count(1)
        page.get_by_role("button", name="列表", exact=True).click()
        expect(card(page, "半角")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_the_panel_and_its_strip(
    page: Page, voila_server: str, report: str, size: dict[str, int]
) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。司法所、派出所、等单位。印发手册,读本,等。")
    expect(page.locator(".gw-mirror .gw-wave")).to_have_count(4)
    page.set_viewport_size(size)
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-fd-strip")).to_be_visible()
    assert violations(page) == []
    check(page)
    card(page, "半角").get_by_role("button", name="处一起改").click()
    expect(page.locator(".gw-fd-preview")).to_be_visible()
    card(page, "“等”的前面不用顿号").first.get_by_role("button", name="依据").click()
    expect(page.locator(".gw-fd-why")).to_be_visible()
    assert violations(page) == []


def test_a_cell_of_a_table_is_marked_in_its_grid_and_on_the_page(
    page: Page, voila_server: str, voila_home: Path
) -> None:
    store = Store.open(voila_home)
    row = ("一季度,上半年", *FIGURES.rows[-1][1:])
    saved = store.create(tabled(replace(FIGURES, rows=(*FIGURES.rows[:-1], row))))
    store.close()
    opened(page, voila_server, saved.id)
    check(page)
    one = card(page, "半角")
    expect(one).to_contain_text("表格")
    one.locator(".gw-fd-says").click()
    expect(page.locator(".gw-grid [data-found='should']")).to_have_count(1)
    expect(page.locator(".gw-preview .gw-tl .gw-hl.is-wave")).to_have_text(",")
    one.get_by_role("button", name="采纳").click()
    expect(page.locator(".gw-grid [data-found='should']")).to_have_count(0)
    expect(page.locator(".gw-preview .gw-tl", has_text="一季度，上半年")).to_have_count(1)


def test_a_click_behind_marked_words_on_the_page_puts_the_caret_there(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    write(page, "宣讲、走访、等活动,读本。")
    expect(page.locator(".gw-preview .gw-hl.is-wave")).to_have_count(2)
    page.keyboard.press("Control+Home")
    box = page.evaluate(
        """() => {
          const line = [...document.querySelectorAll('.gw-preview .gw-ln')].find((node) => node.textContent.includes('读本'));
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          let text = walker.nextNode();
          while (!text.data.includes('读本')) text = walker.nextNode();
          const range = document.createRange();
          const at = text.data.indexOf('读本') + 1;
          range.setStart(text, at); range.setEnd(text, at + 1);
          const { left, top, height } = range.getBoundingClientRect();
          return [left + 1, top + height / 2];
        }"""
    )
    page.mouse.click(*box)
    page.wait_for_function(
        "() => { const area = document.activeElement; return (area.value || '').slice(0, area.selectionStart).endsWith('活动,读'); }"
    )
    beside = """left => { const mark = document.querySelector('.gw-preview .gw-caretmark');
      return Boolean(mark) && Math.abs(mark.getBoundingClientRect().left - left) < 4; }"""
    comes_to(page, lambda: page.evaluate(beside, box[0]), wanted=True)


def test_one_is_ignored_with_a_reason_listed_and_restored(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "开展法制宣传教育。")
    check(page)
    one = page.locator(".gw-fd-card.is-must", has_text="法制")
    expect(one).to_have_count(1)
    expect(page.locator('.gw-views-nav [data-view="check"] .gw-count')).to_contain_text("1")
    one.get_by_role("button", name="忽略此处").click()
    line = one.get_by_role("textbox", name="不改的理由")
    expect(line).to_be_focused()
    page.keyboard.press("Enter")
    expect(one.locator(".gw-says")).to_have_text("必改的要写理由。")
    page.keyboard.insert_text("引自<b>原文</b>。")
    page.keyboard.press("Enter")
    expect(one).to_have_count(0)
    expect(page.locator(".gw-mirror .gw-wave.is-must")).to_have_count(0)
    page.get_by_role("button", name="已忽略 1").click()
    kept = page.locator(".gw-fd-ignored")
    expect(kept).to_contain_text("理由：引自<b>原文</b>。")
    kept.get_by_role("button", name="恢复").click()
    expect(one).to_have_count(1)


def test_what_stands_in_the_way_of_a_step_leads_to_the_panel(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report, "draft")
    write(page, "开展法制宣传教育。")
    expect(page.locator('.gw-views-nav [data-view="check"] .gw-count')).to_contain_text("1")
    page.locator(".gw-views-nav").get_by_role("button", name="批注").click()
    page.get_by_role("button", name="检查出的必改 1 条未改").click()
    expect(page.locator(".gw-fd-card.is-must")).to_have_count(1)
    expect(page.locator(".gw-fd .gw-seg .is-on")).to_have_text("送审")


def test_a_group_mends_what_it_lists_and_that_no_must_is_left_is_said(
    page: Page, voila_server: str, report: str
) -> None:
    opened(page, voila_server, report)
    write(page, "开展法制宣传教育。继续开展法制宣传教育。围绕依法治国各项部署。学习二十大精神。")
    check(page)
    musts = page.locator(".gw-fd-part.is-must .gw-fd-rule")
    musts.get_by_role("button", name="全部采纳").click()
    expect(page.locator(".gw-fd-preview")).to_have_count(1)
    musts.get_by_role("button", name="全部采纳 2 处").click()
    expect(page.locator(".gw-fd-part.is-must")).to_have_count(0)
    expect(page.locator(".gw-fd-none")).to_have_text("没有必改了。")
    expect(page.locator(".gw-fd-part.is-should .gw-fd-card")).to_have_count(2)
    assert "围绕依法治国各项部署" in page.locator(".gw-edit:visible textarea").last.input_value()


def test_a_finding_becomes_an_annotation(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "开展宣讲、走访、等活动。")
    check(page)
    one = card(page, "“等”的前面不用顿号")
    one.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="转为批注").click()
    expect(page.locator(".gw-notice.is-done")).to_contain_text("已转为批注")
    page.locator(".gw-views-nav").get_by_role("button", name="批注").click()
    page.wait_for_selector(".gw-rv-paper .gw-ln")
    page.keyboard.press("Alt+j")
    expect(page.locator(".gw-rv-card.is-current")).to_contain_text("“等”的前面不用顿号")


def test_all_that_is_mechanical_is_mended_after_a_look(page: Page, voila_server: str, report: str) -> None:
    opened(page, voila_server, report)
    write(page, "宣讲、走访、等活动,效果好。")
    check(page)
    page.get_by_role("button", name="一键规范").click()
    box = page.locator(".gw-fd-tidy")
    expect(box.locator("ins")).to_have_text("，")
    expect(box.get_by_role("button", name="就这样改")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".gw-edit:visible textarea").last).to_have_value(
        "全年开展走访活动。宣讲、走访等活动，效果好。\n印发手册。"
    )
    expect(page.locator(".gw-fd-none")).to_contain_text("没有要改的了")
    page.locator(".gw-notice").get_by_role("button", name="撤销").click()
    expect(page.locator(".gw-edit:visible textarea").last).to_have_value(
        "全年开展走访活动。宣讲、走访、等活动,效果好。\n印发手册。"
    )
