"""To Word and back from the view 批注: a file with the annotations in it, and what a returned file brings, seen before it is taken in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import traitlets

from exports.cover_sheet import cover_sheet
from exports.docx import export_docx
from exports.docx_comments import Enclosed
from exports.opinions import opinions_docx, opinions_xlsx
from gongwen.errors import ImportRefusedError, StoreError
from gongwen.returns import look, take
from gongwen.review.items import WHATS, Descent
from gongwen.review.opinions import TITLE, opinions
from widgets.channel import text_of
from widgets.noted import note
from widgets.reviewacts import Acts

if TYPE_CHECKING:
    from gongwen.returns import Look
    from gongwen.review.items import Item

LIMIT: Final = 8 << 20
"""Bytes of a returned file; it comes in one message."""

LONGEST: Final = 60
"""Characters of a text that a summary shows."""


class Word(Acts):
    """The part of the view 批注 that sends and takes Word files; `brought` is the summary of one that was read."""

    brought = traitlets.Dict().tag(sync=True)
    _waiting: Look | None = None

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
        if not self._keeper.now():
            raise StoreError("刚写的还没有存上，先没有收", mend="请点“再存一次”，再收")
        seen = look(self._shelf(), self._name, data, name)
        if seen.before:
            self.brought = {"name": name, "summary": "这个文件已经收过了，没有新的。", "items": [], "notes": [seen.before], "takes": False}  # fmt: skip
            return
        self._waiting, found = seen, seen.brings
        self.brought = {
            "name": name, "summary": found.summary, "notes": list(found.notes),
            "takes": found.descent in {Descent.OURS, Descent.ALIKE} and bool(found.items),
            "items": [_shown(item) for item in found.items],
            "authors": [[author, seen.people.get(author, author)] for author in found.authors],
        }  # fmt: skip

    def on_refuse_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Nothing of the file is wanted."""
        self._waiting, self.brought = None, {}

    def on_take_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All of the file is taken in, as remarks and suggestions to be decided."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            raise ImportRefusedError("没有等着收的批改稿", mend="请再选一次文件")
        take(self._shelf(), self._name, waiting, people=_people(content.get("people"), waiting.brings.authors))
        self.brought = {}
        self.follow()
        self._frame.tell(f"已收进来：{waiting.brings.summary}。", "done")

    def on_table_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A file for the office's records is wanted: the table of opinions, or the cover sheet."""
        if not self._keeper.now():
            raise StoreError("刚写的还没有存上，先没有导出", mend="请点“再存一次”，再导出")
        store, document, which = self._shelf(), self._session.document, text_of(content, "which", 20)
        if which == "cover":
            made, form = cover_sheet(document, store.course.of(self._name), store.upkeep.head()), "发文稿纸"
        else:
            rows = opinions(store.review.all(self._name))
            made, form = (opinions_xlsx if which == "xlsx" else opinions_docx)(document, rows), TITLE
        said = note(self._shelf, "export", (self._name, self._keeper.version), (made.name, made.data), form=form)
        self._frame.download(made)
        self._frame.tell(f"已导出{form}：{made.name}。{said}", "done")


def _shown(item: Item) -> list[str]:
    words = item.anchor.quote if item.anchor else ""
    text = item.text if item.replacement is None else f"{words} → {item.replacement or '（删去）'}　{item.text}"
    return [WHATS[item.what], item.by.name, text[: 2 * LONGEST].strip()]


def _people(given: object, authors: tuple[str, ...]) -> dict[str, str]:
    """Return whom a person says the names in a file to be; a name left empty stays what it is."""
    said = {row[0]: row[1] for row in given if isinstance(row, list) and len(row) == 2} if isinstance(given, list) else {}  # fmt: skip
    return {name: str(said.get(name) or name).strip()[:100] for name in authors}
