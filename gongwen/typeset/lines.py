"""Breaks one paragraph into lines: greedy, nothing hangs, marks stay where Chinese typesetting wants them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from gongwen.typeset.metrics import LATIN, ZERO_WIDTH, advances, positions

NOT_FIRST: Final = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″‵›℃∶、。々〃〉》」』】〕〗〞︰︱︳︴︶︸︺︼︾﹀﹂﹄﹏﹐､﹒﹔﹕﹖﹗﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠'\"•-"
)
"""May not begin a line (GB/T 15834-2011, 5.1; the union of what Word and LibreOffice hold)."""

NOT_LAST: Final = frozenset("$([{£¥‘“〈《「『【〔〖〝‵︵︷︹︻︽︿﹁﹃﹙﹛﹝＄（．［｛￡￥'\"·")
"""May not end a line."""

CLOSING: Final = frozenset("，、。．）》”』】〉〕’·％℃‰①②③④⑤⑥⑦⑧⑨⑩")
"""No break between one of these and a Latin letter or digit after it."""

UNBROKEN: Final = frozenset({"——", "……"})
"""Marks of two characters that stay together (GB/T 15834-2011, 5.1.5, 5.1.6)."""

BLANKS: Final = " \u3000"


def break_lines(text: str, width: int, size: int, spacing: int, first: int = 0) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as (start, end) ranges that cover it; `first` is the first line's indent.

    Lengths are twips. Blanks at a line's end belong to it and may stand out. An empty text is one empty line.
    """
    total = len(text)
    if not total:
        return [(0, 0)]
    place = positions(text, size, spacing) if LATIN.search(text) or ZERO_WIDTH.search(text) else None
    glyph = advances(size, spacing)
    em = size + spacing
    out: list[tuple[int, int]] = []
    start = 0
    while True:
        room = width - (0 if out else first)
        if place is None:
            cut = start + int(room // em)
        else:
            limit = place[start] + room + 1e-6
            cut = bisect_right(place, limit, start) - 1
            if cut < total and place[cut] + glyph[text[cut]] <= limit:
                cut += 1
        if cut >= total:
            out.append((start, total))
            return out
        end = _break_before(text, start, max(cut, start + 1))
        while end < total and text[end] in BLANKS:
            end += 1
        out.append((start, end))
        if end >= total:
            return out
        start = end


def _break_before(text: str, start: int, cut: int) -> int:
    """Return the last place at or before `cut` (the first character that does not fit) where a line may end."""
    if text[cut] in BLANKS:
        return cut
    place = cut
    while place > start:
        after, before = text[place], text[place - 1]
        if _may_break(before, after, at_start=place - 1 == start):
            return place
        place -= 1
    return cut


def _may_break(before: str, after: str, *, at_start: bool) -> bool:
    latin_before, latin_after = _is_latin(before), _is_latin(after)
    if latin_before and latin_after:
        return before == "-" and after.isalnum() and not at_start
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before in CLOSING and latin_after:
        return False
    return before + after not in UNBROKEN


def _is_latin(char: str) -> bool:
    return char != " " and LATIN.match(char) is not None
