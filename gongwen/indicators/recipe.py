"""How a table or a chart is made from the indicators: a short TOML text, read strictly, years relative to the report's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.figures import LEAST_WIDTH, MOST_WIDTH
from gongwen.indicators.indicator import Indicator
from gongwen.indicators.recipetext import YEARS, is_relative
from gongwen.indicators.table import MOST_PLACES, fault_of
from gongwen.strict import Strict, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE, BAR, LINE, SHARE = "table", "bar", "line", "share"
KINDS: Final = (TABLE, BAR, LINE, SHARE)

NAME: Final = "制表说明"
"""What such a text is called before a person."""

MOST_BYTES: Final = 64 * 1024

TABLE_KEYS: Final = {
    "kind": "table、bar、line、share 里的一个", "name": "文字", "caption": "文字", "unit": "文字", "note": "文字",
    "source": "文字", "landscape": "true 或 false", "decimals": "整数", "thousands": "true 或 false", "corner": "文字",
    "total": "文字", "header_rows": "整数", "indicators": "文字的列表", "row": "[[row]] 的列表",
    "column": "[[column]] 的列表", "indicator": "[[indicator]] 的列表",
}  # fmt: skip
"""The keys of a table's recipe and the type of each, as people are told."""

CHART_KEYS: Final = {
    "kind": "table、bar、line、share 里的一个", "name": "文字", "caption": "文字", "source": "文字",
    "alternative": "文字", "width": "整数", "decimals": "整数", "indicators": "文字的列表", "groups": "文字的列表",
    "each_group": "true 或 false", "periods": "文字的列表",
}  # fmt: skip
"""The keys of a chart's recipe."""

ROW_KEYS: Final = {
    "indicator": "文字", "indicators": "文字的列表", "period": "文字", "group": "文字", "labels": "文字的列表",
    "each_group": "true 或 false", "text": "文字的列表",
}  # fmt: skip
COLUMN_KEYS: Final = {
    "show": "文字", "period": "文字", "indicator": "文字", "group": "文字", "heads": "文字的列表",
    "each_group": "true 或 false",
}  # fmt: skip
INDICATOR_KEYS: Final = {
    "id": "文字", "name": "文字", "unit": "文字", "definition": "文字", "formula": "文字", "whole": "true 或 false",
    "least": "文字",
}  # fmt: skip

_ID: Final = re.compile(r"[\w-]{1,60}")


