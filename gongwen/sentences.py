"""Texts as sentences: the smallest pieces that are merged, since half of one and half of another is nobody's."""

from __future__ import annotations

import re
from typing import Final

_CLOSED: Final = r"[。！？!?]+[”’」』）》】\"')\]]*"
SENTENCE: Final = re.compile(rf"\n|[^\n。！？!?]+(?:{_CLOSED})?|{_CLOSED}")
"""A line break, or all up to an end mark (GB/T 15834, 4.1 to 4.3) with the marks that close after it, or to the line's
end. A full stop of Latin ends none: it stands in numbers and addresses."""


def sentences(text: str) -> tuple[str, ...]:
    """Return a text in pieces that joined give the text: sentences, and line breaks each alone."""
    return tuple(SENTENCE.findall(text))
