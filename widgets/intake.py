"""What follows an import: its panel, lines put back, marks made full-width, the report kept with the draft."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError
from gongwen.importers import put_back
from gongwen.importers.report import ImportReport
from gongwen.punctuation import full_width, half_width_marks
from widgets.imported import ImportPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.session import Session
    from widgets.frame import Frame


class Intake:
    """Joins an import report with the session it led to; `keep` stores the report when it changes."""

    def __init__(
        self, session: Session, frame: Frame, report: ImportReport, keep: Callable[[ImportReport], None]
    ) -> None:
        self._session = session
        self._frame = frame
        self.report = report
        self._keep = keep
        self.panel = ImportPanel()
        self.panel.on_failure = frame.tell
        self.panel.on_put_back = self.put_back
        self.panel.on_full_width = self.full_width
        self.refresh()

    def refresh(self) -> None:
        """Show the report with the half-width marks that are in the text now."""
        self.panel.show(self.report, half_width_marks(self._session.document))

    def put_back(self, index: int) -> None:
        """Put a left-out line back into the text."""
        document, self.report = put_back(self._session.document, self.report, index)
        self._session.apply(document, "放回一行")
        self.refresh()
        self._keep(self.report)

    def full_width(self) -> None:
        """Make all half-width marks full-width, as one step of undo."""
        document, count = full_width(self._session.document)
        self._session.apply(document, "改成全角")
        self._frame.tell(f"改了 {count} 处标点。不合适可以撤销。", "done")


def kept(report: ImportReport) -> str:
    """Return a report as the text the store keeps."""
    return json.dumps(report.to_plain(), ensure_ascii=False)


def read_kept(text: str | None) -> ImportReport | None:
    """Return the report the store kept, or None when there is none or it cannot be read."""
    try:
        return ImportReport.from_plain(json.loads(text)) if text else None
    except (ValueError, GongwenError):
        return None
