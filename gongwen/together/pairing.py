"""Which sentence became which: the pairs of two stretches that keep as much of both as can be kept in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.together.sequences import ALIKE
from gongwen.together.wording import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK: Final = "\n"

NEAR: Final = 6
"""How far off its place in a stretch, after scaling, a sentence's new form is looked for."""

BETTER: Final = 5.0
"""Hundredths of likeness by which two sentences together must be liker to one than either alone is."""

Pair = tuple[tuple[int, int], tuple[int, int]]

Best = tuple[float, Pair | None, tuple[int, int]]
"""What is kept up to a place in both, the pair that ends there, and the place before it."""

WAYS: Final = ((1, 1), (1, 2), (2, 1))
"""How many sentences become how many."""


def paired(old: Sequence[str], new: Sequence[str], *, single: bool = False) -> list[Pair]:
    """Return which sentences became which, in order: one of one, one of two, two of one (not `single`); the rest went or came.

    Chosen so that as much as possible is kept (dynamic programming over what is near in both).
    """
    if not old or not new:
        return []
    if len(old) == len(new) and all(map(_gain, zip(old), zip(new))):
        return [((at, at + 1), (at, at + 1)) for at in range(len(old))]
    best: dict[tuple[int, int], Best] = {(0, 0): (0.0, None, (0, 0))}
    alone: dict[tuple[int, int], float] = {}
    for i in range(len(old) + 1):
        for j in _window(i, len(old), len(new)):
            if not i and not j:
                continue
            found = _best_step(best, i, j)
            for a, b in WAYS[:1] if single else WAYS:
                start = (i - a, j - b)
                if start not in best or (a != b and not (alone.get((i, j)) or alone.get((i - a + 1, j - b + 1)))):
                    continue  # two are liker to one than either alone only where one of them is like it
                gain = _gain(old[i - a : i], new[j - b : j])
                if a == b:
                    alone[i, j] = gain
                if gain and (total := best[start][0] + gain) > found[0]:
                    found = total, ((i - a, i), (j - b, j)), start
            best[i, j] = found
    return _traced(best, (len(old), len(new)))


def _traced(best: dict[tuple[int, int], Best], at: tuple[int, int]) -> list[Pair]:
    pairs: list[Pair] = []
    while at != (0, 0):
        _, pair, at = best[at]
        if pair:
            pairs.append(pair)
    return pairs[::-1]


def _best_step(best: dict[tuple[int, int], Best], i: int, j: int) -> Best:
    """Return the better of leaving out the last old sentence and the last new one; one of them lies in the window."""
    one, other = best.get((i - 1, j)), best.get((i, j - 1))
    if one is not None and (other is None or one[0] >= other[0]):
        return one[0], None, (i - 1, j)
    return other[0] if other else 0.0, None, (i, j - 1)


def _window(i: int, old: int, new: int) -> range:
    middle = i * new // old
    width = NEAR + new // old
    return range(max(0, middle - width), min(new, middle + width) + 1)


def _gain(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how many characters two wordings share, or 0 when neither is a form of the other."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - as above

    if BREAK in (*old, *new):
        return 0.5 if list(old) == list(new) else 0.0
    one, other = "".join(old), "".join(new)
    if max(len(one), len(other)) > LONGEST:
        return 0.0
    alike = ratio(one, other, score_cutoff=ALIKE)
    if not alike:
        return 0.0
    if len(old) != len(new):
        single, several = (one, new) if len(old) == 1 else (other, old)
        if alike < BETTER + max(ratio(single, each) for each in several):
            return 0.0
    return alike * (len(one) + len(other)) / 200
