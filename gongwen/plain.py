"""Reads plain values, as JSON gives them, strictly: every complaint names the key at fault and where it stands."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

from gongwen.errors import ReportFileError
from gongwen.standard import OWN_FACES

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MEND: Final = "请用本程序重新导出这份报告，不要手工改动文件"
LONGEST_KEY: Final = 60
"""Characters of a stranger's key that a complaint repeats."""

_KINDS: Final = {str: "文字", int: "整数", bool: "真或假", dict: "对象", list: "列表"}

_ADDED: Final[dict[str, object]] = {
    "byline": [],
    "annexes": [],
    "appearance": {"profile": "gb9704", "typefaces": "full"},
    **dict.fromkeys(OWN_FACES, ""),
    "sealed": True,
    "tables": [],
    "layout": "ordinary",
    "attendance": [],
    "figures": [],
    "data": {"indicators": [], "links": [], "drawings": [], "carried": []},
}
"""Keys that version 1 of the report file did not have, and what their absence means."""


def whole(text: str) -> str:
    """Return a text as UTF-8 can hold it: halves of a character that came apart are joined or marked �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def flat(part: DataclassInstance) -> dict[str, object]:
    """Return a frozen value's fields as JSON can hold them: a tuple as a list, a member of an enumeration as its text."""
    values = {each.name: cast("object", getattr(part, each.name)) for each in fields(part)}
    return {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value
        for name, value in values.items()
    }


class Reader:
    """Reads the keys of one mapping; every complaint names the key and where it stands."""

    def __init__(self, value: object, place: str, kind: type) -> None:
        if not isinstance(value, dict):
            raise mistyped(place, dict, place)
        self._values = dict(cast("dict[object, object]", value))
        self._place = place
        keys = [each.name for each in fields(kind)]
        for key in self._values:
            if key not in keys:
                name = str(key)[:LONGEST_KEY]
                raise ReportFileError(f"报告里有不认识的键“{name}”", where=place, mend=MEND)
        for name in keys:
            if name not in self._values and name in _ADDED:
                self._values[name] = _ADDED[name]
            if name not in self._values:
                raise ReportFileError(f"报告里缺少键“{name}”", where=place, mend=MEND)

    def place(self, key: str) -> str:
        """Return where a key stands, from the top."""
        return f"{self._place}.{key}"

    def raw(self, key: str) -> object:
        """Return a key's value as it is."""
        return self._values[key]

    def inner(self, key: str, kind: type) -> Reader:
        """Return a reader of the mapping that a key holds."""
        return Reader(self._values[key], self.place(key), kind)

    def text(self, key: str) -> str:
        """Return a key's text."""
        return _text(self._values[key], key, self.place(key))

    def whole(self, key: str) -> int:
        """Return a key's integer; a boolean is none."""
        value = self._values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise mistyped(key, int, self.place(key))
        return value

    def truth(self, key: str) -> bool:
        """Return a key's boolean."""
        value = self._values[key]
        if not isinstance(value, bool):
            raise mistyped(key, bool, self.place(key))
        return value

    def items(self, key: str) -> list[object]:
        """Return a key's list."""
        value = self._values[key]
        if not isinstance(value, list):
            raise mistyped(key, list, self.place(key))
        return cast("list[object]", value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a key's list of texts."""
        place = self.place(key)
        return tuple(_text(item, key, f"{place}[{index}]") for index, item in enumerate(self.items(key)))

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a key's list of lists of texts."""
        place = self.place(key)
        out = []
        for number, row in enumerate(self.items(key)):
            if not isinstance(row, list):
                raise mistyped(key, list, f"{place}[{number}]")
            out.append(tuple(_text(cell, key, f"{place}[{number}][{at}]") for at, cell in enumerate(row)))
        return tuple(out)


def _text(value: object, key: str, place: str) -> str:
    if not isinstance(value, str):
        raise mistyped(key, str, place)
    return whole(value)


def mistyped(key: str, wanted: type, place: str) -> ReportFileError:
    """Return the complaint about a value of another type."""
    return ReportFileError(f"“{key}”应当是{_KINDS[wanted]}", where=place, mend=MEND)
