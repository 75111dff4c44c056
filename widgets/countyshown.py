"""What the county's panel shows once reports were read: organs, indicators, a chart, reminders, and the county's report begun."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import ipywidgets as w

from gongwen.errors import EditError
from widgets.countytable import CountyLink, CountyTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.apicounty import County as Found
    from gongwen.county.tables import Grid

VIEWS: Final = ("单位", "指标", "名次和图", "提醒", "写成县级报告")

BARS: Final = 20
"""Organs of a chart: of more the bars could not be told apart; the table beside it has all."""


class Shown:
    """Shows what was `found`, one view at a time, each made when it is first looked at."""

    def __init__(self, found: Callable[[], Found | None], guard: Callable[[Callable[[], None]], None]) -> None:
        self._found, self._guard = found, guard
        self.table, self.link = CountyTable(), CountyLink()
        self.view = VIEWS[0]
        self._views = {name: w.Button(description=name).add_class("gw-btn") for name in VIEWS}
        for name, button in self._views.items():
            button.on_click(lambda _button, name=name: guard(lambda: self.show(name)))
        self.indicator = w.Dropdown(description="指标", options=[])
        self.indicator.observe(lambda _change: guard(self._ranks) if self.view == VIEWS[2] else None, "value")
        self._chart, self._note = w.Image(format="png"), w.HTML().add_class("gw-muted")
        self.organ = w.Text(description="县级机关的名称", placeholder="如 某某县人民政府")
        self.kind = w.Dropdown(description="报告种类", options=[])
        self.write = w.Button(description="写成县级报告").add_class("gw-btn").add_class("is-primary")
        self.write.on_click(lambda _button: guard(self._write))
        self._room = w.VBox([]).add_class("gw-ct-part")
        bar = w.Box(list(self._views.values())).add_class("gw-seg")
        self.box = w.VBox([bar, self._room])
        self.box.layout.display = "none"

    def refresh(self) -> None:
        """Show anew what was found."""
        found = self._found()
        if found is None:
            return
        self.box.layout.display = ""
        names = [each.name for each in found.rollup.totals]
        kept = self.indicator.value
        self.indicator.options = names
        if names:
            self.indicator.value = kept if kept in names else names[0]
        self.show(self.view)

    def show(self, view: str) -> None:
        """Show one of the views."""
        from gongwen.county.tables import total_grid, town_grid  # noqa: PLC0415 - whatever fails to load must become a sentence

        self.view = view
        for name, button in self._views.items():
            (button.add_class if name == view else button.remove_class)("is-on")
        found = self._found()
        if found is None:
            return
        if view == VIEWS[0]:
            self._tabled("各单位", town_grid(found.rollup))
        elif view == VIEWS[1]:
            self._tabled("各指标", total_grid(found.rollup))
        elif view == VIEWS[2]:
            self._ranks()
        elif view == VIEWS[3]:
            self._tabled("提醒", _reminder_grid(found))
        else:
            self._asks()

    def still(self) -> str:
        """Return what was found as HTML that needs no kernel: organs, indicators, reminders."""
        from exports.cells_html import rows_html  # noqa: PLC0415 - as above
        from gongwen.county.tables import total_grid, town_grid  # noqa: PLC0415

        found = self._found()
        if found is None:
            return ""
        rollup = found.rollup
        grids = (("单位", town_grid(rollup)), ("指标", total_grid(rollup)), ("提醒", _reminder_grid(found)))
        parts = [f"<h3>{name}</h3>{rows_html(grid.heads, grid.rows)}" for name, grid in grids]
        return f"<p>{html.escape(rollup.summary)}。</p>{''.join(parts)}"

    def _tabled(self, name: str, grid: Grid) -> None:
        self.table.show(name, grid)
        self._room.children = (self.table,)

    def _ranks(self) -> None:
        """Show an indicator's ranks, and a chart of the first of them."""
        from exports.charts import picture  # noqa: PLC0415 - as above; it loads what draws
        from gongwen.county.pictured import rank_chart  # noqa: PLC0415
        from gongwen.county.tables import rank_grid  # noqa: PLC0415
        from gongwen.document import Appearance  # noqa: PLC0415

        found, name = self._found(), self.indicator.value
        if found is None or not name:
            self._room.children = (w.HTML("还没有可以比的指标。"),)
            return
        rollup = found.rollup
        total = next(each for each in rollup.totals if each.name == name)
        self.table.show(f"{name}名次", rank_grid(rollup, name))
        self._room.children = (self.indicator, self.table)
        self._chart.value = picture(rank_chart(total, rollup.year, BARS), Appearance(), 100).data
        self._note.value = f"图里是最多的 {min(BARS, len(total.shares))} 个，共 {len(total.shares)} 个单位。"
        self._room.children = (self.indicator, self._note, self._chart, self.table)

    def _asks(self) -> None:
        from gongwen.templates import load_templates  # noqa: PLC0415 - as above

        if not self.kind.options:
            self.kind.options = [(each.name, each.key) for each in load_templates()]
            self.kind.index = 0
        told = w.HTML(
            "各乡镇的数按单位分组放进指标表，合计写成句子并引用着表，再附上分单位的表；其余的话接着写。"
        ).add_class("gw-muted")
        asks = w.Box([self.organ, self.kind]).add_class("gw-ct-ask")
        self._room.children = (told, asks, w.Box([self.write]).add_class("gw-row"), self.link)

    def _write(self) -> None:
        """Store the county's report begun, and show the link to it."""
        from gongwen.store import Store  # noqa: PLC0415 - as above

        found = self._found()
        if found is None:
            raise EditError("还没有读过报告", mend="请先按“开始”")
        document = found.report(self.organ.value, template=self.kind.value).document
        store = Store.open()
        try:
            saved = store.create(document)
        finally:
            store.close()
        self.link.show(saved.id, document.name)


def _reminder_grid(found: Found) -> Grid:
    from gongwen.county.tables import Grid  # noqa: PLC0415 - as above

    return Grid(("机关", "可以直接发的话"), tuple((each.organ, each.text) for each in found.reminders))
