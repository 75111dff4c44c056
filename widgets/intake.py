"""What follows an import: its panel, lines put back, marks made full-width, the report kept with the draft."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from exports.newyear import begun
from gongwen.errors import EditError, GongwenError
from gongwen.gaps import fill_years, year_gaps
from gongwen.importers import put_back
from gongwen.importers.report import ImportReport
from gongwen.nextyear.roll import year_reported
from gongwen.punctuation import full_width, half_width_kinds, half_width_marks
from widgets.carried import told_of_new
from widgets.imported import ImportPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session
    from widgets.frame import Frame

YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


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
        self.panel.on_full_width = lambda: make_full_width(session, frame)
        self.panel.on_fill_years = self.fill_years
        self.panel.on_next_year = self.next_year
        self.panel.on_shown = self.refresh
        self.panel.on_read = self.done
        self.refresh()

    def refresh(self) -> None:
        """Show the report as it stands beside the document now."""
        document = self._session.document
        known = next((report for step, report in self._steps if step is document), self.report)
        if known is not self.report:
            self.report = known
            self._keep()
        self.panel.show(self.report, document, half_width_marks(document), read=self.read)

    def put_back(self, index: int) -> None:
        """Put a left-out line back into the text."""
        before = self._session.document
        document, report = put_back(before, self.report, index)
        self._steps += [(before, self.report), (document, report)]
        self.report = report
        self._session.apply(document, "放回一行")
        self._keep()
        self.refresh()

    def fill_years(self, year: str) -> None:
        """Write a year in place of all those without their last two digits, as one step of undo."""
        written = year.strip().removesuffix("年")
        if not YEAR.fullmatch(written):
            raise EditError(f"年份写成了“{written}”", mend="请写四位数字，例如 2025")
        before = self._session.document
        self._session.apply(fill_years(before, int(written)), "填年份")
        self._frame.tell_done(f"{year_gaps(before)} 处年份都填成了 {written} 年。", self._session)

    def next_year(self, year: int) -> None:
        """Make what was brought in the base of the new year's report, as one step of undo."""
        before = self._session.document
        was = year_reported(before)
        after = begun(before, year)
        self._session.apply(after, "写下一年")
        self._frame.tell_done(told_of_new(after, was), self._session)

    def done(self) -> None:
        """The person has read the report: it gives way to the form and stays in the outline."""
        self.read = True
        self._keep()
        self.refresh()
        self.on_read()

    def kept(self) -> str:
        """Return the report as the text the store keeps."""
        return json.dumps({**self.report.to_plain(), "read": self.read}, ensure_ascii=False)


def make_full_width(session: Session, frame: Frame) -> None:
    """Make all half-width marks of a report full-width, as one step of undo, and say what was changed."""
    kinds = "、".join(f"“{mark}”{count}处" for mark, count in half_width_kinds(session.document).items())
    document, count = full_width(session.document)
    session.apply(document, "改成全角")
    frame.tell_done(f"改了 {count} 处标点（{kinds}），数字和网址里的没有动。", session)


def read_kept(text: str | None) -> tuple[ImportReport | None, bool]:
    """Return the report the store kept and whether it has been read; None when there is none or it is broken."""
    try:
        plain = json.loads(text) if text else None
        return (ImportReport.from_plain(plain), plain.get("read") is True) if plain else (None, False)
    except (ValueError, AttributeError, GongwenError):
        return None, False
