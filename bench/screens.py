"""Takes the pictures of the manual and the README from the running program, with numbered circles; `make pictures`."""

from __future__ import annotations

import os
import re
import shutil
import struct
import tempfile
import time
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from playwright.sync_api import Locator, Page, expect, sync_playwright

from bench.browser import served
from tests.browser.pages import LINE, go, line, paste, sample, start
from tests.pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDE: Final = {"width": 1366, "height": 768}
PHONE: Final = {"width": 390, "height": 844}

MOST_COLOURS: Final = 256
"""Colours a palette may hold; the screen's greys and few accents lose nothing the eye sees by it."""

OLD: Final = """青禾镇人民政府关于2025年度法治政府建设情况的报告

县委、县政府:

20xx年,我镇坚持依法行政,持续推进法治政府建设。现将有关情况报告如下:

一、主要举措和成效

（一）加强组织领导。镇党委专题研究法治政府建设4次,解决问题6个。

（二）规范行政执法。全年开展执法检查52次,办理行政处罚案件5件。

二、存在的不足和原因

一是执法力量不足,持证人员只有9名。二是普法形式单一,针对性不强。

二、下一步工作安排

一是加强执法培训,全年不少于6次。二是创新普法方式,用好村级法治广场。

青禾镇人民政府

2026年1月12日

打印本页 关闭窗口
"""
"""Last year's text as people find it: a year left open, 二、 twice, half-width marks, scraps of a web page."""

FIGURES: Final = """指标\t单位\t2024年\t2025年
执法检查\t次\t74\t86
化解矛盾纠纷\t件\t196\t213
普法活动参加群众\t人次\t4900\t5600
"""
"""A table as a spreadsheet puts it on the clipboard."""

CIRCLES: Final = """
(places) => places.forEach(([x, y], index) => {
  const mark = document.createElement("div");
  mark.className = "gw-picture-mark";
  mark.textContent = index + 1;
  Object.assign(mark.style, {
    position: "fixed", left: `${x - 12}px`, top: `${y - 12}px`, width: "24px", height: "24px", borderRadius: "12px",
    background: "#c2410c", color: "#fff", font: "bold 15px/24px sans-serif", textAlign: "center",
    boxShadow: "0 0 0 2px #fff", zIndex: 99999,
  });
  document.body.append(mark);
})
"""


