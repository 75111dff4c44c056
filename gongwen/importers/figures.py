"""Pictures of a Word file as figures of the report, with the caption and the source under them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.document import ANCHOR, HEADING, SOURCE, Figure
from gongwen.errors import PictureError
from gongwen.figures import LEAST_WIDTH, MOST_TOGETHER, MOST_WIDTH, set_words, words_at
from gongwen.importers.lines import Line, Origin
from gongwen.importers.report import Note, NoteKind
from gongwen.picture import MOST_BYTES, picture_of
from gongwen.pieces import Role
from gongwen.standard import TYPE_AREA_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from gongwen.importers.package import Package

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_EMU_PER_TWIP: Final = 635
_USUAL: Final = (50, 75, 100)
_NEAR: Final = 3
"""Hundredths by which a width may differ from a usual one and be that one."""

_LONGEST: Final = 1_000
_NUMBERED: Final = re.compile(
    r"图\s*(?:\d+|[一二三四五六七八九十]+)(?:\s*[-—.－]\s*\d+)?[\s　:：.．、]+(?P<text>[^。；]{1,60})"
)
_SOURCE: Final = re.compile(r"(?:资料|数据|图片)?来源\s*[：:]\s*(?P<text>.{1,120})")
_OWN: Final = {
    Role.FIGURE_CAPTION: (HEADING, re.compile(r"(?:图\d+　)?(?P<text>.+)")),
    Role.FIGURE_SOURCE: (SOURCE, re.compile(r"(?:资料来源：)?(?P<text>.+)")),
}
"""What a style of our own export says a line is, and what of it was typed."""

REFUSED: Final = "原文有{}张图片没有带入：{}。需要的，{}，在正文里点“插入图片”。"
CROPPED: Final = "原文有{}张裁过的图片，带入的是整张，请看要不要换。"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in a line of text as the file names it: its relation, its width (EMU), its name, what is said of it."""

    relation: str
    width: int
    name: str
    told: str
    cropped: bool


def drawn(node: Element) -> Drawn | None:
    """Return the picture that a drawing is; None when it floats over the page, or is a shape and no picture."""
    inline = node.find(f"{_DRAWING}inline")
    blips = list(inline.iter(f"{_MAIN}blip")) if inline is not None else []
    if inline is None or len(blips) != 1 or not (relation := blips[0].get(_EMBED, "")):
        return None
    extent, said = inline.find(f"{_DRAWING}extent"), inline.find(f"{_DRAWING}docPr")
    width = extent.get("cx", "") if extent is not None else ""
    cut = any(inner.attrib for inner in inline.iter(f"{_MAIN}srcRect"))
    name, told = ((said.get(key, "") if said is not None else "") for key in ("name", "descr"))
    return Drawn(relation, int(width) if width.isdecimal() else 0, name, " ".join(told.split())[:_LONGEST], cut)


class Pictures:
    """Takes the pictures of one file in; `notes` tells of those that could not be."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._left = MOST_TOGETHER
        self._count = 0
        self._refused: Counter[tuple[str, str]] = Counter()
        self._cropped = 0

    def line(self, found: Drawn, role: Role | None) -> Line | None:
        """Return the line that stands for a picture in the text; None, and a note, when it cannot be taken."""
        try:
            picture = picture_of(self._package.binary(found.relation, MOST_BYTES))
        except PictureError as error:
            self._refused[error.what, error.mend] += 1
            return None
        if len(picture.data) > self._left:
            mend = "请把图片缩小"
            self._refused[f"全文的图片加起来最多 {MOST_TOGETHER >> 20} MB", mend] += 1
            return None
        self._left -= len(picture.data)
        self._count += 1
        self._cropped += found.cropped
        name = found.name if "." in found.name else ""  # Word calls each 图片 1
        figure = Figure(f"g{self._count}", picture, name, _width(found.width), alternative=found.told)
        told = found.told or name or "没有说明"
        return Line(0, ANCHOR + figure.id, f"〔图片：{told}〕", origin=Origin.GRID, role=role, figure=figure)

    def notes(self) -> Iterator[Note]:
        """Yield what a person should know of the pictures."""
        for (what, mend), count in self._refused.items():
            yield Note(NoteKind.UNCLEAR, 0, "", REFUSED.format(count, what, mend.split("，再")[0]))
        if self._cropped:
            yield Note(NoteKind.UNCLEAR, 0, "", CROPPED.format(self._cropped))


def with_words(line: Line, lines: Sequence[Line], at: int) -> tuple[Line, int]:
    """Return a figure's line with the caption and the source that stand at `at` and after, and where the rest begins."""
    figure = line.figure
    if figure is None:
        return line, at
    sources = [line.source]
    while at < len(lines) and (found := _under(lines[at], figure)):
        figure = set_words(figure, *found)
        sources.append(lines[at].source)
        at += 1
    if figure.alternative == figure.caption:  # our own file says the caption when nothing else is said
        figure = replace(figure, alternative="")
    return replace(line, source="\n".join(sources), figure=figure), at


def figures_of(lines: Sequence[Line]) -> tuple[Figure, ...]:
    """Return the figures that lines stand for, in their order."""
    return tuple(line.figure for line in lines if line.figure is not None)


def _under(line: Line, figure: Figure) -> tuple[int, str] | None:
    if line.role in _OWN and line.role is not None:
        place, form = _OWN[line.role]
    elif line.origin is not Origin.TEXT or line.role is not None:
        return None
    else:
        place, form = (HEADING, _NUMBERED) if _NUMBERED.fullmatch(line.text) else (SOURCE, _SOURCE)
    match = form.fullmatch(line.text)
    return (place, match["text"]) if match and not words_at(figure, place) else None


def _width(emu: int) -> int:
    """Return a width in hundredths of the type area; one that is nearly a usual one is that."""
    part = round(emu / _EMU_PER_TWIP / TYPE_AREA_WIDTH * 100) if emu else MOST_WIDTH
    usual = next((each for each in _USUAL if abs(each - part) <= _NEAR), part)
    return min(max(usual, LEAST_WIDTH), MOST_WIDTH)
