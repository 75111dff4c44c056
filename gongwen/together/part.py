"""What a comparison of two versions is made of: parts in the order of the newer one, each with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.together.rows import Fate, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.together.grids import Grid


class Kind(StrEnum):
    """What a part of a comparison is."""

    FIELD = "field"
    SECTION = "section"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a section stands in one of the two versions: how many come before it, its level (0: a root), its printed number."""

    order: int
    level: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that is chosen, not written, before and after."""

    name: str
    old: str
    new: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of both versions, or of one: a field (its target), a section, a table or a figure (its id).

    `was` is its id in the older version, where that is another one. A section has its heading as a row; `rows` are its
    own text, those of a table or figure what stands round it (by BESIDE). `home` is the section a table or figure
    stands in. `place` is the number of the change that came, went or moved as a whole.
    """

    kind: Kind
    id: str
    fate: Fate
    was: str = ""
    before: Spot | None = None
    after: Spot | None = None
    heading: Row | None = None
    rows: tuple[Row, ...] = ()
    grid: Grid = ()
    choices: tuple[Choice, ...] = ()
    home: str = ""
    place: int = 0

    @property
    def is_same(self) -> bool:
        """Whether nothing in it changed."""
        return not self.place and not self.choices and all(row.fate is Fate.SAME for row in self.lines)

    @property
    def lines(self) -> Iterator[Row]:
        """All rows: the heading, the text, the cells."""
        if self.heading:
            yield self.heading
        yield from self.rows
        for line in self.grid:
            yield from (cell for cell in line if cell)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared: the parts, what was chosen otherwise, and how many places and characters that makes."""

    parts: tuple[Part, ...]
    choices: tuple[Choice, ...]
    places: int
    added: int
    removed: int
