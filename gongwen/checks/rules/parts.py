"""ST: the parts that a regulation wants a report to have, and what must stand in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import AddPart, Fix, Severity
from gongwen.checks.lists import listed
from gongwen.checks.rule import Rule, Spot
from gongwen.document import ANCHOR, BODY_ID, HEADING, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Section

_LAW: Final = "rule_of_law_report"
_DISCLOSURE: Final = "information_disclosure_report"
_WORK: Final = "work_report"

_LEAST: Final = 800
"""Characters from which on a report that lacks several parts is no draft only begun, and no extract."""

_BEGUN: Final = 100
"""Characters from which on one that lacks a single part is worth telling."""

_LONGEST: Final = 40
"""Characters of a numbered line that may be a heading though a mark at its end makes it text."""

_INTERIM: Final = re.compile("上半年|下半年|季度|阶段|[0-9一二三四]月份|中期")

_WHOLE: Final = (
    "# 主要举措和成效\n全年研究法治工作4次。\n# 存在的不足和原因\n力量不足，原因是人员少。\n"
    "# 党政主要负责人履行推进法治建设第一责任人职责情况\n主持学法4次。\n# 下一年度主要安排\n开展培训4次。"
)
_TEXT: Final = "组织开展执法检查、案卷评查和普法宣传，各项任务按计划完成。" * 40


def _chapters(reading: Reading) -> list[Section]:
    """Return the sections that parts of a report are: those of the first level, or of the second below a single one."""
    tops = list(reading.document.body.children)
    return tops if len(tops) != 1 else [*tops, *tops[0].children]


def _missing(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    chapters = _chapters(reading)
    if not chapters or _INTERIM.search(document.title):
        return
    rows = [row for row in listed("statutory_parts").rows if row["kind"] == document.kind]
    lacking = [row for row in rows if not _has(reading, chapters, rows, row)]
    if not lacking or document.characters < (_BEGUN if len(lacking) == 1 else _LEAST):
        return
    unsaid = [row for row in lacking if not re.search(row["words"], reading.text)]
    names = "、".join(f"“{row['name']}”" for row in lacking)
    message = f"缺{names}（{lacking[0]['basis']}）"
    if not unsaid:
        message = f"没有把{names}单列一部分，只在别处提到（{lacking[0]['basis']}）"
    fix = Fix(
        "加上这一部分" if len(lacking) == 1 else f"加上这{len(lacking)}部分",
        tuple(AddPart(row["slot"]) for row in lacking),
    )
    weight = Severity.MUST if unsaid else Severity.SHOULD
    yield Spot(Location(BODY_ID, 0), message, (fix,), weight, excerpt="、".join(row["name"] for row in lacking))


def _has(reading: Reading, chapters: list[Section], rows: list[dict[str, str]], row: dict[str, str]) -> bool:
    """Whether a report has a part: by the template's section, by the words of a chapter's heading, or one level below."""
    if any(section.slot == row["slot"] for section, _, _ in reading.parts):
        return True
    if not row["headings"]:
        return not all(_headed(section, rows) for section in chapters)
    below = (section.heading for section, level, _ in reading.parts if level == 2)
    return any(_names(section, row) for section in chapters) or any(re.search(row["words"], each) for each in below)


def _names(section: Section, row: dict[str, str]) -> bool:
    heading = section.heading or (section.paragraphs[0][:_LONGEST] if section.paragraphs else "")
    return any(word in heading for word in row["headings"].split("|") if word)


def _headed(section: Section, rows: list[dict[str, str]]) -> bool:
    """Whether a chapter's heading names one of the parts that are known by their words, or what is left over."""
    return "其他" in section.heading or any(_names(section, row) for row in rows)


