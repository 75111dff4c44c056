"""Where the signature block stands: organs and date, with a seal or without (GB/T 9704-2012, 7.3.5.1 to 7.3.5.3)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role
from gongwen.standard import LARGE_SEAL, LETTER_SPACING, MOST_SEALS, SEAL, SEAL_GAP, SIZE_3
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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an organ or the date stands: its right indent, and whether it shares its row with the organ before it.

    `under_seals` says that it begins a row under another row of seals.
    """

    right: int
    beside: bool = False
    under_seals: bool = False


def spots(block: Sequence[Piece], *, sealed: bool, room: int) -> list[Spot]:
    """Return where the organs and the date stand, in their order; `room` is the width of the type area.

    With a seal, the organ is centred over the date, which stands four characters from the right; an organ too long
    for that moves the date left. Of several organs each needs room for its seal: they stand side by side in their
    order, as many as fit and three at most, the last one over the date (7.3.5.1, figures 7 and 8). Without a seal, a
    single organ stands two characters from the right and the date begins two characters after the organ does; a date
    longer than the organ stands two characters from the right and moves the organ left. Several organs stand one
    under the other, centred over the date.
    """
    widths = [natural_width(piece.text) for piece in block]
    date = next((width for width, piece in zip(widths, block, strict=True) if piece.role is Role.DATE), 0)
    organs = len(widths) - bool(date)
    if not sealed and organs == 1 and date:
        right = PLAIN_RIGHT + max(0, 2 * EM + date - widths[0])
        return [Spot(right), Spot(right + widths[0] - 2 * EM - date)]
    widest = max(widths, default=0)
    edge = SEALED_RIGHT if sealed else PLAIN_RIGHT
    middle = edge + (date or widest) // 2
    middle = max(middle, widest // 2)
    if not sealed or organs < 2:
        return [Spot(middle - width // 2) for width in widths]
    columns, step = _columns(widths[:organs], middle, room)
    out = []
    for index, width in enumerate(widths[:organs]):
        row, column = divmod(index, columns)
        after = min((row + 1) * columns, organs) - 1 - index
        out.append(Spot(middle + after * step - width // 2, beside=column > 0, under_seals=not column and row > 0))
    return [*out, *(Spot(middle - width // 2) for width in widths[organs:])]


def _columns(widths: Sequence[int], middle: int, room: int) -> tuple[int, int]:
    """Return how many sealed organs stand in a row and how far their middles are apart; `middle` is the last one's."""
    widest = max(widths)
    pairs = [(one + other) // 2 for one, other in itertools.pairwise(widths)]
    least = max(SEAL + SEAL_GAP, max(pairs) + EM)
    for columns in range(min(len(widths), MOST_SEALS), 1, -1):
        if middle + (columns - 1) * least + max(widest, SEAL) // 2 <= room:
            spare = (room - middle - max(widest, LARGE_SEAL) // 2) // (columns - 1)
            return columns, max(least, min(LARGE_SEAL + SEAL_GAP, spare))
    return 1, 0


def signer_indents(block: Sequence[Piece]) -> list[int]:
    """Return the right indents (twips) of those who sign an order, and of the date: four characters (7.3.5.3).

    The names, where their seals are put, stand one under the other.
    """
    names = [natural_width(piece.text[piece.spans[-1].start :]) if piece.role is Role.SIGNER else 0 for piece in block]
    return [SEALED_RIGHT + (max(names) - name if name else 0) for name in names]
