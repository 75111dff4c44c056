"""What cannot be in a table is said at its amount; what is only strange is said as such; sound tables are left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.indicators.data import Data
from gongwen.indicators.faults import table_faults
from gongwen.indicators.indicator import Entry, Indicator
from tests.indicators.samples import TABLE, entries


def told(*indicators: Indicator) -> list[tuple[str, str, bool]]:
    """Return what is said of a table: period, sentence, whether it is sure."""
    return [(each.period, each.sentence, each.sure) for each in table_faults(Data(indicators))]


def one(*found: Entry, **more: object) -> Indicator:
    """Return an indicator with entries."""
    return replace(Indicator("x", "甲", "件", entries=tuple(sorted(found, key=lambda each: each.key))), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("indicator", "wanted"),
    [
        (one(Entry("2025", "1.5"), whole=True), ("2025", "应当是整数，填的是1.5", True)),
        (one(Entry("2025", "-1"), least="0"), ("2025", "不应小于0，填的是-1", True)),
        (one(Entry("2025", "101"), most="100"), ("2025", "不应大于100，填的是101", True)),
        (one(Entry("2025", "9"), Entry("2025", "3", "东村"), Entry("2025", "4", "西村")), ("2025", "各组加起来是7，全部填的是9", True)),
        (one(Entry("2025", "11"), *(Entry(f"2025Q{number}", "3") for number in range(1, 5))), ("2025", "四个季度加起来是12，全年填的是11", False)),
        (one(Entry("2024", "10"), Entry("2025", "30")), ("2025", "和2024年的10差得多，请核对", False)),
    ],
)  # fmt: skip
def test_what_is_wrong_or_strange_is_said(indicator: Indicator, wanted: tuple[str, str, bool]) -> None:
    assert told(indicator) == [wanted]


def test_a_total_is_the_sum_of_its_parts() -> None:
    parts = (
        Indicator("a", "来信", "件", entries=entries(y2025="3")),
        Indicator("b", "来访", "件", entries=entries(y2025="4")),
    )
    total = Indicator("t", "信访", "件", parts=("a", "b"), entries=entries(y2025="8"))
    assert told(*parts, total) == [("2025", "2025年各分项加起来是7，总数是8", True)]
    assert told(*parts, replace(total, entries=entries(y2025="7"))) == []


def test_an_amount_that_others_have_is_missed() -> None:
    late = Indicator("x", "甲", "件", entries=entries(y2024="3"))
    other = Indicator("y", "乙", "件", entries=entries(y2024="3", y2025="4"))
    assert told(late, other) == [("2025", "2025年还没有填", False)]


def test_a_sound_table_is_left_in_peace() -> None:
    assert table_faults(TABLE) == ()
    small = one(Entry("2024", "1"), Entry("2025", "3"))
    assert told(small) == [], "of one case two more are no jump"
