"""Amounts that follow from others: named formulas, the change against a year before, rounding as the field does it (四舍五入)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.indicator import Indicator, shifted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NAMES: Final = {"share": "占比", "completion": "完成率", "sum": "合计", "difference": "差额", "average": "均值"}
"""The formulas by their keys; a formula is its key and the ids of indicators: `share s1 s2`."""

RATE_PLACES: Final = 1
"""Digits after the point of rates that have none of their own: 30.8%."""

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """How an amount stands to that of a year before: the difference, and in hundredths where there is a base to divide by."""

    now: Decimal
    base: Decimal
    difference: Decimal
    rate: Decimal | None


def value_of(indicators: Mapping[str, Indicator], key: str, period: str, group: str = "") -> Decimal | None:
    """Return how much an indicator is in a period, or None when that is not known.

    It is what was entered; else what its formula makes; else, for the whole, the sum of its groups.
    """
    return _value(indicators, key, period, group, ())


def _value(
    indicators: Mapping[str, Indicator], key: str, period: str, group: str, open_: tuple[str, ...]
) -> Decimal | None:
    found = indicators.get(key)
    if found is None or key in open_:
        return None
    if found.formula:
        name, ids = parsed(found.formula)
        amounts = [_value(indicators, each, period, group, (*open_, key)) for each in ids]
        known = [each for each in amounts if each is not None]
        return _FORMULAS[name](known) if len(known) == len(amounts) else None
    entry = found.entry(period, group)
    if entry is not None:
        return entry.value
    parts = [each.value for each in found.entries if each.period == period and each.group] if not group else []
    return sum(parts, Decimal(0)) if parts and not found.is_share else None


def change_of(indicators: Mapping[str, Indicator], key: str, period: str, group: str = "") -> Change | None:
    """Return how an indicator has changed against the same period a year before (同比), or None when one is not known.

    The rate of one that is measured in hundredths is its difference: points (个百分点). Against a base of none there is no rate.
    """
    now, base = (value_of(indicators, key, each, group) for each in (period, shifted(period, -1)))
    if now is None or base is None:
        return None
    if (
        indicators[key].is_share and indicators[key].formula
    ):  # the points between what is printed, as a reader counts them
        places = indicators[key].places if indicators[key].places >= 0 else RATE_PLACES
        now, base = rounded(now, places), rounded(base, places)
    difference = now - base
    if indicators[key].is_share:
        return Change(now, base, difference, difference)
    return Change(now, base, difference, _divided(difference, abs(base)) if base else None)


def rounded(amount: Decimal, places: int) -> Decimal:
    """Return an amount rounded half up to so many digits after the point."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def parsed(formula: str) -> tuple[str, tuple[str, ...]]:
    """Return a formula's name and the ids it is made of; raise EditError when it is none."""
    name, *ids = formula.split()
    if name not in NAMES or not ids or (name in {"share", "completion", "difference"} and len(ids) != 2):
        raise EditError("这个算法不认识", where=formula, mend=f"可以用的有：{'、'.join(NAMES.values())}")
    return name, tuple(ids)


def fault_of_formula(formula: str) -> str:
    """Return what is wrong with a formula, or empty."""
    try:
        parsed(formula)
    except (EditError, ValueError):
        return "不是认得的算法"
    return ""


def _divided(part: Decimal, whole: Decimal) -> Decimal | None:
    if not whole:
        return None
    with localcontext() as context:
        context.prec = 40
        return part / whole * _HUNDRED


def _average(amounts: Sequence[Decimal]) -> Decimal | None:
    with localcontext() as context:
        context.prec = 40
        return sum(amounts, Decimal(0)) / len(amounts)


_FORMULAS: Final[dict[str, Callable[[Sequence[Decimal]], Decimal | None]]] = {
    "share": lambda amounts: _divided(amounts[0], amounts[1]),
    "completion": lambda amounts: _divided(amounts[0], amounts[1]),
    "sum": lambda amounts: sum(amounts, Decimal(0)),
    "difference": lambda amounts: amounts[0] - amounts[1],
    "average": _average,
}
