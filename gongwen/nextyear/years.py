"""Which years of a text mean the year reported on, the one before or the one after it; a year that only may is none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=[ 　]*年)")
_Y: Final = "(?:19|20)[0-9]{2}"
_LINE: Final = r"[ 　]*[—\-－–~～至到]{1,2}[ 　]*"
_APART: Final = re.compile(
    f"《[^》]*》|[〔［\\[]{_Y}[〕］\\]]"
    f"|{_Y}[ 　]*年?度?{_LINE}(?:{_Y}|[0-9]{{2}})[ 　]*年"
    f"|{_Y}[ 　]*年?度?(?:[ 　]*[、和及][ 　]*{_Y}[ 　]*年?度?)+(?=[^0-9])"
    f"|[（(]{_Y}[ 　]*年(?:版|本|[^（）()]{{0,6}}(?:修订|修正|施行|制定|印发|发布)[^（）()]*)?[）)]"
)
"""Names of papers and their numbers, spans of years, years told one after another, editions: never the report's alone."""

_OPENS: Final = re.compile(
    r"(?:^|[。；！？：，、“（\n　 .．）),;:(]|[一二三四五六七八九十]是|(?:^|[，。；：,;:])(?:在|自)|刚刚过去的)$"
)
"""What stands before a year that begins a clause."""

_WHO: Final = "[全我本][省市州盟县区旗镇乡局厅委办院街机部单系年级所站科村社]"
_WORK: Final = "工作|法治|依法|政务|政府|行政|重点|主要|全面|信息公开"
_DONE: Final = re.compile(f"年(?:度)?(?:在|{_WHO}|{_WORK}|共|累计|上半年|下半年|期间|内(?=[，,]))")
_PLANNED: Final = re.compile(f"年(?:度)?(?:[，,]|{_WHO}|将|要|拟|计划|{_WORK})")
_PLAN: Final = re.compile("年(?:度)?[\u4e00-\u9fff]{0,16}?(?:安排|打算|思路|工作计划|工作重点|下一步)")
_TASKS: Final = re.compile("年(?:度)?(?:的)?(?:重点|主要)?(?:工作|任务|目标)")
_WILL: Final = re.compile("^[^。；]{0,40}?(?:将|要|拟|继续|进一步|持续|计划)")
_HONOUR: Final = re.compile("评为|评定为|荣获|获评|荣膺|授予|命名为|入选|获得[^，。；]{0,12}(?:称号|奖)|表彰|周年|换届")
_PAPER: Final = re.compile(
    r"^年[，,]?[^，。；]{0,16}?(?:印发|修订|修正|施行|颁布|公布|发布|通过|召开)[^，。；]{0,6}?(?:的|《)"
)
_NOW: Final = re.compile("(?:现将|现就|现把)[^。；]{0,24}$")
_ENTIRE: Final = re.compile(
    f"(?:自|从|为|是|由)?({_Y})年1月1日(?:零时|起)?[ 　]*[—\\-－–~～至到]{{1,2}}[ 　]*(?:({_Y})年)?12月31日"
)
"""The whole of a year as its first and its last day, as statutory reports say what their figures are of."""
_UNTIL: Final = re.compile("截(?:至|止|止到|止至)$")
_YEARS_END: Final = re.compile("年(?:年)?[底末]|年12月(?:31日|底)")
_THAN: Final = re.compile("[比较](?:之)?$|(?:相比于|相较于|相对于)$")
_WITH: Final = re.compile("[与同和跟]$")
_AGAINST: Final = re.compile(
    "^年(?:度)?(?:同期|全年|底|末)?(?:的)?[\u4e00-\u9fff]{0,4}?(?:相比|对比|比较|比(?![例重])|持平|基本持平)"
)
_IS: Final = re.compile("^年[，,]?(?:是|为|第|适逢|恰逢|正值)")
"""What is said of a year itself, or of a numbered one of several in it."""
_DAY: Final = re.compile("^[ 　]*年[ 　]*[0-9]{1,2}[ 　]*月")


