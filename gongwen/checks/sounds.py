"""Which characters are taken for each other: those read alike, tones and the usual slips of typing apart, or alike to look at."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.lists import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLIPS: Final = re.compile(r"(?<=^[zcs])h|(?<=[aei]n)g$")
"""What typing by sound slips over: zh for z, ch for c, sh for s, and ng for n at the end."""


@cache
def alike(character: str) -> frozenset[str]:
    """Return the characters that are easily written for one, itself not among them."""
    return _taken_for().get(character, frozenset()) - {character}


@cache
def _taken_for() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in listed("syllables").rows:
        groups.setdefault(_SLIPS.sub("", row["syllable"]), set()).update(row["characters"])
    found: dict[str, frozenset[str]] = {}
    for group in (*groups.values(), *map(frozenset, listed("lookalikes").column("characters"))):
        for character in group:
            found[character] = found.get(character, frozenset()) | group
    return found
