"""From the lines of the main text to the tree: what each line belongs to, and which numbers had to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, MAX_LEVEL, Location, Section
from gongwen.importers.headings import part
from gongwen.importers.items import paragraph_of
from gongwen.importers.levels import heading_numbers, is_listed
from gongwen.numerals import heading_number
from gongwen.paragraphs import Lists, mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line
    from gongwen.importers.numbers import Number

_SHOWN: Final = 16
_MOST_CHILDREN: Final = 999
"""Sections under one heading: beyond that Chinese numerals of headings end, and such lines are a list anyway."""

REPEATED: Final = "原文编号重复"
MISSING: Final = "原文中间缺号"
ASTRAY: Final = "原文编号次序不对"
FROM_START: Final = "每一级的编号从头算起"
_FOLLOWS: Final = "前面的编号改了，这里跟着改"
_CONTINUED: Final = "原文这一级的编号不分节、一直连着编，现在每节从头编"
FOLLOWING: Final = (_FOLLOWS, _CONTINUED)
"""Reasons that many numbers share at once."""


@dataclass(slots=True)
class Growing:
    """A section while its lines are being read."""

    id: str
    kind: int = -2
    heading: str = ""
    run_in: bool = False
    typed: int = 0
    paragraphs: list[str] = field(default_factory=list)
    children: list[Growing] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)

    def done(self) -> Section:
        """Return the section as it stays."""
        children = tuple(child.done() for child in self.children)
        return Section(self.id, self.heading, tuple(self.paragraphs), children, self.run_in)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A heading whose number was wrong: its line, its place, what a clerk is told, and why."""

    line: Line
    place: Location
    message: str
    why: str


@dataclass(slots=True)
class Outline:
    """The tree that came out, the place of every line, and what became of the numbers.

    `moved` holds the numbers whose form fits another level, by (form, level); `rewritten` those only typed
    otherwise; `numbered` counts the headings that had none, `listed` the numbered lines that stay text,
    `items` those that Word numbers and lists now do, `quotations` those that Word calls so.
    """

    root: Growing
    places: list[Location] = field(default_factory=list)
    first: dict[int, tuple[Line, Location]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * (MAX_LEVEL + 1))
    renumbered: list[Renumbered] = field(default_factory=list)
    moved: dict[tuple[int, int], list[tuple[Line, Location]]] = field(default_factory=dict)
    rewritten: list[tuple[Line, Location]] = field(default_factory=list)
    numbered: int = 0
    typed: dict[int, int] = field(default_factory=dict)
    listed: int = 0
    items: int = 0
    quotations: int = 0


def grow(lines: Sequence[Line], *, root: str = BODY_ID) -> Outline:
    """Return the tree of the main text, or of an attachment (`root` is its id); its places stand as `lines` do.

    Sections are named s1, s2, … in reading order, those of an attachment a1s1, a1s2, …. A number that is not the computed one is reported, never kept.
    """
    numbers = heading_numbers(lines)
    out = Outline(Growing(root))
    path = [out.root]
    for line, number in zip(lines, numbers, strict=True):
        if number is not None:
            while path[-1].kind >= number.kind or len(path) > MAX_LEVEL:
                path.pop()
        if number is None or len(path[-1].children) >= _MOST_CHILDREN:
            section = path[-1]
            section.paragraphs.append(paragraph_of(line, section.lists))
            out.places.append(Location(section.id, len(section.paragraphs) - 1, 0, len(section.paragraphs[-1])))
            _count(out, line, section.paragraphs[-1])
            continue
        path.append(_section(out, path[-1], line, number, len(path)))
    return out


def _count(out: Outline, line: Line, text: str) -> None:
    """Count what a line of text has become, when no style of our own export says it."""
    if mark_of(text):
        out.items += bool(line.label)
        out.quotations += line.quoted and line.role is None
    else:
        out.listed += is_listed(line)


def _section(out: Outline, parent: Growing, line: Line, number: Number, level: int) -> Growing:
    taken = part(line.text[number.end :], styled=line.level > 0)
    above = "" if out.root.id == BODY_ID else out.root.id
    section = Growing(f"{above}s{sum(out.counts) + 1}", number.kind, taken.heading, taken.run_in, number.value)
    if taken.text:
        section.paragraphs.append(taken.text)
    before = parent.children[-1].typed if parent.children else 0
    earlier = out.typed.get(number.kind, 0)
    out.typed[number.kind] = number.value
    parent.children.append(section)
    out.counts[level] += 1
    place = Location(section.id, HEADING, 0, len(taken.heading)) if taken.heading else Location(section.id, 0)
    out.places.append(place)
    out.first.setdefault(level, (line, place))
    count = len(parent.children)
    if not number.typed:
        out.numbered += 1
    elif count != number.value:
        why = _why(number.value, before, earlier)
        name = (taken.heading or taken.text)[:_SHOWN]
        new = heading_number(level, count)
        out.renumbered.append(Renumbered(line, place, f"编号“{number.typed}”改为“{new}”（{name}）：{why}。", why))
    elif level != number.form:
        out.moved.setdefault((number.form, level), []).append((line, place))
    elif not number.standard:
        out.rewritten.append((line, place))
    return section


def _why(value: int, before: int, earlier: int) -> str:
    """Return why a number changed.

    `before` is the number typed on the sibling before it, 0 when there is none, `earlier` that on the last heading of
    its kind anywhere before it.
    """
    if before and value == before:
        return REPEATED
    if value == before + 1:
        return _FOLLOWS
    if before == 0:
        return _CONTINUED if value == earlier + 1 else FROM_START
    return MISSING if value > before else ASTRAY
