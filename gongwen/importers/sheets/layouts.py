"""A table's rows as amounts of indicators: rows or columns may be indicators, groups or periods; what fits nothing is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.sheets.blocks import is_class, texts_of
from gongwen.importers.sheets.cells import NOTHING, read_cell
from gongwen.importers.sheets.columns import columns_of
from gongwen.importers.sheets.entering import Found, Taking, settle
from gongwen.importers.sheets.headings import (
    COMPUTED,
    SUBTOTALS,
    TOTALS,
    YEAR,
    Role,
    part_in_title,
    part_of,
    plain,
    quarter_in,
)
from gongwen.importers.sheets.reading import Unread
from gongwen.importers.sheets.units import unit_in_name, unit_on_line
from gongwen.indicators.indicator import shifted
from gongwen.indicators.taken import OF_WHICH, bare_name

if TYPE_CHECKING:
    from gongwen.importers.sheets.blocks import Block
    from gongwen.importers.sheets.headings import Heading
    from gongwen.importers.sheets.reading import Gathered
    from gongwen.importers.sheets.sheet import Cell

_SOURCE_LINE: Final = re.compile("(?:数据|资料)来源[：:](.+)")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is of: class, indicator, unit, group, year and quarter; `why` says that nothing in it can be taken."""

    at: int
    class_: str = ""
    name: str = ""
    unit: str = ""
    group: str = ""
    year: str = ""
    quarter: str = ""
    why: str = ""
    part: bool = False


def take(block: Block, year: int, into: Gathered) -> None:
    """Read a table into what is gathered; `year` is whose amounts stand where no period is named."""
    lines = [
        *block.titles,
        *(cell.text for row in range(block.first, block.first + block.depth) for cell in block.cells(row)[:1]),
    ]
    named = {match[1] for line in block.titles if len(set(YEAR.findall(line))) == 1 and (match := YEAR.search(line))}
    units = list(dict.fromkeys(filter(None, map(unit_on_line, lines))))
    taking = Taking(
        block,
        columns_of(block),
        into,
        int(next(iter(named))) if len(named) == 1 else year,
        next(filter(None, map(quarter_in, block.titles)), ""),
        units[0] if len(units) == 1 and not re.search("[、和]", units[0]) else "",
    )
    _say_lines(taking, units)
    part = next(filter(None, map(part_in_title, block.titles)), "")
    if part:
        words = "".join(dict.fromkeys(texts_of(block.cells(block.first))))
        reason = f"表的标题说的是“{part}”，表里只存全年和季度，整张表没有带入"
        into.unread.append(Unread(block.sheet.name, block.sheet.place(block.first, block.left), words, reason))
        return
    _say_columns(taking)
    rows = [found for at in block.rows if (found := _row(taking, at)) is not None]
    doubled = _doubled(rows)
    for row in rows:
        _take_row(taking, replace(row, name=f"{row.class_}{row.name}" if (row.name, row.unit) in doubled else row.name))
    settle(taking)


def _say_lines(taking: Taking, units: list[str]) -> None:
    if units and not taking.unit:
        taking.note(f"“单位：{'；'.join(units)}”不止一个，没有用")
    for line in taking.block.titles:
        if not YEAR.search(line) and not unit_on_line(line):
            taking.note(f"“{line[:40]}”没有带入")
    for line in taking.block.below:
        if not _SOURCE_LINE.match(line):
            taking.note(f"“{line[:40]}”是表下面的说明，没有带入")


def _say_columns(taking: Taking) -> None:
    block, columns = taking.block, taking.columns
    words = {column: "".join(block.path(column)) for column in range(block.left, block.right)}
    if columns.computed:
        taking.note(f"{'、'.join(words[each] for each in columns.computed)}是算出来的，没有带入，表里自己会算")
    if columns.named and columns.classes:
        taking.note(f"“{words[columns.classes[0]]}”只用来区分同名的指标")
    for column, why in columns.doubtful.items():
        filled = (row for row in block.rows if block.sheet.rows[row][column].text.strip())
        row = block.first if words[column] else next(filled)
        text = words[column] or block.sheet.rows[row][column].text.strip()
        place = block.sheet.place(row, column)
        taking.into.unread.append(Unread(block.sheet.name, place, text, f"{why}，这一列没有带入"))


