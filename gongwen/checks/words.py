"""Wrong words found in one pass over a text: each is known by two characters that no right word has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING, Final

from gongwen.checks.lists import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_WATCHED: Final[set[str]] = set()


def watch(pairs: Iterable[str]) -> frozenset[str]:
    """Return pairs of characters that a list asks pairs_of for, and have them looked for from now on."""
    kept = frozenset(pairs)
    _WATCHED.update(kept)
    pairs_of.cache_clear()
    return kept


@lru_cache(maxsize=4)
def pairs_of(text: str) -> frozenset[str]:
    """Return those pairs of neighbours in a text that any list watches for.

    This is the one costly look at a text, which all lists share; what it returns is little, and each takes its own of it.
    """
    return frozenset(_WATCHED.intersection(map(add, text, text[1:])))


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong word and the right one; it is none after a character of `not_after` nor before one of `not_before`.

    `weight` is empty for a plain mistake and "should" for a form that was once, or is elsewhere, in use.
    """

    wrong: str
    right: str
    not_after: str = ""
    not_before: str = ""
    weight: str = ""

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the word stands in a text."""
        start = text.find(self.wrong)
        while start >= 0:
            end = start + len(self.wrong)
            before, after = text[max(start - 1, 0) : start], text[end : end + 1]
            if not (before and before in self.not_after) and not (after and after in self.not_before):
                yield start, end
            start = text.find(self.wrong, end)


class WordList:
    """Wrong words, found in a text all at once.

    A word is kept under a pair of neighbours that occurs in no right word (most mistakes have one): in a text without
    mistakes hardly any pair is known.
    """

    def __init__(self, words: Iterable[Wrong]) -> None:
        words = tuple(words)
        common = {pair for word in words for pair in map(add, word.right, word.right[1:])}
        self._by_pair: dict[str, list[Wrong]] = {}
        for word in words:
            pairs = tuple(map(add, word.wrong, word.wrong[1:]))
            known = next((pair for pair in pairs if pair not in common), pairs[0])
            self._by_pair.setdefault(known, []).append(word)
        self._pairs = watch(self._by_pair)

    def find(self, text: str) -> list[tuple[int, int, Wrong]]:
        """Return the places of wrong words in their order, of overlapping ones the first and longest."""
        found = [
            (start, end, word)
            for pair in self._pairs & pairs_of(text)
            for word in self._by_pair[pair]
            for start, end in word.places(text)
        ]
        return _apart(found)


@cache
def wrong_words(own: tuple[tuple[str, str], ...] = ()) -> WordList:
    """Return the built-in wrong words with an office's own; its own weigh more than a built-in one that is alike."""
    built_in = {row["wrong"]: Wrong(**row) for row in listed("wrong_words").rows}
    mine = {wrong: Wrong(wrong, right) for wrong, right in own if len(wrong) > 1 and wrong != right}
    return WordList((built_in | mine).values())


def _apart(found: list[tuple[int, int, Wrong]]) -> list[tuple[int, int, Wrong]]:
    out: list[tuple[int, int, Wrong]] = []
    for each in sorted(found, key=lambda each: (each[0], -each[1])):
        if not out or each[0] >= out[-1][1]:
            out.append(each)
    return out