class Show(StrEnum):
    """What a column shows of an indicator."""

    VALUE = "value"
    UNIT = "unit"
    CHANGE = "change"
    """增长33.3%"""
    RATE = "rate"
    """33.3%, -9.7%"""
    DIFFERENCE = "difference"
    """6, -3, 2.1个百分点"""
    SHARE = "share"
    """The part of all rows together, in hundredths."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: an indicator (by its id, name or alias), or one for each column; or `text` that is fixed.

    Fewer indicators or texts than columns: the last one's cell goes to the end. `labels` lead from the outer to the
    inner one; neighbours with the same outer label share its cell. `each_group` makes a row of every group.
    """

    indicator: str = ""
    indicators: tuple[str, ...] = ()
    period: str = ""
    group: str = ""
    labels: tuple[str, ...] = ()
    each_group: bool = False
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it shows, of which period; `heads` from the upper to the lower one. What a row names goes first."""

    show: Show = Show.VALUE
    period: str = "year"
    indicator: str = ""
    group: str = ""
    heads: tuple[str, ...] = ()
    each_group: bool = False


@dataclass(frozen=True, slots=True)
class TableRecipe:
    """A table: without rows, every indicator that has a name in `indicators` (or all of them) makes one.

    `brings` are the indicators that come with it; `header_rows` says how many rows are head (-1: the columns' heads; 0: none, and the columns have none).
    """

    name: str = ""
    caption: str = ""
    unit: str = ""
    note: str = ""
    source: str = ""
    landscape: bool = False
    decimals: int = -1
    thousands: bool = False
    corner: str = "指标"
    total: str = ""
    header_rows: int = -1
    indicators: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    brings: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartRecipe:
    """A chart: bars (of indicators or groups, side by side for each period), lines over periods, parts of a whole.

    Without `indicators` it shows those that are measured as the first one is.
    """

    kind: str
    name: str = ""
    caption: str = ""
    source: str = ""
    alternative: str = ""
    width: int = MOST_WIDTH
    decimals: int = -1
    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    each_group: bool = False
    periods: tuple[str, ...] = ("year",)


Recipe = TableRecipe | ChartRecipe


class _Reader(Strict):
    what = NAME
    braces = dict.fromkeys(("caption", "unit", "note", "source", "alternative", "corner", "labels", "heads", "text"), YEARS)  # fmt: skip

    def period(self, key: str) -> str:
        value = self.text(key)
        if value and not is_relative(value):
            raise self.wrong(key, "year、year-1、yearQ3 或者 2025 这样的")
        return value

    def places(self, key: str) -> int:
        value = self.whole(key, default=-1)
        if not -1 <= value <= MOST_PLACES:
            raise self.wrong(key, f"0 到 {MOST_PLACES} 的整数")
        return value

    def inner(self, key: str, keys: Mapping[str, str]) -> tuple[_Reader, ...]:
        return tuple(_Reader(self._name, each, keys, f"{key}{at}.") for at, each in enumerate(self.tables(key), 1))


@lru_cache(256)
def read(text: str, name: str = NAME) -> Recipe:
    """Return the recipe that a text in TOML is; raise TemplateError naming the key and the nearest right one."""
    plain = parsed(text[:MOST_BYTES], name, NAME)
    kind = plain.get("kind", TABLE)
    first = _Reader(name, plain, CHART_KEYS if kind in KINDS[1:] else TABLE_KEYS, "")
    return _table(first) if first.one_of("kind", KINDS, TABLE) == TABLE else _chart(first)


def chosen(text: str, indicators: tuple[str, ...]) -> str:
    """Return a recipe's text with the indicators it is to show, by id, in place of those it names itself."""
    line = "indicators = [" + ", ".join(f'"{each}"' for each in indicators if _ID.fullmatch(each)) + "]"
    top, found, rest = text.partition("\n[[")
    lines = [each for each in top.split("\n") if not re.match(r"indicators\s*=", each)]
    return "\n".join((*lines, line)) + found + rest


def _table(reader: _Reader) -> TableRecipe:
    made = TableRecipe(
        name=reader.text("name"),
        caption=reader.text("caption"),
        unit=reader.text("unit"),
        note=reader.text("note"),
        source=reader.text("source"),
        landscape=reader.flag("landscape", default=False),
        decimals=reader.places("decimals"),
        thousands=reader.flag("thousands", default=False),
        corner=reader.text("corner") or "指标",
        total=reader.text("total"),
        header_rows=reader.whole("header_rows", default=-1),
        indicators=reader.texts("indicators"),
        rows=tuple(_row(each) for each in reader.inner("row", ROW_KEYS)),
        columns=tuple(_column(each) for each in reader.inner("column", COLUMN_KEYS)) or (Column(),),
        brings=tuple(_indicator(each) for each in reader.inner("indicator", INDICATOR_KEYS)),
    )
    wide = max((len(row.labels) for row in made.rows), default=0) + len(made.columns)
    for row in made.rows:
        if len(row.indicators) > len(made.columns) or len(row.labels) + len(row.text) > wide:
            raise reader.wrong("row", f"不比列多的：这张表有 {len(made.columns)} 列")
    return made


def _row(reader: _Reader) -> Row:
    made = Row(
        indicator=reader.text("indicator"),
        indicators=reader.texts("indicators"),
        period=reader.period("period"),
        group=reader.text("group"),
        labels=reader.texts("labels"),
        each_group=reader.flag("each_group", default=False),
        text=reader.texts("text"),
    )
    if sum(map(bool, (made.indicator, made.indicators, made.text))) > 1:
        raise reader.wrong("indicator", "只写一样的：indicator、indicators、text 里选一个")
    return made


def _column(reader: _Reader) -> Column:
    return Column(
        show=Show(reader.one_of("show", tuple(Show), Show.VALUE)),
        period=reader.period("period") or "year",
        indicator=reader.text("indicator"),
        group=reader.text("group"),
        heads=reader.texts("heads"),
        each_group=reader.flag("each_group", default=False),
    )


def _indicator(reader: _Reader) -> Indicator:
    made = Indicator(
        id=reader.text("id", required=True),
        name=reader.text("name", required=True),
        unit=reader.text("unit"),
        definition=reader.text("definition"),
        formula=reader.text("formula"),
        whole=reader.flag("whole", default=False),
        least=reader.text("least"),
    )
    if fault := fault_of(made):
        raise reader.wrong(*fault)
    return made


def _chart(reader: _Reader) -> ChartRecipe:
    made = ChartRecipe(
        kind=reader.text("kind"),
        name=reader.text("name"),
        caption=reader.text("caption"),
        source=reader.text("source"),
        alternative=reader.text("alternative"),
        width=reader.whole("width", default=MOST_WIDTH),
        decimals=reader.places("decimals"),
        indicators=reader.texts("indicators"),
        groups=reader.texts("groups"),
        each_group=reader.flag("each_group", default=False),
        periods=reader.texts("periods") or ("year",),
    )
    if not LEAST_WIDTH <= made.width <= MOST_WIDTH:
        raise reader.wrong("width", f"{LEAST_WIDTH} 到 {MOST_WIDTH} 的整数")
    if not all(map(is_relative, made.periods)):
        raise reader.wrong("periods", "year、year-1、yearQ3 或者 2025 这样的列表")
    return made
