"""A table made from the indicators: which amount stands in which cell, worded as in a sentence; nothing known is a dash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.document import Merge, Table
from gongwen.errors import EditError
from gongwen.indicators.cells import Amount, Writer
from gongwen.indicators.headings import merged
from gongwen.indicators.indicator import spoken
from gongwen.indicators.recipe import Column, Row, Show, TableRecipe
from gongwen.indicators.recipetext import filled, period_of
from gongwen.indicators.table import by_id, groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.indicators.data import Data
    from gongwen.indicators.indicator import Indicator

_HEADS: Final = {Show.UNIT: "单位", Show.CHANGE: "同比", Show.RATE: "同比", Show.DIFFERENCE: "增减", Show.SHARE: "占比"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A table before it is laid out: labels, heads, and what each row shows (texts are fixed cells)."""

    labels: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Amount | str, ...], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table before its amounts are written: its other cells, and what stands at which (row, column)."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    header_rows: int
    amounts: tuple[tuple[int, int, Amount], ...]
    columns: tuple[tuple[Amount, ...], ...]
    """What stands in each of the columns, so that shares and totals know."""


def tabled(recipe: TableRecipe, data: Data, year: int) -> Table:
    """Return the table, without an id, of a report on a year; raise EditError when it names what is not there."""
    write = Writer(by_id(data), recipe.decimals, thousands=recipe.thousands)
    made = laid(recipe, data, year)
    rows = [[*each] for each in made.rows]
    edge = len(rows[0]) - len(made.columns)
    for row, column, amount in made.amounts:
        rows[row][column] = write.text(amount, made.columns[column - edge])
    return Table(
        "", tuple(map(tuple, rows)), filled(recipe.caption, year), filled(recipe.unit, year), made.header_rows,
        made.merges, filled(recipe.note, year), filled(recipe.source, year), recipe.landscape,
    )  # fmt: skip


def laid(recipe: TableRecipe, data: Data, year: int) -> Laid:
    """Return where everything stands; raise EditError when an indicator is not there."""
    made = planned(recipe, data, year)
    frame = merged(made.labels, made.heads, filled(recipe.corner, year))
    rows = [[*each] for each in frame.rows]
    merges = list(frame.merges)
    amounts: list[tuple[int, int, Amount]] = []
    for row, (labels, cells) in enumerate(zip(made.labels, made.cells, strict=True), frame.depth):
        # Fixed texts without a label begin at the edge.
        first = frame.width if labels or not any(isinstance(each, str) for each in cells) else 0
        for column, cell in enumerate(cells, first):
            if isinstance(cell, str):
                rows[row][column] = cell
            else:
                amounts.append((row, column, cell))
        last = first + len(cells) - 1
        if cells and last < len(rows[row]) - 1:
            merges.append(Merge(row, last, 1, len(rows[row]) - last))
    heads = recipe.header_rows if recipe.header_rows >= 0 else frame.depth
    columns = tuple(_column(made, at) for at in range(len(made.heads)))
    return Laid(tuple(map(tuple, rows)), tuple(merges), min(heads, len(rows)), tuple(amounts), columns)


def _column(plan: Plan, place: int) -> tuple[Amount, ...]:
    """Return what stands in a column."""
    found = (row[place] for row in plan.cells if place < len(row))
    return tuple(each for each in found if isinstance(each, Amount) and each.indicator)


def planned(recipe: TableRecipe, data: Data, year: int) -> Plan:
    """Return what stands where; raise EditError when an indicator is not there."""
    names = named(data)
    columns = _spread(recipe.columns, data)
    rows = _rows(recipe, data, names)
    cells = tuple(_cells(row, columns, names, year) for row in rows)
    labels = tuple(_labels(row, names, year) for row in rows)
    if recipe.total:
        labels = (*labels, (recipe.total,))
        cells = (*cells, tuple(_total(column, year) for column in columns))
    heads = tuple(_head(column, names, year) if recipe.header_rows else () for column in columns)
    return Plan(labels, heads, cells)


def named(data: Data) -> Mapping[str, Indicator]:
    """Return the indicators by all that a recipe may call them: id, name, alias."""
    found: dict[str, Indicator] = {}
    for each in data.indicators:
        for name in (each.id, each.name, *each.aliases):
            found.setdefault(name, each)
    return {**found, **by_id(data)}


def _rows(recipe: TableRecipe, data: Data, names: Mapping[str, Indicator]) -> tuple[Row, ...]:
    given = recipe.rows
    if not given:
        wanted = recipe.indicators or tuple(each.id for each in data.indicators)
        given = tuple(Row(indicator=known(names, each).id) for each in wanted)
    if not given:
        raise EditError("指标表里还没有指标", mend="请先在“数据”里加几项指标")
    return _spread_rows(given, data)


def _spread_rows(given: Sequence[Row], data: Data) -> tuple[Row, ...]:
    made: list[Row] = []
    for row in given:
        made += [replace(row, group=each, each_group=False) for each in groups(data)] if row.each_group else [row]
    return tuple(made)


def _spread(given: Sequence[Column], data: Data) -> tuple[Column, ...]:
    made: list[Column] = []
    for column in given:
        made += [replace(column, group=each, each_group=False) for each in groups(data)] if column.each_group else [column]  # fmt: skip
    return tuple(made)


def _cells(row: Row, columns: Sequence[Column], names: Mapping[str, Indicator], year: int) -> tuple[Amount | str, ...]:
    if row.text:
        return tuple(filled(each, year) for each in row.text)
    made: list[Amount | str] = []
    for at, column in enumerate(columns[: len(row.indicators) or None]):
        name = row.indicators[at] if row.indicators else column.indicator or row.indicator
        if not name:
            raise EditError(
                "有一行没有写是哪项指标", where="、".join(row.labels), mend="请在这一行或者这一列写上 indicator"
            )
        found = known(names, name)
        period = period_of(row.period or column.period, year)
        made.append(Amount(found.id, period, column.group or row.group, column.show))
    return tuple(made)


def _total(column: Column, year: int) -> Amount:
    # Without an indicator: the sum of what stands above it.
    return Amount("", period_of(column.period, year), column.group, column.show)


def _labels(row: Row, names: Mapping[str, Indicator], year: int) -> tuple[str, ...]:
    if row.labels or row.text:
        return tuple(filled(each, year) for each in row.labels)
    if row.group:
        return (row.group,)
    return (known(names, row.indicator).name,) if row.indicator else ()


def _head(column: Column, names: Mapping[str, Indicator], year: int) -> tuple[str, ...]:
    if column.heads:
        return tuple(filled(each, year) for each in column.heads)
    if column.indicator and column.show is Show.VALUE:
        return (known(names, column.indicator).name,)
    if column.group:
        return (column.group,)
    period = period_of(column.period, year)
    return (_HEADS.get(column.show) or (spoken(period) if period else "数值"),)


def known(names: Mapping[str, Indicator], name: str) -> Indicator:
    """Return the indicator of this id, name or alias; raise EditError when there is none."""
    if name not in names:
        raise EditError("指标表里没有这项指标", where=name, mend="请在制表说明里改成表里有的名称，或者把这项指标加上")
    return names[name]
