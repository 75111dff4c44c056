"""The others: what they saved comes in within a second, who is here and where they write is shown, what met is asked."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from gongwen.anchors import home_of
from gongwen.errors import StoreError
from gongwen.person import told
from gongwen.targets import location_of
from widgets.parts import entry_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session
    from gongwen.store import Store
    from gongwen.store.presence import Here
    from gongwen.store.watch import Watch
    from widgets.frame import Frame
    from widgets.keeper import Keeper

TICK: Final = 0.3
"""Seconds between two looks at whether others stored anything; a look costs microseconds."""

REST: Final = 5.0
"""Seconds until the next look after one that failed: a database that is held by another makes a look wait."""

AGAIN: Final = 20.0
"""Seconds after which a window says again that it is here (it holds for a minute)."""

WRITES: Final = 15.0
"""Seconds without a key after which a person only reads."""


class Company:
    """Looks after one open report while an event loop runs; `stop` ends it.

    `on_people` hears of the others: [name or "" for oneself, outline entry or ""]; `on_failed` a sentence when the store cannot be asked.
    """

    def __init__(self, keeper: Keeper, store: Store, session: Session, frame: Frame) -> None:
        self._keeper = keeper
        self._store = store
        self._session = session
        self._frame = frame
        self._watch: Watch | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._target = ""
        self._typed = self._said = 0.0
        self._where = ""
        self._people: list[list[str]] | None = None
        self.on_people: Callable[[list[list[str]]], None] = lambda _people: None
        self.on_stored: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin to look, when there is an event loop to look in."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer = asyncio.get_running_loop().call_later(TICK, self._tick)

    def stop(self) -> None:
        """Look no more, and say that this window has closed the report."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        try:
            if self._keeper.name:
                self._store.presence.leave(self._keeper.name)
        except StoreError:
            return  # it runs out by itself

    def typed(self, target: str) -> None:
        """Tell where the person typed just now."""
        self._target, self._typed = target, time.monotonic()

    def look(self) -> None:
        """Take in what others stored, and say where this person is; raise StoreError when the store cannot be asked."""
        if self._watch is None:
            self._watch = self._store.watch()
            changed = True
        else:
            changed = self._watch.changed()
        if not self._keeper.name:
            return
        if changed:
            self._keeper.pull()
            self.on_stored()
        if self._say() or changed:
            self._tell(self._store.presence.others(self._keeper.name))

    def _say(self) -> bool:
        """Say where this person is, when that is to be said (again), or that the page is gone; return whether it was."""
        now, name = time.monotonic(), self._keeper.name
        where = self._target if now - self._typed < WRITES else ""
        if not self._frame.watched:
            if self._said:
                self._store.presence.leave(name)
                self._said = 0.0
            return False
        if self._said and where == self._where and now - self._said <= AGAIN:
            return False
        self._store.presence.say(name, where)
        self._where, self._said = where, now
        return True

    def _tick(self) -> None:
        pause = REST
        try:
            self.look()
            pause = TICK
        except StoreError:
            self._watch = None  # saving says what is wrong; this only looks again
        except Exception:  # noqa: BLE001 - looking must never end
            self._watch = None
        self._timer = asyncio.get_running_loop().call_later(pause, self._tick)

    def _tell(self, others: tuple[Here, ...]) -> None:
        document, own = self._session.document, self._store.person.shown
        shown = [(told(here.actor, verified=here.verified), here.target) for here in others]
        people = [["" if name == own else name, entry_at(document, target)] for name, target in shown]
        if people != self._people:
            self._people = people
            self.on_people(people)


def entry_at(document: Document, target: str) -> str:
    """Return the outline's entry that a target lies in; empty when the person writes nowhere."""
    return entry_of(home_of(document, location_of(target, "", 0))) if target else ""
