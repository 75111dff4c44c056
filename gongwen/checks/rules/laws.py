"""LW: names of laws and regulations in 《》, and those that stand without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.lawnames import STATE, SUFFIX, law_meant, law_named, laws_in, of_state
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.lawnames import Law
    from gongwen.checks.setting import Setting

_TITLE: Final = re.compile("《([^《》〈〉<>\n]{3,70})》")
_LOCAL: Final = re.compile(
    "^(?!中华|全国|国家)[^省市县区州旗乡镇]{1,9}(?:省|市|自治区|自治州|自治县|县|区|州|旗|乡|镇|特别行政区)"
)
_PAST: Final = re.compile("废止|失效|原《|原$|旧|取代|代替|同时|当时|不再|修改|修订|历史")
_NEAR: Final = 10
"""Characters round a title in which words say that it is spoken of as a thing of the past."""


def _named(text: str, setting: Setting) -> Iterator[Hit]:
    for match in _TITLE.finditer(text) if "《" in text else ():
        title = match[1]
        law = law_named(title)
        if law is None:
            meant = None if _LOCAL.match(title) else law_meant(title)
            state = None if meant else of_state(title)
            if state is not None:
                before, _law = state
                start = match.start(1)
                yield Hit(start, start + len(before), f"“{before}”应为“{STATE}”", (STATE,))
            elif meant is not None:
                yield Hit(*match.span(1), f"没有《{title}》，应当是《{meant.name}》", (_in_form_of(title, meant.name),))
        elif 0 < law.repealed <= setting.year and not _PAST.search(
            text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        ):
            yield _repealed(match, law)


def _in_form_of(title: str, name: str) -> str:
    """Return a law's name with the 中华人民共和国 and the bracket that a title has."""
    bracket = SUFFIX.search(title)
    before = STATE if title.startswith(STATE) else ""
    return f"{before}{name}{bracket[0] if bracket and not SUFFIX.search(name) else ''}"


def _repealed(match: re.Match[str], law: Law) -> Hit:
    said = f"《{law.name}》{law.repealed}年起已经废止"
    if not law.now:
        return Hit(*match.span(1), said)
    return Hit(*match.span(1), f"{said}，现在是《{law.now}》", (_in_form_of(match[1], law.now),))


law_title = Rule(
    id="LW01",
    name="法律法规名称",
    severity=Severity.MUST,
    clause="国家法律法规数据库、司法部行政法规库所列名称；实践：公文校核“引文准确”",
    why="引用法律法规要写准确的名称，已经废止的不再引用。",
    bad=(
        "依据《行政处法法》作出处罚。",
        "宣传《中华人民共和国传染病防止法》。",
        "学习《中华人民共合国行政处罚法》。",
        "落实《法治政府建设与责任落实督查工作规定》。",
        "依据《信访条例》办理信访事项。",
        "学习《婚姻法》《民法典》。",
    ),
    good=(
        "依据《行政处罚法》和《中华人民共和国民法典》办理。",
        "落实《清溪县城市供水条例》和《政府督查工作条例》。",
        "原《婚姻法》自2021年起废止。",
        case("依据《信访条例》办理信访事项。", year=2020),
        "出版《法治乡村》专刊，印发《2025年普法工作要点》。",
    ),
    read=_named,
)

_FROM: Final = 5
"""Characters from which on a law's name is told from a common word."""


def _without_marks(text: str, _setting: Setting) -> Iterator[Hit]:
    if "法" not in text and "条例" not in text:
        return
    for start, end, law in laws_in(text, _FROM):
        if text.rfind("《", 0, start) <= text.rfind("》", 0, start) and not text[:start].endswith(("“", "〈")):
            yield Hit(start, end, f"“{law.name}”没有加书名号", (f"《{text[start:end]}》",))


without_marks = Rule(
    id="LW02",
    name="法律名称的书名号",
    severity=Severity.HINT,
    clause="GB/T 15834-2011 4.15",
    why="引用法律法规的名称要用书名号标示。",
    bad=(
        "认真学习行政处罚法、安全生产法。",
        "依照重大行政决策程序暂行条例作出决策。",
        "宣传未成年人保护法和反电信网络诈骗法。",
    ),
    good=(
        "认真学习《行政处罚法》《安全生产法》。",
        "宣传宪法和民法典，开展“民法典宣传月”活动。",
        "依照《中华人民共和国行政许可法》办理。",
    ),
    read=_without_marks,
    together=True,
)
