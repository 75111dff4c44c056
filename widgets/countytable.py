"""A table of the county on the page, to sort and to narrow, and the link to a report that was just stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from widgets.channel import Channel, joined

if TYPE_CHECKING:
    from gongwen.county.tables import Grid


class CountyTable(Channel):
    """Paints a table; numbers are numbers, everything else is text and goes to the page as text."""

    _esm = joined("dom.js", "countytable.js")
    _css = joined("app.css", "county.css")
    table = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(table={"name": "", "heads": [], "rows": []})
        self._grid: Grid | None = None

    def show(self, name: str, grid: Grid) -> None:
        """Show a table under a name, which its file has too."""
        self._grid = grid
        self.table = {"name": name, "heads": list(grid.heads), "rows": [list(row) for row in grid.rows]}

    def on_csv_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The table is wanted as a file; nothing is written to disk here."""
        if self._grid is not None:
            self.send({"type": "download", "name": f"{self.table['name']}.csv"}, buffers=[self._grid.csv()])


class CountyLink(Channel):
    """Paints the link to a stored report; empty while there is none."""

    _esm = joined("dom.js", "notebook.js", "countylink.js")
    link = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(link={"report": "", "title": ""})

    def show(self, report: str, title: str) -> None:
        """Show the link to a report, by its id."""
        self.link = {"report": report, "title": title}
