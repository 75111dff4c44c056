"""The place of an annotation: words in a text of the document, with what stood round them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.targets import HEADING_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT: Final = 32
"""Characters kept of what stands before and after the words, to tell them from others like them."""


class Scope(StrEnum):
    """What an annotation is on."""

    RANGE = "range"
    SECTION = "section"
    REPORT = "report"


class Standing(StrEnum):
    """What became of the words of an anchor since the annotation was made."""

    OK = "ok"
    CHANGED = "changed"
    MOVED = "moved"
    """They were found again in text that is new, by their likeness."""

    ORPHAN = "orphan"
    """They are gone; `key`, `start` and `end` say where they were last."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words [start, end) (code points) of the text a key of gongwen.review.texts names; `now` is what stands there.

    `quote` is what stood there when the annotation was made; with OK it is `now`. An anchor on a section has the key of its
    paragraphs, no words, and its heading as quote; one on the whole report has no key either.
    """

    key: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    now: str = ""
    before: str = ""
    after: str = ""
    standing: Standing = Standing.OK
    scope: Scope = Scope.RANGE

    @property
    def lost(self) -> bool:
        """Whether the words are gone."""
        return self.standing is Standing.ORPHAN


def anchored(found: Mapping[str, str], key: str, start: int, end: int) -> Anchor:
    """Return the anchor of a range in one of a document's texts, kept inside it."""
    text = found[key]
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    words = text[start:end]
    return Anchor(key, start, end, words, words, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def on_section(found: Mapping[str, str], key: str) -> Anchor:
    """Return the anchor on a whole section."""
    return Anchor(key, quote=found.get(key + HEADING_SUFFIX, ""), scope=Scope.SECTION)


ON_REPORT: Final = Anchor(scope=Scope.REPORT)
"""The anchor on the whole report."""