def _row(taking: Taking, at: int) -> Row | None:
    """Return what a row is of, or None when it is a heading among rows or repeats the table's."""
    block, columns = taking.block, taking.columns
    cells = block.sheet.rows[at]
    if not texts_of(block.cells(at)) or all(
        plain(cell.text) == plain(other.text)
        for cell, other in zip(block.cells(at), block.cells(block.first), strict=True)
    ):
        return None
    if columns.named and is_class(block.cells(at)):
        taking.class_ = _bare(texts_of(block.cells(at))[0])
        return None
    names, classes = _names(taking, cells)
    if not names and columns.group < 0 and columns.period < 0:
        taking.note(f"{block.sheet.place(at, block.left)}：“{' '.join(texts_of(block.cells(at)))[:40]}”没有带入")
    classes = [*classes, *names[:-1]] or [taking.class_]
    name, own = unit_in_name(_bare(names[-1])) if names else ("", "")
    unit = plain(cells[columns.unit].text) if columns.unit >= 0 else ""
    if unit in {*NOTHING, plain(name)}:
        unit = ""  # nothing, or a cell made one with the name (合计)
    if unit and own and own != unit:
        name, own = _bare(names[-1]), ""
    group = _line(cells[columns.group].text) if columns.group >= 0 else ""
    row = Row(at, _bare(classes[-1]), name, unit or own or ("" if columns.unit >= 0 else taking.unit), group)
    row = replace(row, part=bool(names and OF_WHICH.match(plain(names[-1]))))
    if names:
        about = tuple(cells[each].text.strip() if each >= 0 else "" for each in (columns.definition, columns.source))
        taking.into.about.setdefault((row.name, row.unit), (about[0], about[1] or _source(block)))
    return _timed(taking, row, cells)


def _names(taking: Taking, cells: tuple[Cell, ...]) -> tuple[list[str], list[str]]:
    """Return the labels of a row, the last of which is its indicator's name, and its classes.

    Cells under one heading over several columns are one name (处罚 | 简易).
    """
    block, columns = taking.block, taking.columns
    names: dict[tuple[str, ...], list[str]] = {}
    for column in columns.names:
        if (text := _line(cells[column].text)) and text not in names.get(block.path(column), []):
            names.setdefault(block.path(column), []).append(text)
    found = list(dict.fromkeys("".join(each) for each in names.values()))
    classes = [text for column in columns.classes if (text := _line(cells[column].text)) and text not in found]
    return ([classes.pop()], classes) if not found and columns.named and classes else (found, classes)