missing_part = Rule(
    id="ST05",
    name="缺规定的部分",
    severity=Severity.MUST,
    clause="《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）年度报告的内容；国办公开办函〔2021〕30号",
    why="规定写明了年度报告要有哪几项内容。少一项，报告就不完整，收文机关会退回补写。",
    bad=(
        case(f"# 主要举措和成效\n{_TEXT}\n# 存在的不足和原因\n人员少。\n# 下一年度主要安排\n培训。"),
        case(f"# 主要举措和成效\n{_TEXT}\n# 第一责任人履职情况\n听取汇报。\n# 下一年度主要安排\n培训。"),
        case(f"# 主要工作\n{_TEXT}\n# 问题和原因\n人员少，缺经费。\n# 第一责任人履职情况\n听取汇报。"),
        case(
            f"# 存在的不足和原因\n人员少。\n# 第一责任人履职情况\n{_TEXT}\n# 下一步安排\n培训。\n# 其他需要报告的情况\n无。"
        ),
        case(f"# 总体情况\n{_TEXT}\n# 主动公开\n公开。\n# 行政复议、诉讼\n无。\n# 问题及改进\n少。", kind=_DISCLOSURE),
    ),
    good=(
        case(f"{_WHOLE}\n# 其他需要报告的情况\n{_TEXT}"),
        case("# 主要举措和成效\n全年研究4次。"),
        case(
            f"# 六项措施推进法治政府建设\n{_TEXT}\n# 短板和原因\n人员少。\n# 主要负责人履职\n听取汇报。\n# 努力方向\n培训。"
        ),
        case(f"# 完成情况\n{_TEXT}\n# 打算\n安排。", kind=_WORK),
        case(f"# 主要工作\n{_TEXT}\n# 打算\n安排。", title="清溪镇人民政府关于2025年上半年法治政府建设情况的报告"),
    ),
    survey=_missing,
    kinds=frozenset({_LAW, _DISCLOSURE}),
    since=2019,
)


_YEARS: Final = re.compile(
    r"(?:19|20)[0-9xX×]{2}(?:[—\-－~～至][0-9]{4})?年?|〔[0-9]{4}〕[0-9]+号|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
)
_FIGURE: Final = re.compile("[0-9]|[一二三四五六七八九十百]+(?:次|件|项|名|个|场|人|份|处|家|起|条)(?!都|是)")
_LEAST_TOLD: Final = 200


def _part(reading: Reading, slots: frozenset[str], words: tuple[str, ...]) -> Section | None:
    """Return the first section that answers a slot, or whose heading has one of the words."""
    sections = _chapters(reading)
    by_slot = next((section for section in sections if section.slot in slots), None)
    return by_slot or next((each for each in sections if any(word in each.heading for word in words)), None)


