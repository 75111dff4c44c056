"""The pages of the view 批注: as the text stands, with all suggestions marked in it, or as if they were accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from gongwen.errors import EditError, GongwenError
from gongwen.review.anchor import Scope
from gongwen.review.marked import mark_up
from gongwen.review.suggestions import accepted, pending, propose
from gongwen.review.texts import text_of
from gongwen.together.wording import Mark
from widgets.reviewspots import first_of, spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document
    from gongwen.review.anchor import Anchor
    from gongwen.review.annotation import Annotation

LOOKS: Final = ("marked", "accepted", "plain")
"""带标记, 按建议改后, 不带标记."""


class Pages:
    """A document to be painted; places of the report's own texts are brought onto it and back."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def forth(self, _key: str, offset: int) -> int:
        """Return where an offset of the report's own text stands on these pages."""
        return offset

    def back(self, _key: str, offset: int) -> int:
        """Return where in the report's own text an offset of these pages stands; raise EditError where that cannot be said."""
        return offset

    def stretch(self, anchor: Anchor) -> list[list[Any]]:
        """Return where an anchor's words are painted: [section, paragraph, start, end, "="] each."""
        text = text_of(self.document, anchor.key)
        if anchor.scope is not Scope.RANGE or text is None or anchor.start >= anchor.end:
            return []
        start = self.forth(anchor.key, anchor.start)
        end = self.forth(anchor.key, anchor.end - 1) + 1
        return [[*spot, str(Mark.BOTH)] for spot in spots(self.document, text, anchor.key, start, end)]

    def first(self, anchor: Anchor) -> list[Any]:
        """Return the place that an anchor's number stands beside."""
        return first_of(self.document, replace(anchor, start=self.forth(anchor.key, anchor.start)))

    def mark(self, each: Annotation) -> dict[str, Any]:
        """Return an annotation's mark: its number, where its words are painted, what its number stands beside."""
        return {
            "id": each.id, "n": each.number, "open": each.is_open, "at": self.stretch(each.anchor), "first": self.first(each.anchor),
        }  # fmt: skip

    def marks(self, annotations: Sequence[Annotation], document: Document) -> list[dict[str, Any]]:
        """Return the marks of all whose words stand; what is stored and not seen here yet has none."""
        made = []
        for each in annotations:
            anchor = each.anchor
            if anchor.lost or each.gone:
                continue
            if anchor.scope is Scope.RANGE:
                text = text_of(document, anchor.key)
                if text is None or text[anchor.start : anchor.end] != anchor.now:
                    continue
            try:
                made.append(self.mark(each))
            except GongwenError:
                continue  # its section is gone from the pages
        return made


class MarkedPages(Pages):
    """What suggestions take out struck, what they put in behind it."""

    def __init__(self, document: Document, annotations: Sequence[Annotation]) -> None:
        self._marked = mark_up(document, annotations)
        super().__init__(self._marked.document)
        self._at: dict[str, list[list[Any]]] = {}
        for each in self._marked.ranges:
            text = text_of(self.document, each.key) or ""
            found = spots(self.document, text, each.key, each.start, each.end)
            self._at.setdefault(each.annotation, []).extend([*spot, str(each.mark)] for spot in found)

    def forth(self, key: str, offset: int) -> int:
        """Return an offset behind what was put in before it."""
        return self._marked.forth(key, offset)

    def back(self, key: str, offset: int) -> int:
        """Return an offset without what was put in before it."""
        return self._marked.back(key, offset)

    def mark(self, each: Annotation) -> dict[str, Any]:
        """Return a mark with what is struck and what is new in it."""
        found = super().mark(each)
        return {**found, "at": self._at.get(each.id, found["at"])}


class AcceptedPages(Pages):
    """The report as if all suggestions that can be put in had been."""

    def __init__(self, document: Document, annotations: Sequence[Annotation]) -> None:
        super().__init__(accepted(document, annotations))
        self._put = [
            (each.anchor, len(propose(each.anchor, each.replacement or "").result)) for each in pending(annotations)
        ]

    def forth(self, key: str, offset: int) -> int:
        """Return an offset moved by what was put in before it; inside of what was replaced, where that begins."""
        by = 0
        for anchor, size in self._put:
            if anchor.key == key and anchor.end <= offset:
                by += size - (anchor.end - anchor.start)
            elif anchor.key == key and anchor.start < offset:
                return anchor.start + by
        return offset + by

    def stretch(self, anchor: Anchor) -> list[list[Any]]:
        """Return where an anchor's words, or what stands in their place, are painted."""
        size = next((size for put, size in self._put if put == anchor), None)
        if size is None:
            return super().stretch(anchor)
        start = self.forth(anchor.key, anchor.start)
        text = text_of(self.document, anchor.key) or ""
        return [[*spot, str(Mark.BOTH)] for spot in spots(self.document, text, anchor.key, start, start + size)]

    def back(self, _key: str, _offset: int) -> int:
        """Refuse: these words stand in no report yet."""
        raise EditError("“按建议改后”只是看一看，不能在上面批注", mend="请换到“带标记”或者“不带标记”，再选文字")


def pages_of(look: str, document: Document, annotations: Sequence[Annotation]) -> Pages:
    """Return the pages for a look; where suggestions cannot be put in as they are, the text as it stands."""
    try:
        if look == "marked":
            return MarkedPages(document, annotations)
        if look == "accepted":
            return AcceptedPages(document, annotations)
    except GongwenError:
        pass
    return Pages(document)
