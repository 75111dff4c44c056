"""How wide a table's columns are and what they hold: numbers stay whole, columns of text share what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.standard import CELL_MARGIN, LEAST_COLUMN, NARROW_MARGIN, SIZE_5, SIZE_SMALL_4
from gongwen.tables import covered
from gongwen.typeset.metrics import LATIN_CHUNK, positions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongwen.document import Table

NUMBER: Final = re.compile(r"\s*(?P<whole>[-+−－±]?[¥￥$]?\d[\d,，]*)(?P<rest>\.\d+)?\s?[%％‰]?\s*")
NOTHING: Final = frozenset({"-", "—", "——", "－", "/", "…", "……"})
"""What offices write into a cell that has no figure."""

MOST_HEAD: Final = 6
"""Characters of a header that stand in a line when the column need not be wider for its cells."""

LEAST_HEAD: Final = 4
"""Characters of a header that stay in one line while columns of text have more than the least."""

TRIES: Final = ((SIZE_SMALL_4, CELL_MARGIN), (SIZE_5, CELL_MARGIN), (SIZE_5, NARROW_MARGIN))
"""Sizes and margins from the best to the last one."""

MOST_SHORT: Final = 10
"""Characters up to which the cells of a column are words, not text, and stand in the middle."""

MOST_WORD: Final = 12
"""Characters of a Latin word that is kept whole at the cost of other columns."""

LEASTS: Final = (8, 5, LEAST_COLUMN)
"""Characters that every column of text should hold: as many as the table has room for."""

MOST_WISH: Final = 0.6
"""The part of a table's width that one column can ask for."""

TOLERANCE: Final = 60
"""Twips of a cell's width that are not filled: programs measure Latin text a little differently."""

KEPT: Final = 256


