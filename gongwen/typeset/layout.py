"""What typesetting gives: pages of lines, every character of which knows where it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongwen.pieces import Role, Span


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one typeface: `face` is a key of standard.TYPEFACES, `size` in half-points."""

    face: str
    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its box inside the type area (twips), its runs, and the sources of its characters.

    `first` says that a paragraph begins here. `sources` are spans of this line's own text. `space` is the empty
    height wanted above (twips), dropped at the head of a page.
    """

    role: Role
    text: str
    runs: tuple[Run, ...]
    left: int
    width: int
    align: str
    height: int
    first: bool
    sources: tuple[Span, ...]
    space: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its lines, and each line's top under the type area's upper edge (twips)."""

    number: int
    lines: tuple[Line, ...]
    tops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a document; at least one."""

    pages: tuple[Page, ...]

    @property
    def text(self) -> tuple[tuple[str, ...], ...]:
        """The pages as tuples of line texts."""
        return tuple(tuple(line.text for line in page.lines) for page in self.pages)
