"""The paragraph a line becomes: items that Word numbers and quotations bear a mark, everything else is text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.importers.numbers import read_number
from gongwen.paragraphs import ITEMS, QUOTATION, without_number
from gongwen.pieces import Role

if TYPE_CHECKING:
    from gongwen.importers.lines import Line
    from gongwen.paragraphs import Lists

TEXT: Final = frozenset({Role.PARAGRAPH, Role.ITEM, Role.QUOTATION})
"""Roles of our own export that are paragraphs of the text."""

_FORMS: Final = {3: "＃.", 4: "（＃）"}
"""The form of an item by the kind of the number Word gives it."""


def paragraph_of(line: Line, lists: Lists) -> str:
    """Return the paragraph that a line of text becomes, and let the section's `lists` count it.

    What Word numbers is an item only where we come to the same number; elsewhere the number stays in the text.
    """
    text = line.text
    if line.role is Role.ITEM:
        mark, _, rest = without_number(text)
        text = mark + rest
    elif line.quoted:
        text = QUOTATION + text
    elif (item := _item(line)) and lists.copy().number(item[0]) == item[1]:
        text = item[0]
    lists.number(text)
    return text


def _item(line: Line) -> tuple[str, str] | None:
    """Return the paragraph that a line numbered by Word would be, and the number it must then have."""
    number = read_number(line.text) if line.label and line.text.startswith(line.label) else None
    if number is None or number.loose or number.kind not in _FORMS:
        return None
    mark = _FORMS[number.kind]
    return mark + line.text[number.end :], ITEMS[mark](number.value)
