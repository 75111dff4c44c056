"""The names of laws, regulations and party rules: which there are, which are repealed, and which a wrong name was meant to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.alike import alike
from gongwen.checks.lists import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATE: Final = "中华人民共和国"
_PREFIX: Final = re.compile(f"^{STATE}(?=.)")
SUFFIX: Final = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]$")
_FULL: Final = str.maketrans("()-－–~～", "（）—————", " \u3000")
_COUNTED: Final = frozenset("一二三四五六七八九十0123456789")
SHORT: Final = 7
"""Characters up to which a name is near another only when the character is alike in sound or look."""

_A_LAW: Final = re.compile("(?:法|条例|规定|办法|细则|[准规]则|章程|纲要|规划|意见|通知|决定|解释|计划)$")


@dataclass(frozen=True, slots=True)
class Law:
    """A name as listed: without 中华人民共和国; `repealed` is the year (0: in force), `now` what to cite instead."""

    name: str
    level: str
    repealed: int
    now: str


@dataclass(frozen=True, slots=True)
class _Index:
    by_name: Mapping[str, Law]
    by_start: Mapping[str, tuple[Law, ...]]
    lengths: tuple[int, ...]


@cache
def _index() -> _Index:
    by_name: dict[str, Law] = {}
    by_start: dict[str, list[Law]] = {}
    for row in listed("law_names").rows:
        law = Law(row["name"], row["level"], int(row["repealed"] or 0), row["now"])
        key = plain(law.name)
        by_name.setdefault(law.name.translate(_FULL), law)
        by_name.setdefault(key, law)
        for start in (key[:1], key[1:3]):
            by_start.setdefault(start, []).append(law)
    return _Index(
        by_name, {start: tuple(laws) for start, laws in by_start.items()}, tuple(sorted({*map(len, by_name)}))
    )


def plain(title: str) -> str:
    """Return a title without blanks, 中华人民共和国 and what stands in brackets at its end (试行, years, 草案)."""
    return SUFFIX.sub("", _PREFIX.sub("", title.translate(_FULL)))


def law_named(title: str) -> Law | None:
    """Return the law of this title, whether in force or not; None when none is known by it."""
    by_name = _index().by_name
    return by_name.get(_PREFIX.sub("", title.translate(_FULL))) or by_name.get(plain(title))


def of_state(title: str) -> tuple[str, Law] | None:
    """Return the words that stand where 中华人民共和国 should, one slip away from it, and the law named after them."""
    for size in (len(STATE) - 1, len(STATE), len(STATE) + 1):
        before, name = title[:size], title[size:]
        if (
            before != STATE
            and _one_apart(before, STATE)
            and (law := law_named(name)) is not None
            and plain(name) == name
        ):
            return before, law
    return None


def _one_apart(one: str, other: str) -> bool:
    """Whether one character is wrong, lacking or too many, or two are changed about."""
    here, there = _apart(one, other)
    return sorted((len(here), len(there))) in ([0, 1], [1, 1]) or (len(here) == len("对调") and here == there[::-1])


def law_meant(title: str) -> Law | None:
    """Return the law that a title no law has is one slip away from; None when there is none, or more than one.

    A slip is a character wrong, lacking or too many, or two changed about. Of names of at most SHORT characters, and
    where the wrong character stands for a number, only characters alike count.
    """
    key = plain(title)
    starts = (key[:1], key[:2], key[1:3], key[2:4])  # whichever character is wrong, one of them is right
    near = {
        law.name: law for start in starts for law in _index().by_start.get(start, ()) if _is_slip(key, plain(law.name))
    }
    if not _A_LAW.search(key):
        near = {name: law for name, law in near.items() if plain(name)[:-1] == key[:-1]}
    current = [law for law in near.values() if not law.repealed] or [*near.values()]
    return current[0] if len(current) == 1 else None


def _is_slip(title: str, name: str) -> bool:
    if not -1 <= len(title) - len(name) <= 1:
        return False
    here, there = _apart(title, name)
    if _COUNTED & {*here, *there}:
        return False
    if len(here) == len(there) == 1:
        return here in alike(there) or len(name) > SHORT
    if len(here) == len(there) == len("对调"):
        return here == there[::-1]
    return len(here) + len(there) == 1


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return what two texts have between what they begin and what they end with alike."""
    start = _same(one, other)
    end = _same(one[start:][::-1], other[start:][::-1])
    return one[start : len(one) - end], other[start : len(other) - end]


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def laws_in(text: str, least: int) -> Iterable[tuple[int, int, Law]]:
    """Yield the laws of at least so many characters that a text names, and where."""
    index = _index()
    lengths = [length for length in index.lengths if least <= length <= len(text)][::-1]
    done = 0
    for match in _ENDS.finditer(text):
        end = match.end()
        for length in lengths:
            start = end - length
            if start >= done and (law := index.by_name.get(text[start:end])) is not None:
                yield start, end, law
                done = end
                break


_ENDS: Final = re.compile("法(?![律规院官])|条例")
