"""A figure put into the text while writing: a small list over the page, opened at the caret, that says an indicator in ready words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gongwen.errors import EditError
from gongwen.indicators.indicator import is_period, spoken
from gongwen.indicators.table import by_id
from gongwen.targets import location_of, read
from widgets.channel import Channel, count_of, joined, text_of
from widgets.dataphrases import phrases, put_in
from widgets.datarows import amount_shown, usual_periods

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from widgets.frame import Frame

READ_BACK: Final = 40
"""Characters before the caret in which an indicator that has just been named is looked for."""

THIS_YEAR: Final = re.compile(r"^本年度?")
"""What the name of an indicator begins with in a table, and a sentence says otherwise (全年新收……)."""


class Quoting(Channel):
    """The list; it is asked for by the field that has the caret. `on_go` puts the caret behind what was inserted."""

    _esm = joined("dom.js", "quoting.js")

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__()
        self._session = session
        self._frame = frame
        self.on_failure = frame.tell
        self.on_go: Callable[[Location], None] = lambda _location: None
        self.on_table: Callable[[], None] = lambda: None

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The caret is at a place, and a figure is wanted there; the indicator just named before it comes first."""
        document = self._session.document
        place = self._place(content)
        before = document.section(place.section).paragraphs[place.paragraph : place.paragraph + 1]
        named, ends = begun(document, before[0][: place.start] if before else "")
        periods = usual_periods(document)[::-1]
        self.send({
            "type": "list", "named": named, "ends": ends, "periods": [[each, spoken(each)] for each in periods],
            "rows": self._rows(periods[0] if periods else ""),
        })  # fmt: skip

    def on_look_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An indicator is looked at: the ways to say it in a period."""
        key, period = text_of(content, "id", 80), text_of(content, "period", 10)
        known = is_period(period)
        found = phrases(self._session.document, key, period, named=content.get("named") is True) if known else ()
        self.send({
            "type": "phrases", "id": key, "period": period, "phrases": [each.plain() for each in found],
            "rows": self._rows(period) if known and content.get("rows") is True else None,
        })  # fmt: skip

    def on_insert_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A way to say an indicator is to stand at the caret: one step of undo, its figures linked."""
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要改，请找能改的人")
        key, at = text_of(content, "id", 80), count_of(content, "at")
        named = content.get("named") is True
        found = phrases(self._session.document, key, text_of(content, "period", 10), named=named)
        if at >= len(found):
            raise EditError("表里这一年没有这个数", mend="请先到“数据”里填，或者另选一项")
        document, end = put_in(self._session.document, key, found[at], self._place(content))
        self._session.apply(document, "插入数据")
        self.on_go(end)

    def on_table_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The table itself is wanted."""
        self.on_table()

    def _rows(self, period: str) -> list[list[str]]:
        data = self._session.document.data
        known = by_id(data)
        return [
            [each.id, each.name, "、".join(each.aliases), amount_shown(known, each, period), each.unit]
            for each in data.indicators
        ]

    def _place(self, content: dict[str, Any]) -> Location:
        document, target = self._session.document, text_of(content, "target", 200)
        if target not in {part.id for part in document.walk()}:
            raise EditError("数只能插入到正文里", mend="请先把光标放到正文的一段里")
        text = read(document, target)
        return location_of(target, text, min(count_of(content, "at_text"), len(text)))


def begun(document: Document, before: str) -> tuple[str, bool]:
    """Return the indicator that the words before a caret name last (empty: none), and whether they end with its name."""
    before = before[-READ_BACK:]
    best: tuple[int, int, str, bool] = (-1, 0, "", False)
    for each in document.data.indicators:
        for name in filter(None, (each.name, *each.aliases, THIS_YEAR.sub("", each.name))):
            at = before.rfind(name)
            if at >= 0:
                best = max(best, (at + len(name), len(name), each.id, before.endswith(name)))
    return best[2], best[3]
