"""Where a text speaks of an indicator by its name and says how much: what agrees with the table, and what contradicts it.

Only what surely means the indicator and the period counts: its name stands alone in its clause, its unit follows, and no
word makes it a part, a plan or another time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import change_of, value_of
from gongwen.indicators.indicator import shifted
from gongwen.indicators.table import by_id, groups, periods
from gongwen.indicators.wording import SCALES, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongwen.checks.reading import Block
    from gongwen.document import Document, Location
    from gongwen.indicators.indicator import Indicator

_NUMBER: Final = r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万亿|[万亿]?)"
_ALIKE: Final = {"人": "人|名", "名": "名|人", "%": "%|％", "％": "%|％"}
_NEUTRAL: Final = re.compile("(?:开展|组织|举办|举行|召开|实施|完成)")
"""Verbs at the start of an indicator's name that say nothing of what is counted."""

_FREE: Final = re.compile(
    r"(?:20\d\d年度?|上年度?|去年|全年|本年度?|今年|年内|一年来|目前|全[省市州县区镇乡]|[我本][省市州县区镇乡局]|已|共|总共|先后|现有|依法|深入|广泛|扎实|大力|"
    r"积极|认真|规范|有效|及时|统筹|持续|开展|组织|举办|举行|进行|召开|实施|完成|实现|受理|办理|[一二三四五六七八九]是|并|和|[，、]|的|了)*"
)
"""What may stand before the name in its clause without making it something else."""

_TIMES: Final = {**SCALES, "万亿": SCALES["万"] * SCALES["亿"]}

_LINK: Final = "(?:工作|活动|数量|总数|总量)?(?:共计|共有|共|合计|达到|达|为|是|有|完成了?)?"
_OTHER_TIME: Final = re.compile(
    "季度|半年|[0-9一二三四五六七八九十]月|累计|计划|目标|力争|确保|预期|拟|将|要|近[三五]年|五年|以来|每|平均|人均"
)
_PAST: Final = re.compile("上年|去年|上一年")
_YEAR: Final = re.compile(r"(20\d\d)年")
_STOPS: Final = "。；！？\n"
_PAUSES: Final = "，、：（）"

