"""What a paragraph of the text is by the mark it begins with: an item of a numbered list, a quotation, or none of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongwen.numerals import MOST, chinese

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTATION: Final = "＃引："
"""Begins a paragraph that is a quotation."""

ITEMS: Final[dict[str, Callable[[int], str]]] = {
    "（＃）": lambda number: f"（{number}）",
    "＃.": lambda number: f"{number}.",
    "＃是": lambda number: f"{chinese(number) if number <= MOST else number}是",
}
"""Begins a paragraph that is an item of a list: the form of its number, with ＃ where the number will stand."""

MARKS: Final = (*ITEMS, QUOTATION)

_FORMS: Final = {
    "（＃）": "（([0-9]{1,3})）",
    "＃.": r"([0-9]{1,3})\.",
    "＃是": "([一二三四五六七八九十百零]{1,5}|[0-9]{4,})是",
}


def mark_of(text: str) -> str:
    """Return the mark a paragraph begins with, or empty."""
    return next((mark for mark in MARKS if text.startswith(mark)), "") if "＃" in text[:2] else ""


def bare(text: str) -> str:
    """Return a paragraph's text without its mark."""
    return text[len(mark_of(text)) :]


@lru_cache(maxsize=4096)
def length(text: str) -> int:
    """Return a paragraph's characters without mark and white space; kept, since every save counts a report of which one changed."""
    return len("".join(bare(text).split()))


def without_number(text: str) -> tuple[str, str, str]:
    """Return the mark, the number as printed and the rest of an item's printed text; all text is rest when it is none."""
    for form in ITEMS:
        if match := re.match(_FORMS[form], text):
            return form, match[0], text[match.end() :]
    return "", "", text


class Lists:
    """Counts the items of a section: of one form they count on, items of another form lie below them, other text ends all."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def copy(self) -> Lists:
        """Return a count that goes on by itself from here."""
        out = Lists()
        out._open = [*self._open]
        return out

    def number(self, text: str) -> str:
        """Return the number to print with the next paragraph; empty when it is no item with a text.

        Quotations and what prints nothing end no list.
        """
        mark = mark_of(text)
        if not bare(text).strip() or mark == QUOTATION:
            return ""
        if not mark:
            self._open.clear()
            return ""
        value = 1
        if any(form == mark for form, _ in self._open):
            while self._open[-1][0] != mark:
                self._open.pop()
            value += self._open.pop()[1]
        self._open.append((mark, value))
        return ITEMS[mark](value)
