"""Figures that were read brought into a table: first what would come, change and be asked; then, when wanted, all of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gongwen.indicators.formulas import RATE_PLACES, rounded, value_of
from gongwen.indicators.indicator import spoken
from gongwen.indicators.table import by_id, enter_all, fresh_key, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Entry, Indicator


OF_WHICH: Final = re.compile("(?:其中|其)[：:]\\s*")
_NUMBERED: Final = re.compile(
    r"(?:\d{1,3}(?:[.．](?!\d)|、)|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*(?=\S)"
)


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


def bare_name(label: str) -> str:
    """Return an indicator's name without the number and the 其中： that a table's row has before it."""
    return OF_WHICH.sub("", _NUMBERED.sub("", label, count=1), count=1).strip()


def proposed(data: Data, read: Iterable[Indicator]) -> Proposal:
    """Return what bringing indicators that were read into a table would do; they are known by name, or alias, and unit."""
    known: dict[str, list[Indicator]] = {}
    bare: dict[str, list[Indicator]] = {}
    for each in data.indicators:
        for name in (each.name, *each.aliases):
            known.setdefault(_plain(name), []).append(each)
        bare.setdefault(_plain(bare_name(each.name)), []).append(each)
    # A sheet's rows are read without their numbers; of two that are then alike nobody knows which was meant.
    known |= {name: alike for name, alike in bare.items() if name not in known and len(alike) == 1}
    made = _Weighed()
    for each in read:
        there = known.get(_plain(each.name), [])
        mine = next((one for one in there if _plain(one.unit) == _plain(each.unit)), None)
        mine = mine or next((one for one in there if not one.unit or not each.unit), None)
        if mine is None and there:
            made.asked.append(
                f"“{each.name}”表里的单位是“{there[0].unit}”，文件里是“{each.unit}”，没有带入；请先把单位改成一样的"
            )
        elif mine is None:
            made.new.append(each)
        elif mine.formula:
            other = [entry for entry in each.entries if not _computed(data, mine, entry)]
            made.same += len(each.entries) - len(other)
            made.asked += [
                f"“{each.name}”在表里是算出来的，文件里{spoken(one.period)}的{one.amount}没有带入" for one in other
            ]
        else:
            for entry in each.entries:
                made.weigh(mine, entry)
    return Proposal(tuple(made.new), tuple(made.added), tuple(made.changed), made.same, tuple(made.asked))


@dataclass(slots=True)
class _Weighed:
    """A proposal while it is made; `first` is what the file says of each amount where it says it first."""

    new: list[Indicator] = field(default_factory=list)
    added: list[tuple[Indicator, Entry]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    asked: list[str] = field(default_factory=list)
    first: dict[tuple[str, str, str], Entry] = field(default_factory=dict)

    def weigh(self, mine: Indicator, entry: Entry) -> None:
        """Tell what an amount would do to an indicator of the table."""
        old = mine.entry(entry.period, entry.group)
        first = self.first.setdefault((mine.id, *entry.key), entry)
        if first.value != entry.value:
            two = f"{first.amount}和{entry.amount}"
            self.asked.append(f"“{mine.name}”{spoken(entry.period)}{entry.group}文件里有两个数，{two}，用了前一个")
        elif first is not entry or (old is not None and old.value == entry.value):
            self.same += 1
        elif old is None:
            self.added.append((mine, entry))
        else:
            self.changed.append(Changed(mine, entry, old.amount))


def _computed(data: Data, indicator: Indicator, entry: Entry) -> bool:
    """Whether an amount is what a formula makes, as it is printed."""
    value = value_of(by_id(data), indicator.id, entry.period, entry.group)
    places = indicator.places if indicator.places >= 0 else RATE_PLACES
    return value is not None and rounded(value, places) == rounded(entry.value, places)


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
