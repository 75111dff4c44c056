"""What the view 版本 knows of a report's past: its versions, read again when others stored something, and figures of each."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from gongwen.errors import GongwenError
from gongwen.nextyear.alike import aligned
from gongwen.nextyear.roll import year_reported
from gongwen.together.compare import compare
from gongwen.together.timeline import timeline
from widgets.historylist import COUNTED, OTHERS, Words, listed
from widgets.historynames import names_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gongwen.document import Document
    from gongwen.store import Store
    from gongwen.store.audit import Act
    from gongwen.store.history import Milestone, Version
    from gongwen.together.timeline import Event
    from widgets.keeper import Keeper

LAST_YEAR: Final = 10**8
"""Stands for the number of a version where last year's report is meant: no report has so many."""

KEPT: Final = 12
"""Documents of versions that are kept at hand."""


def _at(act: Act) -> str:
    return act.at


class Past:
    """Reads the versions of one open report; nothing here changes any."""

    def __init__(self, shelf: Callable[[], Store], keeper: Keeper) -> None:
        self._shelf = shelf
        self._keeper = keeper
        self._documents: dict[int, Document] = {}
        self._figures: dict[tuple[int, int], dict[str, Any]] = {}
        self._events: dict[str, Event] = {}
        self._read: tuple[object, ...] = ()
        self._acts: tuple[Act, ...] = ()
        self._known_by: dict[str, list[tuple[str, bool]]] = {}
        self._last: Document | None = None
        self.versions: tuple[Version, ...] = ()
        self.marks: tuple[Milestone, ...] = ()
        self.events: tuple[Event, ...] = ()

    def read(self) -> bool:
        """Read what was stored since; return whether anything differs."""
        store, name = self._shelf(), self._keeper.name
        history = store.history
        if store.version(name) != self.newest:
            self.versions = history.versions(name)
        self.marks, questions = history.milestones(name), store.questions.all(name)
        read = (self.newest, self.marks, questions)
        if read == self._read:
            return False
        self._read = read
        trail = history.trail(name)
        self._known_by = {}
        for act in sorted(trail, key=_at):
            self._known_by.setdefault(act.actor, []).append((act.at, act.verified))
        self._acts = tuple(act for act in trail if act.action in {"import", "export"})
        with suppress(GongwenError):  # then it cannot be compared with
            self._last = next(iter(store.findings.setting(name).earlier), None)
        self.events = timeline(self.versions, self.marks, questions, self._acts)
        self._events = {event.key: event for event in self.events}
        return True

    @property
    def newest(self) -> int:
        """The number of the version that stands, 0 while none is read."""
        return self.versions[-1].number if self.versions else 0

    @property
    def year_before(self) -> int:
        """The year of last year's report, 0 when there is none in the store."""
        return year_reported(self._last) if self._last else 0

    def usual(self) -> int:
        """What the newest version is compared with unless another is chosen: the last one with a name, else the first.

        One that has no other is compared with last year's report.
        """
        if len(self.versions) == 1 and self.year_before:
            return LAST_YEAR
        return next(
            (mark.number for mark in reversed(self.marks) if mark.number < self.newest), self.versions[0].number
        )

    def before(self, number: int) -> int:
        """The version before one, or the first itself."""
        return max((each.number for each in self.versions if each.number < number), default=number)

    def event(self, key: str) -> Event | None:
        """The entry of a key."""
        return self._events.get(key)

    def between(self, event: Event) -> tuple[tuple[Version, int], ...]:
        """The single saves of a stretch, the latest first, each with the version before it."""
        found = [each for each in reversed(self.versions) if event.first <= each.number <= event.last]
        return tuple((each, self.before(each.number)) for each in found)

    def at(self, number: int) -> Document:
        """The report as it was at a version, or last year's under the ids of this one."""
        if number == LAST_YEAR and self._last is not None:
            return aligned(self._last, self.at(self.newest))
        if number not in self._documents:
            self._documents[number] = self._shelf().history.at(self._keeper.name, number)
            for old in list(self._documents)[:-KEPT]:
                del self._documents[old]
        return self._documents[number]

    def words(self, document: Document, me: str) -> Words:
        """What says the entries, with the names that sections have now."""
        return Words(me, names_of(document), self.sure)

    def sure(self, actor: str, at: datetime) -> bool:
        """Whether anybody vouched for a name when something was done under it: as the trail says of the last act by then."""
        known = self._known_by.get(actor, [])
        index = bisect_right(known, (at.astimezone(UTC).isoformat(timespec="milliseconds"), True))
        return known[index - 1][1] if index else True

    def figures(self, event: Event) -> dict[str, Any]:
        """How much an entry changed, and what exactly; empty for one that changed nothing."""
        if event.what not in COUNTED:
            return {}
        key = (event.first, event.last)
        if key not in self._figures:
            self._figures[key] = self._count(self.before(event.first), event.last)
        return self._figures[key]

    def _count(self, before: int, last: int) -> dict[str, Any]:
        try:
            old, new = self.at(before), self.at(last)
        except GongwenError:
            return {}  # a version that cannot be read is said when it is asked for
        found = compare(old, new)
        known = names_of(old) | names_of(new)
        names = [known[part.id] for part in found.parts if not part.is_same]
        if found.choices:
            names.append(OTHERS)
        words = (
            [f"{found.places} 处"]
            + [f"增 {found.added}"] * bool(found.added)
            + [f"删 {found.removed}"] * bool(found.removed)
        )
        return {"title": listed(list(dict.fromkeys(names))), "words": "，".join(words)} if found.places else {}
