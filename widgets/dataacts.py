"""What a person does at the table of indicators: each act is one edit of the report, a step of undo, and is followed by all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from exports.drawings import insert_drawing, with_data
from gongwen.anchors import anchored
from gongwen.checks.offers import offers, taken_up
from gongwen.document import HEADING, Location
from gongwen.errors import EditError
from gongwen.indicators.indicator import Entry, Indicator, is_period
from gongwen.indicators.links import placed, put_right, unlinked
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import chosen
from gongwen.indicators.table import enter_all, find, fresh_key, put, remove
from gongwen.indicators.typed import amount_typed
from gongwen.tables import from_tabs
from widgets.channel import Channel, count_of, text_of
from widgets.dataphrases import phrases, put_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.indicators.data import Data
    from gongwen.session import Session
    from gongwen.store import Store
    from widgets.frame import Frame

NEW: Final = "新指标"

TEXTS: Final = {"name": 200, "unit": 20, "definition": 2000, "source": 500}
"""What of an indicator is typed as text, and how much of it."""

MARKS_BETWEEN: Final = "、，,；;\n"


class DataActs(Channel):
    """The part of the view 数据 that changes the report."""

    def __init__(self, session: Session, frame: Frame, shelf: Callable[[], Store]) -> None:
        super().__init__()
        self._session = session
        self._frame = frame
        self._shelf = shelf
        self.current = ""
        self.periods: tuple[str, ...] = ()
        self.group = ""
        """The village, town or kind of applicant whose amounts are shown; empty is the whole."""
        self.caret: Location | None = None
        """Where the writer's caret was last."""
        self.on_go: Callable[[Location], None] = lambda _location: None
        self.on_may_keep: Callable[[], None] = lambda: None
        self.on_keep: Callable[[Location, str], None] = lambda _location, _reason: None
        self.on_file: Callable[[str, bytes], None] = lambda _name, _data: None

    @property
    def document(self) -> Document:
        """The report as it is now."""
        return self._session.document

    def apply(self, data: Data, label: str) -> None:
        """Take another table; text, tables and charts follow it, all in one step of undo."""
        self._write(with_data(self.document, data), label)

    def _write(self, document: Document, label: str) -> None:
        if self._frame.state["only"]:
            raise EditError("这份报告您只能看", mend="要改，请找能改的人")
        self._session.apply(document, label)

    def entry(self, period: str, amount: str) -> Entry:
        """Return an amount as entered by this person now, for the group that is shown."""
        now = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S}"
        return Entry(period, amount, self.group, self._shelf().person.name, now)

    def tell_saved(self) -> None:
        """Tell the page that all it has been answered for is saved."""
        self.send({"type": "saved"})

    # --- the table ----------------------------------------------------------------------------------------------

    def on_enter_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A cell was typed into: an amount of a period, or the name or unit; what is refused stays in the cell, with why."""
        key, column, text = text_of(content, "id", 80), text_of(content, "column", 20), text_of(content, "text", 4000)
        group = text_of(content, "group", 200) if "group" in content else self.group
        cell = {"id": key, "column": column, "group": group}
        before = self.document
        try:
            self.put_in(key, column, group, text)
        except EditError as error:
            self.send({"type": "refused", **cell, "text": text, "sentence": error.sentence})
            return
        self.send({"type": "taken", **cell, "same": self.document == before})

    def put_in(self, key: str, column: str, group: str, text: str) -> None:
        """Take what was typed into a cell: an amount of a period, or a name or unit; raise EditError with why not."""
        indicator = find(self.document.data, key)
        if column in {"name", "unit"}:
            named = replace(indicator, **{column: " ".join(text.split())})  # type: ignore[arg-type]
            self.apply(put(self.document.data, named), "改指标")
        elif is_period(column):
            amount = amount_typed(text, indicator.unit)
            self._demand_sense(indicator, amount)
            entry = replace(self.entry(column, amount), group=group)
            self.apply(enter_all(self.document.data, {key: (entry,)}), "填数据")

    @staticmethod
    def _demand_sense(indicator: Indicator, amount: str) -> None:
        if amount and indicator.whole and "." in amount and int(amount.partition(".")[2] or 0):
            raise EditError("这一项只能填整数", where=amount, mend="口径里可以改成不限整数")

    def on_paste_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A block from a spreadsheet was pasted at a cell: all of it is taken, or none and the first cell at fault is named."""
        key, column = text_of(content, "id", 80), text_of(content, "column", 20)
        cells = from_tabs(text_of(content, "text"))
        indicators, columns = self.document.data.indicators, self.periods
        first = next((at for at, each in enumerate(indicators) if each.id == key), None)
        if first is None or column not in columns:
            raise EditError("这里不能粘贴一片数", mend="请先点要粘贴的左上角那一格（年份下面的格）")
        entries: dict[str, tuple[Entry, ...]] = {}
        for down, line in enumerate(cells):
            if first + down >= len(indicators):
                raise EditError(
                    f"粘来的有 {len(cells)} 行，下面只有 {len(indicators) - first} 项指标",
                    mend="要添新指标，请用“导入”",
                )
            indicator = indicators[first + down]
            found = []
            for right, text in enumerate(line):
                if columns.index(column) + right >= len(columns):
                    raise EditError("粘来的列比表里的年份多", mend="请先把要用的年份都显示出来")
                try:
                    amount = amount_typed(text, indicator.unit)
                    self._demand_sense(indicator, amount)
                except EditError as error:
                    raise EditError(
                        f"“{indicator.name}”那一行：{error.what}", where=error.where, mend="一个也没有填；请改过再粘"
                    ) from error
                found.append(self.entry(columns[columns.index(column) + right], amount))
            entries[indicator.id] = tuple(found)
        self.apply(enter_all(self.document.data, entries), "粘贴数据")

    def on_clear_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The amounts of a block are to go; names, units and what is worked out by a formula stay."""
        key, column = text_of(content, "id", 80), text_of(content, "column", 20)
        every, columns = self.document.data.indicators, ("name", "unit", *self.periods)
        first = next((at for at, each in enumerate(every) if each.id == key), len(every))
        if column not in columns:
            raise EditError("这里没有可以清空的数", mend="请先选年份下面的格")
        left = columns.index(column)
        periods = columns[max(left, 2) : left + count_of(content, "columns", 1000)]
        chosen = [each for each in every[first : first + count_of(content, "rows", 100_000)] if not each.formula]
        entries = {each.id: tuple(self.entry(period, "") for period in periods) for each in chosen}
        self.apply(enter_all(self.document.data, entries), "清空数据")

    def on_add_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A new indicator is wanted, after the one named, or last."""
        data, after = self.document.data, text_of(content, "after", 80)
        at = next((at + 1 for at, each in enumerate(data.indicators) if each.id == after), len(data.indicators))
        names = {each.name for each in data.indicators}
        name = next(each for number in range(1, len(names) + 2) if (each := f"{NEW}{number}") not in names)
        self.current = fresh_key(data)
        self.apply(put(data, Indicator(self.current, name), at), "加指标")
        self.send({"type": "edit", "id": self.current, "column": "name"})

    def on_remove_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An indicator is to go; what quotes it stays as plain words."""
        key = text_of(content, "id", 80)
        name = find(self.document.data, key).name
        self.apply(remove(self.document.data, key), "删指标")
        self._frame.tell_done(f"删去了“{name}”。正文里引用它的地方，字还在，不再跟着表变。", self._session)

    def on_move_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """An indicator is to go one row up (by -1) or down."""
        indicators = [*self.document.data.indicators]
        at = next((at for at, each in enumerate(indicators) if each.id == text_of(content, "id", 80)), 0)
        to = at + (-1 if content.get("by") == -1 else 1)
        if 0 <= to < len(indicators):
            indicators[at], indicators[to] = indicators[to], indicators[at]
            self.apply(replace(self.document.data, indicators=tuple(indicators)), "移指标")

    def on_detail_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What is known of the current indicator was written anew: its definition, source, aliases, bounds, formula."""
        data = self.document.data
        indicator = find(data, text_of(content, "id", 80))
        texts = {name: text_of(content, name, most) for name, most in TEXTS.items() if name in content}
        aliases = "".join("、" if each in MARKS_BETWEEN else each for each in text_of(content, "aliases", 1000))
        formula = text_of(content, "formula", 2000)
        if formula and indicator.entries:
            raise EditError("这一项已经填了数，不能改成算出来的", mend="请另加一项")
        made = replace(
            indicator, **texts, aliases=tuple(filter(None, map(str.strip, aliases.split("、")))), formula=formula,  # type: ignore[arg-type]
            whole=content.get("whole") is True, places=count_of(content, "places", 9) - 1,
            least=amount_typed(text_of(content, "least", 40)), most=amount_typed(text_of(content, "most", 40)),
        )  # fmt: skip
        self.apply(put(data, made), "改口径")

    # --- the text -----------------------------------------------------------------------------------------------

    def on_right_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A quoted figure is to say what the table says."""
        self._write(put_right(self.document, text_of(content, "link", 80)), "改为表里的数")

    def on_unlink_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A quoted figure is to be plain words from now on."""
        self._write(unlinked(self.document, text_of(content, "link", 80)), "断开引用")

    def on_keep_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """What a person wrote in place of a quoted figure is right: plain words from now on, and why they differ is kept with them."""
        key, reason = text_of(content, "link", 80), text_of(content, "reason", 500).strip()
        if not reason:
            raise EditError("还没有写理由", mend="请写明为什么和数据表不一样")
        each = next((each for each in placed(self.document) if each.link.id == key), None)
        if each is None or each.location is None:
            raise EditError("这一处的文字已经改过", mend="请看现在列出的")
        self.on_may_keep()
        self._write(unlinked(self.document, key), "保留正文的数")
        self.on_keep(each.location, reason)
        self._frame.tell_done(f"保留了“{each.words}”，理由记在检查的“已忽略”里。", self._session)

    def on_see_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A place where an indicator is quoted is to be shown; without a link the first one of the indicator."""
        key, wanted = text_of(content, "id", 80), text_of(content, "link", 80)
        found = [
            each
            for each in placed(self.document)
            if each.location and (each.link.id == wanted or (not wanted and each.link.indicator == key))
        ]
        if found and found[0].location is not None:
            self.on_go(found[0].location)

    def on_offer_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Figures in the text that are the table's are to be linked: one by its number, or all."""
        offered = offers(self.document)
        one = content.get("at")
        wanted = offered if one is None else offered[count_of(content, "at") :][:1]
        if wanted:
            self._write(taken_up(self.document, wanted), "引用数据")
            if len(wanted) > 1:
                self._frame.tell_done(f"引用了 {len(wanted)} 处，以后跟着表变。", self._session)

    def on_insert_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A way to say the current indicator is to be put where the caret was."""
        found = phrases(self.document, text_of(content, "id", 80), self.periods[-1] if self.periods else "")
        at = count_of(content, "at")
        if at >= len(found):
            raise EditError("表里的数变了，没有这种写法了", mend="请再选一次")
        place = self.seat()
        document, end = put_in(self.document, text_of(content, "id", 80), found[at], place)
        self._write(document, "插入数据")
        self.caret = end
        self._frame.tell_done(f"插入了“{found[at].text}”。", self._session)

    def on_draw_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A table or chart of chosen indicators (none: all) is to stand after the paragraph where the caret was."""
        recipe = ready(text_of(content, "recipe", 80))
        ids = content.get("ids")
        keys = tuple(each for each in ids if isinstance(each, str)) if isinstance(ids, list) else ()
        place = self.seat()
        text = chosen(recipe.text, keys) if keys else recipe.text
        paragraphs, index = self.document.section(place.section).paragraphs, place.paragraph + 1
        while index < len(paragraphs) and anchored(paragraphs[index]):
            index += 1  # what was put there before comes first
        document = insert_drawing(self.document, place.section, index, text)
        self._write(document, "插入表格" if recipe.tabular else "插入图")
        self._frame.tell_done(f"“{recipe.name}”放到了光标那一段的后面，以后跟着表变。", self._session)

    def seat(self) -> Location:
        """Return where things are put: the caret in a section's text. Raises EditError when it was nowhere there."""
        parts = {part.id for part in self.document.walk()}
        place = self.caret
        if place is None or place.section not in parts:
            raise EditError("还不知道插到哪里", mend="请先到“写作”里，把光标放到要插入的那一段正文里")
        if place.paragraph == HEADING:
            return Location(place.section, 0)
        return place
