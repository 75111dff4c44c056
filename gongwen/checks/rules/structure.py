"""ST: headings among each other: their end marks, their text, lists of one item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.rule import Rule, Spot
from gongwen.document import HEADING, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Section

_END_MARKS: Final = "。，、；：,;:."
_LONGEST: Final = 40
"""Characters of a heading; what is longer is a sentence of the text that bears a number."""

_COMMA_INSIDE: Final = re.compile("[。；：]")


def _at(section: Section, start: int = 0, end: int | None = None) -> Location:
    return Location(section.id, HEADING, start, len(section.heading) if end is None else end)


def _is_title(section: Section) -> bool:
    """Whether a section's heading stands on a line of its own and reads as one."""
    heading = section.heading.rstrip(_END_MARKS)
    return not section.run_in and 0 < len(heading) <= _LONGEST and not _COMMA_INSIDE.search(heading)


def _end_marks(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for parent in reading.document.walk():
        titles = [child for child in parent.children if _is_title(child)]
        marked = [child for child in titles if child.heading[-1] in _END_MARKS]
        if len(titles) < len(parent.children) or len(marked) * 3 > len(titles):
            continue
        for section in marked:
            bare = len(section.heading.rstrip(_END_MARKS))
            place = _at(section, bare)
            message = f"同级的标题后面没有标点，这一个多了“{section.heading[bare:]}”"
            yield Spot(place, message, (Fix("删去标点", (Change(place, ""),)),))


end_marks = Rule(
    id="ST03",
    name="标题末尾的标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.4",
    why="题目的末尾通常不用标点；同一级的标题，写法应当一样。",
    bad=(
        case("# 举措\n做法。\n# 不足。\n短板。\n# 打算\n安排。"),
        case("# 举措\n## 学习；\n学习。\n## 检查\n检查。\n## 普法\n普法。"),
        case("# 举措：\n做法。\n# 不足\n短板。\n# 打算\n安排。"),
    ),
    good=(
        case("# 举措\n做法。\n# 不足\n短板。\n# 打算\n安排。"),
        case("# 举措。\n做法。\n# 不足。\n短板。\n# 打算。\n安排。"),
        case("# 同意你局意见；\n# 有关费用由省里负担。"),
        case("# 群众满意不满意？\n做法。\n# 不足\n短板。\n# 打算\n安排。"),
    ),
    survey=_end_marks,
)


def _without_text(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    leaves = [section for section, _, _ in reading.parts if not section.children and section.heading.strip()]
    written = [section for section in leaves if not section.is_empty]
    if len(written) * 2 <= len(leaves):  # a draft that is only begun
        return
    for section in leaves:
        if section.is_empty and _is_title(section) and section.heading[-1] not in _END_MARKS:
            yield Spot(_at(section), "这个标题下面还没有文字")


without_text = Rule(
    id="ST06",
    name="标题下没有文字",
    severity=Severity.SHOULD,
    clause="《党政机关公文处理工作条例》第十九条第三项",
    why="公文要结构严谨、表述准确。只有标题没有内容的一节，要写上内容，没有内容的删去标题。",
    bad=(
        case("# 举措\n做法。\n# 不足\n短板。\n# 打算"),
        case("# 举措\n## 学习\n学习3次。\n## 检查\n## 普法\n普法5场。\n# 不足\n短板。"),
        case("# 举措\n\n做法。\n# 其他需要报告的情况\n# 不足\n短板。\n# 打算\n安排。"),
    ),
    good=(
        case("# 举措\n# 不足\n# 打算"),
        case("# 举措\n## 学习\n学习3次。\n## 检查\n检查5次。\n# 不足\n短板。"),
        case("# 同意广东省气象局与香港天文台合建自动气象站网。\n# 费用由双方负担。\n# 其他\n见附件。\n# 打算\n安排。"),
    ),
    survey=_without_text,
)


def _alone(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for parent in reading.document.body.walk():
        if len(parent.children) == 1 and parent.heading and (child := parent.children[0]).heading:
            yield Spot(_at(child), "这一级只有一个标题，没有第二个；不分条的不必编号")


alone = Rule(
    id="ST12",
    name="只有一条的分条",
    severity=Severity.HINT,
    clause="GB/T 9704-2012 7.3.3",
    why="序数用来分层次，分出来的至少两条。只有一条的，多半是后面的漏了，或者本来不用分。",
    bad=(
        case("# 举措\n## 学习\n学习3次。\n# 不足\n短板。"),
        case("# 举措\n做法。\n# 打算\n安排如下。\n## 加强普法\n普法。"),
        case("# 举措\n## 学习\n### 自学\n自学。\n## 检查\n检查。"),
    ),
    good=(
        case("# 举措\n## 学习\n学习3次。\n## 检查\n检查5次。"),
        case("# 举措\n做法。"),
        case("全年工作。"),
    ),
    survey=_alone,
)
