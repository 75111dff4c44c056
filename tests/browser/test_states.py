"""What the page says when something is wrong, and that no text is lost by it: no kernel, a second window, a locked database."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.pages import LINE, comes_to, fits, go, line, sample, start, stored


def test_text_typed_without_a_kernel_is_offered_back_with_a_comparison(page: Page, voila_server: str) -> None:
    page.add_init_script(LINE)
    sample(page, voila_server)
    area = go(page, "存在的不足")
    before = area.input_value()
    page.keyboard.insert_text("存好的。")
    stored(page)
    line(page, dead=True)
    page.keyboard.insert_text("断开以后写的。")
    expect(page.locator(".gw-notice.is-should:visible")).to_contain_text("没有回应")
    expect(page.locator(".gw-saved")).to_have_text("未保存（已存在本机）")
    page.keyboard.insert_text("还在写。")
    lost = page.locator(".gw-notice.is-should:visible")
    expect(lost).not_to_contain_text("刚才点的")
    page.locator(".gw-toc-item", has_text="开头").click()
    expect(lost).to_contain_text("刚才点的没有做成")
    page.keyboard.press("Escape")
    expect(area).to_have_value("存好的。断开以后写的。还在写。" + before)
    page.wait_for_timeout(400)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="重新连接").click()
    offer = page.locator(".gw-rescue .gw-strip")
    expect(offer).to_contain_text("推进法治政府建设存在的不足")
    offer.get_by_role("button", name="先对照").click()
    expect(offer.locator("ins")).to_have_text("断开以后写的。还在写。")
    offer.get_by_role("button", name="放回正文").click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_have_value("存好的。断开以后写的。还在写。" + before)
    stored(page)
    page.reload()
    page.wait_for_selector(".gw-ln")
    expect(page.locator(".gw-preview")).to_contain_text("断开以后写的。还在写。")
    assert page.locator(".gw-rescue .gw-strip").count() == 0


def test_a_line_that_comes_back_carries_what_was_typed_meanwhile(page: Page, voila_server: str) -> None:
    page.add_init_script(LINE)
    sample(page, voila_server)
    go(page, "存在的不足")
    line(page, wait=9000)
    page.keyboard.insert_text("慢得很。")
    expect(page.locator(".gw-notice.is-should:visible")).to_contain_text("没有回应")
    line(page, wait=0)
    expect(page.locator(".gw-notice.is-should:visible")).to_have_count(0)
    expect(page.locator(".gw-preview")).to_contain_text("慢得很。")
    stored(page)


def test_a_closed_window_s_last_words_are_stored_and_its_kernel_ends(
    page: Page, browser: Browser, voila_server: str
) -> None:
    found: list[str] = []
    page.on("websocket", lambda socket: found.extend(re.findall(r"kernels/([^/]+)/channels", socket.url)))
    sample(page, voila_server)
    go(page, "存在的不足")
    page.keyboard.insert_text("关窗口前一句。")
    page.wait_for_timeout(100)
    link, address = page.url, urlsplit(page.url)
    page.close()
    context = browser.new_context()
    again = context.new_page()
    again.goto(voila_server)
    again.wait_for_selector(".gw-start-left")
    again.goto(link)
    expect(go(again, "存在的不足")).to_have_value(re.compile("关窗口前一句。"))
    kernel = f"{address.scheme}://{address.netloc}/api/kernels/{found[-1]}"
    deadline = time.monotonic() + 40
    while context.request.get(kernel).status != 404 and time.monotonic() < deadline:
        again.wait_for_timeout(500)
    assert context.request.get(kernel).status == 404
    context.close()


def test_a_second_window_of_the_same_report_is_shown(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(".gw-ln")
    for window in (page, other):
        expect(window.locator(".gw-person")).to_have_text(["您的另一个窗口"])
    other.close()
    page.wait_for_timeout(500)
    assert page.locator(".gw-notice:visible").count() == 0


def test_what_is_refused_is_told_where_it_was_asked_and_a_drop_beside_the_box_is_taken(
    page: Page, voila_server: str
) -> None:
    start(page, voila_server)
    page.get_by_label("报告年度").fill("24")
    page.get_by_role("button", name="新建报告").click()
    expect(page.locator(".gw-start-left .gw-says").first).to_contain_text("四位数字")
    expect(page.get_by_label("报告年度")).to_have_value("24")
    old = {
        "name": "旧.doc",
        "mimeType": "application/msword",
        "buffer": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
    }
    page.set_input_files("input[type=file]", old)
    expect(page.locator(".gw-drop .gw-says")).to_contain_text("DOCX")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["关于工作的报告\\n一、情况\\n很好。\\n"], "拖来的.txt", {type: "text/plain"}));
          document.querySelector(".gw-start-right").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator(".gw-imported")).to_contain_text("拖来的.txt")


def test_nothing_a_person_writes_is_markup_anywhere(page: Page, voila_server: str) -> None:
    evil = "<img src=x onerror=window.hacked=1>\"'&lt;"
    start(page, voila_server)
    page.get_by_label(re.compile("发文机关")).fill(evil)
    page.get_by_role("button", name="新建报告").click()
    page.wait_for_selector(".gw-ln")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(evil + "标题")
    expect(page.locator(".gw-title")).to_contain_text(evil)
    go(page, "一、")
    page.locator(".gw-edit.is-single:visible textarea").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text((evil + "长标题") * 60)
    expect(page.locator(".gw-toc")).to_contain_text(evil)
    page.get_by_role("button", name="加一节").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".gw-foot")).to_contain_text("上一节：一、<img")
    with page.expect_download():
        page.keyboard.press("Control+e")
    expect(page.locator(".gw-notice.is-done")).to_contain_text("已导出")
    page.locator(".gw-top").get_by_role("button", name="全部报告").click()
    expect(page.locator(".gw-resume")).to_contain_text(evil)
    page.get_by_role("button", name=re.compile("删除")).first.click()
    expect(page.locator(".gw-strip")).to_contain_text("回收站")
    page.set_input_files(
        "input[type=file]",
        {"name": f"{evil}.txt", "mimeType": "text/plain", "buffer": f"关于工作的报告\n{evil}".encode()},
    )
    expect(page.locator(".gw-imported")).to_contain_text(evil)
    assert page.evaluate("window.hacked") is None
    fits(page, 1366)


def test_a_phone_shows_one_pane_at_a_time(page: Page, voila_server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sample(page, voila_server)
    panes = page.locator(".gw-pane")
    for name in ("大纲", "写作", "预览"):
        page.locator(".gw-panetabs").get_by_role("button", name=name, exact=True).click()
        expect(panes.and_(page.locator(":visible"))).to_have_count(1)
    page.locator(".gw-ln:visible", has_text="一是").first.click()
    expect(page.locator(".gw-edit.is-focus textarea")).to_be_focused()
    small = """[...document.querySelectorAll(".gw-app button, .gw-app select")].filter(node => node.offsetParent)
           .filter(node => node.getBoundingClientRect().height < 32).map(node => node.textContent)"""
    comes_to(page, lambda: page.evaluate(small), [])
    fits(page, 390)


def test_the_token_opens_the_page_that_was_asked_for(page: Page, voila_server: str) -> None:
    link, _, token = voila_server.partition("?token=")
    page.goto(f"{link}?report=none")
    page.get_by_label("或者在这里填口令").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("口令不对")
    page.get_by_label("或者在这里填口令").fill(token)
    page.get_by_role("button", name="打开").click()
    page.wait_for_selector(".gw-start-left")


def spoiled(page: Page, link: str, times: int, words: str) -> None:
    """Open the app, whose page comes so many times with the server's words, or with nothing, instead of the app."""
    seen: list[str] = []

    def spoil(route: Route) -> None:
        if len(seen) == times:
            route.continue_()
            return
        answer = route.fetch()
        seen.append(re.sub(r'<div id="cell-id=workbook".*?</script>', f"<div>{words}", answer.text(), flags=re.DOTALL))
        route.fulfill(response=answer, body=seen[-1])

    page.route(lambda url: urlsplit(url).path == "/", spoil)
    page.goto(link, timeout=90_000)  # kernels are started one after the other


