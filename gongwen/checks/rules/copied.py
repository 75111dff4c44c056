"""DU: what is taken over from last year's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.likeness import Sentence, earlier, figures, sentences
from gongwen.checks.offers import overlap
from gongwen.checks.rule import Rule, Spot
from gongwen.checks.setting import Setting
from gongwen.nextyear.untouched import carried_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading

MOST: Final = 0.3
"""The share of a report's characters taken over from last year's from which on it is told of the whole."""


def _copied(reading: Reading, setting: Setting) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences that stand in the latest earlier report, each with the one there."""
    if setting.earlier:
        last = earlier(setting.earlier[0])
        for sentence in sentences(reading):
            if there := last.like(sentence.plain):
                yield sentence, there


def _told(reading: Reading, setting: Setting) -> Iterator[tuple[Sentence, str]]:
    """Yield those that are not marked as carried over and unseen anyway (DU07)."""
    unseen = carried_places(reading.document)
    for sentence, there in _copied(reading, setting):
        place = sentence.block.at(sentence.start, sentence.end)
        if not any(overlap(place, each) for each in unseen):
            yield sentence, there


def _words(sentence: Sentence) -> str:
    return sentence.block.text[sentence.start : sentence.end]


def _same_figures(sentence: Sentence, there: str) -> bool:
    mine = figures(_words(sentence))
    return bool(mine) and mine == figures(there)


def _with_figures(reading: Reading, setting: Setting) -> Iterator[Spot]:
    for sentence, there in _told(reading, setting):
        if _same_figures(sentence, there):
            place = sentence.block.at(sentence.start, sentence.end)
            numbers = "、".join(figures(there)[:4])
            yield Spot(place, f"这句话连同数字（{numbers}）与去年的报告一样，请核对是不是今年的数字")


def _without_figures(reading: Reading, setting: Setting) -> Iterator[Spot]:
    for sentence, there in _told(reading, setting):
        if not _same_figures(sentence, there):
            yield Spot(sentence.block.at(sentence.start, sentence.end), "这句话与去年的报告几乎一样")


def _share(reading: Reading, setting: Setting) -> Iterator[Spot]:
    taken = list(_copied(reading, setting))
    if not taken:
        return
    whole = sum(len(sentence.plain) for sentence in sentences(reading))
    share = sum(len(sentence.plain) for sentence, _ in taken) / whole
    if share > MOST:
        yield Spot(
            taken[0][0].block.at(0, 0),
            f"全文约{share:.0%}的文字与去年的报告一样，要写今年的工作",
            excerpt="与去年的报告相同的文字",
        )


_LAST_YEAR: Final = case(
    "# 一、主要举措\n全年开展法治宣传活动32场次，发放宣传资料8000余份。\n"
    "完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班，方便群众咨询。\n"
    "加强行政执法人员培训，执法水平有了新的提高，全年没有发生行政败诉案件。",
    year=2024,
).document
_SINCE: Final = Setting(earlier=(_LAST_YEAR,))
_OWN: Final = (
    "今年以来，镇里把矛盾纠纷化解放在前面，三级干部包片走访，听取群众的意见。"
    "新建的综合执法队按月公布检查计划，企业对上门次数减少表示满意。"
)

copied_figures = Rule(
    id="DU04",
    name="去年的数字",
    severity=Severity.MUST,
    clause="实践：年度报告写当年的数据",
    why="年度报告写的是当年的工作，连数字都与去年一样的句子多半是沿用的。",
    bad=(
        case("全年开展法治宣传活动32场次，发放宣传资料8000余份。", setting=_SINCE),
        case(f"{_OWN}\n全年开展法治宣传活动32场次、发放宣传资料8000余份。", setting=_SINCE),
        case(f"# 一、宣传\n{_OWN}全年开展法治宣传活动32场次，发放宣传资料8000余份；反响很好。", setting=_SINCE),
    ),
    good=(
        case("全年开展法治宣传活动41场次，发放宣传资料9500余份。", setting=_SINCE),
        case("完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班，方便群众咨询。", setting=_SINCE),
        case("全年开展法治宣传活动32场次，发放宣传资料8000余份。"),
    ),
    survey=_with_figures,
)

copied_sentence = Rule(
    id="DU05",
    name="去年的句子",
    severity=Severity.HINT,
    clause="实践：年度报告写当年的工作",
    why="与去年几乎一样的句子请看一看，是不是今年也这样做了。",
    bad=(
        case("完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班，方便群众咨询。", setting=_SINCE),
        case("加强行政执法人员培训，执法水平有了新的提高，全年没有发生行政败诉案件。", setting=_SINCE),
        case(f"{_OWN}\n完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班、方便群众咨询。", setting=_SINCE),
    ),
    good=(
        case(_OWN, setting=_SINCE),
        case("全年开展法治宣传活动32场次，发放宣传资料8000余份。", setting=_SINCE),
        case("加强行政执法人员培训。", setting=_SINCE),
    ),
    survey=_without_figures,
    together=True,
)

copied_share = Rule(
    id="DU06",
    name="沿用去年的比重",
    severity=Severity.SHOULD,
    clause="实践：年度报告写当年的工作",
    why="全文三成以上的文字与去年一样，看不出当年做了什么。",
    bad=(
        case("加强行政执法人员培训，执法水平有了新的提高，全年没有发生行政败诉案件。", setting=_SINCE),
        case(
            f"{_OWN}\n完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班，方便群众咨询。"
            "加强行政执法人员培训，执法水平有了新的提高，全年没有发生行政败诉案件。",
            setting=_SINCE,
        ),
        case("全年开展法治宣传活动32场次，发放宣传资料8000余份。", setting=_SINCE),
    ),
    good=(
        case(f"{_OWN * 3}\n加强行政执法人员培训，执法水平有了新的提高，全年没有发生行政败诉案件。", setting=_SINCE),
        case(_OWN, setting=_SINCE),
        case("完善镇村两级公共法律服务平台，组织法律顾问定期到村坐班，方便群众咨询。"),
    ),
    survey=_share,
)
