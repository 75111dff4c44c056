"""The points of a printed page, looked at in LibreOffice's PDF; each yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gongwen.pieces import canonical_text
from tests.exports.opened import LEVELS
from tests.exports.points import Points
from tests.exports.printed import FOOT, MM_PER_DOT, MM_PER_POINT, Printed, Row, bands, span

SEEN: Final[Points[Printed]] = Points()

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The type area in mm (5.2.1)."""

CHARACTER: Final = 16 * MM_PER_POINT
PITCHES: Final = {"gb9704": 28.95 * MM_PER_POINT, "gb33476": 29.6 * MM_PER_POINT}
Wrong = Iterator[object]


def bare(text: str) -> str:
    return "".join(text.split())


@SEEN("5.1")
def pages_are_a4(file: Printed) -> Wrong:
    """210 mm × 297 mm."""
    for size in file.sizes:
        if abs(size[0] * MM_PER_POINT - 210) > 0.5 or abs(size[1] * MM_PER_POINT - 297) > 0.5:
            yield size


@SEEN("5.2.3")
def no_page_has_more_than_22_lines(file: Printed) -> Wrong:
    """Never more than 22, and of text alone just 22 on every full page."""
    last = len(file.lines) - 1
    for number, page in enumerate(file.lines):
        if len(page) > 22:
            yield number + 1, len(page)
    full = sum(len(page) == 22 for page in file.lines[1:last])
    if last > 20 and full < (last - 1) * 0.5:
        yield full, last


@SEEN("5.2.3")
def a_full_line_has_28_characters(file: Printed) -> Wrong:
    """Lines of Chinese characters alone have 28 of them, 29 with a mark that hangs out; most have 28."""
    copied = "抄送：" + "，".join(file.asked.imprint.copied_to)  # in 四号
    shape = re.compile("[一-鿿，。、；：（）“”《》—…]{20,}")
    sizes = [len(line) for page in file.lines for line in page if shape.fullmatch(line) and line not in copied]
    if sizes and (max(sizes) > 29 or (file.final and max(sizes) > 28) or max(sizes) < 28):
        yield max(sizes)


@SEEN("5.2.3")
def lines_stand_at_one_pitch(file: Printed) -> Wrong:
    """Neighbouring lines of text are 1/22 of the type area apart."""
    pitch = PITCHES[file.asked.appearance.profile]
    for number, page in enumerate(file.rows[1:-1], 2):
        rows = [row for row in page if row.top < FOOT and re.search("[一-鿿]", row.text)]
        steps = [b.top - a.top for a, b in pairwise(rows)]
        off = [step for step in steps if abs(step / pitch - round(step / pitch)) * pitch > 1.2]
        if len(off) > 4:  # a line that begins with Latin characters has another box, a larger title too
            yield number, off


@SEEN("5.2.1")
def ink_keeps_to_the_left_edge(file: Printed) -> Wrong:
    """Nothing stands left of 28 mm, and text begins there."""
    found = [span(file.ink(number), 0)[0] for number in file.shown]
    if min(found) < LEFT - 0.3 or min(found) > LEFT + 1:
        yield found


@SEEN("5.2.1")
def ink_keeps_to_the_right_edge(file: Printed) -> Wrong:
    """Nothing stands right of 184 mm; where a program lets a mark hang, not more than its half."""
    spare = 0.3 if file.final else CHARACTER / 2
    for number in file.shown:
        found = span(file.ink(number), 0)[1]
        if found > RIGHT + spare:
            yield number + 1, found


@SEEN("5.2.1")
def ink_begins_at_the_upper_edge(file: Printed) -> Wrong:
    """A page's first line stands in the first row: its characters begin 37 mm down, or as far as their row's leading."""
    imprint_alone = len(file.lines) - 1 if file.lines[-1][0].startswith("抄送") else -1
    for number in file.shown:
        found = span(file.ink(number), 1)[0]
        pictured = file.lines[number][0].startswith("图")  # a picture's row has whole rows, and it stands on their foot
        if number != imprint_alone and not pictured and not TOP - 1 < found < TOP + 5:
            yield number + 1, found


