"""Text as it is searched: widths and cases alike, marks left out; Chinese as overlapping pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_PHRASES, LONGEST_PHRASE, LONGEST_WORD = 8, 60, 40
"""What is searched for at most: phrases, characters of one; and characters of a Latin word that are told apart."""

_WIDE: Final = "\u2e80-\U0010ffff"
"""Characters from the first of the East Asian ones on: each is a word of its own, no space parts them."""

_WORD: Final = re.compile(r"[^\W_]+")
_SPARE: Final = re.compile(f" (?:(?=[{_WIDE}])|(?<=[{_WIDE}] ))")
_RUNS: Final = re.compile(f"[{_WIDE}]+|[^ {_WIDE}]+")
_GROUPS: Final = re.compile(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3}(?![0-9０-９]))")
"""The comma in 1,286: the number is the same without it."""

_QUOTED: Final = re.compile(r"[“\"]([^“”\"]+)[”\"]|(\S+)")


@dataclass(frozen=True, slots=True)
class Token:
    """What an index is asked for; a `begins` token stands for all that begin with it."""

    text: str
    begins: bool = False


def squeezed(text: str) -> str:
    """Return a text as it is searched: widths and cases alike, only letters and digits, a space only between two Latin words."""
    bare = " ".join(_WORD.findall(_GROUPS.sub("", text)))
    return _SPARE.sub("", " ".join(_WORD.findall(_folded(bare))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(texts: Iterable[str]) -> set[str]:
    """Return what an index holds of texts: pairs of characters and the last one of a run; Latin words and numbers whole."""
    found: set[str] = set()
    for text in texts:
        for run in _RUNS.findall(squeezed(text)):
            if run[0] < "\u2e80":
                found.add(run[:LONGEST_WORD])
            else:
                found.update(map(add, run, run[1:]))
                found.add(run[-1])
    return found


def phrases(words: str) -> tuple[str, ...]:
    """Return what a person asks for as texts that must all occur: what stands between spaces, or in quotation marks."""
    asked = (squeezed(quoted or bare)[:LONGEST_PHRASE] for quoted, bare in _QUOTED.findall(words))
    return tuple(dict.fromkeys(filter(None, asked)))[:MOST_PHRASES]


def wanted(asked: Sequence[str]) -> tuple[Token, ...]:
    """Return the tokens that every text with these phrases has."""
    return tuple(dict.fromkeys(token for phrase in asked for token in _wanted(phrase)))


def _wanted(phrase: str) -> Iterator[Token]:
    runs = _RUNS.findall(phrase)
    for index, run in enumerate(runs):
        if run[0] < "\u2e80":  # the last word may be half typed
            yield Token(run[:LONGEST_WORD], index == len(runs) - 1 or len(run) > LONGEST_WORD)
        elif len(run) == 1:
            yield Token(run, begins=True)
        else:
            yield from (Token(run[at : at + 2]) for at in range(len(run) - 1))


class Seeker:
    """Finds phrases in texts."""

    def __init__(self, asked: Sequence[str]) -> None:
        self.phrases = len(asked)
        # A Latin word or a number is found from its beginning.
        starts = (f"(?<![^ {_WIDE}])" if phrase[0] < "\u2e80" else "" for phrase in asked)
        self._forms = [re.compile(start + re.escape(phrase)) for start, phrase in zip(starts, asked, strict=True)]

    def count(self, text: str) -> int:
        """Return how many of the phrases a text has."""
        text = squeezed(text)
        return sum(form.search(text) is not None for form in self._forms)

    def all_in(self, texts: Iterable[str]) -> bool:
        """Whether each phrase is in one of the texts."""
        whole = [squeezed(text) for text in texts]
        return all(any(form.search(text) for text in whole) for form in self._forms)

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Return where the phrases stand in a text, in order and apart from each other."""
        folded, places = _placed(text)
        found = sorted(
            (places[match.start()], places[match.end() - 1] + 1)
            for form in self._forms
            for match in form.finditer(folded)
        )
        out: list[tuple[int, int]] = []
        for start, end in found:
            if out and start <= out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            else:
                out.append((start, end))
        return out


def _placed(text: str) -> tuple[str, list[int]]:
    """Return a text squeezed, and for each character of that the index of the one it came from."""
    spared = {match.start() for match in _GROUPS.finditer(text)}
    out: list[str] = []
    places: list[int] = []
    gap = False
    for at, char in enumerate(text):
        if at in spared:
            continue
        for folded in _folded(char) if char.isalnum() else " ":
            if not folded.isalnum():
                gap = True
                continue
            if gap and out and folded < "\u2e80" and out[-1] < "\u2e80":
                out.append(" ")
                places.append(at)
            gap = False
            out.append(folded)
            places.append(at)
    return "".join(out), places
