"""Points of what stands in the text besides paragraphs: items of lists, quotations, figures with their captions."""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

from tests.exports.conformity import POINTS, Wrong, chinese, faced, first_line
from tests.exports.conformity_page import LEFT, RIGHT, SEEN
from tests.exports.opened import ITEM, Opened, Paragraph, W
from tests.exports.printed import Printed, span

FORMS = {r"（(\d+)）": str, r"(\d+)\.(?!\d)": str, r"([一二三四五六七八九十]+)是": chinese}


@POINTS("7.3.3")
def items_of_a_list_count_on(file: Opened) -> Wrong:
    """（1）（2）, 1. 2. or 一是二是: from one without a gap, typed out, set as the text."""
    for listed, group in groupby(file.text, lambda one: one.style == ITEM):
        counts: dict[str, int] = {}
        for one in group if listed else ():
            form = next((form for form in FORMS if re.match(form, one.text)), "")
            counts[form] = counts.get(form, 0) + 1
            found = re.match(form, one.text)
            if not form or not found or found[1] != FORMS[form](counts[form]):
                yield one.text[:20], counts


@POINTS("practice")
def a_quotation_is_kai_and_two_characters_in(file: Opened) -> Wrong:
    """三号楷体, two characters in at both sides, its first line as a paragraph's."""
    for one in file.paragraphs:
        if one.style == "GWQuotation":
            yield from faced(one, "kai", 32)
            yield from first_line(one, 2)
            sides = [one.form.number(f"ind.{side}") for side in ("left", "right", "leftChars", "rightChars")]
            if sides != [640, 640, 200, 200] or one.form.at.get("jc") != "both":
                yield one.text[:20], one.form.at


def _figures(file: Opened) -> list[tuple[Paragraph, Paragraph]]:
    """Return the paragraphs of pictures, each with the one under it."""
    at = [index for index, one in enumerate(file.paragraphs) if any(True for _ in one.node.iter(W + "drawing"))]
    return [(file.paragraphs[index], file.paragraphs[index + 1]) for index in at]


@POINTS("practice")
def a_picture_is_in_the_line_and_told(file: Opened) -> Wrong:
    """In the line, in the middle, its row as high as it needs, with words for who cannot see it."""
    if len(_figures(file)) != len(file.asked.figures):
        yield len(_figures(file))
    for one, _ in _figures(file):
        told = [node.get("descr") for node in one.node.iter("{*}docPr")]
        if not all(told) or not any(True for _ in one.node.iter("{*}inline")):
            yield etree.tostring(one.node)[:80]
        if one.form.at.get("jc") != "center" or one.form.at.get("spacing.lineRule") != "atLeast":
            yield one.form.at


@POINTS("practice")
def a_caption_stands_under_its_picture(file: Opened) -> Wrong:
    """四号黑体 in the middle, kept with the picture; the number, where there are several, a field that counts on."""
    for number, (one, under) in enumerate(_figures(file), 1):
        asked = [code.text.split()[1] for code in under.node.iter(W + "instrText") if code.text]
        wanted = f"图{number}　" if len(file.asked.figures) > 1 else ""
        if not under.text.startswith(wanted) or under.form.at.get("jc") != "center" or not one.form.on("keepNext"):
            yield under.text, under.form.at
        if asked != (["图"] if wanted else []):
            yield under.text, asked
        yield from faced(under, "hei", 28)


@SEEN("practice")
def pictures_stand_in_the_type_area(file: Printed) -> Wrong:
    """Every picture is printed, between the edges of the type area and in its middle."""
    rows = file.images
    if len(rows) != len(file.asked.figures):
        yield rows
    for number in {page for page, _, _ in rows}:
        if number in file.shown:
            left, right = span(file.ink(number, 0, 265), 0)
            if left < LEFT - 0.3 or right > RIGHT + 8 * (not file.final) + 0.3:
                yield number, left, right


@SEEN("practice")
def a_caption_is_printed_right_under_its_picture(file: Printed) -> Wrong:
    """On the picture's page, in its middle, by its own number."""
    for number, (page, _, _) in enumerate(file.images, 1):
        row = next((row for row in file.rows[page] if row.text.startswith(f"图{number}")), None)
        if row is None or abs((row.left + row.right) / 2 - (LEFT + RIGHT) / 2) > 1:
            yield page, row
