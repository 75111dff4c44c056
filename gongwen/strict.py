"""TOML read strictly: every complaint names the file, the key, the nearest right one and the mend."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Final

from gongwen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_BYTES: Final = 256 * 1024
"""The largest file that is read; the longest built-in one has a twentieth of that."""


def plain_of(path: Path, what: str) -> Mapping[str, object]:
    """Return what a TOML file holds; raise TemplateError, calling the file `what` it is."""
    return parsed(text_of(path, what), path.name, what)


def text_of(path: Path, what: str, most: int = MOST_BYTES) -> str:
    """Return the text of a file; raise TemplateError when it cannot be read, is too large or no UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise TemplateError(f"{what}文件太大", where=path.name, mend="请检查是不是放错了文件")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise TemplateError(f"{what}读不出来", where=path.name, mend="请检查文件有没有读的权限") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{what}不是 UTF-8 编码", where=path.name, mend="请在编辑器里另存为 UTF-8 编码") from error


def parsed(text: str, name: str, what: str) -> Mapping[str, object]:
    """Return what a text in TOML says; raise TemplateError where it is none."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"第 {found[1]} 行第 {found[2]} 个字附近" if found else "文件末尾"
        twice = "overwrite" in str(error)
        mend = "同一项写了两次，请删去一个" if twice else "请检查引号、等号和方括号是不是成对的英文半角"
        raise TemplateError(f"{what}的写法不对，在{place}", where=name, mend=mend) from error
    except (RecursionError, ValueError) as error:
        raise TemplateError(f"{what}的写法不对", where=name, mend=f"请对照程序自带的{what}改") from error


class Strict:
    """Reads one table of a file, every key by its type; `braces` says what may stand in braces, by the key of the text."""

    what = "模板"
    braces: Mapping[str, tuple[str, ...]] = {}

    def __init__(self, name: str, plain: Mapping[str, object], keys: Mapping[str, str], where: str) -> None:
        self._name, self._plain, self._keys, self._where = name, plain, keys, where
        for key in plain:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1, 0.5)
                mend = f"是不是“{near[0]}”" if near else f"可以用的有：{'、'.join(keys)}"
                raise TemplateError(f"{self.what}里有不认识的项“{where}{key[:40]}”", where=name, mend=mend)

    def wrong(self, key: str, wanted: str = "") -> TemplateError:
        """Return the complaint that a key's value is not what is wanted."""
        wanted = wanted or self._keys[key]
        return TemplateError(
            f"{self.what}里“{self._where}{key}”应当是{wanted}", where=self._name, mend="请改正后再打开"
        )

    def missing(self, key: str, mend: str = "请补上") -> TemplateError:
        """Return the complaint that a key is not there."""
        return TemplateError(f"{self.what}里没有写“{self._where}{key}”", where=self._name, mend=mend)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text without white space round it."""
        value = self._plain.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key)
        if required and not value.strip():
            raise self.missing(key)
        self._check_braces(key, value)
        return value.strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, none empty."""
        value = self._plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key)
        if required and not value:
            raise self.missing(key, "请至少写一个")
        for item in value:
            self._check_braces(key, item)
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a truth."""
        value = self._plain.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def whole(self, key: str, *, default: int) -> int:
        """Return a whole number."""
        value = self._plain.get(key, default)
        if type(value) is not int:
            raise self.wrong(key)
        return value

    def span(self, key: str) -> tuple[int, int] | None:
        """Return two whole numbers, the lesser first, or None."""
        value = self._plain.get(key)
        if value is None:
            return None
        if not (isinstance(value, list) and [type(item) for item in value] == [int, int]):
            raise self.wrong(key)
        least, most = value
        if not 0 <= least <= most:
            raise self.wrong(key, "由小到大的两个整数")
        return least, most

    def one_of(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of some texts."""
        value = self.text(key) or default
        if value not in choices:
            raise self.wrong(key, "、".join(choices) + "里的一个")
        return value

    def tables(self, key: str) -> tuple[Mapping[str, object], ...]:
        """Return a list of tables, unread."""
        value = self._plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key)
        return tuple(value)

    def _check_braces(self, key: str, text: str) -> None:
        names = self.braces.get(key, ())
        for name in names:
            text = text.replace(f"{{{name}}}", "")
        if "{" in text or "}" in text:
            mend = f"只能用 {'和 '.join(f'{{{name}}}' for name in names)}" if names else "这一项里不能用花括号"
            what = f"{self.what}里“{self._where}{key}”有认不出的花括号：{text[:40]}"
            raise TemplateError(what, where=self._name, mend=mend)
