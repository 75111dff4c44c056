"""A block of a sheet by its layout: periods across, periods down, a list of rows, groups across or down; what fits none is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.importers.sheets.cells import NOTHING, read_cell
from gongwen.importers.sheets.headings import (
    AMOUNTS,
    COMPUTED,
    DEFINITIONS,
    GROUPS,
    NAMES,
    NOTES,
    NUMBERING,
    PERIODS,
    SOURCES,
    SUBTOTALS,
    TOTALS,
    UNIT_LINE,
    UNITS,
    YEAR,
    Column,
    column_of,
    period_in,
    plain,
    unit_in_name,
)
from gongwen.importers.sheets.reading import Unread
from gongwen.importers.sheets.sheet import Kind

if TYPE_CHECKING:
    from gongwen.importers.sheets.reading import Gathered
    from gongwen.importers.sheets.sheet import Cell, Sheet

MOST_HEADS: Final = 4
"""Rows that a heading takes up at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a block: the year and unit its title lines name, where its heading begins, where its rows begin."""

    year: int
    unit: str
    first: int
    rows: int


def take_block(sheet: Sheet, year: int, into: Gathered) -> bool:
    """Read a block of a sheet into what is gathered; return whether it was a table at all."""
    head = _head(sheet, year)
    if head is None:
        return False
    labels = [plain(cell.text) for cell in sheet.rows[head.first]]
    if _is_list(labels):
        _take_list(sheet, head, labels, into)
        return True
    body = [row[0].text for row in sheet.rows[head.rows :]]
    times = [period_in((plain(text),), 0)[0] for text in body if text.strip()]
    if PERIODS.match(labels[0]) or (len(times) > 1 and all(times) and not any(map(YEAR.search, labels))):
        rest = sheet.part(head.first, len(sheet.rows))
        return _take_across(rest.turned(), Head(head.year, head.unit, 0, 1), into)
    return _take_across(sheet, head, into)


def _head(sheet: Sheet, year: int) -> Head | None:
    """Return where the heading of a block begins and ends; None when no row is one."""
    unit, found_year = "", year
    for at, row in enumerate(sheet.rows):
        texts = [plain(cell.text) for cell in row]
        different = {text for text in texts if text}
        line = "".join(dict.fromkeys(texts))
        if match := UNIT_LINE.search(line):
            unit = match[1]
        if len(different) > 1 and not UNIT_LINE.match(line) and _is_heading(texts):
            return Head(found_year, unit, at, at + _depth(sheet, at))
        if len(different) <= 2 and (title := YEAR.search(line)):
            found_year = int(title[1])
        if any(cell.kind is Kind.NUMBER for cell in row):
            return None
    return None


def _is_heading(texts: list[str]) -> bool:
    kinds = (NUMBERING, NAMES, UNITS, PERIODS, AMOUNTS, GROUPS, COMPUTED, DEFINITIONS, SOURCES, TOTALS)
    named = any(any(kind.match(text) for kind in kinds) for text in texts if text)
    timed = [period_in((text,), 9999)[0] for text in texts[1:] if text]
    return named or any(timed)


def _depth(sheet: Sheet, first: int) -> int:
    """Return how many rows the heading has: those below its first in which nothing is an amount and the first label goes on."""
    depth = 1
    while depth < MOST_HEADS and first + depth < len(sheet.rows):
        row, above = sheet.rows[first + depth], sheet.rows[first]
        goes_on = row[0].text == above[0].text or not row[0].text.strip()
        if not goes_on or any(cell.kind in {Kind.NUMBER, Kind.UNCOMPUTED, Kind.ERROR} for cell in row):
            break
        texts = [plain(cell.text) for cell in row[1:] if cell.text.strip()]
        if not texts or any(read_cell(cell).amount and not YEAR.search(plain(cell.text)) for cell in row[1:]):
            break
        depth += 1
    return depth


def _is_list(labels: list[str]) -> bool:
    kinds = (PERIODS, AMOUNTS)
    return all(any(kind.match(label) for label in labels) for kind in kinds) and any(map(NAMES.search, labels))


def _take_list(sheet: Sheet, head: Head, labels: list[str], into: Gathered) -> None:
    """Read a table of one amount a row: indicator, period, amount, perhaps unit and group."""

    def at(kind: object) -> int:
        return next((index for index, label in enumerate(labels) if kind.match(label)), -1)  # type: ignore[attr-defined]

    period_at, amount_at, unit_at, group_at = at(PERIODS), at(AMOUNTS), at(UNITS), at(GROUPS)
    name_at = next(index for index, label in enumerate(labels) if NAMES.search(label) and index != group_at)
    for row in range(head.rows, len(sheet.rows)):
        cells = sheet.rows[row]
        if _is_note(cells, into, sheet):
            continue
        period, partial = period_in((plain(cells[period_at].text),), head.year)
        if not period or partial:
            _refuse(into, sheet, (row, period_at), cells[period_at], "不是年份或者季度")
            continue
        name, own = unit_in_name(cells[name_at].text.strip())
        unit = plain(cells[unit_at].text) if unit_at >= 0 else own or head.unit
        group = cells[group_at].text.strip() if group_at >= 0 else ""
        _take_cell(into, sheet, (row, amount_at), (name, unit), (period, "" if TOTALS.match(group) else group))


def _take_across(sheet: Sheet, head: Head, into: Gathered) -> bool:
    """Read a table whose rows are indicators (or groups) and whose columns are periods, groups or indicators."""
    heads = [tuple(dict.fromkeys(plain(sheet.rows[row][column].text) for row in range(head.first, head.rows) if plain(sheet.rows[row][column].text))) for column in range(sheet.width)]  # fmt: skip
    roles = {column: role for column, path in enumerate(heads) if (role := _role(path, column))}
    columns = {
        column: column_of(path, head.year)
        for column, path in enumerate(heads)
        if column not in roles and (path or _has_amounts(sheet, head, column))
    }
    names = [column for column, role in roles.items() if role == "name"] or ([0] if 0 not in columns else [])
    if not names or not columns:
        return False
    _say_columns(sheet, head, columns, heads, into)
    down = any(GROUPS.match(path[-1]) for column in names if (path := heads[column]))
    if down and not any(each.period for each in columns.values()):
        _take_groups_down(sheet, head, (names[-1], columns, heads), into)
        return True
    _take_rows(sheet, head, (names, roles, columns), into)
    return True


def _role(path: tuple[str, ...], column: int) -> str:
    """Return what a column is besides amounts: number, unit, definition, source, name; empty for amounts."""
    label = path[-1] if path else ""
    if not column and (GROUPS.match(label) or PERIODS.match(label)):
        return "name"
    for kind, role in ((NUMBERING, "number"), (UNITS, "unit"), (SOURCES, "source"), (DEFINITIONS, "definition")):
        if kind.search(label) and not NAMES.match(label):
            return role
    is_name = (GROUPS.match(label) or NAMES.search(label) or NAMES.search("".join(path))) and not period_in(path, 0)[0]
    return "name" if is_name and not COMPUTED.search(label) and column < MOST_HEADS and not AMOUNTS.match(label) else ""


def _has_amounts(sheet: Sheet, head: Head, column: int) -> bool:
    return any(read_cell(row[column]).amount for row in sheet.rows[head.rows :])


def _say_columns(
    sheet: Sheet, head: Head, columns: dict[int, Column], heads: list[tuple[str, ...]], into: Gathered
) -> None:
    computed = ["".join(heads[column]) for column, each in columns.items() if each.computed]
    if computed:
        into.notes.append(f"{sheet.name}：{'、'.join(computed)}是算出来的，没有带入，表里自己会算")
    for column, each in columns.items():
        if each.doubtful:
            place = sheet.place(head.first, column)
            into.unread.append(Unread(sheet.name, place, "".join(heads[column]), each.doubtful))


def _take_rows(
    sheet: Sheet, head: Head, what: tuple[list[int], dict[int, str], dict[int, Column]], into: Gathered
) -> None:
    names, roles, columns = what
    by_role = {role: column for column, role in roles.items()}
    kept = {column: each for column, each in columns.items() if not each.computed and not each.doubtful}
    for row in range(head.rows, len(sheet.rows)):
        cells = sheet.rows[row]
        labels = [cells[column].text.strip() for column in names if cells[column].text.strip()]
        if not labels or _is_note(cells, into, sheet):
            continue
        name, own = unit_in_name(labels[-1])
        if (TOTALS.match(plain(name)) or SUBTOTALS.match(plain(name))) and len(labels) < 2:
            into.notes.append(
                f"{sheet.name} {sheet.place(row, names[-1])}：“{name}”一行没有带入；要用，请在表里加一项，算法选“合计”"
            )
            continue
        if TOTALS.match(plain(name)) or SUBTOTALS.match(plain(name)):
            name = f"{labels[-2]}{name}"
        unit = plain(cells[by_role["unit"]].text) if "unit" in by_role else ""
        key = (name, unit or own or head.unit)
        definition, source = (
            cells[by_role[role]].text.strip() if role in by_role else "" for role in ("definition", "source")
        )
        into.about.setdefault(key, (definition, source))
        for column, each in kept.items():
            period = each.period or (str(head.year) if head.year else "")
            if not period:
                _refuse(into, sheet, (row, column), cells[column], "不知道是哪一年的数")
                continue
            _take_cell(into, sheet, (row, column), key, (period, each.group))


def _take_groups_down(
    sheet: Sheet, head: Head, what: tuple[int, dict[int, Column], list[tuple[str, ...]]], into: Gathered
) -> None:
    """Read a table whose rows are groups and whose columns are indicators of one year."""
    name_at, columns, heads = what
    for row in range(head.rows, len(sheet.rows)):
        cells = sheet.rows[row]
        group = cells[name_at].text.strip()
        if not group or _is_note(cells, into, sheet):
            continue
        for column, each in columns.items():
            if each.computed or each.doubtful:
                continue
            if not head.year:
                _refuse(into, sheet, (row, column), cells[column], "不知道是哪一年的数")
                continue
            name, own = unit_in_name("".join(heads[column]))
            _take_cell(
                into,
                sheet,
                (row, column),
                (name, own or head.unit),
                (str(head.year), "" if TOTALS.match(plain(group)) else group),
            )


def _take_cell(into: Gathered, sheet: Sheet, at: tuple[int, int], key: tuple[str, str], where: tuple[str, str]) -> None:
    cell = sheet.rows[at[0]][at[1]]
    name, unit = key
    read = read_cell(cell, unit)
    if read.problem or not name:
        _refuse(into, sheet, at, cell, read.problem or "不知道是哪一项指标")
        return
    if not unit and read.unit:
        key = (name, read.unit)
        into.about.setdefault(key, into.about.get((name, ""), ("", "")))
    entries = into.found.setdefault(key, {})
    if not read.amount:
        return
    if where in entries and entries[where] != read.amount:
        _refuse(into, sheet, at, cell, f"“{name}”同一年的数前面是{entries[where]}，这里又是一个")
        return
    entries[where] = read.amount


def _refuse(into: Gathered, sheet: Sheet, at: tuple[int, int], cell: Cell, reason: str) -> None:
    if cell.text.strip() not in NOTHING:
        into.unread.append(Unread(sheet.name, sheet.place(*at), cell.text.strip(), reason))


def _is_note(cells: tuple[Cell, ...], into: Gathered, sheet: Sheet) -> bool:
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    if texts and NOTES.match(plain(texts[0])) and not any(cell.kind is Kind.NUMBER for cell in cells):
        into.notes.append(f"{sheet.name}：“{texts[0][:40]}”是表下面的说明，没有带入")
        return True
    return not texts
