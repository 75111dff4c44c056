"""The panel of an import: what the importer recognised, changed, left out and could not decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import EditError, GongwenError
from gongwen.gaps import PLACEHOLDER, year_gaps
from gongwen.importers.report import NoteKind
from gongwen.importers.signs import PLACEHOLDER as GAP
from gongwen.nextyear.roll import year_reported
from gongwen.targets import read, target_of
from widgets.channel import Channel, count_of, joined, text_of
from widgets.start import usual_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Location
    from gongwen.importers.report import ImportReport, Note

QUOTE: Final = 300
"""Characters of a source line the panel shows."""


class ImportPanel(Channel):
    """Lists an import report's notes; the session does what its buttons ask."""

    _esm = joined("dom.js", "imported.js")
    report = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(
            report={
                "name": "",
                "half_width": 0,
                "had": 0,
                "years": 0,
                "year": "",
                "read": False,
                "notes": [],
                "next": [],
            }
        )
        self.on_put_back: Callable[[int], None] = lambda _index: None
        self.on_full_width: Callable[[], None] = lambda: None
        self.on_fill_years: Callable[[str], None] = lambda _year: None
        self.on_next_year: Callable[[int], None] = lambda _year: None
        self.on_read: Callable[[], None] = lambda: None
        self.on_shown: Callable[[], None] = lambda: None
        self.on_go: Callable[[Location], None] = lambda _location: None
        self._shown: tuple[ImportReport, Document] | None = None

    def show(self, report: ImportReport, document: Document, half_width: int, *, read: bool) -> None:
        """Show a report beside the document as it is now, with the half-width marks that are in the text."""
        self._shown = report, document
        state = {
            "name": report.source_name, "half_width": half_width, "had": report.half_width,
            "years": year_gaps(document), "year": str(document.year or ""), "read": read,
            "next": _next(document),
            "notes": [
                {
                    "index": index, "kind": str(note.kind), "line": note.line, "source": note.source[:QUOTE],
                    "message": note.message, "place": _stands(document, note), "done": _settled(document, note),
                }
                for index, note in enumerate(report.notes)
            ],
        }  # fmt: skip
        if state != self.report:
            self.report = state

    def on_put_back_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A left-out line is to go back into the text."""
        self.on_put_back(count_of(content, "index"))

    def on_full_width_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All half-width marks are to become full-width."""
        self.on_full_width()

    def on_fill_years_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All years without their last digits are to be this one."""
        self.on_fill_years(text_of(content, "year", 20))

    def on_next_year_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was brought in is last year's, and the new one is to be begun from it."""
        year = count_of(content, "year")
        if year not in self.report["next"][1:]:
            raise EditError("年度对不上", mend="请刷新页面再试")
        self.on_next_year(year)

    def on_read_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The person has read the report."""
        self.on_read()

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A note's place is to be shown."""
        index = count_of(content, "index")
        if self._shown and index < len(self._shown[0].notes):
            report, document = self._shown
            location = _place(document, report.notes[index])
            if location is not None:
                self.on_go(location)

    @property
    def state(self) -> tuple[str, str]:
        """The mark and the word beside the report in the outline: what is still open, or that it has been read."""
        if self.report["read"]:
            return "done", "看完了"
        left = sum(note["kind"] == NoteKind.UNCLEAR and not note["done"] for note in self.report["notes"])
        return ("should", f"{left} 处要看") if left else ("none", "")


def _next(document: Document) -> list[int]:
    """Return the year a document is about and the one that a report begun now is about, when that is later."""
    year, now = year_reported(document), usual_year()
    return [year, now] if 0 < year < now and not document.data.carried else []


def _place(document: Document, note: Note) -> Location | None:
    """Return a note's place; of what is still to be filled in the very range, so that typing takes its place."""
    if note.location is None or note.kind is not NoteKind.UNCLEAR or (text := _text_at(document, note)) is None:
        return note.location and replace(note.location, end=note.location.start)
    rows = text.split("\n")
    row = rows[note.location.paragraph] if 0 <= note.location.paragraph < len(rows) else text
    match = GAP.search(row, note.location.start) or GAP.search(row)
    start, end = match.span() if match else (note.location.start, note.location.start)
    return replace(note.location, start=start, end=end)


def _text_at(document: Document, note: Note) -> str | None:
    """Return the text of the field or section a note points into; None when it is gone or there is none."""
    if note.location is None:
        return None
    try:
        return read(document, target_of(note.location))
    except GongwenError:
        return None


def _stands(document: Document, note: Note) -> bool:
    return note.kind is not NoteKind.LEFT_OUT and _text_at(document, note) is not None


def _settled(document: Document, note: Note) -> bool:
    """Return whether what an unclear note asked for has been filled in."""
    if note.kind is not NoteKind.UNCLEAR or not PLACEHOLDER.search(note.source):
        return False
    text = _text_at(document, note)
    return text is not None and not PLACEHOLDER.search(text)
