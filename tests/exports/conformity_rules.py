"""Points of a printed page that are drawn: the red mark, the red rule, the imprint between its rules."""

from __future__ import annotations

import numpy as np

from tests.exports.conformity_page import BOTTOM, LEFT, PITCHES, RIGHT, SEEN, Wrong, bare
from tests.exports.printed import FOOT, MM_PER_DOT, Printed, bands, span


@SEEN("7.2.4")
def the_mark_begins_35_mm_down(file: Printed) -> Wrong:
    """发文机关标志上边缘至版心上边缘35mm: its red ink begins 72 mm under the paper's edge, in the middle."""
    if file.asked.header.authority_mark:
        red = file.red(0)
        if abs(span(red, 1)[0] - 72) > 1:
            yield span(red, 1)
        left, right = span(file.red(0, 0, 120), 0)
        if abs((left + right) / 2 - (LEFT + RIGHT) / 2) > 1.5 or left < LEFT or right > RIGHT:
            yield left, right


def _red_rule(file: Printed) -> tuple[float, float]:
    rows = file.red(0).mean(axis=1)
    places = np.flatnonzero(rows > 0.6)
    return places[0] * MM_PER_DOT, (places[-1] + 1) * MM_PER_DOT


@SEEN("7.2.7")
def the_red_rule_is_4_mm_under_the_number(file: Printed) -> Wrong:
    """From the number's characters to the rule 4 mm; as wide as the type area."""
    if file.asked.header.authority_mark:
        top, bottom = _red_rule(file)
        text = [band for band in bands(file.ink(0, 0, top - 0.5)) if band[1] < top][-1]
        if abs(top - text[1] - 4) > 0.8:
            yield top - text[1]
        left, right = span(file.red(0, top, bottom), 0)
        if abs(left - LEFT) > 0.5 or abs(right - RIGHT) > 0.5:
            yield left, right


@SEEN("7.3.1")
def the_title_is_two_rows_under_the_red_rule(file: Printed) -> Wrong:
    """红色分隔线下空二行: 20.5 mm and what the title's own row keeps free over it, to 3 mm."""
    if file.asked.header.authority_mark:
        _, bottom = _red_rule(file)
        title = bands(file.ink(0, bottom + 1))[0][0] + 1
        if abs(title - 2 * PITCHES[file.asked.appearance.profile] - 1.5) > 3:
            yield title


@SEEN("7.4.1")
def the_imprint_ends_the_last_page(file: Printed) -> Wrong:
    """末条分隔线与公文最后一面的版心下边缘重合: to a millimetre over the margin's edge, 156 mm wide."""
    if file.asked.imprint.printed_by:
        number = len(file.lines) - 1
        foot = BOTTOM if file.asked.appearance.profile == "gb9704" else BOTTOM + 2.42
        rows = np.flatnonzero(file.ink(number, 0, FOOT).mean(axis=1) > 0.7) * MM_PER_DOT
        if not len(rows) or not foot - 1 < rows[-1] < foot + 0.3:
            yield list(rows)
        if bare(file.asked.imprint.printed_by) not in file.lines[number][-1]:
            yield file.lines[number]


@SEEN("7.4.3")
def the_imprint_s_text_stands_between_its_rules(file: Printed) -> Wrong:
    """The characters of the last row are as far from the rule over them as from the one under them, to a millimetre."""
    if file.asked.imprint.printed_by:
        number = len(file.lines) - 1
        rows = np.flatnonzero(file.ink(number, 0, FOOT).mean(axis=1) > 0.7)
        rules = rows[np.flatnonzero(np.diff(rows, prepend=-9) > 1)] * MM_PER_DOT
        top, bottom = rules[-2] + 1, rules[-1] - 0.1
        text = span(file.ink(number, top, bottom), 1)
        if abs((text[0] + 0.7) - (bottom - top - text[1])) > 1:  # the rule itself is 0.3 mm
            yield text, top, bottom
