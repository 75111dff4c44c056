"""A clerk's way in a real browser: import, edit, see it in the pages, take the Word file, lose the kernel, come back."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import docx
from playwright.sync_api import Page, expect

from tests.browser.pages import fits, sample, start, stored

if TYPE_CHECKING:
    from pathlib import Path

MESSY = """关于2024年度法治政府建设情况的报告

县委、县政府:

20xx年,我镇认真抓好法治政府建设。现将情况报告如下:

一、主要举措和成效

(一)加强领导。全年研究6次。

二、存在的不足和原因

一是力量不足。

二、下一步工作安排

继续努力。

清溪镇人民政府

2025年1月15日

打印 关闭窗口
"""


def bring_in(page: Page) -> None:
    page.set_input_files("input[type=file]", {"name": "去年.txt", "mimeType": "text/plain", "buffer": MESSY.encode()})
    page.wait_for_selector(".gw-imported")


def test_import_edit_preview_download_kill_reopen(page: Page, voila_server: str) -> None:
    outside = start(page, voila_server)
    bring_in(page)
    expect(page.locator(".gw-imported")).to_contain_text("“二、”改为“三、”")
    expect(page.locator(".gw-imported")).to_contain_text("打印 关闭窗口")
    page.get_by_role("button", name="全部改成全角").click()
    expect(page.locator(".gw-preview")).to_contain_text("县委、县政府：")
    page.locator(".gw-ln", has_text="一是力量不足").click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("主要原因是编制少。")
    expect(page.locator(".gw-preview")).to_contain_text("主要原因是编制少。")
    stored(page)
    with page.expect_download() as waiting:
        page.keyboard.press("Control+e")
    made = waiting.value
    assert made.suggested_filename == "关于2024年度法治政府建设情况的报告_20250115.docx"
    texts = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(_read(made.path()))).paragraphs)
    assert "主要原因是编制少。" in texts
    link = page.url
    assert "report=" in link
    page.keyboard.insert_text("最后一句。")
    expect(page.locator(".gw-preview")).to_contain_text("最后一句。")
    page.wait_for_timeout(1100)
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    subprocess.run(["pkill", "-9", "-f", f"kernel-{kernel}"], check=True)
    expect(page.locator(".gw-notice[role=alert]")).to_contain_text("重新连接")
    page.goto(link)
    page.wait_for_selector(".gw-ln")
    expect(page.locator(".gw-preview")).to_contain_text("最后一句。")
    assert outside == []


def test_typing_fast_loses_nothing_and_undo_takes_it_back(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    page.locator(".gw-toc-item", has_text="推进法治政府建设存在的不足").click()
    area = page.locator(".gw-edit.is-focus textarea")
    expect(area).to_be_focused()
    before = area.input_value()
    typed = "abcdefghij0123456789" * 6
    page.keyboard.type(typed, delay=8)
    expect(area).to_have_value(typed + before)
    expect(page.locator(".gw-preview")).to_contain_text(typed[:40])
    stored(page)
    page.keyboard.press("Control+z")
    expect(area).not_to_have_value(typed + before)
    assert area.input_value() != before  # one step takes back no more than a sentence
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("撤销", "重做"))
    for button, key, wanted in ((undo, "Control+z", before), (redo, "Control+y", typed + before)):
        while button.get_attribute("aria-disabled") == "false":
            page.keyboard.press(key)
            page.wait_for_timeout(150)
        expect(area).to_have_value(wanted)


def test_markup_is_text(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    page.locator(".gw-toc-item", has_text="开头").click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()
    page.keyboard.insert_text("<img src=x onerror=window.hacked=1><b>粗</b>")
    expect(page.locator(".gw-preview")).to_contain_text("<b>粗</b>")
    assert page.evaluate("window.hacked") is None


def test_back_leads_to_the_list_and_a_link_without_token_to_nothing(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    page.go_back()
    page.wait_for_selector(".gw-start-left")
    page.context.clear_cookies()
    page.goto(voila_server.split("?", maxsplit=1)[0])
    expect(page.get_by_label("或者在这里填口令")).to_be_visible()
    assert page.locator(".gw-app").count() == 0


def test_it_fits_a_small_screen_and_a_phone(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    for width, height in ((1366, 625), (820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        fits(page, width)


def _read(path: Path) -> bytes:
    return path.read_bytes()
