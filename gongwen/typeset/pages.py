"""Breaks blocks of lines into pages: headings stay whole with their text, a signature takes lines of text along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gongwen.standard import TABLE_EDGE
from gongwen.typeset.layout import Layout, Page, Placement

if TYPE_CHECKING:
    from gongwen.typeset.layout import Line

LONGEST_WHOLE: Final = 4
"""Lines of a last paragraph that go along with the signature as a whole; of a longer one its last two do."""

LEAST_ALONG: Final = 2


class Block(NamedTuple):
    """One printed paragraph: its lines, and how it holds on to its neighbours.

    `keep_next` keeps it on the page of the next one, `whole` keeps its lines together, `foot` puts it at the foot of
    the last page, `tail` says that it belongs to what must not stand on a page without text, `turns` that it begins
    a page. `wide` asks for a page on its side. `head` are the rows of a table that each of its pages begins with, -1
    when the lines are no table's; `follows` says that it belongs to the table before it.
    """

    lines: tuple[Line, ...]
    keep_next: bool = False
    whole: bool = False
    foot: bool = False
    tail: bool = False
    turns: bool = False
    wide: bool = False
    head: int = -1
    follows: bool = False


def break_pages(blocks: list[Block], heights: tuple[int, int], *, keeps_whole: bool = False) -> Layout:
    """Return the pages; where the signature would stand alone, text goes along with it (7.3.5.5).

    `heights` are those of an upright page and of one on its side (twips); `keeps_whole` says that the paragraph that
    goes along is never split.
    """
    layout = _break(blocks, heights)
    tail = next((index for index, block in enumerate(blocks) if block.tail), 0)
    before = layout.placements[tail - 1] if tail else None
    alone = before and layout.placements[tail].page > (before.page if keeps_whole else before.last_page)
    if alone and not blocks[tail - 1].wide:
        return _along(blocks, tail, heights, keeps_whole=keeps_whole)
    return layout


def _break(blocks: list[Block], heights: tuple[int, int], *, start: int = -1, split: int = 0) -> Layout:
    """Return the pages, with a new one before the block at `start`, or before the line `split` of it."""
    breaker = _Breaker(heights)
    end = next((index for index, block in enumerate(blocks) if block.foot), len(blocks))
    for index in range(end):
        if split and index == start:
            breaker.place_lines(blocks[index].lines[:split])
            breaker.turn()
            breaker.place_lines(blocks[index].lines[split:])
            breaker.done()
        else:
            breaker.place(blocks, index, along=index == start)
    if end < len(blocks):
        breaker.place_foot(blocks[end:])
    return breaker.layout()


def _along(blocks: list[Block], tail: int, heights: tuple[int, int], *, keeps_whole: bool) -> Layout:
    """Break the pages anew with the last paragraph of text, or its last lines, moved to the signature's page.

    Headings right over a paragraph that moves as a whole move with it; a table moves with all that stands round it.
    """
    last = blocks[tail - 1]
    whole = keeps_whole or last.whole or last.head >= 0 or len(last.lines) <= LONGEST_WHOLE
    split = 0 if whole else len(last.lines) - LEAST_ALONG
    start = tail - 1
    while not split and start and (blocks[start - 1].keep_next or blocks[start].follows):
        start -= 1
    return _break(blocks, heights, start=start, split=split)


class _Breaker:
    """Fills pages line by line."""

    def __init__(self, heights: tuple[int, int]) -> None:
        self._heights = heights
        self._height = heights[0]
        self._wide = False
        self._pages: list[Page] = []
        self._placements: list[Placement] = []
        self._lines: list[Line] = []
        self._tops: list[int] = []
        self._foot = 0
        self._turned = False
        self._breaks: list[int] = []
        self._first_page = 0
        self._spaced = True
        self._count = 0

    def place(self, blocks: list[Block], index: int, *, along: bool = False) -> None:
        """Put a block down; a chain of kept blocks begins on a new page when it does not fit on this one."""
        block = blocks[index]
        if block.wide != self._wide:
            self._lie(wide=block.wide)
        if block.turns:
            self.turn()
        held = (block.keep_next or block.whole) and not (index and blocks[index - 1].keep_next)
        if self._lines and (along or held):
            space = block.lines[0].space if block.lines else 0
            need = _need(blocks, index)
            if along or (self._foot + space + need > self._height and need <= self._height):
                self.turn()
        if block.head < 0:
            self.place_lines(block.lines)
        else:
            self._place_rows(block)
        self.done()

    def place_lines(self, lines: tuple[Line, ...]) -> None:
        """Put lines down, on a new page when this one is full."""
        at, total, height = 0, len(lines), self._height
        while at < total:
            line = lines[at]
            space, pitch, stays = line.space, line.height, line.setting.stays
            above = space if self._lines or stays else 0
            if self._lines and self._foot + above + pitch > height:
                self._new_page()
                above = space if stays else 0
            if not self._count:
                self._first_page = len(self._pages)
                self._spaced = above == space
            top = self._foot + above
            end = min(at + max((height - top) // pitch, 1), total)
            self._foot = foot = top + (end - at) * pitch
            self._lines += lines[at:end]
            self._tops += range(top, foot, pitch)
            self._count += end - at
            at = end

    def place_foot(self, blocks: list[Block]) -> None:
        """Put blocks at the foot of this page, or of a new one when there is no room for them."""
        if self._wide:
            self._lie(wide=False)
        need = sum(line.space + line.height for block in blocks for line in block.lines)
        if self._lines and self._foot + need > self._height:
            self._new_page()
        self._foot = max(self._foot, self._height - need)
        for block in blocks:
            self.place_lines(block.lines)
            self.done()

    def _place_rows(self, block: Block) -> None:
        """Put the rows of a table down; each page of it begins with its header, and no row that fits one is cut."""
        head = block.lines[: block.head]
        for number, line in enumerate(block.lines):
            repeated = head if number >= block.head else ()
            self._place_row(line, repeated)
            self._count += 1

    def _place_row(self, line: Line, head: tuple[Line, ...]) -> None:
        space = line.space if self._lines or line.setting.stays else 0
        rest: Line | None = line
        while rest is not None:
            room = self._height - self._foot - space
            fresh = len(self._lines) <= len(head) and self._lines == list(head[: len(self._lines)])
            if rest.height <= room or (fresh and not rest.tall):
                self._put(rest, space)
                return
            parts = rest.cut(room) if rest.tall else None
            if parts or fresh:
                self._put(parts[0] if parts else rest, space)
                rest = parts[1] if parts else None
            if rest is not None:
                self._new_page()
                space = 0 if head else TABLE_EDGE  # a header's first row has the rule taken off its height
                for each in head:
                    self._put(each, 0)

    def _put(self, line: Line, space: int) -> None:
        if not self._count:
            self._first_page = len(self._pages)
            self._spaced = space == line.space
        self._lines.append(line)
        self._tops.append(self._foot + space)
        self._foot += space + line.height

    def _lie(self, *, wide: bool) -> None:
        """Begin a new page since this one does not lie as wanted; the program that opens the file does so too."""
        if self._lines:
            self._new_page()
        self._wide, self._height = wide, self._heights[wide]

    def turn(self) -> None:
        """Begin a new page though this one is not full."""
        if self._lines:
            self._new_page()
            self._turned = True
            if self._count:
                self._breaks.append(self._count)

    def done(self) -> None:
        """Close the block."""
        last, breaks = len(self._pages), self._breaks
        first = self._first_page if self._count else last
        self._placements.append(
            Placement(first, last, self._turned and not breaks, self._spaced, tuple(breaks) if breaks else ())
        )
        self._turned, self._spaced, self._count = False, True, 0
        breaks.clear()

    def layout(self) -> Layout:
        """Return what has been placed."""
        last = Page(len(self._pages) + 1, tuple(self._lines), tuple(self._tops), self._wide)
        return Layout((*self._pages, last), tuple(self._placements))

    def _new_page(self) -> None:
        self._pages.append(Page(len(self._pages) + 1, tuple(self._lines), tuple(self._tops), self._wide))
        self._lines, self._tops, self._foot = [], [], 0


def _need(blocks: list[Block], index: int) -> int:
    """Return the height of a chain of kept blocks, and of what must follow it, without the space above it."""
    first = blocks[index]
    need = sum(line.height for line in first.lines)
    while blocks[index].keep_next and index + 1 < len(blocks) and blocks[index + 1].wide == first.wide:
        index += 1
        block = blocks[index]
        lines = block.lines if block.keep_next or block.whole else block.lines[: max(block.head + 1, 1)]
        need += sum(line.space + line.height for line in lines)
    return need
