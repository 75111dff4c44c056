"""Set phrases of which one character is wrong: a character alike, one too few, or two that have changed places."""

from __future__ import annotations

from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Final

from gongwen.checks.alike import alike, is_alike
from gongwen.checks.words import pairs_of, watch

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
        whole = tuple(dict.fromkeys(phrases))
        right = {pair for phrase in whole for pair in map(add, phrase, phrase[1:])}
        self._wrong: dict[str, list[tuple[str, int, int]]] = {}
        self._broken: dict[str, list[tuple[str, str]]] = {}
        for phrase in whole:
            for at, char in enumerate(phrase):
                first = at % 2 == 0 and at + 1 < len(phrase)
                pairs = [other + phrase[at + 1] if first else phrase[at - 1] + other for other in alike(char)]
                for pair in pairs:
                    if pair not in right:
                        self._wrong.setdefault(pair, []).append((phrase, at, at if first else at - 1))
            if len(phrase) >= LONG:
                self._keep_broken(phrase)
        self._pairs = watch({*self._wrong, *self._broken})
        watch(end for phrase in whole for end in (phrase[:2], phrase[-2:]))

    def _keep_broken(self, phrase: str) -> None:
        for at in range(1, len(phrase) - 1):
            if phrase[at].isalpha():
                lacking = phrase[:at] + phrase[at + 1 :]
                changed = phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
                self._broken.setdefault(lacking[at - 1 : at + 1], []).append((lacking, phrase))
                if changed != phrase:
                    self._broken.setdefault(changed[at : at + 2], []).append((changed, phrase))

    def find(self, text: str) -> list[Near]:
        """Return the near misses in a text in their order; of those that overlap the first and longest."""
        pairs = pairs_of(text)
        if self._pairs.isdisjoint(pairs):
            return []
        found = [*self._find_wrong(text, pairs), *self._find_broken(text, pairs)]
        out: list[Near] = []
        for near in sorted(found, key=lambda near: (near.start, -near.end)):
            if not out or near.start >= out[-1].end:
                out.append(near)
        return out

    def _find_wrong(self, text: str, pairs: frozenset[str]) -> Iterator[Near]:
        for pair in self._pairs & pairs:
            for phrase, at, place in self._wrong.get(pair, ()):
                if (phrase[:2] if at > len(phrase) // 2 else phrase[-2:]) in pairs:
                    for start in _places(text, pair, place):
                        end = start + len(phrase)
                        if text[start : start + at] == phrase[:at] and text[start + at + 1 : end] == phrase[at + 1 :]:
                            yield Near(start, end, phrase)

    def _find_broken(self, text: str, pairs: frozenset[str]) -> Iterator[Near]:
        for pair in self._pairs & pairs:
            for wrong, phrase in self._broken.get(pair, ()):
                if phrase[:2] in pairs or phrase[-2:] in pairs:
                    for start in _places(text, wrong, 0):
                        if not text.startswith(phrase, start):
                            yield Near(start, start + len(wrong), phrase)


def _places(text: str, part: str, place: int) -> Iterator[int]:
    """Yield where something begins of which a part stands so many characters in."""
    at = text.find(part)
    while at >= 0:
        if at >= place:
            yield at - place
        at = text.find(part, at + 1)


class Doubles:
    """Phrases of two words of two characters each, of which there may be thousands.

    What is near one of their words and none of them is known at once; its neighbours then say whether a phrase was meant.
    `but` are texts that are near a phrase and right.
    """

    def __init__(self, phrases: Iterable[str], but: Iterable[str] = ()) -> None:
        self._but = frozenset(but)
        self._after: dict[str, list[str]] = {}
        self._before: dict[str, list[str]] = {}
        for phrase in phrases:
            self._after.setdefault(phrase[:2], []).append(phrase[2:])
            self._before.setdefault(phrase[2:], []).append(phrase[:2])
        words = self._after.keys() | self._before.keys()
        near = {other + word[1] for word in words for other in alike(word[0])}
        near |= {word[0] + other for word in words for other in alike(word[1])}
        self._near = watch(near - words)

    def find(self, text: str) -> list[Near]:
        """Return the near misses in a text in their order."""
        found: list[Near] = []
        for wrong in self._near & pairs_of(text):
            at = text.find(wrong)
            while at >= 0:
                before, after = text[max(at - 2, 0) : at], text[at + 2 : at + 4]
                if (words := self._after.get(before)) and (word := _meant(wrong, words)):
                    found.append(Near(at - 2, at + 2, before + word))
                elif (words := self._before.get(after)) and (word := _meant(wrong, words)):
                    found.append(Near(at, at + 4, word + after))
                at = text.find(wrong, at + 1)
        found = [near for near in found if text[near.start : near.end] not in self._but]
        return sorted(found, key=lambda near: near.start)


def _meant(wrong: str, words: Iterable[str]) -> str:
    """Return the word of some that a wrong one differs from by a character alike, empty when there is none."""
    for word in words:
        if word[1] == wrong[1]:
            if is_alike(word[0], wrong[0]):
                return word
        elif word[0] == wrong[0] and is_alike(word[1], wrong[1]):
            return word
    return ""
