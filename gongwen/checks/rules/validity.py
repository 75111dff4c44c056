"""CU: plans that have run out or not begun, meetings that had not yet been held or are no longer the latest."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import PROSE
from gongwen.checks.rule import Hit, Rule, Spot
from gongwen.checks.rules.dates import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Block, Reading
    from gongwen.checks.setting import Setting

_DOING: Final = re.compile("落实|实施|执行|推进|推动|贯彻|按照|根据|开展|深入|做好|围绕|抓好|深化")
_PAST: Final = re.compile("以来|收官|总结|圆满|验收|回顾|完成|结束|期间|期末|评估|表彰|未能|先后|已经")
_AHEAD: Final = re.compile("谋划|编制|起草|开局|启动|衔接|筹备|展望|即将|制定|建议|准备|目标|前期|迎接|未来|开启")
_WIDTH: Final = 12
"""Characters round a plan's name in which words show that it is looked back on or ahead to."""


@cache
def _plans() -> tuple[tuple[str, int, int], ...]:
    rows = listed("plans").rows
    return tuple((word, int(row["from"]), int(row["to"])) for row in rows for word in row["short"].split("|") if word)


def _plan(text: str, setting: Setting) -> Iterator[Hit]:
    if not setting.year or "五" not in text:
        return
    for word, start, end in _plans():
        at = text.find(word)
        if at < 0:
            continue
        before = text[max(at - _WIDTH, 0) : at]
        around = before + text[at : at + len(word) + _WIDTH]
        if setting.year > end and _DOING.search(before) and not _PAST.search(around):
            yield Hit(at, at + len(word), f"{word}到{end}年为止，报告的是{setting.year}年的工作")
        elif setting.year + 1 < start and not _AHEAD.search(around):
            yield Hit(at, at + len(word), f"{word}从{start}年开始，报告的是{setting.year}年的工作")


plan = Rule(
    id="CU01",
    name="过了期的规划",
    severity=Severity.HINT,
    clause="各规划、普法规划的起止年份",
    why="规划有起止年份，写现在的工作不能再说落实已经到期的规划；抄旧稿最容易漏改。",
    bad=("深入推进“七五”普法，组织宣讲。", "落实“十三五”规划各项任务。", "认真实施七五普法规划。"),
    good=("深入推进“八五”普法，组织宣讲。", "“十三五”以来取得明显成效。", "“十四五”规划圆满收官，谋划“十五五”规划。"),
    read=_plan,
    where=PROSE,
)


@cache
def _meetings() -> tuple[tuple[str, str, date, str, bool], ...]:
    """Return the meetings in order: as texts name them, their names, their last day, their congress, whether texts list them."""
    rows = listed("meetings").rows
    return tuple(
        (row["words"], row["name"], date.fromisoformat(row["date"]), row["congress"], bool(row["named"]))
        for row in rows
    )


_ANY_PLENUM: Final = re.compile("[历歷]次全[会會]|[届屆][二三四五六七]中|[二三四五六七]中全[会會]")
_TWENTY: Final = re.compile("(?<!第)(?:党的)?(二十大|十九大)(?!代表|报告|期间|召开|以来)")


def _latest(year: int) -> tuple[str, str, date, str, bool] | None:
    """Return the last meeting held by the end of a year that texts list."""
    held = [row for row in _meetings() if row[2].year <= year and row[4]]
    return held[-1] if held else None


def _meeting(reading: Reading, setting: Setting) -> Iterator[Spot]:
    document = reading.document
    year = setting.year
    text = reading.text
    if not year:
        return
    yield from _too_early(reading, _limit(document.signature.date, year))
    latest = _latest(year)
    if latest is None or not ("二十大" in text or "十九大" in text):
        return
    if _ANY_PLENUM.search(text) or not (match := _TWENTY.search(text)):
        return
    said = match[1]
    if latest[3] == said:
        message = f"只提了党的{said}；此后到{year}年底还开过{latest[1]}等会议，也可以写“党的{said}和{said[:-1]}届历次全会精神”"
    elif said not in (latest[0], latest[3]) and (latest[3] or latest[0]) not in text:
        message = f"报告的是{year}年，只提了党的{said}；{latest[3] or latest[0]}已经开过"
    else:
        return
    for block in reading.blocks:
        if block.kind in PROSE and (found := _TWENTY.search(block.text)):
            yield Spot(block.at(*found.span(1)), message)
            return


def _limit(signed: str, year: int) -> date:
    """Return the last day a report can know of: that of its signature, else the end of the year after."""
    found = parsed(signed)
    try:
        return date(*found) if found else date(year + 1, 12, 31)
    except ValueError:
        return date(year + 1, 12, 31)


def _too_early(reading: Reading, limit: date) -> Iterator[Spot]:
    later = [row for row in _meetings() if row[2] > limit and "中全会" in row[0]]
    for words, name, held, *_ in later:
        for block in reading.blocks:
            at = block.text.find(words) if block.kind in PROSE else -1
            if at >= 0:
                yield _early(block, at, words, f"{name}{held.year}年{held.month}月才开，成文的时候还没有开")


def _early(block: Block, at: int, words: str, message: str) -> Spot:
    return Spot(block.at(at, at + len(words)), message, severity=Severity.SHOULD)


meeting = Rule(
    id="CU02",
    name="提到的会议是不是最近的",
    severity=Severity.HINT,
    clause="实践：指导思想写到报告年度为止的党的代表大会和中央全会；各次全会公报的日期",
    why="写贯彻党的会议精神，要写到报告年度为止开过的那几次；没有开过的不能写。",
    bad=(
        case("认真学习贯彻党的二十大精神。"),
        case("认真学习贯彻党的十九大精神。"),
        case("贯彻党的二十大和二十届二中、三中全会精神，学习党的二十届四中全会精神。", year=2024, date="2025年1月15日"),
    ),
    good=(
        case("认真学习贯彻党的二十大和二十届历次全会精神。"),
        case("贯彻党的二十大和二十届二中、三中、四中全会精神。"),
        case("党的二十大代表到村宣讲。"),
        case("认真学习贯彻党的二十大精神。", year=2022, date="2023年1月15日"),
    ),
    survey=_meeting,
    kinds=frozenset({"rule_of_law_report", "work_report"}),
)