def test_a_kernel_that_dies_while_the_page_is_made_is_tried_again(page: Page, voila_server: str) -> None:
    spoiled(page, voila_server, 3, "An exception occurred at the server (not the notebook). ")
    expect(page.get_by_text("稿子都还在")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector(".gw-start-left")
    expect(page.locator("body")).not_to_contain_text("exception", use_inner_text=True)


def test_an_app_that_did_not_come_with_its_page_is_tried_again(page: Page, voila_server: str) -> None:
    spoiled(page, voila_server, 1, "")
    page.wait_for_selector(".gw-start-left")
    expect(page.locator("#loading")).to_have_count(0)


def test_a_script_that_could_not_be_had_is_asked_for_again(page: Page, voila_server: str) -> None:
    seen: list[str] = []

    def lose(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/anywidget/static/*.js", lose)
    start(page, voila_server)
    assert len(seen) > 1
    expect(page.locator("#loading")).to_have_count(0)


def test_while_the_app_is_slow_to_come_the_page_says_so_and_can_be_loaded_again(page: Page, voila_server: str) -> None:
    page.add_init_script(LINE)
    page.add_init_script("window.gwLine.dead = true")
    page.goto(voila_server)
    expect(page.get_by_text("比平时慢")).to_be_visible()
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_text("正在打开")).to_be_visible()