class Kind(StrEnum):
    """What the cells of a column are."""

    NUMBER = "number"
    SHORT = "short"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its box in twips, what it holds, and how much its numbers need left and right of the point."""

    left: int
    width: int
    kind: Kind
    whole: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns, the size of its text and what is free at both sides of a cell (twips).

    `narrow` says that some became narrower than they should.
    """

    size: int
    margin: int
    columns: tuple[Column, ...]
    narrow: bool = False

    def box(self, column: int, columns: int) -> tuple[int, int]:
        """Return the left edge and the width of neighbouring columns."""
        last = self.columns[column + columns - 1]
        left = self.columns[column].left
        return left, last.left + last.width - left


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a column needs so that nothing in it breaks that must not, and what it would like."""

    least: float
    wish: float


def is_wide(table: Table, width: int) -> bool:
    """Whether a table lies on its side: it is set so, or its columns would be too narrow in so many twips."""
    return bool(table.rows) and (table.landscape or columns_of(table, width).narrow)


@lru_cache(maxsize=KEPT)
def columns_of(table: Table, width: int) -> Columns:
    """Return the columns of a table in a type area of so many twips."""
    cells = [list(_column(table, column)) for column in range(table.columns)]
    kinds = [_kind(texts) for texts in cells]
    wishes: list[_Wish] = []
    inner = size = margin = 0
    for size, margin in TRIES:
        inner = max(width - 2 * margin * table.columns, table.columns)
        for least in LEASTS:
            wishes = [_wish(table, at, cells[at], size, least) for at in range(table.columns)]
            if sum(each.least for each in wishes) <= inner:
                rooms = _shared(wishes, inner)
                return Columns(size, margin, _boxes(cells, kinds, size, [room + 2 * margin for room in rooms], width))
    scale = inner / sum(each.least for each in wishes)
    rooms = [each.least * scale + 2 * margin for each in wishes]
    return Columns(size, margin, _boxes(cells, kinds, size, rooms, width), narrow=True)


def width_of(text: str, size: int) -> float:
    """Return the width of a text in a cell (twips)."""
    return positions(text, size, 0)[-1] if text else 0.0


def parts_of(text: str, size: int) -> tuple[int, int]:
    """Return the widths of a number before its point, and from it on."""
    match = NUMBER.fullmatch(text)
    whole = width_of(match["whole"].strip(), size) if match else 0
    return round(whole), round(width_of(text.strip(), size) - whole)


def _column(table: Table, column: int) -> Iterator[str]:
    """Yield the cells under the header that belong to one column alone."""
    shared = {place for merge in table.merges if merge.columns > 1 for place in covered(merge)}
    for row in range(table.header_rows, len(table.rows)):
        if (row, column) not in shared:
            yield table.rows[row][column]


def _kind(texts: Sequence[str]) -> Kind:
    filled = [text.strip() for text in texts if text.strip() and text.strip() not in NOTHING]
    if filled and all(NUMBER.fullmatch(text) for text in filled):
        return Kind.NUMBER
    return Kind.SHORT if all(len(text) <= MOST_SHORT and "\n" not in text for text in filled) else Kind.TEXT


def _wish(table: Table, column: int, texts: Sequence[str], size: int, least: int) -> _Wish:
    """Return what a column wants; lengths are those of text, without margins."""
    shared = {place for merge in table.merges if merge.columns > 1 for place in covered(merge)}
    heads = [table.rows[row][column] for row in range(table.header_rows) if (row, column) not in shared]
    need = wish = float(size)
    if _kind(texts) is Kind.NUMBER:  # points stand in one line: the longest whole part and the longest rest add up
        need = wish = sum(_widest(texts, size)) + TOLERANCE
    for text in texts:
        natural = max(width_of(line, size) for line in text.split("\n")) + TOLERANCE
        kept = natural if NUMBER.fullmatch(text) else min(natural, least * size + TOLERANCE)
        need = max(need, kept, _longest_word(text, size))
        wish = max(wish, natural)
    for text in heads:
        natural = max(width_of(line, size) for line in text.split("\n")) + TOLERANCE
        lines = max(-(-natural // (MOST_HEAD * size + TOLERANCE)), 1)
        kept = (LEAST_HEAD if least > LEAST_COLUMN else LEAST_COLUMN) * size + TOLERANCE
        need = max(need, min(natural, kept), _longest_word(text, size))
        wish = max(wish, need, natural / lines + (size if lines > 1 else 0))
    return _Wish(need, max(need, wish))


def _widest(texts: Sequence[str], size: int) -> tuple[int, int]:
    """Return the widest part before the point and the widest from it on."""
    numbers = [parts_of(text, size) for text in texts if NUMBER.fullmatch(text)]
    return max((whole for whole, _ in numbers), default=0), max((rest for _, rest in numbers), default=0)


def _longest_word(text: str, size: int) -> float:
    widths = (width_of(word, size) for word in LATIN_CHUNK.findall(text))
    return min(max(widths, default=0.0) + TOLERANCE, MOST_WORD * size)


def _shared(wishes: Sequence[_Wish], inner: int) -> list[float]:
    """Return the columns' widths: all they like and an even part of the rest, or what they need and a fair one."""
    capped = [_Wish(each.least, max(each.least, min(each.wish, inner * MOST_WISH))) for each in wishes]
    liked = sum(each.wish for each in capped)
    if liked <= inner:
        rest = (inner - liked) / (liked + inner)
        return [each.wish + rest * (each.wish + inner / len(capped)) for each in capped]
    wanted = sum(each.wish - each.least for each in capped)
    rest = (inner - sum(each.least for each in capped)) / wanted
    return [each.least + rest * (each.wish - each.least) for each in capped]


def _boxes(
    cells: Sequence[Sequence[str]], kinds: Sequence[Kind], size: int, widths: Sequence[float], width: int
) -> tuple[Column, ...]:
    """Return the columns side by side; together they are exactly as wide as the type area."""
    out: list[Column] = []
    right = 0.0
    left = 0
    for number, (texts, kind, own) in enumerate(zip(cells, kinds, widths, strict=True), 1):
        right += own
        edge = width if number == len(widths) else round(right)
        whole, rest = _widest(texts, size) if kind is Kind.NUMBER else (0, 0)
        out.append(Column(left, edge - left, kind, whole, rest))
        left = edge
    return tuple(out)
