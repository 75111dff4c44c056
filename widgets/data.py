"""The view 数据: the report's table of indicators, where the text quotes it, and what is put into the text from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets as w

from exports.drawings import faults
from gongwen.indicators.formulas import NAMES
from gongwen.indicators.indicator import is_period, spoken
from gongwen.indicators.ready import recipes
from widgets.channel import joined, text_of
from widgets.dataacts import DataActs
from widgets.dataphrases import phrases
from widgets.datarows import Shown, detail, offered, offered_periods, place_label, rows, section_labels, usual_periods

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.session import Change, Session
    from gongwen.store import Store
    from widgets.frame import Frame


class DataView(DataActs):
    """Shows the table of indicators; `box` is the whole view."""

    _esm = joined("dom.js", "menu.js", "remember.js", "datagrid.js", "dataside.js", "data.js")
    _css = joined("data.css")

    def __init__(self, session: Session, frame: Frame, shelf: Callable[[], Store]) -> None:
        super().__init__(session, frame, shelf)
        self.shown = False
        self._told: dict[str, Any] = {}
        self.box = w.Box([self]).add_class("gw-data")
        self.on_failure = frame.tell
        session.watch(self._changed)

    def enter(self) -> None:
        """Show the view."""
        self.shown = True
        self.follow()

    def leave(self) -> None:
        """Leave the view."""
        self.shown = False

    def follow(self) -> None:
        """Bring the table up to date with the report."""
        if self.shown:
            self._tell()

    def _changed(self, _change: Change) -> None:
        self.follow()

    def _tell(self, *, fresh: bool = False) -> None:
        told = self._plain()
        if fresh or told != self._told:
            self._told = told
            self.send({"type": "show", **told})

    def _plain(self) -> dict[str, Any]:
        document = self.document
        if not self.periods:
            self.periods = usual_periods(document)
        keys = [each.id for each in document.data.indicators]
        if self.current not in keys:
            self.current = keys[0] if keys else ""
        return {
            "rows": rows(document, Shown(self.periods, self.current)),
            "periods": [[each, spoken(each)] for each in self.periods],
            "choices": offered_periods(document),
            "current": self.current,
            "detail": detail(document, self.current) if self.current else None,
            "phrases": [each.plain() for each in phrases(document, self.current, self.periods[-1])]
            if self.periods
            else [],
            "offers": offered(document),
            "caret": self._caret_told(),
            "formulas": [[key, name] for key, name in NAMES.items()],
            "recipes": [[each.key, each.name, each.tabular] for each in recipes().ready],
            "faults": [each.sentence for each in faults(document)],
            "may": not self._frame.state["only"],
        }

    def _caret_told(self) -> str:
        labels = section_labels(self.document)
        place = self.caret
        return (
            place_label(place, labels) if place is not None and place.section in labels and place.paragraph >= 0 else ""
        )

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there and wants the table."""
        self._tell(fresh=True)

    def on_choose_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Another indicator is the current one."""
        self.current = text_of(content, "id", 80)
        self._tell()

    def on_periods_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Other periods are to be shown."""
        given = content.get("periods")
        found = (
            tuple(each for each in given if isinstance(each, str) and is_period(each))
            if isinstance(given, list)
            else ()
        )
        if found:
            self.periods = found[:24]
            self._tell()
