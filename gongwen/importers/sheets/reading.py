"""What a file of figures comes to, as values: indicators with their entries, and all that could not be read, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.indicators.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not taken: the sheet, the cell (C7, or empty for more than one), what stands there, and why."""

    sheet: str
    place: str
    text: str
    reason: str

    @property
    def sentence(self) -> str:
        """The whole as one line for a person."""
        where = f"{self.sheet} {self.place}".strip()
        shown = f"“{self.text[:30]}”" if self.text else ""
        return f"{where}：{shown}{self.reason}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was read: indicators without ids, in the order of the file; what was not; what was left out by right, as sentences."""

    indicators: tuple[Indicator, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many amounts were read."""
        return sum(len(each.entries) for each in self.indicators)


@dataclass(slots=True)
class Gathered:
    """Indicators as they come together from sheets: name and unit → entries by period and group."""

    found: dict[tuple[str, str], dict[tuple[str, str], str]] = field(default_factory=dict)
    about: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
