"""A cell of the table of indicators that a browser kept: what the report has there, and how people say where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.indicator import is_period, spoken
from gongwen.indicators.table import find
from gongwen.indicators.typed import amount_typed
from gongwen.together.amounts import TABLE, amount_of_target

if TYPE_CHECKING:
    from gongwen.document import Document

_FORM: Final = re.compile(r"amount#[^#]+#([^#]+)#.*", re.DOTALL)
_COLUMNS: Final = {"name": "名称", "unit": "单位"}


def is_amount(target: str) -> bool:
    """Whether a kept text was typed into the table of indicators; besides amounts there are names and units."""
    found = _FORM.fullmatch(target)
    return found is not None and (found[1] in _COLUMNS or is_period(found[1]))


def stored_amount(document: Document, target: str) -> str:
    """Return what the report has in a cell; raise EditError when its row is gone."""
    key, column, group = amount_of_target(target)
    indicator = find(document.data, key)
    if column in _COLUMNS:
        return indicator.name if column == "name" else indicator.unit
    return next((each.amount for each in indicator.entries if each.key == (column, group)), "")


def plain_amount(document: Document, target: str, text: str) -> str:
    """Return what was typed as the table would have it; what it would not take stays as it is."""
    key, column, _ = amount_of_target(target)
    try:
        return amount_typed(text, find(document.data, key).unit) if is_period(column) else " ".join(text.split())
    except EditError:
        return text


def spoken_amount(document: Document, target: str) -> str:
    """Return where a cell is, as 指标表“受理”2025年."""
    key, column, group = amount_of_target(target)
    try:
        name = f"“{find(document.data, key).name}”"
    except EditError:
        name = "已删去的一项"
    return f"{TABLE}{name}{group}{_COLUMNS.get(column) or spoken(column)}"