@contextmanager
def opened(browser: Browser, size: dict[str, int] = WIDE) -> Iterator[Page]:
    """Open an empty page of a size in a profile of its own, where a slow or dead line can be played."""
    context = browser.new_context(viewport=size, accept_downloads=True, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.add_init_script(LINE)
    yield page
    context.close()


def shoot(page: Page, name: str, *marks: tuple[Locator, float, float], clip: tuple[int, ...] = ()) -> None:
    """Write a picture; each mark is numbered, at shares of the width and the height of what it points to."""
    page.mouse.move(1, 1)
    page.wait_for_timeout(500)
    places = []
    for found, across, down in marks:
        box = found.first.bounding_box()
        if box is None:
            raise RuntimeError(f"{name}: nothing to point at")
        places.append([box["x"] + box["width"] * across, box["y"] + box["height"] * down])
    page.evaluate(CIRCLES, places)
    more: dict[str, Any] = {"clip": dict(zip(("x", "y", "width", "height"), clip, strict=True))} if clip else {}
    data = small(page.screenshot(scale="css", caret="initial", **more))
    page.evaluate("document.querySelectorAll('.gw-picture-mark').forEach((node) => node.remove())")
    (FOLDER / f"{name}.png").write_bytes(data)
    print(f"{name}.png: {len(data) / 1024:.0f} KB", flush=True)


def small(png: bytes) -> bytes:
    """Return a PNG of eight bits a colour as one with a palette: a third of the size."""
    width, height, pixels = decoded(png)
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    bits = 8
    while True:  # drop the lowest bits until what is left fits a palette
        kept = np.uint32(((0xFF << (8 - bits)) & 0xFF) * 0x010101)
        colours, numbers = np.unique(packed & kept, return_inverse=True)
        if len(colours) <= MOST_COLOURS:
            break
        bits -= 1
    numbers = numbers.reshape(-1)
    sums = [np.bincount(numbers, weights=pixels[:, channel], minlength=len(colours)) for channel in range(3)]
    palette = np.rint(np.stack(sums, axis=1) / np.bincount(numbers)[:, None]).astype(np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = numbers.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def decoded(png: bytes) -> tuple[int, int, np.ndarray[Any, Any]]:
    """Return width, height and the RGB of every pixel of a PNG as Chromium writes it."""
    at, stream, header = 8, b"", b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        header = body if kind == b"IHDR" else header
        stream += body if kind == b"IDAT" else b""
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    step = {2: 3, 6: 4}[colour]
    if depth != 8:
        raise ValueError("not eight bits a colour")
    rows = np.frombuffer(zlib.decompress(stream), np.uint8).reshape(height, 1 + width * step)
    out = np.zeros((height + 1, width + 1, step), np.int16)  # a row and a column of nothing before the first
    for index, row in enumerate(rows):
        unfilter(int(row[0]), row[1:].reshape(width, step).astype(np.int16), out[index], out[index + 1])
    return width, height, out[1:, 1:, :3].reshape(-1, 3).astype(np.uint8)


def unfilter(kind: int, row: np.ndarray[Any, Any], above: np.ndarray[Any, Any], into: np.ndarray[Any, Any]) -> None:
    """Undo one of the five filters of a PNG's row, into a row that has a column of nothing at its left."""
    if kind in {0, 2}:
        into[1:] = (row + above[1:] if kind else row) & 0xFF
    elif kind == 1:
        into[1:] = np.cumsum(row, axis=0) & 0xFF
    else:
        for at in range(len(row)):
            left, up, corner = into[at], above[at + 1], above[at]
            if kind == 3:
                guess = (left + up) // 2
            else:
                far = [np.abs(up - corner), np.abs(left - corner), np.abs(left + up - 2 * corner)]
                guess = np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], up, corner))
            into[at + 1] = (row[at] + guess) & 0xFF


def bring_in(page: Page, name: str, data: bytes) -> None:
    """Choose a file to import."""
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def button(page: Page, words: str) -> Locator:
    """Return the button of these words that can be seen."""
    return page.get_by_role("button", name=words, exact=True).locator("visible=true")


def arriving(page: Page, link: str) -> None:
    """The import report of last year's text, the outline's states with a section's menu, the start page with reports."""
    start(page, link)
    bring_in(page, "去年的报告.txt", OLD.encode())
    page.wait_for_selector(".gw-imported")
    page.wait_for_selector(".gw-ln")
    groups = page.locator(".gw-imported summary .gw-chip")
    shoot(
        page, "import",
        (groups.nth(0), 1.15, 0.5), (groups.nth(1), 1.15, 0.5), (groups.nth(2), 1.3, 0.5), (groups.nth(3), 1.3, 0.5),
        (button(page, "全部改成全角"), 0, 0), (button(page, "看完了"), 0, 0),
    )  # fmt: skip
    go(page, "不足和原因")
    button(page, "加一节").click()
    page.get_by_role("menuitem", name="在后面加同级的一节").click()
    page.locator(".gw-toc-item", has_text="还没有小标题").wait_for()
    button(page, "本节操作").click()
    shoot(page, "outline", clip=(0, 0, 960, 600))
    page.keyboard.press("Escape")
    button(page, "‹ 全部报告").click()
    page.wait_for_selector(".gw-resume")
    button(page, "先看示例报告").click()
    page.wait_for_selector(".gw-ln")
    go(page, "健全决策机制")
    page.keyboard.press("Control+End")
    page.wait_for_timeout(1500)
    button(page, "‹ 全部报告").click()
    page.wait_for_selector(".gw-resume")
    page.get_by_label(re.compile("发文机关")).fill("中共青禾镇委员会　青禾镇人民政府")
    page.get_by_label("报送给").fill("县委、县政府")
    page.get_by_label("报送给").press("Escape")
    page.locator(".gw-start-right h2").first.click()
    shoot(
        page, "start",
        (page.locator(".gw-start-left h2").first, 0.27, 0.5), (button(page, "先看示例报告"), 1, 0),
        (button(page, "选择文件"), 0, 0), (button(page, "粘贴一段文字"), 0, 0), (button(page, "继续写"), 0, 0),
        (page.locator(".gw-listhead h2"), 1.3, 0.5), (button(page, "帮助"), 0, 0),
    )  # fmt: skip