@SEEN("5.2.1")
def nothing_stands_between_the_type_area_and_the_page_number(file: Printed) -> Wrong:
    """No ink lies under 262 mm but the page number's, or what the companion standard's pitch adds."""
    spare = 0.3 if file.asked.appearance.profile == "gb9704" else 2.42
    for number in file.shown:
        found = file.ink(number, BOTTOM + spare, FOOT)
        if found.any():
            yield number + 1, span(found, 1)


@SEEN("5.2.3")
def full_pages_fill_the_type_area(file: Printed) -> Wrong:
    """撑满版心: the last line of a page of 22 ends within 5 mm of the type area's foot."""
    for number in file.shown:
        if len(file.lines[number]) == 22:
            foot = span(file.ink(number, 0, FOOT), 1)[1]
            if foot < BOTTOM - 5:
                yield number + 1, foot


def _folio(file: Printed, number: int) -> Row | None:
    rows = [row for row in file.rows[number] if row.top >= FOOT]
    return rows[0] if len(rows) == 1 else None


@SEEN("7.5")
def every_page_has_its_number(file: Printed) -> Wrong:
    """— n — counts from one through the attachments."""
    for number in range(len(file.rows)):
        row = _folio(file, number)
        if row is None or row.text != f"—{number + 1}—":
            yield number + 1, row


@SEEN("7.5")
def the_dash_is_7_mm_under_the_type_area(file: Printed) -> Wrong:
    """一字线上距版心下边缘7mm, to half a millimetre."""
    for number in file.shown:
        foot = file.ink(number, FOOT, 280)
        across = span(foot, 0)[0]
        dash = foot[:, round(across / MM_PER_DOT) : round((across + 2) / MM_PER_DOT)]
        found = FOOT + sum(span(dash, 1)) / 2 - BOTTOM
        if abs(found - 7) > 0.5:
            yield number + 1, found


@SEEN("7.5")
def the_number_stands_one_character_in(file: Printed) -> Wrong:
    """Right on odd pages, left on even ones, a 四号 character from the edge."""
    for number in file.shown:
        left, right = span(file.ink(number, FOOT, 280), 0)
        gap = left - LEFT if number % 2 else RIGHT - right
        if abs(gap - 14 * MM_PER_POINT) > 0.7:
            yield number + 1, gap


@SEEN("7.5")
def the_number_is_of_size_4(file: Printed) -> Wrong:
    """Digits of 14 pt are 3.3 to 3.9 mm high, as the typeface draws them."""
    for number in file.shown:
        found = bands(file.ink(number, FOOT, 280))
        if len(found) != 1 or not 2.9 < found[0][1] - found[0][0] < 4:
            yield number + 1, found


def _signed(file: Printed) -> list[str]:
    """Return the rows of organs as they are printed: side by side when they are sealed."""
    organs = [bare(name) for name in file.asked.signature.organs]
    if not file.asked.signature.sealed:
        return organs
    places = range(len(organs) + 1)
    parts = {"".join(organs[first:last]) for first in places for last in places[first + 1 : first + 4]}
    rows = [line for page in file.lines for line in page if line in parts]
    return next((rows[at:] for at in range(len(rows)) if "".join(rows[at:]) == "".join(organs)), organs)


def _page_of(file: Printed, text: str) -> int:
    """Return the last page on which a line ends in a text, or -1."""
    return max(
        (number for number, page in enumerate(file.lines) if any(bare(text) == line for line in page)), default=-1
    )


@SEEN("7.3.5")
def the_signature_is_whole_and_not_alone(file: Printed) -> Wrong:
    """Organs and date stand on one page, with at least a line of text or an attachment's name above them."""
    signature = file.asked.signature
    pages = {_page_of(file, text) for text in (*_signed(file), signature.date)}
    if len(pages) != 1 or -1 in pages:
        yield pages
        return
    page = file.lines[pages.pop()]
    if len(page) - 1 - page[::-1].index(_signed(file)[0]) < 1:
        yield page


