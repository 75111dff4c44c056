"""What 500 annotations on 50,000 characters cost in a real Chromium: opening the view, going from one to the next, scrolling."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.browser import served
from gongwen.person import KnownBy, Person
from gongwen.review.anchor import anchored
from gongwen.review.texts import texts
from gongwen.store import Store
from tests.samples import long

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZE, MARKS, STEPS = 50_000, 500, 40

WATCH = """() => {
  window.gwTimes = [];
  window.addEventListener('keydown', (event) => {
    const was = document.querySelector('.gw-rv-card.is-current');
    const begin = event.timeStamp;
    const look = () => {
      if (document.querySelector('.gw-rv-card.is-current') === was) return requestAnimationFrame(look);
      requestAnimationFrame(() => window.gwTimes.push(performance.now() - begin));
    };
    look();
  }, true);
}"""
"""From now on takes the milliseconds from each key to the frame in which another card is the current one."""

SCROLL = """async () => {
  const scroller = document.querySelector('.gw-rv-paper .gw-scroll');
  scroller.scrollTop = 0;
  const frames = [];
  let last = performance.now();
  const from = last;
  while (performance.now() - from < 3000) {
    scroller.scrollTop += 120;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""
"""Scrolls for three seconds, 120 pixels a frame: the milliseconds of each frame."""


def _annotated(home: Path) -> str:
    """Store a long report with many annotations on it, and return its id."""
    store = Store.open(home, Person("李四", KnownBy.TYPED))
    name = store.create(long(SIZE)).id
    found = texts(store.load(name).document)
    dice = random.Random(1)  # noqa: S311 - the same places every time
    keys = [key for key, text in found.items() if len(text) > SIZE // 100]
    for _ in range(MARKS):
        key = dice.choice(keys)
        start = dice.randrange(len(found[key]) - 20)
        store.review.add(name, 1, anchored(found, key, start, start + dice.randint(2, 16)), "这里请核实，并写明出处。")
    store.review.send(name)
    store.close()
    return name


def _opened(page: Page, link: str, name: str) -> float:
    """Open the view with all annotations; return the seconds from the click to the first card."""
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    page.goto(f"{page.url.split('?')[0]}?report={name}")
    button = page.locator(".gw-views-nav").get_by_role("button", name="批注")
    button.wait_for()
    begin = time.perf_counter()
    button.click()
    page.locator(".gw-rv-card").first.wait_for()
    return time.perf_counter() - begin


def main(chromium: str) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        home = Path(folder)
        name = _annotated(home)
        with served(home) as (link, _pid):
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.set_default_timeout(60_000)
            seconds = _opened(page, link, name)
            page.evaluate(WATCH)
            for _ in range(STEPS):
                page.keyboard.press("Alt+j")
                page.wait_for_timeout(150)
            steps = sorted(page.evaluate("window.gwTimes"))
            frames = sorted(page.evaluate(SCROLL))
            browser.close()
    print(f"\n{MARKS} annotations on {SIZE:,} characters")
    print(f"{'the view, from the click':42}{seconds * 1000:8.0f} ms")
    print(
        f"{'to the next one by key, median / p95':42}{statistics.median(steps):8.0f} / {steps[int(len(steps) * 0.95)]:.0f} ms"
    )
    print(
        f"{'a frame while scrolling, median / p95':42}{statistics.median(frames):8.0f} / {frames[int(len(frames) * 0.95)]:.0f} ms"
    )