def _line(text: str) -> str:
    """Return a label on one line: Chinese words that were broken in a cell are joined without a space."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", " ".join(text.split()))


def _bare(text: str) -> str:
    """Return a label without its number and 其中."""
    return bare_name(_line(text))


def _source(block: Block) -> str:
    return next((match[1].strip() for line in block.below if (match := _SOURCE_LINE.match(line))), "")


def _timed(taking: Taking, row: Row, cells: tuple[Cell, ...]) -> Row:
    """Return a row with the period its own cells name."""
    columns = taking.columns
    if columns.period < 0 and columns.quarter < 0:
        return row
    told = part_of(cells[columns.period].text) if columns.period >= 0 else None
    year = told.year if told is not None else str(taking.year or "")
    quarter = told.quarter if told is not None else ""
    words = cells[columns.period].text.strip() if columns.period >= 0 else ""
    if columns.quarter >= 0:
        own = cells[columns.quarter].text.strip()
        quarter = quarter_in(own if "季" in own or "Q" in own.upper() else f"{plain(own)}季度") or quarter
        words = words if quarter or plain(own) in {"", "全年", "合计"} else own
        told = told if quarter or plain(own) in {"", "全年", "合计"} else None
        year = year if told is not None or quarter else ""
    if not year or (told is not None and (told.role is Role.DOUBTFUL or told.labels)):
        return replace(row, why=f"“{words}”不是年份或者季度")
    return replace(row, year=year, quarter=quarter)


def _doubled(rows: list[Row]) -> set[tuple[str, str]]:
    """Return the names, with units, that stand in several classes, and those that are no name without one (小计)."""
    classes: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        classes.setdefault((row.name, row.unit), set()).add(row.class_)
    return {
        key for key, found in classes.items()
        if key[0] and (len(found) > 1 or ((TOTALS.fullmatch(key[0]) or SUBTOTALS.fullmatch(key[0])) and any(found)))
    }  # fmt: skip


def _take_row(taking: Taking, row: Row) -> None:
    columns = taking.columns
    label = plain(row.name if columns.named else row.group)
    total, subtotal = (
        bool(TOTALS.fullmatch(label)),
        bool(SUBTOTALS.fullmatch(label) or re.fullmatch("平均[数值]?|均值", label)),
    )
    computed = bool(columns.named and COMPUTED.search(label) and len(label) <= len("比上年增减"))
    if (subtotal or computed or (total and columns.named)) and texts_of(taking.block.cells(row.at)):
        taking.note(
            f"{taking.block.sheet.place(row.at, taking.block.left)}：“{label}”一行没有带入"
            + ("；要用，请在表里加一项，算法选“合计”" if total else "")
        )
    if subtotal or computed:
        return
    if _shifted(taking, row):
        return
    for column, head in columns.amounts.items():
        found = _found(taking, row, column, head)
        if found is None:
            continue
        if total and columns.named:
            taking.totals.append(found)
        else:
            taking.found.append(found)


def _shifted(taking: Taking, row: Row) -> bool:
    """Whether a row of a text file has more cells than the heading, so that nobody knows which amount is of which column."""
    block = taking.block
    beyond = [column for column in taking.columns.doubtful if not block.path(column)]
    for column in beyond:
        cell = block.sheet.rows[row.at][column]
        if cell.kind.value == "text" and read_cell(cell).amount:
            taking.refuse(
                row.at, block.left, "这一行比表头多出格子（是不是数里的逗号），不知道哪个数是哪一列的，整行没有带入"
            )
            return True
    return False


def _found(taking: Taking, row: Row, column: int, head: Heading) -> Found | None:
    columns = taking.columns
    labels = "" if columns.named else "".join(head.labels)
    if not columns.named and TOTALS.fullmatch(head.labels[-1] if head.labels else ""):
        labels = "".join(head.labels[:-1]) or head.labels[-1]
    name = row.name or labels
    group = row.group
    if columns.named and head.labels:
        group = "".join(filter(None, (row.group, "" if TOTALS.fullmatch(head.labels[-1]) else head.labels[-1])))
    group = "" if TOTALS.fullmatch(plain(group)) else group
    period = _period(taking, row, head)
    why = row.why or ("" if name else "不知道是哪一项指标") or ("" if period else "不知道是哪一年的数")
    if period == "?":
        why = why or "表的标题说的是一个季度，表头写的是全年"
    if why:
        taking.refuse(row.at, column, why)
        return None
    unit = row.unit or head.unit or ("" if columns.unit >= 0 else taking.unit)
    adds = not row.part and not re.search("小计|合计|总计", row.name)
    return Found(row.at, column, name, unit, period, group, adds)


def _period(taking: Taking, row: Row, head: Heading) -> str:
    """Return the period of a cell: of its column, its row, or the table; empty when nobody says, ? when two say otherwise."""
    year = head.year or row.year or (str(taking.year) if taking.year else "")
    if head.shift is not None and not head.year:
        year = shifted(str(row.year or taking.year), head.shift) if row.year or taking.year else ""
    quarter = head.quarter or row.quarter
    if not year:
        return ""
    if not quarter and taking.quarter:
        if head.year or row.year:
            return "?"
        quarter = taking.quarter
    return year + (f"Q{quarter}" if quarter else "")
