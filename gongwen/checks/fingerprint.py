"""What a finding is known by: its rule and the words it stands among, so that edits elsewhere leave it the same.

A fingerprint is `near.far+n`: near is a hash of the rule, the words and the few characters round them; far one of more
characters and the section. Of places alike in near none would be known from another: these have `+n`, counted among
those alike in far too. What is no place in a text has near only.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from gongwen.punctuation import FULL

AROUND: Final = 6
"""Characters on either side that belong to it."""

FAR: Final = 24
"""Characters on either side that tell places alike in those from each other."""

NEAR: Final = 16
"""How long the first part is."""


def of_words(rule: str, text: str, start: int, end: int, section: str = "") -> str:
    """Return the fingerprint of characters [start, end) of a text under a rule.

    Half-width marks round them count as full-width ones: what is ignored stays so when those are put right.
    """
    before, after = text[max(start - FAR, 0) : start].translate(_FULL), text[end : end + FAR].translate(_FULL)
    near = _hashed(rule, before[-AROUND:], text[start:end], after[:AROUND])
    return f"{near}.{_hashed(section, before, after)[:8]}"


_FULL: Final = str.maketrans(FULL)


def of_cause(rule: str, *parts: str) -> str:
    """Return the fingerprint of a finding that is about more than one place, or about what is not there."""
    return _hashed(rule, *parts)


def near_of(fingerprint: str) -> str:
    """Return the part that edits further off do not change."""
    return fingerprint[:NEAR]


def uncounted(fingerprint: str) -> str:
    """Return a fingerprint without the number among those alike."""
    return fingerprint.partition("+")[0]


def had_twins(fingerprint: str) -> bool:
    """Whether there were others alike in the near part."""
    return "+" in fingerprint


def _hashed(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=NEAR // 2).hexdigest()
