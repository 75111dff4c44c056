"""The view 数据: the report's table of indicators, where the text quotes it, and what is put into the text from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import ipywidgets as w

from exports.disclosure_form import disclosure_form
from exports.drawings import faults
from exports.figures_sheet import figures_sheet
from gongwen.indicators.faults import table_faults
from gongwen.indicators.formulas import NAMES
from gongwen.indicators.indicator import is_period, spoken
from gongwen.indicators.prescribed import KEYS, KIND
from gongwen.indicators.ready import recipes
from gongwen.indicators.table import groups
from widgets.channel import joined, text_of
from widgets.dataacts import DataActs
from widgets.dataintake import Brought, FiguresPicker, read_file, read_pasted
from widgets.dataphrases import phrases
from widgets.dataquotes import quotes_of
from widgets.datarows import Shown, detail, offered, offered_periods, place_label, rows, section_labels, usual_periods

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.indicators.ready import Ready
    from gongwen.session import Change, Session
    from gongwen.store import Store
    from widgets.frame import Frame


HEADED: Final = re.compile(r"[^\n]*(?:指标|项目|名称|年)[^\n]*\t[^\n]*\n")
"""A pasted block whose first line is a heading."""


class DataView(DataActs):
    """Shows the table of indicators, over it what two people entered differently; `box` is the whole view."""

    _esm = joined(
        "dom.js",
        "menu.js",
        "remember.js",
        "kept.js",
        "datablock.js",
        "datakept.js",
        "datagrid.js",
        "dataside.js",
        "data.js",
    )
    _css = joined("data.css")

    def __init__(self, session: Session, frame: Frame, shelf: Callable[[], Store], disputes: w.DOMWidget) -> None:
        super().__init__(session, frame, shelf)
        self.shown = False
        self._told: dict[str, Any] = {}
        self._recipes: tuple[Ready, ...] = ()  # files: read when the view is shown, not at every change of the report
        self._brought: Brought | None = None
        self._left: dict[str, Any] | None = None
        """What of the file last taken could not be read, until somebody has seen it."""
        self._asking = False
        self.picker = FiguresPicker().add_class("gw-data-picker")
        self.picker.on_file = self._came
        self.box = w.Box([disputes, self, self.picker]).add_class("gw-data")
        self.on_failure = frame.tell
        session.watch(self._changed)

    def choose(self, indicator: str) -> None:
        """Make an indicator the current one."""
        self.current = indicator
        self._tell()

    def enter(self) -> None:
        """Show the view."""
        self.shown = True
        self._recipes = recipes().ready
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
        if self.group not in groups(document.data):
            self.group = ""
        told = table_faults(document.data)
        return {
            "rows": rows(document, Shown(self.periods, self.current, self.group), told),
            "periods": [[each, spoken(each)] for each in self.periods],
            "choices": offered_periods(document),
            "current": self.current,
            "group": self.group,
            "groups": list(groups(document.data)),
            "detail": detail(document, self.current, told) if self.current else None,
            "quotes": quotes_of(document, self.current),
            "phrases": [each.plain() for each in phrases(document, self.current, self.periods[-1])]
            if self.periods
            else [],
            "offers": offered(document),
            "caret": self._caret_told(),
            "formulas": [[key, name] for key, name in NAMES.items()],
            "recipes": [
                [each.key, each.name, each.tabular]
                for each in self._recipes
                if document.kind == KIND or each.key not in KEYS
            ],
            "brought": self._brought.plain(document) if self._brought else self._left,
            "statutory": document.kind == KIND,
            "faults": [each.sentence for each in faults(document)],
            "may": not self._frame.state["only"],
        }

    def _caret_told(self) -> str:
        labels = section_labels(self.document)
        place = self.caret
        return (
            place_label(place, labels) if place is not None and place.section in labels and place.paragraph >= 0 else ""
        )

    def _came(self, name: str, data: bytes) -> None:
        """A file was chosen: what it would do is shown, nothing is done yet."""
        self._brought = read_file(data, name, self.document)
        self.on_file(name, data)
        self._ask(opened=False)
        self._tell()

    def _ask(self, *, opened: bool) -> None:
        self._asking = opened
        (self.box.add_class if opened else self.box.remove_class)("is-importing")

    def on_import_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A file is to be chosen; asked for again, it is not."""
        self._ask(opened=not self._asking)

    def on_paste_message(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """A block was pasted: with headings it is a table to bring in, without it fills cells."""
        text = text_of(content, "text")
        if HEADED.match(text):
            self._brought = read_pasted(text, self.document)
            self._tell()
            return
        super().on_paste_message(content, buffers)

    def on_bring_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What was read is to come in, with or without changing what stands there; or not at all."""
        brought, how = self._brought, text_of(content, "how", 20)
        self._brought = self._left = None
        if brought is not None and how in {"all", "new"}:
            self._left = brought.left(self.document)
            before = self.document.data
            entry = self.entry("", "")
            self.apply(brought.taken(self.document, (entry.by, entry.at), changes=how == "all"), "导入数据")
            self._frame.tell_done(
                f"带入了“{brought.name}”里的数，一步可以撤销。" if self.document.data != before else "没有新的数。",
                self._session,
            )
        self._tell()

    def on_sheet_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A workbook is wanted: the statutory tables to fill in, the table with its own year open, or as it is."""
        what = text_of(content, "what", 20)
        if what == "statutory":
            self._frame.download(disclosure_form(self.document))
        elif what in {"empty", "full"}:
            self._frame.download(figures_sheet(self.document, empty=what == "empty"))

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there and wants the table."""
        self._tell(fresh=True)

    def on_choose_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Another indicator is the current one."""
        self.choose(text_of(content, "id", 80))

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

    def on_group_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The amounts of a group are to be shown and entered, or those of the whole (empty)."""
        name = text_of(content, "name", 200)
        self.group = name if name in groups(self.document.data) else ""
        self._tell()
