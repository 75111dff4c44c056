"""A chart made from the indicators: its bars, points or parts as exact amounts, and the words for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.cells import MISSING
from gongwen.indicators.data import Wording
from gongwen.indicators.formulas import RATE_PLACES, value_of
from gongwen.indicators.indicator import spoken
from gongwen.indicators.recipe import BAR, LINE, SHARE, ChartRecipe
from gongwen.indicators.recipetext import period_of
from gongwen.indicators.table import by_id, groups
from gongwen.indicators.tabled import known, named
from gongwen.indicators.wording import number, worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from gongwen.indicators.data import Data

MOST_ITEMS: Final = 8
"""Indicators that a chart without a list of them shows."""

MOST_MARKS: Final = 60
"""Bars or points that can be told apart in print."""

SPOKEN: Final = {BAR: "柱状图", LINE: "折线图", SHARE: "占比图"}

TOLD: Final = tuple(f"{each}。" for each in SPOKEN.values())
"""What the words that `told` makes begin with."""


@dataclass(frozen=True, slots=True)
class Series:
    """Amounts under one name, and the words beside each; None where nothing is known."""

    name: str
    amounts: tuple[Decimal | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows: equal ones look the same."""

    kind: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def charted(recipe: ChartRecipe, data: Data, year: int) -> Chart:
    """Return what a chart of a report on a year shows; raise EditError when there is nothing to show."""
    indicators = by_id(data)
    periods = [period_of(each, year) for each in recipe.periods]
    items = _items(recipe, data, [each for each in periods if each])
    if not any(periods):
        raise EditError("还不知道是哪一年的报告，画不出图", mend="请先在“基本信息”里填上年度")
    units = {indicators[key].unit for key, _, _ in items}
    if len(units) > 1:
        raise EditError("一张图里的指标单位不一样", where="、".join(sorted(units)), mend="请只留单位相同的指标")
    unit = units.pop() if units else ""
    wording = Wording(places=recipe.decimals)

    def series(name: str, places: Sequence[tuple[str, str, str]]) -> Series:
        amounts = tuple(value_of(indicators, key, period, group) for key, group, period in places)
        told = (worded(indicators, key, period, group, wording) for key, group, period in places)
        return Series(name, amounts, tuple(each.removesuffix(unit) or MISSING for each in told))

    names = tuple(name for _, _, name in items)
    if recipe.kind == LINE:
        known = [any(value_of(indicators, key, each, group) is not None for key, group, _ in items) for each in periods]
        # Years before anything is known are no part of the course.
        periods = periods[known.index(True) :] if any(known) else periods
        lines = [series(name, [(key, group, each) for each in periods]) for key, group, name in items]
        made = Chart(LINE, unit, tuple(map(spoken, periods)), tuple(lines))
    else:
        wanted = periods[:1] if recipe.kind == SHARE else periods
        bars = [series(spoken(each), [(key, group, each) for key, group, _ in items]) for each in wanted]
        made = _parts(bars[0], names, unit) if recipe.kind == SHARE else Chart(BAR, unit, names, tuple(bars))
    return _sound(made)


def told(chart: Chart) -> str:
    """Return what is read to a person who cannot see a chart: every amount of it."""
    lines = []
    for at, name in enumerate(chart.categories):
        if chart.kind == SHARE:
            lines.append(f"{name}{chart.series[0].labels[at]}")
        else:
            amounts = [f"{one.name}{one.labels[at]}{chart.unit if one.labels[at] != MISSING else ''}" for one in chart.series]  # fmt: skip
            lines.append(f"{name}：{'，'.join(amounts)}")
    return f"{SPOKEN[chart.kind]}。{'；'.join(lines)}。"


def _items(recipe: ChartRecipe, data: Data, periods: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return what is shown: an indicator, a group, and its name."""
    names, indicators = named(data), by_id(data)
    found = [known(names, each) for each in recipe.indicators]
    if not found:
        shown = [
            each
            for each in data.indicators
            if any(value_of(indicators, each.id, period) is not None for period in periods)
            and not (recipe.kind == SHARE and each.is_share)
        ]
        found = list(islice((each for each in shown if each.unit == shown[0].unit), MOST_ITEMS))
    wanted = recipe.groups or (groups(data) if recipe.each_group else ())
    if not wanted:
        return [(each.id, "", each.name) for each in found]
    alone = len(found) == 1
    return [(each.id, group, group if alone else f"{each.name}（{group}）") for each in found for group in wanted]


def _parts(series: Series, names: tuple[str, ...], unit: str) -> Chart:
    """Return parts of a whole: those that are known, each with its amount and its hundredths."""
    pairs = [(name, amount, label) for name, amount, label in zip(names, series.amounts, series.labels, strict=True) if amount]  # fmt: skip
    whole = sum(amount for _, amount, _ in pairs)
    if any(amount < 0 for _, amount, _ in pairs):
        raise EditError("有小于零的数，画不出占比", mend="请改用柱状图")
    labels = tuple(f"{label}{unit}，占{number(amount * 100 / whole, RATE_PLACES)}%" for _, amount, label in pairs)
    amounts = tuple(amount for _, amount, _ in pairs)
    return Chart(SHARE, unit, tuple(name for name, _, _ in pairs), (Series(series.name, amounts, labels),))


def _sound(chart: Chart) -> Chart:
    amounts = [amount for series in chart.series for amount in series.amounts]
    if not any(amount is not None for amount in amounts):
        raise EditError("图里一个数也没有", mend="请先在“数据”里把这几项填上")
    if len(amounts) > MOST_MARKS:
        raise EditError(
            "图里的数太多，印出来看不清", where=f"{len(amounts)} 个", mend=f"请减到 {MOST_MARKS} 个以内，或者改用表格"
        )
    return chart
