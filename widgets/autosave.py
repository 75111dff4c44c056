"""Saves while people type: at most half a second after a change, at once when asked, and says what became of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from gongwen.errors import OvertakenError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gongwen.document import Document

DELAY: Final = 0.4
"""Seconds between a change and its save; changes in between ride along."""

HELD: Final = 0.7
"""Seconds until a save that waits for its writer to pause is tried again."""

RETRY: Final = 5.0
"""Seconds until a save that failed is tried again by itself."""


class Autosave:
    """Calls `save` soon after `touch`; without a running event loop (tests, scripts) it saves at once."""

    def __init__(self, save: Callable[[Document], datetime], current: Callable[[], Document]) -> None:
        self._save = save
        self._current = current
        self._timer: asyncio.TimerHandle | None = None
        self._saved: Document | None = None
        self.on_saving: Callable[[], None] = lambda: None
        self.on_saved: Callable[[datetime], None] = lambda _at: None
        self.on_same: Callable[[], None] = lambda: None  # a change was taken back before its save came
        self.on_held: Callable[[], None] = lambda: None  # another wrote the same sentence, and it may be half written
        self.on_failed: Callable[[str], None] = lambda _sentence: None

    def start_from(self, document: Document) -> None:
        """Take a document as the one already saved."""
        self._saved = document

    @property
    def pending(self) -> bool:
        """Whether the document now is not the one last saved."""
        return self._current() != self._saved

    def touch(self) -> None:
        """Tell that the document changed."""
        if self._timer is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.now()
            return
        self.on_saving()
        self._timer = loop.call_later(DELAY, self.now)

    def now(self) -> bool:
        """Save at once; return whether all that is known is saved."""
        self._cancel()
        document = self._current()
        if document == self._saved:
            self.on_same()
            return True
        try:
            at = self._save(document)
        except OvertakenError:
            self.on_held()
            self._later(HELD)
            return False
        except StoreError as error:
            self._fail(error.sentence)
            return False
        except Exception as error:  # noqa: BLE001 - whatever a disk can do must become a sentence
            self._fail(f"没有存上（{type(error).__name__}）。文字还在页面上，请不要关闭")
            return False
        if self._current() is document:
            self._saved = document
        self.on_saved(at)
        return True

    def stop(self) -> bool:
        """Save what is left and stop the timer; return whether all is saved."""
        return self.now()

    def _fail(self, sentence: str) -> None:
        self.on_failed(sentence)
        self._later(RETRY)

    def _later(self, seconds: float) -> None:
        try:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.now)
        except RuntimeError:
            self._timer = None

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
