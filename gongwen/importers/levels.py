"""Which numbered lines are headings, and how deep: typed numbers, the file's own levels, items of lists told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import MAX_LEVEL
from gongwen.importers.contents import has_articles, is_part_of_law
from gongwen.importers.headings import LONGEST_OWN_LINE, looks_like_heading, part
from gongwen.importers.items import TEXT
from gongwen.importers.numbers import OUTLINE, Number, read_number, read_outline_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line

_LONGEST_LOOSE: Final = 40
_ITEM_ENDS: Final = ("；", ";", "，")
_LEAST_OUTLINE: Final = 2
_BELOW_OUTLINE: Final = 9
_TEXT_ENDS: Final = ("。", "；", "，", "：")


def heading_numbers(lines: Sequence[Line]) -> list[Number | None]:
    """Return for every line the number that makes it a heading, or None; a text in articles has none but the file's."""
    if has_articles(lines):
        return [_number(line) if line.level and not is_part_of_law(line.text) else None for line in lines]
    numbers = [_number(line) for line in lines]
    for kind in (-1, 0, 1):
        _confirm_loose(lines, numbers, kind)
    for kind in (1, 2):
        _drop_items(lines, numbers, kind)
    _take_outline_numbers(lines, numbers)
    for kind in (3, 4, _BELOW_OUTLINE):
        _weigh(lines, numbers, kind)
    return numbers


def is_listed(line: Line) -> bool:
    """Whether a line that is no heading opens with a number of the third or fourth level."""
    number = read_number(line.text)
    return number is not None and not number.loose and number.kind > 2


def _number(line: Line) -> Number | None:
    if line.role in TEXT or line.quoted:
        return None
    number = read_number(line.text)
    if not 0 < line.level <= MAX_LEVEL:
        return number
    if number is not None:  # 1. under the style of a first-level heading is one of the first level
        return replace(number, kind=line.level, loose=False) if number.kind > 2 or line.role else number
    end = len(line.label) if line.text.startswith(line.label) else 0
    rest = line.text[end:].lstrip()
    if line.role is not None and rest and read_number(f"{rest}。"):  # a heading not yet named: its number stands alone
        return Number(line.level, 0, "", len(line.text), form=line.level)
    heading = part(rest).heading if end else len(rest) <= LONGEST_OWN_LINE and not rest.endswith(_TEXT_ENDS)
    if rest and heading:
        return Number(line.level, 0, "", len(line.text) - len(rest), form=line.level)
    return None


def _confirm_loose(lines: Sequence[Line], numbers: list[Number | None], kind: int) -> None:
    """Drop the numbers whose form also opens sentences unless they are the next ones and open a short line."""
    last = 0
    for index, number in enumerate(numbers):
        if number is None or number.kind != kind:
            last = 0 if kind == 0 and number is not None and number.kind < kind else last
            continue
        rest = lines[index].text[number.end :]
        short = len(rest) <= _LONGEST_LOOSE and not rest.endswith(_TEXT_ENDS[:3])
        if number.loose and (number.value != last + 1 or not short):
            numbers[index] = None
        else:
            last = number.value


def _drop_items(lines: Sequence[Line], numbers: list[Number | None], kind: int) -> None:
    """Drop the numbers of lists: （一）…； under a sentence, and 一、… that begin anew inside a section."""
    run: list[int] = []
    runs = [run]
    for index, number in enumerate(numbers):
        if number is None or number.kind > kind or lines[index].level:
            continue
        if number.kind < kind or (number.value == 1 and run):
            run = []
            runs.append(run)
        if number.kind == kind:
            run.append(index)
    for place, rows in enumerate(runs):
        ends = _ITEM_ENDS if kind == 2 or place == 0 else _TEXT_ENDS
        items = sum(1 for row in rows[:-1] if lines[row].text.endswith(ends))
        if len(rows) > 1 and items * 2 > len(rows) - 1:
            for row in rows:
                numbers[row] = None


def _take_outline_numbers(lines: Sequence[Line], numbers: list[Number | None]) -> None:
    """Take 1.1 and 1.2.1 for headings where they count on: a lone 3.5 is a figure. （1） then lies below them."""
    found = [
        None if line.level or line.role or numbers[index] else read_outline_number(line.text)
        for index, line in enumerate(lines)
    ]
    if sum(1 for each in found if each and len(each[0]) > 1) < _LEAST_OUTLINE:
        return
    seen: set[tuple[int, ...]] = set()
    for index, line in enumerate(lines):
        number, outline = numbers[index], found[index]
        if number is not None and number.kind == MAX_LEVEL:
            numbers[index] = replace(number, kind=_BELOW_OUTLINE)
        if outline is None or (len(outline[0]) == 1 and line.text.endswith(_TEXT_ENDS)):
            continue
        values, end = outline
        *above, last = values
        if last == 1 or (*above, last - 1) in seen:
            seen.add(values)
            kind = len(values) + 2
            numbers[index] = Number(kind, last, line.text[:end].strip(), end, form=OUTLINE)


def _weigh(lines: Sequence[Line], numbers: list[Number | None], kind: int) -> None:
    """Keep the numbers of a kind group by group: the group whose lines mostly are no headings is a list of items."""
    group: list[int] = []
    for index in range(len(lines) + 1):
        number = numbers[index] if index < len(lines) else None
        closes = index == len(lines) or (number is not None and number.kind < kind)
        restarts = bool(group) and number is not None and number.kind == kind and number.value == 1
        if (closes or restarts) and group:
            _decide(lines, numbers, kind, group, index)
            group = []
        if number is not None and number.kind == kind and lines[index].level == 0:
            group.append(index)


def _decide(lines: Sequence[Line], numbers: list[Number | None], kind: int, group: list[int], end: int) -> None:
    likely = 0
    for place, index in enumerate(group):
        number = numbers[index]
        after = group[place + 1] if place + 1 < len(group) else min(end, len(lines))
        own = any(numbers[row] is None for row in range(index + 1, after)) and place + 1 < len(group)
        if number is not None and looks_like_heading(lines[index].text[number.end :], followed_by_text=own):
            likely += 1
    if likely * 2 >= len(group):
        return
    for index in range(group[0], end):
        number = numbers[index]
        if number is not None and number.kind >= kind and lines[index].level == 0:
            numbers[index] = None
