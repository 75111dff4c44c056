"""Keeps the open report: saves while people type, and says truly what is saved and what is not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongwen.errors import OvertakenError, StoreError
from gongwen.store import OTHER_WINDOW, Saved
from widgets.autosave import Autosave
from widgets.drafts import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from gongwen.store import Store
    from widgets.frame import Frame


class Keeper:
    """One report's way to the store; `name` is its id there, empty while it could not be stored yet."""

    def __init__(
        self, frame: Frame, store: Callable[[], Store], session: Session, name: str = "", version: int = 0
    ) -> None:
        self._frame = frame
        self._store = store
        self._session = session
        self._place: Location | None = None
        self._told = ""
        self._version = version
        self.name = name
        self.on_named: Callable[[str], None] = lambda _name: None
        self.on_saved: Callable[[], None] = lambda: None
        self.on_export: Callable[[], None] = lambda: None
        self.on_open: Callable[[str], None] = lambda _name: None
        self.autosave = Autosave(self._save, lambda: session.document)
        if name:
            self.autosave.start_from(session.document)
        self.autosave.on_saving = lambda: frame.put(saved="saving", reason="")
        self.autosave.on_saved = self._saved
        self.autosave.on_same = lambda: frame.put(saved="saved", reason="")
        self.autosave.on_failed = self._unsaved

    def touch(self) -> None:
        """Tell that the document changed."""
        self.autosave.touch()

    def now(self) -> bool:
        """Save at once; return whether all is saved."""
        done = self.autosave.now()
        if done:
            self.on_saved()
        return done

    def leave(self) -> bool:
        """Save what is left and remember the place; return whether all is saved."""
        done = self.autosave.stop()
        if done:
            self._keep_place()
        return done

    def placed(self, place: Location) -> None:
        """Tell where the person is."""
        self._place = place

    def _save(self, document: Document) -> datetime:
        store = self._store()
        try:
            saved = store.save(self.name, document, self._version) if self.name else store.create(document)
        except OvertakenError:
            saved = self._keep_apart(document)
        self._version = saved.version
        if saved.id != self.name:
            self.name = saved.id
            self.on_named(saved.id)
        return saved.at

    def _keep_apart(self, document: Document) -> Saved:
        """Keep this window's text as a report of its own, because another window has saved the one it began as."""
        other = self.name
        label = f"{datetime.now().astimezone():%H:%M} {OTHER_WINDOW}"
        saved = self._store().create(document, label=label)
        self._frame.put(tag=label)
        self._frame.tell(
            f"这份报告在另一个窗口里改过，已经存好。您这个窗口里的文字另存成了“{label}”，"
            "现在写的就是这一份；两份都在报告列表里，都没有丢。", "should",
            看另一窗口存的=lambda: self.on_open(other),
        )  # fmt: skip
        return saved

    def _saved(self, at: datetime) -> None:
        self._frame.put(saved="saved", at=clock(at), reason="")
        if self._told and self._frame.told == self._told:
            self._frame.tell("存上了。", "done")
        self._told = ""
        self.on_saved()
        self._keep_place()

    def _keep_place(self) -> None:
        if self._place is None or not self.name:
            return
        try:
            self._store().set_place(self.name, self._place)
        except StoreError:
            return  # the text is saved; where the caret was is not worth a word
        self._place = None

    def _unsaved(self, sentence: str) -> None:
        self._frame.put(saved="failed", reason=sentence)
        words = f"没有存上：{sentence}文字还在页面上，可以接着写。"
        if words != self._told:
            self._told = words
            self._frame.tell(words, "must", 再存一次=self._again, 导出Word=self.on_export)

    def _again(self) -> None:
        self._told = ""
        self.now()


def flat(title: str) -> str:
    """Return a title on one line, as bars and lists show it."""
    return title.replace("\n", "") or "（还没有标题）"


def clock(moment: datetime) -> str:
    """Return a moment for the top bar: 10:32 today, else as the list says it."""
    return spoken(moment).removeprefix("今天 ")
