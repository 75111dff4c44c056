"""The attachments themselves, behind the signature: which lines are whose, their titles, and the tree of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gongwen.document import HEADING, Location, Section
from gongwen.importers.fields import attachment_names
from gongwen.importers.items import TEXT
from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.outline import Outline, grow
from gongwen.importers.signs import is_title_end, is_title_tail
from gongwen.importers.sorting import Part
from gongwen.importers.titles import squeeze
from gongwen.numerals import parse_chinese
from gongwen.pieces import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gongwen.importers.lines import Line
    from gongwen.importers.sorting import Sorting

PARTS: Final = frozenset({Part.ANNEX_MARK, Part.ANNEX_TITLE, Part.ANNEX})
_NUMBER: Final = re.compile(r"附\s*(?:件|表|录)\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：.．、]?")
_TITLE_END: Final = re.compile("(?:表|单|图|样式|样本|格式|目录)$")
_NO_TITLE: Final = re.compile("[。；：:！，、]$|^[（(]|^第[一二三四五六七八九十]{1,3}[章条]")
_MOST_RENUMBERED: Final = 4
"""One heading in so many may bear a wrong number before the numbers are taken for a way of counting."""

_TAIL: Final = re.compile("[（(][^（）()0-9]{1,8}[）)]")
_LONGEST_TITLE: Final = 60
_MOST_TITLE_LINES: Final = 3


@dataclass(slots=True)
class Annex:
    """The lines of one attachment, by their indexes; `number` is the one it bears, 0 when it bears none."""

    number: int = 0
    marks: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)


def title_rows(sorting: Sorting, rows: Sequence[int]) -> int:
    """Return how many of the lines under an attachment's mark are its title: short ones that end as no sentence does."""
    listed = {"".join(name.split()) for name in attachment_names(sorting.texts(Part.ATTACHMENTS))}
    count = 0
    for index in rows[:_MOST_TITLE_LINES]:
        text = sorting.text(index)
        if sorting.lines[index].origin is Origin.GRID:
            break
        if count and (is_title_tail(text) or _TAIL.fullmatch(text)):
            return count + 1
        if len(text) > _LONGEST_TITLE or _NO_TITLE.search(text) or read_number(text):
            break
        if count and _is_named(sorting, rows[:count], listed):
            break
        count += 1
    if not count or _is_named(sorting, rows[:count], listed):
        return count
    return next(place for place in range(1, count + 1) if place == count or not _runs_on(sorting.text(rows[place - 1])))


def _runs_on(text: str) -> bool:
    return text.endswith(("的", "和", "及", "与"))


def _is_named(sorting: Sorting, rows: Sequence[int], listed: Collection[str]) -> bool:
    """Whether lines make a whole title: a name that the list of attachments gives, or what ends as titles do."""
    return "".join("".join(sorting.text(row).split()) for row in rows) in listed or (
        is_title_end(sorting.text(rows[-1])) or bool(_TITLE_END.search(sorting.text(rows[-1])))
    )


def annexes_of(sorting: Sorting) -> list[Annex]:
    """Return the attachments in their order; one begins with its mark, or with its title when it has none."""
    out: list[Annex] = []
    for index, part in enumerate(sorting.parts):
        if part not in PARTS:
            continue
        begun = bool(out) and bool(out[-1].titles or out[-1].text)
        if not out or part is Part.ANNEX_MARK or (part is Part.ANNEX_TITLE and begun and bool(out[-1].text)):
            out.append(Annex())
        annex = out[-1]
        if part is Part.ANNEX_MARK:
            annex.marks.append(index)
            annex.number = _number(sorting.text(index))
        elif part is Part.ANNEX_TITLE:
            annex.titles.append(index)
        else:
            annex.text.append(index)
    return out


def grow_annexes(sorting: Sorting, attachments: int) -> tuple[tuple[Section, ...], list[Outline], dict[int, Location]]:
    """Return the attachments as sections, their outlines, and the place of every one of their lines.

    One that bears a higher number than its place leaves empty ones before it, as far as names are listed.
    """
    sections: list[Section] = []
    outlines: list[Outline] = []
    places: dict[int, Location] = {}
    for annex in annexes_of(sorting):
        while len(sections) + 1 < min(annex.number, attachments):
            sections.append(Section(f"a{len(sections) + 1}"))
        key = f"a{len(sections) + 1}"
        outline = _grown([sorting.lines[index] for index in annex.text], key)
        title = "".join(squeeze(sorting.text(index)) for index in annex.titles)
        sections.append(replace(outline.root.done(), heading=title))
        outlines.append(outline)
        places |= {index: Location(key, HEADING, 0, len(title)) for index in (*annex.marks, *annex.titles)}
        places |= dict(zip(annex.text, outline.places, strict=True))
    return tuple(sections), outlines, places


def _grown(lines: Sequence[Line], key: str) -> Outline:
    """Return the tree of an attachment; one that counts in a way of its own stays text, its numbers as they are."""
    outline = grow(lines, root=key)
    if len(outline.renumbered) * _MOST_RENUMBERED > sum(outline.counts):
        as_text = [replace(line, role=line.role if line.role in TEXT else Role.PARAGRAPH, level=0) for line in lines]
        return grow(as_text, root=key)
    return outline


def mark_rows(sorting: Sorting, rows: Sequence[int]) -> Iterator[int]:
    """Yield the places among `rows` where an attachment's mark stands on a line of its own: 附件, 附件2."""
    for place, index in enumerate(rows[:-1]):
        if _NUMBER.fullmatch(sorting.text(index)):
            yield place


def take_annexes(sorting: Sorting, rows: Sequence[int]) -> None:
    """Take lines for attachments: each mark begins one, the short lines under it are its title."""
    begins = [0, *(place for place in mark_rows(sorting, rows) if place)]
    for start, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        own = list(rows[start:end])
        marked = bool(_NUMBER.fullmatch(sorting.text(own[0])))
        sorting.take(own[:marked], Part.ANNEX_MARK)
        own = own[marked:]
        titles = title_rows(sorting, own)
        sorting.take(own[:titles], Part.ANNEX_TITLE)
        sorting.take(own[titles:], Part.ANNEX)


def _number(text: str) -> int:
    match = _NUMBER.fullmatch(text)
    digits = match[1] if match else ""
    return (int(digits) if digits.isdecimal() else parse_chinese(digits)) if digits else 0
