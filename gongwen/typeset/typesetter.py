"""From a document to its pages: paragraphs are set once and kept, pages are broken anew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704
from gongwen.typeset.pages import TAIL, Block, break_pages
from gongwen.typeset.paragraph import set_piece
from gongwen.typeset.signature import right_indents
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Layout, Line

KEPT: Final = 20_000
"""Paragraphs whose lines are remembered."""


class Typesetter:
    """Sets documents; one that changed in one paragraph costs that paragraph and the breaking of pages."""

    def __init__(self, profile: LayoutProfile = GB9704) -> None:
        self.profile = profile
        self._lines: dict[tuple[Piece, int | None, bool], tuple[Line, ...]] = {}

    def layout(self, document: Document) -> Layout:
        """Return the pages of a document; lines of unchanged paragraphs are the same objects as before."""
        return break_pages(self.blocks(document), self.profile.height)

    def blocks(self, document: Document) -> list[Block]:
        """Return each printed paragraph's lines and how it stays with the next."""
        parts = pieces(document)
        tail = [piece for piece in parts if piece.role in TAIL]
        indents = right_indents(tail)
        seen: dict[Role, int] = {}
        before: Role | None = None
        out: list[Block] = []
        for number, piece in enumerate(parts):
            role = piece.role
            index = seen.get(role, 0)
            seen[role] = index + 1
            right = indents[role][index] if role in indents and index < len(indents[role]) else None
            opens = role is not before and not (role is Role.DATE and before is Role.SIGNATURE)
            lines = self._set(piece, right, opens=opens)
            heading = STYLES[role].keep_next and piece.spans[-1].role is role
            after = parts[number + 1].role if number + 1 < len(parts) else None
            kept = after is not None and (after in TAIL if role in TAIL else heading)
            out.append(Block(role, lines, kept, heading))
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
