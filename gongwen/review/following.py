"""Anchors through a change of a document: by the difference of each text, and what is gone then by search in new text only.

What stood there before is never searched: a look-alike that was always there is not what was annotated.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from gongwen.review.alignment import Alignment, align, common
from gongwen.review.anchor import CONTEXT, Anchor, Scope, Standing
from gongwen.review.texts import APART
from gongwen.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIKE, LIKE_LONG, MANY = 70.0, 55.0, 20
"""From what likeness on, in hundredths, a sentence in new text is the one that is gone; for one of MANY characters less will do."""

LIKE_AROUND, LONG = 60.0, 8
"""A sentence of fewer characters must also be so like with what stands round it."""

ALONE: Final = 12
"""Words of so many characters are also looked for without the sentence they stood in."""

LIKE_BACK: Final = 90.0
"""From what likeness with what stands round them on, words of the same text were put back where they had been."""

INNER: Final = "某"
"""Stands for what goes on."""


BETWEEN: Final = "\x00"
"""Stands between two stretches of new text."""


class Fresh:
    """All text of a change that is new, as one text to search in; `at` gives the stretch a place of it lies in."""

    def __init__(self, alignments: Mapping[str, Alignment], after: Mapping[str, str]) -> None:
        self.after = after
        self._stretches = [(key, *span) for key, found in alignments.items() for span in found.fresh]
        self.text = BETWEEN.join(after[key][start:end] for key, start, end in self._stretches)
        self._starts = [0, *accumulate(end - start + 1 for _key, start, end in self._stretches)]

    def at(self, start: int, end: int) -> tuple[str, int, int, int]:
        """Return the key, what to add to get from here to there, and the part of [start, end) in the stretch of its middle."""
        number = bisect_right(self._starts, (start + end) // 2) - 1
        key, first, last = self._stretches[number]
        foot = self._starts[number]
        return key, first - foot, max(start, foot), min(end, foot + last - first)


def follow(anchors: Mapping[str, Anchor], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Anchor]:
    """Return the anchors that are not as they were after a document's texts have changed, by their names.

    What is gone is looked for in the new text of all that changed; an orphan likewise, so that it comes back with its words.
    """
    changed = [key for key in after if before.get(key) != after[key]]
    changed += [key for key in before if key not in after]
    alignments = {key: align(before.get(key, ""), after[key]) for key in changed if key in after}
    found: dict[str, Anchor] = {}
    lost: dict[str, Anchor] = {}
    for name, anchor in anchors.items():
        if anchor.scope is not Scope.RANGE:
            found[name] = _on_whole(anchor, after)
        elif anchor.lost:
            lost[name] = anchor
        elif anchor.key in alignments:
            here = _mapped(anchor, alignments[anchor.key], after[anchor.key])
            (lost if here.lost else found)[name] = here
        elif anchor.key not in after:
            lost[name] = replace(anchor, standing=Standing.ORPHAN)
    if lost:
        fresh = Fresh(alignments, after)
        found |= {name: _searched(anchor, fresh) for name, anchor in lost.items()}
    return {name: anchor for name, anchor in found.items() if anchor != anchors[name]}


def _on_whole(anchor: Anchor, after: Mapping[str, str]) -> Anchor:
    """An annotation on a section goes and comes with it."""
    if anchor.scope is Scope.REPORT:
        return anchor
    return replace(anchor, standing=Standing.OK if anchor.key in after else Standing.ORPHAN)


def _mapped(anchor: Anchor, alignment: Alignment, text: str) -> Anchor:
    """Return an anchor where its words are in its changed text; an orphan when they are gone."""
    if not anchor.now:
        at = alignment.point(anchor.start)
        return placed(anchor, anchor.key, text, (at, at))
    place = alignment.words(anchor.start, anchor.end)
    if place is None:
        return replace(anchor, standing=Standing.ORPHAN)
    return placed(anchor, anchor.key, text, place, moved=anchor.standing is Standing.MOVED)


def placed(anchor: Anchor, key: str, text: str, place: tuple[int, int], *, moved: bool = False) -> Anchor:
    """Return an anchor at a place of a text, with what stands there and round it now."""
    start, end = place
    words = text[start:end]
    standing = Standing.MOVED if moved else Standing.OK if words == anchor.quote else Standing.CHANGED
    before, behind = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(key, start, end, anchor.quote, words, before, behind, standing, anchor.scope)


def _searched(anchor: Anchor, fresh: Fresh) -> Anchor:
    """Return an anchor where its words stand in new text, best by what stands round them; an orphan as it was when nowhere."""
    best: tuple[float, Anchor] | None = None
    for ahead, needle in _needles(anchor):
        for likeness, key, place in _places(needle, (ahead, ahead + len(anchor.now)), fresh):
            around = _around(anchor, fresh.after[key], place)
            if around < LIKE_AROUND and len(needle) < LONG:
                continue
            back = key == anchor.key and around >= LIKE_BACK
            if best is None or likeness + around > best[0]:
                best = likeness + around, placed(anchor, key, fresh.after[key], place, moved=not back)
    return best[1] if best else anchor


@lru_cache(maxsize=4096)
def _needles(anchor: Anchor) -> tuple[tuple[int, str], ...]:
    """Return the sentence that an anchor's words stood in, as far as it is known, and how far inside it they began.

    Many words are looked for without it too.
    """
    words = anchor.now
    head = sentences(anchor.before.rpartition(APART)[2] + INNER)[-1][:-1]
    open_end = sentences(words + INNER)[-1] != INNER
    tail = sentences(INNER + anchor.after.partition(APART)[0])[0][1:] if open_end else ""
    sentence = len(head), head + words + tail
    return (sentence, (0, words)) if len(words) >= ALONE and sentence[1] != words else (sentence,)


def _places(
    needle: str, words: tuple[int, int], fresh: Fresh
) -> Iterator[tuple[float, str, tuple[int, int]]]:  # fmt: skip
    """Yield (likeness in hundredths, key, place) of words, a range of a needle, in new text.

    All places where the needle stands unchanged, else the one that is most like it.
    """
    at = fresh.text.find(needle)
    if not needle or at >= 0:
        while needle and at >= 0:
            key, shift, _start, _end = fresh.at(at, at + len(needle))
            yield 100.0, key, (at + words[0] + shift, at + words[1] + shift)
            at = fresh.text.find(needle, at + 1)
        return
    hit = partial_ratio_alignment(needle, fresh.text, score_cutoff=LIKE_LONG if len(needle) >= MANY else LIKE)
    if hit is None or 2 * len(fresh.text) < len(needle):
        return
    window = (hit.dest_start, hit.dest_end) if len(needle) <= len(fresh.text) else (0, len(fresh.text))
    key, shift, start, end = fresh.at(*window)
    found = Alignment(tuple(common(needle, fresh.text[start:end])), len(needle), end - start).words(*words)
    if found is not None:
        yield hit.score, key, (start + found[0] + shift, start + found[1] + shift)


def _around(anchor: Anchor, text: str, place: tuple[int, int]) -> float:
    """Return how like the words with what stands round them are to what they were, in hundredths."""
    start, end = place
    here = text[max(0, start - len(anchor.before)) : end + len(anchor.after)]
    return ratio(anchor.before + anchor.now + anchor.after, here)
