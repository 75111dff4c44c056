"""Where a finding lies in the text that `gongwen text` gives: characters from 0, over all lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.pieces import pieces

if TYPE_CHECKING:
    from gongwen.document import Document, Location


class Offsets:
    """Finds places of a document in its whole text (see gongwen.pieces.canonical_text)."""

    def __init__(self, document: Document) -> None:
        self._spans: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
        self._sections: dict[str, int] = {}
        at = 0
        for piece in pieces(document):
            for span in piece.spans:
                source = span.source
                self._sections.setdefault(source.section, at + span.start)
                if not span.generated:
                    spans = self._spans.setdefault((source.section, source.paragraph), [])
                    spans.append((source.start, source.end, at + span.start))
            at += len(piece.text) + 1

    def of(self, place: Location) -> tuple[int, int]:
        """Return [start, end) of a place; what prints nothing has the start of its section or field, and no length."""
        for start, end, at in self._spans.get((place.section, place.paragraph), ()):
            if start <= place.start <= end:
                return at + place.start - start, at + max(min(place.end, end), place.start) - start
        start = self._sections.get(place.section, 0)
        return start, start
