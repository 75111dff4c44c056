"""FG, against the report's own table of indicators: what the text says otherwise, and what it says that the table lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.mentions import mentions
from gongwen.checks.offers import overlap
from gongwen.checks.rule import Rule, Spot
from gongwen.checks.rules.agreement import behind
from gongwen.indicators.data import PLAIN, Data, Form, Link, Wording
from gongwen.indicators.indicator import Entry, Indicator, shifted, spoken
from gongwen.indicators.links import State, placed
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.mentions import Mention
    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Location

_CLAUSE: Final = "实践：统计数据审核的一般要求（数出一源、文表一致）"


def _contradictions(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    if not document.data.indicators:
        return
    known = by_id(document.data)
    links = placed(document)
    for each in links:
        if each.location is not None and each.right and each.state is not State.TRUE:
            name = known[each.link.indicator].name
            yield _spot(each.location, f"数据表里“{name}”是{each.right}，这里写的是{each.words}", each.right)
    taken = [each.location for each in links if each.location is not None]
    for said in mentions(document, behind(reading)):
        if not said.agrees and said.right and not any(overlap(said.location, place) for place in taken):
            yield _spot(said.location, _message(said, known), said.right)


def _message(said: Mention, known: dict[str, Indicator]) -> str:
    before = worded(known, said.indicator.id, shifted(said.period, -1))
    if said.wording.form is Form.VALUE and before == said.words:
        return f"{said.words}是{spoken(shifted(said.period, -1))}的数，{spoken(said.period)}数据表里是{said.right}"
    return f"数据表里{spoken(said.period)}“{said.indicator.name}”是{said.right}，这里写的是{said.words}"


def _spot(place: Location, message: str, right: str) -> Spot:
    return Spot(place, message, (Fix(f"改为“{right}”", (Change(place, right),)),))


def _unfilled(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    known = by_id(reading.document.data)
    for each in placed(reading.document):
        if each.location is not None and not each.right and each.link.indicator in known:
            name = known[each.link.indicator].name
            yield Spot(each.location, f"数据表里算不出{spoken(each.link.period)}的“{name}”，这里的{each.words}没有依据")


_YEARS: Final = (Entry("2024", "18"), Entry("2025", "24"))
_DATA: Final = Data(
    (
        Indicator("i1", "法治宣传活动", "场", entries=_YEARS),
        Indicator("i2", "群众满意度", "%", entries=(Entry("2024", "97.1"), Entry("2025", "99.2"))),
        Indicator("i3", "法治讲座", "场", entries=(Entry("2024", "6"),)),
    )
)


def _quoting(words: str, before: str, period: str = "2025", key: str = "i1", wording: Wording = PLAIN) -> Data:
    link = Link("k1", key, period, "s1", words, before, "。", wording=wording)
    return Data(_DATA.indicators, (link,))


contradictions = Rule(
    id="FG04",
    name="与数据表不符",
    severity=Severity.MUST,
    clause=_CLAUSE,
    why="正文里的数和本报告的数据表应当一致；同比由两年的数算出来，不手写。表错了改表，正文错了改正文。",
    bad=(
        case("# 主要举措\n全年开展法治宣传活动26场。", data=_DATA),
        case("# 主要举措\n全年开展法治宣传活动18场。", data=_DATA),
        case("# 主要举措\n全年举办24场法治宣传活动，同比增长25%。", data=_DATA),
        case("# 主要举措\n群众满意度达到99.2%，同比提高1.2个百分点。", data=_DATA),
        case("# 主要举措\n法治宣传活动同比下降33.3%。", data=_DATA),
        case("# 主要举措\n累计开展普法活动26场。", data=_quoting("24场", "累计开展普法活动")),
    ),
    good=(
        case("# 主要举措\n全年开展法治宣传活动24场，同比增长33.3%。", data=_DATA),
        case("# 主要举措\n全年开展法治宣传活动24场，比上年增加6场。", data=_DATA),
        case("# 主要举措\n2024年开展法治宣传活动18场。上半年开展法治宣传活动9场。", data=_DATA),
        case("# 主要举措\n开展未成年人法治宣传活动3场，群众满意度99.2%，提高2.1个百分点。", data=_DATA),
        case("# 主要举措\n开展法治宣传活动20余场。\n# 下一年度主要安排\n计划开展法治宣传活动30场。", data=_DATA),
        case("# 主要举措\n开展普法活动24场。", data=_quoting("24场", "开展普法活动")),
    ),
    survey=_contradictions,
)


unfilled = Rule(
    id="FG07",
    name="引用的数还没有填",
    severity=Severity.MUST,
    clause=_CLAUSE,
    why="正文引用了数据表里的数，表里还没有填，写着的还是以前的字；填上以后正文自己跟着变。",
    bad=(
        case("# 主要举措\n举办法治讲座6场。", data=_quoting("6场", "举办法治讲座", key="i3")),
        case("# 主要举措\n法治宣传活动24场。", data=_quoting("24场", "法治宣传活动", "2026")),
        case(
            "# 主要举措\n法治讲座同比增长20%。",
            data=_quoting("增长20%", "法治讲座同比", key="i3", wording=Wording(Form.CHANGE)),
        ),
    ),
    good=(
        case("# 主要举措\n举办法治讲座6场。", data=_quoting("6场", "举办法治讲座", "2024", key="i3")),
        case("# 主要举措\n法治宣传活动24场。", data=_quoting("24场", "法治宣传活动")),
        case("# 主要举措\n法治宣传活动24场。", data=_DATA),
    ),
    survey=_unfilled,
)
