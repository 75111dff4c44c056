"""From the lines of the main text to the tree: which numbered lines are headings, and what each belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, MAX_LEVEL, Location, Section
from gongwen.importers.headings import LONGEST_OWN_LINE, looks_like_heading, part
from gongwen.importers.numbers import Number, read_number
from gongwen.numerals import heading_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line

_LEVELS: Final = "零一二三四"
_LONGEST_LOOSE: Final = 40
_SHOWN: Final = 16


@dataclass(slots=True)
class Growing:
    """A section while its lines are being read."""

    id: str
    kind: int = 0
    heading: str = ""
    run_in: bool = False
    typed: int = 0
    paragraphs: list[str] = field(default_factory=list)
    children: list[Growing] = field(default_factory=list)

    def done(self) -> Section:
        """Return the section as it stays."""
        children = tuple(child.done() for child in self.children)
        return Section(self.id, self.heading, tuple(self.paragraphs), children, self.run_in)


@dataclass(slots=True)
class Outline:
    """The tree that came out, the place of every line, what was renumbered, and how many numbers were rewritten."""

    root: Growing
    places: list[Location] = field(default_factory=list)
    renumbered: list[tuple[Line, str, Location]] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0] * (MAX_LEVEL + 1))
    rewritten: int = 0
    numbered: int = 0
    listed: int = 0
    nameless: int = 0


def grow(lines: Sequence[Line]) -> Outline:
    """Return the tree of the main text; its places stand in the order of `lines`.

    Sections are named s1, s2, … in reading order. A number that is not the computed one is reported, never kept.
    """
    numbers = _headings(lines)
    out = Outline(Growing(BODY_ID))
    out.listed = sum(1 for line, number in zip(lines, numbers, strict=True) if number is None and _listed(line.text))
    path = [out.root]
    for line, number in zip(lines, numbers, strict=True):
        if number is None:
            section = path[-1]
            section.paragraphs.append(line.text)
            out.places.append(Location(section.id, len(section.paragraphs) - 1, 0, len(line.text)))
            continue
        while path[-1].kind >= number.kind:
            path.pop()
        section = _section(out, path[-1], line, number, len(path))
        path.append(section)
    return out


def _section(out: Outline, parent: Growing, line: Line, number: Number, level: int) -> Growing:
    taken = part(line.text[number.end :])
    section = Growing(f"s{sum(out.counts) + 1}", number.kind, taken.heading, taken.run_in, number.value)
    if taken.text:
        section.paragraphs.append(taken.text)
    before = parent.children[-1] if parent.children else None
    parent.children.append(section)
    out.counts[level] += 1
    out.nameless += not taken.heading
    place = Location(section.id, HEADING, 0, len(taken.heading)) if taken.heading else Location(section.id, 0)
    out.places.append(place)
    count = len(parent.children)
    if not number.typed:
        out.numbered += 1
    elif level != number.kind or count != number.value:
        name = (taken.heading or taken.text)[:_SHOWN]
        new = heading_number(level, count)
        why = _why(number, level, count, before)
        out.renumbered.append((line, f"编号“{number.typed}”改为“{new}”（{name}）：{why}。", place))
    elif not number.standard:
        out.rewritten += 1
    return section


def _why(number: Number, level: int, count: int, before: Growing | None) -> str:
    if level != number.kind:
        return f"公文的第{_LEVELS[level]}级标题用这种编号，原文跳了级" if level < number.kind else "层次不对"
    typed = before.typed if before else 0
    if before and number.value == typed:
        return "原文编号重复"
    if number.value == typed + 1:
        return "前面的编号改了，这里跟着改"
    if before is None or typed == 0:
        return "每一级的编号从头算起"
    return "原文中间缺号" if number.value > typed else "原文编号次序不对"


def _headings(lines: Sequence[Line]) -> list[Number | None]:
    """Return for every line the number that makes it a heading, or None."""
    numbers = [_number(line) for line in lines]
    _confirm_loose(lines, numbers)
    for kind in (3, 4):
        _weigh(lines, numbers, kind)
    return numbers


def _number(line: Line) -> Number | None:
    number = read_number(line.text)
    if number is None and 0 < line.level <= MAX_LEVEL:
        end = len(line.label) if line.text.startswith(line.label) else 0
        rest = line.text[end:].lstrip()
        if rest and (end or (len(rest) <= LONGEST_OWN_LINE and not rest.endswith(("。", "；", "，", "：")))):
            return Number(line.level, 0, line.label.strip(), len(line.text) - len(rest))
    return number


def _confirm_loose(lines: Sequence[Line], numbers: list[Number | None]) -> None:
    """Drop the numbers whose form also opens sentences unless they are the next ones and open a short line."""
    last = 0
    for index, number in enumerate(numbers):
        if number is None or number.kind != 1:
            continue
        rest = lines[index].text[number.end :]
        short = len(rest) <= _LONGEST_LOOSE and not rest.endswith(("。", "；", "，"))
        if number.loose and (number.value != last + 1 or not short):
            numbers[index] = None
        else:
            last = number.value


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
        if number is not None and number.kind >= kind:
            numbers[index] = None


def _listed(text: str) -> bool:
    number = read_number(text)
    return number is not None and not number.loose and number.kind > 2
