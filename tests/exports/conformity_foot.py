"""Points of format from the end of the text on: list of attachments, signature, note, the attachments' own pages."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.exports.conformity import POINTS, Wrong, faced, first_line, near, width
from tests.exports.opened import MM, Opened, Paragraph, W


@POINTS("7.3.4")
def one_row_is_free_over_the_attachments(file: Opened) -> Wrong:
    """正文下空一行."""
    if file.listed and not (file.paragraphs[file.text_end - 1].blank and not file.paragraphs[file.text_end - 2].blank):
        yield file.listed


def _hung(one: Paragraph) -> tuple[int, int]:
    """Return where the first line and the others begin."""
    left = one.form.number("ind.left")
    return left - one.form.number("ind.hanging") + one.form.number("ind.firstLine"), left


@POINTS("7.3.4")
def attachments_are_named_as_the_standard_names_them(file: Opened) -> Wrong:
    """附件：, Arabic numerals from the second on, nothing after a name."""
    many = len(file.listed) > 1
    for number, at in enumerate(file.listed, 1):
        wanted = ("附件：" if number == 1 else "") + (f"{number}." if many else "")
        found = file.paragraphs[at].text
        if not found.startswith(wanted) or re.search("[。；，、.;,]$", found):
            yield found


@POINTS("7.3.4")
def attachments_hang_under_their_names(file: Opened) -> Wrong:
    """左空二字; a later line begins under the name's first character, a later number under the first one."""
    many = len(file.listed) > 1
    number = width("附件：")
    for at in file.listed:
        one = file.paragraphs[at]
        first, rest = _hung(one)
        starts = 640 if at == file.listed.start else 640 + number
        name = 640 + number + (width(re.search(r"\d*\.", one.text)[0]) if many else 0)  # type: ignore[index]
        if not near(first, starts, 10) or not near(rest, name, 90):  # a full stop is narrower than half a character
            yield one.text[:20], first, rest, starts, name
        yield from faced(one, "fang", 32)


@POINTS("7.3.5")
def one_row_is_free_over_the_signature(file: Opened) -> Wrong:
    """正文（或附件说明）下空一行."""
    at = file.organs.start
    if not file.paragraphs[at - 1].blank or file.paragraphs[at - 2].blank:
        yield [one.text for one in file.paragraphs[at - 3 : at + 1]]


def _rows(file: Opened) -> list[list[str]]:
    """Return the organs by rows."""
    texts = [file.paragraphs[at].text for at in file.organs]
    return [[name for name in text.split("\t") if name] for text in texts if text.strip()]


@POINTS("7.3.5")
def organs_stand_in_their_order_right_over_the_date(file: Opened) -> Wrong:
    """Without seals one under the other, the date after the last; with them the last one over the date, too."""
    rows = _rows(file)
    if [name for row in rows for name in row] != list(file.asked.signature.organs):
        yield rows
    if not file.asked.signature.sealed and any(len(row) > 1 for row in rows):
        yield rows


@POINTS("7.3.5.1")
def seals_have_room_beside_each_other(file: Opened) -> Wrong:
    """每排印章两端不得超出版心，互不相交或相切: three a row at most, 42 mm apart and inside, rows four blank ones apart."""
    if not file.asked.signature.sealed or len(file.asked.signature.organs) < 2:
        return
    before = file.organs.start
    for at in file.organs:
        one = file.paragraphs[at]
        if one.blank:
            continue
        if at > before and at - before != 5:
            yield "rows", at - before
        before = at
        middles = _middles(one)
        if len(middles) > 3 or min(middles) < 21 * MM or max(middles) > (156 - 21) * MM:
            yield one.text, middles
        for (left, right), (name, other) in zip(pairwise(middles), pairwise(one.text.split("\t")[1:]), strict=True):
            if right - left < 42 * MM or right - left < (width(name) + width(other)) / 2:
                yield name, left, right


