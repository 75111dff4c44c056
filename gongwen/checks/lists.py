"""The lists that checks go by, each a TSV file: comment lines with source and date, a line of column names, rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA: Final = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: where its facts come from (its comment lines), and its rows by the names of their columns."""

    source: str
    rows: tuple[dict[str, str], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return one column's texts."""
        return tuple(row[name] for row in self.rows)


@cache
def listed(name: str) -> Listed:
    """Return the built-in list of this name; raise TemplateError when its file is broken."""
    path = DATA / f"{name}.tsv"
    return parsed(path.read_text("utf-8").split("\n"), path.name)


def parsed(lines: Iterable[str], name: str) -> Listed:
    """Return a list read from lines; raise TemplateError when a row has other columns than the first line names."""
    comments: list[str] = []
    heads: list[str] = []
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r").split("\t")
        if line.startswith("#"):
            comments.append(line.lstrip("# ").strip())
        elif not line.strip():
            continue
        elif not heads:
            heads = cells
        elif len(cells) > len(heads):
            raise TemplateError("这一行的列比表头多", where=f"{name} 第{number}行", mend="列与列之间用一个制表符隔开")
        else:
            rows.append(dict(zip(heads, (*cells, *[""] * (len(heads) - len(cells))), strict=True)))
    return Listed("\n".join(comments), tuple(rows))
