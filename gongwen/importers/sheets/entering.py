"""What a table's cells come to: amounts entered once their unit is known, refused ones listed, rows of totals checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from gongwen.importers.sheets.cells import NOTHING, read_cell
from gongwen.importers.sheets.reading import Unread
from gongwen.indicators.indicator import PERCENT

if TYPE_CHECKING:
    from gongwen.importers.sheets.blocks import Block
    from gongwen.importers.sheets.columns import Columns
    from gongwen.importers.sheets.reading import Gathered


@dataclass(frozen=True, slots=True)
class Found:
    """A cell on its way into the table: where it is, of which indicator, unit, period and group it is."""

    row: int
    column: int
    name: str
    unit: str
    period: str
    group: str
    adds: bool = True
    """Whether it is a part of the table's total: 小计 and 其中 are not."""


@dataclass(slots=True)
class Taking:
    """A table while it is read: the year and quarter its lines name, its unit, what was found so far."""

    block: Block
    columns: Columns
    into: Gathered
    year: int
    quarter: str
    unit: str
    class_: str = ""
    found: list[Found] = field(default_factory=list)
    totals: list[Found] = field(default_factory=list)

    def refuse(self, row: int, column: int, reason: str) -> None:
        """List a cell as not read, unless nothing stands in it."""
        cell = self.block.sheet.rows[row][column]
        if cell.text.strip() not in NOTHING:
            self.into.unread.append(
                Unread(self.block.sheet.name, self.block.sheet.place(row, column), cell.text.strip(), reason)
            )

    def note(self, text: str) -> None:
        """Say what was left out by right."""
        self.into.notes.append(f"{self.block.sheet.name}：{text}")


def settle(taking: Taking) -> None:
    """Enter what was found; an indicator without a unit has the one that stands in its cells."""
    units: dict[tuple[str, str], str] = {}
    for each in (*taking.found, *taking.totals):
        own = read_cell(taking.block.sheet.rows[each.row][each.column], each.unit).unit
        if not each.unit and own:
            units.setdefault((each.name, each.unit), own)
    sums: dict[tuple[str, str, str], Decimal] = {}
    for each in taking.found:
        unit = each.unit or units.get((each.name, ""), "")
        amount = _enter(taking, each, unit)
        if amount and each.adds:
            key = (unit, each.period, each.group)
            sums[key] = sums.get(key, Decimal(0)) + Decimal(amount)
    _check_totals(taking, sums)


def _enter(taking: Taking, each: Found, unit: str) -> str:
    """Enter a cell's amount and return it; empty when there is none or it cannot be read."""
    cell = taking.block.sheet.rows[each.row][each.column]
    read = read_cell(cell, unit)
    why = read.problem
    if unit == PERCENT and each.unit != PERCENT and read.amount and read.unit != PERCENT:
        why = "别的格子是百分数，不知道这个是不是"
    entries = taking.into.found.setdefault((each.name, unit), {})
    about = taking.into.about.get((each.name, each.unit), ("", ""))
    taking.into.about.setdefault((each.name, unit), about)
    where = each.period, each.group
    if not why and read.amount and where in entries and Decimal(entries[where]) != Decimal(read.amount):
        why = f"“{each.name}”同一年的数前面是{entries[where]}，这里又是一个"
    if why:
        taking.refuse(each.row, each.column, why)
        return ""
    if read.amount:
        entries.setdefault(where, read.amount)
    return read.amount


def _check_totals(taking: Taking, sums: dict[tuple[str, str, str], Decimal]) -> None:
    """List rows of totals that are not what the rows over them come to; where units differ, or rows are parts of others, nothing adds up."""
    if len({unit for unit, _, _ in sums}) != 1 or len({each.row for each in taking.totals}) != 1:
        return
    if not all(each.adds for each in taking.found):
        return
    for each in taking.totals:
        unit = next(iter(sums))[0]
        read = read_cell(taking.block.sheet.rows[each.row][each.column], unit)
        total = sums.get((unit, each.period, each.group))
        if unit != PERCENT and read.amount and total is not None and Decimal(read.amount) != total:
            taking.refuse(each.row, each.column, f"各项加起来是{total}，合计写的是{read.amount}，请核对")