def _middles(one: Paragraph) -> list[int]:
    """Return the places of a row's organs, or the middle of its only one."""
    tabs = [int(tab.get(W + "pos", "0")) for tab in one.node.iter(W + "tab") if tab.get(W + "val") == "center"]
    return tabs or [round(8844 - _right(one) - width(one.text) / 2)]


def _right(one: Paragraph) -> int:
    if not near(one.form.number("ind.rightChars") * 3.2, one.form.number("ind.right"), 4):
        return -1
    return one.form.number("ind.right") if one.form.at.get("jc") in {"right", "end"} else -1


@POINTS("7.3.5.1")
def a_sealed_date_stands_four_characters_in(file: Opened) -> Wrong:
    """成文日期右空四字, in characters and in twips; further in only where an organ is wider than that allows."""
    if file.asked.signature.sealed:
        wide = max((width(name) for name in file.asked.signature.organs), default=0)
        date = file.paragraphs[file.date]
        if not near(_right(date), max(4 * 320, (wide - width(date.text)) / 2), 8):
            yield date.form.at


@POINTS("7.3.5.1")
def organs_are_centred_over_the_date(file: Opened) -> Wrong:
    """以成文日期为准居中编排署名: the last one of those whose seals stand side by side, all of several without seals."""
    if file.asked.signature.sealed or len(file.organs) > 1:
        date = file.paragraphs[file.date]
        middle = 8844 - _right(date) - width(date.text) / 2
        for at in file.organs:
            one = file.paragraphs[at]
            if not one.blank and (one.form.at.get("jc") != "right" or _right(one) < 0) and "\t" not in one.text:
                yield one.text, one.form.at
            if not one.blank and not near(_middles(one)[-1], middle, 8):
                yield one.text, _middles(one), middle


@POINTS("7.3.5.2")
def without_a_seal_the_date_begins_two_characters_after_the_organ(file: Opened) -> Wrong:
    """右空二字署名，成文日期首字比署名首字右移二字; a longer date stands two characters in itself."""
    if not file.asked.signature.sealed and len(file.organs) == 1:
        organ, date = file.paragraphs[file.organs.start], file.paragraphs[file.date]
        begins = [-_right(one) - width(one.text) for one in (organ, date)]
        if not near(begins[1] - begins[0], 640, 8) or not near(min(_right(organ), _right(date)), 640, 8):
            yield _right(organ), _right(date)


@POINTS("7.3.5.4")
def the_date_is_arabic_and_whole(file: Opened) -> Wrong:
    """Year in four digits, month and day without a nought before them."""
    if not re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", file.paragraphs[file.date].text):
        yield file.paragraphs[file.date].text


@POINTS("7.3.6")
def the_note_stands_in_brackets_under_the_date(file: Opened) -> Wrong:
    """居左空二字加圆括号，成文日期下一行."""
    if file.asked.note:
        one = file.paragraphs[file.date + 1]
        if not re.fullmatch("（[^（].*）", one.text):
            yield one.text
        yield from first_line(one, 2)


@POINTS("7.3.7")
def every_attachment_begins_a_page(file: Opened) -> Wrong:
    """另面编排: 附件 with its number, 三号黑体, flush in the first row."""
    many = len(file.asked.attachments) > 1
    for number, at in enumerate(file.annexes, 1):
        one = file.paragraphs[at]
        form = one.form
        if not form.on("pageBreakBefore") or form.number("ind.left") or form.number("ind.firstLine"):
            yield one.text, form.at
        if one.text != (f"附件{number}" if many else "附件"):
            yield one.text
        yield from faced(one, "hei", 32)


@POINTS("7.3.7")
def an_attachment_s_title_is_centred_in_the_third_row(file: Opened) -> Wrong:
    """附件标题居中编排在版心第三行, the same words as in the list."""
    for mark, at, name in zip(file.annexes, file.annex_titles, file.asked.attachments, strict=False):
        one = file.paragraphs[at]
        if at != mark + 2 or one.form.at.get("jc") != "center" or one.text.replace("\n", "") != name:
            yield one.text, at - mark
        yield from faced(one, "mark", 44)
