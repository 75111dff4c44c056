"""What became of the table of indicators between two versions: each amount that differs, and each indicator that came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.indicators.indicator import spoken
from gongwen.together.part import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Indicator

TABLE: Final = "指标表"
"""Begins the name of what differs in it."""


_APART: Final = "#"


def target_of_amount(key: str, period: str, group: str) -> str:
    """Return what a question calls the amount of an indicator in a period and a group."""
    return _APART.join(("amount", key, period, group))


def amount_of_target(target: str) -> tuple[str, str, str]:
    """Return the indicator's id, the period and the group that a question about an amount is about."""
    _, key, period, group = target.split(_APART, 3)
    return key, period, group


def changed_amounts(old: Data, new: Data) -> tuple[Choice, ...]:
    """Return the amounts that differ, by indicator and period, in the order of the newer table; what only one has is empty in the other."""
    if old.indicators == new.indicators:
        return ()
    was = {each.id: each for each in old.indicators}
    now = {each.id: each for each in new.indicators}
    gone = [each for key, each in was.items() if key not in now]
    pairs = [(was.get(key), each) for key, each in now.items()] + [(each, None) for each in gone]
    return tuple(choice for pair in pairs for choice in _differing(*pair))


def _differing(old: Indicator | None, new: Indicator | None) -> Iterator[Choice]:
    shown = new or old
    if shown is None or old == new:
        return
    name = f"{TABLE}：{shown.name}"
    if old is None or new is None or (old.name, old.unit) != (new.name, new.unit):
        yield Choice(name, _called(old), _called(new))
    before, after = _amounts(old), _amounts(new)
    for key in sorted({*before, *after}):
        if before.get(key, "") != after.get(key, ""):
            period, group = key
            yield Choice(
                "，".join(filter(None, (name, group, spoken(period)))), before.get(key, ""), after.get(key, "")
            )


def _called(indicator: Indicator | None) -> str:
    if indicator is None:
        return ""
    return f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name


def _amounts(indicator: Indicator | None) -> dict[tuple[str, str], str]:
    return {each.key: f"{each.amount}{indicator.unit}" for each in indicator.entries} if indicator else {}
