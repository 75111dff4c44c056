"""The timeline of a report: saves folded into stretches by person, and what stands between them by itself."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.store import Asked
    from gongwen.store.audit import Act
    from gongwen.store.history import Milestone, Version

PAUSE: Final = timedelta(minutes=10)
"""How long somebody rests until what is saved next begins a stretch of its own."""


class What(StrEnum):
    """What an event of the timeline is."""

    CREATED = "created"
    SAVED = "saved"
    MERGED = "merged"
    """Saved on a version that was not the newest any more, and merged with what others had saved."""
    RESTORED = "restored"
    MILESTONE = "milestone"
    ANSWERED = "answered"
    IMPORTED = "imported"
    EXPORTED = "exported"


FOLDED: Final = frozenset({What.SAVED, What.MERGED})
"""What is folded with its like."""

_ACTIONS: Final = {"create": What.CREATED, "restore": What.RESTORED}
_ACTS: Final = {"import": What.IMPORTED, "export": What.EXPORTED}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: versions `first` to `last` by one person, or something that happened while version `last` stood.

    `key` stays the same while a stretch grows. `parts` are the parts of the report it changed, in the order they were
    first touched ("" is all but the paragraphs of sections); `name` is a milestone's or a file's.
    """

    what: What
    key: str
    first: int
    last: int
    since: datetime
    until: datetime
    actor: str
    saves: int = 0
    parts: tuple[str, ...] = ()
    name: str = ""
    note: str = ""
    asked: Asked | None = None


def timeline(
    versions: Sequence[Version],
    milestones: Iterable[Milestone] = (),
    questions: Iterable[Asked] = (),
    acts: Iterable[Act] = (),
) -> tuple[Event, ...]:
    """Return the events of a report, the latest first; versions stand in the order of their numbers, whatever clocks said."""
    moments = list(accumulate((version.at for version in versions), max))
    numbers = [version.number for version in versions]

    def standing(at: datetime) -> int:
        index = bisect_right(moments, at)
        return numbers[index - 1] if index else 0

    found = [(version.number, 0, _of_version(version)) for version in versions]
    found += [(mark.number, 1, _of_milestone(mark)) for mark in milestones]
    found += [(act.version or standing(_moment(act)), 2, _of_act(act)) for act in acts if act.action in _ACTS]
    for asked in questions:
        if asked.answered is not None:
            at = standing(asked.answered.at)
            found.append((at, 3, _of_answer(asked, at)))
    found.sort(key=lambda each: (each[0], each[1], each[2].since))
    return tuple(_folded(event for _, _, event in found))[::-1]


def _folded(events: Iterable[Event]) -> Iterator[Event]:
    """Yield events with the saves of one person that follow each other made one."""
    open_: Event | None = None
    for event in events:
        if open_ is not None and _goes_on(open_, event):
            parts = tuple(dict.fromkeys((*open_.parts, *event.parts)))
            saves = open_.saves + event.saves
            open_ = replace(open_, last=event.last, until=event.until, saves=saves, parts=parts)
            continue
        if open_ is not None:
            yield open_
        open_ = event
    if open_ is not None:
        yield open_


def _goes_on(stretch: Event, event: Event) -> bool:
    same = stretch.what is event.what and stretch.actor == event.actor
    return same and event.what in FOLDED and event.since - stretch.until <= PAUSE


def _of_version(version: Version) -> Event:
    what = _ACTIONS.get(version.action, What.SAVED if version.base is None else What.MERGED)
    at, number = version.at, version.number
    return Event(what, f"v{number}", number, number, at, at, version.actor, 1, version.parts)


def _of_milestone(mark: Milestone) -> Event:
    return Event(
        What.MILESTONE,
        f"m{mark.id}",
        mark.number,
        mark.number,
        mark.at,
        mark.at,
        mark.actor,
        name=mark.name,
        note=mark.note,
    )


def _of_act(act: Act) -> Event:
    at = _moment(act)
    name = act.details.get("file")
    what, number = _ACTS[act.action], act.version
    return Event(what, f"a{act.seq}", number, number, at, at, act.actor, name=name if isinstance(name, str) else "")


def _of_answer(asked: Asked, number: int) -> Event:
    side = asked.answered or asked.mine
    return Event(What.ANSWERED, f"q{asked.id}", number, number, side.at, side.at, side.by, asked=asked)


def _moment(act: Act) -> datetime:
    return datetime.fromisoformat(act.at)
