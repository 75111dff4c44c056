"""The next year's report with its tables and charts made again, as every face begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.drawings import redrawn
from gongwen.nextyear.roll import next_year

if TYPE_CHECKING:
    from gongwen.document import Document


def begun(document: Document, year: int | None = None) -> Document:
    """Return the report of a later year (None: the next) begun from this one; raise EditError as `next_year` does.

    A table or chart for which nothing is entered yet stays last year's (see exports.drawings.faults).
    """
    return redrawn(next_year(document, year), document)
