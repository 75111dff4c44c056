"""What cannot be in a table is said at its amount; what is only strange is said as such; sound tables are left in peace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongwen.indicators.data import Data
from gongwen.indicators.faults import table_faults
from gongwen.indicators.indicator import Entry, Indicator
from tests.indicators.samples import TABLE, entries

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    assert told(*parts, total) == [("2025", "各分项加起来是7，总数是8", True)]
    assert told(*parts, replace(total, entries=entries(y2025="7"))) == []


def test_an_amount_that_others_have_is_missed() -> None:
    late = Indicator("x", "甲", "件", entries=entries(y2024="3"))
    other = Indicator("y", "乙", "件", entries=entries(y2024="3", y2025="4"))
    assert told(late, other) == [("2025", "上年有，还没有填", False)]


def groups(period: str, **amounts: str) -> tuple[Entry, ...]:
    """Return entries of groups; 全 is the whole."""
    return tuple(Entry(period, amount, group.removeprefix("全")) for group, amount in amounts.items())


def test_a_group_that_is_not_there_yet_is_missed_and_its_sum_not_called_wrong() -> None:
    year, sound = groups("2024", 全="6", 东="2", 西="4"), groups("2025", 全="7", 东="2", 西="5")
    assert told(one(*year, *sound)) == []
    assert told(one(*year, *sound[:2])) == [("2025", "上年有，还没有填", False)]
    assert told(one(*year, *sound[1:])) == [], "the whole is its groups"
    assert table_faults(Data((one(*year, *sound[:2]),)))[0].told == "2025年西：上年有，还没有填"
    late = one(*year)
    other = Indicator("y", "乙", "件", entries=sound)
    assert told(late, other) == [("2025", "上年有，还没有填", False)], "one sentence for all of it"


def test_shares_of_groups_are_no_gap_of_the_whole() -> None:
    shares = one(*groups("2024", 东="20", 西="80"), *groups("2025", 东="30", 西="70"))
    assert told(replace(shares, unit="%")) == []


def test_quarters_are_compared_with_quarters_and_years_with_years() -> None:
    late = one(Entry("2024", "30"), Entry("2025Q1", "8"))
    assert told(late, Indicator("y", "乙", "件", entries=entries(y2024="3"))) == [], "no year 2025 was entered yet"
    jumped = [("2025Q1", "和2024年第一季度的10差得多，请核对", False)]
    assert told(one(Entry("2024Q1", "10"), Entry("2025Q1", "90"))) == jumped
    split = one(Entry("2025Q1", "9"), Entry("2025Q1", "3", "东"), Entry("2025Q1", "4", "西"))
    assert told(split) == [("2025Q1", "各组加起来是7，全部填的是9", True)]
    village = one(Entry("2025", "9", "东"), *(Entry(f"2025Q{number}", "2", "东") for number in range(1, 5)))
    assert [each.told for each in table_faults(Data((village,)))] == ["2025年东：四个季度加起来是8，全年填的是9"]


def test_what_is_computed_keeps_its_bounds_too() -> None:
    done = Indicator("a", "办结", "件", entries=entries(y2025="7"))
    all_ = Indicator("b", "受理", "件", entries=entries(y2025="6"))
    rate = Indicator("r", "办结率", "%", formula="completion a b", most="100")
    assert told(done, all_, rate) == [("2025", "不应大于100，算出来是116.7", True)]
    assert told(replace(done, entries=entries(y2025="6")), all_, rate) == []


def test_parts_add_up_in_each_group() -> None:
    total = Indicator("t", "信访", "件", parts=("a", "b"), entries=groups("2025", 东="7", 西="9"))
    parts = (
        Indicator("a", "来信", "件", entries=groups("2025", 东="3", 西="4")),
        Indicator("b", "来访", "件", entries=groups("2025", 东="3", 西="5")),
    )
    said = [(each.group, each.sentence) for each in table_faults(Data((*parts, total)))]
    assert said == [("", "各分项加起来是15，总数是16"), ("东", "各分项加起来是6，总数是7")]


class Walked(tuple[Entry, ...]):
    """Entries that count how often they are gone through."""

    __slots__ = ()
    times = 0

    def __iter__(self) -> Iterator[Entry]:
        Walked.times += 1
        return super().__iter__()


def test_a_large_table_is_not_gone_through_once_an_indicator() -> None:
    years = Walked(entries(**{f"y{year}": "7" for year in range(2016, 2026)}))
    table = Data(tuple(Indicator(f"i{number}", f"指标{number}", "件", entries=years) for number in range(300)))
    Walked.times = 0
    assert table_faults(table) == ()
    assert Walked.times < 300 * 30


def test_a_sound_table_is_left_in_peace() -> None:
    assert table_faults(TABLE) == ()
    small = one(Entry("2024", "1"), Entry("2025", "3"))
    assert told(small) == [], "of one case two more are no jump"
