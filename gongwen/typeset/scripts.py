"""Where LibreOffice cuts a paragraph into portions: it leaves the letter-spacing off the last character of each.

A portion ends where the typeface changes and where the script does. Letters, digits and the signs of the Latin blocks
(· ° ±) are of one script, Chinese and its marks of the other; quotation marks, dashes, ‰ and ℃ are of none and count to
what stands before them. So 天·地 is three portions, and A”的 is too. With nothing before them they count to the script of
LibreOffice's own menus: Latin ones here; one whose menus are Chinese makes a first —— or “ part of the Chinese after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LETTERS: Final = "\x21-\x7e\u00b2\u00b3\u00c0-\u024f"
"""What is set in the Latin typeface, blanks apart."""

_SIGNS: Final = (
    "\u00a1-\u00b1\u00b4-\u00bf\u0250-\u02c6\u02c8\u02c9\u02cc-\u02d8\u02da-\u02ff\u0370-\u058f\u1e00-\u1fff"
)
_NEITHER: Final = " \u00a0\u02c7\u02ca\u02cb\u02d9\u0300-\u036f\u2000-\u2bff"

CUT: Final = re.compile(f"^[{_NEITHER}]|[{_SIGNS}]")
"""What makes portions although all of it is set in the Chinese typeface."""

_STRETCH: Final = re.compile(f"(?:^[{_NEITHER}]|[{_LETTERS}{_SIGNS} ])[{_LETTERS}{_SIGNS}{_NEITHER}]*")
"""Characters of the Latin script and those of none after them, or such at the beginning or after a blank."""

SCRIPT: Final = re.compile(f"[{_LETTERS}{_SIGNS}]")
"""A character of the Latin script."""

_WEAK: Final = re.compile(f"[{_NEITHER}]")
"""A character that counts to what stands before it."""

_TYPEFACE: Final = re.compile(f"[{_LETTERS} ]+")


def counts_to_word(text: str, at: int) -> bool:
    """Whether a character is of the Latin script, or of none and counts to a Latin word before it."""
    while at >= 0 and _WEAK.match(text[at]):
        at -= 1
    return at < 0 or SCRIPT.match(text[at]) is not None


def portions(text: str, joints: Collection[int] = ()) -> Iterator[tuple[int, bool]]:
    """Yield each place where one portion ends and another begins, and whether the script changes there.

    `joints` are the places where the Chinese typeface changes.
    """
    rest = {at for at in joints if not (_TYPEFACE.match(text, at - 1) and _TYPEFACE.match(text, at))}
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        begin = start
        while start and begin < end and text[begin] == " ":
            begin += 1
        scripts = {begin, end} if not start or SCRIPT.search(text, begin, end) else set()
        edges = scripts.union(*(part.span() for part in _TYPEFACE.finditer(text, start, end)))
        rest -= edges
        yield from ((edge, edge in scripts) for edge in edges if 0 < edge < len(text))
    yield from ((at, False) for at in rest)
