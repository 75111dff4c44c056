"""One open report: its document now, what can be undone, and who wants to hear of changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen import targets
from gongwen.errors import EditError
from gongwen.indicators.links import kept
from gongwen.together import merge

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Location

STRETCH_SECONDS: Final = 1.5
"""Typing in one field is one step of undo until a pause longer than this, the end of a paragraph, or STRETCH_CHARACTERS."""

STRETCH_CHARACTERS: Final = 40
"""Characters typed or deleted in one step of undo, so that none takes back more than a sentence; a paste is one step."""

DEPTH: Final = 500
"""Steps of undo that are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: the document before and after it, what it was, and where."""

    before: Document
    after: Document
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Change:
    """What watchers are told: the new document and the field the change came from ("" for anything larger).

    `others` says that it is what other people wrote.
    """

    document: Document
    target: str = ""
    typed: bool = False
    others: bool = False


class Session:
    """Holds one report's document; every change goes through it and is told to its watchers in order.

    Watchers watch the session, never each other. `clock` is seconds, monotonic.
    """

    def __init__(self, document: Document, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._document = document
        self._clock = clock
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._stretch: tuple[str, float, int] | None = None  # its field, when it was typed in last, its characters
        self._watchers: list[Callable[[Change], None]] = []

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self._document

    def watch(self, watcher: Callable[[Change], None]) -> None:
        """Call `watcher` after every change, in the order of watching."""
        self._watchers.append(watcher)

    @property
    def undo_label(self) -> str:
        """What the next undo takes back, or empty."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What the next redo does again, or empty."""
        return self._redo[-1].label if self._redo else ""

    def type(self, target: str, text: str) -> None:
        """Write what a person typed into a field; a stretch of typing in one field is one step of undo."""
        after = kept(targets.write(self._document, target, text), self._document)
        if after == self._document:
            return
        now = self._clock()
        before = targets.read(self._document, target)
        size = max(1, abs(len(text) - len(before)))
        at, when, typed = self._stretch or ("", now, 0)
        joins = at == target and now - when <= STRETCH_SECONDS and typed + size <= STRETCH_CHARACTERS
        if joins and self._undo and self._undo[-1].target == target:
            last = self._undo[-1]
            self._undo[-1] = Step(last.before, after, last.label, target)
        else:
            self._push(Step(self._document, after, "输入", target))
            typed = 0
        ends = text.count("\n") != before.count("\n")
        self._stretch = None if ends else (target, now, typed + size)
        self._redo.clear()
        self._set(after, Change(after, target, typed=True))

    def apply(self, after: Document, label: str, target: str = "") -> None:
        """Take a new document that an edit made; always a step of its own."""
        after = kept(after, self._document)
        if after == self._document:
            return
        self._push(Step(self._document, after, label, target))
        self._stretch = None
        self._redo.clear()
        self._set(after, Change(after))

    def follow(self, document: Document) -> None:
        """Take a document in which others' changes stand beside one's own; no step of undo, which is for one's own."""
        if document != self._document:
            self._set(document, Change(document, others=True))

    def undo(self) -> Step | None:
        """Take one's own last step back and return it, or None when there is none.

        What others wrote since stays; raise EditError when they wrote at the same place, and take nothing back.
        """
        if not self._undo:
            return None
        step = self._undo[-1]
        document = self._stepped(step.after, step.before, "撤销")
        self._redo.append(self._undo.pop())
        self._set(document, Change(document))
        return step

    def redo(self) -> Step | None:
        """Do the step last taken back again and return it, or None when there is none; raise EditError as undo does."""
        if not self._redo:
            return None
        step = self._redo[-1]
        document = self._stepped(step.before, step.after, "重做")
        self._undo.append(self._redo.pop())
        self._set(document, Change(document))
        return step

    def _stepped(self, start: Document, end: Document, word: str) -> Document:
        """Return the document at the end of a step, with what others have changed since its start."""
        self._stretch = None
        if self._document is start:
            return end
        merged = merge(start, end, self._document)
        if merged.questions:
            raise EditError(f"这一处别人后来也改过，没有{word}", mend="请直接改现在的文字；旧的写法在“版本”里")
        return merged.document

    def locate(self, location: Location) -> tuple[str, int]:
        """Return the field a location lies in and the offset in its text."""
        target = targets.target_of(location)
        return target, targets.offset_of(targets.read(self._document, target), location)

    def _push(self, step: Step) -> None:
        self._undo.append(step)
        del self._undo[:-DEPTH]

    def _set(self, document: Document, change: Change) -> None:
        self._document = document
        failed: Exception | None = None
        for watcher in self._watchers:
            try:
                watcher(change)
            except Exception as error:  # noqa: BLE001 - the next one may be the one that saves
                failed = failed or error
        if failed is not None:
            raise failed
