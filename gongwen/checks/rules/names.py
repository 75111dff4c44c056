"""NM: names of organs: their forms, former names, variants of the report's own; FM: the signature against them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_COMMITTEE: Final = re.compile("中共((?!中央)(?:(?!中共|[委党、，。和与及的]).){1,12})(党委|党工委)(?!会)")
_FULL: Final = {"党委": "委员会", "党工委": "工作委员会"}


def _committee(text: str, _setting: Setting) -> Iterator[Hit]:
    if "中共" not in text:
        return
    for match in _COMMITTEE.finditer(text):
        full, short = f"中共{match[1]}{_FULL[match[2]]}", f"{match[1]}{match[2]}"
        message = f"全称是“{full}”，简称是“{short}”，两种写法不能拼在一起"
        yield Hit(match.start(), match.end(), message, (full, short))


committee = Rule(
    id="NM01",
    name="中共……党委",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第九条第八项、第十九条第五项",
    why="公文里写机关用全称或者规范化简称。党委的全称是“中共××委员会”，简称是“××党委”，没有“中共××党委”。",
    bad=("在中共清溪镇党委领导下推进工作。", "中共长安县党委专题研究。", "中共城关街道党工委召开会议。"),
    good=(
        "中共清溪镇委员会召开会议。",
        "清溪镇党委召开会议。",
        "中共财政部党组印发意见。",
        "中共中央和各级党委高度重视。",
        "中共长安县委召开会议。",
    ),
    read=_committee,
    where=ANYWHERE,
)


_JOINED: Final = re.compile(
    "(?:党委|党工委|(?<![\\u4e00-\\u9fff]常)[省市县区州盟旗]委|党中央)(?=(?:[省市县区州盟旗]政府|(?:[各本]级)?(?:人民)?政府|国务院|管委会|办事处))"
)


def _joined_organs(text: str, _setting: Setting) -> Iterator[Hit]:
    if "委" not in text and "党中央国" not in text:
        return
    for match in _JOINED.finditer(text):
        after = text[match.end() :]
        other = next(name for name in _SECOND if after.startswith(name))
        pair = match[0] + other
        yield Hit(
            match.start(),
            match.end() + len(other),
            f"两个机关之间用顿号：{match[0]}、{other}",
            (f"{pair[: len(match[0])]}、{other}",),
        )


_SECOND: Final = (
    *(f"{level}政府" for level in "省市县区州盟旗"), "各级政府", "本级政府", "各级人民政府", "本级人民政府", "人民政府", "政府", "国务院", "管委会", "办事处",
)  # fmt: skip

joined_organs = Rule(
    id="NM02",
    name="党委、政府之间的顿号",
    severity=Severity.HINT,
    clause="实践：中央文件写“党中央、国务院”“党委、政府”；GB/T 15834-2011 4.5.3.1",
    why="党委和政府是两个机关，并列时中间用顿号，如“县委、县政府”“党委、政府”。",
    bad=("党委政府高度重视。", "在县委县政府的领导下推进。", "贯彻党中央国务院的部署。"),
    good=(
        "党委、政府高度重视。",
        "在县委、县政府的领导下推进。",
        "贯彻党中央、国务院的部署。",
        "县委和县政府一同研究。",
        "常委会审议政府报告。",
    ),
    read=_joined_organs,
    together=True,
)


_FORMER_GUARD: Final = re.compile("(?:原(?!因|则|本|有|来是)|时任|更名前的|撤销|并入)[\u4e00-\u9fff]{0,8}$")
_FOLLOWED: Final = frozenset("门队们署")
"""What makes another word of a former name: 农业部门, 监察部门."""

_LEADING: Final = frozenset("态")
"""生态环保局 is a name of today."""


@cache
def _former_names() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    """Return what finds the former names, the longest first, and their rows."""
    rows = {row["old"]: row for row in listed("former_organs").rows}
    return re.compile("|".join(sorted(rows, key=len, reverse=True))), rows


def _former(text: str, setting: Setting) -> Iterator[Hit]:
    if not setting.year:
        return
    pattern, rows = _former_names()
    for match in pattern.finditer(text):
        row, (start, end) = rows[match[0]], match.span()
        if (
            setting.year <= int(row["since"])
            or text[end : end + 1] in _FOLLOWED
            or text[max(start - 1, 0) : start] in _LEADING
        ):
            continue
        titled = text.rfind("《", 0, start) > text.rfind("》", 0, start)
        if not titled and not _FORMER_GUARD.search(text, max(start - 14, 0), start):
            message = f"“{match[0]}”是{row['since']}年机构改革以前的名称，现在是“{row['new']}”"
            yield Hit(start, end, message, (row["new"],))


former = Rule(
    id="NM03",
    name="机构的旧名称",
    severity=Severity.SHOULD,
    clause="《深化党和国家机构改革方案》（2018年）；《国务院机构改革方案》（2018年）；《党和国家机构改革方案》（2023年）",
    why="机构改革以后，写现在的工作要用现在的名称；说以前的事，写“原××局”。地方机构的名称以当地的机构改革方案为准。",
    bad=(
        "由县国土资源局牵头。",
        "县工商局开展检查。",
        "县扶贫办负责落实。",
        "县卫计委组织培训。",
        "省环境保护厅通报。",
    ),
    good=(
        "由县自然资源局牵头。",
        "原县国土资源局移交的案件。",
        "会同农业部门检查。",
        "县生态环保局检查。",
        "《国土资源部规章》已经废止。",
        "县文化和旅游局检查。",
    ),
    read=_former,
)
