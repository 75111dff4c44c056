"""A chart of how towns stand in one indicator: the largest first, so many as can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.county.totals import spoken
from gongwen.indicators.charted import Chart, Series
from gongwen.indicators.indicator import spoken as spoken_period
from gongwen.indicators.recipe import BAR

if TYPE_CHECKING:
    from gongwen.county.totals import Total


def rank_chart(total: Total, year: int, most: int) -> Chart:
    """Return bars of the towns that have most of an indicator, with last year's beside them where all of these have one."""
    shares = total.shares[:most]
    now = spoken_period(str(year)) if year else "本年"
    series = [Series(now, tuple(each.amount for each in shares), tuple(spoken(each.amount) for each in shares))]
    if year and all(each.base is not None for each in shares):
        before = tuple(each.base for each in shares)
        series.insert(0, Series(spoken_period(str(year - 1)), before, tuple(spoken(each) for each in before)))
    return Chart(BAR, total.unit, tuple(each.organ for each in shares), tuple(series))
