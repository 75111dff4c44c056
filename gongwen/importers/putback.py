"""Puts a line that was left out back into the document, after the line that stood before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, FIELD_IDS, Document, Location
from gongwen.edits import set_paragraphs
from gongwen.errors import GongwenError
from gongwen.importers.lines import clean, split_text
from gongwen.importers.report import ImportReport, Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = frozenset(FIELD_IDS[: FIELD_IDS.index("addressees") + 1])
"""The fields that are printed before the text."""


def put_back(document: Document, report: ImportReport, index: int) -> tuple[Document, ImportReport]:
    """Return the document with a left-out block as paragraphs of their own, and the report that now says so.

    Raises GongwenError when the note is not one of a line left out.
    """
    if not 0 <= index < len(report.notes) or report.notes[index].kind is not NoteKind.LEFT_OUT:
        raise GongwenError("这一行已经放回去了", mend="请看正文")
    note = report.notes[index]
    rows = tuple(filter(None, (_text(line.text) for line in clean(split_text(note.source)).lines)))
    section_id, at = _place(document, note.location)
    before = document.section(section_id).paragraphs
    document = set_paragraphs(document, section_id, (*before[:at], *rows, *before[at:]))
    location = Location(section_id, at, 0, len(rows[0]) if rows else 0)
    kept = replace(note, kind=NoteKind.RECOGNISED, message="已放回正文。", location=location)
    notes = tuple(_moved(report, index, note.location, location, len(rows)))
    return document, replace(report, notes=(*notes[:index], kept, *notes[index + 1 :]))


def _text(row: str) -> str:
    """Return a row as a paragraph; of a table drawn with bars the bars and rulers go."""
    if not (row.startswith("|") and row.endswith("|")):
        return row.replace("\t", "　")
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    return "　".join(cells) if any(cell.strip("-: ") for cell in cells) else ""


def _place(document: Document, location: Location | None) -> tuple[str, int]:
    """Return the section and the index of the paragraph before which the block goes."""
    sections = {section.id: section for section in document.walk()}
    if location is None or location.section in _HEAD:
        return BODY_ID, 0
    if location.section not in sections:  # the foot, or a section that has been removed since
        last = list(document.body.walk())[-1]
        return last.id, len(last.paragraphs)
    section = sections[location.section]
    least = 1 if section.run_in and section.paragraphs else 0  # the first paragraph runs on from the heading
    return section.id, min(max(location.paragraph + 1, least), len(section.paragraphs))


def _moved(report: ImportReport, index: int, after: Location | None, placed: Location, count: int) -> Iterator[Note]:
    """Yield the notes with the places they have now that `count` paragraphs went in at `placed`."""
    for other, note in enumerate(report.notes):
        place = note.location
        follows = note.kind is NoteKind.LEFT_OUT and other > index and place == after
        if follows:
            yield replace(note, location=replace(placed, paragraph=placed.paragraph + count - 1))
        elif place and place.section == placed.section and place.paragraph >= placed.paragraph:
            yield replace(note, location=replace(place, paragraph=place.paragraph + count))
        else:
            yield note
