"""TY: punctuation marks (GB/T 15834-2011)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule
from gongwen.punctuation import FULL, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.setting import Setting

_EVERY: Final = frozenset(Kind)


def _half_width(text: str, _setting: Setting) -> Iterator[Hit]:
    for at in marks(text):
        yield Hit(at, at + 1, f"中文里用了半角的“{text[at]}”", (FULL[text[at]],))


half_width = Rule(
    id="TY01",
    name="半角标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 5.1",
    why="汉字文稿里的逗号、分号、冒号、问号、叹号和括号占一个字的位置，应当用全角。",
    bad=("全面推进依法行政,成效明显。", "主要做法如下:", "全镇(含社区)共有村12个。"),
    good=("全面推进依法行政，成效明显。", "会议于9:30开始，比例为1:3。", "使用 Python(3.11) 处理。"),
    read=_half_width,
    where=_EVERY,
    together=True,
    safe=True,
)


_ETC: Final = re.compile("、(?=等(?![级候待额值外于同]))")


def _comma_before_etc(text: str, _setting: Setting) -> Iterator[Hit]:
    for match in _ETC.finditer(text):
        yield Hit(match.start(), match.end(), "“等”的前面不用顿号", ("",))


comma_before_etc = Rule(
    id="TY07",
    name="“等”前的顿号",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.1.2",
    why="用“等”“等等”煞尾的并列成分，“等”的前面不再用顿号。",
    bad=("开展宣讲、走访、等活动。", "印发手册、读本、等资料。", "司法所、派出所、等等。"),
    good=("开展宣讲、走访等活动。", "分为甲等、乙等、丙等三类。", "按一等、等外两级评定。"),
    read=_comma_before_etc,
    safe=True,
)
