"""GB/T 9704-2012 and GB/T 33476.2-2016 as constants, each with its clause; lengths in twips (1/20 pt) unless said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

TWIPS_PER_MM: Final = 1440 / 25.4
PAGE_WIDTH: Final = 11906
"""A4, 210 mm (5.1)."""
PAGE_HEIGHT: Final = 16838
"""A4, 297 mm (5.1)."""
TYPE_AREA_WIDTH: Final = 8844
"""156 mm (5.2.1)."""
LINES_PER_PAGE: Final = 22
"""5.2.3: 一般每面排22行."""
CHARACTERS_PER_LINE: Final = 28
"""5.2.3: 每行排28个字."""
LETTER_SPACING: Final = -5
"""28 characters of 16 pt want 448 pt and 156 mm gives 442.2: each loses a quarter of a point (derived from 5.2.3)."""

SIZE_2: Final = 440
"""二号, 22 pt: the title (7.3.1)."""
SIZE_3: Final = 320
"""三号, 16 pt: everything else (5.2.2)."""
SIZE_4: Final = 280
"""四号, 14 pt: imprint and page numbers (7.4, 7.5)."""

SIZE_SMALL_4: Final = 240
"""小四, 12 pt: tables; the standard names no size for them, offices use this one or 五号 (practice)."""

SIZE_5: Final = 210
"""五号, 10.5 pt: tables that 小四 would make too narrow, and what stands under a table (practice)."""

TABLE_PITCH: Final = {SIZE_SMALL_4: 312, SIZE_5: 273}
"""The pitch of lines in a table's cells by size: 1.3 times the size (practice)."""

ROW_PARTS: Final = 3
"""Rows of a table are so many times a third of the grid's pitch high, so that what follows stands on it again."""

CELL_MARGIN: Final = 100
"""1.8 mm between a table's rules and its text (practice)."""

NARROW_MARGIN: Final = 40
"""0.7 mm: the same where many columns share a page."""

ROW_CLEAR: Final = 29
"""At least so much is free over and under a cell's lines together."""

TABLE_RULE: Final = 4
"""0.5 pt in eighths of a point: the rules of a table (practice)."""

TABLE_EDGE: Final = TABLE_RULE * 20 // 8
"""Twips by which the rule over a table makes it higher than its rows: programs draw it outside the first one."""

FIGURE_CLEAR: Final = 140
"""2.5 mm at least between the text over a picture and the picture (practice)."""

FIGURE_FOOT: Final = 10
"""What a picture's row keeps free under it: the depth of the row's own tiny characters."""

FIGURE_TYPE: Final = 20
"""1 pt: the size of the characters in a picture's row, none of which is seen."""

LEAST_FIGURE_ROWS: Final = 3
"""Rows a picture has at least, whatever stands over it and must stay on its page."""

LEAST_COLUMN: Final = 3
"""Characters; a table whose columns would become narrower lies on its side (8)."""

SIZE_MARK: Final = 720
"""小初, 36 pt: the authority mark; the standard names no size, only 醒目、美观、庄重 (7.2.4)."""

MARK_TOP: Final = 4082
"""72 mm: the mark's upper edge stands 35 mm under the type area's, which is 37 mm under the paper's (7.2.4, 5.2.1)."""

ORDER_MARK_TOP: Final = 3232
"""57 mm: the mark of an order stands 20 mm under the type area's upper edge (10.2)."""

LETTER_MARK_TOP: Final = 1701
"""30 mm: the mark of a letter stands so far under the paper's upper edge (10.1)."""

LETTER_RULE_GAP: Final = 227
"""4 mm from the mark of a letter to the double rule under it (10.1)."""

LETTER_RULE_WIDTH: Final = 9638
"""170 mm: the double rules of a letter, centred on the page (10.1)."""

LETTER_RULE_UP: Final = 1134
"""20 mm: the lower double rule stands so far over the paper's lower edge (10.1)."""

LETTER_GAP: Final = 280
"""Seven eighths of 三号: from the upper double rule to the characters under it (10.1)."""

LETTER_THICK: Final = 16
"""2 pt in eighths of a point: the thick line of a double rule; the standard names no thickness (10.1)."""

LETTER_THIN: Final = 6
"""0.75 pt: its thin line."""

LETTER_BETWEEN: Final = 20
"""Twips, 1 pt, between the two."""

MARK_ROWS: Final = 9
"""Rows that a joint mark's organs and the signatories may take together, so that the first page shows text (7.3.3)."""

ROWS_UNDER_MARK: Final = 2
"""7.2.5: 发文机关标志下空二行."""

