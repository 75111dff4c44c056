"""Keeps the open report: saves while people type, takes in what others saved, says truly what is saved and what is not."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from exports.drawings import redrawn
from gongwen.errors import EditError, NotAllowedError, OvertakenError, StoreError
from gongwen.targets import CELL, changed_texts, read, write
from gongwen.together import Kind, merge
from widgets.autosave import Autosave
from widgets.drafts import spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from gongwen.store import Asked, Draft, Saved, Store
    from gongwen.together import Question
    from widgets.frame import Frame

QUIET: Final = 5.0
"""Seconds without a key until a person is asked about a sentence that another wrote too; before, it may be half written.
Who goes on to another section is asked at once."""

KEPT: Final = "您刚写的没有丢：还在页面上，也另存了一份，可以复制，也可以导出 Word。"
"""Said to who wrote while the right to write was taken away."""

HELD: Final = "别人也在改同一句，您停下来以后会请您定"


class Keeper:
    """One report's way to the store; `name` is its id there, empty while it could not be stored yet.

    What stands in the store (`version`, and the document of it) is the base that one's own changes are merged from.
    """

    def __init__(
        self, frame: Frame, store: Callable[[], Store], session: Session, name: str = "", version: int = 0
    ) -> None:
        self._frame = frame
        self._store = store
        self._session = session
        self._place: Location | None = None
        self._told = ""
        self._base = session.document
        self._typed = 0.0
        self._held = self._refused = self._apart = False
        self._action = "save"
        self.version = version
        self.name = name
        self.on_named: Callable[[str], None] = lambda _name: None
        self.on_saved: Callable[[], None] = lambda: None
        self.on_asked: Callable[[tuple[Asked, ...]], None] = lambda _asked: None
        self.on_export: Callable[[], None] = lambda: None
        self.on_refused: Callable[[], None] = lambda: None
        self.autosave = Autosave(self._save, lambda: session.document)
        if name:
            self.autosave.start_from(session.document)
        self.autosave.on_saving = lambda: frame.put(saved="saving", reason="")
        self.autosave.on_saved = self._saved
        self.autosave.on_same = self._same
        self.autosave.on_held = self._hold
        self.autosave.on_failed = self._unsaved

    def touch(self) -> None:
        """Tell that the person changed the document."""
        self._typed = time.monotonic()
        self.autosave.touch()

    def now(self) -> bool:
        """Save at once, asking what must be asked; return whether all is saved."""
        self._typed = 0.0
        done = self.autosave.now()
        if done:
            self.on_saved()
        return done

    def leave(self) -> bool:
        """Save what is left and remember the place; return whether all is saved."""
        self._typed = 0.0
        done = self.autosave.stop()
        if done:
            self._keep_place()
        return done

    def placed(self, place: Location) -> None:
        """Tell where the person is; what waited for the end of a sentence in another section waits no more."""
        if self._place is not None and place.section != self._place.section:
            self._typed = 0.0
        self._place = place

    def restore(self, document: Document, label: str) -> None:
        """Take a document made from an older version as a version of its own, after what was typed before it."""
        self.now()
        self._action = "restore"
        try:
            self._session.apply(document, label)
            self.now()
        finally:
            self._action = "save"

    def pull(self) -> None:
        """Take in what others saved since; raise StoreError when that cannot be known."""
        if not self.name:
            return
        number = self._store().version(self.name)
        if number in (self.version, 0):
            return
        draft = self._store().load(self.name)
        if self._session.document == self._base:
            self._follow(draft, draft.document)
            self.autosave.start_from(draft.document)
            self._frame.put(saved="saved", at=clock(draft.saved_at), reason="")
            return
        merged = merge(self._base, self._session.document, draft.document)
        targets = {question.target for question in merged.questions}
        if not targets:
            self._follow(draft, merged.document)
        elif all(question.kind is Kind.TEXT and CELL not in question.target for question in merged.questions):
            self._follow_but(draft, merged.document, targets)
        self.autosave.touch()  # the save asks what is to be asked, or holds until the person pauses

    def dispute(self, questions: tuple[Question, ...]) -> None:
        """Store a question about a text in which what was put back met what others had written."""
        if self.name:
            self.on_asked(self._store().questions.ask(self.name, self.version, questions))

    def hold(self, target: str, base: str) -> None:
        """Keep apart what is being typed over others' words: the text both began with is what it is merged from.

        Words that this window has not saved yet are saved before, or the question would be asked against older ones.
        """
        if not self._apart and self.autosave.pending:
            self.autosave.now()
        with suppress(EditError):  # its section is gone in what is stored, and the save asks about that
            self._base, self._apart = write(self._base, target, base), True

    def _follow(self, draft: Draft, document: Document) -> None:
        self._base, self.version, self._apart = draft.document, draft.version, False
        self._came(document)

    def _follow_but(self, draft: Draft, document: Document, targets: set[str]) -> None:
        """Take in what others saved but in texts that both wrote: those stay as they are being typed."""
        mine, base, theirs = self._session.document, self._base, draft.document
        for target in targets:
            document = write(document, target, read(mine, target))
            theirs = write(theirs, target, read(base, target))
        self._base, self.version, self._apart = theirs, draft.version, True
        self._came(document)

    def _came(self, document: Document) -> None:
        """Take a document in which others' changes stand; a chart of amounts that two changed at once is drawn again."""
        self._session.follow(document)
        drawn = redrawn(document, document)
        if drawn is not document:
            self._session.follow(drawn)
            self.autosave.touch()

    @property
    def _quiet(self) -> bool:
        """Whether the person may be asked now; without an event loop nobody types."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return True
        return time.monotonic() - self._typed >= QUIET

    def _save(self, document: Document) -> datetime:
        store = self._store()
        if not self.name:
            saved = store.create(document)
        else:
            try:
                base = self._base if self._apart else None
                saved = store.save(self.name, document, self.version, base=base, ask=self._quiet, action=self._action)
            except OvertakenError:
                store.unsaved.keep(self.name, self.version, changed_texts(self._base, document))
                raise
            except NotAllowedError:
                store.unsaved.keep(self.name, self.version, changed_texts(self._base, document))
                self._held = self._refused = True
                self.on_refused()
                raise
        return self._take(saved, document)

    def _take(self, saved: Saved, document: Document) -> datetime:
        self.version, self._base = saved.version, saved.document
        self._refused = self._apart = False
        if self._held:
            self._held = False
            self._store().unsaved.forget(self.name)
        if saved.id != self.name:
            self.name = saved.id
            self.on_named(saved.id)
        if saved.document != document:
            self.autosave.start_from(saved.document)
            self._came(saved.document)
        if saved.questions:
            self.on_asked(saved.questions)
        return saved.at

    def _same(self) -> None:
        """Say that all is saved: what was typed has been taken back, or waits in a question."""
        self._frame.put(saved="saved", reason="")
        self.on_saved()

    def _hold(self) -> None:
        """Say that a sentence waits: what was typed is kept apart, and asked about when the person pauses."""
        self._held = True
        self._frame.put(saved="held", reason=HELD)

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
        words = f"没有存上：{sentence}{KEPT if self._refused else '文字还在页面上，可以接着写。'}"
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
