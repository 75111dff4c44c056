"""PH: characters that were lost when a text went from one encoding to another, for each of which a "?" was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import ANYWHERE
from gongwen.checks.rule import Hit, Rule
from gongwen.punctuation import lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_BESIDE: Final = 3
"""Characters before and after the lost one that are repeated."""


def _lost(text: str, _setting: Setting) -> Iterator[Hit]:
    for at in lost(text):
        words = text[max(at - _BESIDE, 0) : at + 1 + _BESIDE]
        yield Hit(at, at + 1, f"“{words}”里像是丢了一个字，只剩下“?”，请对照原稿补上")


lost_character = Rule(
    id="PH04",
    name="丢了的字",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第二十条（表述是否准确），实践：转换编码时丢字的常见痕迹",
    why="换软件、换编码时认不得的字会变成半角问号。前后是汉字、又没有在问什么的“?”，多半是丢了一个字，不是问号。",
    bad=("全镇?极推进依法行政。", "由赵?同志负责矛盾纠纷排查。", "办理案件12?，同比下降。", "一是学习，?入开展走访。", "工作怎么样？全镇扎?推进。"),
    good=(
        "工作怎么干?先看群众盼什么。",
        "群众满不满意?走访一遍就知道。",
        "这样做对吗？",
        "参数为a?b，网址为http://a.cn/x?y=1。",
        "有没有漏项?由谁负责?都要查清。",
    ),
    read=_lost,
    where=ANYWHERE,
)  # fmt: skip
