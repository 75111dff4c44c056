"""Breaks one paragraph into lines: greedy, nothing hangs, marks stay where Chinese typesetting wants them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongwen.typeset.metrics import INVISIBLE, LATIN, LATIN_CHUNK, LETTERS, is_even, positions, width_of, words
from gongwen.typeset.rules import OPENING, OURS
from gongwen.typeset.scripts import SCRIPT, counts_to_word

if TYPE_CHECKING:
    from collections.abc import Collection

    from gongwen.typeset.metrics import Placed
    from gongwen.typeset.rules import BreakRules

FIRST_HAN: Final = "\u4e00"
LAST_HAN: Final = "\u9fff"
"""Before these characters every program breaks, but behind an opening mark."""

OPENING_QUOTES: Final = frozenset("“‘")

TINY: Final = 1e-6
"""Twips by which a sum of lengths may be off."""

BLANKS: Final = " \u3000"


def break_lines(
    text: str,
    width: int,
    size: int,
    spacing: int,
    *,
    first: int = 0,
    rules: BreakRules = OURS,
    joints: Collection[int] = (),
) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as (start, end) ranges that cover it; `first` is the first line's indent.

    Lengths are twips. Blanks at a line's end belong to it and may stand out. An empty text is one empty line. Other
    `rules` than our own foretell the lines of another program, for which `joints`, the places where the Chinese
    typeface changes, may matter.
    """
    if not text:
        return [(0, 0)]
    if (rules.edge or rules.widths or rules.joined) and not is_even(text, rules, joints):
        place = positions(text, size, spacing, rules, joints)
        ends = [0]
        while ends[-1] < len(text):
            room = width - (first if len(ends) == 1 else 0)
            ends.append(line_end(text, ends[-1], place, room, size=size, spacing=spacing, rules=rules))
        return list(pairwise(ends))
    return _break_plainly(text, width, size, spacing, first, rules)


def _break_plainly(
    text: str, width: int, size: int, spacing: int, first: int, rules: BreakRules
) -> list[tuple[int, int]]:
    """Do as break_lines where all characters but Latin words are as wide: nothing else is measured."""
    spare, full, not_last = TINY - rules.slack, size + spacing, rules.not_last
    limit, room = max(width - first + spare, 0.0), max(width + spare, 0.0)
    ends = [0]
    start, at, right = 0, 0, 0.0
    if first < 0:  # the second line may end before words that the first one had room for
        place = positions(text, size, spacing, rules)
        start = line_end(text, 0, place, width - first, size=size, spacing=spacing, rules=rules)
        limit = place[start] + room
        ends.append(start)
    placed = words(text, size, spacing, rules)
    for number, (begin, left, end, following, inner) in enumerate(placed):
        before = right + (begin - at) * full
        while limit < before:  # the line ends before the word
            cut = at + int((limit - right) / full)
            if start < cut and FIRST_HAN <= text[cut] <= LAST_HAN and text[cut - 1] not in not_last:
                start = cut
                limit = right + (cut - at) * full + room
            else:
                start = end_at(text, start, cut, rules)
                limit = _left_of(start, placed, number, full) + room
            ends.append(start)
        while limit < left + inner[-1]:  # it ends at the word, or inside
            start = end_at(text, start, begin + max(bisect_right(inner, limit - left) - 1, 0), rules)
            limit = _left_of(start, placed, number, full) + room
            ends.append(start)
        at, right = end, following
    if start < len(text):
        ends.append(len(text))
    return list(pairwise(ends))


def _left_of(place: int, placed: list[Placed], near: int, full: int) -> float:
    """Return where a character begins that stands near one of a text's Latin words."""
    while near and placed[near][0] > place:
        near -= 1
    while near + 1 < len(placed) and placed[near + 1][0] <= place:
        near += 1
    start, left, end, right, inner = placed[near]
    return right + (place - end) * full if place >= end else left + inner[place - start]


def line_end(
    text: str, start: int, place: list[float], room: float, *, size: int, spacing: int, rules: BreakRules = OURS
) -> int:
    """Return where a line that starts at `start` ends; `place` are the positions of characters, `room` its width."""
    limit = place[start] + room - rules.slack + TINY
    cut = bisect_right(place, limit, start) - 1
    after = text[cut : cut + 2]
    beside_latin = not after.isalpha() or not LETTERS.isdisjoint(after) or (rules.edge and SCRIPT.search(after))
    if beside_latin and cut < len(text) and place[cut] + width_of(text[cut], size, spacing, rules) <= limit:
        cut += 1  # the character fits without the space behind it
        if rules.by_language and text[cut - 1].isalnum() and text[cut : cut + 1].isalnum():
            return cut  # the space itself ends the line, whatever it parts
    return end_at(text, start, cut, rules)


