"""The roll-up as tables: heads and cells for a CSV file, a DataFrame, a screen; each made once, here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import LABELS, Severity
from gongwen.checks.rule import FAMILIES
from gongwen.county.rollup import State
from gongwen.county.totals import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.county.rollup import Rollup
    from gongwen.county.row import Row

Cell = str | int | float | None

HEADS: Final = ("文件", "机关", "种类", "年度", "标题", "环节", "字数", "必改", "建议", "提示", "缺的指标", "问题")
"""The columns every table of reports begins with; behind them come the families of findings, then the indicators."""

BASE: Final = "上年"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, and its rows, each as long as they are."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> bytes:
        """Return it as a CSV file that spreadsheets open as it is: UTF-8 with its mark, nothing in it a formula."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.heads)
        writer.writerows([_safe(cell) for cell in row] for row in self.rows)
        return out.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: what a report's title begins with is anybody's."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def report_grid(rows: Sequence[Row], rollup: Rollup) -> Grid:
    """Return one row a report: what it is, findings by severity and by family, what is missing, the indicators by name and unit."""
    missing = {town.row.file: town.missing for town in rollup.towns if town.row}
    families = [family for family in FAMILIES if any(family in row.families for row in rows)]
    columns = list(dict.fromkeys((each.name, each.unit) for row in rows for each in row.amounts))
    heads = [f"{name}（{unit}）" if unit else name for name, unit in columns]
    made = []
    for row in rows:
        known = {(each.name, each.unit): each for each in row.amounts}
        found = [known.get(column) for column in columns]
        made.append(
            (
                row.file, row.organ, row.kind, row.year or None, row.title, row.stage, row.characters,
                *(row.found(severity) for severity in Severity), "、".join(missing.get(row.file, ())), row.wrong,
                *(row.families.get(family, 0) for family in families),
                *(cell for each in found for cell in ((_number(each.amount), _number(each.base)) if each else (None, None))),
            )
        )  # fmt: skip
    labels = [f"{family} {FAMILIES[family]}" for family in families]
    return Grid((*HEADS, *labels, *(head for each in heads for head in (each, f"{each}{BASE}"))), tuple(made))


def _number(amount: str) -> Cell:
    """Return an amount as a spreadsheet's number."""
    if not amount:
        return None
    return float(amount) if "." in amount else int(amount)


def town_grid(rollup: Rollup) -> Grid:
    """Return one row an organ: whether it has handed in, how far it is, how long, what is found, what is missing."""
    heads = ("机关", "情况", "环节", "字数", *(LABELS[severity] for severity in Severity), "缺的指标", "文件", "说明")
    rows = []
    for town in rollup.towns:
        row = town.row
        counts = (
            tuple(row.found(severity) for severity in Severity) if row and not row.wrong else (None,) * len(Severity)
        )
        rows.append(
            (
                town.organ, town.state.value, row.stage if row else "", row.characters if row and not row.wrong else None, *counts,
                "、".join(town.missing), row.file if row else "", _told(row, town.state, len(town.more)),
            )
        )  # fmt: skip
    return Grid(heads, tuple(rows))


def _told(row: Row | None, state: State, more: int) -> str:
    if row is None:
        return ""
    told = [row.wrong] if row.wrong else []
    if state is State.OTHER_YEAR:
        told.append(f"是{row.year}年度的")
    if more:
        told.append(f"还有 {more} 份")
    if any(each.spoken for each in row.amounts):
        told.append("没有数据表，数是从正文读的")
    return "；".join(told)


def total_grid(rollup: Rollup) -> Grid:
    """Return one row an indicator: sum, last year's, change, how many have it, median, the largest and smallest, what stands out."""
    heads = ("指标", "单位", "合计", BASE, "同比（%）", "几个单位", "中位数", "最多的", "最少的", "可能要核的")
    rows: list[tuple[Cell, ...]] = []
    for each in rollup.totals:
        change = round((each.total - each.base) / each.base * 100, 1) if each.total is not None and each.base else None
        largest, least = each.shares[0], each.shares[-1]
        rows.append(
            (
                each.name, each.unit, _number(spoken(each.total)), _number(spoken(each.base)),
                float(change) if change is not None else None, len(each.shares), _number(spoken(each.middle)),
                f"{largest.organ} {spoken(largest.amount)}", f"{least.organ} {spoken(least.amount)}",
                "；".join(f"{share.organ} {spoken(share.amount)}" for share in each.outliers),
            )
        )  # fmt: skip
    for one in rollup.mixed:
        told = "；".join(
            f"{unit or '没有单位'}：{'、'.join(organs[:3])}{'等' if len(organs) > 3 else ''}"
            for unit, organs in one.units
        )
        rows.append(
            (one.name, "不一", None, None, None, sum(len(organs) for _, organs in one.units), None, "", "", told)
        )
    return Grid(heads, tuple(rows))


def rank_grid(rollup: Rollup, name: str) -> Grid:
    """Return one row a town for an indicator, the largest first; alike ones share a rank."""
    total = next((each for each in rollup.totals if each.name == name), None)
    if total is None:
        return Grid(("名次", "机关", "数量", BASE), ())
    amounts = [share.amount for share in total.shares]
    return Grid(
        ("名次", "机关", f"{total.name}（{total.unit}）", BASE),
        tuple(
            (amounts.index(share.amount) + 1, share.organ, _number(spoken(share.amount)), _number(spoken(share.base)))
            for share in total.shares
        ),
    )