def writing(page: Page, link: str) -> None:
    """The three panes with the caret in a section; header and signature fields; a table; the two Word files."""
    sample(page, link)
    area = go(page, "健全决策机制")
    area.click()
    page.keyboard.press("Control+Home")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1200)
    shoot(
        page, "writing",
        (page.locator(".gw-outline h2"), 1.5, 0.5), (page.locator(".gw-pane.gw-form .gw-area:visible"), 0, 0),
        (area, 0.96, 0.96), (page.locator(".gw-aside h3"), 0.5, 0.5), (page.locator(".gw-here"), -0.03, 0.5),
        (page.locator(".gw-saved"), 0.5, 1.5), (button(page, "撤销"), 0.5, 1.1),
    )  # fmt: skip
    go(page, "版头与标题")
    button(page, "照署名机关填").click()
    page.wait_for_selector(".gw-ln:has-text('文件')")
    page.locator(".gw-form-scroll").evaluate("(node) => node.scrollTo(0, 330)")
    page.locator(".gw-preview .gw-scroll").evaluate("(node) => node.scrollTo(0, 0)")
    shoot(page, "head")
    go(page, "落款与成文日期")
    page.wait_for_timeout(800)
    shoot(page, "tail")
    tabling(page)
    picturing(page)
    page.get_by_role("button", name="导出哪一种").click()
    shoot(page, "export", clip=(790, 0, 576, 260))
    page.keyboard.press("Escape")


def tabling(page: Page) -> None:
    """A table in the text of an attachment, filled by one paste."""
    go(page, "附件、版记")
    page.get_by_role("button", name="写附件正文").click()
    page.locator(".gw-toc-item.is-current", has_text="主要工作数据表").wait_for()
    button(page, "插入表格").click()
    expect(page.locator(".gw-cell-area")).to_be_focused()
    paste(page, FIGURES)
    page.locator(".gw-grid td", has_text="5600").wait_for()
    page.locator(".gw-table-card .gw-area:visible").first.click()
    page.keyboard.insert_text("2025年度主要工作数据")
    page.locator(".gw-ln:has-text('5600'), .gw-tr:has-text('5600')").first.wait_for()
    page.locator(".gw-form-scroll").evaluate("(node) => node.scrollTo(0, 165)")
    shoot(
        page, "table",
        (page.locator(".gw-anchor"), 0.95, 0.5), (page.locator(".gw-table-card .gw-area:visible"), 0.97, 0.5),
        (button(page, "行、列、格子"), 0.9, 0), (page.locator(".gw-grid td", has_text="196"), 1, 1),
    )  # fmt: skip


