"""Characters that are said or written alike, which is how wrong words come about: 型 and 形, 未 and 末."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.checks.lists import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLURRED: Final = (
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("^n(?=[a-z])"), "l"),
    (re.compile("([aei])ng$"), r"\1n"),
)
"""Sounds that are taken for one another: zh z, ch c, sh s, n l, ang an, eng en, ing in."""


def alike(char: str) -> str:
    """Return the characters said or written like one, itself left out; empty for what is no common character."""
    return _alike().get(char, "")


def is_alike(one: str, other: str) -> bool:
    """Whether two characters are said or written alike."""
    return other in alike(one)


@cache
def _alike() -> Mapping[str, str]:
    sounds: dict[str, str] = {}
    found: dict[str, dict[str, None]] = {}
    for row in listed("alike").rows:
        if row["kind"] == "sound":
            sound = row["of"]
            for pattern, instead in _BLURRED:
                sound = pattern.sub(instead, sound)
            sounds[sound] = sounds.get(sound, "") + row["characters"]
        else:
            for char in row["characters"]:
                found.setdefault(row["of"], {})[char] = None
                found.setdefault(char, {})[row["of"]] = None
    for chars in sounds.values():
        for char in chars:
            found.setdefault(char, {}).update(dict.fromkeys(chars))
    return {char: "".join(other for other in others if other != char) for char, others in found.items()}
