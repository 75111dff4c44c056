"""Where the signature block stands: organs and date, with a seal or without (GB/T 9704-2012, 7.3.5.1 to 7.3.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role
from gongwen.standard import LETTER_SPACING, SIZE_3
from gongwen.typeset.metrics import positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.pieces import Piece

EM: Final = SIZE_3
SEALED_RIGHT: Final = 4 * EM
"""7.3.5.1: the date of a sealed document stands four characters from the right."""

PLAIN_RIGHT: Final = 2 * EM
"""7.3.5.2: without a seal the organ stands two characters from the right."""


def natural_width(text: str) -> int:
    """Return the width of a line of 三号 text in twips."""
    return round(positions(text, SIZE_3, LETTER_SPACING)[-1])


def right_indents(block: Sequence[Piece], *, sealed: bool) -> list[int]:
    """Return the right indents (twips) of the organs and the date, in their order.

    With a seal, the organs are centred over the date, which stands four characters from the right; an organ too long
    for that moves the date left. Without one, a single organ stands two characters from the right and the date begins
    two characters after the organ does; a date longer than the organ stands two characters from the right and moves the
    organ left. Several organs stand one under the other, centred over the date.
    """
    widths = [natural_width(piece.text) for piece in block]
    date = next((width for width, piece in zip(widths, block, strict=True) if piece.role is Role.DATE), 0)
    organs = len(widths) - bool(date)
    if not sealed and organs == 1 and date:
        right = PLAIN_RIGHT + max(0, 2 * EM + date - widths[0])
        return [right, right + widths[0] - 2 * EM - date]
    widest = max(widths, default=0)
    edge = SEALED_RIGHT if sealed else PLAIN_RIGHT
    middle = edge + (date or widest) // 2
    middle = max(middle, widest // 2)
    return [middle - width // 2 for width in widths]


def signer_indents(block: Sequence[Piece]) -> list[int]:
    """Return the right indents (twips) of those who sign an order, and of the date: four characters (7.3.5.3).

    The names, where their seals are put, stand one under the other.
    """
    names = [natural_width(piece.text[piece.spans[-1].start :]) if piece.role is Role.SIGNER else 0 for piece in block]
    return [SEALED_RIGHT + (max(names) - name if name else 0) for name in names]
