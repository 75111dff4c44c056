"""What the import of a document told about its source, as long as the text it is about still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.importers.report import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Location
    from gongwen.importers.report import Note


def changed(reading: Reading, setting: Setting) -> Iterator[tuple[Note, Location]]:
    """Yield the notes of the import about what it changed, each with its place, while its text stands there."""
    for note in setting.notes:
        if note.kind is NoteKind.CHANGED and (place := _still(reading, note)) is not None:
            yield note, place


def _still(reading: Reading, note: Note) -> Location | None:
    """Return the place of a note while its text still stands there as the source had it; None when it is changed or gone."""
    place = note.location
    if place is None:
        return None
    for block in reading.by_section.get(place.section, ()):
        if block.location.paragraph == place.paragraph and (words := block.text[:12]):
            found = "".join(words.split()) in "".join(note.source.split())
            return block.at(0, min(place.end or len(block.text), len(block.text))) if found else None
    return None
