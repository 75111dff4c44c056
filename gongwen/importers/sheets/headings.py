"""What one label over a column says: a period, what stands in the column, a group or an indicator; or that nobody can know."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongwen.importers.sheets.units import unit_in_name


class Role(StrEnum):
    """What stands in a column."""

    NAME = "name"
    CLASS = "class"
    """大类: it tells indicators of one name apart."""
    GROUP = "group"
    PERIOD = "period"
    QUARTER = "quarter"
    UNIT = "unit"
    DEFINITION = "definition"
    SOURCE = "source"
    NUMBERING = "numbering"
    AMOUNTS = "amounts"
    """Amounts, of the period and under the labels that the heading has."""
    COMPUTED = "computed"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column's labels come to: `year` and `quarter` where they say so, `shift` for 本年 (0) and 上年 (-1).

    `labels` is what else they say, from the top down: a group or an indicator. `why` is the sentence of a doubtful one.
    """

    role: Role = Role.NONE
    year: str = ""
    quarter: str = ""
    shift: int | None = None
    labels: tuple[str, ...] = ()
    unit: str = ""
    why: str = ""

    @property
    def timed(self) -> bool:
        """Whether a period is named."""
        return bool(self.year or self.quarter) or self.shift is not None


YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KINDS: Final = "主要|统计|具体|考核|工作|监测|评价|核心|一级|二级|三级|数据|业务|服务|法治"
_PLACES: Final = "村|村名|村别|村居|社区|村[、/]社区|村[(]社区[)]|村[(]居[)]|镇|乡镇|镇街|乡镇[(]街道[)]|街道|地区|区域|区划|辖区|县区|区县"
_GROUPS: Final = "单位名称|部门|部门名称|科室|站所|机构|分组|组别|村民?组|申请人(?:类别|类型)?"
_ROLES: Final = (
    (Role.NUMBERING, "序号|编号|行次|行号|代码|指标代码|No\\.?|#"),
    (Role.UNIT, "(?:计量|数据|指标)?单位"),
    (Role.CLASS, "类别|大类|分类|类型|领域|板块|方面|一级指标|指标(?:类别|分类|大类)"),
    (Role.NAME, f"(?:{_KINDS})*(?:指标|项目|名称|事项|内容|工作)(?:名称|内容|项目)?(?:[（(].{{0,4}}单位[)）])?"),
    (Role.SOURCE, "(?:数据|资料)?来源|(?:责任|牵头|填报|提供|报送)(?:单位|部门|科室|人)|数据提供.{0,2}"),
    (Role.DEFINITION, "(?:统计|指标)?(?:口径|说明|备注|解释|含义|定义)|注"),
    (Role.PERIOD, "(?:统计)?(?:年份|年度|时间|时期|期间|期别)|年"),
    (Role.QUARTER, "季度|季"),
    (Role.GROUP, f"(?:行政)?(?:{_PLACES})(?:名称)?|{_GROUPS}"),
    (
        Role.AMOUNTS,
        "数值|数量|数据|数|值|金额|合计数|(?:实际)?完成(?:数|值|量|情况)?|实绩|实际(?:数|值)?|本期数|全年|全年数",
    ),
)
_WORDS: Final = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)

COMPUTED: Final = re.compile(
    "同比|环比|增长|增减|增幅|增速|降幅|变化|变动|±|[+]/-|比上年|较上年|比去年|较去年|占比|比重|排名|名次|位次|进度|差额|相差"
)
"""Labels of what follows from other amounts and is not taken."""

