"""What the towns' amounts make together: sums, ranks, and what stands out by median and MAD; what cannot be added is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Final

from gongwen.county.expected import plain_name
from gongwen.indicators.indicator import amount_of, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.county.row import Amount, Row

FEWEST: Final = 8
"""Amounts from which on it is said what stands out; among fewer every one does."""

FAR: Final = Decimal("3.5")
"""Deviations from the median from which on an amount stands out (Iglewicz and Hoaglin's modified z)."""

NORMAL: Final = Decimal("1.4826")
"""What makes the median of the deviations comparable to a standard deviation."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one organ has of an indicator: its amount, and that of the year before where it says so."""

    organ: str
    amount: Decimal
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """An indicator over all towns: the shares from the largest, their sum, that of the year before, the median, what stands out.

    `total` is None for rates, which do not add up; `base` where not all who have an amount have one of the year before.
    """

    name: str
    unit: str
    shares: tuple[Share, ...]
    total: Decimal | None
    base: Decimal | None
    middle: Decimal
    outliers: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Mixed:
    """An indicator that towns give in different units, which is listed and not summed: each unit with who uses it."""

    name: str
    units: tuple[tuple[str, tuple[str, ...]], ...]


def totals(rows: Sequence[tuple[str, Row]]) -> tuple[tuple[Total, ...], tuple[Mixed, ...]]:
    """Return what the amounts of (organ, row) make together, in the order in which the indicators first come."""
    found: dict[str, list[tuple[str, Amount]]] = {}
    for organ, row in rows:
        seen: set[str] = set()
        for each in row.amounts:
            key = plain_name(each.name)
            if each.value is not None and key not in seen:
                seen.add(key)
                found.setdefault(key, []).append((organ, each))
    sums, mixed = [], []
    for all_of in found.values():
        units: dict[str, list[str]] = {}
        for organ, each in all_of:
            units.setdefault(_unit(each), []).append(organ)
        if len(units) > 1:
            mixed.append(Mixed(all_of[0][1].name, tuple((unit, tuple(who)) for unit, who in units.items())))
        else:
            sums.append(_total(all_of))
    return tuple(sums), tuple(mixed)


def _unit(amount: Amount) -> str:
    return plain_name(amount.unit)


def _total(all_of: Sequence[tuple[str, Amount]]) -> Total:
    first = all_of[0][1]
    shares = [Share(organ, each.value, amount_of(each.base)) for organ, each in all_of if each.value is not None]
    shares.sort(key=lambda share: -share.amount)
    adds = all(each.adds for _, each in all_of)
    bases = [share.base for share in shares if share.base is not None]
    return Total(
        first.name,
        first.unit,
        tuple(shares),
        sum((share.amount for share in shares), Decimal(0)) if adds else None,
        sum(bases, Decimal(0)) if adds and len(bases) == len(shares) else None,
        median(share.amount for share in shares),
        outliers(shares),
    )


def outliers(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Return what lies far from the median, by the median of the distances; none where most are alike or there are few."""
    shares = tuple(shares)
    if len(shares) < FEWEST:
        return ()
    middle = median(share.amount for share in shares)
    spread = median(abs(share.amount - middle) for share in shares) * NORMAL
    return tuple(share for share in shares if spread and abs(share.amount - middle) > FAR * spread)


def spoken(amount: Decimal | None) -> str:
    """Return an amount as a cell of a table has it, empty when there is none."""
    return "" if amount is None else canonical(amount)
