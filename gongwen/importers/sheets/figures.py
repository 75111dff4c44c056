"""Figures out of files: every sheet, every block of it, into one list of indicators; and the form of 政府信息公开 by its labels."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongwen.errors import ImportRefusedError
from gongwen.importers.disclosure import disclosure_of_sheets, indicators_of
from gongwen.importers.sheets.files import pasted, sheets_of
from gongwen.importers.sheets.headings import YEAR
from gongwen.importers.sheets.layouts import take_block
from gongwen.importers.sheets.reading import Figures, Gathered, Unread
from gongwen.indicators.indicator import PERCENT, Entry, Indicator
from gongwen.indicators.table import LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.importers.sheets.sheet import Sheet


def figures_of_file(data: bytes, name: str, year: int = 0) -> Figures:
    """Return the figures of a workbook or CSV; `year` is whose figures stand under 本年 and in sheets that name none.

    Raises ImportRefusedError when the file cannot be read, or holds no table of figures.
    """
    sheets = sheets_of(data, name)
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
        for block in sheet.spread().blocks():
            taken = take_block(block, int(named[1]) if named else year, into)
            tables += taken
            if not taken:
                _left_out(block, into)
    if not tables:
        raise ImportRefusedError(
            "没有认出数据表",
            where=name,
            mend="第一行请写表头，如：指标、单位、2024年、2025年；也可以先下载空表，填好再导入",
        )
    _check_sums(into, name)
    return Figures(_indicators(into), tuple(into.unread), tuple(into.notes))


def _left_out(block: Sheet, into: Gathered) -> None:
    """Say of a stretch of rows that is no table what it holds; figures in it are listed one by one, words as a note."""
    words = "".join(dict.fromkeys(cell.text.strip() for row in block.rows for cell in row if cell.text.strip()))
    has_figures = any(any(letter.isdigit() for letter in cell.text) for row in block.rows for cell in row)
    if not has_figures or len(block.rows) == 1:
        into.notes.append(f"{block.name} {block.place(0, 0)}：“{words[:40]}”没有带入")
        return
    into.unread.append(Unread(block.name, block.place(0, 0), words, "这一片没有认出表头，没有带入"))


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
