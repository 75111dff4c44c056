"""Importers: a file or a text in; a Document and a report of what was recognised, changed and left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Source, split_text
from gongwen.importers.putback import put_back
from gongwen.importers.recognise import recognise
from gongwen.importers.refusal import is_zip, refuse_long, refuse_unreadable
from gongwen.importers.report import Imported, ImportReport, Note, NoteKind
from gongwen.importers.web import decode_web, is_web, read_web
from gongwen.importers.word import read_word

if TYPE_CHECKING:
    from gongwen.templates import Template

__all__ = ["ImportReport", "Imported", "Note", "NoteKind", "import_bytes", "import_text", "put_back"]

_MARKDOWN: Final = (".md", ".markdown")


def import_bytes(data: bytes, *, name: str, template: Template | None = None) -> Imported:
    """Return the document a file holds, and the report; raise ImportRefusedError when it cannot be read."""
    refuse_unreadable(data, name)
    if is_zip(data):
        word = read_word(data, name)
        refuse_long(sum(len(line.text) for line in word.lines), name)
        return recognise(word, name, template)
    decoded = decode_web(data, name=name)
    refuse_long(len(decoded.text), name)
    page = is_web(decoded.text, name)
    source = read_web(decoded.text) if page else Source(tuple(split_text(decoded.text)))
    if decoded.encoding != "UTF-8":
        note = Note(NoteKind.RECOGNISED, 0, "", f"文件按{decoded.encoding}编码读出。")
        source = replace(source, notes=(note, *source.notes))
    return recognise(source, name, template, markdown=not page and name.lower().endswith(_MARKDOWN))


def import_text(text: str, *, name: str = "粘贴的文字", template: Template | None = None) -> Imported:
    """Return the document a text holds, and the report; raise ImportRefusedError when it is too long."""
    refuse_long(len(text), name)
    return recognise(Source(tuple(split_text(text))), name, template, markdown=name.lower().endswith(_MARKDOWN))
