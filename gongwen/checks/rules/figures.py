"""FG: figures that do not agree with each other in one sentence, in one report, in one table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.checks.amounts import PERCENT, POINTS, by_sentence, spoken
from gongwen.checks.finding import Severity
from gongwen.checks.rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.amounts import Amount
    from gongwen.checks.setting import Setting

_PRACTICE: Final = "实践：统计数据审核的一般要求（前后一致、平衡关系成立）"

_NEXT_PART: Final = re.compile(r"(?:（[^）]*）)?(?:、[^，、。；：（）]{1,20}|，[^，、。；：（）]{2,8})")
_FIRST_PART: Final = re.compile(r"[^，、。；]{0,6}[，（：]?(?:其中|包括|分为)?[，：]?[^，、。；：（）]{0,20}")
_STATED: Final = re.compile("其中|包括|分为")
_DONE: Final = re.compile("办结|审结|结案|化解|整改|完成|采纳|处理|查处|立案|满意|解决|已|均|全部|达|占|增|减|共|计|涉")
"""What is done with the whole is no part of it: 受理50件，其中来信30件，办结28件."""
_TOTAL_AFTER: Final = re.compile(r"[，、](?:共计|总计|合计|共|总共)")


def _sums(text: str, _setting: Setting) -> Iterator[Hit]:
    if not _STATED.search(text) and "（" not in text and "计" not in text:
        return
    for found in by_sentence(text, 3):
        for at in range(len(found) - 2):
            yield from _with_parts(text, found[max(at - 5, 0) : at + 1], found[at + 1 : at + 20])
            if not at or not _NEXT_PART.fullmatch(text[found[at - 1].end : found[at].start]):
                yield from _then_total(text, found[at : at + 20])


def _with_parts(text: str, before: list[Amount], rest: list[Amount]) -> Iterator[Hit]:
    """Yield what is wrong with a total whose parts follow: 390件，其中来信110件、来访280件."""
    total = before[-1]
    between = text[total.end : rest[0].start]
    stated = bool(_STATED.search(between))
    if total.loose or not _FIRST_PART.fullmatch(between) or not (stated or between[:1] == "（"):
        return
    parts = _run(text, rest, total.unit)
    if len(parts) < 2 or (not stated and text[parts[-1].end : parts[-1].end + 1] != "）"):
        return
    for count in range(1, len(parts) + 1):
        if any(_agree(each, parts[:count]) for each in before if each.unit == total.unit):
            return
    least = sum(each.low for each in parts)
    over = least > total.high
    if not over and (stated and total.low - sum(each.high for each in parts) > total.value / 10):
        return  # parts that leave much over are examples, not all there is
    yield Hit(
        total.start,
        parts[-1].end,
        f"各部分相加是{_count(sum(each.value for each in parts), total)}，与总数{text[total.start : total.end]}不一致",
        severity=None if (over or not stated) and "，" not in text[parts[0].end : parts[-1].start] else Severity.HINT,
    )


def _then_total(text: str, found: list[Amount]) -> Iterator[Hit]:
    """Yield what is wrong with parts whose total follows: 宣讲12次、培训8次，共计20次."""
    first = found[0]
    parts = _run(text, found, first.unit)
    if len(parts) < 2 or len(parts) == len(found):
        return
    total = found[len(parts)]
    if total.unit != first.unit or total.loose or not _TOTAL_AFTER.fullmatch(text[parts[-1].end : total.start]):
        return
    if not _agree(total, parts):
        sum_ = _count(sum(each.value for each in parts), total)
        yield Hit(first.start, total.end, f"各部分相加是{sum_}，与总数{text[total.start : total.end]}不一致")


def _run(text: str, found: list[Amount], unit: str) -> list[Amount]:
    """Return the amounts from the first on that are parts of one list: one unit, a pause mark between."""
    parts: list[Amount] = []
    for each in found:
        between = text[parts[-1].end : each.start] if parts else ""
        apart = parts and (not _NEXT_PART.fullmatch(between) or ("，" in between and _DONE.search(between)))
        if each.unit != unit or each.loose or unit in {PERCENT, POINTS} or apart:
            break
        parts.append(each)
    return parts


def _agree(total: Amount, parts: list[Amount]) -> bool:
    slack = total.off + sum(each.off for each in parts) + 1e-6 * total.value
    return abs(total.value - sum(each.value for each in parts)) <= slack


def _count(value: float, like: Amount) -> str:
    """Return a value as the amount it is compared with is written: in 万 or 亿 when that is."""
    for scale, word in ((1e8, "亿"), (1e4, "万")):
        if like.off and like.value >= scale and value >= scale:
            return f"{spoken(value / scale, 4)}{word}{like.unit}"
    return f"{spoken(value, 2)}{like.unit}"


sums = Rule(
    id="FG02",
    name="分项与总数不符",
    severity=Severity.SHOULD,
    clause=_PRACTICE,
    why="句子里的总数应当等于各分项之和；分项相加比总数多，必有一处写错。",
    bad=(
        "全年受理信访事项390件，其中来信110件、来访290件。",
        "共有干部56人（男31人、女27人）。",
        "排查纠纷50件，其中邻里类30件，土地类28件。",
        "举办宣讲12次、培训8次，共计21次。",
        "投入资金1.5亿元，其中中央1.1亿元、地方0.7亿元。",
    ),
    good=(
        "全年受理信访事项390件，其中来信110件、来访280件。",
        "新增企业120家，其中省级3家、市级8家。",
        "受理投诉50件，其中来信30件，办结28件。",
        "共有干部56人（男31人、女25人）。",
        "撤并机构25个，其中一类10个、二类15个，另有8个在办。",
        "财政支出2.76万亿元，其中中央1.83万亿元、地方9300亿元。",
        "举办宣讲12次、培训8次，共计20次。",
        "组织演练5场次、培训8场次、宣讲13场次，合计26场次。",
    ),
    read=_sums,
)


_SHARE: Final = re.compile(
    r"(?:[^，。；]{0,10}[，、])?[^，。；]{0,6}?(?:([一-龥]{2})率|(占比?(?:总[一-龥]{1,3}|全部[一-龥]{0,4})?的?))(?:达到|达|为|是)?"
)
_AMONG: Final = re.compile(r"其中|中|，有|，已")


def _shares(text: str, _setting: Setting) -> Iterator[Hit]:
    if ("率" not in text and "占" not in text) or "%" not in text:
        return
    for found in by_sentence(text, 3):
        for at in range(2, len(found)):
            whole, part, share = found[at - 2 : at + 1]
            if share.unit == PERCENT and not share.loose and _is_share(text, whole, part, share):
                yield from _wrong_share(text, [each for each in found[:at] if each.unit == part.unit], share)


def _is_share(text: str, whole: Amount, part: Amount, share: Amount) -> bool:
    """Whether the last says how much of the first the second is: 218件，化解213件，化解率97.7%."""
    if whole.unit != part.unit or whole.loose or part.loose or part.value > whole.value or not whole.value:
        return False
    if part.unit in {PERCENT, POINTS}:
        return False
    words = text[part.end : share.start]
    match = _SHARE.fullmatch(words)
    if match is None or len(words) > 16 or re.search("比|较|增|提高|上升|下降", words[:-4] if match[2] else words):
        return False
    between = text[whole.end : part.start]
    if match[1]:
        return match[1] in between or match[1][0] in between[-4:]
    return bool(_AMONG.search(between))


def _wrong_share(text: str, found: list[Amount], share: Amount) -> Iterator[Hit]:
    """Yield a share that no two of the amounts before it make; one of its last place is rounding."""
    for at, whole in enumerate(found):
        for part in found[at + 1 :]:
            if (
                0 < part.value <= whole.value
                and abs(part.value / whole.value * 100 - share.value) <= 2 * share.off + 0.01
            ):
                return
    whole, part = found[-2:]
    right = spoken(part.value / whole.value * 100, max(len(text[share.start : share.end].partition(".")[2]) - 1, 0))
    yield Hit(
        share.start,
        share.end,
        f"{text[part.start : part.end]}是{text[whole.start : whole.end]}的{right}%，这里写的不一样",
    )


shares = Rule(
    id="FG03",
    name="比率与数量不符",
    severity=Severity.SHOULD,
    clause=_PRACTICE,
    why="总数、部分数和百分比写在一句里时，百分比应当等于部分数除以总数。",
    bad=(
        "排查矛盾纠纷218件，化解213件，化解率95.7%。",
        "全镇有村40个，其中建成示范村12个，占35%。",
        "提出意见63条，采纳61条，采纳率达98.8%。",
    ),
    good=(
        "排查矛盾纠纷218件，化解213件，化解率97.7%。",
        "全镇有村40个，其中建成示范村12个，占30%。",
        "提出意见63条，采纳61条，采纳率达96.8%。",
        "办理建议84件、提案65件，办复率100%。",
        "城镇新增就业6128人，再就业2291人，城镇登记失业率为3.84%。",
        "受理案件120件，审结110件，结案率比上年提高3.2%。",
    ),
    read=_shares,
)
