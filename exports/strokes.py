"""The rules that are drawn with a line: across the type area (7.2.7, 7.4.1), or across the page (10.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.standard import LETTER_RULE_WIDTH, RULE_GAP, RULE_THICKNESS, THICK_RULE, THIN_RULE
from gongwen.typeset.layout import TABLE
from gongwen.typeset.letterhead import double_rules
from gongwen.typeset.settings import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Line

TWIPS_PER_EIGHTH: Final = 20 / 8
WEIGHTS: Final = {
    Rule.RED_BELOW: RULE_THICKNESS, Rule.THICK_ABOVE: THICK_RULE, Rule.THICK_BELOW: THICK_RULE,
    Rule.THIN_ABOVE: THIN_RULE,
}  # fmt: skip
"""How thick each rule is, in eighths of a point."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule: its middle under its line's upper edge, its left edge from the paper's and its length in twips.

    `weight` is its thickness in eighths of a point.
    """

    down: float
    left: float
    width: int
    weight: int
    red: bool


def strokes(line: Line, profile: LayoutProfile) -> Iterator[Stroke]:
    """Yield the rules drawn with a line on a page of a profile."""
    if line.align == TABLE:
        return
    for down, weight in double_rules(line):
        left = (profile.page_width - LETTER_RULE_WIDTH) / 2
        yield Stroke(down + weight * TWIPS_PER_EIGHTH / 2, left, LETTER_RULE_WIDTH, weight, red=True)
    for rule in (rule for rule in line.rules if rule in WEIGHTS):
        red = rule is Rule.RED_BELOW
        down = line.height + (RULE_GAP if red else 0) if rule.endswith("below") else 0
        yield Stroke(down, profile.left, profile.width, WEIGHTS[rule], red=red)
