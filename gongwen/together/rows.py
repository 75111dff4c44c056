"""Two forms of many texts as rows of sentences: what stayed, changed, came, went, and what only stands elsewhere."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.sentences import sentences
from gongwen.together.pairing import paired
from gongwen.together.wording import Run, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.together.sequences import Items

MOVABLE: Final = 5
"""Characters from which on a sentence found elsewhere is taken for moved; shorter ones are written again by chance."""


class Fate(StrEnum):
    """What became of a sentence, or of a part of the document."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"
    CAME = "came"
    """It stands here and stood elsewhere."""
    WENT = "went"
    """It stood here and stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence (or two that became one, or a line break) as it was and as it is; joined, the rows are both texts.

    `place` counts the changes of the whole comparison from 1 (0: none); `other` is the text a moved one came from or went
    to.
    """

    fate: Fate
    old: str
    new: str
    place: int = 0
    other: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The two wordings marked against each other."""
        return runs(self.old, self.new)


@dataclass(slots=True)
class Stretch:
    """What two texts differ in between what they share; `gone` and `come` name the texts that moved sentences stand in."""

    old: Items
    new: Items
    gone: dict[int, str] = field(default_factory=dict)
    come: dict[int, str] = field(default_factory=dict)


def compare_texts(pairs: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Row, ...]]:
    """Return the rows of texts (name, old, new) by their names; sentences that moved between any of them are found."""
    found = {name: list(_cut_text(old, new)) for name, old, new in pairs}
    _find_moves(found)
    return {name: tuple(_rows(parts)) for name, parts in found.items()}


def _cut_text(old: str, new: str) -> Iterator[Items | Stretch]:
    pieces = sentences(old)
    return cut(pieces, pieces if old == new else sentences(new))


def cut(old: Items, new: Items) -> Iterator[Items | Stretch]:
    """Yield what two sequences share, and what they differ in between."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only those who compare need it

    if old == new:
        yield old
        return
    gone: Items = ()
    come: Items = ()
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            if gone or come:
                yield Stretch(gone, come)
            gone = come = ()
            yield old[code.src_start : code.src_end]
        else:
            gone += old[code.src_start : code.src_end]
            come += new[code.dest_start : code.dest_end]
    if gone or come:
        yield Stretch(gone, come)


def _find_moves(texts: dict[str, list[Items | Stretch]]) -> None:
    stretches = [(name, part) for name, parts in texts.items() for part in parts if isinstance(part, Stretch)]
    left: defaultdict[str, deque[tuple[str, Stretch, int]]] = defaultdict(deque)
    for name, stretch in stretches:
        for at, text in enumerate(stretch.old):
            if len(text.strip()) >= MOVABLE:
                left[text].append((name, stretch, at))
    for name, stretch in stretches:
        for at, text in enumerate(stretch.new):
            if left.get(text):
                there, origin, index = left[text].popleft()
                stretch.come[at], origin.gone[index] = there, name


def _rows(parts: Sequence[Items | Stretch]) -> Iterator[Row]:
    for part in parts:
        if isinstance(part, Stretch):
            yield from _told(part)
        else:
            yield from (Row(Fate.SAME, text, text) for text in part)


def _told(stretch: Stretch) -> Iterator[Row]:
    """Yield the rows of a stretch: its new sentences in their order, what went before what came."""
    old = [at for at in range(len(stretch.old)) if at not in stretch.gone]
    new = [at for at in range(len(stretch.new)) if at not in stretch.come]
    pairs = paired([stretch.old[at] for at in old], [stretch.new[at] for at in new])
    i = j = 0
    for (a, b), (c, d) in [*pairs, ((len(old),) * 2, (len(new),) * 2)]:
        end, stop = old[a] if a < len(old) else len(stretch.old), new[c] if c < len(new) else len(stretch.new)
        yield from _alone(stretch, (i, end), (j, stop))
        if a == b:
            return
        i, j = old[b - 1] + 1, new[d - 1] + 1
        one, other = [*range(end, i)], [*range(stop, j)]
        if any(at in stretch.gone for at in one) or any(at in stretch.come for at in other):
            yield from _alone(stretch, (end, i), (stop, j))  # something moved from between the two
            continue
        was, now = "".join(stretch.old[end:i]), "".join(stretch.new[stop:j])
        yield Row(Fate.SAME if was == now else Fate.CHANGED, was, now)


def _alone(stretch: Stretch, old: tuple[int, int], new: tuple[int, int]) -> Iterator[Row]:
    for at in range(*old):
        there = stretch.gone.get(at)
        yield Row(Fate.DELETED if there is None else Fate.WENT, stretch.old[at], "", other=there or "")
    for at in range(*new):
        there = stretch.come.get(at)
        yield Row(Fate.ADDED if there is None else Fate.CAME, "", stretch.new[at], other=there or "")
