"""What must balance in the statutory tables of 政府信息公开: totals are their parts, and what came in is what went out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.indicators.formulas import parsed
from gongwen.indicators.indicator import canonical
from gongwen.indicators.prescribed import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.indicators.prescribed import Found, Matched

CARRIED, LEFT = "requests-carried", "requests-left"
IN: Final = ("requests-new", CARRIED)
OUT: Final = ("requests-total", LEFT)
"""What the form itself says: 第一项加第二项之和，等于第三项加第四项之和."""


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A cell that does not agree with others, what is wrong, and the number it would have to be (None: not one cell's fault)."""

    cell: Found
    message: str
    right: Decimal | None = None
    others: tuple[Found, ...] = ()


def imbalances(matched: Matched) -> tuple[Imbalance, ...]:
    """Return what does not balance; where a number is missing nothing is said of its sums."""
    cells = {(each.amount.indicator, each.amount.group): each for each in matched.found}
    groups = tuple(dict.fromkeys(group for _, group in cells))
    unfilled = {each.amount.indicator in IN for each in matched.found if each.amount.group and each.value is None}
    found: list[Imbalance] = []
    for group in groups:
        for kind in matched.form.indicators:
            total = cells.get((kind.id, group))
            if kind.formula and total is not None:
                parts = [cells.get((each, group)) for each in parsed(kind.formula)[1]]
                found += _unequal(matched, total, parts, "各项相加")
        found += _across([cells.get((each, group)) for each in (*IN, *OUT)], unfilled if not group else set())
    kinds = [group for group in groups if group]
    if kinds:
        for kind in matched.form.indicators:
            whole = cells.get((kind.id, ""))
            if whole is not None:
                found += _unequal(matched, whole, [cells.get((kind.id, group)) for group in kinds], "各类申请人相加")
    return tuple(found)


def _unequal(matched: Matched, total: Found, parts: Sequence[Found | None], how: str) -> Iterator[Imbalance]:
    known = [part for part in parts if part is not None and part.value is not None]
    value = total.value
    if value is None or len(known) < len(parts):
        return
    whole = sum((part.value or Decimal(0) for part in known), Decimal(0))
    if whole != value:
        name = name_of(matched.form, total.amount)
        message = f"{name}：{how}是{canonical(whole)}，表里写的是{canonical(value)}"
        yield Imbalance(total, message, whole, tuple(known))


def _across(parts: Sequence[Found | None], unfilled: set[bool]) -> Iterator[Imbalance]:
    """Say what came in is not what went out; `unfilled` holds True where a number of what came in is missing, False of what went out."""
    values = [part.value for part in parts if part is not None]
    cells = [part for part in parts if part is not None]
    if len(values) < len(parts) or None in values:
        return
    new, carried, done, left = (value or Decimal(0) for value in values)
    short = new + carried < done + left
    if new + carried != done + left and short not in unfilled:  # what is missing may be what it lacks
        group = cells[0].amount.group
        message = (
            f"{group or '总计'}：本年新收{canonical(new)}加上年结转{canonical(carried)}是{canonical(new + carried)}，"
            f"办理结果总计{canonical(done)}加结转下年度{canonical(left)}是{canonical(done + left)}，应当相等"
        )
        yield Imbalance(cells[-1], message, None, tuple(cells[:-1]))
