"""From a document to its pages: paragraphs are set once and kept, pages are broken anew each time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704
from gongwen.typeset.layout import Layout, Line, Page
from gongwen.typeset.paragraph import set_piece
from gongwen.typeset.signature import right_indents
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

KEPT: Final = 20_000
"""Paragraphs whose lines are remembered."""

Block = tuple[Role, tuple[Line, ...]]


class Typesetter:
    """Sets documents; one that changed in one paragraph costs that paragraph and the breaking of pages."""

    def __init__(self, profile: LayoutProfile = GB9704) -> None:
        self.profile = profile
        self._lines: dict[tuple[Piece, int | None, bool], tuple[Line, ...]] = {}

    def layout(self, document: Document) -> Layout:
        """Return the pages of a document; lines of unchanged paragraphs are the same objects as before."""
        return break_pages(self.blocks(document), self.profile)

    def blocks(self, document: Document) -> list[Block]:
        """Return each printed paragraph's role and lines."""
        parts = pieces(document)
        tail = [piece for piece in parts if piece.role in {Role.SIGNATURE, Role.DATE}]
        indents = right_indents(tail)
        seen: dict[Role, int] = {}
        before: Role | None = None
        out: list[Block] = []
        for piece in parts:
            role = piece.role
            index = seen.get(role, 0)
            seen[role] = index + 1
            right = indents[role][index] if role in indents and index < len(indents[role]) else None
            opens = role is not before and not (role is Role.DATE and before is Role.SIGNATURE)
            out.append((role, self._set(piece, right, opens=opens)))
            before = role
        return out

    def _set(self, piece: Piece, right: int | None, *, opens: bool) -> tuple[Line, ...]:
        key = (piece, right, opens)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) > KEPT:
                self._lines.clear()
            lines = self._lines[key] = set_piece(piece, self.profile, right=right, opens=opens)
        return lines


def typeset(document: Document, profile: LayoutProfile = GB9704) -> Layout:
    """Return the pages of a document set from scratch."""
    return Typesetter(profile).layout(document)


def keeps_next(blocks: list[Block]) -> list[bool]:
    """Return for each paragraph whether it stays with the next.

    Headings do, and the last paragraph of text before the signature does with its own last lines, so that the
    signature never stands alone on a page (GB/T 9704-2012, 7.3.5.5).
    """
    keep = [STYLES[role].keep_next and lines[-1].sources[-1].role is role for role, lines in blocks]
    keep[-1:] = [False] if keep else []
    for index, ((_, _), (role, _)) in enumerate(pairwise(blocks)):
        if role in {Role.SIGNATURE, Role.DATE}:
            keep[index] = True
    return keep


def break_pages(blocks: list[Block], profile: LayoutProfile) -> Layout:
    """Return the pages: lines fill the type area, chains of kept paragraphs move together when they fit on a page."""
    keep = keeps_next(blocks)
    pages: list[Page] = []
    lines: list[Line] = []
    tops: list[int] = []
    foot = 0
    need = _chain_heights(blocks, keep)
    for index, (_, block) in enumerate(blocks):
        chained = index > 0 and keep[index - 1]
        for number, line in enumerate(block):
            space = line.space if lines else 0
            last = number == len(block) - 1
            together = need[index] if last and not chained and need[index] <= profile.height else line.height
            if lines and foot + space + together > profile.height:
                pages.append(Page(len(pages) + 1, tuple(lines), tuple(tops)))
                lines, tops, foot, space = [], [], 0, 0
            lines.append(line)
            tops.append(foot + space)
            foot += space + line.height
    pages.append(Page(len(pages) + 1, tuple(lines), tuple(tops)))
    return Layout(tuple(pages))


def _chain_heights(blocks: list[Block], keep: list[bool]) -> list[int]:
    """Return for each paragraph the height of its last line with all that must stand on the same page after it."""
    need = [0] * len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        last = blocks[index][1][-1].height if blocks[index][1] else 0
        need[index] = last
        if keep[index] and index + 1 < len(blocks):
            after = blocks[index + 1][1]
            if keep[index + 1]:
                need[index] += sum(line.height + line.space for line in after[:-1]) + after[-1].space + need[index + 1]
            else:
                need[index] += after[0].space + after[0].height
    return need
