"""The filled-in workbook of the statutory tables of 政府信息公开, and the same tables of a report: numbers by their labels.

Whatever program made the sheets, a cell is known by the labels left of it and above it. What is no number is listed, never
guessed; totals are computed anew, and said when they differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongwen.document import Merge
from gongwen.importers.sheets.files import sheets_of
from gongwen.indicators.balance import imbalances
from gongwen.indicators.indicator import Entry, Indicator, canonical
from gongwen.indicators.prescribed import KEYS, form, matched, name_of
from gongwen.indicators.table import by_id, enter_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Document
    from gongwen.importers.sheets.sheet import Sheet
    from gongwen.indicators.data import Data
    from gongwen.indicators.prescribed import Found, Matched


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or a table as texts: its name, rows of equal length, and the cells made one."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled-in form holds: entries by the ids of their indicators, and a sentence for all that could not be read."""

    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many numbers were read."""
        return sum(map(len, self.entries.values()))


@dataclass(frozen=True, slots=True)
class Against:
    """A number of a form: whose it is, and the amount that stands in its place (empty: none)."""

    name: str
    entry: Entry
    old: str


def read_disclosure(data: bytes, name: str, year: int) -> Filled | None:
    """Return what a workbook holds for a year, or None when it is not this form; raise ImportRefusedError when it is none."""
    return disclosure_of_sheets(sheets_of(data, name), year)


def disclosure_of_sheets(sheets: Iterable[Sheet], year: int) -> Filled | None:
    """Return what sheets of a workbook hold for a year, or None when none of them is one of the tables."""
    return disclosure_of(map(_grid, sheets), year)


def disclosure_of(grids: Iterable[Grid], year: int) -> Filled | None:
    """Return what sheets hold for a year, or None when none of them is one of the tables."""
    entries: dict[str, list[Entry]] = {}
    notes: list[str] = []
    seen: set[str] = set()
    for grid in grids:
        found = matched(grid.rows, grid.merges)
        if found is None:
            continue
        if found.form.key in seen:
            notes.append(f"“{grid.name}”：这张表前面已经有了，没有再读")
            continue
        seen.add(found.form.key)
        notes += _read(grid, found, str(year), entries)
    if not seen:
        return None
    notes += [f"没有找到“{form(key).name}”" for key in KEYS if key not in seen]
    return Filled({key: tuple(each) for key, each in entries.items()}, tuple(notes))


def tables_of(document: Document) -> tuple[Grid, ...]:
    """Return the tables of a report as grids, so that last year's report can be read like a workbook."""
    return tuple(Grid(each.caption or f"表{at}", each.rows, each.merges) for at, each in enumerate(document.tables, 1))


def indicators_of(filled: Filled) -> tuple[Indicator, ...]:
    """Return the indicators of the tables that a form holds, with their ids, totals and entries."""
    tables = [form(key) for key in KEYS if any(each.id in filled.entries for each in form(key).indicators)]
    return tuple(
        replace(kind, entries=tuple(sorted(filled.entries.get(kind.id, ()), key=lambda each: each.key)))
        for table in tables
        for kind in table.indicators
    )


def against(data: Data, filled: Filled) -> tuple[Against, ...]:
    """Return every number of a form beside the one that the table of indicators has in its place."""
    here, names = by_id(data), {each.id: each.name for each in indicators_of(filled)}
    return tuple(
        Against(
            names[key],
            each,
            old.amount if (old := here[key].entry(each.period, each.group) if key in here else None) else "",
        )
        for key, entries in filled.entries.items()
        for each in entries
    )


def unentered(data: Data, filled: Filled) -> Filled:
    """Return what a form holds for cells of the table of indicators that are empty."""
    here = by_id(data)
    free = {
        key: tuple(each for each in entries if key not in here or here[key].entry(each.period, each.group) is None)
        for key, entries in filled.entries.items()
    }
    return replace(filled, entries={key: entries for key, entries in free.items() if entries})


def entered(data: Data, filled: Filled, by: str = "", at: str = "") -> Data:
    """Return the table of indicators with all that a form holds; indicators it lacks are added as the form has them."""
    here = {each.id for each in data.indicators}
    new = tuple(replace(each, entries=()) for each in indicators_of(filled) if each.id not in here)
    data = replace(data, indicators=(*data.indicators, *new))
    signed = {key: tuple(replace(each, by=by, at=at) for each in entries) for key, entries in filled.entries.items()}
    return enter_all(data, signed)


def _read(grid: Grid, found: Matched, period: str, entries: dict[str, list[Entry]]) -> list[str]:
    """Add a table's numbers to the entries; return what is to be said of it."""
    grouped = {amount.indicator for _, _, amount in found.form.laid.amounts if amount.group}
    empty: list[Found] = []
    notes: list[str] = []
    for each in found.found:
        kind = found.form.kinds[each.amount.indicator]
        if kind.formula or (not each.amount.group and each.amount.indicator in grouped):
            continue  # computed, and compared below
        value, name = each.value, name_of(found.form, each.amount)
        if not each.text.strip():
            empty.append(each)
        elif value is None:
            notes.append(f"“{grid.name}”{_place(each)}“{each.text.strip()[:20]}”不是数，没有读：{name}")
        elif value < 0 or (kind.whole and value != value.to_integral_value()):
            notes.append(
                f"“{grid.name}”{_place(each)}{canonical(value)}应当是不小于0的{'整' if kind.whole else ''}数，没有读：{name}"
            )
        else:
            amount = canonical(value.to_integral_value() if value == value.to_integral_value() else value)
            entries.setdefault(kind.id, []).append(Entry(period, amount, each.amount.group))
    if empty:
        names = "、".join(name_of(found.form, each.amount) for each in empty[:3])
        notes.append(
            f"“{grid.name}”有{len(empty)}格空着，没有读（没有发生的请填0）：{names}{'等' if len(empty) > 3 else ''}"
        )
    if found.missing:
        names = "、".join(name_of(found.form, each) for each in found.missing[:3])
        notes.append(f"“{grid.name}”里找不到{len(found.missing)}格：{names}{'等' if len(found.missing) > 3 else ''}")
    notes += [f"“{grid.name}”{_place(each.cell)}{each.message}" for each in imbalances(found)]
    return notes


def _place(found: Found) -> str:
    return f"第{found.row + 1}行第{found.column + 1}列"


def _grid(sheet: Sheet) -> Grid:
    merges = tuple(Merge(each.row, each.column, each.rows, each.columns) for each in sheet.merges)
    return Grid(sheet.name, tuple(tuple(cell.text for cell in row) for row in sheet.rows), merges)
