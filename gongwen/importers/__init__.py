"""Importers: a file or a text in; a Document and a report of what was recognised, changed and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.importers.decode import decode
from gongwen.importers.lines import clean, split_text
from gongwen.importers.putback import put_back
from gongwen.importers.recognise import Recogniser
from gongwen.importers.refusal import is_zip, refuse_long, refuse_unreadable
from gongwen.importers.report import Imported, ImportReport, Note, NoteKind
from gongwen.importers.word import read_word
from gongwen.templates import load_templates

if TYPE_CHECKING:
    from gongwen.importers.lines import Line
    from gongwen.templates import Template

__all__ = ["ImportReport", "Imported", "Note", "NoteKind", "import_bytes", "import_text", "put_back"]


def import_bytes(data: bytes, *, name: str, template: Template | None = None) -> Imported:
    """Return the document a file holds, and the report; raise ImportRefusedError when it cannot be read."""
    refuse_unreadable(data, name)
    if is_zip(data):
        return _imported(read_word(data, name), name, template)
    return import_text(decode(data, name=name).text, name=name, template=template)


def import_text(text: str, *, name: str = "粘贴的文字", template: Template | None = None) -> Imported:
    """Return the document a text holds, and the report."""
    refuse_long(text, name)
    return _imported(split_text(text), name, template)


def _imported(lines: list[Line], name: str, template: Template | None) -> Imported:
    templates = (template,) if template else load_templates()
    return Recogniser(name, clean(lines).lines, templates).run()
