"""The county's own lists: which organs are to hand in, which indicators every report should have; and whose a report is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.county.reading import Wanted
from gongwen.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.county.row import Row

_HEADS: Final = frozenset(
    {"机关", "单位", "名称", "单位名称", "机关名称", "乡镇", "街道", "部门", "指标", "指标名称", "organ", "name"}
)
"""What the first cell of a line of heads says."""

_SEVERAL: Final = re.compile(r"[、，,；;\s]+")
_MARKS: Final = re.compile(r"[\s　·、，。“”‘’《》（）()\[\]_\-—]+")
_TAIL: Final = re.compile(r"(?:人民政府|街道办事处|办事处|委员会|政府)$")

MOST_LINES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that is to hand in a report, and its other names."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""
        return (self.name, *self.aliases)


def organs_from(text: str) -> tuple[Organ, ...]:
    """Return the organs of a list: a line each, its other names behind a tab or comma; a line of heads and `#` lines are left out."""
    found: dict[str, Organ] = {}
    for name, *more in _lines(text):
        found.setdefault(name, Organ(name, tuple(part for cell in more for part in _SEVERAL.split(cell) if part)))
    return tuple(found.values())


def wanted_from(text: str) -> tuple[Wanted, ...]:
    """Return the indicators of a list: a line each with its name, its unit and its other names."""
    found: dict[str, Wanted] = {}
    for name, *more in _lines(text):
        unit, *rest = more or [""]
        found.setdefault(
            name, Wanted(name, unit, tuple(part for cell in rest for part in _SEVERAL.split(cell) if part))
        )
    return tuple(found.values())


def list_file(path: str) -> str:
    """Return the text of such a list; raise ImportRefusedError when it is none."""
    data = files.read(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.count("\n") < MOST_LINES:
            return text
    raise ImportRefusedError(
        "这不是名单",
        where=files.name_of(path),
        mend="名单是文本：一行一个，后面的列用制表符隔开；表格请另存为 TSV 或者 CSV",
    )


def _lines(text: str) -> Iterable[list[str]]:
    first = True
    for line in text.lstrip("\ufeff").splitlines():
        cells = [cell.strip().strip('"') for cell in re.split("[\t,，]", line)]
        if not cells[0] or line.startswith("#"):
            continue
        if not first or cells[0] not in _HEADS:
            yield cells
        first = False


def plain_name(name: str) -> str:
    """Return a name as names are compared: one width, no marks, no white space."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name))


class Register:
    """Says whose report a row is, by the organs that are expected."""

    def __init__(self, organs: Sequence[Organ]) -> None:
        self._exact: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for organ in organs:
            for name in organ.names:
                key = plain_name(name)
                self._exact.setdefault(key, organ.name)
                for short in {key, _TAIL.sub("", key)}:
                    # a short name that two organs share says nothing
                    self._short[short] = organ.name if self._short.get(short, organ.name) == organ.name else ""

    def owner(self, row: Row) -> str:
        """Return the name of the organ whose report a row is, or empty when no one, or more than one, may be meant.

        Who signs decides; else a name within the signature, the title, or the file's name.
        """
        own = {self._exact[key] for key in map(plain_name, row.organs) if key in self._exact}
        if len(own) == 1:
            return own.pop()
        for text in (*reversed(row.organs), row.title, row.file):
            found = self._within(plain_name(text))
            if found:
                return found
        return ""

    def _within(self, text: str) -> str:
        names = [short for short in self._short if len(short) > 1 and short in text]
        longest = [name for name in names if not any(name != other and name in other for other in names)]
        owners = {self._short[name] for name in longest}
        return owners.pop() if len(owners) == 1 else ""