ROWS_UNDER_RULE: Final = 2
"""7.3.1: 红色分隔线下空二行."""

RULE_GAP: Final = 173
"""4 mm from the characters of the document number to the red rule (7.2.7), less what their row keeps free under them."""

RULE_THICKNESS: Final = 12
"""1.5 pt in eighths of a point: the standard names no thickness for the red rule (7.2.7)."""

THICK_RULE: Final = 8
"""0.35 mm in eighths of a point: the first and the last rule of the imprint (7.4.1)."""

THIN_RULE: Final = 6
"""0.25 mm in eighths of a point: the rules between (7.4.1)."""

IMPRINT_LINE: Final = 530
"""The pitch of the imprint's lines: 四号 with seven eighths of its height between (3.2, 7.4)."""

FOLIO_GAP_MM: Final = 7.0
"""The page number's dash stands 7 mm under the type area (7.5)."""

SEAL: Final = round(42 * TWIPS_PER_MM)
"""The width a seal has at least: that of a township's, 42 mm (practice; the standard names none)."""
LARGE_SEAL: Final = round(45 * TWIPS_PER_MM)
"""A county's seal and its departments', 45 mm (practice): so much each has where names and date leave the room."""
SEAL_GAP: Final = round(TWIPS_PER_MM)
"""Seals neither meet nor touch (7.3.5.1)."""
MOST_SEALS: Final = 3
"""Seals in a row (practice, after figure 8)."""
SEAL_ROWS: Final = 5
"""Rows of the grid from one row of sealed organs to the next: 51 mm."""

FOLIO_UP: Final = round((35 - FOLIO_GAP_MM) * TWIPS_PER_MM)
"""So the dash stands over the paper's lower edge: the type area ends 35 mm over it (5.2.1) whatever margins are set."""


BASELINE: Final = 0.81
"""The part of an exact pitch over the baseline: whatever the size, word processors leave four fifths there (practice)."""

MIDDLE: Final = 0.36
"""The part of a character's size that its middle stands over the baseline (practice)."""


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """One way to set the margins: all in twips; `line` is the exact pitch of lines."""

    name: str
    label: str
    top: int
    bottom: int
    left: int
    right: int
    line: int
    clause: str
    page_width: int = PAGE_WIDTH
    page_height: int = PAGE_HEIGHT

    @property
    def width(self) -> int:
        """The type area's width."""
        return self.page_width - self.left - self.right

    @property
    def height(self) -> int:
        """The type area's height."""
        return self.page_height - self.top - self.bottom


GB9704: Final = LayoutProfile(
    "gb9704", "GB/T 9704：37/35/28/26 毫米，行距 28.95 磅", 2098, 1984, 1588, 1474, 579, "GB/T 9704-2012, 5.2.1, 5.2.3"
)
"""Margins as the standard measures them; 28.95 pt is the largest pitch that holds 22 lines in 225 mm."""

GB33476: Final = LayoutProfile(
    "gb33476",
    "GB/T 33476.2：34.58/32.58/28/26 毫米，行距 29.6 磅",
    1960,
    1847,
    1588,
    1474,
    592,
    "GB/T 33476.2-2016, 6.2",
)
"""Margins for word processors, which put half the leading above the first line."""


@cache
def on_its_side(profile: LayoutProfile) -> LayoutProfile:
    """Return a profile for a page turned a quarter: its head is the upright page's left edge, odd or even (8)."""
    return replace(
        profile, top=profile.left, right=profile.top, bottom=profile.right, left=profile.bottom,
        page_width=profile.page_height, page_height=profile.page_width,
    )  # fmt: skip


PROFILES: Final = {profile.name: profile for profile in (GB9704, GB33476)}

TYPEFACES: Final = {
    "fangsong": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "biaosong": "方正小标宋简体",
    "song": "宋体",
    "latin": "Times New Roman",
}
"""The typefaces a file names, whatever is installed here (5.2.2 and practice)."""

TYPEFACE_SETS: Final = {
    "full": TYPEFACES,
    "windows": {**TYPEFACES, "fangsong": "仿宋", "kai": "楷体", "biaosong": "华文中宋"},
}
"""Sets of typefaces by name: those an office installs, and those that come with Windows and Office."""

OWN_FACES: Final = ("biaosong", "fangsong", "hei", "kai", "song")
"""The typefaces an office may name itself: all full-width ones; lines are measured with the widths of Times New Roman."""

TYPEFACE_LABELS: Final = {
    "full": "方正小标宋简体、仿宋_GB2312、楷体_GB2312",
    "windows": "华文中宋、仿宋、楷体（Windows 和 Office 自带）",
}
