"""Lines that a fixed width broke (a PDF, a mail) made paragraphs again, past the page numbers and page heads between."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Line, Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.signs import is_date, is_strong_organ, is_title_end

if TYPE_CHECKING:
    from collections.abc import Sequence

_GLUED_PAGE: Final = re.compile(r"([-—–－]\s*\d{1,3}\s*[-—–－])(?=[^\s\d])")
_PAGE_ALONE: Final = re.compile(r"[-—–－·]*\s*(?:第\s*)?\d{1,3}\s*(?:页|/\s*\d{1,3})?\s*[-—–－·]*")
_DASHED: Final = re.compile(r"[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页.{0,10}")
_INDENT: Final = re.compile(r"\u3000\u3000|    |\t")
_INNER_MARK: Final = re.compile("[，。；、：“（]")
_TAIL: Final = re.compile("[（(][^（）()]*[）)]$")
_HEAD_LINES: Final = 20
_FULL: Final = 0.88
_FULL_SENTENCE: Final = 0.8
"""Of the width: a line that holds a sentence's end is no heading, and may have lost a blank."""

_LEAST_WIDTH: Final = 15
_MOST_WIDTH: Final = 60
_LEAST_BROKEN: Final = 3
_BROKEN_SHARE: Final = 6
"""One line in so many must be broken."""

_SENTENCE_SHARE: Final = 0.6
_UNENDED_SHARE: Final = 0.5
_WRONG_SHARE: Final = 0.05
_SPREAD: Final = 1.12
_LEAST_REPEATED: Final = 2
_ENDS: Final = tuple("。！？：；:;!?”")

WRAPPED: Final = "原文每一行都折断了（像是从 PDF 复制的），{} 行接成了完整的段落。"


def cut_pages(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with page numbers that a PDF glued to a line's beginning as lines of their own."""
    out: list[Line] = []
    for line in lines:
        match = _GLUED_PAGE.match(line.text) if line.origin is Origin.TEXT else None
        if match:
            rest = line.text[match.end() :]
            out += [replace(line, text=match[1], source=match[1]), replace(line, text=rest, source=rest)]
        else:
            out.append(line)
    return _page_heads(out)


def join_wrapped(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """Return the lines with those joined that a fixed width broke, and how many lines were joined to another."""
    width = _width([line for line in lines if line.origin is Origin.TEXT])
    if not width:
        return tuple(lines), 0
    indented = sum(bool(_INDENT.match(line.source)) for line in lines) >= _LEAST_REPEATED
    page = _Broken(width, indented)
    groups: list[list[Line]] = []
    at = -1  # the group that may go on: a page number stands between the halves of a sentence
    for line in lines:
        if at >= 0 and page.goes_on(groups[at][-1], line):
            groups[at].append(line)
            continue
        groups.append([line])
        if not _is_between(line):
            at = len(groups) - 1
    return tuple(_joined(group) for group in groups), len(lines) - len(groups)


def _width(lines: Sequence[Line]) -> float:
    """Return the width (Chinese characters) at which all lines were broken, or 0.

    They were when hardly any is longer, the longest are about as long, and these mostly end inside a sentence.
    """
    widths = sorted(_measure(line.text) for line in lines)
    if not widths:
        return 0
    width = widths[max(len(widths) - 1 - int(len(widths) * _WRONG_SHARE), 0)]
    full = [line.text for line in lines if _measure(line.text) >= width * _FULL]
    broken = [text for text in full if not text.endswith(_ENDS)]
    said = [text for text in broken if _INNER_MARK.search(text)]
    wide = sum(each > width * _SPREAD for each in widths)
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH or wide > len(widths) * _WRONG_SHARE:
        return 0
    least = max(_LEAST_BROKEN, len(lines) / _BROKEN_SHARE, len(full) * _UNENDED_SHARE)
    indents = sum(bool(_INDENT.match(line.source)) for line in lines)
    if indents < _LEAST_REPEATED and not any("。" in line.text[:-1] for line in lines):
        return 0  # names in rows look broken too, but nothing in them is a sentence
    return width if len(broken) >= least and len(said) >= len(broken) * _SENTENCE_SHARE else 0


def _measure(text: str) -> float:
    """Return the width of a text in Chinese characters: digits and Latin letters are half as wide."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


@dataclass(frozen=True, slots=True)
class _Broken:
    """How a text was broken: at what width, and whether its paragraphs are indented."""

    width: float
    indented: bool

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line is the rest of the one before it."""
        if before.origin is not Origin.TEXT or line.origin is not Origin.TEXT or _is_between(line):
            return False
        if before.level or line.level or _INDENT.match(line.source) or before.text.endswith(_ENDS):
            return False
        bare = _TAIL.sub("", before.text)
        if before.number <= _HEAD_LINES and is_title_end(bare) and not _INNER_MARK.search(bare):
            return False
        if is_date(line.text) or (is_strong_organ(line.text) and not self.indented):
            return False
        least = _FULL_SENTENCE if "。" in before.text else _FULL
        return _measure(before.text) >= self.width * least and (
            read_number(line.text) is None or bool(re.search("[，、]$", before.text))
        )


def _is_between(line: Line) -> bool:
    """Whether a line stands between the halves of a sentence without ending it."""
    return line.origin is Origin.HEADER or bool(_PAGE_ALONE.fullmatch(line.text))


def _page_heads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with those marked that stand beside the page numbers again and again: heads of pages."""
    beside: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        near = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
        if line.origin is Origin.TEXT and any(_DASHED.fullmatch(each.text) for each in near):
            beside[line.text].append(index)
    heads = {row for rows in beside.values() if len(rows) >= _LEAST_REPEATED for row in rows}
    return tuple(replace(line, origin=Origin.HEADER) if row in heads else line for row, line in enumerate(lines))


def _joined(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    text = [group[0].text]
    for before, line in pairwise(group):
        text += [" " if _is_latin(before.text[-1:]) and _is_latin(line.text[:1]) else "", line.text]
    return replace(group[0], text="".join(text), source="\n".join(line.source for line in group))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
