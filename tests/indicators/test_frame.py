"""An analyst's frames: what the table says comes out, what is changed goes back exactly, and what is no amount is named."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import gongwen
from gongwen.errors import EditError
from gongwen.indicators.frame import entries_frame, frame, read_frame
from gongwen.indicators.indicator import Entry
from gongwen.indicators.table import find
from tests.indicators.samples import TABLE, report, text_of


def test_a_frame_has_a_row_an_indicator_and_what_follows_from_it() -> None:
    table = frame(TABLE)
    assert list(table.columns) == ["单位", "2024", "2025", "同比", "说法", "口径", "来源"]
    assert table.loc["法治宣传活动", ["2024", "2025", "同比", "说法"]].tolist() == [18, 24, 33.3, "增长33.3%"]
    assert table.loc["化解率", ["2025", "同比", "说法"]].tolist() == [98.3, 1.2, "提高1.2个百分点"]
    assert table.loc["行政复议纠错", "说法"] == "持平"
    assert math.isnan(table.loc["行政复议纠错", "同比"])
    assert table["2025"].sum() > 0


def test_a_frame_that_nobody_changed_changes_nothing() -> None:
    assert read_frame(TABLE, frame(TABLE), "李强") == TABLE
    assert read_frame(TABLE, entries_frame(TABLE), "李强") == TABLE


def test_what_was_changed_goes_back_exactly_and_signed() -> None:
    table = frame(TABLE).astype(object)
    table.loc["法治宣传活动", "2025"] = 27
    table.loc["群众满意度", "2025"] = 0.1 + 0.2
    table.loc["行政执法案件", "2024"] = math.nan
    table.loc["新的一项"] = {"单位": "件", "2024": 1.25, "2025": "1.2万"}
    table["2026"] = [30 if name == "法治宣传活动" else None for name in table.index]
    data = read_frame(TABLE, table, "李强", "2026-01-05T08:00:00")
    assert find(data, "talks").entries[1:] == (
        Entry("2025", "27", by="李强", at="2026-01-05T08:00:00"), Entry("2026", "30", by="李强", at="2026-01-05T08:00:00"),
    )  # fmt: skip
    assert find(data, "satisfied").entries[1].amount == "0.3"
    assert [entry.period for entry in find(data, "cases").entries] == ["2025"]
    new = data.indicators[-1]
    assert (new.name, new.unit, [entry.amount for entry in new.entries]) == ("新的一项", "件", ["1.25", "12000"])
    assert find(data, "leaflets") == find(TABLE, "leaflets")


def test_a_list_of_amounts_is_read_too() -> None:
    rows = pd.DataFrame(
        {"指标": ["法治宣传活动", "调解"], "年份": [2026, "2025Q3"], "数值": [31, 4], "分组": ["", "东村"]}
    )
    data = read_frame(TABLE, rows)
    assert find(data, "talks").entry("2026") == Entry("2026", "31")
    assert data.indicators[-1].entries == (Entry("2025Q3", "4", "东村"),)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda table: table.assign(**{"2025": "许多"}), "许多"),
        (lambda table: table.assign(**{"2025": float("inf")}), "不是一个确定的数"),
        (lambda table: table.assign(去年=1), "这几列不认识（去年）"),
        (lambda table: table.assign(**{"2025": 5.0}), "算出来的"),
        (lambda table: pd.concat([table, table.head(1)]), "有两行"),
        (lambda table: table.reset_index(drop=True), "没有“指标”一列"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_taken(change: object, word: str) -> None:
    with pytest.raises(EditError) as caught:
        read_frame(TABLE, change(frame(TABLE)))  # type: ignore[operator]
    assert word in caught.value.sentence


def test_a_report_shows_its_figures_and_follows_what_is_written_back() -> None:
    made = gongwen.Report(report())
    table = made.figures
    table.loc["法治宣传活动", "2025"] = 9
    after = made.with_figures(table)
    assert text_of(after.document, "a").startswith("全年开展法治宣传活动9场，同比下降50%；")
    assert made.figures.loc["法治宣传活动", "2025"] == 24
    entry = find(after.document.data, "talks").entry("2025")
    assert entry
    assert all((entry.by, entry.at))
