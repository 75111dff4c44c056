"""Figures out of files: every sheet, every block of it, into one list of indicators; and the form of 政府信息公开 by its labels."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError
from gongwen.importers.disclosure import disclosure_of_sheets, indicators_of
from gongwen.importers.sheets.blocks import cut
from gongwen.importers.sheets.files import pasted, sheets_of
from gongwen.importers.sheets.headings import YEAR
from gongwen.importers.sheets.layouts import take
from gongwen.importers.sheets.reading import Figures, Gathered, Unread
from gongwen.indicators.indicator import PERCENT, Entry, Indicator
from gongwen.indicators.table import LONGEST_NAME, MOST_ENTRIES, MOST_INDICATORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.importers.sheets.sheet import Sheet

MOST_UNREAD: Final = 2_000
"""More cells that cannot be read than a person would look at: it is no table of figures."""


def figures_of_file(data: bytes, name: str, year: int = 0) -> Figures:
    """Return the figures of a workbook or CSV; `year` is whose figures stand under 本年 and in sheets that name none.

    Raises ImportRefusedError when the file cannot be read, or holds no table of figures.
    """
    return figures_of_sheets(sheets_of(data, name), name, year)


def figures_of_sheets(sheets: tuple[Sheet, ...], name: str, year: int = 0) -> Figures:
    """Return the figures of sheets that were opened; raises as `figures_of_file` does."""
    form = disclosure_of_sheets(sheets, year) if year else None
    if form is not None:
        unread = tuple(Unread("", "", "", each) for each in form.notes)
        return Figures(tuple(each for each in indicators_of(form) if each.entries), unread)
    return _gathered(sheets, year, name)


def figures_of_text(text: str, year: int = 0) -> Figures:
    """Return the figures of cells copied in a spreadsheet; raises ImportRefusedError when they are no table of figures."""
    return _gathered(pasted(text), year, "粘贴的内容")


def _gathered(sheets: Iterable[Sheet], year: int, name: str) -> Figures:
    into = Gathered()
    tables = 0
    for sheet in sheets:
        into.notes += [f"{each}，没有带入" for each in sheet.hidden]
        named = YEAR.search(sheet.name)
        found = cut(sheet.spread())
        tables += len(found.blocks)
        for block in found.blocks:
            take(block, int(named[1]) if named else year, into)
        into.notes += [f"{sheet.name}：“{line[:40]}”没有带入" for line in found.lines]
        into.unread += [_stray(sheet, row) for row in found.strays]
    if not tables:
        raise ImportRefusedError(
            "没有认出数据表",
            where=name,
            mend="第一行请写表头，如：指标、单位、2024年、2025年；也可以先下载空表，填好再导入",
        )
    if (
        len(into.found) > MOST_INDICATORS
        or sum(map(len, into.found.values())) > MOST_ENTRIES
        or len(into.unread) > MOST_UNREAD
    ):
        raise ImportRefusedError(
            f"数据太多：{len(into.found)} 项，读不了的 {len(into.unread)} 处", where=name,
            mend=f"最多 {MOST_INDICATORS} 项、{MOST_ENTRIES} 个数；请只留下要导入的表",
        )  # fmt: skip
    _check_sums(into, name)
    return Figures(_indicators(into), tuple(into.unread), tuple(into.notes))


def _stray(sheet: Sheet, row: int) -> Unread:
    """Return a row with figures over which no heading stands."""
    words = " ".join(cell.text.strip() for cell in sheet.rows[row] if cell.text.strip())
    at = next(column for column, cell in enumerate(sheet.rows[row]) if cell.text.strip())
    return Unread(sheet.name, sheet.place(row, at), words, "上面没有表头，没有带入")


def _check_sums(into: Gathered, name: str) -> None:
    """Say it when the groups of an indicator do not add up to the whole that stands beside them."""
    for (indicator, unit), entries in into.found.items():
        for (period, group), amount in entries.items():
            parts = [Decimal(each) for (when, of), each in entries.items() if of and when == period]
            if not group and len(parts) > 1 and sum(parts) != Decimal(amount) and unit != PERCENT:
                told = f"“{indicator}”各项加起来是{sum(parts)}，合计写的是{amount}；两个都带入了，请核对"
                into.unread.append(Unread(name, "", amount, told))


def _indicators(into: Gathered) -> tuple[Indicator, ...]:
    made = []
    for number, ((name, unit), entries) in enumerate(into.found.items()):
        if not entries:
            into.notes.append(f"“{name}”一个数也没有，没有带入")
            continue
        definition, source = into.about.get((name, unit), ("", ""))
        found = tuple(Entry(period, entries[period, group], group) for period, group in sorted(entries))
        made.append(Indicator(f"n{number}", name[:LONGEST_NAME], unit, definition, source, entries=found))
    return tuple(made)
