"""Writing in a real browser: input methods, slow answers, pasting, undo, and the way between paper and form."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import LINE, comes_to, go, line, paste, sample

CHARACTERS = """node => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getBoundingClientRect();
      found.push([text.data[at], box.left, box.top, box.width, box.height]);
    }
  }
  return found;
}"""
"""Every character of a line of paper with its box."""

BESIDE = """([left, near]) => {
  const mark = document.querySelector(".gw-caretmark");
  return Boolean(mark) && Math.abs(mark.getBoundingClientRect().left - left) < near;
}"""
"""Whether the mark of the caret on the paper is within so many pixels of a place."""

WIDTH = "document.querySelector('.gw-pane.gw-form').getBoundingClientRect().width"
AFTER_CARET = "(document.activeElement.value || '').slice(document.activeElement.selectionStart)"


@pytest.fixture
def writer(page: Page, voila_server: str) -> Page:
    page.add_init_script(LINE)
    sample(page, voila_server)
    return page


def test_an_input_method_sends_nothing_half_typed(writer: Page) -> None:
    area = go(writer, "存在的不足")
    before = area.input_value()
    keys = writer.context.new_cdp_session(writer)
    line(writer, edits=[])
    for text in ("n", "ni", "ni h", "ni hao"):
        keys.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        writer.wait_for_timeout(60)
    assert writer.evaluate("window.gwLine.edits") == []
    keys.send("Input.insertText", {"text": "你好"})
    expect(writer.locator(".gw-preview")).to_contain_text("你好" + before[:6])
    assert writer.evaluate("window.gwLine.edits") == ["你好"]
    keys.send("Input.imeSetComposition", {"text": "wo", "selectionStart": 2, "selectionEnd": 2})
    keys.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    expect(area).to_have_value("你好" + before)
    assert writer.evaluate("window.gwLine.edits") == ["你好"]


def test_slow_answers_lose_nothing_and_one_message_is_under_way(writer: Page) -> None:
    area = go(writer, "存在的不足")
    before = area.input_value()
    line(writer, wait=300, edits=[])
    typed = "".join(chr(0x4E00 + step) for step in range(40))
    for character in typed:
        writer.keyboard.insert_text(character)
        writer.wait_for_timeout(40)
    expect(writer.locator(".gw-preview")).to_contain_text(typed[-12:])
    expect(area).to_have_value(typed + before)
    assert len(writer.evaluate("window.gwLine.edits")) < len(typed) / 4


def test_typing_on_while_the_next_section_is_coming_goes_into_the_first(writer: Page) -> None:
    go(writer, "存在的不足")
    line(writer, wait=250)
    writer.keyboard.insert_text("甲")
    writer.keyboard.press("Alt+ArrowDown")
    for character in "乙丙丁":
        writer.keyboard.insert_text(character)
        writer.wait_for_timeout(80)
    expect(writer.locator(".gw-toc-item.is-current")).to_contain_text("第一责任人")
    writer.wait_for_timeout(1000)
    line(writer, wait=0)
    assert go(writer, "存在的不足").input_value().startswith("甲乙丙丁")
    assert not go(writer, "第一责任人").input_value().startswith(("乙", "丙", "丁"))


def test_an_answer_that_comes_late_moves_no_caret_that_has_written_on(writer: Page) -> None:
    area = go(writer, "存在的不足")
    before = area.input_value()
    line(writer, wait=500)
    writer.locator(".gw-toc-item.is-current").click()
    area.click()
    writer.keyboard.press("Control+End")
    for character in "甲乙丙丁戊己":
        writer.keyboard.insert_text(character)
        writer.wait_for_timeout(150)
    writer.wait_for_timeout(1000)
    expect(area).to_have_value(before + "甲乙丙丁戊己")
    line(writer, wait=0)
    writer.keyboard.press("Control+z")
    expect(area).to_have_value(before)


def test_a_key_typed_right_after_undo_is_not_lost(writer: Page) -> None:
    area = go(writer, "下一年度")
    before = area.input_value()
    line(writer, wait=150)
    writer.keyboard.type("abc")
    writer.wait_for_timeout(700)
    writer.keyboard.press("Control+z")
    writer.keyboard.type("x")
    writer.wait_for_timeout(1500)
    expect(area).to_have_value(re.compile("^[^x]{0,3}x"))
    line(writer, wait=0)
    for _ in range(3):
        writer.keyboard.press("Control+z")
        writer.wait_for_timeout(300)
    expect(area).to_have_value(before)


def test_the_browser_s_own_undo_is_the_report_s(writer: Page) -> None:
    area = go(writer, "下一年度")
    before = area.input_value()
    writer.keyboard.type("abc")
    expect(writer.locator(".gw-preview")).to_contain_text("abc")
    keys = writer.context.new_cdp_session(writer)
    keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "F13", "commands": ["undo"]})
    expect(area).to_have_value(before)
    expect(writer.locator(".gw-preview")).not_to_contain_text("abc")


def test_a_paste_comes_as_plain_paragraphs(writer: Page) -> None:
    area = go(writer, "下一年度")
    writer.keyboard.press("Control+a")
    paste(writer, "　　第一段\t有制表\u200b符\r\n\r\n　　第二段\u000b软回车\u00a0空格\u0000零\r\n第三段   ")
    expect(area).to_have_value("第一段 有制表符\n第二段\n软回车 空格零\n第三段")
    expect(writer.locator(".gw-preview")).to_contain_text("第一段 有制表符")
    writer.locator(".gw-edit.is-single:visible textarea").first.click()
    writer.keyboard.press("Control+a")
    paste(writer, "（三）新的\r\n小标题\u202e")
    expect(writer.locator(".gw-edit.is-focus textarea")).to_have_value("新的 小标题")


def test_enter_in_a_heading_leads_to_its_text(writer: Page) -> None:
    go(writer, "下一年度")
    writer.locator(".gw-edit.is-single:visible textarea").first.click()
    writer.keyboard.press("Enter")
    expect(writer.locator(".gw-edit.is-focus")).not_to_have_class(re.compile("is-single"))


def test_a_click_on_paper_puts_the_caret_before_that_character(writer: Page) -> None:
    chance = random.Random(7)  # noqa: S311 - which characters are clicked is no secret
    lines = writer.locator(".gw-ln.r-paragraph")
    seen = 0
    for index in chance.sample(range(lines.count()), 10):
        paper = lines.nth(index)
        paper.scroll_into_view_if_needed()
        characters = paper.evaluate(CHARACTERS)
        if len(characters) < 6:
            continue
        at = chance.randrange(5, len(characters))
        character, left, top, width, height = characters[at]
        writer.mouse.click(left + width * 0.2, top + height / 2)
        writer.wait_for_function(
            f"character => document.activeElement.tagName === 'TEXTAREA' && {AFTER_CARET}.startsWith(character)",
            arg=character,
        )
        comes_to(writer, lambda spot=(left, height / 3): writer.evaluate(BESIDE, spot), wanted=True)
        seen += 1
    assert seen > 5


def test_a_double_click_leads_to_the_form_too(writer: Page) -> None:
    go(writer, "存在的不足")
    paper = writer.locator(".gw-ln", has_text="二是普法").first
    paper.scroll_into_view_if_needed()
    paper.dblclick(position={"x": 100, "y": 8})
    expect(writer.locator(".gw-edit.is-focus textarea")).to_be_focused()
    assert writer.evaluate("String(window.getSelection())") == ""


def test_by_keys_alone_from_paper_to_form_and_round_the_panes(writer: Page) -> None:
    go(writer, "存在的不足")
    writer.keyboard.press("F6")
    expect(writer.locator(".gw-preview .gw-scroll")).to_be_focused()
    writer.keyboard.press("ArrowDown")
    chosen = writer.locator(".gw-ln.is-chosen")
    words = chosen.inner_text()
    writer.keyboard.press("Enter")
    writer.wait_for_function(f"words => {AFTER_CARET}.startsWith(words)", arg=words.strip()[:6])
    writer.keyboard.press("Shift+F6")
    expect(writer.locator(".gw-toc-item.is-current")).to_be_focused()
    writer.keyboard.press("Escape")
    expect(writer.locator(".gw-edit.is-focus textarea")).to_be_focused()


def test_panes_fold_and_move_and_are_found_so_again(writer: Page, voila_server: str) -> None:
    writer.keyboard.press("Control+Alt+1")
    expect(writer.locator(".gw-pane.gw-outline")).to_be_hidden()
    grip = writer.get_by_role("separator", name=re.compile("写作"))
    before = writer.evaluate(WIDTH)
    grip.focus()
    for _ in range(3):
        writer.keyboard.press("ArrowLeft")
    comes_to(writer, lambda: writer.evaluate(WIDTH), before - 48)
    writer.reload()
    writer.wait_for_selector(".gw-ln")
    expect(writer.locator(".gw-pane.gw-outline")).to_be_hidden()
    comes_to(writer, lambda: writer.evaluate(WIDTH), before - 48)
    writer.get_by_role("button", name="展开大纲").click()
    expect(writer.locator(".gw-pane.gw-outline")).to_be_visible()
    assert voila_server


def test_only_paper_is_printed(writer: Page) -> None:
    pages = writer.locator(".gw-sheet").count()
    writer.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    writer.emulate_media(media="print")
    expect(writer.locator(".gw-print .gw-sheet:visible")).to_have_count(pages)
    expect(writer.locator(".gw-top:visible")).to_have_count(0)
    expect(writer.locator(".gw-form:visible")).to_have_count(0)
    writer.emulate_media(media="screen")
    writer.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(writer.locator(".gw-print")).to_have_count(0)
    expect(writer.locator(".gw-top")).to_be_visible()
