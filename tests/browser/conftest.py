"""A real Chromium and a page in it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.browser.pages import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the page showed when a test failed stands in the test's report: on another machine nobody can look at it."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.failed and report.when != "teardown" and page is not None:
        with suppress(Error):
            report.sections.append(("page", f"{page.url}\n{page.locator('body').inner_text(timeout=2_000)[:1500]}"))
    return report


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[object]:
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser: object) -> Iterator[Page]:
    """A page of a browser of its own, in which no script may fail; a page left while it loads misses its own, which is none."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)  # type: ignore[attr-defined]
    context.on("weberror", lambda failed: errors.append(str(failed.error)))
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    with suppress(Error):  # what is still being saved would come to light in the next test
        opened.wait_for_function("() => !document.querySelector('.gw-saved.is-saving')", timeout=5_000)
    context.close()
    assert [each for each in errors if "Loading chunk" not in each] == []
