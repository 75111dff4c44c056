"""The numbers Word computes: numbering.xml and the styles say the form, counting through the paragraphs the value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.importers.package import W, attribute, child
from gongwen.numerals import DIGITS, chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

_LEVELS: Final = 9
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ZODIAC: Final = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL: Final = str.maketrans("一二三四五六七八九十百零", "壹贰叁肆伍陆柒捌玖拾佰零")
_PLACE: Final = re.compile(r"%([1-9])")


def _digits(number: int) -> str:
    return "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    text = chinese(number)
    return ("一" + text if text.startswith("十") else text).translate(_LEGAL)


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += sign * (number // value)
        number %= value
    return out


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circle(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _ZODIAC[(number - 1) % 12],
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
}
"""How a counted number is written; formats that are not here are written 1, 2, 3."""


def written(number: int, form: str) -> str:
    """Return a number in one of Word's formats."""
    return _FORMATS.get(form, str)(number) if 0 < number < 1000 else str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    restart: int
    legal: bool
    style: str


@dataclass(slots=True)
class _List:
    """One list of the document: its levels and where it stands."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts a document's numbered paragraphs in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._styled: dict[str, tuple[str, int]] = {}
        if root is None:
            return
        abstract = {attribute(node, "abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
        named = {attribute(child(node, "styleLink"), "val"): key for key, node in abstract.items()}
        shared: dict[str, _List] = {}
        for node in root.iter(f"{W}num"):
            key = attribute(child(node, "abstractNumId"), "val")
            key = named.get(attribute(child(abstract.get(key), "numStyleLink"), "val") or "-", key)
            if key not in abstract:
                continue
            number = attribute(node, "numId")
            base = shared.setdefault(key, _List(_levels(abstract[key])))
            self._lists[number] = self._overridden(node, number, base)
        self._styled = {
            level.style: (number, depth)
            for number, found in self._lists.items()
            for depth, level in found.levels.items()
            if level.style
        }

    def place(self, number: str, depth: int, style: str) -> tuple[str, int]:
        """Return the list and the depth of a paragraph: a style may name the list and leave the depth to it."""
        if depth >= 0:
            return number, depth
        return (number, self._styled[style][1]) if style in self._styled else (number, 0)

    def label(self, number: str, depth: int) -> str:
        """Return the label of the next paragraph of a list at a depth from 0, and count it; empty for a bullet."""
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        level = found.levels[depth]
        counts = found.counts
        override = self._overrides.get((number, depth))
        if override is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else -1
            if restart == -1 or (restart and depth < restart):
                del counts[deeper]
        if level.form in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda match: self._figure(found, int(match[1]) - 1, legal=level.legal), level.text)

    def _figure(self, found: _List, depth: int, *, legal: bool) -> str:
        level = found.levels.get(depth)
        count = found.counts.get(depth, level.start if level else 1)
        return written(count, "decimal" if legal or level is None else level.form)

    def _overridden(self, node: Element, number: str, base: _List) -> _List:
        """Return the list a num stands for: it shares its counts with the others of its kind unless it has levels."""
        levels = dict(base.levels)
        for override in node.iter(f"{W}lvlOverride"):
            depth = _whole(attribute(override, "ilvl"), 0)
            start = child(override, "startOverride")
            if start is not None:
                self._overrides[number, depth] = _whole(attribute(start, "val"), 1)
            inner = child(override, "lvl")
            if inner is not None:
                levels[depth] = _level(inner)
        return _List(levels, base.counts)


def _levels(node: Element) -> dict[int, _Level]:
    out = {}
    for inner in node.iter(f"{W}lvl"):
        depth = _whole(attribute(inner, "ilvl"), 0)
        if 0 <= depth < _LEVELS:
            out[depth] = _level(inner)
    return out


def _level(node: Element) -> _Level:
    return _Level(
        form=attribute(child(node, "numFmt"), "val") or "decimal",
        text=attribute(child(node, "lvlText"), "val"),
        start=_whole(attribute(child(node, "start"), "val"), 1),
        restart=_whole(attribute(child(node, "lvlRestart"), "val"), -1),
        legal=child(node, "isLgl") is not None,
        style=attribute(child(node, "pStyle"), "val"),
    )


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
