"""A Word file of our own says by its styles what each paragraph is: nothing is guessed then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.importers.lines import Origin
from gongwen.importers.signs import is_closing
from gongwen.importers.sorting import Part
from gongwen.pieces import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line
    from gongwen.importers.sorting import Sorting

PARTS: Final = {
    Role.COPY_NUMBER: Part.COPY_NUMBER,
    Role.CLASSIFICATION: Part.CLASSIFICATION,
    Role.URGENCY: Part.URGENCY,
    Role.AUTHORITY_MARK: Part.AUTHORITY_MARK,
    Role.MARK_SUFFIX: Part.AUTHORITY_MARK,
    Role.DOCUMENT_NUMBER: Part.DOCUMENT_NUMBER,
    Role.SIGNATORIES: Part.SIGNATORIES,
    Role.TITLE: Part.TITLE,
    Role.BYLINE: Part.BYLINE,
    Role.ADDRESSEES: Part.ADDRESSEES,
    Role.ATTACHMENTS: Part.ATTACHMENTS,
    Role.SIGNATURE: Part.ORGAN,
    Role.SIGNER: Part.ORGAN,
    Role.ISSUER: Part.ORGAN,
    Role.ISSUED_ON: Part.DATE,
    Role.ATTENDANCE: Part.ATTENDANCE,
    Role.DATE: Part.DATE,
    Role.NOTE: Part.NOTE,
    Role.COPIED_TO: Part.COPIED_TO,
    Role.PRINTED: Part.PRINTED,
    Role.PRINTED_ON: Part.PRINTED_ON,
    Role.ANNEX_MARK: Part.ANNEX_MARK,
    Role.ANNEX_TITLE: Part.ANNEX_TITLE,
}


_LAYOUTS: Final = {
    Role.SIGNER: LayoutKind.ORDER,
    Role.ISSUER: LayoutKind.MINUTES,
    Role.ISSUED_ON: LayoutKind.MINUTES,
    Role.ATTENDANCE: LayoutKind.MINUTES,
}
"""Roles that a single layout has; a letter is known by the mark in its header."""


def is_styled(lines: Sequence[Line]) -> bool:
    """Whether a file carries the styles of our own export: most of its lines do."""
    return sum(line.role is not None for line in lines) * 2 > len(lines)


def sort_styled(sorting: Sorting) -> None:
    """Give every line the part its style names; what no style calls a closing phrase may be one at the end."""
    behind = False
    for index, line in enumerate(sorting.lines):
        if sorting.parts[index] is not Part.BODY:
            continue
        sorting.layout = _LAYOUTS.get(line.role, sorting.layout) if line.role else sorting.layout
        if line.origin is Origin.LETTERHEAD:
            sorting.layout = LayoutKind.LETTER
        behind = behind or line.role in {Role.ANNEX_MARK, Role.ANNEX_TITLE}
        if line.role in PARTS:
            sorting.take([index], PARTS[line.role])
        elif line.origin is Origin.CLOSING:
            sorting.take([index], Part.CLOSING)
        elif behind:
            sorting.take([index], Part.ANNEX)
    if sorting.texts(Part.CLOSING):
        return
    for index in reversed(list(sorting.of(Part.BODY))):
        if sorting.lines[index].role is not Role.PARAGRAPH or not is_closing(sorting.text(index)):
            break
        sorting.take([index], Part.CLOSING)
