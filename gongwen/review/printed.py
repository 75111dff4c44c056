"""A document as one long text, paragraph after paragraph as a Word file has them, each character traced to its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.pieces import Role, pieces
from gongwen.review.texts import CELLS, key_of, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document
    from gongwen.pieces import Piece, Span

MARK: Final = "\n"
"""Ends a paragraph, and a cell."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The characters of a document in the order of its Word file, a MARK after each paragraph.

    Of each: the key of its text (empty for what belongs to none, as between two fields), the characters [low, high) of
    that text it stands for (none for a computed one), and the piece and the place in it that it was printed from.
    """

    text: str
    keys: tuple[str, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    origins: tuple[tuple[Piece, int], ...]
    texts: Mapping[str, str]
    _places: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)

    def range_of(self, key: str, start: int, end: int) -> range:
        """Return where characters [start, end) of a text are printed; empty where none of them is."""
        lows, places = self._own(key)
        first, last = bisect_left(lows, start), bisect_left(lows, max(end, start))
        return range(places[first], places[last - 1] + 1) if first < last else range(0)

    def whole(self, key: str, start: int, end: int) -> bool:
        """Whether each of the characters [start, end) of a text is printed, in one stretch."""
        found = self.range_of(key, start, end)
        return sum(self.highs[at] - self.lows[at] for at in found if self.keys[at] == key) == end - start

    def before(self, key: str, offset: int) -> int:
        """Return the place before which something put in at an offset of a text is to stand; -1 when it prints nothing."""
        lows, places = self._own(key)
        if not lows:
            return -1
        after = bisect_right(lows, offset - 1)
        return places[after - 1] + 1 if after and self.highs[places[after - 1]] == offset else self._at(key, offset)

    def _at(self, key: str, offset: int) -> int:
        lows, places = self._own(key)
        after = bisect_left(lows, offset)
        return places[after] if after < len(lows) else places[-1] + 1

    def paragraph(self, at: int) -> range:
        """Return the printed paragraph that a place lies in, its MARK included."""
        start = self.text.rfind(MARK, 0, at) + 1
        end = self.text.find(MARK, at)
        return range(start, end + 1 if end >= 0 else len(self.text))

    def _own(self, key: str) -> tuple[list[int], list[int]]:
        """Return the offsets of a text that are printed, and where each is."""
        if key not in self._places:
            for at, name in enumerate(self.keys):
                if name and self.lows[at] < self.highs[at]:
                    lows, places = self._places.setdefault(name, ([], []))
                    lows.append(self.lows[at])
                    places.append(at)
        return self._places.get(key, ([], []))


def printed(document: Document) -> Printed:
    """Return a document as it is printed; the mark of a letter, which its Word file has in a header, is left out."""
    found = texts(document)
    made = _Made(document, found)
    for piece in pieces(document):
        if document.layout is not LayoutKind.LETTER or piece.role is not Role.AUTHORITY_MARK:
            made.add(piece)
    return Printed(
        "".join(made.text), tuple(made.keys), tuple(made.lows), tuple(made.highs), tuple(made.origins), found
    )


class _Made:
    """Collects the characters."""

    def __init__(self, document: Document, found: Mapping[str, str]) -> None:
        self._document = document
        self._texts = found
        self.text: list[str] = []
        self.keys: list[str] = []
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.origins: list[tuple[Piece, int]] = []

    def add(self, piece: Piece) -> None:
        """Add a printed paragraph, or a table with a MARK after each cell."""
        last = len(self.text) - 1
        first = len(self.text)
        for span in piece.spans:
            self._span(piece, span)
        if len(self.text) == first:
            return
        if last >= 0:
            self._join(last, first)
        self._put(MARK, "", 0, 0, (piece, len(piece.text)))

    def _span(self, piece: Piece, span: Span) -> None:
        key, low = key_of(self._document, span.source)
        source = self._texts.get(key, "")
        for index in range(span.start, span.end):
            char, origin = piece.text[index], (piece, index)
            if not span.generated:
                at = low + index - span.start
                self._put(source[at] if source[at] == MARK else char, key, at, at + 1, origin)
            elif piece.role is Role.TABLE:
                self._put(MARK, "", 0, 0, origin)
            else:
                self._put(char, key, low, low, origin)

    def _put(self, char: str, key: str, low: int, high: int, origin: tuple[Piece, int]) -> None:
        self.text.append(char)
        self.keys.append(key)
        self.lows.append(low)
        self.highs.append(high)
        self.origins.append(origin)

    def _join(self, mark: int, first: int) -> None:
        """Let the MARK between two paragraphs of one text stand for the line ends between them there."""
        key = self.keys[first]
        if not key or key != self.keys[mark - 1] or key.endswith(CELLS):
            return
        low = self.highs[mark - 1]
        between = self._texts[key][low : self.lows[first]]
        ends = between[: between.rfind(MARK) + 1]
        if ends and not ends.strip(MARK):
            self.keys[mark], self.lows[mark], self.highs[mark] = key, low, low + len(ends)
