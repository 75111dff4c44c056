"""What a cell of a table made from the indicators says: worded as in a sentence; what nothing is known of is a dash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import RATE_PLACES, change_of, value_of
from gongwen.indicators.indicator import shifted
from gongwen.indicators.recipe import Show
from gongwen.indicators.wording import LEVEL, POINTS, number, worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.indicators.indicator import Indicator

MISSING: Final = "—"
"""What stands where the table of indicators says nothing."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell shows: an indicator's id (empty: all of its column together), the period, the group."""

    indicator: str
    period: str
    group: str
    show: Show


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes cells from the indicators, with so many digits after the point (-1: as the indicator has)."""

    indicators: Mapping[str, Indicator]
    places: int = -1
    thousands: bool = False

    def text(self, cell: Amount, column: Sequence[Amount]) -> str:
        """Return what a cell says; `column` are those of its column that have an indicator."""
        found = self._total(cell, column) if not cell.indicator else self._one(cell, column)
        return found or MISSING

    def _one(self, cell: Amount, column: Sequence[Amount]) -> str:
        found = self.indicators[cell.indicator]
        if cell.show is Show.UNIT:
            return found.unit
        if cell.show in {Show.VALUE, Show.CHANGE}:
            form = Form.BARE if cell.show is Show.VALUE else Form.CHANGE
            wording = Wording(form, places=self.places, thousands=self.thousands)
            return worded(self.indicators, cell.indicator, cell.period, cell.group, wording)
        if cell.show is Show.SHARE:
            part, whole = self._amount(cell), self._sum(column)
            return self._rate(part * 100 / whole) + "%" if part is not None and whole else ""
        change = change_of(self.indicators, cell.indicator, cell.period, cell.group)
        amount = None if change is None else change.rate if cell.show is Show.RATE else change.difference
        if amount is None:
            return ""
        if found.is_share:
            return self._rate(amount) + POINTS
        return self._rate(amount) + "%" if cell.show is Show.RATE else self._plain(amount, found.places)

    def _total(self, cell: Amount, column: Sequence[Amount]) -> str:
        if cell.show is Show.UNIT:
            units = {self.indicators[each.indicator].unit for each in column}
            return units.pop() if len(units) == 1 else ""
        now = self._sum(column)
        if now is None:
            return ""
        if cell.show in {Show.VALUE, Show.SHARE}:
            return "100%" if cell.show is Show.SHARE else self._plain(now)
        return self._total_change(now, cell.show, column)

    def _total_change(self, now: Decimal, show: Show, column: Sequence[Amount]) -> str:
        base = self._sum([replace(each, period=shifted(each.period, -1)) for each in column])
        if base is None or (not base and show is not Show.DIFFERENCE):
            return ""
        if show is Show.DIFFERENCE:
            return self._plain(now - base)
        rate = (now - base) * 100 / abs(base)
        if show is Show.RATE:
            return self._rate(rate) + "%"
        return f"{'增长' if rate > 0 else '下降'}{self._rate(abs(rate))}%" if rate else LEVEL

    def _sum(self, column: Sequence[Amount]) -> Decimal | None:
        """Return what a column comes to; None when one is not known, or when they are not of one kind."""
        kinds = [self.indicators[each.indicator] for each in column]
        amounts = [self._amount(each) for each in column]
        if len({each.unit for each in kinds}) != 1 or kinds[0].is_share:
            return None
        known = [each for each in amounts if each is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None

    def _amount(self, cell: Amount) -> Decimal | None:
        return value_of(self.indicators, cell.indicator, cell.period, cell.group)

    def _plain(self, amount: Decimal, places: int = -1) -> str:
        return number(amount, self.places if self.places >= 0 else places, Wording(thousands=self.thousands))

    def _rate(self, rate: Decimal) -> str:
        return number(rate, RATE_PLACES if self.places < 0 else self.places)
