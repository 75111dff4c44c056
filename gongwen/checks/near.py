"""Set phrases of which one character is wrong: a character alike, one too few, or two that have changed places."""

from __future__ import annotations

from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Final

from gongwen.checks.sounds import alike
from gongwen.checks.words import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


LONG: Final = 8
"""Characters from which on a phrase is known though one is lacking."""


@dataclass(frozen=True, slots=True)
class Near:
    """Characters [start, end) of a text that stand for a phrase."""

    start: int
    end: int
    phrase: str


class Phrases:
    """Phrases whose near misses are looked for.

    A wrong character makes a pair with its neighbour in the same word that hardly any right text has, and by that pair
    the phrase is found. Of long phrases also those are found that lack a character or have two changed about.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_pair: dict[str, list[tuple[str, str, str]]] = {}
        whole = tuple(dict.fromkeys(phrases))
        self._right = {pair for phrase in whole for pair in map(add, phrase, phrase[1:])}
        for phrase in whole:
            for at in range(len(phrase)):
                self._keep_alike(phrase, at)
                if len(phrase) >= LONG and "一" <= phrase[at] <= "龥":
                    self._keep_broken(phrase, at)
        self._pairs = frozenset(self._by_pair)

    def _keep_alike(self, phrase: str, at: int) -> None:
        first = at % 2 == 0 and at + 1 < len(phrase)
        for other in alike(phrase[at]):
            pair = other + phrase[at + 1] if first else phrase[at - 1] + other
            if pair not in self._right:
                self._keep(pair, phrase[:at] + other + phrase[at + 1 :], at, phrase)

    def _keep_broken(self, phrase: str, at: int) -> None:
        if 0 < at < len(phrase) - 1:
            lacking = phrase[:at] + phrase[at + 1 :]
            changed = phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
            for wrong, place in ((lacking, at - 1), (changed, at)):
                if wrong != phrase:
                    self._keep(wrong[place : place + 2], wrong, at, phrase)

    def _keep(self, pair: str, wrong: str, at: int, phrase: str) -> None:
        """Keep a near miss under its odd pair, with the pair at its end that is farther from the mistake."""
        end = wrong[:2] if at > len(phrase) // 2 else wrong[-2:]
        self._by_pair.setdefault(pair, []).append((end, wrong, phrase))

    def find(self, text: str) -> list[Near]:
        """Return the near misses in a text in their order; of those that overlap the first and longest."""
        pairs = pairs_of(text)
        if self._pairs.isdisjoint(pairs):
            return []
        found = sorted(self._find(text, pairs), key=lambda near: (near.start, -len(near.phrase)))
        out: list[Near] = []
        for near in found:
            if not out or near.start >= out[-1].end:
                out.append(near)
        return out

    def _find(self, text: str, pairs: frozenset[str]) -> Iterator[Near]:
        for pair in self._pairs & pairs:
            for end, wrong, phrase in self._by_pair[pair]:
                at = text.find(wrong) if end in pairs else -1
                while at >= 0:
                    if not text.startswith(phrase, at):
                        yield Near(at, at + len(wrong), phrase)
                    at = text.find(wrong, at + len(wrong))


class Doubles:
    """Phrases of two words of two characters each, of which there may be thousands.

    Words that are near one of theirs and none of theirs are known; where such a word stands, its neighbours say whether
    the phrase was meant. `but` are texts that are near a phrase and right.
    """

    def __init__(self, phrases: Iterable[str], but: Iterable[str] = ()) -> None:
        self._phrases = frozenset(phrases)
        self._but = frozenset(but)
        words = {word for phrase in self._phrases for word in (phrase[:2], phrase[2:])}
        self._near: dict[str, list[str]] = {}
        for word in words:
            for wrong in (*(each + word[1] for each in alike(word[0])), *(word[0] + each for each in alike(word[1]))):
                if wrong not in words:
                    self._near.setdefault(wrong, []).append(word)
        self._wrong = frozenset(self._near)

    def find(self, text: str) -> list[Near]:
        """Return the near misses in a text in their order."""
        found: list[Near] = []
        for wrong in self._wrong & pairs_of(text):
            at = text.find(wrong)
            while at >= 0:
                found += self._meant(text, at, self._near[wrong])
                at = text.find(wrong, at + 2)
        return sorted(found, key=lambda near: near.start)

    def _meant(self, text: str, at: int, words: Iterable[str]) -> Iterator[Near]:
        before, after = text[max(at - 2, 0) : at], text[at + 2 : at + 4]
        for word in words:
            if before + word in self._phrases and text[at - 2 : at + 2] not in self._but:
                yield Near(at - 2, at + 2, before + word)
                return
            if word + after in self._phrases and text[at : at + 4] not in self._but:
                yield Near(at, at + 4, word + after)
                return
