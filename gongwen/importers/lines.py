"""The source as lines: what every reader (text, DOCX, HTML) hands over, and the cleaning all lines go through."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Figure, Table
    from gongwen.importers.report import Note
    from gongwen.pieces import Role

BREAKS: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line: line feeds of every system, and the vertical tab and page break that Word leaves in text."""

_INVISIBLE: Final = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_UNPRINTABLE: Final = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_EMOJI: Final = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u260e\u2614\u2615\u261d\u263a\u26a0\u26a1\u2705\u270a-\u270d\u2728\u274c\u2753-\u2757\u2763\u2764]"
    r"|\[(?:抱拳|强|玫瑰|微笑|合十|鼓掌|爱心|握手|庆祝|呲牙|太阳|咖啡|加油|胜利|OK|烟花|爆竹|红包|福|拥抱)\]"
)
"""Pictures of faces and things, as signs and as the codes a chat writes for them."""

_KEYCAP: Final = re.compile("([0-9])\ufe0f?\u20e3 ?")
_VARIANT: Final = re.compile("[\ufe00-\ufe0f]")
_APART: Final = re.compile(
    r"(?<=[\u3400-\u9fff，。；：、！？（）“”《》0-9%]) (?=[\u3400-\u9fff，。；：、！？（）“”《》0-9%])"
)
_BESIDE: Final = re.compile(r"[\u3400-\u9fff](?= ?[\u3400-\u9fff])")
_APART_SHARE: Final = 0.6
_LEAST_APART: Final = 20
_SPACES: Final = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f]+")
_WIDE_GAP: Final = re.compile(r"[ \u3000]{9,}")


_LEAST_ROWS: Final = 2
"""Rows that make a table of lines with tabs; with a single tab one more, for a tab also sets two names apart."""


class Origin(StrEnum):
    """Where in its file a line stood, when the file says so."""

    TEXT = "text"
    TITLE = "title"
    CONTENTS = "contents"
    TABLE = "table"
    GRID = "grid"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    FURNITURE = "furniture"
    CLOSING = "closing"
    CONTINUED = "continued"
    LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source that is not blank.

    `number` counts from 1 as the person sees it; `text` is cleaned; `source` is verbatim. `level` is the level the
    file itself gives (outline level, list level, # of Markdown), 0 when it gives none; `label` is the number Word
    computed, which then also opens `text`; `role` is what a style of our own export says the line is. A line that stands
    for a table or a figure (Origin.GRID) has it as `table` or `figure`, its place as `text`; a table's rows are `source`. `quoted` says that its style makes it a
    quotation.
    """

    number: int
    text: str
    source: str
    level: int = 0
    label: str = ""
    origin: Origin = Origin.TEXT
    role: Role | None = None
    table: Table | None = None
    figure: Figure | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a source and what cleaning met: invisible characters, ones nobody can read, emoji, blanks between."""

    lines: tuple[Line, ...]
    invisible: int = 0
    unreadable: int = 0
    emoji: int = 0
    apart: int = 0


def split_text(text: str) -> list[Line]:
    """Return a text's lines as they are, blank ones included, numbered from 1; rows of a pasted table are marked."""
    lines = [Line(number, row, row) for number, row in enumerate(BREAKS.split(text), 1)]
    for tabs, group in groupby(range(len(lines)), key=lambda index: lines[index].text.strip().count("\t")):
        rows = list(group)
        if tabs and len(rows) >= _LEAST_ROWS + (tabs == 1) and not any(lines[row].text.endswith("。") for row in rows):
            for row in rows:
                lines[row] = replace(lines[row], origin=Origin.TABLE)
    return lines


def clean(lines: Iterable[Line]) -> Lines:
    """Return the lines without blank ones, trimmed, without characters that cannot be seen or printed."""
    kept, invisible, unreadable, emoji = [], 0, 0, 0
    for line in lines:
        text, hidden = _INVISIBLE.subn("", line.text)
        text, faces = _EMOJI.subn("", _KEYCAP.sub(r"\1.", text))
        text = _UNPRINTABLE.sub("\ufffd", _VARIANT.sub("", text) if faces else text).strip()
        emoji += faces
        if line.origin is not Origin.TABLE:
            text = _WIDE_GAP.sub("        ", _SPACES.sub(" ", text))
        if text:
            table = _readable(line.table) if line.table else None
            kept.append(replace(line, text=text, source=_UNPRINTABLE.sub("\ufffd", line.source), table=table))
            invisible += hidden
            unreadable += text.count("\ufffd")
    closed, apart = _close_up(kept)
    return Lines(tuple(closed), invisible, unreadable, emoji, apart)


def _readable(table: Table) -> Table:
    """Return a table whose cells hold no characters that cannot be seen or printed."""

    def cell(text: str) -> str:
        lines = (_SPACES.sub(" ", _UNPRINTABLE.sub("\ufffd", _INVISIBLE.sub("", line))) for line in text.split("\n"))
        return "\n".join(line.strip() for line in lines)

    return replace(table, rows=tuple(tuple(map(cell, row)) for row in table.rows))


def _close_up(lines: list[Line]) -> tuple[list[Line], int]:
    """Return the lines with their characters together when a blank stands between nearly all, and how many blanks."""
    texts = [line.text for line in lines if line.origin is not Origin.TABLE]
    pairs = [match.end() < len(text) and text[match.end()] == " " for text in texts for match in _BESIDE.finditer(text)]
    if len(pairs) < _LEAST_APART or sum(pairs) < len(pairs) * _APART_SHARE:
        return lines, 0
    out, count = [], 0
    for line in lines:
        text, blanks = _APART.subn("", line.text) if line.origin is not Origin.TABLE else (line.text, 0)
        out.append(replace(line, text=text))
        count += blanks
    return out, count


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader of files hands over: the lines, notes about the file as a whole, and what a file of ours carries."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
