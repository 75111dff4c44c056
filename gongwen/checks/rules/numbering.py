"""ST: numbers repeated or left out. Those of headings are computed, so that only imported and typed ones can be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case, notes
from gongwen.checks.finding import Severity
from gongwen.checks.imported import changed
from gongwen.checks.rule import Rule, Spot
from gongwen.checks.sequences import list_faults
from gongwen.importers.outline import ASTRAY, FROM_START, MISSING, REPEATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting

_WRONG: Final = {
    REPEATED: "原文这里的编号和前一个重复，程序已经改对；请对照原文，看是不是多了一段或者两段该合成一段",
    MISSING: "原文这里的编号前面缺号，程序已经接着编；请对照原文，看是不是漏了一段",
    ASTRAY: "原文这里的编号次序不对，程序已经按先后改对；请对照原文，看段落是不是放错了地方",
    FROM_START: "原文这一级不是从头编起的，程序已经从头编；请对照原文，看前面是不是漏了一段",
}

_DOUBTFUL: Final = frozenset({ASTRAY, FROM_START})
"""What an extract, or a list taken for headings, looks like too."""


def _mended(reading: Reading, setting: Setting) -> Iterator[Spot]:
    for note, place in changed(reading, setting):
        if reason := next((why for why in _WRONG if f"{why}。" in note.message), ""):
            weight = Severity.HINT if reason in _DOUBTFUL else None
            yield Spot(place, _WRONG[reason], excerpt=note.source[:30], severity=weight, settled=True)


def _repeated_or_missing(reading: Reading, setting: Setting) -> Iterator[Spot]:
    yield from _mended(reading, setting)
    yield from list_faults(reading)


repeated_or_missing = Rule(
    id="ST01",
    name="编号重复或者缺号",
    severity=Severity.MUST,
    clause="GB/T 9704-2012 7.3.3；GB/T 15834-2011 附录B.3.8",
    why="结构层次序数依次使用。标题的编号由程序编，不会错；原稿编错的地方往往是漏了一段、多了一段或者放错了次序，所以要对照原文看一眼，没有问题就点“核对过了”。",
    bad=(
        case("# 主要举措\n工作有以下几项：\n1.组织学习。\n2.开展检查。\n4.化解纠纷。"),
        case("# 主要举措\n（1）组织学习。\n（2）开展检查。\n（2）化解纠纷。"),
        case("# 主要举措\n重点是：（1）学习；（3）检查。"),
        case(
            "# 主要举措\n一是学习。\n# 不足\n二是检查。",
            setting=notes("二、不足", f"编号“二、”改为“三、”（不足）：{REPEATED}。", "s2"),
        ),
    ),
    good=(
        case("# 主要举措\n1.组织学习。\n2.开展检查。\n具体做法：\n1.列出清单。\n2.逐项落实。\n3.化解纠纷。"),
        case("# 主要举措\n## 学习\n1.学习3次。\n2.培训2次。\n## 检查\n3.检查5次。\n4.整改9处。"),
        case("第三条 下列情形之一：\n（一）甲；\n（二）乙。\n第五条 下列情形：\n（一）丙；\n（二）丁。"),
        case("# 主要举措\n面积1.5万亩，增长（2）。"),
        case(
            "# 主要举措\n## 加强学习\n学习3次。", setting=notes("(一)加强学习", "有1个编号的写法改成了规范的。", "s2")
        ),
    ),
    survey=_repeated_or_missing,
)


def _out_of_order(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    yield from list_faults(reading, counted=True)


out_of_order = Rule(
    id="ST02",
    name="“一是”“二是”的次序",
    severity=Severity.SHOULD,
    clause="GB/T 15834-2011 附录B.3.8",
    why="“一是、二是”“第一、第二”表示次序，不能重复也不能跳过；跳过的往往是删了一项，重复的往往是添了一项。",
    bad=(
        case("# 主要举措\n一是组织学习。二是开展检查。四是化解纠纷。"),
        case("# 主要举措\n一是组织学习；二是开展检查；二是化解纠纷；三是接受监督。"),
        case("# 不足\n一是力量不足。\n三是经费不足。"),
        case("# 主要举措\n第一，组织学习。第二，开展检查。第四，化解纠纷。"),
    ),
    good=(
        case("# 主要举措\n一是组织学习。二是开展检查。\n# 不足\n一是力量不足。二是经费不足。"),
        case("# 主要举措\n一是学习，包括：一是自学，二是培训，三是考试。二是检查。三是整改。"),
        case("# 主要举措\n这一是好事。第一产业增加值增长，第三产业增加值增长。统一是前提，一是要学习。"),
        case("# 主要举措\n一方面组织学习，二是开展检查。"),
    ),
    survey=_out_of_order,
)
