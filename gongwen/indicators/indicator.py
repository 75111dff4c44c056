"""An indicator (指标) and what was entered for it: frozen values; amounts are exact decimals, never binary fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

PERCENT: Final = "%"

MOST_DIGITS: Final = 24
"""Digits of an amount; longer ones are no figure of a report."""

_PERIOD: Final = re.compile(r"\d{4}(?:Q[1-4])?")
_AMOUNT: Final = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered for an indicator: how much, in which period, for which part of the whole, by whom and when.

    `period` is a year (2025) or a quarter (2025Q3). `group` names a village, a town, a kind of applicant; empty is the
    whole. `amount` is a decimal as `canonical` writes it; `at` an ISO time.
    """

    period: str
    amount: str
    group: str = ""
    by: str = ""
    at: str = ""

    @property
    def value(self) -> Decimal:
        """The amount as a number."""
        return Decimal(self.amount)

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries of an indicator share."""
        return self.period, self.group


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: what is counted, in which unit, from where, and what was entered for it.

    `aliases` are other names sentences use for it. `formula` (see gongwen.indicators.formulas) makes its amounts from
    other indicators; it has no entries then. `places` are the digits after the point in print (-1: as entered). `whole`, `least`
    and `most` say what may be entered ("" is open); `parts` are the ids of indicators that add up to this one. Entries are
    in the order of their keys.
    """

    id: str
    name: str
    unit: str = ""
    definition: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    formula: str = ""
    places: int = -1
    whole: bool = False
    least: str = ""
    most: str = ""
    parts: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def entry(self, period: str, group: str = "") -> Entry | None:
        """Return what was entered for a period and a group, or None."""
        return next((each for each in self.entries if each.period == period and each.group == group), None)

    @property
    def is_share(self) -> bool:
        """Whether it is measured in hundredths, so that it changes by points and does not add up."""
        return self.unit in {PERCENT, "％"}


def canonical(amount: Decimal) -> str:
    """Return an amount as it is stored: plain digits, no exponent, as many places as given."""
    return format(amount, "f") if amount else format(abs(amount), "f")


def amount_of(text: str) -> Decimal | None:
    """Return the number a stored amount is, or None when it is none."""
    try:
        return Decimal(text) if _AMOUNT.fullmatch(text) and len(text) <= MOST_DIGITS else None
    except InvalidOperation:  # pragma: no cover - the pattern leaves none
        return None


def is_period(text: str) -> bool:
    """Whether a text is a period: 2025, or 2025Q3."""
    return bool(_PERIOD.fullmatch(text))


def shifted(period: str, years: int) -> str:
    """Return the period so many years later: what 同比 compares with is one year earlier."""
    return f"{int(period[:4]) + years:04d}{period[4:]}"


def spoken(period: str) -> str:
    """Return a period as a person says it: 2025年, 2025年第三季度."""
    return f"{period[:4]}年" + (f"第{'一二三四'[int(period[5]) - 1]}季度" if len(period) > len("2025") else "")
