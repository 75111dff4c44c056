"""The cells of a table as a grid that people type into: one message a change, rows and columns by buttons or a paste."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from gongwen import tables, targets
from gongwen.document import Merge
from gongwen.errors import EditError
from gongwen.targets import CELL
from gongwen.together.grids import APART, aligned, columns_of
from gongwen.together.texts import merge_text
from widgets.channel import Channel, count_of, joined, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Table
    from gongwen.session import Session
    from gongwen.together.sequences import Items

MOST_HEADS: Final = 9
"""Header rows that the grid lets a person choose."""


class Grid(Channel):
    """Shows one table's cells; what is typed goes to the session, cell by cell.

    `on_place` hears (target, offset) of the caret, `on_disputed` (target, the text both began with) of what met others'
    changes. A message that counts on cells as they are no more is not heard: those of now are on their way, and the page
    then sends anew what was typed, or gives a sentence.
    """

    _esm = joined("dom.js", "text.js", "kept.js", "company.js", "menu.js", "cells.js", "gridbar.js", "grid.js")

    def __init__(self, session: Session, report: str) -> None:
        super().__init__()
        self._session = session
        self._report = report
        self._known: Table | None = None
        self._epoch = self._shaped = self._seq = 0
        self.table = ""
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self.on_disputed: Callable[[str, str], None] = lambda _target, _base: None

    def show(self, table_id: str) -> None:
        """Show a table."""
        if table_id != self.table:
            self.table, self._known = table_id, None
        self.refresh()

    def refresh(self) -> None:
        """Send the cells anew when they differ from what the page knows."""
        self._show(others=False)

    def follow(self) -> None:
        """Send what others made of the cells."""
        self._show(others=True)

    def _show(self, *, others: bool) -> None:
        table = self._now
        if self._known is None or _painted(table) != _painted(self._known):
            self._load(others=others)
        self._known = table

    def put_caret(self, cell: int, offset: int) -> None:
        """Put the caret into a cell."""
        self.send({"type": "caret", "cell": cell, "at": offset})

    def tell_saved(self) -> None:
        """Tell the page that all it sent is saved."""
        self.send({"type": "saved", "seq": self._seq})

    def name_report(self, report: str) -> None:
        """Take the id the report has now."""
        self._report = report
        self.send({"type": "report", "report": report})

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page has painted the grid and wants its cells."""
        if self._known is not None:
            self._load()

    def on_caret_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The caret went into a cell."""
        if content.get("table") == self.table:
            self.on_place(self._target(count_of(content, "cell")), count_of(content, "at"))

    def on_cell_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A cell was typed into."""
        cell, text = count_of(content, "cell"), text_of(content, "text")
        table_id, self._seq = text_of(content, "table", 200), count_of(content, "seq")
        if table_id == self.table and content.get("epoch") != self._epoch:
            return
        target, base = f"{table_id}{CELL}{cell}", text_of(content, "base")
        now = targets.read(self._session.document, target)
        merged, disputed = merge_text(base, text, now)
        if disputed:
            self.on_disputed(target, base)
            merged = text
        try:
            self._session.type(target, merged)
        finally:
            self._known = self._now if table_id == self.table else self._known
            self.send(
                {"type": "ack", "seq": self._seq, "view": text_of(content, "view", 40), "cell": cell, "text": merged}
            )

    def on_back_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Somebody took away the row or the column that was being typed in: it comes back with what was typed."""
        texts = [str(text) for text in content.get("texts") or []][: tables.MOST_ROWS]
        at, row = count_of(content, "at"), content.get("row") is True

        def back(table: Table) -> Table:
            at_most = min(at, len(table.rows) if row else table.columns)
            made = tables.insert_row(table, at_most) if row else tables.insert_column(table, at_most)
            for other, text in enumerate(texts[: made.columns if row else len(made.rows)]):
                made = tables.set_cell(made, *((at_most, other) if row else (other, at_most)), text)
            return made

        if content.get("table") == self.table:
            self._change("放回一行" if row else "放回一列", at if row else 0, 0 if row else at, back)

    def on_paste_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Cells were pasted, from a spreadsheet or another table."""
        cells = tables.from_tabs(text_of(content, "text"))
        if len(cells) > tables.MOST_ROWS or any(len(row) > tables.MOST_COLUMNS for row in cells):
            most = f"最多 {tables.MOST_ROWS} 行、{tables.MOST_COLUMNS} 列"
            raise EditError("复制的内容太大，放不进报告里的表格", mend=f"{most}，请只复制要用的部分")
        row, column = self._place(content)
        self._change("粘贴表格", row, column, lambda table: tables.paste(table, row, column, cells))

    def on_do_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A button was pressed, for the cells that are chosen."""
        row, column = self._place(content)
        rows, columns = count_of(content, "rows", tables.MOST_ROWS), count_of(content, "columns", tables.MOST_COLUMNS)
        many = Merge(row, column, max(rows, 1), max(columns, 1))
        value = count_of(content, "value", MOST_HEADS)
        actions: dict[str, tuple[str, Callable[[Table], Table]]] = {
            "row_above": ("加一行", partial(tables.insert_row, at=row)),
            "row_below": ("加一行", partial(tables.insert_row, at=row + many.rows)),
            "column_left": ("加一列", partial(tables.insert_column, at=column)),
            "column_right": ("加一列", partial(tables.insert_column, at=column + many.columns)),
            "remove_row": ("删除行", lambda table: _removed(table, tables.remove_row, row, many.rows)),
            "remove_column": ("删除列", lambda table: _removed(table, tables.remove_column, column, many.columns)),
            "merge": ("合并格子", partial(tables.merge_cells, merge=many)),
            "split": ("拆开格子", partial(tables.split_cells, row=row, column=column)),
            "clear": ("清空格子", partial(tables.clear, area=many)),
            "heads": ("表头行数", lambda table: replace(table, header_rows=min(value, len(table.rows)))),
            "side": ("表格横排", lambda table: replace(table, landscape=bool(value))),
        }
        action = text_of(content, "action", 20)
        if action in actions:
            label, change = actions[action]
            self._change(label, row, column, change)

    def _change(self, label: str, row: int, column: int, change: Callable[[Table], Table]) -> None:
        try:
            after = tables.update_table(self._session.document, self.table, change)
        except EditError:
            self._load()  # the page's cells may be those of before
            raise
        made = tables.find_table(after, self.table)
        place = min(row, len(made.rows) - 1) * made.columns + min(column, made.columns - 1)
        self._session.apply(after, label, self._target(place))

    def _place(self, content: dict[str, Any]) -> tuple[int, int]:
        table = self._now
        row, column = count_of(content, "row"), count_of(content, "column")
        # What others typed into cells leaves a button's row its row; only rows and columns that came, went or moved do not.
        now = content.get("table") == self.table and self._shaped <= count_of(content, "epoch") <= self._epoch
        if not now or row >= max(len(table.rows), 1) or column >= max(table.columns, 1):
            raise EditError("表格刚刚改过", mend="请再点一次")
        return row, column

    @property
    def _now(self) -> Table:
        return tables.find_table(self._session.document, self.table)

    def _target(self, cell: int) -> str:
        return f"{self.table}{CELL}{cell}"

    def _load(self, *, others: bool = False) -> None:
        """Send the cells, and of each row and column which one it was before (-1: none)."""
        self._epoch += 1
        table, was = self._now, self._known
        same = was is None or was.id != table.id
        came = (
            {}
            if same or was is None
            else {"rows": _came(_rows(was), _rows(table)), "columns": _came(columns_of(was), columns_of(table))}
        )
        if same or any(each != list(range(len(each))) for each in came.values()) or _size(was) != _size(table):
            self._shaped = self._epoch
        message = {"type": "load", "report": self._report, "epoch": self._epoch, "others": others, "from": came}
        self.send({**message, **_painted(table)})


def _painted(table: Table) -> dict[str, Any]:
    merges = [[merge.row, merge.column, merge.rows, merge.columns] for merge in table.merges]
    return {
        "table": table.id, "rows": [list(row) for row in table.rows], "merges": merges,
        "heads": table.header_rows, "side": table.landscape,
    }  # fmt: skip


def _size(table: Table | None) -> tuple[int, int]:
    return (len(table.rows), table.columns) if table else (0, 0)


def _rows(table: Table) -> Items:
    return tuple(map(APART.join, table.rows))


def _came(old: Items, new: Items) -> list[int]:
    """Return for each row or column of now which one it was, -1 for none."""
    return [-1 if was is None else was for was, now in aligned(old, new) if now is not None]


def _removed(table: Table, remove: Callable[[Table, int], Table], at: int, count: int) -> Table:
    for _ in range(count):
        table = remove(table, at)
    return table
