"""One cell as an amount, as nothing, or as a sentence that says why it is neither; nothing is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final, NamedTuple

from gongwen.errors import EditError
from gongwen.importers.sheets.sheet import Cell, Kind
from gongwen.importers.sheets.units import UNIT
from gongwen.indicators.indicator import PERCENT, amount_of, canonical
from gongwen.indicators.typed import amount_typed

NOTHING: Final = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "–",
        "─",
        "/",
        "／",
        "\\",
        "无",
        "暂无",
        "未统计",
        "…",
        "……",
        "...",
        "N/A",
        "n/a",
        "NA",
        "＊",
        "*",
    }
)
"""What stands in cells of which there is no amount."""

_LOOSE: Final = re.compile("[约近余多逾超]|左右|以上|以下|不少于|不足|大概")
_RANGE: Final = re.compile(r"\d\s*(?:[-—～~至到])\s*\d")
_MARK: Final = re.compile(r"[①-⑳⑴-⒇*＊†‡]|\[\d+\]|〔\d+〕|（注\d*）")
_ACCOUNTING: Final = re.compile(r"[(（]\s*(\d[\d,]*(?:\.\d+)?)\s*[)）]")
_SCIENCE: Final = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,2}")
_PER_MILLE: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)‰")
_MEASURED: Final = re.compile(r"\s*([-+−]?[\d,，. ]*\d)\s*([\u3400-\u9fff]{1,6}|%|℃|km|kg|m)\s*")
_OF_DATES: Final = frozenset("年月日号时点")
"""What stands behind a number of which only a date is meant, when no unit is said."""

_CHINESE: Final = re.compile("[零〇一二三四五六七八九十百千万亿两]+")


class Reading(NamedTuple):
    """What a cell holds: an amount as it is stored (empty: none), the unit written in it, or why it cannot be read."""

    amount: str = ""
    unit: str = ""
    problem: str = ""


def read_cell(cell: Cell, unit: str = "") -> Reading:
    """Return what a cell holds for an indicator of a unit."""
    found = _read(cell, unit)
    if found.amount and amount_of(found.amount) is None:
        return Reading(problem="这个数太长")
    return Reading(problem="是几个格子合并的，不知道是哪一格的数") if found.amount and cell.shared else found


def _read(cell: Cell, unit: str) -> Reading:
    if cell.kind is Kind.NUMBER:
        return _number(cell, unit)
    told = {
        Kind.DATE: "是日期，不是数", Kind.TRUTH: "是逻辑值，不是数", Kind.ERROR: "是表格里的出错值",
        Kind.UNCOMPUTED: "是公式，文件里没有存它的结果；请用 Excel 打开保存一次",
    }.get(cell.kind)  # fmt: skip
    if told:
        return Reading(problem=told)
    text = cell.text.strip()
    if text in NOTHING or unicodedata.normalize("NFKC", text).strip() in NOTHING:
        return Reading()
    return _text(text, unit)


def _number(cell: Cell, unit: str) -> Reading:
    if cell.unit and unit and cell.unit != unit:
        return Reading(problem=f"单位是“{cell.unit}”，和“{unit}”不一样")
    if cell.percent and unit and unit != PERCENT:
        return Reading(problem=f"是百分数，单位却是“{unit}”")
    return Reading(cell.text, PERCENT if cell.percent else cell.unit)


def _text(text: str, unit: str) -> Reading:
    plain = unicodedata.normalize("NFKC", text).strip()
    doubts = (
        (_MARK.search(text), "数旁边有注的记号"),
        (_RANGE.search(plain), "是一个范围，不是一个数"),
        (_LOOSE.search(text), "是约数，不是确定的数"),
        (_CHINESE.fullmatch(plain), "是汉字写的数；请改成数字"),
        (_PER_MILLE.fullmatch(plain) and unit not in {"", PERCENT, "‰"}, "是千分数"),
    )
    problem = next((told for doubt, told in doubts if doubt), "")
    if problem:
        return Reading(problem=problem)
    if match := _ACCOUNTING.fullmatch(plain):
        return Reading("-" + amount_typed(match[1]))
    if match := _PER_MILLE.fullmatch(plain):
        return (
            Reading(match[1].lstrip("+"), unit) if unit == "‰" else Reading(canonical(Decimal(match[1]) / 10), PERCENT)
        )
    return Reading(canonical(Decimal(plain))) if _SCIENCE.fullmatch(plain) else _with_unit(plain, unit)


def _with_unit(plain: str, unit: str) -> Reading:
    try:
        return Reading(amount_typed(plain, unit), unit)
    except EditError as error:
        refused = error.what
    match = _MEASURED.fullmatch(plain)
    if match is None or (not unit and (match[2] in _OF_DATES or not UNIT.fullmatch(match[2]))):
        return Reading(problem="不是一个数" if refused.startswith("这不是") else refused)
    scale, own = re.fullmatch("([万亿]?)(.*)", match[2]).groups()  # type: ignore[union-attr]
    if unit and own != unit and own:
        return Reading(problem=f"单位是“{own}”，和“{unit}”不一样")
    try:
        return Reading(amount_typed(match[1] + scale, "" if own else unit), own)
    except EditError as error:
        return Reading(problem="不是一个数" if error.what.startswith("这不是") else error.what)