def _without_figures(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    section = _part(reading, frozenset({"measures", "done"}), ("举措", "成效", "完成情况"))
    if section is None or any(text.startswith(ANCHOR) for each in section.walk() for text in each.paragraphs):
        return
    text = _YEARS.sub("", reading.text_of(section))
    if len(text) >= _LEAST_TOLD and not _FIGURE.search(text):
        yield Spot(Location(section.id, HEADING, 0, len(section.heading)), "写成效的这一部分没有一个数字")


without_figures = Rule(
    id="ST07",
    name="成效没有数字",
    severity=Severity.HINT,
    clause="实践：年度报告的成效用数字说话",
    why="开了几次会、审查了几件文件、化解了几件纠纷，有数字才能核对；一个数字都没有，收文机关看不出做了什么。",
    bad=(
        case(f"# 主要举措和成效\n{_TEXT}\n# 不足\n人员少。"),
        case(f"# 举措\n## 学习\n{_TEXT}\n## 检查\n2025年组织了检查。\n# 不足\n人员少。"),
        case(f"# 工作完成情况\n2025年，{_TEXT}\n# 打算\n培训。", kind=_WORK),
    ),
    good=(
        case(f"# 主要举措和成效\n{_TEXT}全年检查12次。\n# 不足\n人员少。"),
        case(f"# 主要举措和成效\n{_TEXT}召开专题会议三次。\n# 不足\n人员少。"),
        case("# 主要举措和成效\n还在写。\n# 不足\n人员少。"),
    ),
    survey=_without_figures,
    kinds=frozenset({_LAW, _WORK}),
)


_REASON: Final = re.compile("原因|根源|症结|成因|究其")
_CAUSE: Final = re.compile(
    "由于|因为|因此|源于|在于|所致|导致|造成|使得|受.{1,12}(?:影响|限制|制约|所限)|归结为|缘于|[，是]因[^，。]{2,20}，"
)
_ITEM: Final = re.compile(
    "(?:^|(?<=[。；：]))(?=[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九]，|其[一二三四五六七八九]，)"
)


def _without_reason(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    section = _part(reading, frozenset({"shortcomings"}), ("不足", "问题", "短板"))
    if section is None or section.is_empty or _REASON.search(text := _own(reading, section)):
        return
    items = _items(section)
    lacking = [item for item in items if not _CAUSE.search(item)]
    if not lacking or len(text) < _SHORTEST:
        return
    if len(lacking) == len(items):
        yield Spot(Location(section.id, HEADING, 0, len(section.heading)), "写了不足，没有写原因")
        return
    first, *others = [_begun(section, item) for item in lacking]
    yield Spot(first, f"{len(items)}条不足里有{len(lacking)}条没有写原因，这里就没有", more=tuple(others))


def _begun(section: Section, item: str) -> Location:
    """Return where a shortcoming stands: the first clause of its text, or its heading."""
    for child in section.children:
        if item.startswith(child.heading) and item == "".join((child.heading, *child.paragraphs)):
            return Location(child.id, HEADING, 0, len(child.heading))
    for number, text in enumerate(section.paragraphs):
        if (at := text.find(item)) >= 0:
            return Location(section.id, number, at, at + len(re.split("[，。；：,;:]", item)[0]))
    return Location(section.id, HEADING, 0, len(section.heading))


_SHORTEST: Final = 12


@lru_cache(maxsize=256)
def _items(section: Section) -> tuple[str, ...]:
    """Return the shortcomings a section names: its sub-sections, else 一是, 二是, else its paragraphs."""
    if section.children:
        return tuple("".join((child.heading, *child.paragraphs)) for child in section.children)
    whole = [text for text in section.paragraphs if text.strip() and not text.rstrip().endswith(("：", ":"))]
    counted = [item for text in section.paragraphs for item in _ITEM.split(text)[1:]]
    return tuple(counted or whole)


def _own(reading: Reading, section: Section) -> str:
    """Return a section's text without its own heading: 不足和原因 over the text is no reason."""
    return reading.text_of(section).removeprefix(section.heading)


without_reason = Rule(
    id="ST08",
    name="不足没有原因",
    severity=Severity.SHOULD,
    clause="《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）年度报告的内容（二）",
    why="规定要写的是“不足和原因”，两样缺一不可；每条不足后面都要说清为什么。",
    bad=(
        case("# 存在的不足\n一是普法形式单一，群众参与不多。二是执法力量薄弱，专业人员不足。"),
        case("# 存在的不足和原因\n一是普法形式单一，群众参与不多。\n二是执法力量薄弱，专业人员不足。"),
        case("# 存在的问题\n一是由于居住分散，入户普法难。\n二是法治工作力量薄弱，队伍有待加强。"),
        case("# 不足\n## 普法不平衡\n偏远村开展得少，效果不好。\n## 队伍不强\n专业人员占比不高。"),
    ),
    good=(
        case("# 存在的不足和原因\n一是普法形式单一。二是力量薄弱。主要原因是编制少、经费紧张。"),
        case("# 不足\n一是由于居住分散，入户普法难。\n二是力量薄弱，编制少所致。"),
        case("# 存在的问题\n待写。"),
        case("# 存在的问题\n一是市场竞争加剧，企业经营困难。二是农民增收放缓。", kind=_WORK),
    ),
    survey=_without_reason,
    kinds=frozenset({_LAW}),
)
