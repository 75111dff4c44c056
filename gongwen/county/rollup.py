"""The county's roll-up: who has handed in and who has not, sums, ranks, outliers, missing figures; nothing is guessed silently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.county.expected import Organ, Register, plain_name
from gongwen.county.totals import Mixed, Total, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.county.reading import Wanted
    from gongwen.county.row import Row

USUAL: Final = 0.5
"""Without a list, what at least this part of the reports has is taken for what all should have."""


class State(StrEnum):
    """How it stands with an organ's report; its words are what a person reads."""

    IN = "已报"
    UNREADABLE = "打不开"
    OTHER_YEAR = "年度不对"
    OUT = "未报"


@dataclass(frozen=True, slots=True)
class Town:
    """An organ and its report: `row` is the one that counts, `more` are further ones of it.

    `missing` are the indicators that its report should have and does not.
    """

    organ: str
    state: State
    row: Row | None = None
    more: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollup:
    """A county's reports of a year put together.

    `towns` are in the order of the list, those that have not handed in first; `strangers` are reports of nobody on the list;
    `wrong` are those that cannot be read and of which not even the name says whose they are.
    """

    year: int
    towns: tuple[Town, ...]
    totals: tuple[Total, ...] = ()
    mixed: tuple[Mixed, ...] = ()
    strangers: tuple[Row, ...] = ()
    wrong: tuple[Row, ...] = ()
    listed: bool = False
    wanted: tuple[str, ...] = ()

    def of(self, *states: State) -> tuple[Town, ...]:
        """Return the towns that stand so."""
        return tuple(town for town in self.towns if town.state in states)

    @property
    def stages(self) -> dict[str, int]:
        """How many reports are at each stage."""
        found: dict[str, int] = {}
        for town in self.of(State.IN):
            stage = town.row.stage if town.row else ""
            found[stage] = found.get(stage, 0) + 1
        return found

    @property
    def summary(self) -> str:
        """How it stands in one sentence."""
        states = [f"{state} {len(self.of(state))}" for state in State if self.of(state)]
        lacking = sum(bool(town.missing) for town in self.towns)
        told = [*states, *([f"缺数 {lacking}"] if lacking else []), *([f"认不出是谁的 {len(self.strangers) + len(self.wrong)}"]
                if self.strangers or self.wrong else [])]  # fmt: skip
        return (
            f"{'应报' if self.listed else '共'} {len(self.towns)} 个单位：{'，'.join(told)}"
            if self.towns
            else "没有报告"
        )


def rolled(
    rows: Iterable[Row], organs: Sequence[Organ] = (), *, year: int = 0, kind: str = "", wanted: Sequence[Wanted] = ()
) -> Rollup:
    """Put rows together; without a list of organs those count that have handed in, without a year all years.

    `kind` leaves out reports of which another kind is known.
    """
    rows = [row for row in rows if not kind or row.kind in {"", kind}]
    register = Register(organs or _own(rows))
    owned: dict[str, list[Row]] = {organ.name: [] for organ in organs or _own(rows)}
    strangers: list[Row] = []
    wrong: list[Row] = []
    for row in rows:
        owner = register.owner(row)
        if owner:
            owned[owner].append(row)
        else:
            (wrong if row.wrong else strangers).append(row)
    towns = [_town(name, found, year) for name, found in owned.items()]
    names = [each.name for each in wanted] or _usual(towns)
    towns = [_lacking(town, names, wanted) for town in towns]
    order = list(State)[::-1]
    towns.sort(key=lambda town: order.index(town.state))
    sums, mixed = totals([(town.organ, town.row) for town in towns if town.state is State.IN and town.row])
    return Rollup(
        year, tuple(towns), sums, mixed, tuple(strangers), tuple(wrong), bool(organs), tuple(names)
    )  # fmt: skip


def _own(rows: Iterable[Row]) -> tuple[Organ, ...]:
    return tuple(Organ(name) for name in dict.fromkeys(row.organs[-1] for row in rows if row.organs))


def _town(name: str, rows: Sequence[Row], year: int) -> Town:
    """Return how it stands with an organ: of several reports the one of the year that has most figures, the newest of alike ones."""
    sound = [row for row in rows if not row.wrong]
    right = [row for row in sound if not year or row.year in {0, year}]
    state = State.IN if right else State.OTHER_YEAR if sound else State.UNREADABLE if rows else State.OUT
    ranked = sorted(
        right or sound or rows,
        key=lambda row: (row.year, row.tabled, len(row.amounts), row.modified),
        reverse=True,
    )
    first = ranked[0] if ranked else None
    return Town(name, state, first, tuple(row for row in rows if row is not first))


def _usual(towns: Sequence[Town]) -> list[str]:
    """Return the indicators that most reports with a table have, in the order they first come."""
    tabled = [town.row for town in towns if town.state is State.IN and town.row and town.row.tabled]
    counts: dict[str, int] = {}
    for row in tabled:
        for name in dict.fromkeys(each.name for each in row.amounts if each.amount):
            counts[name] = counts.get(name, 0) + 1
    return [name for name, count in counts.items() if count >= USUAL * len(tabled)]


def _lacking(town: Town, names: Sequence[str], wanted: Sequence[Wanted]) -> Town:
    if town.state is not State.IN or town.row is None or not (town.row.tabled or wanted):
        return town
    has = {plain_name(each.name) for each in town.row.amounts if each.amount}
    other = {each.name: each.aliases for each in wanted}
    missing = [name for name in names if not has & {plain_name(each) for each in (name, *other.get(name, ()))}]
    return Town(town.organ, town.state, town.row, town.more, tuple(missing))
