"""In which of the standard's layouts a paper is set: told by its mark and its number (GB/T 9704-2012, 10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.importers.front import BEFORE_TITLE
from gongwen.importers.signs import ORDER_NUMBER, is_date, is_strong_organ
from gongwen.importers.sorting import Part
from gongwen.importers.titles import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.importers.sorting import Sorting

_MARKS: Final = (
    (LayoutKind.ORDER, re.compile(r"(?!.*(?:关于|[《“]))[\u4e00-\u9fff　]{2,40}令"), ORDER_NUMBER),
    (
        LayoutKind.MINUTES,
        re.compile(r"(?!.*(?:关于|[《“]))[\u4e00-\u9fff　]{0,40}纪要"),
        re.compile(r"(?:[〔\[［【(（]?20\d\d[〕\]］】)）年]?\s*)?第?\s*[\d一二三四五六七八九十]+\s*[号期次]"),
    ),
)
"""Marks of layouts, and the number that stands right under each."""

_LETTER_NUMBER: Final = re.compile(r"[^〔\[［【(（]*函\s*[〔\[［【(（].*")
_PRESENT: Final = re.compile(r"(?:出\s*席|请\s*假|缺\s*席|列\s*席)(?:人员|人|单位)?\s*[:：].+")
_LONGEST_TITLE: Final = 60


def sort_layout(sorting: Sorting) -> None:
    """Tell the layout of a paper, and give the lines that only it has their parts."""
    title = list(sorting.of(Part.TITLE))
    text = "".join(squeeze(sorting.text(index)) for index in title)
    for kind, mark, number in _MARKS:
        row = _under(sorting, title)
        if mark.fullmatch(text) and row is not None and number.fullmatch(_bare(sorting.text(row))):
            sorting.layout = kind
            sorting.take(title, Part.AUTHORITY_MARK)
            _take(sorting, row, Part.DOCUMENT_NUMBER)
            if kind is LayoutKind.MINUTES:
                _minutes(sorting, row + 1)
            return
    _letter(sorting)


def _letter(sorting: Sorting) -> None:
    """Take the organ over the number of a letter for its mark."""
    number = next(sorting.of(Part.DOCUMENT_NUMBER), None)
    if number is None or sorting.texts(Part.AUTHORITY_MARK) or not _LETTER_NUMBER.fullmatch(sorting.text(number)):
        return
    for index in range(number):
        if sorting.reasons.get(index) == BEFORE_TITLE and is_strong_organ(sorting.text(index)):
            sorting.layout = LayoutKind.LETTER
            _take(sorting, index, Part.AUTHORITY_MARK)
            return


def _minutes(sorting: Sorting, start: int) -> None:
    """Take who issues minutes and when, the title under that, and at the end who was there."""
    if not sorting.texts(Part.DATE):
        for index in list(sorting.of(Part.BYLINE)):
            part = Part.DATE if is_date(sorting.text(index)) else Part.ORGAN
            if part is Part.DATE or is_strong_organ(sorting.text(index)):
                sorting.take([index], part)
    for index in range(start, len(sorting.lines)):
        if sorting.parts[index] is Part.BODY:
            text = sorting.text(index)
            if index in sorting.doubts and len(text) <= _LONGEST_TITLE and not re.search("[:：。；，]", text):
                _take(sorting, index, Part.TITLE)
            break
    for index in _present(sorting):
        _take(sorting, index, Part.ATTENDANCE)


def _present(sorting: Sorting) -> Iterator[int]:
    """Yield the lines at the end of the text that say who was there."""
    for index in reversed(list(sorting.of(Part.BODY))):
        if not _PRESENT.fullmatch(sorting.text(index)):
            return
        yield index


def _under(sorting: Sorting, title: list[int]) -> int | None:
    """Return the line under the title, or None."""
    rows = range(title[-1] + 1, len(sorting.lines)) if title else ()
    return next((row for row in rows if sorting.parts[row] in {Part.BODY, Part.DOCUMENT_NUMBER}), None)


def _bare(text: str) -> str:
    return re.sub(r"^[（(](第.*)[）)]$", r"\1", text)


def _take(sorting: Sorting, index: int, part: Part) -> None:
    sorting.take([index], part)
    sorting.doubts.pop(index, None)
    sorting.reasons.pop(index, None)
