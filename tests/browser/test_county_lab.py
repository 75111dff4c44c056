"""The county's notebook in a real JupyterLab: it runs by itself, is filled in, read, sorted, and its report opens by the link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.pages import PATIENCE
from tests.browser.test_lab import leaves
from tests.conftest import ROOT, _serve
from tests.county.towns import WANTED, YEAR, Planted, plant

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTEBOOKS = [ROOT / "notebooks" / name for name in ("county.ipynb", "workbook.ipynb")]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    found = plant(tmp_path_factory.mktemp("county") / "报告", 16, seed=5)
    (found.folder.parent / "名单.tsv").write_text(found.list, "utf-8")
    (found.folder.parent / "指标.tsv").write_text(WANTED, "utf-8")
    return found


@pytest.fixture(scope="module")
def county_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab of its own: what it remembers of the windows that were open would be in the way of other tests."""
    yield from _serve("widgets.lab", tmp_path_factory.mktemp("county-lab"), "lab/tree/county.ipynb")


@pytest.fixture
def page(chromium: str, county_server: str) -> Iterator[Page]:
    """The county's notebook in a fresh browser; nothing may leave the machine, nothing may stay in the notebook's file."""
    outside: list[str] = []
    before = [path.read_bytes() for path in NOTEBOOKS]
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = chrome.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        context.on("request", lambda request: outside.append(request.url) if leaves(request.url) else None)
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE * 1000)
        opened.goto(county_server)
        opened.wait_for_selector(".gw-county", timeout=60_000)
        yield opened
        chrome.close()
    assert outside == []
    assert [path.read_bytes() for path in NOTEBOOKS] == before


def first_column(page: Page) -> list[str]:
    return page.locator(".gw-ct-table tbody tr td:first-child").all_inner_texts()


def test_from_the_folder_to_the_countys_report(page: Page, county: Planted) -> None:
    beside = county.folder.parent
    fields = page.locator(".gw-county .widget-text input")
    for at, value in enumerate((county.folder, YEAR, beside / "名单.tsv", beside / "指标.tsv")):
        fields.nth(at).fill(str(value))
        fields.nth(at).press("Tab")
    page.locator(".gw-county button", has_text=re.compile("^开始$")).click()
    expect(page.locator(".gw-ct-sum")).to_contain_text(f"应报 {len(county.organs)} 个单位", timeout=60_000)
    assert set(first_column(page)[: len(county.out)]) == county.out
    heads = page.locator(".gw-ct-head")
    heads.filter(has_text="字数").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("字数")
    assert first_column(page)[-len(county.out) :] != [], "who has handed in nothing has no length and comes last"
    assert county.out <= set(first_column(page)[-len(county.out) - len(county.bad) :])
    page.locator(".gw-ct-find").fill("打不开")
    assert set(first_column(page)) == set(county.bad)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载这张表").click()
    assert waiting.value.suggested_filename == "各单位.csv"
    page.locator(".gw-county .gw-seg button", has_text="名次和图").click()
    expect(page.locator(".gw-county .widget-image")).to_be_visible()
    page.locator(".gw-county .gw-seg button", has_text="写成县级报告").click()
    page.get_by_placeholder("如 某某县人民政府").fill("清源县人民政府")
    page.keyboard.press("Tab")
    page.locator(".gw-ct-part button", has_text="写成县级报告").click()
    link = page.locator(".gw-ct-link")
    expect(link).to_contain_text("清源县人民政府关于2025年度")
    with page.context.expect_page() as opened:
        link.click()
    report = opened.value
    report.set_default_timeout(60_000)
    expect(report.locator(".gw-preview")).to_contain_text(
        f"行政执法案件{county.sums['行政执法案件']}件", timeout=60_000
    )
