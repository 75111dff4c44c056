"""Breaks a title by sense into few, balanced lines (GB/T 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜)."""

from __future__ import annotations

import re
from typing import Final

from gongwen.standard import LETTER_SPACING, SIZE_2, TYPE_AREA_WIDTH
from gongwen.typeset.metrics import LATIN_CHUNK, positions
from gongwen.typeset.rules import OURS

TOGETHER: Final = re.compile(
    r"\d+年度?|法治政府建设|年度报告|工作情况|情况的?报告|的(?:报告|通知|意见|请示|函|决定|批复)|人民政府|委员会|办公室|政府信息公开|"
    r"工作报告|工作总结|第一责任人|实施意见|实施方案|关于|习近平"
)
"""Words that a title's lines keep whole."""

ORGAN_END: Final = re.compile(r"(?:人民政府|委员会|办公室|办公厅|人大常委会|局|厅|部|委|院)(?=关于)")


def break_title(text: str, width: int = TYPE_AREA_WIDTH) -> list[str]:
    """Return the lines of a title; one that fits stays whole, longer ones break where sense and balance agree."""
    place = positions(text, SIZE_2, LETTER_SPACING)
    if place[-1] <= width or not text:
        return [text]
    count = int(place[-1] // (width * 0.92)) + 1
    costs = _costs(text)
    lines: list[str] = []
    start = 0
    for left in range(count, 1, -1):
        end = _best(place, costs, start, width, left)
        lines.append(text[start:end])
        start = end
    while place[-1] - place[start] > width:
        end = _best(place, costs, start, width, 2)
        lines.append(text[start:end])
        start = end
    return [*lines, text[start:]]


def _best(place: list[float], costs: list[float], start: int, width: int, lines_left: int) -> int:
    total = len(place) - 1
    ideal = place[start] + (place[-1] - place[start]) / lines_left
    candidates = [end for end in range(start + 1, total) if place[end] - place[start] <= width]
    return min(candidates, key=lambda end: costs[end] + abs(place[end] - ideal) / SIZE_2, default=start + 1)


def _costs(text: str) -> list[float]:
    """Return what a break before each character costs, in characters of imbalance."""
    costs = [3.0] * (len(text) + 1)
    for match in TOGETHER.finditer(text):
        _inside(costs, match, 40.0)
        costs[match.start()] = min(costs[match.start()], 1.0)
    for match in re.finditer("关于", text):
        costs[match.start()] = 0.0
    for match in ORGAN_END.finditer(text):
        costs[match.end()] = -2.0
    for match in LATIN_CHUNK.finditer(text):
        _inside(costs, match, 200.0)
    for index in range(1, len(text)):
        costs[index] = _mark_cost(text[index - 1], text[index], costs[index])
    return costs


def _inside(costs: list[float], match: re.Match[str], cost: float) -> None:
    for index in range(match.start() + 1, match.end()):
        costs[index] = cost


def _mark_cost(before: str, after: str, cost: float) -> float:
    if after in OURS.not_first or before in OURS.not_last:
        return 400.0
    if after == "的":
        return 60.0
    return -1.0 if before in " 　、，" else cost
