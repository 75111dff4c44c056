"""What is still to be filled in is found wherever people write, and all unfinished years are filled at once."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import HEADING, Location, Section
from gongwen.edits import set_paragraphs
from gongwen.gaps import fill_years, first_half_width, gaps, year_gaps
from gongwen.pieces import canonical_text
from gongwen.tables import set_text
from tests.samples import FIGURES, small, tabled

OPEN = replace(
    set_paragraphs(small(), "s2", ("好。", "到20xx年,20XX年完成。")),
    title="关于20××年度的报告",
    annexes=(Section("x1", "20xx年行政执法数据表", ("共××项。",)),),
)


def test_every_gap_is_found_in_the_order_of_the_page_with_its_range() -> None:
    assert gaps(OPEN) == (
        Location("title", 0, 2, 6),
        Location("s2", 1, 1, 5),
        Location("s2", 1, 7, 11),
        Location("x1", HEADING, 0, 4),
        Location("x1", 0, 1, 3),
    )
    assert gaps(small()) == ()


def test_years_are_filled_everywhere_and_other_gaps_stay() -> None:
    filled = fill_years(OPEN, 2025)
    assert (year_gaps(OPEN), year_gaps(filled)) == (4, 0)
    assert canonical_text(filled) == canonical_text(OPEN).replace("20xx", "2025").replace("20XX", "2025").replace(
        "20××", "2025"
    )
    assert gaps(filled) == (Location("x1", 0, 1, 3),)
    assert fill_years(small(), 2025) == small()


def test_years_in_a_table_are_filled_too() -> None:
    document = tabled()
    table = set_text(set_text(FIGURES, 0, "20xx年"), HEADING, "20xx年执法情况")
    document = replace(document, tables=(table, *document.tables[1:]))
    assert {(gap.section, gap.paragraph) for gap in gaps(document)} == {("b1", HEADING), ("b1", 0)}
    filled = fill_years(document, 2025)
    assert (filled.tables[0].caption, filled.tables[0].rows[0][0]) == ("2025年执法情况", "2025年")


def test_the_first_half_width_mark_is_found() -> None:
    assert first_half_width(OPEN) == Location("s2", 1, 6, 7)
    assert first_half_width(small()) is None
