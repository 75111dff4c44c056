"""The table of indicators as pandas frames to read and to write back; amounts stay exact where nobody changed them."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from gongwen.errors import EditError
from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import RATE_PLACES, change_of, rounded, value_of
from gongwen.indicators.indicator import Entry, Indicator, canonical, is_period
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


def read_frame(data: Data, table: DataFrame, by: str = "", at: str = "") -> Data:
    """Return the table of indicators with what a frame of one of the two shapes says; raise EditError naming what is no amount.

    Rows are known by 指标 and 单位; new ones are added, those a frame lacks stay. NaN takes away what was entered. What
    formulas make may not be changed; computed columns are not read.
    """
    plain = table.reset_index() if table.index.name == NAME or NAME in table.index.names else table
    names = [str(each) for each in plain.columns]
    if NAME not in names:
        raise EditError(f"这个表里没有“{NAME}”一列", mend="请从 report.figures 改起，或者把指标名称放在“指标”一列")
    plain = plain.set_axis(names, axis=1)
    rows = _long(plain) if {PERIOD, AMOUNT} <= set(names) else _wide(plain, names)
    seen: dict[str, tuple[Entry, ...]] = {}
    for (name, unit), about, amounts in rows:
        data, indicator = _row_of(data, name, unit, about)
        if indicator.id in seen and PERIOD not in names:
            raise EditError("同一项指标有两行", where=name, mend="请合成一行，或者改名")
        entries = _entries(data, indicator, amounts, (by, at))
        seen[indicator.id] = (*seen.get(indicator.id, ()), *entries)
    return enter_all(data, {key: entries for key, entries in seen.items() if entries})


_Row = tuple[tuple[str, str | None], dict[str, str], dict[tuple[str, str], object]]
"""A row as it is read: name and unit (None: not said), what is said about it, cells by period and group."""


def _wide(plain: DataFrame, names: list[str]) -> list[_Row]:
    known = {NAME, UNIT, DEFINITION, SOURCE, *COMPUTED}
    strange = [each for each in names if each not in known and not is_period(each)]
    if strange:
        raise EditError(
            "这几列不认识", where="、".join(strange[:5]), mend="年份列写成 2025 或者 2025Q3；不要的列请先去掉"
        )
    times = [each for each in names if is_period(each)]
    return [
        (
            (_text(row, NAME), _text(row, UNIT) if UNIT in names else None),
            {key: _text(row, name) for key, name in (("definition", DEFINITION), ("source", SOURCE)) if name in names},
            {(period, ""): row[period] for period in times},
        )
        for row in plain.to_dict("records")
    ]


def _long(plain: DataFrame) -> list[_Row]:
    found: list[_Row] = []
    for row in plain.to_dict("records"):
        period = _text(row, PERIOD).removesuffix(".0").removesuffix("年")
        if not is_period(period):
            raise EditError("年份不对", where=f"{_text(row, NAME)} {period}", mend="写成 2025 或者 2025Q3")
        unit = _text(row, UNIT) if UNIT in plain.columns else None
        found.append(((_text(row, NAME), unit), {}, {(period, _text(row, GROUP)): row[AMOUNT]}))
    return found


def _row_of(data: Data, name: str, unit: str | None, about: Mapping[str, str]) -> tuple[Data, Indicator]:
    """Return the indicator a row is of, what is said about it brought up to date; a new one is added."""
    alike = [each for each in data.indicators if each.name == name]
    found = next((each for each in alike if unit is None or each.unit == unit), None)
    if found is None and len(alike) == 1 and unit is not None:
        found = alike[0]  # its unit was written anew
    made = replace(found or Indicator(fresh_key(data), name), **dict(about))  # type: ignore[arg-type]
    made = replace(made, unit=made.unit if unit is None else unit)
    return (data, made) if made == found else (put(data, made), made)


def _entries(
    data: Data, indicator: Indicator, amounts: Mapping[tuple[str, str], object], signed: tuple[str, str]
) -> tuple[Entry, ...]:
    """Return the entries that cells change."""
    found = []
    for (period, group), cell in amounts.items():
        amount = _amount(cell, indicator, period)
        known = by_id(data)
        if indicator.formula:
            now = _number(known, indicator, period)
            if amount and not math.isclose(float(amount), now, rel_tol=1e-9):
                raise EditError(
                    "这一项是算出来的，不能填", where=f"{indicator.name} {period}", mend="请改它用到的那几项"
                )
            continue
        entry = indicator.entry(period, group)
        shown = _number(known, indicator, period) if not group else float(entry.value) if entry else math.nan
        if amount and float(amount) == shown:
            continue  # as it was, to the last digit that is stored
        if amount or entry is not None:
            found.append(Entry(period, amount, group, *signed))
    return tuple(found)


def _amount(cell: object, indicator: Indicator, period: str) -> str:
    """Return a cell as an amount is stored: 15 digits of a float, as spreadsheets and people see it; empty for nothing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str, Decimal)):
        text = str(cell)
        if text in {"<NA>", "NaT", "nan"}:
            return ""
        try:
            cell = float(text)
        except ValueError:
            cell = text
    if isinstance(cell, str):
        try:
            return amount_typed(cell, indicator.unit)
        except EditError as error:
            raise EditError(error.what, where=f"{indicator.name} {period}：{cell[:20]}", mend=error.mend) from error
    value = Decimal(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise EditError("这不是一个确定的数", where=f"{indicator.name} {period}", mend="请只填数字")
    return canonical(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


def _number(known: Mapping[str, Indicator], indicator: Indicator, period: str) -> float:
    value = value_of(known, indicator.id, period)
    if value is None:
        return math.nan
    places = indicator.places if indicator.places >= 0 else RATE_PLACES
    return float(rounded(value, places) if indicator.formula else value)


def _text(row: Mapping[object, object], name: str) -> str:
    value = row.get(name, "")
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value).strip()
