"""PR, WD: phrases everyone knows, of which one character is wrong."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.near import Doubles, Phrases
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule
from gongwen.checks.words import wrong_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.checks.near import Near
    from gongwen.checks.setting import Setting

SET: Final = 6
"""Characters from which on a set phrase is long enough to be known though one is wrong."""


@cache
def _set_phrases() -> Phrases:
    return Phrases(phrase for phrase in listed("set_phrases").column("phrase") if len(phrase) >= SET)


def _apart(found: list[Near], others: Iterable[tuple[int, int]]) -> list[Near]:
    """Return near misses without those that another rule has found fault with already."""
    return [near for near in found if not any(start < near.end and near.start < end for start, end in others)]


def _words(text: str, setting: Setting) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in wrong_words(setting.office.wrong).find(text)]


def _in_set_phrases(text: str, setting: Setting) -> list[Near]:
    found = _set_phrases().find(text)
    return _apart(found, _words(text, setting)) if found else []


def _slip_in_set_phrase(text: str, setting: Setting) -> Iterator[Hit]:
    for near in _in_set_phrases(text, setting):
        yield Hit(near.start, near.end, f"固定表述是“{near.phrase}”，这里差一个字", (near.phrase,))


slip_in_set_phrase = Rule(
    id="PR02",
    name="固定表述错字",
    severity=Severity.MUST,
    clause="《中国共产党章程》及有关法律、文件的原文（见各条所列）",
    why="重要的固定表述要一字不差，同音、形近、漏字、颠倒都算错。",
    bad=(
        "以习近平新时代中国特色社会注义思想为指导。",
        "切实做到重点环节亲自斜调。",
        "坚持严格规范公正文民执法。",
        "以习近平新时代中国特色社会义思想为指导。",
        "健全职能科学、权责法丁的政府治理体系。",
    ),
    good=(
        "以习近平新时代中国特色社会主义思想为指导。",
        "全面实施依法治疆，加快中国现代化建设。",
        "重大执法决定法制审核覆盖率达到100%。",
        "践行全过程人民民主，推行规范性文件合法性审核。",
    ),
    read=_slip_in_set_phrase,
)


@cache
def _common_phrases() -> Doubles:
    rows = listed("common_phrases").rows
    return Doubles((row["phrase"] for row in rows), (but for row in rows for but in row["but"].split()))


def _in_common_phrases(text: str, setting: Setting) -> list[Near]:
    found = [
        near for near in _common_phrases().find(text) if text[near.start : near.end].replace("制", "治") != near.phrase
    ]
    if not found:
        return []
    longer = [(near.start, near.end) for near in _set_phrases().find(text)]
    return _apart(found, [*longer, *_words(text, setting)])


def _slip_in_common_phrase(text: str, setting: Setting) -> Iterator[Hit]:
    for near in _in_common_phrases(text, setting):
        yield Hit(near.start, near.end, f"“{text[near.start : near.end]}”疑为“{near.phrase}”", (near.phrase,))


slip_in_common_phrase = Rule(
    id="WD05",
    name="常用语错字",
    severity=Severity.SHOULD,
    clause="实践：各级政府工作报告和法治政府建设报告的通行用语",
    why="与常用的四字用语只差一个读音相近或者字形相近的字，多半是打错了。",
    bad=(
        "开展校园期凌问题整治。",
        "深入推近矛盾纠奋排查工作。",
        "坚持科学绝策，提高治理能历。",
        "强化食频安全监管。",
    ),
    good=(
        "检察机关和监察机关加强配合。",
        "推进正规化建设，提高患者生活自理能力。",
        "开展校园欺凌整治和矛盾纠纷排查。",
        "建设社会主义法治国家，规范公证活动。",
    ),
    read=_slip_in_common_phrase,
    where=frozenset(Kind),
)
