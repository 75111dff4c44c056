"""A document as a reviewer reads it: what suggestions put in stands behind what they take out, every range with its mark."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import HEADING
from gongwen.review.anchor import Scope
from gongwen.review.suggestions import pending, propose
from gongwen.review.texts import APART, CELLS, rewrite, text_of
from gongwen.targets import HEADING_SUFFIX
from gongwen.together.wording import Mark, runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation

ONE_LINE: Final = frozenset({"addressees", "date", "note", "document_number", "printed_on", "copy_number", "urgency"})
"""Fields that hold no line break, as headings hold none; what a suggestion puts in there holds none either."""


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch [start, end) of a text of the marked document, and the annotation it belongs to."""

    key: str
    start: int
    end: int
    mark: Mark
    annotation: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked document, its ranges in the order of their texts, and how to get back to the document's own places."""

    document: Document
    ranges: tuple[Range, ...]
    _added: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def back(self, key: str, offset: int) -> int:
        """Return an offset of a marked text in the document's own; inside of what was put in, where that would begin."""
        shift = 0
        for start, size in self._added.get(key, ()):
            if offset <= start:
                break
            shift += min(size, offset - start)
        return offset - shift

    def forth(self, key: str, offset: int) -> int:
        """Return an offset of the document's own text in the marked one; what is put in there stands before it."""
        starts, shifts = [], [0]
        for start, size in self._added.get(key, ()):
            starts.append(start - shifts[-1])
            shifts.append(shifts[-1] + size)
        return offset + shifts[bisect_right(starts, offset)]


def mark_up(document: Document, annotations: Iterable[Annotation]) -> Marked:
    """Return the document with the words of all pending suggestions put in behind those they replace, and all ranges.

    A suggestion that would break a line where there can be none, or a table's cells, is shown as a range only.
    """
    shown = [each for each in annotations if each.is_open and each.anchor.scope is Scope.RANGE and not each.anchor.lost]
    put = {each.id: each for each in pending(shown) if _fits(each)}
    ranges: list[Range] = []
    added: dict[str, tuple[tuple[int, int], ...]] = {}
    by_key: dict[str, list[Annotation]] = {}
    for each in shown:
        by_key.setdefault(each.anchor.key, []).append(each)
    for key, found in by_key.items():
        text = text_of(document, key)
        if text is None:
            continue
        text, new, added[key] = _text(key, text, [each for each in found if each.id in put])
        if added[key]:
            document = rewrite(document, key, text)
        ranges += new
    marked = Marked(document, (), added)
    ranges += [
        Range(each.anchor.key, *_stretch(marked, each), Mark.BOTH, each.id) for each in shown if each.id not in put
    ]
    order = sorted(ranges, key=lambda each: (each.key, each.start, each.end))
    return Marked(document, tuple(order), added)


def _text(
    key: str, text: str, found: list[Annotation]
) -> tuple[str, list[Range], tuple[tuple[int, int], ...]]:  # fmt: skip
    """Return a text with suggestions in it, their ranges, and (start, length) of each piece put in."""
    out: list[str] = []
    ranges: list[Range] = []
    added: list[tuple[int, int]] = []
    foot = length = 0
    for each in sorted(found, key=lambda each: each.anchor.start):
        out.append(text[foot : each.anchor.start])
        length += each.anchor.start - foot
        for run in runs(each.anchor.now, propose(each.anchor, each.replacement or "").result):
            out.append(run.text)
            ranges.append(Range(key, length, length + len(run.text), run.mark, each.id))
            if run.mark is Mark.NEW:
                added.append((length, len(run.text)))
            length += len(run.text)
        foot = each.anchor.end
    out.append(text[foot:])
    return "".join(out), [each for each in ranges if each.start < each.end], tuple(added)


def _stretch(marked: Marked, each: Annotation) -> tuple[int, int]:
    anchor = each.anchor
    start = marked.forth(anchor.key, anchor.start)
    return start, max(start, marked.forth(anchor.key, anchor.end - 1) + 1) if anchor.end > anchor.start else start


def _fits(each: Annotation) -> bool:
    new, key = each.replacement or "", each.anchor.key
    if key.endswith(CELLS):
        return APART not in new and APART not in each.anchor.now
    flat = key.endswith((HEADING_SUFFIX, f"@{HEADING}")) or key in ONE_LINE
    return not (flat and "\n" in new)
