"""Checks the open report beside its writer: after a pause and in a thread of its own, so that no key waits for it."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from gongwen.checks import Preset, Setting
from gongwen.checks.own import checker
from gongwen.checks.usage import model
from gongwen.errors import StoreError
from gongwen.sample import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.checks import Checker, Finding
    from gongwen.document import Document
    from gongwen.importers.report import Note
    from gongwen.session import Change, Session
    from gongwen.store import Store

log = logging.getLogger(__name__)

PAUSE: Final = 0.6
"""Seconds without a key until what was typed is checked."""

SOON: Final = 0.03
"""Seconds until anything else is: one that is asked for in the same moment rides along."""


def warm() -> None:
    """Read the rules' lists in a thread of its own, so that they are there when a report is opened; nothing waits for it."""

    def read() -> None:
        try:
            checker(Setting(usage=model())).check(sample())
        except Exception as error:  # noqa: BLE001 - a report that is opened will tell
            log.error("the checks could not be made ready: %s", type(error).__name__)  # noqa: TRY400 - as in channel.py
        gc.freeze()  # they stay as long as the program: no collection has to walk them

    Thread(target=read, daemon=True).start()


def setting_of(shelf: Callable[[], Store], name: str, notes: tuple[Note, ...]) -> Setting:
    """Return what the checks go by: what the store knows of a report, else what its import told; and what an archive taught."""
    with suppress(StoreError):  # what the store adds cannot be known now
        if name:
            return replace(shelf().findings.setting(name), usage=model())
    return Setting(today=datetime.now().astimezone().date(), notes=notes, usage=model())


class Checking:
    """Finds what there is to find in a session's document; `found` is of `document`, all of it whatever the preset shows.

    `setting` says what the checks go by; `reset` asks it anew. Without an event loop nobody types, and only `now` checks.
    """

    def __init__(self, session: Session, setting: Callable[[], Setting]) -> None:
        self._session = session
        self._setting = setting
        self._checker: Checker | None = None
        self._lock = Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._busy = self._stopped = False
        self._asked: tuple[Document, Checker, Preset, tuple[Finding, ...]] | None = None
        self.preset = Preset.DRAFT
        self.document: Document | None = None
        self.found: tuple[Finding, ...] = ()
        self.on_found: Callable[[], None] = lambda: None
        session.watch(self._changed)

    def reset(self) -> None:
        """Go by another setting or preset from now on."""
        self._checker = self.document = None
        self.soon(SOON)

    def stop(self) -> None:
        """Check no more."""
        self._stopped = True
        self._cancel()

    def now(self) -> tuple[Finding, ...]:
        """Return what there is to find in the document as it is now, checked at once when it has not been."""
        document = self._session.document
        if self.document is not document:
            self._cancel()
            self._take(document, self._check(self._ready(), document, self.preset))
        return self.found

    def at(self, preset: Preset) -> tuple[Finding, ...]:
        """Return what there is to find at a preset, which may be another than is looked at; found once while the text stays."""
        if preset is self.preset:
            return self.now()
        document, checker, asked = self._session.document, self._ready(), self._asked
        if asked is None or asked[0] is not document or asked[1:3] != (checker, preset):
            asked = self._asked = document, checker, preset, self._check(checker, document, preset)
        return asked[3]

    def soon(self, seconds: float) -> None:
        """Check when so much time has passed without another call."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._cancel()
        if not self._stopped:
            self._timer = loop.call_later(seconds, self._begin)

    def going_by(self) -> Setting:
        """Return what the checks go by."""
        return self._setting()

    def _changed(self, change: Change) -> None:
        self.soon(PAUSE if change.typed else SOON)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self) -> None:
        self._timer = None
        if self._busy:
            self.soon(SOON)
            return
        self._busy = True
        document, checker = self._session.document, self._ready()
        try:
            checked = asyncio.get_running_loop().run_in_executor(None, self._check, checker, document, self.preset)
        except RuntimeError:  # the program is going down
            self._busy = False
            return
        checked.add_done_callback(partial(self._came, document, checker))

    def _came(self, document: Document, checker: Checker, checked: asyncio.Future[tuple[Finding, ...]]) -> None:
        self._busy = False
        if checked.cancelled() or self._stopped:
            return
        if (error := checked.exception()) is not None:
            log.error("a check failed: %s", type(error).__name__)
        elif document is self._session.document and checker is self._checker:
            self._take(document, checked.result())

    def _take(self, document: Document, found: tuple[Finding, ...]) -> None:
        self.document, self.found = document, found
        self.on_found()

    def _ready(self) -> Checker:
        """Return the checker; what it goes by is asked here, since the store is not the other thread's to ask."""
        if self._checker is None:
            self._checker = checker(self._setting())
        return self._checker

    def _check(self, checker: Checker, document: Document, preset: Preset) -> tuple[Finding, ...]:
        with self._lock:
            return checker.check(document, preset, folded=True)
