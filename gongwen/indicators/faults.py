"""What in the table of indicators cannot be, or ought to be looked at: bounds, sums, quarters, jumps, gaps; said, never mended."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.indicators.formulas import change_of, value_of
from gongwen.indicators.indicator import amount_of, canonical, shifted, spoken
from gongwen.indicators.table import by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Entry, Indicator

JUMP: Final = Decimal(50)
"""Hundredths by which an amount may differ from the year before without a word."""

LEAST_JUMP: Final = Decimal(5)
"""What the difference must be besides: of three cases two more are no jump."""


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong (`sure`) or strange with an amount, as a sentence; `period` and `group` say which."""

    indicator: str
    period: str
    group: str
    sentence: str
    sure: bool = True


def table_faults(data: Data) -> tuple[TableFault, ...]:
    """Return what is wrong or strange in a table, in its order."""
    known = by_id(data)
    return tuple(fault for each in data.indicators for fault in _faults(known, each))


def _faults(known: Mapping[str, Indicator], indicator: Indicator) -> Iterator[TableFault]:
    for entry in indicator.entries:
        if told := _beyond(indicator, entry):
            yield TableFault(indicator.id, entry.period, entry.group, told)
    years = sorted({entry.period[:4] for entry in indicator.entries})
    for year in years:
        yield from _groups(indicator, year)
        yield from _quarters(indicator, year)
    for period in sorted({entry.period for each in (indicator, *_parts(known, indicator)) for entry in each.entries}):
        yield from _sum(known, indicator, period)
    if years:
        yield from _jump(known, indicator, years[-1])
        yield from _gap(known, indicator, years[-1])


def _beyond(indicator: Indicator, entry: Entry) -> str:
    """Return what bound an amount breaks, or empty."""
    least, most = amount_of(indicator.least), amount_of(indicator.most)
    if indicator.whole and entry.value != entry.value.to_integral_value():
        return f"应当是整数，填的是{entry.amount}"
    if least is not None and entry.value < least:
        return f"不应小于{indicator.least}，填的是{entry.amount}"
    if most is not None and entry.value > most:
        return f"不应大于{indicator.most}，填的是{entry.amount}"
    return ""


def _groups(indicator: Indicator, year: str) -> Iterator[TableFault]:
    whole = indicator.entry(year)
    parts = [entry.value for entry in indicator.entries if entry.period == year and entry.group]
    if whole is not None and len(parts) > 1 and not indicator.is_share and sum(parts) != whole.value:
        told = f"各组加起来是{canonical(sum(parts, Decimal(0)))}，全部填的是{whole.amount}"
        yield TableFault(indicator.id, year, "", told)


def _quarters(indicator: Indicator, year: str) -> Iterator[TableFault]:
    whole = indicator.entry(year)
    quarters = [indicator.entry(f"{year}Q{number}") for number in range(1, 5)]
    values = [each.value for each in quarters if each is not None]
    if whole is not None and len(values) == len(quarters) and not indicator.is_share and sum(values) != whole.value:
        told = f"四个季度加起来是{canonical(sum(values, Decimal(0)))}，全年填的是{whole.amount}"
        yield TableFault(indicator.id, year, "", told, sure=False)


def _parts(known: Mapping[str, Indicator], indicator: Indicator) -> list[Indicator]:
    return [known[key] for key in indicator.parts if key in known]


def _sum(known: Mapping[str, Indicator], indicator: Indicator, period: str) -> Iterator[TableFault]:
    parts = [value_of(known, key, period) for key in indicator.parts]
    whole = value_of(known, indicator.id, period)
    if parts and whole is not None and None not in parts:
        total = sum((each for each in parts if each is not None), Decimal(0))
        if total != whole:
            told = f"{spoken(period)}各分项加起来是{canonical(total)}，总数是{canonical(whole)}"
            yield TableFault(indicator.id, period, "", told)


def _jump(known: Mapping[str, Indicator], indicator: Indicator, year: str) -> Iterator[TableFault]:
    change = change_of(known, indicator.id, year)
    if change is None or change.rate is None or indicator.is_share:
        return
    if abs(change.rate) > JUMP and abs(change.difference) >= LEAST_JUMP:
        told = f"和{spoken(shifted(year, -1))}的{canonical(change.base)}差得多，请核对"
        yield TableFault(indicator.id, year, "", told, sure=False)


def _gap(known: Mapping[str, Indicator], indicator: Indicator, year: str) -> Iterator[TableFault]:
    """Yield that others have an amount in the table's latest year and this one stops before it."""
    latest = max((entry.period[:4] for each in known.values() for entry in each.entries), default=year)
    if indicator.entries and year < latest and indicator.entry(shifted(latest, -1)) is not None:
        yield TableFault(indicator.id, latest, "", f"{spoken(latest)}还没有填", sure=False)
