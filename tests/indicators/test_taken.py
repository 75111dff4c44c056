"""Figures are brought into a table so that a person sees first what would come, what would change, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace

from gongwen.indicators.data import Data
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.table import find
from gongwen.indicators.taken import proposed, taken
from tests.indicators.samples import TABLE, entries

READ = (
    Indicator("n0", "法治宣传活动", "场", entries=entries(y2024="18", y2025="26", y2026="30")),
    Indicator("n1", "发放宣传资料", "册", entries=entries(y2025="9")),
    Indicator("n2", "化解率", "%", entries=entries(y2025="98.4")),
    Indicator("n3", "普法讲座", "场", definition="室内", entries=(Entry("2025", "3", "东村"),)),
)


def test_what_would_happen_is_told_before_it_does() -> None:
    found = proposed(TABLE, READ)
    assert [each.name for each in found.new] == ["普法讲座"]
    assert [(one.id, entry.period, entry.amount) for one, entry in found.added] == [("talks", "2026", "30")]
    assert [(each.indicator.id, each.old, each.entry.amount) for each in found.changed] == [("talks", "24", "26")]
    assert found.same == 1
    assert [word for word in ("单位是“份”", "算出来的") if not any(word in each for each in found.asked)] == []


def test_an_indicator_with_a_number_before_its_name_is_the_row_without_one() -> None:
    numbered = Data(
        (Indicator("a", "（一）调解", "件", entries=entries(y2025="3")), Indicator("b", "其中：来访", "件"))
    )
    read = (
        Indicator("n", "调解", "件", entries=entries(y2025="3")),
        Indicator("m", "来访", "件", entries=entries(y2025="4")),
    )
    found = proposed(numbered, read)
    assert (found.new, found.same, [one.id for one, _ in found.added]) == ((), 1, ["b"])
    own = Data((*numbered.indicators, Indicator("c", "调解", "件")))
    assert [one.id for one, _ in proposed(own, read[:1]).added] == ["c"], "the name itself goes before"
    two = Data((numbered.indicators[0], Indicator("d", "其中：调解", "件")))
    assert proposed(two, read[:1]).new == read[:1], "which of the two is not guessed"


def test_what_is_wanted_is_done_and_signed() -> None:
    data = taken(TABLE, proposed(TABLE, READ), "王芳", "2026-01-05T10:00:00")
    entry = find(data, "talks").entry("2025")
    assert entry == Entry("2025", "26", by="王芳", at="2026-01-05T10:00:00")
    kept = find(data, "talks").entry("2024")
    assert kept == Entry("2024", "18"), "what was the same stays by whom it was entered"
    new = data.indicators[-1]
    assert (new.name, new.definition, new.entries[0].by) == ("普法讲座", "室内", "王芳")
    assert new.id not in {each.id for each in READ}
    assert find(data, "leaflets") == find(TABLE, "leaflets")
    assert not proposed(data, READ).does


def test_what_a_formula_makes_is_the_same_and_another_amount_is_asked() -> None:
    found = proposed(TABLE, (Indicator("n2", "化解率", "%", entries=entries(y2024="97.1", y2025="98.4")),))
    assert found.same == 1
    assert found.asked == ("“化解率”在表里是算出来的，文件里2025年的98.4没有带入",)


def test_two_rows_for_one_indicator_are_no_two_amounts() -> None:
    first = replace(TABLE.indicators[0], aliases=("普法宣传",))
    read = tuple(Indicator(name, name, "场", entries=entries(y2026=amount)) for name, amount in
                 (("法治宣传活动", "30"), ("普法宣传", "31"), ("普法 宣传", "30")))  # fmt: skip
    found = proposed(replace(TABLE, indicators=(first, *TABLE.indicators[1:])), read)
    assert [entry.amount for _, entry in found.added] == ["30"]
    assert found.same == 1
    assert found.asked == ("“法治宣传活动”2026年文件里有两个数，30和31，用了前一个",)


def test_what_stands_there_can_be_left_as_it_is() -> None:
    data = taken(TABLE, proposed(TABLE, READ), changes=False)
    assert [entry.amount for entry in find(data, "talks").entries] == ["18", "24", "30"]


def test_an_alias_and_a_missing_unit_are_the_same_indicator() -> None:
    first = replace(TABLE.indicators[0], aliases=("普法宣传",))
    data = replace(TABLE, indicators=(first, *TABLE.indicators[1:]))
    found = proposed(data, (Indicator("n0", "普法 宣传", "", entries=entries(y2025="25")),))
    assert [(each.indicator.id, each.old) for each in found.changed] == [("talks", "24")]
