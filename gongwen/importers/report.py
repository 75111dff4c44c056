"""The import report: what was recognised, changed, left out or stayed unclear, one note each, and its plain form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from gongwen.document import Location
from gongwen.errors import ReportFileError

if TYPE_CHECKING:
    from gongwen.document import Document


class NoteKind(StrEnum):
    """What became of a line of the source."""

    RECOGNISED = "recognised"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Note:
    """One fact about the import.

    `line` counts the source's lines (a DOCX's paragraphs) from 1, 0 when the note is about the whole; `source` is
    verbatim (a left-out block keeps its line breaks). `location` is the place in the document; for a line left out,
    the place it would come after, None when it stood before everything.
    """

    kind: NoteKind
    line: int
    source: str
    message: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All notes of one import in the order of the source's lines, and its half-width marks next to Chinese."""

    source_name: str
    notes: tuple[Note, ...] = ()
    half_width: int = 0

    def of(self, kind: NoteKind) -> tuple[Note, ...]:
        """Return the notes of one kind."""
        return tuple(note for note in self.notes if note.kind is kind)

    def to_plain(self) -> dict[str, object]:
        """Return the report as values that JSON can hold."""
        return {
            "source_name": self.source_name,
            "half_width": self.half_width,
            "notes": [
                {
                    "kind": str(note.kind),
                    "line": note.line,
                    "source": note.source,
                    "message": note.message,
                    "location": _plain_location(note.location),
                }
                for note in self.notes
            ],
        }

    @classmethod
    def from_plain(cls, value: object) -> ImportReport:
        """Return the report that `to_plain` wrote; raise ReportFileError when the value is not one."""
        try:
            plain = cast("dict[str, object]", _checked(value, dict))
            notes = cast("list[dict[str, object]]", _checked(plain["notes"], list))
            return cls(
                source_name=_text(plain["source_name"]),
                notes=tuple(_note(note) for note in notes),
                half_width=_whole(plain["half_width"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ReportFileError("导入说明读不出来", mend="可以重新导入原来的文件") from error


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gives: the document and the report about it."""

    document: Document
    report: ImportReport


def _plain_location(location: Location | None) -> list[object] | None:
    return [location.section, location.paragraph, location.start, location.end] if location else None


def _note(value: object) -> Note:
    plain = cast("dict[str, object]", _checked(value, dict))
    place = plain["location"]
    location = None
    if place is not None:
        section, *numbers = cast("list[object]", _checked(place, list))
        paragraph, start, end = (_whole(number) for number in numbers)
        location = Location(_text(section), paragraph, start, end)
    return Note(
        NoteKind(_text(plain["kind"])),
        _whole(plain["line"]),
        _text(plain["source"]),
        _text(plain["message"]),
        location,
    )


def _checked(value: object, kind: type) -> object:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(kind.__name__)
    return value


def _text(value: object) -> str:
    return str(_checked(value, str))


def _whole(value: object) -> int:
    return cast("int", _checked(value, int))
