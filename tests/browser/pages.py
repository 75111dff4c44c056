"""What a person does on the page, in a few words, for the tests that drive it; and a line that can be made slow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENCE = 40.0
"""Seconds that a busy machine may take to show what is waited for."""

LINE = """
(() => {
  const Real = window.WebSocket;
  window.gwLine = { wait: 0, dead: false, edits: [] };
  const due = { in: 0, out: 0 }; // nothing overtakes what was sent before it
  const carry = (way, does) => {
    if (window.gwLine.dead) return;
    due[way] = Math.max(Date.now() + window.gwLine.wait, due[way]);
    window.setTimeout(does, due[way] - Date.now());
  };
  window.WebSocket = class extends Real {
    set onmessage(hear) {
      super.onmessage = (event) => carry("in", () => hear(event));
    }
    get onmessage() { return super.onmessage; }
    send(data) {
      const text = typeof data === "string" ? data : new TextDecoder().decode(data);
      const found = /"type":"(?:edit|whole)"/.test(text) && text.match(/"(?:insert|text)":"((?:[^"\\\\]|\\\\.)*)"/);
      if (found) window.gwLine.edits.push(found[1]);
      carry("out", () => super.send(data));
    }
  };
})();
"""
"""Between page and kernel: counts what was typed, and can be slow (wait, ms each way) or cut (dead)."""


def start(page: Page, link: str) -> list[str]:
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if "127.0.0.1" in request.url or request.url.startswith(("data:", "blob:"))
            else outside.append(request.url)
        ),
    )
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    return outside


REPORT = "() => new URLSearchParams(window.location.search).get('report')"
"""The id of the report that is open, as the page's link names it."""

OPENED: set[str] = set()
"""The sample reports that tests have had: each gets one of its own."""


def sample(page: Page, link: str) -> None:
    """Open the sample report as it comes; one that another test wrote in goes to the bin.

    A page that closed a moment ago may still save, which takes its report out of the bin again: then once more.
    """
    start(page, link)
    written = page.locator(".gw-table tr", has=page.locator(".gw-tag", has_text="示例"))
    while True:
        page.wait_for_selector(".gw-table, .gw-empty", state="attached")
        while left := written.count():
            written.first.get_by_role("button", name="删除").click()
            expect(written).to_have_count(left - 1)
        page.get_by_role("button", name="先看示例报告").click()
        page.wait_for_selector(".gw-ln", state="attached")
        if page.locator(".gw-app[data-host=lab]").count():
            return  # no link tells which report it is
        report = str(page.wait_for_function(REPORT).json_value())
        if report not in OPENED:
            break
        page.locator(".gw-top").get_by_role("button", name="全部报告").click()
        page.wait_for_selector(".gw-start-left")
    OPENED.add(report)


def go(page: Page, words: str) -> Locator:
    """Open an entry of the outline and return the field that has the caret."""
    page.locator(".gw-toc-item", has_text=words).first.click()
    page.wait_for_function(
        "words => document.querySelector('.gw-toc-item.is-current').textContent.includes(words)", arg=words
    )
    area = page.locator(".gw-edit.is-focus textarea")
    area.wait_for()
    return area


def comes_to(page: Page, look: Callable[[], object], wanted: object) -> None:
    """Wait until a look at the page gives what is wanted, as `expect` does for what it knows to look at."""
    until = time.monotonic() + PATIENCE
    while (found := look()) != wanted and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert found == wanted


def fits(page: Page, width: int) -> None:
    """Wait until nothing sticks out of a screen of a width: the page is laid out anew a moment after the screen changed."""
    comes_to(page, lambda: page.evaluate("width => document.documentElement.scrollWidth <= width", width), wanted=True)


def stored(page: Page) -> None:
    """Wait until all that was typed is stored: that it is not is said a moment after the key, in the page's own time."""
    page.evaluate("() => new Promise((done) => window.setTimeout(done, 200))")
    expect(page.locator(".gw-saved")).to_contain_text("已保存")


def paste(page: Page, text: str) -> None:
    """Paste a text where the caret is."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def line(page: Page, **what: Any) -> None:
    """Make the line between page and kernel slow or dead, or whole again; the page must have been given LINE."""
    page.evaluate("what => Object.assign(window.gwLine, what)", what)