def picturing(page: Page) -> None:
    """A chart in a section, with its caption and the words for who cannot see it."""
    go(page, "深化法治宣传")
    page.keyboard.press("Control+Home")
    chart = {"name": "普法活动.png", "mimeType": "image/png", "buffer": png(960, 400)}
    page.set_input_files(".gw-picture-drop input", chart)  # type: ignore[arg-type]
    card = page.locator(".gw-table-card:visible")
    card.locator(".gw-area").first.click()
    page.keyboard.insert_text("各季度普法活动参加人次")
    card.locator(".gw-area").nth(1).click()
    page.keyboard.insert_text("柱形图：参加普法活动的人次逐季上升，四季度最多。")
    card.get_by_text("四分之三", exact=True).click()
    page.locator(".gw-ln.r-figure .gw-picture").wait_for()
    page.locator(".gw-form-scroll").evaluate("(node) => node.scrollTo(0, 385)")
    shoot(
        page, "figure",
        (page.locator(".gw-anchor:visible"), 0.95, 0.5), (card.locator(".gw-area").first, 0.97, 0.5),
        (card.locator(".gw-area").nth(1), 0.97, 0.3), (card.get_by_text("宽度", exact=True), 0.2, 0.5),
    )  # fmt: skip


def counting(page: Page, link: str) -> None:
    """The table of indicators with one that the text quotes, and the ways to say it."""
    sample(page, link)
    go(page, "深化法治宣传")
    page.keyboard.press("Control+End")
    button(page, "数据").click()
    row = page.locator('tr[data-id="talks"]')
    row.locator('[data-column="2025"]').click()
    page.locator(".gw-data-side h3", has_text="普法活动").first.wait_for()
    table = page.locator(".gw-fig")
    heads = table.locator("thead th")
    shoot(
        page, "data",
        (row.locator("th"), 0.02, 0.5), (row.locator('[data-column="2025"]'), 0.1, 0.1), (heads.nth(5), 1, 0.5), (heads.nth(6), 0.95, 0.5),
        (page.locator(".gw-data-text"), 0.97, 0.2), (page.locator(".gw-data-say"), 0.97, 0.5), (button(page, "导入 Excel、CSV"), 0, 0),
        (button(page, "做表和图"), 0, 0),
    )  # fmt: skip


def losing(page: Page, link: str) -> None:
    """The program gone while somebody writes, and the text offered back once it is there again."""
    sample(page, link)
    go(page, "存在的不足")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("三是村级法治力量较弱。")
    expect(page.locator(".gw-saved")).to_contain_text("已保存")
    line(page, dead=True)
    page.keyboard.insert_text("主要原因是培训偏少。")
    expect(page.locator(".gw-notice.is-should:visible")).to_contain_text("没有回应", timeout=20_000)
    shoot(
        page, "lost", (page.locator(".gw-saved"), 1.05, 0.3), (button(page, "重新连接"), 0, 0), clip=(0, 0, 1366, 330)
    )
    page.on("dialog", lambda dialog: dialog.accept())
    button(page, "重新连接").click()
    offer = page.locator(".gw-rescue .gw-strip")
    offer.wait_for()
    button(page, "先对照").click()
    shoot(page, "rescue", (button(page, "放回正文"), 0, 0), (button(page, "收起对照"), 0, 0), (button(page, "不要了"), 1, 0),
          clip=(0, 0, 1366, 330))  # fmt: skip


def main() -> None:
    """Take all pictures anew; what the program stores meanwhile lies in a folder that goes again."""
    os.environ["TZ"] = "Asia/Shanghai"  # times in the pictures are those of an office
    time.tzset()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    FOLDER.mkdir(exist_ok=True)
    with ExitStack() as held, sync_playwright() as play:
        home = Path(held.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        link, _ = held.enter_context(served(home / "app"))
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"])
        for scene in (arriving, writing, counting, losing):
            with opened(browser) as page:
                scene(page, link)
        with opened(browser, PHONE) as page:
            sample(page, link)
            button(page, "大纲").click()
            go(page, "健全决策机制")
            shoot(page, "phone", (page.locator(".gw-panetabs"), -0.04, 0.5))
        link, _ = held.enter_context(served(home / "lab", module="widgets.lab", path="lab/tree/workbook.ipynb"))
        with opened(browser) as page:
            page.goto(link)
            button(page, "先看示例报告").click(timeout=60_000)
            page.wait_for_selector(".gw-ln")
            shoot(page, "lab")
        browser.close()


if __name__ == "__main__":
    main()
