"""The tables of the section that is open, each a card under its text: caption, unit, cells, note, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.anchors import anchored, move_anchor, section_of
from gongwen.document import HEADING, NOTE, SOURCE, UNIT, Location, Table
from gongwen.tables import insert_table, remove_table
from gongwen.targets import CELL
from widgets.field import Face, TextField, table_labels
from widgets.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.session import Session

NEW: Final = Table("", (("", "", ""), ("", "", ""), ("", "", "")))
"""A new table: a header and two rows of three cells."""

FACES: Final = {
    HEADING: Face("表题", hint="“表1”这样的编号自动编，只有一张表时不编。"),
    UNIT: Face("单位", placeholder="如：万元"),
    NOTE: Face("表注", placeholder="没有可不填"),
    SOURCE: Face("资料来源", placeholder="没有可不填"),
}
"""What stands round a table, in the order of its card; the cells come after the unit."""


class Card:
    """One table's form; it is pointed at one table after another as sections are opened."""

    def __init__(self, session: Session, report: str) -> None:
        self.fields = {place: TextField(session, report, single=True, lines=False) for place in FACES}
        self.grid = Grid(session, report)
        self.remove = w.Button(description="删除表格").add_class("gw-btn").add_class("is-quiet")
        self._title = w.HTML("").add_class("gw-grow")
        for place in (UNIT, NOTE, SOURCE):
            self.fields[place].add_class("gw-half")
        head = w.HBox([self._title, self.remove]).add_class("gw-row")
        over, under = (HEADING, UNIT), (NOTE, SOURCE)
        self.box = w.VBox(
            [head, *(self.fields[place] for place in over), self.grid, *(self.fields[place] for place in under)]
        ).add_class("gw-table-card")

    @property
    def table(self) -> str:
        """The id of the table shown."""
        return self.grid.table

    def show(self, table_id: str) -> None:
        """Show a table, or what has changed of the one shown."""
        for place, field in self.fields.items():
            target = f"{table_id}{CELL}{place}"
            if field.target == target:
                field.refresh()
            else:
                field.show(target, FACES[place])
        self.grid.show(table_id)

    def name(self, label: str) -> None:
        """Show what the table is called; the words are a fixed form, so that no markup can come in."""
        self._title.value = f"<b>{label}</b>"


class TableForms:
    """Keeps a card for each table of the section that is open, and the buttons that put one in.

    `on_place` hears (target, offset) of the caret; `caret` is the last place in the section's own text, before
    whose next paragraph a new table goes. `on_any` hears whether the section has tables.
    """

    def __init__(self, session: Session, report: str) -> None:
        self._session = session
        self._report = report
        self._cards: list[Card] = []
        self._lost: list[tuple[str, w.Box]] = []
        self.section = ""
        self.caret: Location | None = None
        self.on_any: Callable[[bool], None] = lambda _any: None
        self.on_failure: Callable[[str], None] = lambda _sentence: None
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self._add = w.Button(description="插入表格").add_class("gw-btn").add_class("is-soft")
        self._add.tooltip = "放在光标所在的那一段后面"
        self._add.on_click(lambda _button: self.insert())
        self.box = w.VBox([self._add]).add_class("gw-fields").add_class("gw-tables")

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards on the screen now."""
        return tuple(card for card in self._cards if card.box in self.box.children)

    def show(self, section_id: str) -> None:
        """Show the tables of a section; an empty id shows none."""
        if section_id != self.section:
            self.section, self.caret = section_id, None
        self.box.layout.display = "" if section_id else "none"
        self.refresh()

    def refresh(self) -> None:
        """Follow the session: tables come and go with their places in the text."""
        if not self.section:
            return
        document = self._session.document
        known = {table.id for table in document.tables}
        here = [anchored(text) for text in document.section(self.section).paragraphs]
        here = [table_id for table_id in dict.fromkeys(here) if table_id in known]
        while len(self._cards) < len(here):
            self._cards.append(self._made())
        labels = table_labels(document)
        for number, (card, table_id) in enumerate(zip(self._cards, here, strict=False), 1):
            card.show(table_id)
            card.name(f"表格 {number}" if len(here) > 1 else "表格")
        lost = [table.id for table in document.tables if section_of(document, table.id) is None]
        rows = [self._row(table_id, labels[table_id]) for table_id in lost]
        self.on_any(len(here) > 0)
        children = (*(card.box for card in self._cards[: len(here)]), self._add, *rows)
        if children != self.box.children:
            self.box.children = children

    def follow(self, target: str, location: Location) -> None:
        """Hear of the caret: a new table goes after the paragraph it is in."""
        if target == self.section:
            self.caret = location

    def insert(self) -> None:
        """Put a new table in and the caret into its first cell."""
        document, section = self._session.document, self._session.document.section(self.section)
        at = self.caret.paragraph + 1 if self.caret else len(section.paragraphs)
        least = 1 if section.run_in and section.paragraphs else 0  # the first paragraph runs on from the heading
        after = insert_table(document, self.section, max(at, least), NEW)
        table_id = after.tables[-1].id
        self._session.apply(after, "插入表格", f"{table_id}{CELL}0")
        self.go(Location(table_id, 0))

    def go(self, location: Location) -> None:
        """Put the caret at a place in a table of the section."""
        card = next((card for card in self.cards if card.table == location.section), None)
        if card is None:
            return
        field = card.fields.get(location.paragraph)
        if field is not None:
            field.put_caret((location.start, max(location.start, location.end)))
        else:
            card.grid.put_caret(location.paragraph, location.start)

    def tell_saved(self) -> None:
        """Tell every field and grid that what it sent is saved."""
        for card in self._cards:
            for field in (*card.fields.values(), card.grid):
                field.tell_saved()

    def name_report(self, report: str) -> None:
        """Tell every field and grid the id the report has now."""
        self._report = report
        for card in self._cards:
            for field in (*card.fields.values(), card.grid):
                field.name_report(report)

    def _made(self) -> Card:
        card = Card(self._session, self._report)
        for field in (*card.fields.values(), card.grid):
            field.on_failure, field.on_place = self._failed, self._placed
        card.remove.on_click(lambda _button: self._remove(card.table))
        return card

    def _failed(self, sentence: str) -> None:
        self.on_failure(sentence)

    def _placed(self, target: str, offset: int) -> None:
        self.on_place(target, offset)

    def _remove(self, table_id: str) -> None:
        after = remove_table(self._session.document, table_id)
        self._session.apply(after, "删除表格", f"{table_id}{CELL}0")

    def _row(self, table_id: str, label: str) -> w.Box:
        """Return the line of a table that stands nowhere in the text; the same one as long as its words are."""
        for key, row in self._lost:
            if key == table_id + label:
                return row
        words = w.Label(f"“{label}”不在正文里，不印。")
        put, drop = (
            w.Button(description=text).add_class("gw-btn").add_class("is-soft") for text in ("放到这里", "删除")
        )
        put.on_click(lambda _button: self._put(table_id))
        drop.on_click(lambda _button: self._remove(table_id))
        row = w.HBox([words, put, drop]).add_class("gw-row")
        self._lost.append((table_id + label, row))
        return row

    def _put(self, table_id: str) -> None:
        section = self._session.document.section(self.section)
        at = self.caret.paragraph + 1 if self.caret else len(section.paragraphs)
        self._session.apply(
            move_anchor(self._session.document, self.section, at, table_id), "放回表格", f"{table_id}{CELL}0"
        )
