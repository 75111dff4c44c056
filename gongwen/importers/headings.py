"""Where a heading ends: a short first sentence runs into its text, a short line stands alone, a long one is text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST_RUN_IN: Final = 50
"""Characters of a first sentence that may still be a heading."""

LONGEST_OWN_LINE: Final = 70
"""Characters of a line that may still be a heading as a whole."""

LONGEST_ITEM: Final = 45
"""Characters of a numbered line at the third or fourth level that may still be a heading."""

_SENTENCE_END: Final = re.compile(r"[。！？!?][”’）》」』)]*")
_COLON: Final = re.compile(r"[：:](?![0-9/\\])")
_LONGEST_COLON: Final = 25
_LEAST_COLON: Final = 4
_FIRSTLY: Final = re.compile(r"([^。；：！？;:!?]{4,45}?)[ 　]*(?=一是)")
_RUNS_ON: Final = ("；", ";", "，", ",", "、")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered line taken apart: the heading, and the text that runs on in the same paragraph."""

    heading: str
    text: str

    @property
    def run_in(self) -> bool:
        """Whether text follows on the heading's own line (the heading may then be empty)."""
        return bool(self.text)


def part(rest: str, *, styled: bool = False) -> Heading:
    """Take a numbered line (without its number) apart; `styled` when the file itself calls it a heading.

    A heading that runs in keeps its end mark; a line without any heading becomes text alone.
    """
    first = _SENTENCE_END.search(rest)
    if styled and (first is None or first.end() == len(rest)):
        return Heading(rest, "")
    if first is None or first.end() == len(rest):
        if len(rest) <= LONGEST_OWN_LINE and not rest.endswith(_RUNS_ON):
            return Heading(rest, "")
        return _colon(rest) or Heading("", rest)
    if first.end() <= LONGEST_RUN_IN and not _FIRSTLY.match(rest[: first.end()]):
        colon = _colon(rest[: first.end()])
        if colon and first.end() > LONGEST_ITEM:
            return Heading(colon.heading, rest[len(colon.heading) :].lstrip())
        return Heading(rest[: first.end()], rest[first.end() :].lstrip())
    return _colon(rest) or Heading("", rest)


def looks_like_heading(rest: str, *, followed_by_text: bool) -> bool:
    """Whether a line numbered 1. or （1） (without its number) is a heading and not an item of a list."""
    first = _SENTENCE_END.search(rest)
    if first is None:
        if rest.endswith(_RUNS_ON):
            return False
        return len(rest) <= LONGEST_ITEM or _colon(rest) is not None
    if first.end() == len(rest):
        return followed_by_text and len(rest) <= LONGEST_ITEM
    return first.end() <= LONGEST_ITEM or _colon(rest) is not None


def _colon(rest: str) -> Heading | None:
    firstly = _FIRSTLY.match(rest)  # 加强领导 一是成立…: a heading whose line end has got lost
    if firstly and not firstly[1].endswith(_RUNS_ON):
        return Heading(firstly[1], rest[firstly.end() :])
    match = _COLON.search(rest)
    if match and _LEAST_COLON <= match.end() <= _LONGEST_COLON and not re.search("[，,；;。]", rest[: match.end()]):
        text = rest[match.end() :].lstrip()
        return Heading(rest[: match.end()], text) if text else None
    return None
