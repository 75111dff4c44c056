"""The list's way to the store: shows what is stored, follows what others store, finds words, does what is asked."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING, Final

from gongwen.errors import GongwenError, StoreError
from gongwen.store.search import Found
from widgets.drafts import resumed, shown_title
from widgets.start import usual_year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.store import Store, Summary
    from gongwen.store.watch import Watch
    from gongwen.templates import Template
    from widgets.drafts import Drafts, Wanted

SAMPLE: Final = "示例"
"""The label of the sample, which is not offered to be gone on with."""

TICK: Final = 0.5
"""Seconds between two looks at whether others stored anything."""

SOON: Final = 0.1
"""Seconds until an answer that was not whole is looked for again."""

AGAIN: Final = 20.0
"""Seconds after which who is in which report is asked again: a word of presence runs out by itself."""

PATIENCE: Final = 0.2
"""Seconds that words are made findable in before a page is answered, or another key would have to wait."""


class Reports:
    """Looks after the list while the start page is shown; `stop` ends it."""

    def __init__(self, drafts: Drafts, store: Callable[[], Store], templates: Sequence[Template]) -> None:
        self._drafts = drafts
        self._store = store
        self._templates = {template.key: template for template in templates}
        self._kinds = {template.key: template.name for template in templates}
        self._seq, self._asked_people = 0, 0.0
        self._shown = ("", "")
        self._summaries: dict[str, Summary] = {}
        self._watch: Watch | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._wanted: Wanted | None = None
        self._unready = True
        drafts.on_do = self._do
        drafts.on_search = self._search

    def show(self) -> None:
        """Show all that is stored now; raise StoreError when it cannot be read."""
        store = self._store()
        listing = store.lists.all()
        self._seq, self._shown = listing.seq, self._now()
        self._summaries = {summary.id: summary for summary in listing.summaries}
        self._drafts.season = usual_year()
        self._drafts.show(listing.summaries, self._kinds, store.person.name)
        self._show_latest()
        self._show_people()

    def begin(self) -> None:
        """Follow what others store from now on, when there is an event loop to look in."""
        self.stop()
        self._unready = True
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer = loop.call_later(TICK, self._tick)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._wanted = None
        self._let_go()

    def follow(self) -> None:
        """Show what was stored since; raise StoreError when it cannot be read."""
        if self._shown != self._now():
            self.show()
            return
        store = self._store()
        listing = store.lists.since(self._seq)
        self._seq = listing.seq
        if listing.summaries:
            changed = {summary.id: summary for summary in listing.summaries}
            self._summaries |= changed
            self._drafts.show(listing.summaries, self._kinds, store.person.name, whole=False)
            self._show_latest(changed)
        self._show_people()

    def look(self) -> None:
        """Follow if anything was stored, and make words findable, a little at a time."""
        if self._watch is None:
            self._watch = self._store().watch()
            self.follow()
        elif self._watch.changed() or self._shown != self._now():
            self.follow()
        elif time.monotonic() - self._asked_people > AGAIN:
            self._show_people()
        if self._wanted is not None:
            self._find(self._wanted)
        elif self._unready:
            self._unready = self._store().search.prepare(PATIENCE) > 0

    def earlier(self, kind: str, year: int, organs: Sequence[str]) -> tuple[str, str] | None:
        """Return the id and title of the latest report of a kind and organs, if it is of a year before one; else None."""
        wanted = {each.replace(" ", "") for each in organs}
        own = [
            each
            for each in self._summaries.values()
            if each.kind == kind and not each.binned_at and each.label != SAMPLE and each.year
            and {name.replace(" ", "") for name in each.organs} == wanted
        ]  # fmt: skip
        last = max(own, key=lambda each: (each.year, each.saved_at), default=None)
        return (last.id, shown_title(last)) if wanted and last is not None and last.year < year else None

    def _now(self) -> tuple[str, str]:
        """Return what the words of every row hang on: the day, and who reads them."""
        return f"{datetime.now().astimezone():%Y-%m-%d}", self._store().person.name

    def _tick(self) -> None:
        try:
            self.look()
        except StoreError:
            self._let_go()  # the list stays as it is; what a person does says what is wrong
        except Exception:  # noqa: BLE001 - looking must never end
            self._let_go()
        wait = SOON if self._wanted is not None else TICK
        self._timer = asyncio.get_running_loop().call_later(wait, self._tick)

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _show_people(self) -> None:
        store = self._store()
        self._asked_people = time.monotonic()
        me = store.person.shown
        self._drafts.people = {
            name: ["您的另一个窗口" if actor == me else actor for actor in actors]
            for name, actors in store.lists.people().items()
        }

    def _show_latest(self, changed: dict[str, Summary] | None = None) -> None:
        """Show what this person wrote last, else what anybody did; a report that cannot be read is not offered."""
        me = self._store().person.name
        in_hand = [each for each in self._summaries.values() if each.label != SAMPLE and not each.put_away]
        in_hand.sort(key=lambda each: (each.saved_by == me, each.saved_at), reverse=True)
        if not in_hand:
            self._drafts.latest = {}
            return
        last = in_hand[0]
        if changed is not None and last.id not in changed and self._drafts.latest.get("id") == last.id:
            return
        try:
            draft = self._store().load(last.id)
        except StoreError:
            self._drafts.latest = {}
        else:
            self._drafts.latest = resumed(last, draft, self._templates.get(draft.document.kind))

    def _do(self, what: str, name: str) -> str:
        """Do what is asked of a report; return the id of the one that is told about."""
        store = self._store()
        made = name
        if what == "copy":
            made = store.copy(name).id
        else:
            {"delete": store.delete, "restore": store.restore, "archive": store.archive, "unarchive": store.unarchive}[
                what
            ](name)
        self.follow()
        return made

    def _search(self, wanted: Wanted) -> None:
        self._wanted = None
        if wanted.words.strip():
            self._find(wanted)

    def _find(self, wanted: Wanted) -> None:
        """Find words and show where; what is not findable yet is looked through again at the next tick."""
        self._wanted = None
        try:
            self.follow()
            found = self._store().search.find(wanted.words, lambda name: self._fits(wanted, name), patience=PATIENCE)
        except GongwenError as error:
            self._drafts.found(wanted, Found(), error.sentence)
            return
        self._drafts.found(wanted, found)
        if found.waiting:
            self._wanted = wanted

    def _fits(self, wanted: Wanted, name: str) -> bool:
        row = self._drafts.row(name)
        return row is not None and wanted.fits(row)
