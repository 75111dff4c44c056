"""Where a section's text quotes the table of indicators, as the page marks it in the field one types in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.indicators.links import State, placed

if TYPE_CHECKING:
    from gongwen.document import Document

OLD = "stale"
"""The look of a place that does not say what the table says."""


def tokens(document: Document, section: str) -> list[list[Any]]:
    """Return the quoted figures of a section: [section, paragraph, start, end, look, link, words], in code points."""
    return [
        [section, place.paragraph, place.start, place.end, "true" if each.state is State.TRUE else OLD, each.link.id, each.words]
        for each in placed(document)
        if (place := each.location) is not None and place.section == section
    ]  # fmt: skip
