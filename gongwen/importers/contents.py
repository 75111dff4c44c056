"""Finds what repeats or does not count as text by its form: a typed table of contents, articles of a law."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line

_TITLE: Final = re.compile(r"目\s*[录錄次]")
_LEADER: Final = re.compile(r"\s*(?:[.．·…⋯‥]{2,}|\s{2,}|\t)\s*\d{0,4}\s*$|[.．·…⋯‥]{3,}.*$")
_DOTTED: Final = re.compile(r".{2,80}[.．·…⋯‥]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百零〇]{1,6}条(?:之[一二三四五六七八九十])?(?![件例款约])")
_PART: Final = re.compile(r"第[一二三四五六七八九十百零〇]{1,6}[编章节条]")
_LEAST_ENTRIES: Final = 3
_LONGEST: Final = 300
_LONGEST_ENTRY: Final = 120
_LEAST_SHARE: Final = 0.6
_LEAST_ARTICLES: Final = 3


def mark_contents(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with those of a typed table of contents marked: dotted ones, and what 目录 lists before it comes."""
    out = [
        replace(line, origin=Origin.CONTENTS) if line.origin is Origin.TEXT and _DOTTED.fullmatch(line.text) else line
        for line in lines
    ]
    bare = [_bare(line.text) for line in lines]
    last = {text: index for index, text in enumerate(bare)}
    for start, line in enumerate(lines):
        if line.origin is not Origin.TEXT or not _TITLE.fullmatch(line.text):
            continue
        first = bare[start + 1] if start + 1 < len(bare) else ""
        end = next((row for row in range(start + 2, min(start + _LONGEST, len(bare))) if bare[row] == first), start)
        rows = range(start + 1, end)
        if len(rows) >= _LEAST_ENTRIES and sum(last[bare[row]] > row for row in rows) >= len(rows) * _LEAST_SHARE:
            for row in range(start, end):
                out[row] = replace(out[row], origin=Origin.CONTENTS)
        elif start + 1 < len(out) and out[start + 1].origin is Origin.CONTENTS:
            out[start] = replace(out[start], origin=Origin.CONTENTS)
    return tuple(out)


def has_articles(lines: Sequence[Line]) -> bool:
    """Whether a text is set out in articles (第一条): its （一） are then items, not headings."""
    return sum(1 for line in lines if _ARTICLE.match(line.text)) >= _LEAST_ARTICLES


def is_part_of_law(text: str) -> bool:
    """Whether a line opens a part of a law: 第一章, 第二节, 第三条."""
    return bool(_PART.match(text))


def _bare(text: str) -> str:
    if len(text) > _LONGEST_ENTRY:
        return text
    return "".join(_LEADER.sub("", text).split())
