"""The title: its lines, where the text under it begins, and how a second paper in one file shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.importers.contents import is_part_of_law
from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.residue import edge_residue
from gongwen.importers.signs import (
    AUTHORITY_MARK,
    DOCUMENT_NUMBER,
    LONGEST_TITLE_LINE,
    ORDER_NUMBER,
    is_addressees,
    is_date,
    is_strong_organ,
    is_title_end,
    is_title_tail,
)
from gongwen.importers.sorting import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.sorting import Sorting

_DEEPEST: Final = 60
_LONGEST_TITLE: Final = 4
_CONTINUES: Final = re.compile(r"的|及|和|与|暨|并|（|《")
ON_OCCASION: Final = re.compile(r"[-—―－]{1,3}\s*.{4,60}")
_GAP: Final = re.compile(r"[ 　]{2,}")
_SHORTEST: Final = 5
_DEEPEST_GREETING: Final = 6
_LEAST_SURE: Final = 5
"""Of _score: a title that needs no place to be known by."""
LEAST_TEXT: Final = 45
SPEAKER: Final = re.compile(
    r".{0,30}(?:长|主席|主任|书记|院长|司令员|总理|代表)[\s　]+[\u4e00-\u9fff·]{1,4}(?:[\s　][\u4e00-\u9fff]{1,2}){0,2}"
)


def squeeze(text: str) -> str:
    """Return a title without the spaces set between all its characters (政 府 工 作 报 告)."""
    pieces = text.split()
    spaced = len(pieces) > 3 and sum(len(piece) == 1 for piece in pieces) >= len(pieces) * 0.7
    return "".join(pieces) if spaced else _GAP.sub("　", text)


def is_head(sorting: Sorting, rows: Sequence[int]) -> bool:
    """Whether lines begin a paper of its own: within its first lines a title, the addressee right under it."""
    for place, index in enumerate(rows[:_LONGEST_TITLE]):
        if _foreign(sorting, index) and not DOCUMENT_NUMBER.fullmatch(sorting.text(index)):
            return False
        if _score(sorting, index) and place + 1 < len(rows) and is_addressees(sorting.text(rows[place + 1])):
            return True
    return False


def stop_of(sorting: Sorting, first: int = 0) -> int:
    """Return the index of the first line from `first` on that can only belong to the main text."""
    for index, line in enumerate(sorting.lines[first:_DEEPEST], first):
        if line.origin is Origin.TITLE or line.origin is not Origin.TEXT:
            continue
        text = line.text
        number = read_number(text)
        heading = number is not None and not number.loose and (number.kind <= 2 or not is_title_end(text))
        heading = heading or is_part_of_law(text)
        sentence = len(text) >= LEAST_TEXT and re.search("[。；：:]|，.*，|,.*,", text) and not edge_residue(text)
        if (
            heading
            or sentence
            or is_addressees(text)
            or (text.endswith(("。", "：", ":")) and len(text) > _SHORTEST and not edge_residue(text))
        ):
            return index
    return min(len(sorting.lines), _DEEPEST)


def below_greeting(sorting: Sorting, stop: int) -> int:
    """Return where the main text starts when somebody's own words stand over the paper they pass on, or 0."""
    for index in range(stop + 1, min(stop + _DEEPEST_GREETING, len(sorting.lines) - 1)):
        if read_number(sorting.text(index)) or len(sorting.text(index)) > LEAST_TEXT:
            return 0
        if _score(sorting, index) >= _LEAST_SURE:
            return stop_of(sorting, index)
    return 0