_UP: Final = ("增长", "上升", "提高", "增加", "提升")
_DOWN: Final = ("下降", "减少", "降低")
_THAN: Final = r"(?:，|（|,)?(?:同比|[比较](?:上年|去年|上一年|20\d\d年)(?:同期)?)"
_MOVED: Final = re.compile(
    rf"{_THAN}((?:({'|'.join(_UP)})|({'|'.join(_DOWN)}))了?{_NUMBER}(个百分点|%|％|[一-龥]{{1,2}}?(?=[，。；）、]|$))|持平)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that says how much an indicator is, or how it has changed; `right` is what the table says, in the same form."""

    indicator: Indicator
    period: str
    wording: Wording
    location: Location
    words: str
    right: str
    agrees: bool


def mentions(document: Document, blocks: Iterable[Block]) -> Iterator[Mention]:
    """Yield what texts say of the indicators of their document, in the order of the texts; places may be links."""
    data = document.data
    if not data.indicators:
        return
    year = str(document.year) if document.year else next((each[:4] for each in reversed(periods(data))), "")
    known, parts = by_id(data), groups(data)
    named = [(each, name) for each in data.indicators if each.unit for name in _names(each)]
    named.sort(key=lambda pair: -len(pair[1]))
    for block in blocks:
        if not any(letter.isdigit() for letter in block.text) or any(part in block.text for part in parts):
            continue
        yield from _in_block(block, named, known, year)


def _names(indicator: Indicator) -> tuple[str, ...]:
    """Return what sentences call an indicator: its name, its aliases, and these without a verb that says nothing."""
    names = dict.fromkeys((indicator.name, *indicator.aliases))
    names |= dict.fromkeys(_NEUTRAL.sub("", name, count=1) for name in names if _NEUTRAL.match(name))
    return tuple(name for name in names if len(name) >= 3)


def _in_block(
    block: Block, named: list[tuple[Indicator, str]], known: Mapping[str, Indicator], year: str
) -> Iterator[Mention]:
    text, taken = block.text, set[int]()
    for indicator, name in named:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not taken & set(range(at, end)):
                taken |= set(range(at, end))
                match, period = _amount(text, at, end, indicator), ""
                if match is not None:
                    period = _period(text, min(at, match.start("much")), year)
                    if period and (found := _said(block, match, indicator, period, known)):
                        yield found
                period = period or (_period(text, at, year) if match is None else "")
                after = match.end("much") if match is not None and match.start("much") > at else end
                if period and (moved := _MOVED.match(text, after)):
                    yield from _changed(block, moved, indicator, period, known)
            at = text.find(name, end)


@lru_cache(maxsize=4096)
def _after(unit: str) -> re.Pattern[str]:
    return re.compile(rf"{_LINK}(?P<much>{_NUMBER}(?:{_ALIKE.get(unit, re.escape(unit))}))(?!以上|左右|以下|以内|次)")


@lru_cache(maxsize=4096)
def _before(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<much>(?<![\d.,]){_NUMBER}(?:{_ALIKE.get(unit, re.escape(unit))}))$")


def _amount(text: str, start: int, end: int, indicator: Indicator) -> re.Match[str] | None:
    """Return how much is said of a name: 法治宣传活动24场, or 24场法治宣传活动."""
    found = _after(indicator.unit).match(text, end)
    if found is not None:
        return found if _alone(text, start) else None
    front = max(start - 24, 0)
    turned = _before(indicator.unit).search(text[:start], front)
    closes = end == len(text) or text[end] in _STOPS + _PAUSES
    return turned if turned is not None and closes and _alone(text, turned.start("much")) else None


def _alone(text: str, at: int) -> bool:
    """Whether nothing in the clause before makes what stands there a part of something, or something else."""
    start = max(text.rfind(mark, 0, at) for mark in _STOPS + _PAUSES) + 1
    return bool(_FREE.fullmatch(text, start, at))


def _period(text: str, at: int, year: str) -> str:
    """Return the year a clause speaks of, or empty when it may be another time."""
    start = max(text.rfind(mark, 0, at) for mark in _STOPS) + 1
    sentence = text[start:at]
    clause = re.split("[，：]", sentence)[-1]
    if _OTHER_TIME.search(clause) or not year:
        return ""
    years = _YEAR.findall(clause)
    if years:
        return str(years[-1]) if len(set(years)) == 1 else ""
    return shifted(year, -1) if _PAST.search(clause) else year


def _said(
    block: Block, match: re.Match[str], indicator: Indicator, period: str, known: Mapping[str, Indicator]
) -> Mention | None:
    right = value_of(known, indicator.id, period)
    if right is None:
        return None
    whole, fraction, scale = match.group(2, 3, 4)
    places = len(fraction or ".") - 1
    wording = Wording(Form.VALUE, scale if scale in SCALES else "", places if fraction or scale else -1, "," in whole)
    value, off = _value(whole, fraction, scale)
    exact = not (fraction or scale or indicator.is_share)
    agrees = value == right if exact else abs(value - right) <= off
    words = worded(known, indicator.id, period, wording=wording if agrees else Wording(thousands="," in whole))
    place = block.at(match.start("much"), match.end("much"))
    return Mention(indicator, period, wording, place, match["much"], words, agrees)


def _value(whole: str, fraction: str | None, scale: str | None) -> tuple[Decimal, Decimal]:
    """Return a written number, and how far rounding may have moved it."""
    times = _TIMES[scale or ""]
    places = len(fraction or ".") - 1
    return Decimal(whole.replace(",", "") + (fraction or "")) * times, times * Decimal(5).scaleb(-places - 1)


def _changed(
    block: Block, moved: re.Match[str], indicator: Indicator, period: str, known: Mapping[str, Indicator]
) -> Iterator[Mention]:
    """Yield what is said of a change: 同比增长33.3%, 比上年减少3件, 持平."""
    year = _YEAR.search(moved[0][: moved.start(1) - moved.start()])
    change = change_of(known, indicator.id, period)
    if change is None or (year and year[1] != shifted(period, -1)[:4]):
        return
    up, down, whole, fraction, scale, unit = moved.group(2, 3, 4, 5, 6, 7)
    rate = unit in {"%", "％"} if unit else True
    if unit and not (rate or unit == indicator.unit or (unit == "个百分点" and indicator.is_share)):
        return
    if rate and unit and (indicator.is_share or change.rate is None):
        return
    places = len(fraction or ".") - 1
    wording = Wording(
        Form.CHANGE if rate or unit == "个百分点" else Form.DIFFERENCE,
        scale if scale in SCALES else "",
        places if fraction else -1,
    )
    if not unit:
        agrees = not change.difference or (change.rate is not None and abs(change.rate) < Decimal("0.05"))
    else:
        value, off = _value(whole, fraction, scale)
        truth = change.rate if rate else change.difference
        signed = value if up else -value
        agrees = truth is not None and abs(signed - truth) <= (off if fraction or rate or scale else 0)
    words = worded(known, indicator.id, period, wording=wording)
    if words and words[:2] in _UP + _DOWN and (up or down) and (words[:2] in _UP) == bool(up):
        words = (up or down) + words[2:]
    place = block.at(moved.start(1), moved.end(1))
    yield Mention(indicator, period, wording, place, moved[1], words, agrees)