def end_at(text: str, start: int, cut: int, rules: BreakRules) -> int:
    """Return where a line ends when the character at `cut` is the first that does not fit; blanks after it ride along."""
    total = len(text)
    if cut >= total:
        return total
    if cut > start and FIRST_HAN <= text[cut] <= LAST_HAN and text[cut - 1] not in rules.not_last:
        return cut
    end = _break_before(text, start, max(cut, start + 1), rules)
    while end < total and text[end] in BLANKS:
        end += 1
    return end


def _break_before(text: str, start: int, cut: int, rules: BreakRules) -> int:
    """Return the last place at or before `cut` where a line may end; `cut` itself when there is none."""
    if cut >= len(text) or text[cut] in BLANKS:
        return cut
    latin = rules.by_language and _by_latin(text, cut)
    if rules.hanging and not latin and _hangs(text, cut, rules):
        return cut + 1
    if latin and text[cut] in rules.free_after_latin and text[cut - 1] in LETTERS:
        return cut
    place = cut
    while place > start:
        after, before = text[place], text[place - 1]
        if FIRST_HAN <= after <= LAST_HAN and before not in rules.not_last:
            return place
        if after in rules.not_first or (after in LETTERS and before in LETTERS and before not in rules.after_latin):
            place -= 1  # before a mark, or inside a word
            continue
        as_unicode = not rules.by_language or after in LETTERS or (latin and not counts_to_word(text, place))
        if _may_break(before, after, rules, at_start=place - 1 == start, as_unicode=as_unicode) and not (
            (as_unicode and _held(text, place, start, rules))
            or (rules.by_language and _held_at_cut(text, place, cut, latin=latin))
        ):
            return place
        place -= 1
    return cut


def _hangs(text: str, cut: int, rules: BreakRules) -> bool:
    """Whether the mark at `cut` may stand outside the line."""
    return text[cut] in rules.hanging and not (cut + 1 < len(text) and text[cut + 1] in rules.not_first)


def _by_latin(text: str, cut: int) -> bool:
    """Whether the last letter or digit up to a place is a Latin one: then LibreOffice breaks a line as Unicode says.

    Not where the character at the place is none of the word, but counts to its script: its language is Chinese; and not
    where Chinese marks follow a single letter or digit: LibreOffice looks for its language just before it.
    """
    at = cut
    while at and not (text[at].isalpha() or text[at].isdecimal()):
        at -= 1
    if text[at] not in LETTERS or text[cut] in LETTERS:
        return text[at] in LETTERS
    return not counts_to_word(text, cut) and (at == 0 or LATIN.match(text[at - 1]) is not None)


def _held_at_cut(text: str, place: int, cut: int, *, latin: bool) -> bool:
    """Whether LibreOffice keeps two characters together because of what follows them and does not fit.

    It breaks after a slash only when a letter behind it fits that is not the word's last, and leaves an opening mark
    with the word before it when it breaks the line as Unicode says.
    """
    before, after = text[place - 1], text[place]
    if before == "/" and (word := LATIN_CHUNK.match(text, place)):
        return place >= min(cut, word.end() - 1)
    return latin and after in OPENING and before in LETTERS and before.isalnum()


def _held(text: str, place: int, start: int, rules: BreakRules) -> bool:
    """Whether a mark and a Latin word or number stay together, as programs that ask Unicode take it.

    An opening quotation mark stays with a word before it, closing marks between them or not; in lines that marks
    hang from, a word stays with the one before it when only such marks stand between and it is not a single letter or digit.
    """
    if text[place] in OPENING_QUOTES:
        return rules.holds_quotes and _after_latin(text, place - 1, start, rules.not_first - rules.hanging, rules)
    if text[place] in LETTERS and text[place - 1] in rules.joining:
        return place - 1 > start and text[place - 2] in LETTERS and _by_latin(text, place - 1)
    return False


def _after_latin(text: str, at: int, start: int, skipped: frozenset[str], rules: BreakRules) -> bool:
    """Whether a Latin letter or digit stands at a place, or before the marks there that are skipped."""
    while at > start and text[at] in skipped and text[at] not in LETTERS:
        at -= 1
    return text[at] in LETTERS and text[at] not in rules.loose


def _may_break(before: str, after: str, rules: BreakRules, *, at_start: bool, as_unicode: bool) -> bool:
    latin_before, latin_after = before in LETTERS, after in LETTERS
    if latin_before and latin_after:
        breaks = before in rules.after_latin and after.isalnum() and not (before == "/" and after.isdigit())
        return breaks and not at_start
    if after in INVISIBLE:
        return False
    if before in rules.not_last:
        return False
    held = (before in rules.closing and latin_after and after not in rules.loose) or (
        latin_before and after in rules.held
    )
    if as_unicode and held:
        return False
    return before + after not in rules.unbroken
