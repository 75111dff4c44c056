"""NU: days there are not, and shares beyond the whole."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_DAY: Final = re.compile(
    r"(?:(?<!\d)(\d{4})年)?(?<![\d.第])(\d{1,2})月(?:(\d{1,3})日(?:[（(，,]?(?:星期|周)([一二三四五六日天]))?)?(?![龄球饼])"
)
_LEAP: Final = 2024
"""A year of 366 days, for days of which the year is not said."""

_MONTHS: Final = 12
_WEEK: Final = "一二三四五六日"


def _days(text: str, _setting: Setting) -> Iterator[Hit]:
    if "月" not in text:
        return
    for match in _DAY.finditer(text):
        year, month, day, weekday = match[1], int(match[2]), match[3], match[4]
        if not 1 <= month <= _MONTHS:
            if day or month == 0 or match[1]:
                yield Hit(match.start(2), match.end(), f"没有{month}月")
        elif day and not 1 <= int(day) <= monthrange(int(year) if year and int(year) else _LEAP, month)[1]:
            yield Hit(match.start(2), match.end(), f"{year + '年' if year else ''}{month}月没有{int(day)}日")
        elif year and day and weekday:
            right = _WEEK[date(int(year), month, int(day)).weekday()]
            if right != weekday.replace("天", "日"):
                yield Hit(match.start(4), match.end(4), f"{year}年{month}月{int(day)}日是星期{right}", (right,))
        if (match[2].startswith("0") and month) or (day and day.startswith("0") and int(day)):
            right = f"{month}月" + (f"{int(day)}日" if day else "")
            end = match.end(3) + 1 if day else match.end(2) + 1
            yield Hit(match.start(2), end, f"月、日不编虚位：{right}", (right,), Severity.SHOULD)


days = Rule(
    id="NU06",
    name="没有的日子",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.3.5.4（不编虚位），历法",
    why="月份是1到12，每月有固定的天数，星期几由日期定；日期里的1不写作01。",
    bad=("会议于2月30日召开。", "2025年2月29日起施行。", "任务于13月5日前完成。", "自03月起实施。", "2025年3月5日（星期四）开会。"),
    good=("会议于2月28日召开。", "2024年2月29日起施行。", "工期18个月。", "2025年3月5日（星期三）开会。", "满18月龄的儿童"),
    read=_days,
)  # fmt: skip


_RATE: Final = re.compile(
    r"([\u4e00-\u9fff]{1,8}(?:率|满意度|占比|比重|知晓度))(?:均|都|已|就|可|也|更|普遍|分别)?(?:达到了|达到|达|为|是|至|提升至|提升到|提高到|提高至|保持在|超过|高达|实现)?了?(\d{3,}(?:\.\d+)?)[%％]"
)
_SHARE: Final = re.compile(r"占(?:[\u4e00-\u9fff]{0,14})(?<!完成)的?(\d{3,}(?:\.\d+)?)[%％]")
_OVER: Final = re.compile(r"\d{3}(?:\.\d+)?[%％]")
_WHOLE: Final = 100


@cache
def _unbounded() -> tuple[str, ...]:
    return listed("unbounded_rates").column("ending")


def _rates(text: str, _setting: Setting) -> Iterator[Hit]:
    if not _OVER.search(text):
        return
    for match in _RATE.finditer(text):
        if float(match[2]) > _WHOLE and not match[1].endswith(_unbounded()):
            yield Hit(match.start(2), match.end(), f"“{match[1][-6:]}”不会超过100%")
    for match in _SHARE.finditer(text):
        if float(match[1]) > _WHOLE:
            yield Hit(match.start(1), match.end(), "占比不会超过100%")


rates = Rule(
    id="NU07",
    name="超过百分之百的比率",
    severity=Severity.SHOULD,
    clause="实践：统计常识，部分与总体之比至多百分之百",
    why="办结率、满意率、覆盖率一类是部分与总体之比，至多百分之百；完成率、增长率一类可以超过。",
    bad=("案件办结率达118%。", "群众满意度为103.5%。", "调解成功率提升至101%。", "办结案件占受理总数的112%。"),
    good=("案件办结率达100%。", "全年任务完成率达118%。", "税收增长率为120%。", "拨备覆盖率达210%。"),
    read=_rates,
    where=ANYWHERE,
)
