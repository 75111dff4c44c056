"""From a document to its pages: paragraphs are set once and kept, pages are broken anew each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704, PROFILES, on_its_side
from gongwen.typeset.pages import Block, break_pages
from gongwen.typeset.paragraph import set_piece
from gongwen.typeset.rules import OURS
from gongwen.typeset.settings import TAIL, settings
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Layout, Line
    from gongwen.typeset.rules import BreakRules
    from gongwen.typeset.settings import Setting

KEPT: Final = 20_000
"""Paragraphs whose lines are remembered."""

BLOCK: Final = TAIL | {Role.ATTACHMENTS}
"""What may belong to the signature block."""

UNDER_TABLE: Final = frozenset({Role.TABLE_NOTE, Role.TABLE_SOURCE})

MOST_ATTACHMENTS: Final = 6
"""Names of attachments that still stay with the signature under them."""


class Typesetter:
    """Sets documents; one that changed in one paragraph costs that paragraph and the breaking of pages.

    With another program's `rules` it foretells that program's lines in a file without pins.
    """

    def __init__(self, profile: LayoutProfile | None = None, rules: BreakRules = OURS) -> None:
        self._rules = rules
        self._profile = profile
        self.profile = profile or GB9704
        self._lines: dict[tuple[Piece, Setting], tuple[Line, ...]] = {}

    def layout(self, document: Document) -> Layout:
        """Return the pages of a document; lines of unchanged paragraphs are the same objects as before.

        Without a profile of the typesetter's own, the document's holds.
        """
        profile = self._profile or PROFILES[document.appearance.profile]
        if profile is not self.profile:
            self.profile = profile
            self._lines.clear()
        parts = pieces(document)
        set_as = settings(parts, profile, sealed=document.signature.sealed)
        lines = [self._set(piece, setting) for piece, setting in zip(parts, set_as, strict=True)]
        return break_pages(_blocks(parts, lines), (profile.height, on_its_side(profile).height))

    def _set(self, piece: Piece, setting: Setting) -> tuple[Line, ...]:
        key = (piece, setting)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) > KEPT:
                self._lines.clear()
            profile = on_its_side(self.profile) if setting.wide else self.profile
            lines = self._lines[key] = set_piece(piece, setting, profile, self._rules)
        return lines


def typeset(document: Document, profile: LayoutProfile | None = None) -> Layout:
    """Return the pages of a document set from scratch."""
    return Typesetter(profile).layout(document)


def keeps_next(parts: Sequence[Piece], index: int, tail: int) -> bool:
    """Return whether a paragraph stays with the next one: headings do, and all of the signature block from `tail` on."""
    if index + 1 == len(parts):
        return False
    piece = parts[index]
    if tail <= index and piece.role in BLOCK:
        return parts[index + 1].role in BLOCK
    return is_heading(piece)


def is_heading(piece: Piece) -> bool:
    """Whether a paragraph is a heading and nothing more, or a line of the title."""
    return STYLES[piece.role].keep_next and piece.spans[-1].role is piece.role


def tail_of(parts: Sequence[Piece]) -> int:
    """Return where the signature block begins; a short list of attachments over it counts in."""
    tail = next((index for index, piece in enumerate(parts) if piece.role in TAIL), len(parts))
    start = tail
    while start and parts[start - 1].role is Role.ATTACHMENTS:
        start -= 1
    return start if tail < len(parts) and tail - start <= MOST_ATTACHMENTS else tail


def _blocks(parts: Sequence[Piece], lines: Sequence[tuple[Line, ...]]) -> list[Block]:
    tail = tail_of(parts)
    out = []
    for index, piece in enumerate(parts):
        setting = lines[index][0].setting if lines[index] else None
        block = Block(
            lines[index],
            keeps_next(parts, index, tail),
            is_heading(piece),
            setting is not None and setting.foot,
            tail <= index and piece.role in BLOCK,
            setting is not None and setting.turns,
        )
        if piece.table is not None and setting is not None:
            head = piece.table.header_rows if piece.role is Role.TABLE else -1
            block = replace(block, wide=setting.wide, head=head, follows=piece.role in UNDER_TABLE)
        out.append(block)
    return out
