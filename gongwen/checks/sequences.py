"""Numbers typed into paragraphs: which make a list together, and where a list repeats or leaves out one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Change, Fix
from gongwen.checks.reading import Kind
from gongwen.checks.rule import Spot
from gongwen.numerals import MOST, chinese, parse_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.checks.reading import Block, Reading

HAN: Final = "一二三四五六七八九十"
_BEFORE: Final = "。；;：:，,、！？!? 　”）"
"""What stands before a number that opens an item inside a paragraph."""

_WIDEST: Final = 3
"""A number higher by more than that belongs to another list."""

_ARTICLE: Final = re.compile(f"第[{HAN}百零]+条")
_OPENERS: Final = (
    ("{}、", re.compile(f"([{HAN}]{{1,3}})、")),
    ("（{}）", re.compile(f"（([{HAN}]{{1,3}})）")),
    ("{}.", re.compile(r"([1-9][0-9]?)[.．、]")),
    ("（{}）", re.compile("（([1-9][0-9]?)）")),
)
_OPENING: Final = frozenset(f"{HAN}（123456789")
_INSIDE: Final = (
    ("（{}）", re.compile("（([1-9][0-9]?)）")),
    ("{}.", re.compile(r"(?<=[。；：;])([1-9][0-9]?)[.．、](?![0-9])")),
)
_COUNTED: Final = re.compile(f"[{_BEFORE}](?:([{HAN}]{{1,3}})是(?!否)|第([{HAN}]{{1,2}})[，,、]|其([{HAN}])[，,])")
_COUNTED_FORMS: Final = ("", "{}是", "第{}，", "其{}，")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number that opens an item: its form, its value, where its digits stand; `at` is where the whole of it does.

    `doubtful` ones (3.5, 第一、二) are numbers of a list only where they are the next ones.
    """

    form: str
    value: int
    at: tuple[int, int]
    digits: tuple[int, int]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A number and the text it stands in."""

    mark: _Mark
    block: Block


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[_Mark, ...]:
    """Return the numbers of lists that open a paragraph or stand inside it, in order."""
    found: list[_Mark] = []
    if text[:1] in _OPENING:
        found = [_mark(form, match, 1) for form, pattern in _OPENERS if (match := pattern.match(text))]
    if "（1" in text or "（2" in text or "1." in text or "1、" in text or "1．" in text:
        for form, pattern in _INSIDE:
            found += [_mark(form, each, 1) for each in pattern.finditer(text, 1) if text[each.start() - 1] in _BEFORE]
    return tuple(sorted(found, key=lambda mark: mark.at))


@lru_cache(maxsize=4096)
def _counted(text: str) -> tuple[_Mark, ...]:
    """Return 一是, 第一，, 其一， of a text, in order."""
    found = _COUNTED.finditer(f"。{text}")  # what opens the text stands as after a stop
    return tuple(_mark(_COUNTED_FORMS[each.lastindex or 0], each, each.lastindex or 0, 1) for each in found)


def _mark(form: str, match: re.Match[str], group: int, before: int = 0) -> _Mark:
    """Return the number a match has found; `before` is how far its text stands behind, as is the mark it begins with."""
    digits = match[group]
    value = int(digits) if digits.isdecimal() else parse_chinese(digits)
    after = match.string[match.end() : match.end() + 1]
    doubtful = not after or after in "0123456789第" or (after in HAN and form[-1] != "）")
    start, end = match.span(group)
    return _Mark(
        f"{form}{digits.isdecimal()}",
        value,
        (match.start(), match.end() - before),
        (start - before, end - before),
        doubtful,
    )


def _runs(marks: Iterable[_Placed]) -> list[list[_Placed]]:
    """Return the lists that numbers of one form make; a list may stand inside an item of another."""
    found: list[list[_Placed]] = []
    opened: list[list[_Placed]] = []
    for each in marks:
        value = each.mark.value
        if each.mark.doubtful and not any(run[-1].mark.value + 1 == value for run in opened):
            continue
        while value > 1 and opened and not _goes_on(opened, value):
            opened.pop()
        if value == 1 or not opened:
            opened.append([])
            found.append(opened[-1])
        else:
            fitting = next((run for run in reversed(opened) if run[-1].mark.value + 1 == value), opened[-1])
            while opened[-1] is not fitting:
                opened.pop()
        opened[-1].append(each)
    return found


def _goes_on(opened: Sequence[Sequence[_Placed]], value: int) -> bool:
    """Whether a number follows the last one of the innermost list, well or ill, or well that of an outer one."""
    step = value - opened[-1][-1].mark.value
    return 0 <= step <= _WIDEST or any(run[-1].mark.value + 1 == value for run in opened)


def _faults(run: Sequence[_Placed]) -> Iterator[Spot]:
    for index, (before, each) in enumerate(pairwise(run), 1):
        last, value = before.mark.value, each.mark.value
        if value == last + 1:
            continue
        here = each.block.text[slice(*each.mark.at)]
        wanted = _written(each, last + 1)
        if value == last:
            message = f"“{here}”重复了，按次序是“{wanted}”"
        else:
            message = f"前一个是“{before.block.text[slice(*before.mark.at)]}”，缺“{wanted}”"
        yield Spot(each.block.at(*each.mark.at), message, (_in_order(run, index),))


def _written(each: _Placed, value: int) -> str:
    (start, end), text = each.mark.digits, each.block.text
    return text[each.mark.at[0] : start] + _digits(each, value) + text[end : each.mark.at[1]]


def _digits(each: _Placed, value: int) -> str:
    return str(value) if each.block.text[each.mark.digits[0]].isdecimal() or value > MOST else chinese(value)


def _in_order(run: Sequence[_Placed], first: int) -> Fix:
    """Return the fix that numbers a list on from its item `first`, those after it included."""
    changes = []
    value = run[first - 1].mark.value
    for each in run[first:]:
        value += 1
        if each.mark.value != value:
            changes.append(Change(each.block.at(*each.mark.digits), _digits(each, value)))
    more = "，后面的顺着改" if len(changes) > 1 else ""
    return Fix(f"改为“{_written(run[first], run[first - 1].mark.value + 1)}”{more}", tuple(changes))


def _sequences(reading: Reading, *, counted: bool) -> Iterator[list[_Placed]]:
    """Yield the numbers of each form in each section, apart where an article begins."""
    for blocks in reading.by_section.values():
        found: dict[str, list[_Placed]] = {}
        for block in blocks:
            if block.kind is not Kind.PARAGRAPH and not (counted and block.kind is Kind.HEADING):
                continue
            if not counted and block.text.startswith("第") and _ARTICLE.match(block.text):
                yield from found.values()
                found = {}
            for mark in _counted(block.text) if counted else _numbers(block.text):
                found.setdefault(mark.form, []).append(_Placed(mark, block))
        yield from found.values()


def list_faults(reading: Reading, *, counted: bool = False) -> Iterator[Spot]:
    """Yield where a list repeats or leaves out a number; `counted` looks at 一是, 第一，, 其一， instead of numbers."""
    for marks in _sequences(reading, counted=counted):
        for run in _runs(marks):
            yield from _faults(run)
