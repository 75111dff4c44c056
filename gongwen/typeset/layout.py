"""What typesetting gives: pages of lines, every character of which knows where it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from gongwen.pieces import Role
from gongwen.standard import BASELINE, MIDDLE
from gongwen.typeset.runs import Run, runs_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.pieces import Piece, Span
    from gongwen.typeset.settings import Rule, Setting

__all__ = ["Layout", "Line", "Page", "Placement", "Run"]

ONE_HEIGHT: Final = 80
"""Twips by which lines of neighbouring cells may differ and still be read as one: a quarter of their pitch."""

TABLE: Final = "table"
"""The alignment of a line that is a row of a table (see gongwen.typeset.table)."""


class Line:
    """One printed line: characters [start, end) of a piece, and its box inside the type area (twips).

    `space` is the empty height wanted above, dropped at the head of a page unless the setting says that it stays; a
    negative one puts the line beside the one before it. What only a painter needs is worked out when asked for.

    A line is a TextLine, an InsetLine, or what is made of one: the row of a table, a picture.
    """

    __slots__ = ()
    piece: Piece
    start: int
    end: int
    left: int
    width: int
    align: str
    setting: Setting
    space: int

    @property
    def height(self) -> int:
        """The line's height in twips."""
        return self.setting.line

    @property
    def baseline(self) -> int:
        """Twips from the line's top to its baseline.

        Text between the rules of the imprint, and 文件 beside several organs, stand in the middle of theirs.
        """
        setting = self.setting
        middle = setting.foot or self.role is Role.MARK_SUFFIX
        return round(setting.line / 2 + MIDDLE * setting.size if middle else BASELINE * setting.line)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules drawn with the line: over a paragraph's first line, under its last."""
        last = self.end == len(self.piece.text)
        return tuple(rule for rule in self.setting.rules if (last if rule.endswith("below") else not self.start))

    @property
    def role(self) -> Role:
        """What the line's paragraph is."""
        return self.piece.role

    @property
    def text(self) -> str:
        """The line's characters, blanks at its end included."""
        return self.piece.text[self.start : self.end]

    @property
    def tall(self) -> bool:
        """Whether no page can hold the line: a row of a table, which is then cut."""
        return False

    def cut(self, room: int) -> tuple[Line, Line] | None:  # noqa: ARG002 - a row of a table needs it
        """Return what of the line fits into a height, and the rest; a line of text is never cut."""
        return None

    @property
    def printed(self) -> tuple[tuple[int, int, str], ...]:
        """What stands in the line's box: (left edge, height under the box's upper edge, characters)."""
        return ((self.left, 0, self.text),)

    @property
    def first(self) -> bool:
        """Whether a paragraph begins here."""
        return not self.start

    @property
    def runs(self) -> tuple[Run, ...]:
        """The line's characters by typeface, without the blanks at its end."""
        return runs_of(self.piece, self.start, self.end, self.setting.size)

    @property
    def sources(self) -> tuple[Span, ...]:
        """Spans of this line's own text, and where each was typed."""
        return sources_of(self.piece, self.start, self.end)


class _Values(NamedTuple):
    piece: Piece
    start: int
    end: int
    left: int
    width: int
    align: str
    setting: Setting
    space: int = 0


class TextLine(_Values, Line):
    """A line of a paragraph. A report has thousands, and a tuple is made in a third of the time that a frozen dataclass takes."""

    __slots__ = ()


def text_lines(
    piece: Piece, ranges: Iterable[tuple[int, int]], left: int, width: int, align: str, setting: Setting
) -> list[TextLine]:
    """Return the lines of a piece that stand one under the other in boxes that are alike, without a space above."""
    new = tuple.__new__  # what TextLine(…) comes to: half of its time is the way there
    return [new(TextLine, (piece, start, end, left, width, align, setting, 0)) for start, end in ranges]


@dataclass(frozen=True, slots=True)
class InsetLine(Line):
    """A line that is more than its text: what a row of a table and a picture have in common."""

    piece: Piece
    start: int
    end: int
    left: int
    width: int
    align: str
    setting: Setting
    space: int = 0


class Page(NamedTuple):
    """One page: its number from 1, its lines, and each line's top under the type area's upper edge (twips).

    `wide` says that it lies on its side, `folio` that its number is printed: not on a letter's first page (10.1).
    """

    number: int
    lines: tuple[Line, ...]
    tops: tuple[int, ...]
    wide: bool = False
    folio: bool = True

    @property
    def text(self) -> tuple[str, ...]:
        """The page's lines as they are read: of a table, the lines of its cells at one height, a tab between them; of a picture, nothing."""
        out: list[str] = []
        for in_table, group in groupby(zip(self.lines, self.tops, strict=True), lambda pair: pair[0].align == TABLE):
            if not in_table:
                out += [line.text for line, _ in group if line.piece.figure is None or line.text]
                continue
            placed = [(top + down, left, text) for line, top in group for left, down, text in line.printed]
            out += ["\t".join(texts) for texts in _by_height(placed)]
        return tuple(out)


def _by_height(placed: list[tuple[int, int, str]]) -> Iterator[list[str]]:
    """Yield the texts that stand at one height, from left to right; texts come as (height, left edge, text)."""
    row: list[tuple[int, int, str]] = []
    for each in sorted(placed):
        if row and each[0] - row[0][0] > ONE_HEIGHT:
            yield [text for _, _, text in sorted(row, key=lambda cell: cell[1])]
            row = []
        row.append(each)
    if row:
        yield [text for _, _, text in sorted(row, key=lambda cell: cell[1])]


class Placement(NamedTuple):
    """Where a printed paragraph came to stand: its first and last page from 0.

    `turned` says that it begins a page though the page before it was not full; `spaced` that it has the space above
    it; `breaks` are its lines that begin a page though the page before them was not full.
    """

    page: int
    last_page: int
    turned: bool = False
    spaced: bool = True
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a document, at least one; and where each of its printed paragraphs stands."""

    pages: tuple[Page, ...]
    placements: tuple[Placement, ...] = ()

    @property
    def text(self) -> tuple[tuple[str, ...], ...]:
        """The pages as tuples of line texts."""
        return tuple(page.text for page in self.pages)
