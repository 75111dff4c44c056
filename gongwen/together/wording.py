"""Two wordings of one sentence, marked so that it reads well: numbers as wholes, no islands of a single character."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

TOKEN: Final = re.compile(r"[0-9]+(?:[.,．][0-9]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
"""What is marked as a whole: a number with its decimals and percent sign, a word of Latin letters, any other character."""

ISLAND: Final = 3
"""Wholes between two changes that are marked with them, when neither change has fewer."""

LONGEST: Final = 3_000
"""Characters of a wording that is marked inside; what is longer without an end mark is no sentence anybody reads."""

ALIKE: Final = 40.0
"""From what likeness on, in hundredths, two wordings are marked inside; others are shown one after the other."""

STOPS: Final = frozenset("，、；：。！？,;:!?（）()“”《》〔〕\n")


class Mark(StrEnum):
    """Where a run of characters stands."""

    BOTH = "="
    OLD = "-"
    NEW = "+"


class Run(NamedTuple):
    """Characters that stand in both wordings, or in one."""

    mark: Mark
    text: str


@lru_cache(maxsize=4096)
def runs(old: str, new: str) -> tuple[Run, ...]:
    """Return two wordings as runs: those not NEW joined are the old one, those not OLD the new one."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only those who compare need it

    if old == new:
        return _written([old], [])
    if max(len(old), len(new)) > LONGEST or ratio(old, new) < ALIKE:
        return _written(["", ""], [(old, new)])
    same, changed = _bridged(*_aligned(old, new))
    for at, (gone, come) in enumerate(changed):
        if bool(gone) != bool(come):
            before, text, after = _slid(same[at], gone or come, same[at + 1])
            same[at], same[at + 1] = before, after
            changed[at] = (text, "") if gone else ("", text)
    return _written(same, changed)


def _aligned(old: str, new: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return what both have, and between each two of these what the old and the new one have there."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    one, other = TOKEN.findall(old), TOKEN.findall(new)
    same, changed = [""], [("", "")]
    for code in Indel.opcodes(one, other):
        if code.tag == "equal":
            same[-1] += "".join(one[code.src_start : code.src_end])
        else:
            gone, come = "".join(one[code.src_start : code.src_end]), "".join(other[code.dest_start : code.dest_end])
            if same[-1] or len(same) == 1:
                changed.append((gone, come))
                same.append("")
            else:
                changed[-1] = (changed[-1][0] + gone, changed[-1][1] + come)
    return same, changed[1:]


def _bridged(same: list[str], changed: list[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """Join changes with a few characters between them that were kept by chance rather than by anybody."""
    stay, joined = [same[0]], changed[:1]
    for island, (gone, come) in zip(same[1:-1], changed[1:], strict=True):
        last = joined[-1]
        if _long(island) <= min(ISLAND, max(map(_long, last)), max(_long(gone), _long(come))):
            joined[-1] = (last[0] + island + gone, last[1] + island + come)
        else:
            stay.append(island)
            joined.append((gone, come))
    return [*stay, *same[-1:]] if changed else same, joined


def _long(text: str) -> int:
    return len(TOKEN.findall(text))


def _slid(before: str, text: str, after: str) -> tuple[str, str, str]:
    """Move what was only put in or only taken out along its neighbours to where it is a part of the sentence."""
    places = [(before, text, after)]
    left, middle, right = before, text, after
    while left and left[-1] == middle[-1]:
        left, middle, right = left[:-1], left[-1] + middle[:-1], middle[-1] + right
        places.append((left, middle, right))
    left, middle, right = before, text, after
    while right and right[0] == middle[0]:
        left, middle, right = left + middle[0], middle[1:] + right[0], right[1:]
        places.append((left, middle, right))
    return max(places, key=_fit)


def _fit(place: tuple[str, str, str]) -> int:
    before, text, after = place
    if text[-1] in STOPS and (not before or before[-1] in STOPS):
        return 2
    return int(text[0] in STOPS and (not after or after[0] in STOPS))


def _written(same: list[str], changed: list[tuple[str, str]]) -> tuple[Run, ...]:
    found: list[Run] = []
    for at, text in enumerate(same):
        found.append(Run(Mark.BOTH, text))
        if at < len(changed):
            found += [Run(Mark.OLD, changed[at][0]), Run(Mark.NEW, changed[at][1])]
    return tuple(run for run in found if run.text)
