"""Importers: a file or a text in; a Document and a report of what was recognised, changed and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def import_bytes(data: bytes, *, name: str, template: Template | None = None) -> Imported:
    """Return the document a file holds, and the report; raise ImportRefusedError when it cannot be read."""
    refuse_unreadable(data, name)
    if is_zip(data):
        return recognise(read_word(data, name), name, template)
    text = decode_web(data, name=name)
    if is_web(text, name):
        refuse_long(text, name)
        return recognise(read_web(text), name, template)
    return import_text(text, name=name, template=template)


def import_text(text: str, *, name: str = "粘贴的文字", template: Template | None = None) -> Imported:
    """Return the document a text holds, and the report; raise ImportRefusedError when it is too long."""
    refuse_long(text, name)
    markdown = name.lower().endswith((".md", ".markdown"))
    return recognise(Source(tuple(split_text(text))), name, template, markdown=markdown)
