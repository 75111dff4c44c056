"""Whom to remind of what: a list with a text for each organ, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.county.rollup import State

if TYPE_CHECKING:
    from gongwen.county.rollup import Rollup, Town

MOST_NAMES: Final = 12
"""Missing indicators that are named; of more it is said how many."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """An organ, what is missing of it, and the text to send."""

    organ: str
    missing: tuple[str, ...]
    text: str


def reminders(rollup: Rollup) -> tuple[Reminder, ...]:
    """Return whom to remind: who has not handed in first, then whose figures are missing or whose report must be mended."""
    made = []
    for town in rollup.towns:
        missing = tuple(_missing(town, rollup.year))
        if missing:
            lines = (f"{number}. {each}" for number, each in enumerate(missing, 1))
            please = "请尽快报来，谢谢。" if town.row is None else "请补正后再报，谢谢。"
            made.append(Reminder(town.organ, missing, "\n".join((f"{town.organ}：", *lines, please))))
    return tuple(made)


def _missing(town: Town, year: int) -> list[str]:
    what = f"{year}年度报告" if year else "报告"
    row = town.row
    if row is None:
        return [f"{what}还没有收到。"]
    if town.state is State.UNREADABLE:
        return [f"报来的文件“{row.file}”打不开：{row.wrong}"]
    if town.state is State.OTHER_YEAR:
        return [f"报来的“{row.title or row.file}”是{row.year}年度的，{what}还没有收到。"]
    found = []
    if town.missing:
        more = f"等 {len(town.missing)} 项" if len(town.missing) > MOST_NAMES else ""
        found.append(f"报告里没有这些数：{'、'.join(town.missing[:MOST_NAMES])}{more}。")
    if musts := row.found(Severity.MUST):
        found.append(f"检查出必须改的 {musts} 处，请用“检查”看一看。")
    sound = [each.file for each in town.more if not each.wrong]
    if sound:
        found.append(f"还报了 {len(sound)} 份，汇总用的是“{row.file}”，没有用“{'”、“'.join(sound)}”，请确认。")
    return found
