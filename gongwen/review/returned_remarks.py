"""The comments of a returned text: which were there when it was sent, which are new, what was answered and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.review.anchor import ON_REPORT
from gongwen.review.items import Item, What
from gongwen.review.sent import ROOT, clock, digest, known_of, labels_of, thread_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.review.anchor import Anchor
    from gongwen.review.annotation import Annotation
    from gongwen.review.returned_places import Places
    from gongwen.review.revised import By, Known, Remark, Thread

EDITED: Final = "在 Word 里把这条批注改成了：“{}”"


def remarks(places: Places, annotations: Sequence[Annotation], threads: Mapping[str, Thread]) -> Iterator[Item]:
    """Yield new annotations, replies and changes of state that the comments of a file bring."""
    found = _Comments(places, annotations)
    yield from found.items()
    yield from found.states(threads)


class _Comments:
    """The comments of a file, each matched with the one that was sent, where it is one of those."""

    def __init__(self, places: Places, annotations: Sequence[Annotation]) -> None:
        self._places = places
        self._remarks = places.revised.remarks
        self._annotations = {f"_GW{each.number}": each for each in annotations}
        self._known = list(places.revised.known) or [
            each for one in annotations if f"_GW{one.number}" in places.revised.bookmarks for each in known_of(one)
        ]
        self._matched: dict[int, Known] = {}
        self._edited: set[int] = set()
        self._match()

    def _match(self) -> None:
        """Find for each comment the one it was sent as: by its name, then by its text and place."""
        left = list(self._known)
        names = {each.name: each for each in left if each.name}
        for index, remark in enumerate(self._remarks):
            one = next((names[name] for name in remark.names if name in names), None)
            if one is not None and one in left:
                self._matched[index] = one
                left.remove(one)
                if one.digest != digest(remark.text):
                    self._edited.add(index)
        for here in (True, False):
            for index, remark in enumerate(self._remarks):
                if index in self._matched:
                    continue
                text = digest(remark.text)
                one = next(
                    (each for each in left if each.digest == text and (self._is_at(remark, each) or not here)), None
                )
                if one is not None:
                    self._matched[index] = one
                    left.remove(one)
        for index, remark in enumerate(self._remarks):
            one = (
                next((each for each in left if self._is_same(remark, each)), None)
                if index not in self._matched
                else None
            )
            if one is not None:
                self._matched[index] = one
                self._edited.add(index)
                left.remove(one)

    def _is_at(self, remark: Remark, known: Known) -> bool:
        return self._places.revised.bookmarks.get(known.thread) == (remark.start, remark.end)

    def _is_same(self, remark: Remark, known: Known) -> bool:
        """Whether a comment is one that was rewritten: by the same person at the same time, on the same words."""
        one = self._annotations.get(known.thread)
        if one is None or not self._is_at(remark, known) or not remark.by.at:
            return False
        said = next((each for each in thread_of(one, tracked=True) if each.part == known.part), None)
        return said is not None and said.by == remark.by.name and clock(said.at)[:16] == remark.by.at[:16]

    def items(self) -> Iterator[Item]:
        """Yield what is new."""
        fresh: dict[int, list[tuple[By, str]]] = {}
        for index, remark in enumerate(self._remarks):
            if index in self._matched:
                if index in self._edited and (item := self._answer(self._matched[index].thread, remark, EDITED)):
                    yield item
                continue
            parent = self._parent(index)
            thread = self._matched[parent].thread if parent in self._matched else ""
            if thread:
                if (item := self._answer(thread, remark, "{}")) is not None:
                    yield item
            elif parent >= 0:
                fresh.setdefault(parent, []).append((remark.by, remark.text))
            else:
                fresh.setdefault(index, [])
        for index, replies in fresh.items():
            remark = self._remarks[index]
            text, kind, weight = labels_of(remark.text)
            if text.strip():
                yield Item(
                    What.REMARK, remark.by, self._anchor(remark), text, kind=kind, weight=weight, replies=tuple(replies)
                )

    def _parent(self, index: int) -> int:
        """Return the first comment of a thread; in a file that tells no threads, the one that was sent on the same words."""
        seen = {index}
        at = self._remarks[index].parent
        while at >= 0 and at not in seen and self._remarks[at].parent >= 0:
            seen.add(at)
            at = self._remarks[at].parent
        if at >= 0 or any(remark.parent >= 0 for remark in self._remarks):
            return at
        remark = self._remarks[index]
        if remark.start >= 0:
            for other, known in self._matched.items():
                one = self._remarks[other]
                if known.part == ROOT and (one.start, one.end) == (remark.start, remark.end):
                    return other
        return -1

    def _answer(self, thread: str, remark: Remark, form: str) -> Item | None:
        """Return a reply to an annotation that is here, unless the thread has it already."""
        one = self._annotations.get(thread)
        if one is None or not remark.text.strip():
            return None
        text = form.format(remark.text.strip())
        if any(digest(each.text) == digest(text) for each in one.replies):
            return None
        return Item(What.REPLY, remark.by, annotation=one.id, text=text)

    def _anchor(self, remark: Remark) -> Anchor:
        if remark.start < 0:
            return ON_REPORT
        where = self._places.sent_range(remark.start, remark.end)
        return self._places.on(where) if where else self._places.beside(where.start)

    def states(self, threads: Mapping[str, Thread]) -> Iterator[Item]:
        """Yield the annotations whose state was changed in the file."""
        for index, known in self._matched.items():
            remark, one, thread = self._remarks[index], self._annotations.get(known.thread), threads.get(known.thread)
            if known.part != ROOT or one is None or thread is None or remark.done is None or remark.done == thread.done:
                continue
            if remark.done and one.is_open:
                yield Item(What.CLOSED, annotation=one.id)
            elif not remark.done and not one.is_open:
                yield Item(What.REOPENED, annotation=one.id)
