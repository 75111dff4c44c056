"""Last year's report under the ids of this year's, so that the two are compared section by section."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, BODY_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Section

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}年?|[\s　。]")
APART: Final = "-上年"
"""Put to an id that both years use for different things."""


def aligned(old: Document, new: Document) -> Document:
    """Return last year's report in which a section that answers one of this year's has its id, and no other has.

    A report begun from last year's has its ids; else sections are the same by the template's section they answer, or by
    their headings without the years. Tables and figures are the same by their captions.
    """
    begun = bool(new.data.carried)
    sections = _paired(_headings(old), _headings(new), begun=begun)
    insets = _paired(_captions(old), _captions(new), begun=begun)

    def visit(part: Section) -> Section:
        texts = tuple(
            ANCHOR + insets.get(text[len(ANCHOR) :], text[len(ANCHOR) :]) if text.startswith(ANCHOR) else text
            for text in part.paragraphs
        )
        children = tuple(map(visit, part.children))
        return replace(part, id=sections.get(part.id, part.id), paragraphs=texts, children=children)

    return replace(
        old,
        body=visit(old.body),
        annexes=tuple(map(visit, old.annexes)),
        tables=tuple(replace(each, id=insets[each.id]) for each in old.tables),
        figures=tuple(replace(each, id=insets[each.id]) for each in old.figures),
    )


Named = tuple[str, tuple[str, str]]
"""An id, the template's key it answers, and a heading without years."""


def _headings(document: Document) -> list[Named]:
    return [(part.id, (part.slot, _bare(part.heading))) for part in document.walk() if part.id != BODY_ID]


def _captions(document: Document) -> list[Named]:
    tables = [(each.id, ("", _bare(each.caption))) for each in document.tables]
    return tables + [(each.id, ("", _bare(each.caption))) for each in document.figures]


def _paired(old: list[Named], new: list[Named], *, begun: bool) -> dict[str, str]:
    """Return the id each old one is to have."""
    ways: tuple[Callable[[Named, Named], bool], ...] = (
        lambda one, other: one[0] == other[0] and (begun or one[1] == other[1]),
        lambda one, other: bool(one[1][0]) and one[1][0] == other[1][0],
        lambda one, other: bool(one[1][1]) and one[1][1] == other[1][1],
    )
    found: dict[str, str] = {}
    for same in ways:
        for one in old:
            free = (other[0] for other in new if other[0] not in found.values() and same(one, other))
            match = None if one[0] in found else next(free, None)
            if match is not None:
                found[one[0]] = match
    taken = {key for key, _ in new}
    return {key: found.get(key, key + APART if key in taken else key) for key, _ in old}


def _bare(heading: str) -> str:
    return _YEAR.sub("", heading)
