"""What a finding is known by: its rule and the words it stands among, so that edits elsewhere leave it the same."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

AROUND: Final = 6
"""Characters on either side that belong to it."""


def of_words(rule: str, text: str, start: int, end: int) -> str:
    """Return the fingerprint of characters [start, end) of a text under a rule."""
    return _hashed(rule, text[max(start - AROUND, 0) : start], text[start:end], text[end : end + AROUND])


def of_cause(rule: str, *parts: str) -> str:
    """Return the fingerprint of a finding that is about more than one place, or about what is not there."""
    return _hashed(rule, *parts)


def _hashed(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
