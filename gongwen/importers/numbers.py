"""Typed numbers of headings in all their sloppy forms: 一、 一. （一） (一) ㈠ 1. 1、 １． （1） (1) 1) ⑴."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from gongwen.numerals import parse_chinese

_HAN: Final = "[一二三四五六七八九十百零〇]{1,5}"
_DIGITS: Final = "[0-9０-９]{1,3}"
_YEAR: Final = r"(?=(?:19|20)(?:[0-9]{2}|[xX×]{2})年|20[0-9]{2}[—\-－])"
_AFTER_DOT: Final = rf"(?:(?![0-9０-９])|{_YEAR})"

_FORMS: Final = (
    (1, re.compile(rf"({_HAN})\s*[、﹑､．.]\s*")),
    (2, re.compile(rf"[（(〔\[【]\s*({_HAN})\s*[）)〕\]】]\s*[、．.]?\s*")),
    (2, re.compile(rf"({_HAN})\s*[）)]\s*[、．.]?\s*")),
    (2, re.compile(r"[（(]\s*([－—–\-ー])\s*[）)]\s*(?=[\u4e00-\u9fff])")),
    (2, re.compile(r"([㈠-㈩])\s*[、．.]?\s*")),
    (4, re.compile(rf"[（(〔\[【]\s*({_DIGITS})\s*[）)〕\]】]\s*[、．.]?\s*")),
    (4, re.compile(rf"({_DIGITS})\s*[）)]\s*[、．.]?\s*")),
    (4, re.compile(r"([⑴-⒇])\s*[、．.]?\s*")),
    (3, re.compile(rf"({_DIGITS})\s*[、﹑､]\s*(?![0-9０-９]{{1,2}}[月日号])")),
    (3, re.compile(rf"({_DIGITS})\s*[．.﹒]{_AFTER_DOT}\s*")),
    (3, re.compile(rf"({_DIGITS})\s*[．.﹒]\s+(?![0-9０-９]{{1,3}}\s)")),
    (3, re.compile(r"([⒈-⒛])\s*")),
)
"""Kind (the level the form stands for) and pattern, tried in this order."""

_DASHES: Final = "－—–-ー"
"""What a scanner reads for the number one in brackets."""

_LOOSE: Final = (
    (1, re.compile(rf"({_HAN})(?:[ 　]+|[,，])\s*")),
    (-1, re.compile(rf"第({_HAN})(?:部分|章)\s*[:：、．.]?\s*")),
    (0, re.compile(rf"第({_HAN})节\s*[:：、．.]?\s*")),
)
_APPROXIMATE: Final = re.compile(r"[二三四五六七八九十]+[个月日年级项层季成天次千万百亿]")
_OUTLINE: Final = re.compile(
    r"(?:[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}(?![0-9%％亿万元年])[.．、]?\s*|[0-9]{1,2}[ 　]+)(?=[\u4e00-\u9fff])"
)
_STANDARD: Final = {
    1: re.compile(rf"{_HAN}、"),
    2: re.compile(rf"（{_HAN}）"),
    3: re.compile(r"[0-9]{1,3}\."),
    4: re.compile(r"（[0-9]{1,3}）"),
}


OUTLINE: Final = 5
"""The form of 1.1 and 1.2.1, which stands for no level of its own."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens a line: how deep it lies (-1 for 第一部分, 0 for 第一节), its value, as typed, and where the text goes on.

    `form` is the level its form stands for, left out when that is `kind` itself. `loose` says that the form also opens
    ordinary sentences, so that only the right next number may count.
    """

    kind: int
    value: int
    typed: str
    end: int
    loose: bool = False
    form: int = 0

    def __post_init__(self) -> None:
        if not self.form:
            object.__setattr__(self, "form", self.kind if self.kind > 0 else self.kind + 2)

    @property
    def standard(self) -> bool:
        """Whether it is typed as GB/T 9704 wants it."""
        return self.form in _STANDARD and bool(_STANDARD[self.form].fullmatch(self.typed))


def read_number(text: str) -> Number | None:
    """Return the heading number a line opens with, or None; something must follow the number."""
    for forms, loose in ((_FORMS, False), (_LOOSE, True)):
        for kind, form in forms:
            match = form.match(text)
            if match and match.end() < len(text) and (value := _value(match[1])):
                if kind == 1 and _APPROXIMATE.match(text, match.end()):
                    continue
                return Number(kind, value, match[0].strip(), match.end(), loose)
    return None


def read_outline_number(text: str) -> tuple[tuple[int, ...], int] | None:
    """Return the values of the decimal outline number a line opens with (1.1, 2.3.1) and where its text goes on."""
    match = _OUTLINE.match(text)
    return (tuple(map(int, re.findall("[0-9]+", match[0]))), match.end()) if match else None


def _value(digits: str) -> int:
    if digits[0] in "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩":
        return ord(digits) - ord("㈠") + 1
    if digits in _DASHES:
        return 1
    plain = unicodedata.normalize("NFKC", digits).strip("().")
    return int(plain) if plain.isdecimal() else parse_chinese(plain)
