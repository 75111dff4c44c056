"""The pages the browser prints are looked at as those of the Word file are: page numbers, edges, lines."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from gongwen.sample import sample as sample_report
from tests.browser.pages import sample
from tests.exports.conformity_page import SEEN
from tests.exports.printed import Printed

LOOKS = (
    "pages_are_a4", "ink_keeps_to_the_left_edge", "ink_keeps_to_the_right_edge", "ink_begins_at_the_upper_edge",
    "nothing_stands_between_the_type_area_and_the_page_number", "the_dash_is_7_mm_under_the_type_area",
    "the_number_stands_one_character_in", "the_number_is_of_size_4",
)  # fmt: skip


def test_its_printed_pages_are_the_standard_s(page: Page, voila_server: str, tmp_path: Path) -> None:
    sample(page, voila_server)
    path = tmp_path / "printed.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    printed = Printed(path, sample_report(), final=True)
    found = {name: list(SEEN.all[name].find(printed))[:3] for name in LOOKS}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
