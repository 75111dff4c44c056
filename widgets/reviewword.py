"""To Word and back from the view 批注: a file with the annotations in it, and what a returned file brings, seen before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import traitlets

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from gongwen.errors import ImportRefusedError, StoreError
from gongwen.importers.review import read_review
from gongwen.review.items import ADDED, UNTRACKED, WHATS, Descent, What
from gongwen.review.returned import returned
from widgets.channel import text_of
from widgets.reviewacts import Acts

if TYPE_CHECKING:
    from gongwen.review.items import Item, Returned
    from gongwen.store import Store

LIMIT: Final = 8 << 20
"""Bytes of a returned file; it comes in one message."""

LONGEST: Final = 60
"""Characters of a text that a summary shows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and waits for a person's word."""

    name: str
    digest: str
    brought: Returned


class Word(Acts):
    """The part of the view 批注 that sends and takes Word files; `brought` is the summary of one that was read."""

    brought = traitlets.Dict().tag(sync=True)
    _waiting: Waiting | None = None

    def on_word_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A Word file with the annotations in it is wanted; what goes out is remembered, to know it when it comes back."""
        if not self._keeper.now():
            raise StoreError("刚写的还没有存上，先没有导出", mend="请点“再存一次”，再导出")
        store, version = self._shelf(), self._keeper.version
        sent = tuple(each for each in store.review.all(self._name) if not each.is_draft and not each.gone)
        made = export_docx(self._session.document, review=Enclosed(sent, self._name, version))
        store.trips.sent(self._name, version, sha256(made.data).hexdigest(), [each.id for each in sent], file=made.name)
        self._frame.download(made)
        self._frame.tell(
            f"已导出带批注的 Word：{made.name}，{len(sent)} 条批注。改好以后点“导入批改稿”收回来。", "done"
        )

    def on_file_message(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """A returned file was chosen: read it and show what it would bring; nothing is written yet."""
        name, data = text_of(content, "name", 500), bytes(buffers[0]) if buffers else b""
        if not data or len(data) > LIMIT:
            raise ImportRefusedError(f"批改稿要在 {LIMIT >> 20} MB 以内", where=name, mend="请选改好的 DOCX")
        store, digest = self._shelf(), sha256(data).hexdigest()
        before = store.trips.came_back(self._name, digest)
        if before is not None:
            self.brought = {"name": name, "summary": "这个文件已经收过了，没有新的。", "items": [], "notes": [before.outcome], "takes": False}  # fmt: skip
            return
        if not self._keeper.now():
            raise StoreError("刚写的还没有存上，先没有收", mend="请点“再存一次”，再收")
        revised = read_review(data, name)
        trips = store.trips.of(self._name)
        version = revised.version if revised.report == self._name else trips[-1].version if trips else 0
        version = version if 0 < version <= self._keeper.version else self._keeper.version
        sent = store.history.at(self._name, version)
        found = returned(revised, sent, store.review.all(self._name), report=self._name, version=version)
        self._waiting = Waiting(name, digest, found)
        takes = found.descent in {Descent.OURS, Descent.ALIKE} and bool(found.items)
        known = store.trips.aliases()
        self.brought = {
            "name": name, "summary": found.summary, "notes": list(found.notes), "takes": takes,
            "items": [_shown(item) for item in found.items],
            "authors": [[author, known.get(author, author)] for author in found.authors],
        }  # fmt: skip

    def on_refuse_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Nothing of the file is wanted."""
        self._waiting, self.brought = None, {}

    def on_take_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All of the file is taken in, as remarks and suggestions to be decided."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            raise ImportRefusedError("没有等着收的批改稿", mend="请再选一次文件")
        store, people = self._shelf(), _people(content.get("people"), waiting.brought.authors)
        store.trips.call(people)
        for item in waiting.brought.items:
            self._take(store, item, waiting, people)
        store.trips.returned(self._name, waiting.digest, waiting.brought.summary, file=waiting.name)
        self.brought = {}
        self.follow()
        self._frame.tell(f"已收进来：{waiting.brought.summary}。", "done")

    def _take(self, store: Store, item: Item, waiting: Waiting, people: dict[str, str]) -> None:
        """Store one thing that a file brought; what it decides by itself is told in the thread, and decided here."""
        digest = waiting.digest
        by, at = people.get(item.by.name) or item.by.name or store.person.name, _moment(item.by.at)
        if item.what in ADDED and item.anchor is not None:
            text = item.text or (UNTRACKED if item.what is What.SILENT else "")
            made = store.review.add(
                self._name, waiting.brought.version, item.anchor, text, kind=item.kind, weight=item.weight,
                replacement=item.replacement, came_by=digest, by=by, at=at or datetime.now().astimezone(), sent=True,
            )  # fmt: skip
            for who, words in item.replies:
                named = people.get(who.name) or who.name or store.person.name
                store.review.reply(self._name, made.id, words, send=True, came_by=digest, by=named)
        elif item.annotation:
            words = item.text if item.what is What.REPLY else f"（{WHATS[item.what]}）{item.text}"
            store.review.reply(self._name, item.annotation, words, send=True, came_by=digest, by=by)


def _shown(item: Item) -> list[str]:
    words = item.anchor.quote if item.anchor else ""
    text = item.text if item.replacement is None else f"{words} → {item.replacement or '（删去）'}　{item.text}"
    return [WHATS[item.what], item.by.name, text[: 2 * LONGEST].strip()]


def _people(given: object, authors: tuple[str, ...]) -> dict[str, str]:
    """Return whom a person says the names in a file to be; a name left empty stays what it is."""
    said = {row[0]: row[1] for row in given if isinstance(row, list) and len(row) == 2} if isinstance(given, list) else {}  # fmt: skip
    return {name: str(said.get(name) or name).strip()[:100] for name in authors}


def _moment(text: str) -> datetime | None:
    """Return a moment as Word writes it; None for what is none. It says no zone and means the writer's clock."""
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).astimezone()
    except ValueError:
        return None
