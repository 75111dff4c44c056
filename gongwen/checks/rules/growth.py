"""FG, what has grown or fallen: the change that is named beside the two values it lies between."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongwen.checks.amounts import PERCENT, POINTS, amounts, spoken
from gongwen.checks.finding import Severity
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.amounts import Amount
    from gongwen.checks.setting import Setting

_UP: Final = "增加|增长|上升|提高|提升|扩大|增"
_DOWN: Final = "下降|减少|降低|压减|缩减|压缩|降|减"
_TO: Final = re.compile(rf"[^，。；]{{0,2}}?(?:({_UP})|({_DOWN}))(?:到|至|为)(?:20\d\d年的?|去年的?|今年的?)?")
_FROM: Final = re.compile(r"[由从](?:20\d\d年的?|上年的?|去年的?)?")
_LAST_YEAR: Final = re.compile(
    r"(?:，|（)?(?:而|比|较)?(?:上年|去年|前一年|上一年|20\d\d年)(?:同期)?(?:的|为|是|有|共)?(?:[一-龥]{2,6}(?:为|是|有))?"
)
_CHANGE: Final = re.compile(rf"[，）]?(?:同比|比上年|较上年|比去年|较去年|净)?(?:({_UP})|({_DOWN}))了?")
_MORE: Final = re.compile(rf"[，、]?(?:同比|比上年|较上年|比去年|较去年|比20\d\d年|较20\d\d年)(?:({_UP})|({_DOWN}))了?")
_RATE: Final = re.compile(rf"[，、](?:同比|增幅|降幅)?(?:({_UP})|({_DOWN})|达|为)了?")
_REAL: Final = re.compile("生产总值|增加值|可比|实际|扣除|口径|名义|不变价|年均|平均")
"""Words that say a growth is not that of the figures beside it: prices are worked out of it, or it is a year's mean."""


def _growth(text: str, _setting: Setting) -> Iterator[Hit]:
    if not ("到" in text or "至" in text or "年" in text or "比" in text) or not re.search("[增升提扩降减压缩]", text):
        return
    found = amounts(text)
    for at, (one, two) in enumerate(pairwise(found)):
        if one.unit != two.unit or one.loose or two.loose or one.unit == POINTS:
            continue
        between = text[one.end : two.start]
        after = found[at + 2] if at + 2 < len(found) else None
        if after is not None and (by := _MORE.fullmatch(between)):
            yield from _by_both(text, (one, two), after, up=bool(by[1]))
        if (to := _TO.fullmatch(between)) and _from(text, one):
            yield from _turned(one, two, up=bool(to[1]))
            if after is not None:
                yield from _wrong(text, (one, two), after)
        elif after is not None and _LAST_YEAR.fullmatch(between):
            yield from _wrong(text, (two, one), after)


def _from(text: str, one: Amount) -> bool:
    clause = re.split("[，。；、：]", text[max(one.start - 30, 0) : one.start])[-1]
    return bool(_FROM.search(clause))


def _turned(one: Amount, two: Amount, *, up: bool) -> Iterator[Hit]:
    """Yield a rise that falls: 由91%提高到77%."""
    if (two.high < one.low) if up else (two.low > one.high):
        words = "上升" if up else "下降"
        yield Hit(one.start, two.end, f"说的是{words}，后面的数却比前面的{'小' if up else '大'}")


def _wrong(text: str, values: tuple[Amount, Amount], change: Amount) -> Iterator[Hit]:
    """Yield a change that is not that from the first value to the second."""
    before, after = values
    start = max(before.end, after.end)
    match = _CHANGE.fullmatch(text[start : change.start])
    clause = text[max(min(before.start, after.start) - 24, 0) : change.end]
    if match is None or change.loose or not before.low > 0 or _REAL.search(clause):
        return
    sign = 1 if match[1] else -1
    if change.unit == PERCENT and before.unit != PERCENT:
        low, high = ((sign * (end - 1)) * 100 for end in (after.low / before.high, after.high / before.low))
        right = f"{spoken(sign * (after.value / before.value - 1) * 100)}%"
    elif (change.unit == before.unit and before.unit != PERCENT) or (change.unit == POINTS and before.unit == PERCENT):
        low, high = (sign * (after.low - before.high), sign * (after.high - before.low))
        right = f"{spoken(sign * (after.value - before.value), 2)}{change.unit}"
    else:
        return
    low, high = min(low, high), max(low, high)
    slack = change.off + 1e-6 * max(abs(high), 1)
    if change.value + slack < low or change.value - slack > high:
        told = f"照前面的两个数算是{right}" if not right.startswith("-") else "与前面两个数的大小相反"
        yield Hit(change.start, change.end, f"{told}，这里写的不一样")


def _by_both(text: str, values: tuple[Amount, Amount], rate: Amount, *, up: bool) -> Iterator[Hit]:
    """Yield a rate that is not that of the change beside it: 86次，同比增加12次、增长20%."""
    now, change = values
    match = _RATE.fullmatch(text[change.end : rate.start])
    if (
        match is None
        or rate.unit != PERCENT
        or rate.loose
        or now.unit == PERCENT
        or _REAL.search(text[: rate.end][-60:])
    ):
        return
    low, high = (now.low - change.high, now.high - change.low) if up else (now.low + change.low, now.high + change.high)
    if low <= 0 or (match[2] and up) or (match[1] and not up):
        return
    if not change.low / high * 100 - 2 * rate.off <= rate.value <= change.high / low * 100 + 2 * rate.off:
        before = now.value - change.value if up else now.value + change.value
        right = spoken(change.value / before * 100)
        yield Hit(rate.start, rate.end, f"照前面的两个数算是{right}%，这里写的不一样")


growth = Rule(
    id="FG05",
    name="增减与前后数不符",
    severity=Severity.SHOULD,
    clause="实践：统计数据审核的一般要求（增减幅度可以复算）",
    why="前后两个数和增减幅度写在一句里时，增减幅度应当能从这两个数算出来。",
    bad=(
        "接待群众由400人次增加到500人次，增长20%。",
        "全年办理案件120件，上年为100件，同比增长25%。",
        "覆盖率由91%提高到77%。",
        "开展执法检查86次，同比增加12次、增长20%。",
        "满意率从85%提高到92%，提高了9个百分点。",
    ),
    good=(
        "接待群众由400人次增加到500人次，增长25%。",
        "全年办理案件120件，上年为100件，同比增长20%。",
        "财政收入由1121亿元增加到2220亿元，增长98%。",
        "生产总值由3480亿元增加到9380亿元，按可比价格计算增长102%。",
        "满意率从85%提高到92%，提高了7个百分点。",
        "开展执法检查86次，同比增加12次、增长16.2%。",
        "贷款余额从8.2万亿元增加到23.8万亿元、年均增长24%。",
    ),
    read=_growth,
)
