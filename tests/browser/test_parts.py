"""The rest of the fields in a real browser: two Word files, attachments with pages of their own, seal, margins, typefaces."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import LINE, comes_to, go, line, sample, stored
from tests.browser.test_voila import MESSY

TITLE = "中共澄湾镇委员会　澄湾镇人民政府关于2025年度法治政府建设情况的报告_20260120"


@pytest.fixture
def writer(page: Page, voila_server: str) -> Page:
    page.add_init_script(LINE)
    sample(page, voila_server)
    return page


def taken(page: Page, *keys: str) -> tuple[str, bytes]:
    """Press keys and return the name and the body of the Word file that comes."""
    with page.expect_download() as waiting:
        for key in keys:
            page.keyboard.press(key)
    made = waiting.value
    with zipfile.ZipFile(io.BytesIO(made.path().read_bytes())) as package:
        return made.suggested_filename, package.read("word/document.xml")


def test_the_kind_of_word_file_is_chosen_by_keys_remembered_and_taken_while_typing(writer: Page) -> None:
    area = go(writer, "存在的不足")
    before = area.input_value()
    name, editable = taken(writer, "Control+e")
    assert name == f"{TITLE}.docx"
    expect(area).to_be_focused()
    writer.get_by_role("button", name="导出哪一种").focus()
    writer.keyboard.press("ArrowDown")
    expect(writer.get_by_role("menuitemradio", name="可编辑稿")).to_be_focused()
    name, final = taken(writer, "ArrowDown", "Enter")
    assert name == f"{TITLE}_定稿.docx"
    assert final != editable
    expect(writer.locator(".gw-notice:visible")).to_contain_text("已导出定稿")
    writer.keyboard.press("Escape")
    expect(area).to_be_focused()
    writer.keyboard.type("ab")
    name, _ = taken(writer, "c", "Control+e", "d")
    assert name.endswith("_定稿.docx")
    expect(area).to_have_value("abcd" + before)
    writer.reload()
    writer.wait_for_selector(".gw-ln")
    expect(writer.get_by_role("button", name="导出哪一种：定稿")).to_be_visible()
    assert taken(writer, "Control+e")[0].endswith("_定稿.docx")


def test_an_attachment_gets_pages_of_its_own_and_moves_with_its_name(writer: Page) -> None:
    area = writer.get_by_label("附件名称")
    go(writer, "附件、版记")
    pages = writer.locator(".gw-sheet").count()
    writer.keyboard.press("Control+a")
    writer.keyboard.insert_text("行政执法数据表\n任务清单")
    writer.get_by_role("button", name="写附件正文 任务清单").click()
    expect(writer.locator(".gw-toc-item.is-current")).to_contain_text("附件2　任务清单")
    expect(writer.locator(".gw-edit.is-focus textarea")).to_be_focused()
    writer.keyboard.insert_text("共12项。\n第一项。")
    expect(writer.locator(".gw-ln.r-annex_mark")).to_have_text("附件2")
    expect(writer.locator(".gw-ln.r-annex_title")).to_have_text("任务清单")
    expect(writer.locator(".gw-sheet")).to_have_count(pages + 1)
    writer.locator(".gw-ln", has_text="第一项。").click()
    writer.wait_for_function("document.activeElement.value === '共12项。\\n第一项。'")
    go(writer, "附件、版记")
    writer.get_by_role("button", name="更多 任务清单").click()
    writer.get_by_role("menuitem", name="上移").click()
    expect(writer.locator(".gw-ln.r-annex_mark")).to_have_text("附件1")
    expect(area).to_have_value("任务清单\n行政执法数据表")
    writer.get_by_role("button", name="更多 任务清单").click()
    writer.get_by_role("menuitem", name="删除这个附件").click()
    notice = writer.locator(".gw-notice:visible")
    expect(notice).to_contain_text("9 字")
    notice.get_by_role("button", name="删除").click()
    expect(writer.locator(".gw-ln.r-annex_mark")).to_have_count(0)
    expect(area).to_have_value("行政执法数据表")
    writer.locator(".gw-notice:visible").get_by_role("button", name="撤销").click()
    expect(writer.locator(".gw-ln.r-annex_mark")).to_have_text("附件1")
    expect(writer.locator(".gw-toc-item.is-current")).to_contain_text("附件1　任务清单")
    stored(writer)
    writer.reload()
    writer.wait_for_selector(".gw-ln", state="attached")
    expect(writer.locator(".gw-toc-item", has_text="附件1　任务清单")).to_have_count(1)


def test_seal_margins_and_typefaces_by_keys_change_the_paper_and_undo(writer: Page) -> None:
    go(writer, "落款与成文日期")
    organ = writer.locator(".gw-ln.r-signature").first
    box = organ.bounding_box()
    writer.get_by_role("radio", name=re.compile("^盖章")).focus()
    writer.keyboard.press("ArrowDown")
    expect(writer.get_by_role("radio", name="不盖章")).to_be_checked()
    writer.wait_for_function(
        "right => document.querySelector('.gw-ln.r-signature').getBoundingClientRect().right - right > 10",
        arg=box["x"] + box["width"] if box else 0,
    )
    writer.locator(".gw-toc-item", has_text="版式").click()
    expect(writer.get_by_role("radio", name="GB/T 9704：")).to_be_focused()
    writer.keyboard.press("ArrowDown")
    stage = writer.locator(".gw-stage")
    expect(writer.locator(".gw-toc-item.is-current")).to_contain_text("已选")
    top = "node => parseFloat(node.style.getPropertyValue('--top'))"
    comes_to(writer, lambda: stage.evaluate(top), pytest.approx(130.7, abs=0.1))
    writer.keyboard.press("F6")
    expect(writer.locator(".gw-preview .gw-scroll")).to_be_focused()
    writer.keyboard.press("Escape")
    expect(writer.get_by_role("radio", name="GB/T 33476.2：")).to_be_focused()
    writer.get_by_role("radio", name="华文中宋").click()
    expect(stage).to_have_attribute("style", re.compile('--face-kai: "楷体"'))
    faces = writer.locator(".gw-ln.r-title").first.locator(".f-biaosong").first
    expect(faces).to_have_css("font-family", re.compile('^"?华文中宋'))
    for _ in range(3):
        writer.keyboard.press("Control+z")
    expect(writer.locator(".gw-toc-item.is-current")).to_contain_text("落款与成文日期")
    expect(writer.get_by_role("radio", name=re.compile("^盖章"))).to_be_checked()
    expect(stage).to_have_attribute("style", re.compile('--face-kai: "楷体_GB2312"'))


def test_after_a_conflict_nothing_of_either_window_is_kept_as_unsaved(writer: Page) -> None:
    other = writer.context.new_page()
    other.goto(writer.url)
    other.wait_for_selector(".gw-ln")
    go(writer, "存在的不足")
    line(writer, wait=900)
    go(other, "存在的不足")
    other.keyboard.insert_text("那边写的。")
    writer.keyboard.insert_text("这边写的。")
    stored(other)
    line(writer, wait=0)
    expect(writer.locator(".gw-dispute")).to_have_count(1)
    stored(writer)
    writer.wait_for_timeout(500)
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('gongwen:text:'))"
    comes_to(writer, lambda: writer.evaluate(kept), [])
    writer.locator(".gw-dispute-option", has_text="两句都留").click()
    writer.get_by_role("button", name="就这样定").click()
    for window in (writer, other):
        expect(window.locator(".gw-preview")).to_contain_text("那边写的。")
        expect(window.locator(".gw-preview")).to_contain_text("这边写的。")
    other.reload()
    other.wait_for_selector(".gw-ln")
    assert other.locator(".gw-rescue .gw-strip").count() == 0


def test_on_a_phone_one_button_asks_which_file_and_an_imported_report_begins_with_its_form(
    page: Page, voila_server: str
) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": 390, "height": 844})
    sample(page, voila_server)
    two_rows = "document.querySelector('.gw-top').offsetHeight < 90"
    comes_to(page, lambda: page.evaluate(two_rows), wanted=True)
    expect(page.get_by_role("button", name="导出 Word")).to_be_hidden()
    page.get_by_role("button", name="导出哪一种").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitemradio", name="定稿").click()
    assert waiting.value.suggested_filename == f"{TITLE}_定稿.docx"
    page.locator(".gw-panetabs").get_by_role("button", name="预览").click()
    page.get_by_role("button", name="全部报告").click()
    page.wait_for_selector(".gw-start-left")  # a section has a box for pictures, too
    page.set_input_files("input[type=file]", {"name": "旧稿.txt", "mimeType": "text/plain", "buffer": MESSY.encode()})
    expect(page.locator(".gw-imported")).to_be_visible()
    page.get_by_role("button", name="看完了").click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_visible()
    assert [words for words in wrong if "403" not in words] == []
