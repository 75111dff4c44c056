"""DU: what came from last year's report and nobody has looked at since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.rule import Case, Rule, Spot
from gongwen.nextyear.roll import years_left
from gongwen.nextyear.untouched import carried_over, carried_places, confirmed, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting


def _unseen(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    places = carried_places(reading.document)
    if not places:
        return
    years = len(years_left(reading.document))
    told = f"从上年带来的还有 {len(places)} 句没有看过（全文 {share(reading.document).all} 句）"
    more = f"，其中有 {years} 处年份没有改" if years else ""
    yield Spot(places[0], told + more, excerpt="从上年带来、还没有看过的句子", more=places[1:])


def _carried(text: str, *, seen: bool = False, then: str = "") -> Case:
    """Return a report whose text came from last year's; `then` it is written anew."""
    document = carried_over(case(text).document)
    if seen:
        document = confirmed(document, carried_places(document))
    return Case(replace(document, body=case(then).document.body) if then else document, case(text).setting)


carried_unseen = Rule(
    id="DU07",
    name="从上年带来、没有看过",
    severity=Severity.SHOULD,
    clause="实践：年度报告写当年的工作",
    why="接着上年的报告写，每句话要改过或者看过，才能说是今年的。",
    bad=(
        _carried("全镇开展法治宣传活动32场。"),
        _carried("# 主要举措\n做法。\n# 存在的不足\n执法人员少。"),
        _carried("全镇开展法治宣传活动32场。办案五件。", then="全镇开展法治宣传活动41场。办案五件。"),
    ),
    good=(
        case("全镇开展法治宣传活动32场。"),
        _carried("全镇开展法治宣传活动32场。办案五件。", seen=True),
        _carried("全镇开展法治宣传活动32场。", then="全镇开展法治宣传活动41场。"),
    ),
    survey=_unseen,
)
