"""An analyst's way in JupyterLab: the same notebook runs by itself, keeps its keys, loses nothing, and stays bare."""

from __future__ import annotations

import io
import json
import re
import subprocess
import urllib.request
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.pages import PATIENCE, comes_to, stored
from tests.browser.test_voila import MESSY
from tests.conftest import ROOT, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTEBOOK = ROOT / "notebooks" / "workbook.ipynb"
CODE = ".jp-Notebook .jp-Cell"
AREA = ".gw-edit.is-focus textarea"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[object]:
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser: object, lab_server: str) -> Iterator[Page]:
    """The notebook opened in a fresh browser with a fresh kernel; all requests that would leave the machine fail the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    outside: list[str] = []
    opened.on("request", lambda request: outside.append(request.url) if leaves(request.url) else None)
    before = NOTEBOOK.read_bytes()
    opened.goto(lab_server)
    opened.wait_for_selector(".gw-start-left", timeout=60_000)
    yield opened
    context.close()
    for kernel in json.loads(ask(lab_server, "api/kernels")):
        ask(lab_server, f"api/kernels/{kernel['id']}", "DELETE")
    assert outside == []
    assert NOTEBOOK.read_bytes() == before, "what is saved is the bare notebook, byte for byte"


def leaves(url: str) -> bool:
    return "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))


def ask(link: str, path: str, method: str = "GET") -> bytes:
    base = link.split("lab/tree", maxsplit=1)[0]
    request = urllib.request.Request(base + path, method=method, headers={"Authorization": f"token {TOKEN}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
        return answer.read()  # type: ignore[no-any-return]


def bring_in(page: Page) -> None:
    page.set_input_files("input[type=file]", {"name": "去年.txt", "mimeType": "text/plain", "buffer": MESSY.encode()})
    page.wait_for_selector(".gw-imported")


def write(page: Page, words: str) -> None:
    page.locator(".gw-ln", has_text="一是力量不足").click()
    expect(page.locator(AREA)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)
    expect(page.locator(".gw-preview")).to_contain_text(words)


def test_import_edit_preview_download_kill_reopen(page: Page, lab_server: str) -> None:
    bring_in(page)
    write(page, "主要原因是编制少。")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 Word").click()
    made = waiting.value
    assert made.suggested_filename == "关于2024年度法治政府建设情况的报告_20250115.docx"
    texts = "".join(part.text for part in docx.Document(io.BytesIO(made.path().read_bytes())).paragraphs)
    assert "主要原因是编制少。" in texts
    write(page, "最后一句。")
    page.wait_for_timeout(1000)
    kernel = json.loads(ask(lab_server, "api/kernels"))[0]["id"]
    subprocess.run(["pkill", "-9", "-f", f"kernel-{kernel}"], check=True)
    page.wait_for_selector(".gw-preview", state="detached")
    page.wait_for_selector(".gw-preview")
    expect(page.locator(".gw-preview")).to_contain_text("最后一句。")
    page.reload()
    page.wait_for_selector(".gw-ln", timeout=60_000)
    expect(page.locator(".gw-preview")).to_contain_text("最后一句。")


def test_a_restarted_kernel_brings_the_app_back_by_itself(page: Page) -> None:
    page.locator("[data-jp-item-name=restart]").click()
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-app", state="detached")
    page.wait_for_selector(".gw-start-left")


def test_what_is_typed_while_the_kernel_dies_is_offered_when_the_app_is_back(page: Page, lab_server: str) -> None:
    bring_in(page)
    write(page, "存上的话。")
    stored(page)
    kernel = json.loads(ask(lab_server, "api/kernels"))[0]["id"]
    subprocess.run(["pkill", "-9", "-f", f"kernel-{kernel}"], check=True)
    page.keyboard.insert_text("没存上的话。")
    page.wait_for_selector(".gw-preview", state="detached")
    page.wait_for_selector(".gw-preview")
    expect(page.locator(".gw-rescue")).to_contain_text("有没存上的文字")
    page.get_by_role("button", name="Ok").click()
    page.get_by_role("button", name="放回正文").click()
    expect(page.locator(".gw-preview")).to_contain_text("没存上的话。")


def test_a_click_beside_the_fields_leaves_no_key_to_the_notebook(page: Page) -> None:
    bring_in(page)
    page.locator(".gw-outline h2").click()
    for key in ("d", "d", "a", "m", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    assert page.locator(".jp-Cell").count() == 2
    expect(page.locator(".gw-preview")).to_be_visible()


def test_keys_stay_in_the_app(page: Page) -> None:
    bring_in(page)
    write(page, "甲")
    before = page.locator(CODE).count()
    area = page.locator(AREA)
    text = area.input_value()
    for key in ("a", "b", "d", "d", "x", "m", "Enter", "Shift+Enter"):
        page.keyboard.press(key)
    expect(area).to_have_value(text + "abddxm\n\n")
    page.keyboard.press("Control+s")
    for _ in range(3):  # each end of a paragraph ends a step
        page.keyboard.press("Control+z")
        page.wait_for_timeout(300)
    expect(area).to_have_value(re.compile(r"一是力量不足。甲?$"))
    stored(page)
    page.keyboard.press("Escape")
    page.locator(".gw-toc-item").first.focus()
    for key in ("a", "b", "d", "d", "0", "0", "h"):
        page.keyboard.press(key)
    assert page.locator(CODE).count() == before
    assert page.locator(".jp-Dialog").count() == 0


def test_it_fits_its_panel_and_follows_the_theme_while_open(page: Page) -> None:
    page.get_by_role("button", name="先看示例报告").click()
    page.wait_for_selector(".gw-ln")
    facts = """(() => {
      const panel = document.querySelector(".jp-WindowedPanel-outer"), app = document.querySelector(".gw-app");
      const box = app.getBoundingClientRect(), room = panel.getBoundingClientRect();
      return [panel.scrollHeight <= panel.clientHeight, panel.scrollWidth <= panel.clientWidth, box.height >= 452 && box.height <= 720,
        box.top >= room.top && box.bottom <= room.bottom, app.dataset.w, document.querySelector("#jp-left-stack").offsetWidth];
    })()"""
    for size, width in (((1366, 768), "l"), ((1920, 1080), "l"), ((1000, 768), "m"), ((620, 800), "s")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(400)
        # Nothing sticks out, the app is of a fair height and in its panel, and the list of files is folded away.
        comes_to(page, lambda: page.evaluate(facts), [True, True, True, True, width, 0])
    colour = "getComputedStyle(document.querySelector('.gw-app')).backgroundColor"
    light = page.evaluate(colour)
    page.evaluate(
        "document.body.dataset.jpThemeLight = 'false'; document.body.style.setProperty('--jp-layout-color1', '#111')"
    )
    comes_to(page, lambda: page.evaluate(colour) != light, wanted=True)
    expect(page.locator(".gw-sheet").first).to_have_css("background-color", "rgb(255, 255, 255)")


def test_two_views_of_the_notebook_show_and_keep_the_same_text(page: Page) -> None:
    bring_in(page)
    write(page, "左边写的。")
    page.locator(".lm-TabBar-tab", has_text="workbook.ipynb").click(button="right")
    page.locator(".lm-Menu-itemLabel", has_text="New View for Notebook").click()
    page.wait_for_function(
        "document.querySelectorAll('.gw-app .gw-ln').length && document.querySelectorAll('.gw-app').length === 2"
    )
    areas = page.locator(".gw-edit:not(.is-single) textarea:visible")
    expect(areas).to_have_count(2)
    for number, words in enumerate(("右边补的。", "左边又写。", "右边再补。")):
        area = areas.nth((number + 1) % 2)
        expect(area).to_be_editable()  # its text has come
        area.click()
        area.press("Control+End")
        page.keyboard.type(words, delay=30)
        expect(areas.nth(number % 2)).to_have_value(re.compile(words))
    whole = "一是力量不足。左边写的。右边补的。左边又写。右边再补。"
    for number in (0, 1):
        expect(areas.nth(number)).to_have_value(whole)
    apps = page.locator(".gw-app")
    writes = "app => app.contains(document.activeElement) && document.activeElement.matches('textarea, input')"
    for number, key in ((1, "Alt+ArrowUp"), (0, "Alt+ArrowDown")):  # the view that was not asked takes no caret
        apps.nth(number).locator("textarea:visible").last.click()
        page.keyboard.press(key)
        page.wait_for_timeout(1_000)
        assert apps.nth(number).evaluate(writes)
    made: list[str] = []
    page.on("download", lambda download: made.append(download.suggested_filename))
    page.get_by_role("button", name="导出哪一种").last.click()
    with page.expect_download():
        page.get_by_role("menuitemradio", name="可编辑稿").click()
    page.wait_for_timeout(500)
    assert len(made) == 1