@SEEN("7.3.3")
def no_heading_ends_a_page(file: Printed) -> Wrong:
    """The last line of a page is not a heading on its own."""
    names = tuple(map(bare, file.asked.attachments))
    own = {
        bare(line) for line in canonical_text(file.asked).splitlines() if any(re.match(shape, line) for shape in LEVELS)
    }
    for number, page in enumerate(file.lines):
        if page and page[-1] in own and "。" not in page[-1] and not page[-1].endswith(names):
            yield number + 1, page[-1]


@SEEN("7.3.1")
def the_first_page_shows_text(file: Printed) -> Wrong:
    """公文首页必须显示正文: the title, the addressee and at least a line of text."""
    first = "".join(file.lines[0])
    opening = bare(file.asked.body.paragraphs[0])[:10]
    if bare(file.asked.title) not in first or opening not in first:
        yield first[:80]


@SEEN("7.3.1")
def the_title_stands_in_the_middle(file: Printed) -> Wrong:
    """Each of its lines has the type area's middle for its own."""
    wanted = bare(file.asked.title)
    marks = {name.removesuffix("文件") for name in file.asked.header.authority_mark}
    end = next((at for at, row in enumerate(file.rows[0]) if row.text.endswith("：")), len(file.rows[0]))
    for row in file.rows[0][:end]:
        if (
            len(row.text) > 6
            and row.text in wanted
            and row.text not in marks
            and abs((row.left + row.right) / 2 - (LEFT + RIGHT) / 2) > 1
        ):
            yield row


@SEEN("7.3.5")
def the_date_stands_in_its_place(file: Printed) -> Wrong:
    """Sealed: four characters from the right edge, the last organ's middle over the date's, the others' seals beside it."""
    signature = file.asked.signature
    if not signature.sealed:
        return
    number = _page_of(file, signature.date)
    rows = {row.text: row for row in file.rows[number]}
    date = rows[bare(signature.date)]
    wide = max(len(name) for name in signature.organs) * CHARACTER
    if wide < 70 and abs(RIGHT - date.right - 4 * CHARACTER) > 1.5:
        yield date
    middles = []
    for organ in signature.organs:
        found = [row for row in file.words[number] if row.text == bare(organ)]
        middles += [(row.left + row.right) / 2 for row in found[-1:]]
    if len(middles) < len(signature.organs) or abs(middles[-1] - (date.left + date.right) / 2) > 1.2:
        yield middles, date
    if any(abs(one - other) < 42 for one, other in pairwise(middles) if other > one):
        yield middles


@SEEN("7.3.4")
def attachments_hang_under_their_first_character(file: Printed) -> Wrong:
    """The list begins two characters in; every number stands under the first one."""
    if len(file.asked.attachments) < 2:
        return
    rows = [row for page in file.rows for row in page]
    first = next(row for row in rows if row.text.startswith("附件：1."))
    if abs(first.left - LEFT - 2 * CHARACTER) > 0.7:
        yield first
    for number, name in enumerate(file.asked.attachments[1:], 2):
        row = next(row for row in rows if row.text.startswith(f"{number}.{bare(name)[:8]}"))
        if abs(row.left - LEFT - 5 * CHARACTER) > 1.2:
            yield row


@SEEN("7.3.7")
def attachments_have_pages_of_their_own(file: Printed) -> Wrong:
    """附件 with its number is the first line of its page, the title begins in the third row."""
    pitch = PITCHES[file.asked.appearance.profile]
    for number, _ in enumerate(file.asked.annexes, 1):
        mark = f"附件{number}" if len(file.asked.attachments) > 1 else "附件"
        page = next((rows for rows in file.rows if rows and rows[0].text == mark), None)
        if page is None or abs(page[0].left - LEFT) > 1 or not 1.5 < (page[1].bottom - page[0].bottom) / pitch < 2.6:
            yield mark, page and page[:2]


@SEEN("7")
def nothing_is_lost_in_print(file: Printed) -> Wrong:
    """All characters of the document are on the pages, none twice, and no page is empty."""
    printed = sorted("".join("".join(page) for page in file.lines))
    wanted = sorted(bare(canonical_text(file.asked)))
    if printed != wanted:
        yield len(printed), len(wanted)
    if not all(file.lines):
        yield "an empty page"
