"""What the page costs in a real Chromium over the served app: opening, typing at 25 keys a second, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from gongwen.edits import update_section
from gongwen.store import Store
from tests.conftest import ROOT, free_port
from tests.samples import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from gongwen.document import Document

KEYS_A_SECOND = 25
KEYS = 80
ROUNDS = 3
"""Times everything is measured; the best is printed, since what else runs on a machine only ever adds."""

FIRST_KEY = 0x3400
"""Characters of the first extension of Han characters: none of them occurs in a report of the bench."""

SETTLED = 4
"""Seconds after which the server has started the kernel kept ready for the next page."""

HARNESS = (Path(__file__).parent / "typing.js").read_text("utf-8")
TOKEN = "bench"  # noqa: S105 - of a server that lives for one measurement


@contextmanager
def served(home: Path, module: str = "widgets.serve", path: str = "") -> Iterator[tuple[str, int]]:
    """Serve the app, or JupyterLab by its module and path, on a home; yield its link and its process."""
    port = free_port()
    command = [sys.executable, "-m", module, "--port", str(port), "--token", TOKEN, "--no-browser"]
    environment = {**os.environ, "GONGWEN_HOME": str(home)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{port}/"
        while True:
            try:
                urllib.request.urlopen(base + "login", timeout=5).close()  # noqa: S310 - our own address
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        try:
            yield f"{base}{path}?token={TOKEN}", server.pid
        finally:
            server.terminate()


def opened(browser: Browser, link: str) -> tuple[Page, float]:
    """Open a stored report in a fresh profile; return the page and the seconds to the first key it took."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(60_000)
    begin = time.perf_counter()
    page.goto(link)
    first_key(page)
    return page, time.perf_counter() - begin


def first_key(page: Page) -> None:
    """Wait for the field, type one character and wait until the preview shows it."""
    area = page.locator(".gw-edit.is-focus textarea")
    area.wait_for()
    page.keyboard.insert_text("㐀")
    page.locator(".gw-ln", has_text="㐀").first.wait_for()


def typing(page: Page, heading: str, offset: str, keys: Iterator[str]) -> list[float]:
    """Type at Home or End of a section; return p50 and p95 to the change and to the paint (ms), of the best round."""
    page.locator(f".gw-toc-item:has-text('{heading}')").first.click()
    area = page.locator(".gw-edit textarea").last
    area.click()
    area.press(f"Control+{offset}")
    return min((_round(page, keys) for _ in range(ROUNDS)), key=lambda row: row[3])


def _round(page: Page, keys: Iterator[str]) -> list[float]:
    page.wait_for_timeout(700)
    page.evaluate("window.gwSpent.length = 0")
    begin = time.perf_counter()
    for number in range(KEYS):
        page.keyboard.insert_text(next(keys))
        time.sleep(max(0.0, begin + (number + 1) / KEYS_A_SECOND - time.perf_counter()))
    page.wait_for_function("window.gwWaiting.size === 0")
    page.wait_for_timeout(200)
    spent: list[list[float]] = page.evaluate("window.gwSpent")
    columns = [sorted(one[column] for one in spent) for column in (0, 1)]
    return [column[int(len(column) * share)] for column in columns for share in (0.5, 0.95)]


def with_long_paragraph(document: Document) -> Document:
    """Return the document with 2,000 characters in one paragraph of its tenth section."""
    text = document.section("t10").paragraphs[0]
    whole = (text * (2_000 // len(text) + 1))[:2_000]
    return update_section(document, "t10", lambda part: replace(part, paragraphs=(whole,)))


def memory(pids: list[int]) -> float:
    """Return the proportional memory of processes in MiB."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [pid, *map(int, children)]


def opening(browser: Browser, link: str, pid: int) -> None:
    """Print how long a page takes to the first key, and what one more of them costs."""
    first, spent = opened(browser, link)
    print(f"{'right after the start of the server':42}{spent:12.2f}")
    again = []
    for _ in range(ROUNDS):
        time.sleep(SETTLED)
        page, spent = opened(browser, link)
        again.append(spent)
        page.context.close()
    print(f"{'with a kernel kept ready':42}{min(again):12.2f}", flush=True)
    time.sleep(SETTLED)
    before = memory(family(pid))
    page, _ = opened(browser, link)
    time.sleep(SETTLED)
    print(f"{'memory of one more open page (MiB, PSS)':42}{memory(family(pid)) - before:12.0f}")
    page.context.close()
    first.context.close()


PLACES = (
    ("at the beginning", "第0项工作", "Home"), ("in the middle", "第15项工作", "End"), ("at the end", "第29项工作", "End"),
    ("in a paragraph of 2,000", "第10项工作", "Home"),
)  # fmt: skip


def main(chromium: str) -> None:
    """Print the figures of the page."""
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        names = {size: store.create(with_long_paragraph(long(size))).id for size in (5_000, 50_000)}
        store.close()
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-renderer-backgrounding"]
        )
        with served(Path(folder)) as (link, pid):
            print(f"\nopening a report of 5,000 characters, to the first key in the preview (s, best of {ROUNDS})")
            opening(browser, f"{link}&report={names[5_000]}", pid)
            print(f"\nkey to change and to paint at {KEYS_A_SECOND} keys/s (ms, best of {ROUNDS}): p50, p95, p50, p95")
            keys = map(chr, count(FIRST_KEY + 1))
            for size, name in names.items():
                page, _ = opened(browser, f"{link}&report={name}")
                page.evaluate(f"({HARNESS})()")
                time.sleep(SETTLED)
                for what, heading, offset in PLACES:
                    row = typing(page, heading, offset, keys)
                    print(f"{size:>7,} {what:34}" + "".join(f"{value:8.1f}" for value in row), flush=True)
                page.context.close()
        browser.close()
