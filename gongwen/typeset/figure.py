"""Sets a figure's picture as a line of its own: as wide as asked, whole rows of the grid high, never over a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.pieces import Role
from gongwen.standard import FIGURE_CLEAR, FIGURE_FOOT, LEAST_FIGURE_ROWS
from gongwen.typeset.layout import InsetLine
from gongwen.typeset.lines import break_lines
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Figure
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.settings import Setting

PICTURE = "picture"
"""The alignment of a line that is a picture."""


@dataclass(frozen=True, slots=True)
class Drawing(InsetLine):
    """A picture as a line: `drawn` twips of its height, at the foot of its rows; left edge and width are the picture's."""

    drawn: int = 0

    @property
    def top(self) -> int:
        """Twips from the line's upper edge to the picture's."""
        return self.height - FIGURE_FOOT - self.drawn


def give_rows(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Give each picture the rows it takes beside what must stand on its page: headings over it, and the lines under it."""
    for index, piece in enumerate(parts):
        if piece.role is Role.FIGURE and piece.figure is not None:
            first, last = index, index + 1
            while first and _stays_over(parts[first - 1]):
                first -= 1
            while last < len(parts) and parts[last].figure is piece.figure:
                last += 1
            beside = (*range(first, index), *range(index + 1, last))
            taken = out[index].space + sum(_height(parts[at], out[at], profile) for at in beside)
            out[index] = replace(out[index], line=_rows_height(piece.figure, profile.height - taken, profile))


def set_figure(piece: Piece, setting: Setting, profile: LayoutProfile) -> tuple[Drawing, ...]:
    """Return the line that is a figure's picture; one too high for its rows is drawn smaller."""
    figure = piece.figure
    if figure is None:
        return ()
    width = profile.width * figure.width // 100
    drawn = _scaled(figure, width)
    most = setting.line - FIGURE_CLEAR - FIGURE_FOOT
    if drawn > most:
        width, drawn = max(width * most // drawn, 1), most
    left = (profile.width - width) // 2
    return (Drawing(piece, 0, 0, left, width, PICTURE, setting, setting.space, drawn),)


def _scaled(figure: Figure, width: int) -> int:
    return max(round(width * figure.picture.height / figure.picture.width), 1)


def _rows_height(figure: Figure, room: int, profile: LayoutProfile) -> int:
    """Return the height of the rows a picture takes when a page has so much room for it (twips)."""
    most = max(room // profile.line, LEAST_FIGURE_ROWS)
    wanted = _scaled(figure, profile.width * figure.width // 100) + FIGURE_CLEAR + FIGURE_FOOT
    return min(-(-wanted // profile.line), most) * profile.line


def _stays_over(piece: Piece) -> bool:
    return STYLES[piece.role].keep_next and piece.spans[-1].role is piece.role and piece.figure is None


def _height(piece: Piece, setting: Setting, profile: LayoutProfile) -> int:
    """Return the height of a paragraph with the space above it."""
    room = profile.width - setting.left - setting.right
    spacing = STYLES[piece.role].spacing
    lines = break_lines(piece.text, room, setting.size, spacing, first=setting.first)
    return setting.space + len(lines) * setting.line
