"""What in the table of indicators cannot be, or ought to be looked at: bounds, sums, quarters, jumps, gaps; said, never mended."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.indicators.formulas import RATE_PLACES, change_of, rounded, value_of
from gongwen.indicators.indicator import amount_of, canonical, shifted, spoken
from gongwen.indicators.table import by_id, periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Indicator

JUMP: Final = Decimal(50)
"""Hundredths by which an amount may differ from the year before without a word."""

LEAST_JUMP: Final = Decimal(5)
"""What the difference must be besides: of three cases two more are no jump."""

YEAR, QUARTER = len("2025"), len("2025Q3")
"""Periods of the two kinds, by their length."""


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong (`sure`) or strange with an amount, as a sentence; `period` and `group` say which."""

    indicator: str
    period: str
    group: str
    sentence: str
    sure: bool = True

    @property
    def told(self) -> str:
        """The sentence with its place before it, for where the amount is not beside it."""
        return f"{spoken(self.period)}{self.group}：{self.sentence}"


def table_faults(data: Data) -> tuple[TableFault, ...]:
    """Return what is wrong or strange in a table, in its order."""
    table = _Table(data)
    return tuple(fault for each in data.indicators for fault in _faults(table, each))


class _Table:
    """A table made ready for many questions; each entry is looked up, none is searched for."""

    def __init__(self, data: Data) -> None:
        self.known = by_id(data)
        self.periods = periods(data)
        self.entries = {each.id: {entry.key: entry for entry in each.entries} for each in data.indicators}

    def latest(self, kind: int) -> str:
        """Return the last year, or quarter, that anything was entered for; empty when there is none."""
        return next((each for each in reversed(self.periods) if len(each) == kind), "")

    def value(self, key: str, period: str, group: str) -> Decimal | None:
        """Return how much an indicator is, entered or computed."""
        entry = self.entries[key].get((period, group))
        if entry is not None:
            return entry.value
        return value_of(self.known, key, period, group) if not group or self.known[key].formula else None


def _faults(table: _Table, indicator: Indicator) -> Iterator[TableFault]:
    yield from _bounds(table, indicator)
    if not indicator.is_share:
        yield from _groups(indicator)
        yield from _quarters(table, indicator)
    yield from _sums(table, indicator)
    for kind in (YEAR, QUARTER):
        yield from _jump(table, indicator, kind)
        yield from _gaps(table, indicator, kind)


def _bounds(table: _Table, indicator: Indicator) -> Iterator[TableFault]:
    for entry in indicator.entries:
        if indicator.whole and entry.value != entry.value.to_integral_value():
            yield TableFault(indicator.id, entry.period, entry.group, f"应当是整数，填的是{entry.amount}")
        elif told := _beyond(indicator, entry.value):
            yield TableFault(indicator.id, entry.period, entry.group, f"{told}，填的是{entry.amount}")
    if indicator.formula and (indicator.least or indicator.most):
        places = indicator.places if indicator.places >= 0 else RATE_PLACES
        for period in table.periods:
            value = value_of(table.known, indicator.id, period)
            if value is not None and (told := _beyond(indicator, value)):
                yield TableFault(indicator.id, period, "", f"{told}，算出来是{canonical(rounded(value, places))}")


def _beyond(indicator: Indicator, value: Decimal) -> str:
    """Return what bound a number breaks, or empty."""
    least, most = amount_of(indicator.least), amount_of(indicator.most)
    if least is not None and value < least:
        return f"不应小于{indicator.least}"
    return f"不应大于{indicator.most}" if most is not None and value > most else ""


def _groups(indicator: Indicator) -> Iterator[TableFault]:
    """Yield where the groups do not make the whole; what a missing group would add is not known, so then nothing is said."""
    parts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for entry in indicator.entries:
        parts[entry.period][entry.group] = entry.value
    groups = {entry.group for entry in indicator.entries if entry.group}
    for period, amounts in parts.items():
        whole = amounts.pop("", None)
        total = sum(amounts.values(), Decimal(0))
        complete = len(amounts) > 1 and (len(amounts) == len(groups) or total > (whole or 0))
        if whole is not None and complete and total != whole:
            told = f"各组加起来是{canonical(total)}，全部填的是{canonical(whole)}"
            yield TableFault(indicator.id, period, "", told)


def _quarters(table: _Table, indicator: Indicator) -> Iterator[TableFault]:
    entries = table.entries[indicator.id]
    for entry in indicator.entries:
        quarters = [entries.get((f"{entry.period}Q{number}", entry.group)) for number in range(1, 5)]
        values = [each.value for each in quarters if each is not None]
        if len(values) == len(quarters) and sum(values) != entry.value:
            told = f"四个季度加起来是{canonical(sum(values, Decimal(0)))}，全年填的是{entry.amount}"
            yield TableFault(indicator.id, entry.period, entry.group, told, sure=False)


def _sums(table: _Table, indicator: Indicator) -> Iterator[TableFault]:
    parts = [key for key in indicator.parts if key in table.known]
    keys = {key: None for each in (indicator.id, *parts) for key in table.entries[each]} if parts else {}
    for period, group in sorted({*keys, *((period, "") for period, _ in keys)}):
        whole = table.value(indicator.id, period, group)
        values = [table.value(each, period, group) for each in parts]
        known = [each for each in values if each is not None]
        total = sum(known, Decimal(0))
        if whole is not None and len(known) == len(values) and total != whole:
            told = f"各分项加起来是{canonical(total)}，总数是{canonical(whole)}"
            yield TableFault(indicator.id, period, group, told)


def _jump(table: _Table, indicator: Indicator, kind: int) -> Iterator[TableFault]:
    """Yield that the last amount of the whole is far from that of a year before."""
    period = max((each.period for each in indicator.entries if len(each.period) == kind), default="")
    change = change_of(table.known, indicator.id, period) if period and not indicator.is_share else None
    if change is None or change.rate is None:
        return
    if abs(change.rate) > JUMP and abs(change.difference) >= LEAST_JUMP:
        told = f"和{spoken(shifted(period, -1))}的{canonical(change.base)}差得多，请核对"
        yield TableFault(indicator.id, period, "", told, sure=False)


def _gaps(table: _Table, indicator: Indicator, kind: int) -> Iterator[TableFault]:
    """Yield that others have an amount in the table's latest period and this one, or a group of it, stops a year before."""
    latest = table.latest(kind)
    if not latest:
        return
    entries = table.entries[indicator.id]
    before = [each.group for each in indicator.entries if each.period == shifted(latest, -1)]
    missing = [group for group in before if (latest, group) not in entries]
    if (
        missing
        and (len(missing) == len(before) or "" in missing)
        and value_of(table.known, indicator.id, latest) is None
    ):
        missing = [""]  # one sentence, not one a group
    elif "" in missing:
        missing.remove("")  # its groups make it
    for group in missing:
        yield TableFault(indicator.id, latest, group, "上年有，还没有填", sure=False)
