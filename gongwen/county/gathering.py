"""All reports of a county gathered: what the work file knows, the rest read, progress told, stopped when wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from gongwen.county.reading import basis_of, failed, read_all
from gongwen.county.spread import Task, spread
from gongwen.county.work import WorkFile
from gongwen.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from gongwen.county.reading import Wanted
    from gongwen.county.row import Row
    from gongwen.county.sources import Place, Source
    from gongwen.county.spread import Hands


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows in the order of their files, and of how many places; `stopped` says that some are not read yet.

    `known` of the rows were in the work file, so that nothing was read anew.
    """

    rows: tuple[Row, ...]
    places: int
    known: int = 0
    stopped: bool = False
    year: int = 0
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of every report: the year (0: its own), and the indicators that it should have."""

    year: int = 0
    wanted: tuple[Wanted, ...] = ()


def ready(hands: Hands) -> Hands:
    """Return hands of as many jobs as there are processors where none are named; raise EditError for less than none."""
    if hands.jobs < 0:
        raise EditError("同时做几份不能是负数", where=str(hands.jobs), mend="写 0 就按这台电脑的处理器数来")
    return replace(hands, jobs=hands.jobs or os.cpu_count() or 1)


def gathered(
    places: Sequence[Place],
    ask: Ask,
    hands: Hands,
    *,
    work: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Gathered:
    """Read all reports and return their rows; with no `jobs` as many processes are at work as there are processors.

    `progress` is told how many are done, of how many. Raises GongwenError for a work file that cannot be used.
    """
    hands = ready(hands)
    tell = progress or (lambda _done, _total: None)
    basis = basis_of(ask.year, ask.wanted)
    task = Task(partial(read_all, basis=basis), failed)
    rows: list[Row] = []
    read = 0
    tell(0, len(places))
    with WorkFile(work, basis.digest) as notes:

        def fresh() -> Iterator[Source]:
            for place in places:
                if hands.stop():
                    return
                source = place.read()
                row = notes.known((source.name, source.size, source.modified, source.sha256))
                if row is None or not source.sha256:
                    yield source
                else:
                    rows.append(row)
                    tell(len(rows), len(places))

        for row in spread(fresh(), task, hands):
            notes.keep(row)
            rows.append(row)
            read += 1
            tell(len(rows), len(places))
    rows.sort(key=lambda row: row.file)
    return Gathered(tuple(rows), len(places), len(rows) - read, len(rows) < len(places), ask.year, ask.wanted)
