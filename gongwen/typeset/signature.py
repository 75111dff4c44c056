"""Where the signature block stands: organs and date without seal, by GB/T 9704-2012, 7.3.5.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.pieces import Role
from gongwen.standard import LETTER_SPACING, SIZE_3
from gongwen.typeset.metrics import positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.pieces import Piece

EM = SIZE_3


def natural_width(text: str) -> int:
    """Return the width of a line of 三号 text in twips."""
    return round(positions(text, SIZE_3, LETTER_SPACING)[-1])


def right_indents(pieces: Sequence[Piece]) -> dict[Role, tuple[int, ...]]:
    """Return the right indents (twips) of the organs and the date.

    The organ stands two characters from the right and the date begins two characters after the organ does; when
    that would push the date beyond its own two characters, the date stands at two and the organ moves left
    (7.3.5.2). Several organs stand one under the other, each centred over the date.
    """
    organs = [natural_width(piece.text) for piece in pieces if piece.role is Role.SIGNATURE]
    dates = [natural_width(piece.text) for piece in pieces if piece.role is Role.DATE]
    date = dates[0] if dates else 0
    if len(organs) == 1 and dates:
        right = 2 * EM
        date_right = right + organs[0] - 2 * EM - date
        if date_right < 2 * EM:
            right += 2 * EM - date_right
            date_right = 2 * EM
        return {Role.SIGNATURE: (right,), Role.DATE: (date_right,)}
    widest = max([*organs, date], default=0)
    right = 2 * EM
    centred = tuple(right + (widest - width) // 2 for width in organs)
    return {Role.SIGNATURE: centred, Role.DATE: (right + (widest - date) // 2,)}
