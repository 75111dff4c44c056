"""The paragraphs that quote an indicator, with all their quoted figures marked, and what the table says of the indicator's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.indicators.indicator import spoken
from gongwen.indicators.links import State, placed
from widgets.historynames import names_of

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.indicators.links import Placed


def quotes_of(document: Document, key: str) -> list[dict[str, Any]]:
    """Return the paragraphs that quote an indicator in the order of the text: where, in pieces, and each of its figures there."""
    by_place: dict[tuple[str, int], list[Placed]] = {}
    for each in placed(document):
        if each.location is not None:
            by_place.setdefault((each.location.section, each.location.paragraph), []).append(each)
    names = names_of(document)
    found = []
    for part in document.walk():
        for number, text in enumerate(part.paragraphs):
            there = by_place.get((part.id, number), [])
            own = [each for each in there if each.link.indicator == key]
            if own:
                found.append({
                    "title": names.get(part.id, ""), "label": f"第{number + 1}段",
                    "pieces": _pieces(text, there, key), "figures": [_figure(each) for each in own],
                })  # fmt: skip
    return found


def _pieces(text: str, there: list[Placed], key: str) -> list[list[str]]:
    """Return a paragraph as [words, look]: empty for what is no figure; true or stale, and own for the indicator's."""
    pieces, at = [], 0
    for each in sorted(there, key=lambda one: one.location.start if one.location else 0):
        place = each.location
        if place is None:
            continue
        look = "true" if each.state is State.TRUE else "stale"
        pieces += [[text[at : place.start], ""], [each.words, f"{look} own" if each.link.indicator == key else look]]
        at = place.end
    return [piece for piece in (*pieces, [text[at:], ""]) if piece[0]]


def _figure(each: Placed) -> dict[str, Any]:
    return {
        "id": each.link.id, "words": each.words, "right": each.right, "state": str(each.state),
        "period": spoken(each.link.period),
    }  # fmt: skip