_WANTED: Final = "目标|计划|任务|预算|预计|预期|预测|规划|考核"
_AIM: Final = re.compile(f"^[度的]?(?:{_WANTED}|标准|平均|均值|最高|最低|累计)")
_NOT_DONE: Final = re.compile(
    f"(?:年度|全年|年初)?(?:(?:{_WANTED})(?:数|值|量|任务|目标|指标)?|标准值?|平均[数值]?|均值|最高|最低|权重|分值|得分|上限|下限|累计[数值]?)"
)
TOTALS: Final = re.compile("合计|总计|共计|总数|总和|全镇|全乡|全县|全市|全区|全部|全体")
SUBTOTALS: Final = re.compile("小计|分计")
NOTES: Final = re.compile(
    "(?:注|备注|说明|附注|(?:数据|资料)来源|填报人|填表人|制表人?|审核人?|复核人?|联系人|联系电话|电话|单位负责人|统计负责人|负责人|填报日期|报出日期|日期)"
    "(?:[：:\\d].*|$)|[*＊※①].*"
)
_QUARTER: Final = re.compile("第?([一二三四1-4])季度?|Q([1-4])|([1-4])Q")
_PART: Final = re.compile(
    r"[上下]半年|前[一二三123]个?季度|\d{1,2}\s*[-—–~～至到]\s*\d{1,2}月|\d{1,2}月|[一二三四五六七八九十]+月|本月|上月|当月|本周|[上中下]旬"
)
_RANGE: Final = re.compile(r"(?:19|20)\d\d年?\s*[-—–~～至到]+\s*(?:(?:19|20)\d\d|\d\d)")
_CHINESE_YEAR: Final = re.compile("[二一][〇零○O九一二三四五六七八]{3}(?=年|$)")
_SHORT_YEAR: Final = re.compile(r"(?<!\d)[’']?\d{2}年(?:度)?")
_THIS: Final = re.compile("^(?:本年度?|今年|当年|本期|报告期)")
_LAST: Final = re.compile("^(?:上年同期|去年同期|上年度?|去年|上期|同期)")
_FILLING: Final = re.compile("^年?度?(?:全年)?(?:实际|实绩|完成|统计)?(?:完成)?(?:数量|数值|数据|数|值|情况|量)?$")
_DIGITS: Final = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def plain(text: str) -> str:
    """Return a label without white space, full-width letters and digits made ordinary."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def heading_of(texts: tuple[str, ...]) -> Heading:
    """Return what the labels of a column come to, from the top down."""
    parts = [part_of(text) for text in texts]
    for role in (Role.COMPUTED, Role.DOUBTFUL):
        if found := next((each for each in parts if each.role is role), None):
            return found
    year, quarter, unit = (
        next((value for each in reversed(parts) if (value := getattr(each, key))), "")
        for key in ("year", "quarter", "unit")
    )
    shift = next((each.shift for each in parts if each.shift is not None), None)
    labels = tuple(label for each in parts for label in each.labels)
    special = next((each.role for each in reversed(parts) if each.role not in {Role.AMOUNTS, Role.NONE}), None)
    timed = bool(year or quarter) or shift is not None
    if special is not None and not timed and not labels:
        return Heading(special, unit=unit)
    return Heading(Role.AMOUNTS if parts else Role.NONE, year, quarter, shift, labels, unit)


def part_of(text: str) -> Heading:
    """Return what one label says."""
    word = plain(text)
    if not word:
        return Heading()
    for role, pattern in _WORDS:
        if pattern.fullmatch(word):
            return Heading(role)
    if COMPUTED.search(word):
        return Heading(Role.COMPUTED)
    name, unit = unit_in_name(word)
    if TOTALS.fullmatch(name):
        return Heading(Role.AMOUNTS, labels=(name,), unit=unit)
    return _timed(name, unit)


def _timed(name: str, unit: str) -> Heading:
    match = _CHINESE_YEAR.search(name)
    if match:
        name = name.replace(match[0], match[0].translate(_DIGITS), 1)
    if _RANGE.search(name):
        return _doubtful("是几年，不是一年")
    if part := _PART.search(name):
        return _doubtful(f"“{part[0]}”是一年里的一段，表里只存全年和季度")
    years = YEAR.findall(name)
    if len(set(years)) > 1:
        return _doubtful("里有几个年份")
    if not years and _SHORT_YEAR.search(name):
        return _doubtful("里的年份不是四位数字")
    quarter = _QUARTER.search(name)
    shift = 0 if _THIS.match(name) else -1 if _LAST.match(name) else None
    rest = _QUARTER.sub("", _LAST.sub("", _THIS.sub("", YEAR.sub("", name))))
    timed = bool(years or quarter) or shift is not None
    if _NOT_DONE.fullmatch(rest) or (timed and _AIM.match(re.sub("^年", "", rest))):
        return _doubtful("不是一年实际完成的数")
    label = re.sub("^年度?", "", rest) if timed else name
    labels = () if not label or (timed and _FILLING.fullmatch(rest)) else (label.strip("-—_·:"),)
    number = next(each for each in quarter.groups() if each) if quarter else ""
    number = str("一二三四".find(number) + 1) if number and number in "一二三四" else number
    return Heading(Role.AMOUNTS, years[0] if years else "", number, shift, labels, unit)


def _doubtful(why: str) -> Heading:
    return Heading(Role.DOUBTFUL, why=why)


def part_in_title(line: str) -> str:
    """Return the part of a year that a title names (上半年, 1—9月) and that is no quarter; empty for none."""
    text = plain(line)
    if until := re.search(r"截[至止](?:(?:19|20)\d\d年)?(\d{1,2})月", text):
        return "" if until[1] == "12" else until[0]
    if re.search("日期|时间|填报|制表", text):
        return ""
    text = re.sub(r"1\s*[-—–~～至到]\s*12月|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日", "", text)
    found = _PART.search(text)
    return found[0] if found else ""


def quarter_in(text: str) -> str:
    """Return the quarter a text names, 1 to 4, or empty."""
    return part_of(text).quarter if _QUARTER.search(plain(text)) else ""
