"""Puts a line that was left out back into the document, after the line that stood before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document import BODY_ID, FIELD_IDS, HEADING, Document, Location
from gongwen.edits import set_paragraphs
from gongwen.errors import GongwenError
from gongwen.importers.report import ImportReport, Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def put_back(document: Document, report: ImportReport, index: int) -> tuple[Document, ImportReport]:
    """Return the document with a left-out line as paragraphs of their own, and the report that now says so.

    Raises GongwenError when the note is not one of a line left out.
    """
    if not 0 <= index < len(report.notes) or report.notes[index].kind is not NoteKind.LEFT_OUT:
        raise GongwenError("这一行已经放回去了", mend="请看正文")
    note = report.notes[index]
    rows = tuple(row for row in note.source.split("\n") if row.strip())
    section_id, at = _place(document, report.notes, index)
    section = document.section(section_id)
    paragraphs = (*section.paragraphs[:at], *rows, *section.paragraphs[at:])
    location = Location(section_id, at, 0, len(rows[0]) if rows else 0)
    kept = replace(note, kind=NoteKind.RECOGNISED, message="已放回正文，作为一段。", location=location)
    notes = (*report.notes[:index], kept, *report.notes[index + 1 :])
    return set_paragraphs(document, section_id, paragraphs), replace(report, notes=notes)


def _place(document: Document, notes: Sequence[Note], index: int) -> tuple[str, int]:
    """Return the section and the index of the paragraph before which the line goes."""
    ids = {section.id for section in document.body.walk()}
    for note in reversed(notes[:index]):
        place = note.location
        if place is None or note.kind is NoteKind.LEFT_OUT:
            continue
        if place.section in ids and place.section not in FIELD_IDS:
            return place.section, 0 if place.paragraph == HEADING else place.paragraph + 1
        if place.section in {"title", "addressees", "document_number"}:
            return BODY_ID, 0
        break
    last = list(document.body.walk())[-1]
    return (BODY_ID, 0) if not notes[:index] else (last.id, len(last.paragraphs))
