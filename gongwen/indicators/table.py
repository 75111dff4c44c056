"""Edits of the table of indicators: each takes a Data and gives a new one; what quotes it is brought up to date elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.formulas import fault_of_formula, parsed
from gongwen.indicators.indicator import Entry, Indicator, amount_of, is_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.indicators.data import Data

MOST_INDICATORS: Final = 2_000
MOST_ENTRIES: Final = 20_000
"""More of them are a database, not a report's table."""

LONGEST_NAME: Final = 200

MOST_PLACES: Final = 8
"""Digits after the point in print."""


def by_id(data: Data) -> dict[str, Indicator]:
    """Return the indicators by their ids."""
    return {each.id: each for each in data.indicators}


def find(data: Data, key: str) -> Indicator:
    """Return the indicator of this id; raise EditError when there is none."""
    found = next((each for each in data.indicators if each.id == key), None)
    if found is None:
        raise EditError("这项指标已经不在了", where=key, mend="可以撤销，或者重新加一项")
    return found


def periods(data: Data) -> tuple[str, ...]:
    """Return the periods that anything was entered for, the earliest first."""
    return tuple(sorted({entry.period for each in data.indicators for entry in each.entries}))


def groups(data: Data) -> tuple[str, ...]:
    """Return the groups that anything was entered for, in the order they first come."""
    return tuple(dict.fromkeys(entry.group for each in data.indicators for entry in each.entries if entry.group))


def fresh_key(data: Data) -> str:
    """Return an id that no indicator, link or drawing has, random, so that two people's never meet."""
    used = {each.id for part in (data.indicators, data.links, data.drawings) for each in part}
    while (candidate := f"i{secrets.token_hex(4)}") in used:
        pass
    return candidate


def put(data: Data, indicator: Indicator, at: int | None = None) -> Data:
    """Return the table with an indicator replaced, or added before the one at an index (None: last); raise EditError."""
    if fault := fault_of(indicator):
        raise EditError(f"这项指标不能这样写：{fault[1]}", where=indicator.name[:LONGEST_NAME], mend="请改过再存")
    rest = [each for each in data.indicators if each.id != indicator.id]
    known = next((index for index, each in enumerate(data.indicators) if each.id == indicator.id), None)
    place = at if at is not None else len(rest) if known is None else known
    indicators = (*rest[:place], indicator, *rest[place:])
    if fault_of_all(indicators):
        raise EditError(fault_of_all(indicators), mend="请分成几份报告")
    return replace(data, indicators=indicators)


def remove(data: Data, key: str) -> Data:
    """Return the table without an indicator; places that quote it keep their words and are no links any more.

    Raises EditError while another is made from it.
    """
    gone = find(data, key)
    users = [each.name for each in data.indicators if key in made_from(each)]
    if users:
        raise EditError(f"“{gone.name}”还有别的指标要用", where="、".join(users[:3]), mend="请先改那几项的算法")
    links = tuple(each for each in data.links if each.indicator != key)
    return replace(data, indicators=tuple(each for each in data.indicators if each.id != key), links=links)


def made_from(indicator: Indicator) -> frozenset[str]:
    """Return the ids of the indicators that one's formula and parts name."""
    return frozenset((*(parsed(indicator.formula)[1] if indicator.formula else ()), *indicator.parts))


def enter(data: Data, key: str, entry: Entry) -> Data:
    """Return the table with an amount entered; one of no amount takes away what was there. Raises EditError."""
    return enter_all(data, {key: (entry,)})


def enter_all(data: Data, entries: dict[str, tuple[Entry, ...]]) -> Data:
    """Return the table with many amounts entered, by the ids of their indicators; the same amount stays by whom it was.

    Raises EditError, and then nothing is entered.
    """
    for key in entries:
        find(data, key)
    return replace(
        data,
        indicators=tuple(_entered(each, entries[each.id]) if each.id in entries else each for each in data.indicators),
    )


def _entered(indicator: Indicator, entries: Iterable[Entry]) -> Indicator:
    if indicator.formula:
        raise EditError("这一项是算出来的，不能填", where=indicator.name, mend="请改它用到的那几项")
    found = {each.key: each for each in indicator.entries}
    for each in entries:
        if not is_period(each.period) or (each.amount and amount_of(each.amount) is None):
            raise EditError("填的不是数", where=f"{indicator.name} {each.period}：{each.amount[:20]}", mend="请填数字")
        if not each.amount:
            found.pop(each.key, None)
        elif each.key not in found or found[each.key].amount != each.amount:
            found[each.key] = each
    return replace(indicator, entries=tuple(found[key] for key in sorted(found)))


def fault_of(indicator: Indicator) -> tuple[str, str] | None:
    """Return (key, sentence) of what no indicator may be, or None."""
    name, entries = indicator.name, indicator.entries
    keys = [each.key for each in entries]
    wrong = {
        "name": (not name.strip() or len(name) > LONGEST_NAME or "\n" in name, "要有名称，不超过 200 字，不换行"),
        "formula": (bool(indicator.formula and fault_of_formula(indicator.formula)), "不是认得的算法"),
        "places": (not -1 <= indicator.places <= MOST_PLACES, "应当是 0 到 8（-1 是填几位写几位）"),
        "least": (bool(indicator.least) and amount_of(indicator.least) is None, "应当是数，或者空着"),
        "most": (bool(indicator.most) and amount_of(indicator.most) is None, "应当是数，或者空着"),
        "entries": (
            bool(indicator.formula and entries)
            or keys != sorted(set(keys))
            or any(not is_period(each.period) or amount_of(each.amount) is None for each in entries),
            "里年份或者数不对，或者重复，或者是算出来的",
        ),
    }
    return next(((key, sentence) for key, (is_wrong, sentence) in wrong.items() if is_wrong), None)


def fault_of_all(indicators: tuple[Indicator, ...]) -> str:
    """Return what is wrong with indicators together, or empty."""
    if len(indicators) > MOST_INDICATORS or sum(len(each.entries) for each in indicators) > MOST_ENTRIES:
        return f"指标太多，最多 {MOST_INDICATORS} 项、{MOST_ENTRIES} 个数"
    return ""
