"""What follows an import: its panel, lines put back, marks made full-width, the report kept with the draft."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongwen.errors import GongwenError
from gongwen.importers import put_back
from gongwen.importers.report import ImportReport
from gongwen.punctuation import full_width, half_width_kinds, half_width_marks
from widgets.imported import ImportPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session
    from widgets.frame import Frame


class Intake:
    """Joins an import report with the session it led to; `keep` stores the report when it changes.

    `report` follows undo and redo: a line put back and taken out again is left out again.
    """

    def __init__(
        self, session: Session, frame: Frame, report: ImportReport, keep: Callable[[], None], *, read: bool = False
    ) -> None:
        self._session = session
        self._frame = frame
        self._keep = keep
        self._steps: list[tuple[Document, ImportReport]] = []
        self.report = report
        self.read = read
        self.on_read: Callable[[], None] = lambda: None
        self.panel = ImportPanel()
        self.panel.on_failure = frame.tell
        self.panel.on_put_back = self.put_back
        self.panel.on_full_width = self.full_width
        self.panel.on_read = self.done
        self.refresh()

    def refresh(self) -> None:
        """Show the report as it stands beside the document now."""
        document = self._session.document
        known = next((report for step, report in self._steps if step is document), self.report)
        if known is not self.report:
            self.report = known
            self._keep()
        self.panel.show(self.report, document, half_width_marks(document))

    def put_back(self, index: int) -> None:
        """Put a left-out line back into the text."""
        before = self._session.document
        document, report = put_back(before, self.report, index)
        self._steps += [(before, self.report), (document, report)]
        self.report = report
        self._session.apply(document, "放回一行")
        self._keep()
        self.refresh()

    def full_width(self) -> None:
        """Make all half-width marks full-width, as one step of undo."""
        kinds = "、".join(f"“{mark}”{count}处" for mark, count in half_width_kinds(self._session.document).items())
        document, count = full_width(self._session.document)
        self._session.apply(document, "改成全角")
        undo = self._frame.commands.get("undo", lambda: None)
        self._frame.tell(f"改了 {count} 处标点（{kinds}），数字和网址里的没有动。", "done", 撤销=undo)

    def done(self) -> None:
        """The person has read the report: it leaves the screen and stays in the store."""
        self.read = True
        self._keep()
        self.on_read()

    def kept(self) -> str:
        """Return the report as the text the store keeps."""
        return json.dumps({**self.report.to_plain(), "read": self.read}, ensure_ascii=False)


def read_kept(text: str | None) -> tuple[ImportReport | None, bool]:
    """Return the report the store kept and whether it has been read; None when there is none or it is broken."""
    try:
        plain = json.loads(text) if text else None
        return (ImportReport.from_plain(plain), plain.get("read") is True) if plain else (None, False)
    except (ValueError, AttributeError, GongwenError):
        return None, False
