"""The table of indicators as pandas frames to read and to write back; amounts stay exact where nobody changed them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import RATE_PLACES, change_of, rounded, value_of
from gongwen.indicators.indicator import Entry, Indicator, amount_of, canonical, is_period
from gongwen.indicators.table import by_id, enter_all, fresh_key, periods, put
from gongwen.indicators.typed import amount_typed
from gongwen.indicators.wording import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame

    from gongwen.indicators.data import Data

NAME, UNIT, DEFINITION, SOURCE = "指标", "单位", "口径", "来源"
CHANGE, WORDS = "同比", "说法"
PERIOD, GROUP, AMOUNT, BY, AT = "年份", "分组", "数值", "谁填的", "何时填的"

COMPUTED: Final = frozenset({CHANGE, WORDS})
"""Columns that follow from others; what stands in them is not read back."""

_WORDED: Final = Wording(Form.CHANGE)
_DIGITS: Final = 15

_EMPTY: Final = frozenset({"nan", "NaN", "NaT", "<NA>"})


def frame(data: Data) -> DataFrame:
    """Return a row an indicator: 单位, an amount a period, 同比 of the latest (in hundredths, or points), its words, 口径, 来源.

    Amounts are of the whole, floats; NaN is nothing entered. What a formula makes is there, rounded as it is printed.
    """
    import pandas as pd  # noqa: PLC0415 - only an analyst waits for it

    known, times = by_id(data), periods(data)
    latest = next((each for each in reversed(times) if is_period(each) and len(each) == len("2025")), "")
    rows = []
    for each in data.indicators:
        change = change_of(known, each.id, latest) if latest else None
        rate = rounded(change.rate, RATE_PLACES) if change is not None and change.rate is not None else None
        row: dict[str, object] = {NAME: each.name, UNIT: each.unit}
        row |= {period: _number(known, each, period) for period in times}
        row |= {
            CHANGE: math.nan if rate is None else float(rate),
            WORDS: worded(known, each.id, latest, wording=_WORDED) if latest else "",
            DEFINITION: each.definition,
            SOURCE: each.source,
        }
        rows.append(row)
    columns = [NAME, UNIT, *times, CHANGE, WORDS, DEFINITION, SOURCE]
    return pd.DataFrame(rows, columns=columns).set_index(NAME)


def entries_frame(data: Data) -> DataFrame:
    """Return a row an amount that was entered: 指标, 单位, 年份, 分组, 数值, who and when."""
    import pandas as pd  # noqa: PLC0415 - as above

    rows = [
        (each.name, each.unit, entry.period, entry.group, float(entry.value), entry.by, entry.at)
        for each in data.indicators
        for entry in each.entries
    ]
    return pd.DataFrame(rows, columns=[NAME, UNIT, PERIOD, GROUP, AMOUNT, BY, AT])


@dataclass(frozen=True, slots=True)
class _Row:
    """What a frame says of an indicator: its name, unit (None: nothing), 口径 and 来源, cells by period and group."""

    name: str
    unit: str | None
    about: Mapping[str, str]
    amounts: Mapping[tuple[str, str], object]

    def place(self, key: tuple[str, str]) -> str:
        """Return where a cell is, as a sentence names it."""
        return f"{self.name} {''.join(key)}"


def read_frame(data: Data, table: DataFrame, by: str = "", at: str = "") -> Data:
    """Return the table of indicators with what a frame of one of the two shapes says; raise EditError naming what is no amount.

    Rows are known by 指标 and 单位; new ones are added, those a frame lacks stay. NaN takes away what was entered. What
    formulas make may not be changed; computed columns are not read.
    """
    rows = _rows(table)
    claims = [(row, found or Indicator("", row.name)) for row, found in zip(rows, _claimed(data, rows), strict=True)]
    signed: dict[str, tuple[_Row, Indicator]] = {}
    for row, found in claims:
        made = replace(found, **dict(row.about), unit=found.unit if row.unit is None else row.unit)  # type: ignore[arg-type]
        made = made if made.id else replace(made, id=fresh_key(data))
        data = data if made == found else put(data, made)
        signed[made.id] = row, made
    known = by_id(data)
    entries = {key: _entries(known, made, row, (by, at)) for key, (row, made) in signed.items()}
    return enter_all(data, {key: found for key, found in entries.items() if found})


def _rows(table: DataFrame) -> list[_Row]:
    import pandas as pd  # noqa: PLC0415 - as above

    if not isinstance(table, pd.DataFrame):
        raise EditError(f"要的是 DataFrame，给的是 {type(table).__name__}", mend="请从 report.figures 改起")
    inside = [each for each in table.index.names if each in {NAME, UNIT}]
    names = [_period(each) or str(each) for each in (*inside, *table.columns)]
    if NAME not in names:
        raise EditError(f"这个表里没有“{NAME}”一列", mend="请从 report.figures 改起，或者把指标名称放在“指标”一列")
    if twice := [each for each in dict.fromkeys(names) if names.count(each) > 1]:
        raise EditError("同一列有两个", where="、".join(twice[:5]), mend="请去掉一个；年份写成 2025，不要又写成“2025”")
    index = {each: list(table.index.get_level_values(each)) for each in inside}
    columns = [*index.values(), *(table.iloc[:, at].tolist() for at in range(len(table.columns)))]
    plain = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return _long(plain) if {PERIOD, AMOUNT} <= set(names) else _wide(plain, names)


def _wide(plain: list[dict[str, object]], names: list[str]) -> list[_Row]:
    known = {NAME, UNIT, DEFINITION, SOURCE, *COMPUTED}
    strange = [each for each in names if each not in known and not is_period(each)]
    if strange:
        raise EditError(
            "这几列不认识", where="、".join(strange[:5]), mend="年份列写成 2025 或者 2025Q3；不要的列请先去掉"
        )
    times = [each for each in names if is_period(each)]
    said = [(key, name) for key, name in (("definition", DEFINITION), ("source", SOURCE)) if name in names]
    return [
        _Row(
            _text(row[NAME]),
            _text(row[UNIT]) if UNIT in names else None,
            {key: _text(row[name]) for key, name in said},
            {(period, ""): row[period] for period in times},
        )
        for row in plain
    ]


def _long(plain: list[dict[str, object]]) -> list[_Row]:
    found: dict[tuple[str, str | None], dict[tuple[str, str], object]] = {}
    for row in plain:
        name, period = _text(row[NAME]), _period(row[PERIOD])
        if not period:
            raise EditError("年份不对", where=f"{name} {_text(row[PERIOD])}", mend="写成 2025 或者 2025Q3")
        amounts = found.setdefault((name, _text(row[UNIT]) if UNIT in row else None), {})
        key = period, _text(row.get(GROUP))
        if key in amounts:
            raise EditError("同一个数有两行", where=f"{name} {''.join(key)}", mend="请只留一行")
        amounts[key] = row[AMOUNT]
    return [_Row(name, unit, {}, amounts) for (name, unit), amounts in found.items()]


def _claimed(data: Data, rows: list[_Row]) -> list[Indicator | None]:
    """Return the indicator each row is of, None for a new one; those alike in name and unit are known by their order."""
    named: dict[str, list[Indicator]] = {}
    for each in data.indicators:
        named.setdefault(each.name, []).append(each)
    places: dict[tuple[str, str | None], list[int]] = {}
    for at, row in enumerate(rows):
        places.setdefault((row.name, row.unit), []).append(at)
    found: list[Indicator | None] = [None] * len(rows)
    for (name, unit), here in places.items():
        alike = [each for each in named.get(name, ()) if unit in {None, each.unit}]
        if len(here) > max(len(alike), 1):
            raise EditError("同一项指标有两行", where=name, mend="请合成一行，或者改名")
        if alike and len(alike) != len(here):
            mend = "请先把名称改得不一样" if unit is not None else "请加上“单位”一列，或者先把名称改得不一样"
            raise EditError("有几项指标叫这个名称，分不清是哪一项", where=name, mend=mend)
        for at, each in zip(here, alike, strict=False):
            found[at] = each
    taken = {each.id for each in found if each is not None}
    for at, row in enumerate(rows):
        free = [each for each in named.get(row.name, ()) if each.id not in taken]
        if found[at] is None and len(free) == 1:
            found[at] = _renamed(free[0], row)
            taken.add(free[0].id)
    return found


def _renamed(indicator: Indicator, row: _Row) -> Indicator:
    """Return the indicator whose unit a row writes anew, as long as no amount is left that was meant in the old one."""
    if any(entry.key not in row.amounts for entry in indicator.entries):
        told = f"表里的单位是“{indicator.unit}”，这里是“{row.unit}”"
        raise EditError(told, where=row.name, mend="请写成一样的单位，或者换一个名称")
    return indicator


def _entries(
    known: Mapping[str, Indicator], indicator: Indicator, row: _Row, signed: tuple[str, str]
) -> tuple[Entry, ...]:
    """Return the entries that cells change."""
    found = []
    for key, cell in row.amounts.items():
        period, group = key
        entry = indicator.entry(period, group)
        shown = _number(known, indicator, period) if not group else float(entry.value) if entry else math.nan
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == shown:
            continue  # as it was, whatever digits a float has not room for
        amount = _amount(cell, indicator.unit, row.place(key))
        if indicator.formula:
            if amount and not math.isclose(float(amount), shown, rel_tol=1e-9):
                raise EditError("这一项是算出来的，不能填", where=row.place(key), mend="请改它用到的那几项")
        elif (amount and float(amount) != shown) or (not amount and entry is not None):
            found.append(Entry(period, amount, group, *signed))
    return tuple(found)


def _amount(cell: object, unit: str, where: str) -> str:
    """Return a cell as an amount is stored: 15 digits of a float, as spreadsheets and people see it; empty for nothing."""
    if not _text(cell):
        return ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        text = _text(cell)
        try:
            return amount_typed(text, unit)
        except EditError as error:
            raise EditError(error.what, where=f"{where}：{text[:20]}", mend=error.mend) from error
    value = Decimal(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise EditError("这不是一个确定的数", where=where, mend="请只填数字")
    amount = canonical(value)
    amount = amount.rstrip("0").rstrip(".") if "." in amount else amount
    if amount_of(amount) is None:
        raise EditError("这个数太长", where=f"{where}：{cell}", mend="请先四舍五入，比如 round(2)")
    return amount


def _number(known: Mapping[str, Indicator], indicator: Indicator, period: str) -> float:
    value = value_of(known, indicator.id, period)
    if value is None:
        return math.nan
    places = indicator.places if indicator.places >= 0 else RATE_PLACES
    return float(rounded(value, places) if indicator.formula else value)


def _period(value: object) -> str:
    """Return the period that a heading or a cell is (2025, 2025.0, 2025年, 2025Q3), or empty."""
    text = _text(value).removesuffix(".0").removesuffix("年")
    return text if is_period(text) else ""


def _text(value: object) -> str:
    """Return a cell as text; empty for what pandas and people leave empty (NaN, NaT, NA, None)."""
    text = "" if value is None else str(value).strip()
    return "" if text in _EMPTY and not isinstance(value, str) else text
