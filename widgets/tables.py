"""The tables of the section that is open, each a card under its text: caption, unit, cells, note, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.document import HEADING, NOTE, SOURCE, UNIT, Location, Table
from gongwen.tables import insert_table, remove_table
from gongwen.targets import CELL
from widgets.field import Face, TextField
from widgets.grid import Grid
from widgets.insets import InsetForms

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.session import Session

NEW: Final = Table("", (("", "", ""), ("", "", ""), ("", "", "")))
"""A new table: a header and two rows of three cells."""

FACES: Final = {
    HEADING: Face("表题", placeholder="编号不用写"),
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
        for place in FACES:
            self.fields[place].add_class("gw-half")
        head = w.HBox([self._title, self.remove]).add_class("gw-row")
        over, under = (HEADING, UNIT), (NOTE, SOURCE)
        self.box = w.VBox(
            [head, *(self.fields[place] for place in over), self.grid, *(self.fields[place] for place in under)]
        ).add_class("gw-table-card")

    @property
    def inset(self) -> str:
        """The id of the table shown."""
        return self.grid.table

    @property
    def typed(self) -> tuple[TextField | Grid, ...]:
        """What text is typed into."""
        return (*self.fields.values(), self.grid)

    def show(self, inset_id: str) -> None:
        """Show a table, or what has changed of the one shown."""
        for place, field in self.fields.items():
            target = f"{inset_id}{CELL}{place}"
            if field.target == target:
                field.refresh()
            else:
                field.show(target, FACES[place])
        self.grid.show(inset_id)

    def follow(self) -> None:
        """Show what others made of the table; what is being typed stays beside it."""
        for field in self.typed:
            field.follow()

    def name(self, label: str) -> None:
        """Show what the table is called; the words are a fixed form, so that no markup can come in."""
        self._title.value = f"<b>{label}</b>"

    def go(self, location: Location) -> None:
        """Put the caret at a place in the table."""
        field = self.fields.get(location.paragraph)
        if field is not None:
            field.put_caret((location.start, max(location.start, location.end)))
        else:
            self.grid.put_caret(location.paragraph, location.start)


class TableForms(InsetForms):
    """Keeps the cards of tables, and the button that puts one in."""

    def __init__(self, session: Session, report: str) -> None:
        add = w.Button(description="插入表格").add_class("gw-btn").add_class("is-soft")
        add.tooltip = "放在光标所在的那一段后面"
        add.on_click(lambda _button: self.insert())
        super().__init__(session, report, "表格", add)

    def insets(self, document: Document) -> tuple[Table, ...]:
        """Return a document's tables."""
        return document.tables

    def without(self, document: Document, inset_id: str) -> Document:
        """Return the document without a table."""
        return remove_table(document, inset_id)

    def new_card(self) -> Card:
        """Return one more card."""
        return Card(self._session, self._report)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards on the screen now."""
        return tuple(card for card in self.shown if isinstance(card, Card))

    def insert(self) -> None:
        """Put a new table in and the caret into its first cell."""
        after = insert_table(self._session.document, self.section, self.at(), NEW)
        table_id = after.tables[-1].id
        self._session.apply(after, "插入表格", f"{table_id}{CELL}0")
        self.go(Location(table_id, 0))
