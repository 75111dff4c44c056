"""Tables made from the indicators: exact amounts, worded as in sentences; dashes for what is not known; heads of levels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import EditError
from gongwen.indicators.data import Data
from gongwen.indicators.headings import merged
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import TableRecipe, chosen, read
from gongwen.indicators.tabled import tabled
from gongwen.tables import fault_of
from tests.indicators.samples import TABLE, entries

AMOUNTS = (("2024", "4", "甲村"), ("2024", "6", "乙村"), ("2025", "7", "甲村"), ("2025", "8", "乙村"))
GROUPED = Data(
    (
        Indicator("new", "新收", "件", entries=tuple(Entry(*each) for each in AMOUNTS)),
        Indicator("visits", "走访", "件", entries=(Entry("2025", "3", "甲村"),)),
    )
)


def made(text: str, data: Data = TABLE, year: int = 2025) -> tuple[tuple[str, ...], ...]:
    recipe = read(text)
    assert isinstance(recipe, TableRecipe)
    table = tabled(recipe, data, year)
    assert fault_of(table) is None
    return table.rows


def test_the_ready_comparison_has_a_row_for_every_indicator() -> None:
    rows = made(ready("comparison").text)
    assert rows[0] == ("指标", "单位", "2024年", "2025年", "同比")
    assert rows[1] == ("法治宣传活动", "场", "18", "24", "增长33.3%")
    assert rows[7] == ("群众满意度", "%", "97.1", "99.2", "提高2.1个百分点")
    assert len(rows) == len(TABLE.indicators) + 1


def test_a_new_year_rolls_by_itself_and_what_is_not_known_is_a_dash() -> None:
    rows = made(chosen(ready("comparison").text, ("talks",)), year=2026)
    assert rows[:2] == (("指标", "单位", "2025年", "2026年", "同比"), ("法治宣传活动", "场", "24", "—", "—"))


def test_rates_and_differences_are_signed_and_names_are_known_too() -> None:
    text = "[[row]]\nindicator = '行政执法案件'\n[[row]]\nindicator = 'satisfied'\n"
    text += "[[column]]\nshow = 'rate'\n[[column]]\nshow = 'difference'"
    assert made(text)[1:] == (("行政执法案件", "-9.7%", "-3"), ("群众满意度", "2.1个百分点", "2.1个百分点"))


def test_groups_make_rows_with_a_total_and_shares() -> None:
    text = "corner = '村'\ntotal = '合计'\n[[row]]\nindicator = 'new'\neach_group = true\n"
    text += "".join(
        f"[[column]]\nshow = '{show}'\n" for show in ("value", "share", "change", "rate", "difference", "unit")
    )
    assert made(text, GROUPED) == (
        ("村", "2025年", "占比", "同比", "同比", "增减", "单位"),
        ("甲村", "7", "46.7%", "增长75%", "75.0%", "3", "件"),
        ("乙村", "8", "53.3%", "增长33.3%", "33.3%", "2", "件"),
        ("合计", "15", "100%", "增长50.0%", "50.0%", "5", "件"),
    )


def test_groups_make_columns_and_the_whole_is_their_sum() -> None:
    text = "indicators = ['new', 'visits']\n[[column]]\neach_group = true\n[[column]]\nheads = ['总计']"
    assert made(text, GROUPED) == (
        ("指标", "甲村", "乙村", "总计"), ("新收", "7", "8", "15"), ("走访", "3", "—", "3"),
    )  # fmt: skip


def test_a_total_of_what_cannot_be_added_is_a_dash() -> None:
    assert made("total = '合计'\nindicators = ['talks', 'cases']")[-1] == ("合计", "—")
    assert made("total = '合计'\nindicators = ['rate', 'satisfied']")[-1] == ("合计", "—")


def test_decimals_round_half_up_and_thousands_are_grouped() -> None:
    data = Data((Indicator("a", "甲", "元", entries=entries(y2025="1234567.125")),))
    assert made("decimals = 2\nthousands = true", data)[1] == ("甲", "1,234,567.13")


def test_an_indicator_that_is_gone_is_a_sentence() -> None:
    with pytest.raises(EditError, match="没有这项指标（消失的）"):
        made("indicators = ['消失的']")
    with pytest.raises(EditError, match="还没有指标"):
        made("", Data())
    with pytest.raises(EditError, match="没有写是哪项指标"):
        made("[[row]]\nlabels = ['空']")


def test_heads_of_several_levels_are_merged_as_neighbours_share_them() -> None:
    frame = merged([("甲", "一"), ("甲", "二"), ("乙",)], [("数", "今年"), ("数", "上年"), ("同比",)], "项目")
    assert frame.rows == (
        ("项目", "", "数", "", "同比"),
        ("", "", "今年", "上年", ""),
        ("甲", "一", "", "", ""),
        ("", "二", "", "", ""),
        ("乙", "", "", "", ""),
    )
    found = {(each.row, each.column, each.rows, each.columns) for each in frame.merges}
    assert found == {(0, 0, 2, 2), (0, 2, 1, 2), (0, 4, 2, 1), (2, 0, 2, 1), (4, 0, 1, 2)}


paths = st.lists(st.lists(st.sampled_from("甲乙"), min_size=1, max_size=3).map(tuple), min_size=1, max_size=7)


@settings(max_examples=150, deadline=None)
@given(paths, paths)
def test_merged_cells_never_lie_over_each_other_nor_over_text(labels: list, heads: list) -> None:
    from gongwen.document import Table

    frame = merged(labels, heads, "角")
    assert fault_of(Table("t", frame.rows, merges=frame.merges, header_rows=frame.depth)) is None


def test_fixed_texts_stand_in_rows_of_their_own() -> None:
    text = "[[row]]\ntext = ['说明']\n[[row]]\nlabels = ['合']\nindicators = ['talks']\n[[column]]\n[[column]]\n"
    recipe = read(text)
    assert isinstance(recipe, TableRecipe)
    table = tabled(recipe, TABLE, 2025)
    assert table.rows[1:] == (("说明", "", ""), ("合", "24", ""))
    assert [(each.row, each.column, each.columns) for each in table.merges] == [(1, 0, 3), (2, 1, 2)]
    assert fault_of(replace(table, id="t")) is None
