"""A figure put into the text while writing: a small list over the page, opened at the caret, that says an indicator in ready words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gongwen.document import ANCHOR
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
    """The list; it is asked for by the field that has the caret, which writes what was chosen and calls `insert`."""

    _esm = joined("dom.js", "quoting.js")

    def __init__(self, session: Session, frame: Frame) -> None:
        super().__init__()
        self._session = session
        self.on_failure = frame.tell
        self.on_table: Callable[[], None] = lambda: None

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The caret is at a place, and a figure is wanted there; the indicator just named before it comes first."""
        document = self._session.document
        try:
            place = self._place(text_of(content, "target", 200), count_of(content, "at_text"))
        except EditError:
            self.send({"type": "none"})
            raise
        before = document.section(place.section).paragraphs[place.paragraph : place.paragraph + 1]
        if before and before[0].startswith(ANCHOR):
            self.send({"type": "none"})
            raise EditError("这里是表格或者图片，不能插入数据", mend="请把光标放到一段文字里")
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

    def insert(self, target: str, at: int, words: str, choice: dict[str, Any]) -> None:
        """Put the words of a figure that was chosen into a text at an offset: one step of undo, its figures linked.

        Raises EditError when the table does not bear these words out, as when somebody changed it meanwhile.
        """
        key, period = text_of(choice, "id", 80), text_of(choice, "period", 10)
        found = phrases(self._session.document, key, period, named=choice.get("named") is True)
        phrase = next((each for each in found if each.text == words), None)
        if phrase is None:
            raise EditError("表里的这个数刚刚改了", mend="插进去的字请对照“数据”里的表再看一看")
        document, _ = put_in(self._session.document, key, phrase, self._place(target, at))
        self._session.apply(document, "插入数据")

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

    def _place(self, target: str, at: int) -> Location:
        document = self._session.document
        if target not in {part.id for part in document.walk()}:
            raise EditError("数只能插入到正文里", mend="请先把光标放到正文的一段里")
        text = read(document, target)
        return location_of(target, text, min(at, len(text)))


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
