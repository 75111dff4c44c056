"""Figures that were read brought into a table: first what would come, change and be asked; then, when wanted, all of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.indicators.table import enter_all, fresh_key, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Entry, Indicator


@dataclass(frozen=True, slots=True)
class Changed:
    """An amount that would become another one."""

    indicator: Indicator
    entry: Entry
    old: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What bringing figures in would do: indicators that are new, amounts that are new, amounts that change.

    `same` counts amounts that stand there already; `asked` are sentences about what is left out since nobody knows.
    """

    new: tuple[Indicator, ...] = ()
    added: tuple[tuple[Indicator, Entry], ...] = ()
    changed: tuple[Changed, ...] = ()
    same: int = 0
    asked: tuple[str, ...] = ()

    @property
    def does(self) -> bool:
        """Whether it would do anything."""
        return bool(self.new or self.added or self.changed)


def proposed(data: Data, read: Iterable[Indicator]) -> Proposal:
    """Return what bringing indicators that were read into a table would do; they are known by name, or alias, and unit."""
    known: dict[str, list[Indicator]] = {}
    for each in data.indicators:
        for name in (each.name, *each.aliases):
            known.setdefault(_plain(name), []).append(each)
    new: list[Indicator] = []
    added: list[tuple[Indicator, Entry]] = []
    changed: list[Changed] = []
    same, asked = 0, []
    for each in read:
        there = known.get(_plain(each.name), [])
        mine = next((one for one in there if _plain(one.unit) == _plain(each.unit)), None)
        mine = mine or next((one for one in there if not one.unit or not each.unit), None)
        if mine is None and there:
            asked.append(
                f"“{each.name}”表里的单位是“{there[0].unit}”，文件里是“{each.unit}”，没有带入；请先把单位改成一样的"
            )
        elif mine is None:
            new.append(each)
        elif mine.formula:
            asked.append(f"“{each.name}”在表里是算出来的，文件里的数没有带入")
        else:
            for entry in each.entries:
                old = mine.entry(entry.period, entry.group)
                if old is None:
                    added.append((mine, entry))
                elif old.value == entry.value:
                    same += 1
                else:
                    changed.append(Changed(mine, entry, old.amount))
    return Proposal(tuple(new), tuple(added), tuple(changed), same, tuple(asked))


def taken(data: Data, proposal: Proposal, by: str = "", at: str = "", *, changes: bool = True) -> Data:
    """Return the table with what a proposal brings, entered by someone at a time (ISO); without `changes` nothing there changes."""
    entries: dict[str, tuple[Entry, ...]] = {}
    for indicator, entry in proposal.added:
        entries[indicator.id] = (*entries.get(indicator.id, ()), replace(entry, by=by, at=at))
    for each in proposal.changed if changes else ():
        entries[each.indicator.id] = (*entries.get(each.indicator.id, ()), replace(each.entry, by=by, at=at))
    data = enter_all(data, entries)
    for indicator in proposal.new:
        signed = tuple(replace(entry, by=by, at=at) for entry in indicator.entries)
        data = put(data, replace(indicator, id=fresh_key(data), entries=signed))
    return data


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("“”\"'")
