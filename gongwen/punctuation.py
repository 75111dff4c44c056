"""Half-width marks beside Chinese: counted, and made full-width where official text wants it (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from gongwen.rewriting import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document

FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、；：？！“”‘’（）《》〈〉〔〕…—·％℃]")
_LETTER: Final = re.compile(r"[\u3400-\u9fff]")
_RUN: Final = re.compile(r"[,;:?!()]+")
_FIELDS: Final = ("title", "addressees", "byline", "closing", "attachments", "note")
_CLOSING: Final = frozenset(",;:?!")
_LOST: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])|(?<=[、，。；])\?(?=[\u4e00-\u9fff])|(?<=\d)\?(?=[，。；、])"
)
_ASKS: Final = re.compile(
    "[吗呢吧谁哪几怎]|什么|如何|(?<!任)何|多少|[是能可会该]否|与否|有没有|难道|([\u4e00-\u9fff])[不没]\\1"
)
_ENDS: Final = re.compile("[。！？；!;]")


def full_width_text(text: str) -> tuple[str, int]:
    """Return a text with its marks beside Chinese made full-width, and how many were; numbers and times stay.

    A bracket follows its partner, a blank before a changed mark goes, and a mark that ends a Chinese text is changed.
    """
    found = marks(text)
    return _renewed(text, found), len(found)


def _renewed(text: str, found: list[int]) -> str:
    if not found:
        return text
    out: list[str] = []
    end = 0
    for index in found:
        before = text[end:index]
        out.append(before if text[index] == "(" else before.rstrip())
        out.append(FULL[text[index]])
        end = index + 1
    out.append(text[end:])
    return "".join(out)


def marks(text: str) -> list[int]:
    """Return where the half-width marks stand that should be full-width; a run of marks is changed as a whole.

    A "?" that stands for a lost character is none.
    """
    runs = [match.span() for match in _RUN.finditer(text)]
    chinese = bool(_LETTER.search(text))
    follows: list[list[int]] = [[] for _ in runs]  # the runs that change when this one does
    found: list[int] = []
    end = 0
    for place, (start, stop) in enumerate(runs):
        between = text[end:start].rstrip()
        beside = bool(between and _HAN.match(between[-1])) or bool(_HAN.match(text[stop : stop + 1]))
        if beside or (stop == len(text) and text[start] in _CLOSING and chinese):
            found.append(place)
        if not between and place:
            follows[place - 1].append(place)
            follows[place].append(place - 1)
        end = stop
    for opening, closing in _pairs(text, runs):
        follows[opening].append(closing)
        follows[closing].append(opening)
    changed = set(found)
    while found:
        for place in follows[found.pop()]:
            if place not in changed:
                changed.add(place)
                found.append(place)
    gone = set(lost(text))
    return [index for place in sorted(changed) for index in range(*runs[place]) if index not in gone]


def lost(text: str) -> list[int]:
    """Return where a "?" stands for a character that was lost on the way: between Chinese ones where nothing is asked."""
    if "?" not in text:
        return []
    return [match.start() for match in _LOST.finditer(text) if not _asked(text[: match.start()])]


def _asked(before: str) -> bool:
    """Whether a question may end here: what was said since the last stop has a word that asks."""
    return bool(_ASKS.search(_ENDS.split(before.rstrip("、，。；"))[-1]))


def full_width(document: Document) -> tuple[Document, int]:
    """Return the document with all half-width marks beside Chinese made full-width, and how many there were."""
    changed, counts = _changed(document)
    return changed, counts.total()


def half_width_marks(document: Document) -> int:
    """Return how many half-width marks stand beside Chinese."""
    return _changed(document)[1].total()


def half_width_kinds(document: Document) -> dict[str, int]:
    """Return how many half-width marks of each kind stand beside Chinese, the most frequent first."""
    return dict(_changed(document)[1].most_common())


def _changed(document: Document) -> tuple[Document, Counter[str]]:
    counts: Counter[str] = Counter()

    def fix(text: str) -> str:
        found = marks(text)
        counts.update(text[index] for index in found)
        return _renewed(text, found)

    return rewritten(document, fix, _FIELDS), counts


def _pairs(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the runs that hold the two brackets of a pair."""
    stack: list[int] = []
    for place, (start, stop) in enumerate(runs):
        for mark in text[start:stop]:
            if mark == "(":
                stack.append(place)
            elif mark == ")" and stack:
                yield stack.pop(), place
