"""How a printed paragraph is set, and which roles make the parts of a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongwen.piece import Role
from gongwen.standard import RULE_GAP, RULE_THICKNESS

CORNER: Final = (Role.COPY_NUMBER, Role.CLASSIFICATION, Role.URGENCY)
"""The marks in the upper left corner, from top to bottom (7.2.1 to 7.2.3)."""

MASTHEAD: Final = frozenset(
    {
        *CORNER,
        Role.AUTHORITY_MARK,
        Role.MARK_SUFFIX,
        Role.DOCUMENT_NUMBER,
        Role.SIGNATORIES,
        Role.ISSUER,
        Role.ISSUED_ON,
    }
)
IMPRINT: Final = frozenset({Role.COPIED_TO, Role.PRINTED, Role.PRINTED_ON})
TITLES: Final = frozenset({Role.TITLE, Role.BYLINE})
TAIL: Final = frozenset({Role.SIGNATURE, Role.SIGNER, Role.DATE})
"""The roles of the signature block."""

HANGING: Final = frozenset({Role.ATTACHMENTS, Role.ATTENDANCE})
"""The roles whose later lines stand under the first one's text, each paragraph by itself (7.3.4, 10.3)."""

GLYPH_TOP: Final = 0.79
"""The part of the size by which the mark's characters stand over the baseline."""

RULE_HEIGHT: Final = RULE_GAP + RULE_THICKNESS * 20 // 8
"""Twips from the row of the document number to the lower edge of the red rule."""

MOST_SHIFT: Final = 160
"""Twips, 3 mm, by which the gap over the title may differ from two rows, so that the page under it is filled."""


class Rule(StrEnum):
    """A line drawn across the type area with a paragraph (7.2.7, 7.4.1), or across the page by a letter's mark (10.1)."""

    RED_BELOW = "red-below"
    THICK_ABOVE = "thick-above"
    THIN_ABOVE = "thin-above"
    THICK_BELOW = "thick-below"
    DOUBLE_BELOW = "double-below"
    DOUBLE_FOOT = "double-foot"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; lengths in twips.

    `left` and `right` are indents, `first` that of the first line beyond `left`. `space` stands above the paragraph
    and is dropped at the head of a page unless it `stays`; a negative one puts it into the row of the paragraph
    before it. `foot` says that it belongs at the foot of the last page, `turns` that it begins a page, `wide` that it
    stands on a page that lies on its side. `drop` is how far under the paragraph's upper edge the double rule at the
    foot of the page stands.
    """

    left: int
    right: int
    first: int
    align: str
    size: int
    line: int
    space: int = 0
    stays: bool = False
    foot: bool = False
    turns: bool = False
    wide: bool = False
    drop: int = 0
    rules: tuple[Rule, ...] = ()
