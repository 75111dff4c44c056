"""An analyst's frames: what the table says comes out, what is changed goes back exactly, and what is no amount is named."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

import gongwen
from gongwen.errors import EditError
from gongwen.indicators.data import Data
from gongwen.indicators.frame import entries_frame, frame, read_frame
from gongwen.indicators.indicator import Entry, Indicator
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


def one(*found: Entry, **more: str) -> Indicator:
    """Return an indicator 甲, in 件 unless told otherwise."""
    return replace(Indicator("x", "甲", "件", entries=found), **more)  # type: ignore[arg-type]


LONG = one(Entry("2024", "12345678901234567890"), Entry("2025", "0.12345678901234567"))
TWINS = (one(Entry("2025", "1")), one(Entry("2025", "2"), id="y"))


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (Data((LONG,)), frame),
        (Data((LONG,)), entries_frame),
        (Data(TWINS), frame),
        (Data((one(Entry("2025", "1.1", "东村"), Entry("2025", "2.2", "西村")),)), frame),
        (TABLE, lambda data: frame(data).convert_dtypes()),
        (TABLE, lambda data: frame(data).reset_index().set_index(["单位", "指标"])),
        (TABLE, lambda data: frame(data).rename(columns={"2024": 2024, "2025": "2025年"})),
        (TABLE, lambda data: frame(data).iloc[::-1]),
    ],
)
def test_what_a_float_has_no_room_for_is_kept_and_the_shape_does_not_matter(data: Data, shape: object) -> None:
    assert read_frame(data, shape(data), "李强") == data  # type: ignore[operator]


def test_two_alike_are_told_apart_by_their_order_or_not_at_all() -> None:
    table = frame(Data(TWINS))
    table.iloc[1, 1] = 5
    assert [each.entries[0].amount for each in read_frame(Data(TWINS), table).indicators] == ["1", "5"]
    with pytest.raises(EditError, match="分不清是哪一项"):
        read_frame(Data(TWINS), table.tail(1))
    with pytest.raises(EditError, match="分不清是哪一项"):
        read_frame(Data(TWINS), entries_frame(Data(TWINS)).head(1))


def test_a_unit_is_written_anew_only_with_all_amounts() -> None:
    data = Data((one(Entry("2024", "3"), Entry("2025", "4")),))
    table = frame(data)
    table["单位"] = "人"
    assert read_frame(data, table).indicators[0] == one(*data.indicators[0].entries, unit="人")
    with pytest.raises(EditError, match="表里的单位是“件”，这里是“人”"):
        read_frame(data, table[["单位", "2025"]])
    both = pd.DataFrame({"指标": ["甲", "甲"], "单位": ["件", "人"], "2025": [4, 9]})
    assert [(each.unit, each.entries[-1].amount) for each in read_frame(data, both).indicators] == [
        ("件", "4"),
        ("人", "9"),
    ]


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
        (lambda table: table.assign(**{"2025年": 1}), "同一列有两个（2025）"),
        (lambda table: table.assign(指标=table.index), "同一列有两个（指标）"),
        (lambda table: table.assign(**{"2024": 1e300}), "这个数太长"),
        (lambda table: table.assign(**{"2024": True}), "不是一个确定的数"),
        (lambda table: table["2025"], "要的是 DataFrame，给的是 Series"),
        (lambda _: pd.concat([entries_frame(TABLE)] * 2), "同一个数有两行（法治宣传活动 2024）"),
        (lambda _: entries_frame(TABLE).assign(年份="去年"), "年份不对（法治宣传活动 去年）"),
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