@dataclass(frozen=True, slots=True)
class Year:
    """A year in a text: where its four digits begin, the year, and whether it surely means the report's or one beside it."""

    start: int
    value: int
    sure: bool


@lru_cache(maxsize=4096)
def years_of(text: str, reported: int, *, heading: bool = False, ahead: bool = False) -> tuple[Year, ...]:
    """Return the years of a text that lie within one year of the year reported on (in a heading two), but those never the report's.

    `heading` is a title, a heading or the name of an attachment; `ahead` a text about what is planned. Spans of years,
    names of papers and their numbers are left out altogether.
    """
    if "年" not in text:
        return ()
    apart = [match.span() for match in _APART.finditer(text)]
    whole = {match.start(group) for match in _ENTIRE.finditer(text) for group in (1, 2) if match.group(group)}
    found = []
    for match in _YEAR.finditer(text):
        at, value = match.start(), int(match[1])
        if abs(value - reported) > 1 + heading or any(start <= at < end for start, end in apart):
            continue
        before, after = text[:at], text[match.end() :].lstrip(" 　")
        place = _Place(before, after, value - reported, ahead)
        sure = (at in whole and not place.by) or (_named(place) if heading else any(_ways(place)))
        found.append(Year(at, value, sure))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands before and after a year; `by` is how many years it lies from the year reported on."""

    before: str
    after: str
    by: int
    ahead: bool

    @property
    def opens(self) -> bool:
        """Whether it begins a clause, or is the year of the clause by 在 or 自."""
        return _OPENS.search(self.before) is not None

    @property
    def told(self) -> bool:
        """Whether the clause is about a day, an honour or a paper of that very year: that is what happened, and stays."""
        near = re.split("[。；]", self.before)[-1][-14:] + "□" + re.split("[。；]", self.after)[0][:24]
        return bool(_DAY.match(self.after) or _IS.match(self.after) or _HONOUR.search(near) or _PAPER.match(self.after))


def _named(place: _Place) -> bool:
    """Whether a year in a heading is rolled: the report's own, or in what is said to be planned the next."""
    if _DAY.match(place.after) or _IS.match(place.after):
        return False
    if place.by != 1:
        return place.by == 0
    named = place.opens or place.before.endswith(("和", "暨", "及", "关于"))
    return place.ahead or _PLAN.match(place.after) is not None or (named and _TASKS.match(place.after) is not None)


def _ways(place: _Place) -> Iterator[bool]:
    if place.by <= 0:
        yield _compared(place)
    if place.by == 0:
        yield from _own(place)
    if place.by == 1:
        yield _next(place)


def _own(place: _Place) -> Iterator[bool]:
    after = place.after
    yield _NOW.search(place.before) is not None and not _DAY.match(after)
    yield after.startswith("年以来") or re.match("年来[，,]", after) is not None
    yield _UNTIL.search(place.before) is not None and _YEARS_END.match(after) is not None
    if place.told:
        return
    yield after.startswith("年度") and not re.match("年度[^，。；]{0,12}(?:计划|要点|方案|清单)", after)
    yield place.opens and re.match("年[，,]", after) is not None
    yield (
        place.opens
        and _DONE.match(after) is not None
        and not re.match("年[^，。；]{0,14}(?:计划|要点|方案|清单)", after)
    )


def _next(place: _Place) -> bool:
    if place.told or place.before.endswith(("到", "至")):
        return False
    if _PLAN.match(place.after):
        return True
    return (
        place.opens
        and _PLANNED.match(place.after) is not None
        and (place.ahead or _WILL.match(place.after) is not None)
    )


def _compared(place: _Place) -> bool:
    """Whether amounts are compared with those of the year."""
    if _DAY.match(place.after):
        return False
    if _THAN.search(place.before):
        return True
    return _WITH.search(place.before) is not None and _AGAINST.match(place.after) is not None
