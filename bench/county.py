"""What a county's roll-up costs: 300 planted reports read by two processes, stopped and taken up again, every gap held against the truth."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.county.expected import organs_from, wanted_from
from gongwen.county.gathering import Ask, gathered
from gongwen.county.rollup import State, rolled
from gongwen.county.sources import folder
from gongwen.county.spread import Hands
from tests.county.towns import WANTED, YEAR, plant

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.county.gathering import Gathered
    from tests.county.towns import Planted

COUNT = 306
"""Organs of the county: with those that have not handed in, more than 300 reports are left."""

JOBS = 2


def main() -> None:
    """Print a table: what was done, how long it took; then the memory, and what was found of what was planted."""
    with tempfile.TemporaryDirectory() as made:
        began = time.perf_counter()
        county = plant(Path(made) / "reports", COUNT)
        print(f"{county.files} reports of {COUNT} organs written in {time.perf_counter() - began:.0f} s", flush=True)
        places, ask = folder(county.folder), Ask(YEAR, wanted_from(WANTED))
        work = Path(made) / "work.jsonl"

        def run(hands: Hands, progress: Callable[[int, int], None] | None = None) -> Gathered:
            return gathered(places, ask, hands, work=work, progress=progress)

        done = [0]
        half = _timed(
            f"{JOBS} processes, stopped at half",
            lambda: run(
                Hands(JOBS, stop=lambda: done[0] >= len(places) // 2), lambda now, _all: done.__setitem__(0, now)
            ),
        )
        _timed(f"taken up again from {len(half.rows)}", lambda: run(Hands(JOBS)))
        again = _timed("nothing new", lambda: run(Hands(JOBS)))
        whole = _timed(f"{JOBS} processes, from nothing", lambda: gathered(places, ask, Hands(JOBS)))
        _timed("one process, from nothing", lambda: gathered(places, ask, Hands(1)))
        most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
        characters = [row.characters for row in whole.rows if row.characters]
        print(f"memory, the most: {most[0]:.0f} MiB a process, {most[1]:.0f} MiB the program itself")
        print(
            f"characters of a report: {min(characters):,} to {max(characters):,}; work file {work.stat().st_size / 2**20:.1f} MiB"
        )
        print(f"the same rows, stopped or not: {again.rows == whole.rows}")
        _held(county, whole)


def _timed(what: str, action: Callable[[], Gathered]) -> Gathered:
    began = time.perf_counter()
    found = action()
    spent = time.perf_counter() - began
    read = len(found.rows) - found.known
    print(f"{what:36}{spent:7.1f} s   {read} read, {found.known} known", flush=True)
    return found


def _held(county: Planted, found: Gathered) -> None:
    rollup = rolled(found.rows, organs_from(county.list), year=YEAR, wanted=found.wanted)
    states = {state: {town.organ for town in rollup.of(state)} for state in State}
    totals = {each.name: each.total for each in rollup.totals if each.total is not None}
    far = {share.organ for each in rollup.totals if each.name == county.outlier[1] for share in each.outliers}
    rows = [
        ("not handed in", county.out, states[State.OUT]),
        ("cannot be read", set(county.bad), states[State.UNREADABLE]),
        ("of another year", county.other_year, states[State.OTHER_YEAR]),
        ("handed in twice", county.twice, {town.organ for town in rollup.towns if town.more}),
        ("figures missing", {(organ, name) for organ, names in county.missing.items() for name in names},
         {(town.organ, name) for town in rollup.towns for name in town.missing}),
        ("another unit", {county.odd_unit}, {organ for one in rollup.mixed for organ in one.units[-1][1]}),
        ("stands out", {county.outlier[0]}, far),
        ("sums", {(name, total) for name, total in county.sums.items() if name in totals}, set(totals.items())),
    ]  # fmt: skip
    for what, planted, came in rows:
        print(f"{what:20}{len(planted):4} planted, {len(planted & came):4} found, {len(came - planted)} besides")


if __name__ == "__main__":
    main()
