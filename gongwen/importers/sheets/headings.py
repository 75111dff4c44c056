"""What the headings of a table say: which period a column is of, what is computed, where labels, units and sources stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from gongwen.indicators.indicator import shifted

YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_QUARTER: Final = re.compile("(?:第?([一二三四1-4])季度|Q([1-4])|([1-4])季度)")
_PART_OF_YEAR: Final = re.compile(r"月|半年|前三季度|累计|旬|周|日")
_THIS: Final = re.compile("^(?:本年度?|今年|当年|本期|全年|年度)")
_LAST: Final = re.compile("^(?:上年同期|去年同期|上年度?|去年|上期|同期)")

COMPUTED: Final = re.compile("同比|环比|增长|增减|增幅|降幅|比上年|较上年|占比|比重|排名|名次|进度")
"""Headings of columns that follow from others and are not taken."""

NUMBERING: Final = re.compile("序号|编号|No\\.?|行次|代码", re.IGNORECASE)
NAMES: Final = re.compile("指标|项目|名称|内容|事项|类别|大类|分类|工作")
UNITS: Final = re.compile("^(?:计量)?单位$")
DEFINITIONS: Final = re.compile("口径|说明|备注|解释|含义")
SOURCES: Final = re.compile("来源|责任(?:单位|部门|科室)|填报(?:单位|部门|人)|提供")
PERIODS: Final = re.compile("^(?:年份|年度|时间|时期|期别|年|季度)$")
AMOUNTS: Final = re.compile("^(?:数值|数量|数据|数|值|金额|完成数|实绩|本期数)$")
GROUPS: Final = re.compile(
    "^(?:村|村名|社区|村（社区）|村居|乡镇|街道|乡镇（街道）|地区|县区|单位名称|部门|填报单位|申请人|科室|组别)$"
)
TOTALS: Final = re.compile("^(?:合计|总计|共计|总数|全镇|全县|全市|全区|全部)$")
SUBTOTALS: Final = re.compile("小计|其中")
NOTES: Final = re.compile(
    "^(?:注|备注|说明|附注|数据来源|资料来源|填报人|制表|审核|联系|填表|单位负责人|统计负责人)[：:人]?"
)
UNIT_LINE: Final = re.compile("(?:计量)?单位[：:]\\s*([^\\s，,；;（）()]{1,8})")
_IN_NAME: Final = re.compile(r"^(.*?)\s*[（(【\[]\s*(?:单位[：:])?\s*([^（）()【】\[\]\d]{1,5})\s*[)）】\]]$")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is of: a period (empty: the sheet's own), a group (empty: the whole); `computed` ones are left out."""

    period: str = ""
    group: str = ""
    computed: bool = False
    doubtful: str = ""


def plain(text: str) -> str:
    """Return a label without white space, full-width letters and digits made ordinary."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def period_in(path: tuple[str, ...], year: int) -> tuple[str, bool]:
    """Return the period that labels name (empty: none), and whether they name a part of a year that is no quarter."""
    text = "".join(path)
    found = YEAR.findall(text)
    relative = str(year) if year and any(_THIS.match(each) for each in path) else ""
    if year and any(_LAST.match(each) for each in path):
        relative = shifted(str(year), -1)
    base = found[0] if found else relative
    quarter = _QUARTER.search(text)
    if quarter and not re.search("前三季度", text):
        number = next(each for each in quarter.groups() if each)
        number = str("一二三四".find(number) + 1) if number in "一二三四" else number
        return (f"{base or (year or '')}Q{number}" if base or year else ""), False
    return base, bool(_PART_OF_YEAR.search(re.sub("年度|年份", "", text)))


def column_of(path: tuple[str, ...], year: int) -> Column:
    """Return what a column is of by its labels from the top down."""
    text = "".join(path)
    if COMPUTED.search(text):
        return Column(computed=True)
    period, partial = period_in(path, year)
    if partial:
        return Column(doubtful=f"“{text}”是一年里的一段，表里只存全年和季度")
    rest = [each for each in path if not _names_time(each)]
    group = rest[-1] if rest and not AMOUNTS.match(rest[-1]) else ""
    return Column(period, "" if TOTALS.match(group) else group)


def _names_time(label: str) -> bool:
    bare = _QUARTER.sub("", YEAR.sub("", label))
    bare = _LAST.sub("", _THIS.sub("", bare))
    return not bare.strip("年度数值合计完成情况（）()实绩") or bool(AMOUNTS.match(bare))


def unit_in_name(name: str) -> tuple[str, str]:
    """Return a name without the unit it ends with in brackets, and that unit: 办理案件（件）."""
    match = _IN_NAME.match(name)
    if match is None or not match[1] or re.search("[年月其含不等及]|以上|以下", match[2]):
        return name, ""
    return match[1], plain(match[2])
