"""The panel of an import: what the importer recognised, changed, left out and could not decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from widgets.channel import HERE, Channel, count_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Location
    from gongwen.importers.report import ImportReport


class ImportPanel(Channel):
    """Lists an import report's notes; the session does what its buttons ask."""

    _esm = HERE / "imported.js"
    report = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(report={"name": "", "half_width": 0, "notes": []})
        self.on_put_back: Callable[[int], None] = lambda _index: None
        self.on_full_width: Callable[[], None] = lambda: None
        self.on_go: Callable[[Location], None] = lambda _location: None
        self._shown: ImportReport | None = None

    def show(self, report: ImportReport, half_width: int) -> None:
        """Show a report, with the half-width marks that are in the text now."""
        self._shown = report
        self.report = {
            "name": report.source_name, "half_width": half_width,
            "notes": [
                {
                    "index": index, "kind": str(note.kind), "line": note.line, "source": note.source[:500],
                    "message": note.message, "place": note.location is not None,
                }
                for index, note in enumerate(report.notes)
            ],
        }  # fmt: skip

    def on_put_back_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A left-out line is to go back into the text."""
        self.on_put_back(count_of(content, "index"))

    def on_full_width_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """All half-width marks are to become full-width."""
        self.on_full_width()

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A note's place is to be shown."""
        index = count_of(content, "index")
        if self._shown and index < len(self._shown.notes):
            location = self._shown.notes[index].location
            if location is not None:
                self.on_go(location)
