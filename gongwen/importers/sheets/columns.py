"""What stands in each column of a table, by its headings and, where those can mean two things, by what is under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.sheets.cells import NOTHING, read_cell
from gongwen.importers.sheets.headings import SUBTOTALS, TOTALS, Heading, Role, part_of, plain
from gongwen.importers.sheets.units import UNIT

if TYPE_CHECKING:
    from gongwen.importers.sheets.blocks import Block
    from gongwen.importers.sheets.sheet import Cell

_PLACE: Final = re.compile(
    "(?:村|镇|乡|街道|社区|局|办|所|站|中心|委|科|股|大队|县|区|市|组|政府|公司|企业|个人|法人|组织|户|类|人)$"
)
_RATE: Final = re.compile("(?:率|比例|比|百分比)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what stands in them; -1 is none. `amounts` are those with amounts, by their headings.

    `named` says that rows are indicators; else the labels of the columns are.
    """

    names: tuple[int, ...]
    classes: tuple[int, ...]
    group: int
    period: int
    quarter: int
    unit: int
    definition: int
    source: int
    amounts: dict[int, Heading]
    computed: tuple[int, ...]
    doubtful: dict[int, str]

    @property
    def named(self) -> bool:
        """Whether a column says which indicator a row is of."""
        return bool(self.names)


def columns_of(block: Block) -> Columns:
    """Return what stands in the columns of a table."""
    heads = {column: _settled(block, column, head) for column, head in block.headings().items()}
    _find_labels(block, heads)
    named = any(head.role is Role.NAME for head in heads.values())
    if not named and (kinds := [column for column, head in heads.items() if head.role is Role.CLASS]):
        others = [head for head in heads.values() if head.role in {Role.GROUP, Role.PERIOD}]
        heads[kinds[-1]] = Heading(Role.GROUP if not others and _labels(heads) and not _timed(heads) else Role.NAME)
        named = heads[kinds[-1]].role is Role.NAME
    doubtful = {column: head.why for column, head in heads.items() if head.role is Role.DOUBTFUL}
    amounts = {column: head for column, head in heads.items() if head.role is Role.AMOUNTS}
    computed = [column for column, head in heads.items() if head.role is Role.COMPUTED]
    if named:
        strange, rates = _no_groups(block, amounts)
        doubtful |= strange
        computed += rates
        amounts = {column: head for column, head in amounts.items() if column not in {*strange, *rates}}
    else:
        amounts = _short(amounts)
    for column, head in heads.items():
        if head.role is Role.NONE and _filled(block, column):
            doubtful[column] = "上面没有表头，不知道是什么"

    def at(role: Role) -> int:
        return next((column for column, head in heads.items() if head.role is role), -1)

    names, classes = (
        tuple(column for column, head in heads.items() if head.role is role) for role in (Role.NAME, Role.CLASS)
    )
    return Columns(
        names, classes, at(Role.GROUP), at(Role.PERIOD), at(Role.QUARTER), at(Role.UNIT), at(Role.DEFINITION),
        at(Role.SOURCE), amounts, tuple(sorted(computed)), doubtful,
    )  # fmt: skip


def _settled(block: Block, column: int, head: Heading) -> Heading:
    """Return a heading that can mean two things as what is under it says: 单位 is a unit, or an office."""
    cells = _body(block, column)
    if head.role is Role.UNIT and cells and sum(bool(_PLACE.search(cell.text)) for cell in cells) * 2 > len(cells):
        several = [each for each in cells if len(plain(each.text)) > 1]
        return Heading(Role.GROUP) if several else head
    if head.role is Role.QUARTER and cells and all(part_of(cell.text).year for cell in cells):
        return Heading(Role.PERIOD)
    if head.role is Role.AMOUNTS and not head.timed and head.labels and cells and all(_is_time(cell) for cell in cells):
        return Heading(Role.PERIOD)
    return head


def _find_labels(block: Block, heads: dict[int, Heading]) -> None:
    """Find the column of labels where no heading names one: the first that holds words or periods."""
    if any(head.role in {Role.NAME, Role.GROUP, Role.PERIOD, Role.CLASS} for head in heads.values()):
        for column, head in heads.items():  # a heading over two columns has a blank one beside it in text files
            left, cells = heads.get(column - 1), _body(block, column)
            beside = head.role is Role.NONE and left is not None and left.role is Role.NAME
            if beside and cells and not any(read_cell(cell).amount for cell in cells):
                units = all(UNIT.fullmatch(plain(cell.text)) for cell in cells)
                heads[column] = Heading(Role.UNIT if units else Role.NAME)
        return
    for column, head in heads.items():
        cells = _body(block, column)
        if head.role not in {Role.NONE, Role.AMOUNTS} or head.timed or not cells:
            continue
        if all(_is_time(cell) for cell in cells):
            heads[column] = Heading(Role.PERIOD)
            return
        if not any(read_cell(cell).amount for cell in cells):
            heads[column] = Heading(Role.NAME if _timed(heads) or head.role is Role.NONE else Role.GROUP)
            return


def _no_groups(block: Block, amounts: dict[int, Heading]) -> tuple[dict[int, str], list[int]]:
    """Return the columns beside names whose labels are surely no groups, and those that are rates of others.

    Labels are groups when they are of a kind: several of them, or places and offices by their names.
    """
    labelled = {column: head.labels[-1] for column, head in amounts.items() if head.labels}
    rates = [column for column, label in labelled.items() if _RATE.search(label) or SUBTOTALS.fullmatch(label)]
    plainly = {label for column, label in labelled.items() if column not in rates and not TOTALS.fullmatch(label)}
    strange = {}
    for column, label in labelled.items():
        if column in rates or TOTALS.fullmatch(label):
            continue
        cells = _body(block, column)
        if cells and not any(read_cell(cell).amount for cell in cells):
            strange[column] = "这一列里没有数"
        elif len(plainly) < 2 and not _PLACE.search(label):
            strange[column] = "不知道这一列是哪一年的数，还是哪个分组的数"
    return strange, rates


def _short(amounts: dict[int, Heading]) -> dict[int, Heading]:
    """Return the headings of indicators by their last label alone, where that is no other's and no total."""
    last = [(head.labels[-1], head.year, head.quarter, head.shift) for head in amounts.values() if head.labels]

    def alone(head: Heading) -> bool:
        return last.count((head.labels[-1], head.year, head.quarter, head.shift)) == 1

    return {
        column: replace(head, labels=head.labels[-1:])
        if head.labels and alone(head) and not TOTALS.fullmatch(head.labels[-1])
        else head
        for column, head in amounts.items()
    }


def _labels(heads: dict[int, Heading]) -> bool:
    return any(head.labels for head in heads.values())


def _timed(heads: dict[int, Heading]) -> bool:
    return any(head.timed for head in heads.values())


def _is_time(cell: Cell) -> bool:
    told = part_of(cell.text)
    return bool(told.year or told.quarter) and not told.labels


def _body(block: Block, column: int) -> list[Cell]:
    """Return what stands in a column, cells of nothing left out."""
    cells = (block.sheet.rows[row][column] for row in block.rows)
    return [cell for cell in cells if cell.text.strip() not in NOTHING]


def _filled(block: Block, column: int) -> bool:
    return bool(_body(block, column))
