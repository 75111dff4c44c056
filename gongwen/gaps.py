"""Places still to be filled in (20xx, ××, 【…】), and every text of a report with the place where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen import targets
from gongwen.document import ANCHOR, HEADING, NOTE, SOURCE, UNIT, Document, Location, Section, Table
from gongwen.punctuation import marks
from gongwen.rewriting import rewritten
from gongwen.tables import text_at

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR_GAP: Final = re.compile(r"20[xX×]{2}(?![xX×])")
"""A year whose last two digits are still to be written."""

PLACEHOLDER: Final = re.compile(r"20[xX×]{2}|[×xX]{2,}|_{2,}|【[^】]*】")
"""What a text still to be filled in looks like."""

AROUND: Final = (HEADING, UNIT, NOTE, SOURCE)
"""Where text stands round a table (see Location)."""

_FRONT: Final = ("title", "addressees", "byline")
_FOOT: Final = ("closing", "attachments", "signature", "date", "note")


def texts(document: Document) -> Iterator[tuple[Location, str]]:
    """Yield every paragraph, heading, field's line and cell in the order of the page, with its place."""
    yield from _fields(document, _FRONT)
    yield from _tree(document, document.body)
    yield from _fields(document, _FOOT)
    for annex in document.annexes:
        yield from _tree(document, annex)


def gaps(document: Document) -> tuple[Location, ...]:
    """Return the places still to be filled in, each as a range of characters."""
    return tuple(
        replace(place, start=match.start(), end=match.end())
        for place, text in texts(document)
        for match in PLACEHOLDER.finditer(text)
    )


def first_half_width(document: Document) -> Location | None:
    """Return the first half-width mark beside Chinese (see gongwen.punctuation), or None."""
    for place, text in texts(document):
        if place.section not in {"signature", "date"} and (found := marks(text)):
            return replace(place, start=found[0], end=found[0] + 1)
    return None


def year_gaps(document: Document) -> int:
    """Return how many years lack their last two digits."""
    return sum(len(YEAR_GAP.findall(text)) for _, text in texts(document))


def fill_years(document: Document, year: int) -> Document:
    """Return the document with every year that lacks its last two digits written out."""
    return rewritten(document, lambda text: YEAR_GAP.sub(str(year), text), (*_FRONT, *_FOOT))


def _fields(document: Document, fields: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    for target in fields:
        text = targets.read(document, target)
        for index, row in enumerate([text] if target == "title" else text.split("\n")):
            yield Location(target, index), row


def _tree(document: Document, root: Section) -> Iterator[tuple[Location, str]]:
    tables = {table.id: table for table in document.tables}
    for section in root.walk():
        yield Location(section.id, HEADING), section.heading
        for index, text in enumerate(section.paragraphs):
            if not text.startswith(ANCHOR):
                yield Location(section.id, index), text
            elif (table := tables.get(text[len(ANCHOR) :])) is not None:
                for cell in _places(table):
                    yield Location(table.id, cell), text_at(table, cell)


def _places(table: Table) -> tuple[int, ...]:
    return (*AROUND, *range(len(table.rows) * table.columns))
