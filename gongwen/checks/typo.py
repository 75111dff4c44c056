"""The hint on typos: where characters stand together as nowhere in the archive, and one said or written alike would not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from gongwen.checks.alike import alike
from gongwen.checks.ngrams import LONGEST, codes, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gongwen.checks.ngrams import Codes, Counts, Keys

GAIN: Final = 13.0
"""How much likelier (logarithm) the text must be with another character before it is worth a hint."""

_SIDE: Final = LONGEST - 1
_FIRST, _LAST = 0x4E00, 0x9FFF


@dataclass(frozen=True, slots=True)
class Suspect:
    """A character of a text that another is likelier in place of, and by how much."""

    at: int
    instead: str
    gain: float


def suspects(texts: Sequence[str], counts: Counts, gain: float = GAIN) -> tuple[tuple[Suspect, ...], ...]:
    """Return for each text the characters that another said or written alike is far likelier in place of."""
    break_ = np.zeros(_SIDE, np.uint16)
    parts = [part for text in texts for part in (break_, codes(text))]
    found = np.concatenate([*parts, break_]) if parts else break_
    starts = np.cumsum([_SIDE, *(len(text) + _SIDE for text in parts[1::2])])[: len(texts)]
    hits: list[list[Suspect]] = [[] for _ in texts]
    for each in _likelier(found, counts, gain):
        number = int(np.searchsorted(starts, each.at, "right")) - 1
        hits[number].append(replace(each, at=each.at - int(starts[number])))
    return tuple(map(tuple, hits))


def _likelier(found: Codes, counts: Counts, gain: float) -> list[Suspect]:
    """Return the characters of a long row that another is far likelier in place of, in order."""
    places = _odd(found, counts)
    others = [_others(int(code)) for code in found[places]]
    if not sum(map(len, others)):
        return []
    at = np.repeat(places, [len(each) for each in others])
    span = np.arange(-_SIDE, _SIDE + 1)
    new = found[at[:, None] + span]
    new[:, _SIDE] = np.concatenate(others)
    known = _known(new, counts)
    at, new = at[known], new[known]
    left, group = np.unique(at, return_inverse=True)
    gains = counts.likely(new) - counts.likely(found[left[:, None] + span])[group]
    best: dict[int, Suspect] = {}
    for number in np.flatnonzero(gains >= gain):
        place, value = int(at[number]), float(gains[number])
        if place not in best or best[place].gain < value:
            best[place] = Suspect(place, chr(int(new[number, _SIDE])), value)
    return [best[place] for place in sorted(best)]


def _odd(found: Codes, counts: Counts) -> NDArray[np.intp]:
    """Return where a Chinese character stands between two as nowhere in the archive, nor in both rows beside."""
    three = counts.seen(rows(found, 3), 3) >= 0
    at = np.arange(_SIDE, len(found) - _SIDE)
    chinese = (found[at] >= _FIRST) & (found[at] <= _LAST)
    return at[chinese & ~three[at - 1] & ~(three[at - 2] & three[at])]


def _known(new: Codes, counts: Counts) -> NDArray[np.bool_]:
    """Return for rows with another character in the middle whether the archive knows it between its two neighbours."""
    known = counts.seen(_key(new, _SIDE - 1, 2), 2) >= 0
    left = np.flatnonzero(
        known
    )  # a row of three that is known begins with two that are, and these are sooner looked up
    known[left] = counts.seen(_key(new[left], _SIDE - 1, 3), 3) >= 0
    return known


def _key(found: Codes, start: int, size: int) -> Keys:
    key = np.zeros(len(found), np.uint64)
    for at in range(start, start + size):
        key = (key << np.uint64(16)) | found[:, at].astype(np.uint64)
    return key


@cache
def _others(code: int) -> Codes:
    return np.array([ord(char) for char in alike(chr(code))], np.uint16)
