"""Three-way merge of the figures beside the text: each indicator field by field, each amount by itself."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar, cast

from gongwen.indicators.data import Data, Drawing, Link
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.table import fault_of
from gongwen.together.sequences import three

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item", Indicator, Link, Drawing)


def merge_data(base: Data, mine: Data, theirs: Data) -> Data:
    """Return their figures with my changes; an amount both changed is mine, as the later: the older stays in the versions.

    What one side took away and the other changed is kept.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    kept = set(mine.carried) & set(theirs.carried) | (set(mine.carried) ^ set(theirs.carried)) - set(base.carried)
    return Data(
        indicators=_merged(base.indicators, mine.indicators, theirs.indicators, _indicator),
        links=_merged(base.links, mine.links, theirs.links, _whole),
        drawings=_merged(base.drawings, mine.drawings, theirs.drawings, _whole),
        carried=tuple(sorted(kept)),
    )


def _merged(
    base: tuple[Item, ...], mine: tuple[Item, ...], theirs: tuple[Item, ...], one: Callable[[Item, Item, Item], Item]
) -> tuple[Item, ...]:
    old: dict[str, Item] = {each.id: each for each in base}
    ours: dict[str, Item] = {each.id: each for each in mine}
    others: dict[str, Item] = {each.id: each for each in theirs}
    made: list[Item] = []
    for key in dict.fromkeys((*others, *ours)):
        was, my, their = old.get(key), ours.get(key), others.get(key)
        if my is None or their is None:
            left = my or their
            if left is not None and (was is None or left != was):
                made.append(left)
        else:
            made.append(my if was is None or their == was else their if my == was else one(was, my, their))
    return tuple(made)


def _whole(_base: Item, mine: Item, _theirs: Item) -> Item:
    return mine


def _indicator(base: Indicator, mine: Indicator, theirs: Indicator) -> Indicator:
    changes: dict[str, object] = {}
    for each in fields(Indicator):
        if each.name != "entries":
            was, my, their = (cast("object", getattr(side, each.name)) for side in (base, mine, theirs))
            changes[each.name] = three(was, my, their)
    old, ours, others = map(_by_key, (base, mine, theirs))
    found: dict[tuple[str, str], Entry] = {}
    for key in sorted({*ours, *others}):
        entry = three(old.get(key), ours.get(key), others.get(key))
        if entry is not None:
            found[key] = entry
    made = replace(theirs, **changes, entries=tuple(found.values()))  # type: ignore[arg-type]
    return mine if fault_of(made) else made


def _by_key(indicator: Indicator) -> dict[tuple[str, str], Entry]:
    return {each.key: each for each in indicator.entries}
