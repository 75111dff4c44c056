"""ST: how numbers are written, and levels that were jumped over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case, notes
from gongwen.checks.finding import Severity
from gongwen.checks.imported import changed
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Hit, Rule, Spot
from gongwen.checks.sequences import HAN
from gongwen.importers.telling import JUMPED, REWRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting

_MARKS: Final = re.compile(
    rf"[。；：;](?:([1-9][0-9]?)[、﹑](?![0-9])|（([{HAN}]{{1,3}}|[1-9][0-9]?)）[、.．，,]"
    rf"|第([{HAN}]{{1,2}})、(?![{HAN}第])|([{HAN}]{{1,3}})是[、，,：:])"
)
_RIGHT: Final = ("", "{}.", "（{}）", "第{}，", "{}是")
_FIRST: Final = re.compile(f"([{HAN}]{{1,3}})[.．，,](?![{HAN}])")
_TYPED: Final = re.compile(rf"(?:[{HAN}]{{1,3}}、|（(?:[{HAN}]{{1,3}}|[1-9][0-9]?)）|[1-9][0-9]?[.．、](?![0-9]))(?=.)")


def _number_mark(text: str, _setting: Setting) -> Iterator[Hit]:
    if (match := _FIRST.match(text)) is not None:
        yield _marked(0, match[0], f"{match[1]}、")
    for match in _MARKS.finditer(f"。{text}"):  # what opens the text stands as after a stop
        group = match.lastindex or 0
        yield _marked(match.start(), match[0][1:], _RIGHT[group].format(match[group]))


def _marked(start: int, found: str, instead: str) -> Hit:
    return Hit(start, start + len(found), f"编号“{found}”的写法应当是“{instead}”", (instead,))


number_mark = Rule(
    id="ST04",
    name="编号后的标点",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.3；GB/T 9704-2012 7.3.3",
    why="汉字数字后用顿号，阿拉伯数字后用下脚点，带括号的后面不加标点，“第一”后用逗号，“一是”后不加标点。",
    bad=(
        "1、组织学习。",
        "（一）、组织学习。",
        "一.组织学习。",
        "第一、组织学习。",
        "一是，组织学习；二是，开展检查。",
        "重点有：1、组织学习；2、开展检查。",
    ),
    good=(
        "1.组织学习。",
        "（一）组织学习。",
        "一、组织学习。",
        "第一，组织学习。",
        "第一、第二产业增长。",
        "3、4月份开展检查。",
        "分为：一、二年级。",
    ),
    read=_number_mark,
    where=frozenset({Kind.PARAGRAPH}),
    together=True,
    safe=True,
)


def _typed_number(text: str, _setting: Setting) -> Iterator[Hit]:
    if (match := _TYPED.match(text)) is not None:
        yield Hit(0, match.end(), "标题的编号由程序编，这里又写了一个，印出来就是两个", ("",))


typed_number = Rule(
    id="ST10",
    name="标题里又写了编号",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.3.3",
    why="结构层次序数一个标题只有一个。本程序按层次自动编号，标题里只写文字。",
    bad=(
        case("# 一、主要举措\n组织学习。"),
        case("# 主要举措\n## （一）加强学习\n组织学习。"),
        case("# 主要举措\n## 1.加强学习\n组织学习。"),
    ),
    good=(
        case("# 主要举措\n组织学习。"),
        case("# 主要举措\n## 一网通办\n组织学习。"),
        case("# 主要举措\n## 1.5万亩良田\n组织学习。"),
    ),
    read=_typed_number,
    where=frozenset({Kind.HEADING}),
    safe=True,
)


def _of_import(words: str, message: str) -> Callable[[Reading, Setting], Iterator[Spot]]:
    """Return a survey that repeats the note of an import that has these words, while its text stands."""

    def survey(reading: Reading, setting: Setting) -> Iterator[Spot]:
        for note, place in changed(reading, setting):
            if words in note.message:
                yield Spot(place, message.format(note.message.rstrip("。")), excerpt=note.source[:30], settled=True)

    return survey


def _jumped(reading: Reading, setting: Setting) -> Iterator[Spot]:
    if not any(_DECIMAL in note.message for note in setting.notes):  # 1.1 is a way of counting of its own
        for spot in _of_import(JUMPED, "{}")(reading, setting):
            whole = _TO_FIRST in spot.message  # nothing stands over them: a way of numbering rather than a slip
            yield replace(spot, severity=Severity.HINT) if whole else spot


_DECIMAL: Final = "“1.1”式编号"
_TO_FIRST: Final = "改成“一、”式"


level_jump = Rule(
    id="ST09",
    name="编号跳级",
    severity=Severity.SHOULD,
    clause="GB/T 9704-2012 7.3.3",
    why="结构层次序数依次用“一、”“（一）”“1.”“（1）”，不越过中间的一级。导入时已经按层次编好，请看层次是不是原来的意思。",
    bad=(
        case("# 举措\n## 学习\n学习3次。", setting=notes("1.学习", f"有2处“1.”式编号改成“（一）”式，{JUMPED}。", "s2")),
        case("# 学习\n学习3次。", setting=notes("（一）学习", f"有5处“（一）”式编号改成“一、”式，{JUMPED}。", "s1")),
        case(
            "# 举措\n## 学习\n### 自学\n自学。",
            setting=notes("（1）自学", f"有1处“（1）”式改成“1.”式，{JUMPED}。", "s3"),
        ),
    ),
    good=(
        case("# 举措\n## 学习\n学习3次。"),
        case("# 举措\n## 学习\n学习3次。", setting=notes("(一)学习", f"有1个{REWRITTEN}“（一）”。", "s2")),
        case("# 举措\n## 培训\n培训3次。", setting=notes("1.学习", f"有2处“1.”式编号改成“（一）”式，{JUMPED}。", "s2")),
    ),
    survey=_jumped,
)

number_form = Rule(
    id="ST11",
    name="标题编号的写法",
    severity=Severity.HINT,
    clause="GB/T 9704-2012 7.3.3；GB/T 15834-2011 附录B.3",
    why="标题的编号写作“一、”“（一）”“1.”“（1）”。原稿写法不同的，导入时已经改好。",
    bad=(
        case("# 举措\n## 学习\n学习3次。", setting=notes("(一)学习", f"有1个{REWRITTEN}“（一）”。", "s2")),
        case("# 举措\n做法。", setting=notes("一.举措", f"有4个{REWRITTEN}“一、”。", "s1")),
        case("# 举措\n## 学习\n### 自学\n自学。", setting=notes("1、自学", f"有2个{REWRITTEN}“1.”。", "s3")),
    ),
    good=(
        case("# 举措\n## 学习\n学习3次。"),
        case("# 举措\n## 培训\n培训3次。", setting=notes("(一)学习", f"有1个{REWRITTEN}“（一）”。", "s2")),
        case("# 举措\n## 学习\n学习3次。", setting=notes("1.学习", f"有2处“1.”式编号改成“（一）”式，{JUMPED}。", "s2")),
    ),
    survey=_of_import(REWRITTEN, "原文{}"),
)
