"""FG, over the whole report: one thing counted twice with two results, and tables whose totals are not what they add up to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.amounts import PERCENT, POINTS, amounts, spoken
from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Rule, Spot
from gongwen.document import Location, Table
from gongwen.tables import covered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.checks.amounts import Amount
    from gongwen.checks.reading import Block, Reading
    from gongwen.checks.setting import Setting

_LEADS: Final = re.compile(
    r"(?:20\d\d年度?|全年|本年度?|年内|一年来|截至[^，]{0,8}|目前|全[省市州县区镇乡]|我[省市州县区镇乡]|已|共|累计|总共|先后|现有|"
    r"开展|组织|举办|召开|办理|完成|实现|[一二三四五六七八九]是)+"
)
_LINKS: Final = re.compile(r"(?:达到|达|为|是|有|共|共计|合计|累计|计|完成|突破)+$")
_APART: Final = re.compile(
    "比|较|增|减|升|降|其中|每|均|分别|各|另|季度|半年|月|第|目标|计划|力争|确保|预期|拟|将|要|今年|上年|去年|明年|来年|五年|以来|“|历年|连续|新"
)
"""Words that say an amount is of another time, a part, a plan or a change, so that it may well differ."""
_AHEAD: Final = re.compile(
    "安排|计划|打算|目标|下一年|下一步|明年|部署|要点|展望|总体要求|总体思路|重点任务|重点工作|今年工作"
)
_AIMS: Final = re.compile("预期目标|主要目标|发展目标|总体要求|今年的?(?:政府|重点|主要)?(?:工作|任务)|(?:全年|今年)要")
_LONG: Final = re.compile("累计|[三四五十]年|“十.五”|历年")


@lru_cache(maxsize=4096)
def _counted(text: str) -> tuple[tuple[str, Amount], ...]:
    """Return what a text counts: each thing with its unit and how much of it, where nothing limits it."""
    found = amounts(text)
    if not found:
        return ()
    named = []
    for each in found:
        if each.loose or each.unit in {PERCENT, POINTS}:
            continue
        if _LONG.search(text, text.rfind("。", 0, each.start) + 1, each.end):
            continue
        start = max(text.rfind(mark, 0, each.start) for mark in "，。；：、！？（）\n") + 1
        clause = text[start : each.start]
        thing = _LINKS.sub("", _LEADS.sub("", clause, count=1) if _LEADS.match(clause) else clause)
        if len(thing) >= 4 and not re.search(r"\d", thing) and not _APART.search(clause) and _ends(text, each.end):
            named.append((f"{thing}\n{each.unit}", each))
    return tuple(named)


def _ends(text: str, at: int) -> bool:
    return at == len(text) or text[at] in "，。；、！？）"


def _two_values(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    things: dict[str, list[tuple[Block, Amount]]] = {}
    for block in behind(reading):
        for thing, amount in _counted(block.text):
            things.setdefault(thing, []).append((block, amount))
    for thing, places in things.items():
        if len(places) < 2:
            continue
        values = {amount.value for _, amount in places}
        first, second = places[0], next((each for each in places if each[1].value != places[0][1].value), places[0])
        if len(values) != 2 or first[0] is second[0] or _same(first[1], second[1]):
            continue
        one, two = (block.text[amount.start : amount.end] for block, amount in (first, second))
        name = thing.split("\n")[0]
        yield Spot(
            first[0].at(first[1].start, first[1].end),
            f"“{name}”这里是{one}，后面又是{two}",
            more=(second[0].at(second[1].start, second[1].end),),
        )


def behind(reading: Reading) -> Iterator[Block]:
    """Yield the paragraphs on what has been done; what is planned comes after it and has other figures by right."""
    for block in reading.blocks:
        if (block.kind is Kind.HEADING and _AHEAD.search(block.text)) or _AIMS.search(block.text):
            return
        if block.kind is Kind.PARAGRAPH:
            yield block


def _same(one: Amount, two: Amount) -> bool:
    return one.low <= two.high and two.low <= one.high


two_values = Rule(
    id="FG01",
    name="同一指标两个数",
    severity=Severity.HINT,
    clause="实践：统计数据审核的一般要求（同一指标前后一致）",
    why="同一项工作的数字在一篇报告里应当前后一致；口径不同的要写明。",
    bad=(
        case("# 主要举措\n全年开展执法检查86次，立案7件。\n# 存在的不足\n共开展执法检查68次，覆盖面不够。"),
        case("组织法治培训12场次。\n举办法治培训14场次，成效明显。"),
        case("行政执法人员16人。\n# 主要举措\n现有行政执法人员18人，全部持证上岗。"),
    ),
    good=(
        case("# 主要举措\n全年开展执法检查86次。\n# 存在的不足\n共开展执法检查86次。"),
        case("全年开展执法检查86次，上年开展执法检查78次。\n其中入企开展执法检查21次。"),
        case("# 主要举措\n开展执法检查86次。\n# 下一年度主要安排\n开展执法检查100次。"),
        case("投资达1.36亿元用于改造。\n用于改造的投资1.4亿元。"),
    ),
    survey=_two_values,
)


_TOTALS: Final = re.compile(r"\s*(?:合\s*计|总\s*计|共\s*计|总\s*数)\s*(?:（[^）]*）)?\s*")
_PARTIAL: Final = re.compile("小计|其中|合计|总计|共计")
_NO_SUM: Final = re.compile("率|比|%|％|均|序号|排名|名次|增|年份|年度|电话|编号|备注|得分|日期")
_NUMBER: Final = re.compile(r"\s*(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*")


def _totals(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for table in reading.document.tables:
        swallowed = {place for merge in table.merges for place in covered(merge)}
        for row, cells in enumerate(table.rows):
            if row >= table.header_rows and any(map(_TOTALS.fullmatch, cells[:2])):
                yield from _row(table, row, swallowed)
        if table.header_rows:
            yield from _columns(table, swallowed)


def _row(table: Table, row: int, swallowed: set[tuple[int, int]]) -> Iterator[Spot]:
    """Yield the columns in which a row of totals is not the sum of those above it, or below it when it is the first."""
    rows = range(table.header_rows, row) if row > table.header_rows else range(row + 1, len(table.rows))
    rows_ = [each for each in rows if not any(map(_PARTIAL.search, table.rows[each][:2]))]
    wrong, right = [], 0
    for column in range(1, table.columns):
        head = "".join(table.rows[each][column] for each in range(table.header_rows))
        texts = [table.rows[each][column] for each in rows_]
        total = _value(table.rows[row][column])
        if total is None or _NO_SUM.search(head) or any((each, column) in swallowed for each in (*rows_, row)):
            continue
        values = _values(texts)
        if values is None or len(values) < 2:
            continue
        if _adds(total, values):
            right += 1
        else:
            wrong.append((column, values))
    if right or len(wrong) == 1:
        for column, values in wrong:
            yield _spot(table, row, column, values)


def _columns(table: Table, swallowed: set[tuple[int, int]]) -> Iterator[Spot]:
    """Yield the rows in which a column of totals is not the sum of the others; silent where that is no sum at all."""
    heads = ["".join(table.rows[each][column] for each in range(table.header_rows)) for column in range(table.columns)]
    sums = [column for column, head in enumerate(heads) if _TOTALS.fullmatch(head)]
    others = [at for at, head in enumerate(heads) if at and at not in sums and not _NO_SUM.search(head)]
    if len(sums) != 1 or len(others) < 2:
        return
    wrong, right = [], 0
    for row in range(table.header_rows, len(table.rows)):
        total = _value(table.rows[row][sums[0]])
        texts = [table.rows[row][column] for column in others]
        values = _values([text for text in texts if _value(text) is not None or not text.strip()])
        if total is None or values is None or len(values) < 2 or any((row, each) in swallowed for each in others):
            continue
        if _adds(total, values):
            right += 1
        else:
            wrong.append((row, values))
    if right > len(wrong):
        for row, values in wrong:
            yield _spot(table, row, sums[0], values)


def _spot(table: Table, row: int, column: int, values: Sequence[tuple[float, int]]) -> Spot:
    text = table.rows[row][column]
    total = spoken(sum(value for value, _ in values), max(places for _, places in values))
    place = Location(table.id, row * table.columns + column, 0, len(text))
    return Spot(place, f"合计写的是{text.strip()}，各项相加是{total}", excerpt=text)


def _value(text: str) -> tuple[float, int] | None:
    match = _NUMBER.fullmatch(text)
    return (float(match[1].replace(",", "")), len(match[1].partition(".")[2])) if match else None


def _values(texts: list[str]) -> list[tuple[float, int]] | None:
    """Return the values of cells, a blank or a dash being none; None when one is no number."""
    found = []
    for text in texts:
        value = _value(text)
        if value is not None:
            found.append(value)
        elif text.strip() not in {"", "—", "-", "/", "——", "0", "无"}:
            return None
    return found


def _adds(total: tuple[float, int], values: Sequence[tuple[float, int]]) -> bool:
    off = sum(10.0**-places / 2 for _, places in (total, *values) if places)
    return abs(total[0] - sum(value for value, _ in values)) <= off + 1e-9 * abs(total[0])


def _with(*rows: str, header: int = 1) -> Table:
    return Table("b1", tuple(tuple(row.split()) for row in rows), header_rows=header)


table_totals = Rule(
    id="FG06",
    name="表格合计不符",
    severity=Severity.SHOULD,
    clause="实践：统计数据审核的一般要求（表内平衡关系成立）",
    why="表格里合计的一行或者一列应当等于各项之和。",
    bad=(
        case(tables=(_with("领域 检查 立案", "城建 41 3", "农业 37 2", "合计 88 5"),), text="\ufffcb1"),
        case(tables=(_with("领域 金额", "城建 1.20", "农业 0.16", "总计 1.66"),), text="\ufffcb1"),
        case(tables=(_with("村 男 女 合计", "甲 3 4 7", "乙 5 5 10", "丙 2 6 9"),), text="\ufffcb1"),
    ),
    good=(
        case(tables=(_with("领域 检查 立案", "城建 41 3", "农业 37 2", "合计 78 5"),), text="\ufffcb1"),
        case(tables=(_with("领域 金额 占比", "城建 1.20 88", "农业 0.16 12", "合计 1.36 99"),), text="\ufffcb1"),
        case(tables=(_with("村 男 女 合计", "甲 3 4 7", "乙 5 5 10", "丙 2 6 8"),), text="\ufffcb1"),
        case(tables=(_with("领域 检查", "合计 78", "城建 41", "农业 37", "其中：种子 12"),), text="\ufffcb1"),
    ),
    survey=_totals,
)
