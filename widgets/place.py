"""A place in a report as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.anchors import home_of
from gongwen.document import HEADING
from widgets.outline import entries
from widgets.parts import ENTRY_OF, OPENING, PARTS, entry_of
from widgets.tools import LABEL

if TYPE_CHECKING:
    from gongwen.document import Document, Location


def spoken_place(document: Document, place: Location, *, whole: bool = False) -> str:
    """Return a place as “（三）加强法治学习”第 1 段, a `whole` field without its paragraph; empty when it is gone."""
    home = home_of(document, place)
    in_table, place = home != place, home
    items = entries(document, None)
    item = next((item for item in items if item["id"] == entry_of(place)), None)
    if item is None:
        return ""
    name = f"“{item['number']}{item['label'][:LABEL]}”"
    if place.section in ENTRY_OF and place.section != OPENING:
        return name + next(field.label for field in PARTS[item["id"]] if field.target == place.section)
    if in_table:
        return name + "的表格"
    if place.paragraph == HEADING:
        return name + "的小标题"
    return name if whole else f"{name}第 {place.paragraph + 1} 段"
