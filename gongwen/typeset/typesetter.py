"""From a document to its pages: paragraphs are set once and kept, pages are broken anew each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704, PROFILES, on_its_side
from gongwen.typeset.pages import Block, break_pages
from gongwen.typeset.paragraph import set_piece
from gongwen.typeset.rules import OURS
from gongwen.typeset.settings import TAIL, settings
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document, Table
    from gongwen.pieces import Kept, Piece
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
        self._pieces: Kept = {}
        self._blocks: dict[Piece | Table, tuple[Setting, Block]] = {}

    def layout(self, document: Document) -> Layout:
        """Return the pages of a document; lines of unchanged paragraphs are the same objects as before.

        Without a profile of the typesetter's own, the document's holds.
        """
        profile = self._profile or PROFILES[document.appearance.profile]
        if profile is not self.profile:
            self.profile = profile
            self._blocks.clear()
        parts = pieces(document, self._pieces)
        set_as = settings(parts, profile, sealed=document.signature.sealed, layout=document.layout)
        blocks = [self._set(piece, setting) for piece, setting in zip(parts, set_as, strict=True)]
        heights = profile.height, on_its_side(profile).height
        broken = break_pages(_joined(parts, blocks), heights, keeps_whole=self._rules.keeps_whole)
        if document.layout is not LayoutKind.LETTER:
            return broken
        return replace(broken, pages=(broken.pages[0]._replace(folio=False), *broken.pages[1:]))

    def _set(self, piece: Piece, setting: Setting) -> Block:
        # a table's cells are one long piece that its table says all of, and a table is asked for its hash much sooner
        key = piece.table if piece.table and piece.role is Role.TABLE else piece
        kept = self._blocks.get(key)
        if kept and (kept[0] is setting or kept[0] == setting):
            return kept[1]
        if len(self._blocks) > KEPT:
            self._blocks.clear()
        profile = on_its_side(self.profile) if setting.wide else self.profile
        block = _block(piece, setting, set_piece(piece, setting, profile, self._rules))
        self._blocks[key] = setting, block
        return block


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
    """Whether a paragraph is a heading and nothing more, or a line of the title, or of a figure that goes on under it."""
    if piece.figure is not None:
        below = piece.figure.source.strip() or (piece.role is Role.FIGURE and piece.figure.caption.strip())
        return bool(below) and piece.role is not Role.FIGURE_SOURCE
    return STYLES[piece.role].keep_next and piece.spans[-1].role is piece.role


def tail_of(parts: Sequence[Piece]) -> int:
    """Return where the signature block begins; a short list of attachments over it counts in."""
    tail = next((index for index, piece in enumerate(parts) if piece.role in TAIL), len(parts))
    start = tail
    while start and parts[start - 1].role is Role.ATTACHMENTS:
        start -= 1
    return start if tail < len(parts) and tail - start <= MOST_ATTACHMENTS else tail


def _block(piece: Piece, setting: Setting, lines: tuple[Line, ...]) -> Block:
    """Return a piece's block as it is in the midst of a text."""
    heading = is_heading(piece)
    block = Block(lines, heading, heading or piece.figure is not None, setting.foot, turns=setting.turns)
    if piece.table is None:
        return block
    head = piece.table.header_rows if piece.role is Role.TABLE else -1
    return block._replace(wide=setting.wide, head=head, follows=piece.role in UNDER_TABLE)


def _joined(parts: Sequence[Piece], blocks: list[Block]) -> list[Block]:
    """Return the blocks with those of the signature held together; nothing follows the last one."""
    tail = tail_of(parts)
    for index in (*range(tail, len(parts)), len(parts) - 1):
        if index >= 0:
            belongs = tail <= index and parts[index].role in BLOCK
            blocks[index] = blocks[index]._replace(keep_next=keeps_next(parts, index, tail), tail=belongs)
    return blocks
