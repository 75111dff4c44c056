"""Two versions whose tables of indicators differ: which amounts, from what to what."""

from __future__ import annotations

from dataclasses import replace

from exports.drawings import with_data
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.table import enter, find, put, remove
from gongwen.together.compare import compare
from tests.indicators.samples import report
from widgets.historytext import painted


def test_each_amount_that_differs_is_a_change_of_its_own() -> None:
    old = report()
    data = enter(old.data, "talks", Entry("2025", "36", by="王芳"))
    data = enter(data, "leaflets", Entry("2025", "3000", "东村"))
    data = put(remove(data, "reversed"), Indicator("new", "法治讲座", "场", entries=(Entry("2025", "6"),)))
    data = put(data, replace(find(data, "cases"), unit="宗"))
    new = with_data(old, data)
    found = compare(old, new)
    assert [(each.name, each.old, each.new) for each in found.choices] == [
        ("指标表：法治宣传活动，2025年", "24场", "36场"),
        ("指标表：发放宣传资料，东村，2025年", "", "3000份"),
        ("指标表：行政执法案件", "行政执法案件（件）", "行政执法案件（宗）"),
        ("指标表：行政执法案件，2024年", "31件", "31宗"),
        ("指标表：行政执法案件，2025年", "28件", "28宗"),
        ("指标表：法治讲座", "", "法治讲座（场）"),
        ("指标表：法治讲座，2025年", "", "6场"),
        ("指标表：行政复议纠错", "行政复议纠错（件）", ""),
        ("指标表：行政复议纠错，2024年", "0件", ""),
        ("指标表：行政复议纠错，2025年", "0件", ""),
    ]
    shown = [block for block in painted(found, old, new) if block["k"] == "choice"]
    assert (shown[0]["label"], shown[0]["old"], shown[0]["new"]) == ("指标表：法治宣传活动，2025年", "24场", "36场")


def test_who_entered_the_same_amount_again_has_changed_nothing() -> None:
    old = report()
    new = replace(old, data=enter(old.data, "talks", Entry("2025", "24", by="别人")))
    assert compare(old, new).choices == ()
