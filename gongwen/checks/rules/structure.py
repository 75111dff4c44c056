"""ST: headings among each other: their end marks, their text, lists of one item."""

from __future__ import annotations

import re
from collections import Counter
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

_SHORT: Final = 16
"""Characters of a heading with an end mark that can only be a heading."""

_LEAST: Final = 3
"""Headings of a level from which on one can be said to differ."""

_FEW: Final = 4
"""At most one in so many may differ: more, and the level has no way of its own."""

_COMMA_INSIDE: Final = re.compile("[。；：]")


def _at(section: Section, start: int = 0, end: int | None = None) -> Location:
    return Location(section.id, HEADING, start, len(section.heading) if end is None else end)


def _is_title(section: Section) -> bool:
    """Whether a section's heading stands on a line of its own and reads as one."""
    heading = section.heading.rstrip(_END_MARKS)
    return not section.run_in and 0 < len(heading) <= _LONGEST and not _COMMA_INSIDE.search(heading)


def _mark(section: Section) -> str:
    """Return the mark a heading ends in, or empty."""
    return section.heading[-1] if section.heading[-1] in _END_MARKS else ""


def _end_marks(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    """Yield the headings that end otherwise than nearly all of their level, or of the report where a level has few."""
    alike: dict[tuple[int, bool], list[Section]] = {}
    for section, level, _ in reading.parts:
        if section.heading.strip():
            alike.setdefault((level, section.run_in), []).append(section)
            alike.setdefault((0, section.run_in), []).append(section)
    for (level, run_in), sections in alike.items():
        usual, longest = _usual(sections), _LONGEST
        if usual is None and len(sections) < _FEW:
            usual, longest = _usual(alike[0, run_in]), _SHORT
        if not level or usual is None or usual not in ("。" if run_in else ("", "。")):
            continue
        for section in sections:
            if (mark := _mark(section)) != usual and (run_in or _is_title(section)) and len(section.heading) <= longest:
                yield _otherwise(section, mark, usual)
    yield from _lost(reading, "" if _usual(alike.get((0, False), [])) == "" else None)


def _usual(sections: list[Section]) -> str | None:
    """Return the mark that nearly all headings end in (empty for none), or None when there is no such."""
    marks = Counter(_mark(section) for section in sections)
    usual, count = marks.most_common(1)[0] if sections else ("", 0)
    return usual if len(sections) >= _LEAST and count * _FEW >= len(sections) * (_FEW - 1) else None


def _lost(reading: Reading, usual: str | None) -> Iterator[Spot]:
    """Yield numbered lines taken for text because of the mark they end in, where headings end in none."""
    for section, _, _ in reading.parts:
        blocks = reading.by_section.get(section.id, ()) if usual == "" and not section.heading else ()
        text = blocks[0].text.rstrip() if blocks else ""
        if text[-1:] in _RUN_ON and len(text) <= _LONGEST and not _COMMA_INSIDE.search(text[:-1]) and len(blocks) > 1:
            place, end = blocks[0].at(0, len(blocks[0].text)), blocks[0].at(len(text) - 1, len(text))
            fix = Fix("作标题，删去标点", (Change(_at(section, 0, 0), text[:-1]), Change(place, "")))
            yield Spot(end, f"标题后面没有标点，这一个多了“{text[-1]}”，没有当作标题", (fix,))


_RUN_ON: Final = frozenset("；，、;,")


def _otherwise(section: Section, mark: str, usual: str) -> Spot:
    bare = len(section.heading.rstrip(_END_MARKS))
    place = _at(section, bare)
    if not usual:
        fix = Fix("删去标点", (Change(place, ""),))
        return Spot(place, f"同级的标题后面没有标点，这一个多了“{section.heading[bare:]}”", (fix,))
    fix = Fix(f"改为“{usual}”", (Change(place, usual),))
    told = f"这一个是“{mark}”" if mark else "这一个没有"
    return Spot(
        place if mark else _at(section), f"同级的标题末尾是“{usual}”，{told}", (fix,), None if mark else Severity.HINT
    )


end_marks = Rule(
    id="ST03",
    name="标题末尾的标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.4",
    why="题目的末尾通常不用标点；同一级的标题，写法应当一样。",
    bad=(
        case("# 举措\n做法。\n# 不足。\n短板。\n# 第一责任人\n职责。\n# 打算\n安排。"),
        case("# 举措\n## 学习；\n学习。\n## 检查\n检查。\n## 普法\n普法。\n## 调解\n调解。"),
        case("# 举措：\n做法。\n# 不足\n短板。\n# 第一责任人\n职责。\n# 打算\n安排。"),
        case("# 举措\n## 学习。\n学习。\n## 检查。\n检查。\n## 普法；\n普法。\n## 调解。\n调解。"),
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
    written = {section.id for section in leaves if not section.is_empty}
    if len(written) * 2 <= len(leaves):  # a draft that is only begun
        return
    levels = {section.id: level for section, level, _ in reading.parts}
    for section in leaves:
        if section.id in written:
            continue
        others = [each for each in leaves if each is not section and levels[each.id] == levels[section.id]]
        sentence = bool(_mark(section)) and not section.run_in
        if sentence and (
            len(section.heading) > _SHORT or not all(each.id in written for each in others) or len(others) < 2
        ):
            continue  # a numbered sentence that says all there is to say
        if section.run_in or _is_title(section):
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
