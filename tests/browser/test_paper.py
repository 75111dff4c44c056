"""What the screen and the printer show are the engine's own lines, whole, at every size."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pypdf
import pytest
from playwright.sync_api import Page, expect

from gongwen.sample import sample as sample_report
from gongwen.typeset import typeset
from tests.browser.pages import PATIENCE, comes_to, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

FILL = "window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'));"
"""Paints the sheets that are out of sight, too."""

RADICALS = ("\u2e80", "\u2fdf")
"""By these a file of Chromium's may name characters that look the same; which, depends on the typeface that is there."""

PAINTED = """
() => [...document.querySelectorAll('.gw-sheet')].map((sheet) => [...sheet.querySelectorAll('.gw-ln')].map((line) => {
  const box = line.getBoundingClientRect();
  const runs = [...line.children].filter((run) => !run.matches('.gw-rule'));
  const rows = new Set(runs.flatMap((run) => [...run.getClientRects()].map((each) => Math.round(each.bottom))));
  const right = Math.max(0, ...runs.map((run) => run.getBoundingClientRect().right));
  return { text: runs.map((run) => run.textContent).join(''), rects: Math.max(0, ...runs.map((run) => run.getClientRects().length)),
           over: (right - box.right) / (box.width / line.offsetWidth), high: box.height / (box.width / line.offsetWidth) };
}))
"""


def squeezed(text: str) -> str:
    """Return what can be seen of a text; a file may name a character by one that looks the same."""
    seen = "".join(char if RADICALS[0] <= char <= RADICALS[1] else unicodedata.normalize("NFKC", char) for char in text)
    return "".join(char for char in seen if char.isprintable() and not char.isspace())


@pytest.fixture(params=[1, 1.5])
def dense(request: pytest.FixtureRequest, browser: object) -> Iterator[Page]:
    """A page on a screen of one density or another."""
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport={"width": 1366, "height": 768}, device_scale_factor=request.param
    )
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def test_at_every_size_and_density_each_line_is_one_and_whole(dense: Page, voila_server: str) -> None:
    sample(dense, voila_server)
    wanted = [[line.text.rstrip(" \u3000") for line in page.lines] for page in typeset(sample_report()).pages]
    for size in ("1", "1.25", "1.5"):
        dense.get_by_label("预览大小").select_option(size)
        dense.evaluate(FILL)
        expect(dense.locator(".gw-sheet").first).to_be_visible()
        comes_to(dense, lambda: [[line["text"] for line in sheet] for sheet in dense.evaluate(PAINTED)], wanted)
        sheets = dense.evaluate(PAINTED)
        for line in (line for sheet in sheets for line in sheet):
            assert line["rects"] <= 1, line
            assert line["over"] <= 1, line


def test_the_printed_pages_are_the_engine_s(page: Page, voila_server: str) -> None:
    sample(page, voila_server)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    pages = typeset(sample_report()).pages
    assert len(printed.pages) == len(pages)
    for sheet, wanted in zip(printed.pages, pages, strict=True):
        assert round(float(sheet.mediabox.width)) == 595
        text, lines = squeezed(sheet.extract_text()), squeezed("".join(wanted.text) + f"— {wanted.number} —")
        assert len(text) == len(lines)
        assert all(one == other or RADICALS[0] <= one <= RADICALS[1] for one, other in zip(text, lines, strict=True))


@pytest.mark.parametrize(
    ("part", "under", "over"),
    [
        ("版头与标题", ("发文字号", "溪发〔2025〕3号", "document_number"), ("签发人", "王某", "signatories")),
        ("附件、版记", ("印发机关", "清溪镇办公室", "printed"), ("印发日期", "2026年1月16日", "printed_on")),
    ],
)
def test_what_shares_a_row_with_the_caret_s_line_stays_in_sight(
    page: Page, voila_server: str, part: str, under: tuple[str, str, str], over: tuple[str, str, str]
) -> None:
    sample(page, voila_server)
    page.locator(".gw-toc-item", has_text=part).first.click()
    for label, words, _ in (under, over):
        page.get_by_label(label, exact=True).fill(words)
    expect(page.locator(f".gw-ln.r-{over[2]}.gw-here")).to_contain_text(over[1])
    line = page.locator(f".gw-ln.r-{under[2]}")
    line.scroll_into_view_if_needed()
    hits = """line => {
      const box = line.querySelector("span, i").getBoundingClientRect();
      return line.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
    }"""
    comes_to(page, lambda: line.evaluate(hits), wanted=True)
    expect(page.locator(f".gw-ln.r-{over[2]}")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
