"""Whether a table holds figures or only places text on the page (a frame, a masthead, a signature, an imprint)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.importers.signs import (
    AUTHORITY_MARK,
    COPIED_TO,
    DOCUMENT_NUMBER,
    PRINTED,
    SIGNATORY,
    is_date,
    is_strong_organ,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_CELL: Final = 300
_MOST_SIGNS: Final = 12


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table's cells are text to be read on: one column, very long cells, or only parts of a document."""
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if all(len(row) <= 1 for row in filled):
        return True
    cells = [cell for row in filled for cell in row]
    if sum(len(cell) > _LONGEST_CELL for cell in cells) * 2 >= len(cells):
        return True
    return len(cells) <= _MOST_SIGNS and all(map(_is_sign, cells))


def _is_sign(text: str) -> bool:
    forms = (AUTHORITY_MARK, DOCUMENT_NUMBER, SIGNATORY, COPIED_TO, PRINTED)
    return is_date(text) or is_strong_organ(text) or any(form.fullmatch(text) for form in forms)
