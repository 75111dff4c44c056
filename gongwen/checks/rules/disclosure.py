"""FG: the statutory tables of 政府信息公开工作年度报告 balance, and no cell of them is empty."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.cases import case
from gongwen.checks.finding import Severity
from gongwen.checks.rule import Rule, Spot
from gongwen.document import ANCHOR, Location, Table
from gongwen.indicators.balance import CARRIED, LEFT, imbalances
from gongwen.indicators.data import Data
from gongwen.indicators.formulas import value_of
from gongwen.indicators.indicator import Entry, Indicator, canonical
from gongwen.indicators.prescribed import KIND, form, matched
from gongwen.indicators.table import by_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.rule import Case
    from gongwen.checks.setting import Setting
    from gongwen.document import Merge
    from gongwen.indicators.prescribed import Found, Matched

_NOTHING: Final = Data()
_FORM: Final = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"


@lru_cache(32)
def _match(rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...]) -> Matched | None:
    return matched(rows, merges)


def _tables(reading: Reading) -> Iterator[tuple[Table, Matched]]:
    for table in reading.document.tables:
        found = _match(table.rows, table.merges)
        if found is not None:
            yield table, found


def _place(table: Table, cell: Found) -> Location:
    return Location(table.id, cell.row * table.columns + cell.column, 0, len(cell.text))


def _unbalanced(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for table, found in _tables(reading):
        for each in imbalances(found):
            more = tuple(_place(table, other) for other in each.others)
            yield Spot(_place(table, each.cell), each.message, excerpt=each.cell.text, more=more)
        yield from _against_last_year(reading, table, found)


def _against_last_year(reading: Reading, table: Table, found: Matched) -> Iterator[Spot]:
    """Yield what was carried over from the year before otherwise than that year's table says."""
    year, indicators = reading.document.year, by_id(reading.document.data)
    for cell in found.found:
        value, group = cell.value, cell.amount.group
        if cell.amount.indicator == CARRIED and value is not None and year:
            left = value_of(indicators, LEFT, str(year - 1), group)
            if left is not None and left != value:
                message = f"{group or '总计'}：上年结转{canonical(value)}，{year - 1}年的“结转下年度继续办理”是{canonical(left)}"
                yield Spot(_place(table, cell), message, excerpt=cell.text)


def _unfilled(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    for table, found in _tables(reading):
        empty = [each for each in found.found if each.value is None]
        if empty:
            first, *rest = (_place(table, each) for each in empty)
            message = f"法定表格还有{len(empty)}格没有数；没有发生的填0，不留空"
            yield Spot(first, message, excerpt=empty[0].text, more=tuple(rest))


def _case(key: str, amounts: dict[tuple[str, str], str], blank: str = "0", data: Data = _NOTHING) -> Case:
    """Return a report with one of the tables: amounts by indicator and kind of applicant, everything else `blank`."""
    laid = form(key).laid
    rows = [[*row] for row in laid.rows]
    for row, column, amount in laid.amounts:
        rows[row][column] = amounts.get((amount.indicator, amount.group), blank)
    table = Table("b1", tuple(map(tuple, rows)), header_rows=laid.header_rows, merges=laid.merges)
    made = case(f"# 收到和处理政府信息公开申请情况\n{ANCHOR}b1", tables=(table,), data=data)
    return replace(made, document=replace(made.document, kind=KIND))


def _requests(*cells: tuple[str, str, str], blank: str = "0", data: Data = _NOTHING) -> Case:
    amounts = {(f"requests-{name}", group): amount for name, group, amount in cells}
    return _case("disclosure_requests", amounts, blank, data)


def _last_year(amount: str) -> Data:
    """Return what the year before left over."""
    return Data((Indicator(LEFT, "结转下年度继续办理", "件", entries=(Entry("2024", amount, _PERSON),)),))


def _disputes(*cells: tuple[str, str], blank: str = "0") -> Case:
    return _case("disclosure_disputes", {(f"disputes-{name}", ""): amount for name, amount in cells}, blank)


_PERSON: Final = "自然人"
_SOUND: Final = tuple(
    (name, group, amount)
    for group in (_PERSON, "")
    for name, amount in (
        ("new", "9"),
        ("carried", "1"),
        ("granted", "6"),
        ("partly", "3"),
        ("total", "9"),
        ("left", "1"),
    )
)

unbalanced = Rule(
    id="FG08",
    name="政府信息公开表格的勾稽关系",
    severity=Severity.MUST,
    clause=_FORM,
    why="本年新收加上年结转，等于办理结果总计加结转下年度；各类申请人相加等于总计；复议、诉讼的各项相加等于总计；上年结转等于上年的结转下年度。",
    bad=(
        _requests(*_SOUND, ("left", _PERSON, "2"), ("left", "", "2")),
        _requests(*_SOUND, ("total", "", "10"), ("left", "", "0")),
        _requests(*_SOUND, ("partly", "", "2"), ("total", "", "8"), ("left", "", "2")),
        _disputes(("review-upheld", "1"), ("review-total", "2")),
        _disputes(("after-pending", "3"), ("after-total", "1")),
        _requests(*_SOUND, data=_last_year("2")),
    ),
    good=(
        _requests(*_SOUND),
        _requests(*_SOUND, data=_last_year("1")),
        _requests(blank=""),
        _requests(),
        _disputes(("review-upheld", "1"), ("review-total", "1")),
        _disputes(("review-upheld", "1"), ("review-total", "2"), blank="—"),
    ),
    survey=_unbalanced,
    kinds=frozenset({KIND}),
)

unfilled = Rule(
    id="FG09",
    name="政府信息公开表格有空格",
    severity=Severity.SHOULD,
    clause=_FORM,
    why="法定表格每一格都要有数，没有发生的填0；空着、写“—”或者“无”，看不出是没有还是漏报。",
    bad=(_requests(blank=""), _requests(("new", _PERSON, "无")), _disputes(blank="—")),
    good=(_requests(), _requests(*_SOUND), _disputes(("review-upheld", "1,024件"), ("review-total", "1024"))),
    survey=_unfilled,
    kinds=frozenset({KIND}),
)
