"""SY: sentences that are too long, and turns of phrase that do not hold together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.patterns import pattern_list
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

LONGEST: Final = 150
"""Characters, those of titles and quotations left out, from which on a sentence is hard to read."""

_SENTENCE: Final = re.compile("[^。！？；：]+")
_QUOTED: Final = re.compile("《[^《》]*》|“[^“”]*”|（[^（）]*）")


def _long(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _SENTENCE.finditer(text) if len(text) >= LONGEST else ():
        if len(match[0]) >= LONGEST:
            length = len(_QUOTED.sub("", match[0]))
            if length >= LONGEST:
                yield Hit(match.start(), match.end(), f"这句话有{length}个字，可以分成几句")


long_sentence = Rule(
    id="SY01",
    name="长句",
    severity=Severity.HINT,
    clause="实践：公文写作以短句为主",
    why="一句话超过一百五十个字，读的人不容易抓住意思。",
    bad=(
        f"全镇{'推进依法行政，完善工作制度，加强队伍建设，' * 8}成效明显。",
        f"我们{'深入学习、广泛宣传、认真落实，' * 10}取得实效。",
        f"一年来，{'开展走访调研和集中学习，解决实际困难，' * 8}群众满意。",
    ),
    good=(
        "全镇推进依法行政，完善工作制度，成效明显。",
        f"学习{'《关于进一步加强行政规范性文件制定和监督管理工作的通知》' * 6}。",
        "加强学习。" * 40,
    ),
    read=_long,
    together=True,
)


def _pattern(text: str, _setting: Setting) -> Iterator[Hit]:
    yield from pattern_list("sentences").find(text)


sentence_pattern = Rule(
    id="SY02",
    name="语病",
    severity=Severity.SHOULD,
    clause="《现代汉语八百词》；实践：公文校核的常见语病",
    why="两种句式混用、词语重复或者搭配不当，意思就不清楚。",
    bad=(
        "成立以镇长任组长的领导小组。",
        "这样做的目的是为了方便群众。",
        "使镇上下形成学法的热潮。",
        "防止类似问题不再发生，加强宣传力度。",
        "坚持一切重大事项必须经集体研究。",
    ),
    good=(
        "成立以镇长为组长的领导小组，由镇长任组长。",
        "这样做的目的是方便群众，使全镇上下形成学法的热潮。",
        "防止类似问题再次发生，加大宣传力度，加强领导，提高效率。",
        "坚持依法行政。重大事项必须经集体研究。",
        "以镇党委书记为组长，加强制度建设和执法力度不足问题整改。",
    ),
    read=_pattern,
    where=frozenset({Kind.PARAGRAPH, Kind.CELL}),
)