def title_of(sorting: Sorting, stop: int) -> list[int]:
    """Return the indexes of the title's lines, or none."""
    named = [index for index, line in enumerate(sorting.lines[: stop + 2]) if line.origin is Origin.TITLE]
    if named:
        return [index for index in named if index - named[0] <= _LONGEST_TITLE]
    best, last = 0, -1
    for index in range(stop):
        if (score := _score(sorting, index)) > best:
            best, last = score, index
    if last < 0:
        return _plain_title(sorting, stop)
    first = last
    while first > 0 and last - first < _LONGEST_TITLE - 1 and _belongs(sorting, first - 1, first):
        first -= 1
    if "关于" not in sorting.text(first):  # its beginning may stand higher than one line
        above = range(first - 1, max(last - _LONGEST_TITLE, -1), -1)
        opens = next((row for row in above if "关于" in sorting.text(row)), first)
        if opens == first - 2 and _belongs(sorting, opens, first) and not _foreign(sorting, first - 1):
            first = opens
    while last + 1 < stop and last - first < _LONGEST_TITLE and _goes_on(sorting.text(last + 1)):
        last += 1
    return list(range(first, last + 1))


def _score(sorting: Sorting, index: int) -> int:
    text = squeeze(sorting.text(index))
    plain = sorting.lines[index].origin is Origin.TEXT and sorting.parts[index] is Part.BODY
    if not plain or not 2 <= len(text) <= LONGEST_TITLE_LINE:
        return 0
    if not is_title_end(text) or edge_residue(text) or DOCUMENT_NUMBER.fullmatch(text) or text.startswith(("——", "--")):
        return 0
    score = 1 + 2 * ("关于" in text) + ("年" in text) + (len(text) >= 6)
    if text.endswith(("报告", "总结", "通知", "意见", "决定", "请示", "函", "条例", "规定", "办法", "方案")):
        score += 2
    after = [sorting.text(other) for other in range(index + 1, min(index + 3, len(sorting.lines)))]
    return score + any(is_addressees(line) or DOCUMENT_NUMBER.fullmatch(line) for line in after)


def _belongs(sorting: Sorting, index: int, title: int) -> bool:
    """Whether a line is the upper part of the title that goes on at `title`."""
    text, below = sorting.text(index), sorting.text(title)
    if text == below or _foreign(sorting, index):
        return False
    if text.count("《") > text.count("》") or below.startswith(("的", "和", "及", "》")):
        return True
    if _score(sorting, index):
        return False
    if re.search("关于|印发|转发|批转|[对就给致]", text) and "关于" not in below:
        return True
    return is_strong_organ(re.sub("[、，]", " ", text)) and not is_strong_organ(below)


def _foreign(sorting: Sorting, index: int) -> bool:
    """Whether a line can be no line of a title."""
    text = sorting.text(index)
    if sorting.lines[index].origin is not Origin.TEXT or len(text) > LONGEST_TITLE_LINE or is_date(text):
        return True
    marks = (AUTHORITY_MARK, DOCUMENT_NUMBER, ORDER_NUMBER, SPEAKER)
    odd = re.search("[。：:；！!]$|^(?:——|--)", text) or edge_residue(text) or read_number(text)
    return bool(odd) or any(mark.fullmatch(text) for mark in marks)


def _goes_on(text: str) -> bool:
    return is_title_tail(text) or (len(text) <= 40 and bool(_CONTINUES.match(text)) and is_title_end(text))


def _plain_title(sorting: Sorting, stop: int) -> list[int]:
    """Return the line that stands where a title stands though it does not end as one."""
    if stop >= len(sorting.lines):
        return []
    for index in range(stop):
        text = sorting.text(index)
        plain = (
            sorting.lines[index].origin is Origin.TEXT
            and sorting.parts[index] is Part.BODY
            and not edge_residue(text)
            and not is_date(text)
        )
        if plain and 4 <= len(text) <= LONGEST_TITLE_LINE and not re.search("[。；：:！!，,]$|^[-—―－(（]", text):
            if is_strong_organ(text) or DOCUMENT_NUMBER.fullmatch(text) or read_number(text) or SPEAKER.fullmatch(text):
                continue
            below = range(index + 1, min(index + _LONGEST_TITLE, stop))
            report = (
                row for row in below if ON_OCCASION.fullmatch(sorting.text(row)) and is_title_end(sorting.text(row))
            )
            return list(range(index, next(report, index) + 1))
    return []
