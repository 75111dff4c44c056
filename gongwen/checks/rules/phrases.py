"""PR: political and legal formulations that are fixed, each with its source and the years it holds for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.patterns import apart, pattern_list
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting


def _fixed(text: str, setting: Setting) -> Iterator[Hit]:
    for hit in apart([*pattern_list("political_phrases", setting.year).find(text), *_four(text, setting.year)]):
        if not _in_title(text, hit.start):
            yield hit


def _in_title(text: str, at: int) -> bool:
    """Whether a place lies within 《》: names of documents are quoted as they are."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


_STUDY: Final = re.compile("(?:[尊遵学守用懂知]法(?:[、，和]|(?=[尊遵学守用懂知]法)|(?![、，和]))){3,}")
_STUDY_SINCE: Final = 2015
_LEGAL: Final = re.compile("(?:(?:科学立法|严格执法|公正司法|全民守法)[、，]?){3,4}")
_LEGAL_RIGHT: Final = "科学立法、严格执法、公正司法、全民守法"
_SEPARATORS: Final = "、，和"


def _four(text: str, year: int) -> Iterator[Hit]:
    """Yield the two phrases of four parts whose order is fixed where their parts are in another."""
    for match in _STUDY.finditer(text) if "学法" in text else ():
        words = match[0].rstrip(_SEPARATORS)
        parts = re.findall(".法", words)
        end = match.start() + len(words)
        if len(set(parts)) == len(parts) == 4 and {*parts, "尊法"} - {"遵法"} == {"尊法", "学法", "守法", "用法"}:
            order = "".join(part.replace("遵", "尊") for part in parts)
            if "遵法" in parts:
                yield Hit(match.start(), end, "应为“尊法学法守法用法”：是尊崇的“尊”", ("尊法学法守法用法",))
            elif order != "尊法学法守法用法" and year >= _STUDY_SINCE:
                yield Hit(match.start(), end, "顺序应当是“尊法学法守法用法”", ("尊法学法守法用法",), Severity.SHOULD)
    for match in _LEGAL.finditer(text) if "立法" in text else ():
        words = match[0].rstrip(_SEPARATORS)
        parts = re.split("[、，]", words)
        if len(parts) == 4 and len(set(parts)) == 4 and parts != _LEGAL_RIGHT.split("、"):
            yield Hit(match.start(), match.start() + len(words), f"顺序应当是“{_LEGAL_RIGHT}”", (_LEGAL_RIGHT,))


fixed_formulation = Rule(
    id="PR01",
    name="政治和法治表述",
    severity=Severity.MUST,
    clause="《中国共产党章程》《法治宣传教育法》等（每一条的出处在固定表述表里）",
    why="政治和法治方面的固定表述以中央文件和法律的原文为准，不能改字、换序，也不能沿用过时的说法。",
    bad=(
        "积极开展法制宣传教育活动。",
        "深入学习贯彻习总书记重要讲话精神。",
        "营造学法、用法、遵法、守法的氛围。",
        "认真学习二十大精神。",
        "坚持严格、规范、公正、文明执法。",
        "把党中央国务院决策部署落到实处。",
        "坚持严格执法、科学立法、公正司法、全民守法。",
        "坚持增强四个意识。",
    ),
    good=(
        "重大执法决定法制审核覆盖率100%，县司法局法制机构加强指导。",
        "深入学习贯彻习近平总书记重要讲话精神和党的二十大精神。",
        "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "落实《关于加强法制宣传教育的决定》，推动尊法学法守法用法。",
        "群众知法、懂法、守法的意识增强，干部带头学法用法。",
        "把党中央、国务院决策部署落到实处，喜迎二十大。",
    ),
    read=_fixed,
    where=frozenset(Kind) - {Kind.FIELD},
)

_BARE: Final = re.compile("(?<![平民涛的会员原任为])总书记(?!习近平|江泽民|胡锦涛|、)")
_NAMED: Final = "习近平总书记"


def _bare_name(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    """Yield the places where the general secretary is not named, if nothing before has named him."""
    if "总书记" not in reading.text:
        return
    for block in reading.blocks:
        if block.kind is Kind.FIELD or "总书记" not in block.text:
            continue
        for match in _BARE.finditer(block.text):
            if _NAMED not in block.text[: match.start()] and not _in_title(block.text, match.start()):
                place = block.at(*match.span())
                mend = Fix(f"改为“{_NAMED}”", (Change(place, _NAMED),))
                yield Spot(place, f"第一次提到时要写“{_NAMED}”", (mend,))
            return
        if _NAMED in block.text:
            return


bare_name = Rule(
    id="PR03",
    name="总书记的称谓",
    severity=Severity.MUST,
    clause="实践：新华社报道用语；实践：中央和各地公文",
    why="公文里提到领导人要姓名和职务连用，第一次出现时尤其不能只写职务。",
    bad=(
        case("# 一、主要举措\n认真学习总书记关于法治建设的重要指示精神。"),
        case("贯彻总书记重要讲话精神。\n落实习近平总书记重要指示。"),
        case("牢记总书记嘱托，推进依法行政。"),
    ),
    good=(
        case("认真学习习近平总书记关于法治建设的重要指示精神。\n牢记总书记嘱托，推进依法行政。"),
        case("中共中央总书记习近平出席会议。"),
        case("学习贯彻习近平法治思想。"),
    ),
    survey=_bare_name,
)
