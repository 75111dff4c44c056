"""The points of format that somebody checks a finished Word file for, by GB/T 9704-2012; each yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tests.exports.opened import LEVELS, MM, Opened, Paragraph, W
from tests.exports.points import Points

POINTS: Final[Points[Opened]] = Points()

FACES: Final = {
    "fang": {"仿宋_GB2312", "仿宋"}, "kai": {"楷体_GB2312", "楷体"}, "hei": {"黑体"}, "song": {"宋体"},
    "mark": {"方正小标宋简体", "华文中宋"},
}  # fmt: skip
NUMERALS: Final = "零一二三四五六七八九"
Wrong = Iterator[object]


def near(found: float, wanted: float, by: float = 6.0) -> bool:
    return abs(found - wanted) <= by


def width(text: str, size: int = 320, spacing: int = -5) -> float:
    """Return a text's width: half a character for letters and digits, with a quarter between them and Chinese ones."""
    gaps = sum(a.isascii() != b.isascii() and a.isalnum() and b.isalnum() for a, b in pairwise(text))
    return sum((size / 2 if char.isascii() else size) + spacing for char in text) + gaps * size / 4


def chinese(number: int) -> str:
    """Return 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


def faced(one: Paragraph, face: str, size: int) -> Wrong:
    """Yield the runs whose Han characters are not of a typeface and size (half-points)."""
    for run in one.runs:
        if re.search("[一-鿿]", run.text):
            if run.form.at.get("rFonts.eastAsia") not in FACES[face]:
                yield run.text[:20], run.form.at.get("rFonts.eastAsia")
            if run.form.number("sz") != size:
                yield run.text[:20], run.form.number("sz")


def first_line(one: Paragraph, characters: int) -> Wrong:
    form = one.form
    if form.number("ind.firstLineChars") != characters * 100 or form.number("ind.firstLine") != characters * 320:
        yield one.text[:20], form.at


@POINTS("5.1")
def the_paper_is_a4(file: Opened) -> Wrong:
    """210 mm × 297 mm."""
    for one in file.sections:
        if sorted((int(one["pgSz.w"]), int(one["pgSz.h"]))) != [11906, 16838]:
            yield one


@POINTS("5.2.1")
def the_margins_are_those_of_a_standard(file: Opened) -> Wrong:
    """37/35/28/26 mm, or 34.58/32.58/28/26 mm for word processors (GB/T 33476.2, 6.2)."""
    for one in file.sections:
        found = [int(one[f"pgMar.{side}"]) / MM for side in ("top", "bottom", "left", "right")]
        if not any(
            all(near(a, b, 0.1) for a, b in zip(found, wanted, strict=True))
            for wanted in ((37, 35, 28, 26), (34.58, 32.58, 28, 26))
        ):
            yield found


@POINTS("5.2.1")
def the_type_area_is_156_mm_wide(file: Opened) -> Wrong:
    """156 mm between the margins, nothing for binding on top."""
    for one in file.sections:
        room = int(one["pgSz.w"]) - int(one["pgMar.left"]) - int(one["pgMar.right"])
        if not near(room / MM, 156, 0.1) or one.get("pgMar.gutter", "0") != "0":
            yield room / MM


def _height(file: Opened) -> int:
    one = file.sections[-1]
    return int(one["pgSz.h"]) - int(one["pgMar.top"]) - int(one["pgMar.bottom"])


@POINTS("5.2.3")
def the_grid_has_22_lines(file: Opened) -> Wrong:
    """A document grid of lines whose pitch gives 22 of them."""
    for one in file.sections:
        if one.get("docGrid.type") != "lines" or _height(file) // int(one["docGrid.linePitch"]) != 22:
            yield one


@POINTS("5.2.3")
def text_has_the_pitch_of_22_lines(file: Opened) -> Wrong:
    """An exact pitch whose 22 lines fill the type area to 5 mm; nothing before and after paragraphs."""
    for one in file.text:
        form = one.form
        filled = 0 <= _height(file) - 22 * form.number("spacing.line") < 5 * MM
        if (
            form.at.get("spacing.lineRule") != "exact"
            or not filled
            or form.number("spacing.before")
            or form.number("spacing.after")
        ):
            yield one.text[:20], form.at


@POINTS("5.2.3")
def a_line_holds_28_characters(file: Opened) -> Wrong:
    """28 characters with their letter-spacing fit into 156 mm, 29 do not."""
    form = file.style_form(file.default, "rPr")
    step = int(form["sz"]) * 10 + int(form.get("spacing", "0"))
    if 8844 // step != 28:
        yield step


@POINTS("5.2.4")
def everything_but_the_mark_is_black(file: Opened) -> Wrong:
    """No colour, no shading, no highlight but the red of the mark."""
    marks = {name.removesuffix("文件") for name in file.asked.header.authority_mark} | {"文件"}
    for one in file.paragraphs:
        for run in one.runs:
            colour = run.form.at.get("color", "auto")
            red = one.text.removesuffix("文件") in marks or one.text in marks
            if (colour not in {"auto", "000000"} and not red) or {"highlight", "shd"} & run.form.at.keys():
                yield one.text[:20], colour


@POINTS("5.2.2")
def text_is_fangsong_of_size_3(file: Opened) -> Wrong:
    """三号仿宋 wherever nothing else is asked."""
    for one in file.text:
        if not one.level:
            yield from faced(one, "fang", 32)


@POINTS("5.2.2")
def chinese_marks_take_the_chinese_typeface(file: Opened) -> Wrong:
    """“ ” ‘ ’ —— …… · are East Asian in every slot, with the hint that Word needs."""
    for one in file.paragraphs:
        for run in one.runs:
            if re.search("[“”‘’—…·]", run.text):
                at = run.form.at
                slots = {at.get(f"rFonts.{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
                if len(slots) != 1 or at.get("rFonts.hint") != "eastAsia" or "Times" in str(slots):
                    yield run.text[:20], at


@POINTS("5.2.2")
def letters_and_digits_have_one_latin_typeface(file: Opened) -> Wrong:
    """Latin letters and digits of the text are all of one typeface."""
    found = {
        run.form.at.get("rFonts.ascii") for one in file.text for run in one.runs if re.search("[A-Za-z0-9]", run.text)
    }
    if found - {"Times New Roman"}:
        yield found


@POINTS("7.3.1")
def the_title_is_small_song_of_size_2(file: Opened) -> Wrong:
    """二号小标宋."""
    if not file.title:
        yield "no title"
    for at in file.title:
        yield from faced(file.paragraphs[at], "mark", 44)


@POINTS("7.3.1")
def the_title_is_centred(file: Opened) -> Wrong:
    """Centred, without indents."""
    for at in file.title:
        form = file.paragraphs[at].form
        if form.at.get("jc") != "center" or any(form.number(f"ind.{side}") for side in ("left", "right", "firstLine")):
            yield form.at


def _bold(one: Paragraph) -> Wrong:
    for run in one.runs:
        if run.form.on("b") or run.form.on("bCs") or run.form.on("i"):
            yield run.text[:20]


@POINTS("7.3.1")
def nothing_is_bold(file: Opened) -> Wrong:
    """The standard names typefaces for weight; neither title nor headings are bold."""
    for one in file.paragraphs:
        yield from _bold(one)


def title_lines(file: Opened) -> list[str]:
    return "\n".join(file.paragraphs[at].text for at in file.title).split("\n")


@POINTS("7.3.1")
def the_title_is_a_trapezium_or_a_diamond(file: Opened) -> Wrong:
    """Its lines grow, or shrink, or grow and then shrink; none is much shorter than the rest."""
    sizes = [width(line.strip()) for line in title_lines(file)]
    top = sizes.index(max(sizes))
    rising, falling = sizes[: top + 1], sizes[top:]
    if rising != sorted(rising) or falling != sorted(falling, reverse=True) or min(sizes) < max(sizes) / 5:
        yield title_lines(file)


@POINTS("7.3.1")
def the_title_breaks_by_sense(file: Opened) -> Wrong:
    """No line ends inside 《》, a number or a Latin word, none begins with a closing mark or 的."""
    lines = title_lines(file)
    for at, (line, after) in enumerate(pairwise(lines)):
        before = "".join(lines[: at + 1])
        inside = before.count("《") > before.count("》")
        if (
            inside
            or re.match("[、，。）》”的年月日]", after)
            or (re.search(r"[0-9A-Za-z]$", line) and re.match(r"[0-9A-Za-z年]", after))
        ):
            yield line, after


@POINTS("7.3.2")
def one_row_is_free_under_the_title(file: Opened) -> Wrong:
    """标题下空一行: just one blank row between the title with its lines and the addressee."""
    blank = [at for at in range(file.title.stop, file.addressed) if file.paragraphs[at].blank]
    if len(blank) != 1 or blank[0] != file.addressed - 1:
        yield blank


@POINTS("7.3.2")
def the_addressee_stands_flush_left(file: Opened) -> Wrong:
    """居左顶格, also where it goes on in another line."""
    form = file.paragraphs[file.addressed].form
    if any(form.number(f"ind.{side}") for side in ("left", "firstLine", "hanging", "firstLineChars", "leftChars")):
        yield form.at
    yield from faced(file.paragraphs[file.addressed], "fang", 32)


@POINTS("7.3.2")
def the_addressee_ends_with_a_full_width_colon(file: Opened) -> Wrong:
    """最后一个机关名称后标全角冒号."""
    if not re.search("[^：:]：$", file.paragraphs[file.addressed].text):
        yield file.paragraphs[file.addressed].text


def _level(file: Opened, level: int, face: str) -> Wrong:
    for one in file.headings:
        if one.level == level:
            first = next(run for run in one.runs if re.search("[一-鿿]", run.text))
            if first.form.at.get("rFonts.eastAsia") not in FACES[face] or first.form.number("sz") != 32:
                yield one.text[:20], first.form.at


@POINTS("7.3.3")
def the_first_level_is_hei(file: Opened) -> Wrong:
    """一、 三号黑体."""
    yield from _level(file, 1, "hei")


@POINTS("7.3.3")
def the_second_level_is_kai(file: Opened) -> Wrong:
    """（一） 三号楷体."""
    yield from _level(file, 2, "kai")


@POINTS("7.3.3")
def the_third_and_fourth_levels_are_fangsong(file: Opened) -> Wrong:
    """1. and （1） 三号仿宋."""
    yield from _level(file, 3, "fang")
    yield from _level(file, 4, "fang")


@POINTS("7.3.3")
def a_run_in_heading_gives_its_typeface_to_itself_only(file: Opened) -> Wrong:
    """The text after a heading in the same line is 仿宋."""
    for one in file.headings:
        before = ""
        for run in one.runs:
            runs_in = "。" in before and re.search("[一-鿿]", run.text)
            if runs_in and run.form.at.get("rFonts.eastAsia") not in FACES["fang"]:
                yield run.text[:20]
            before += run.text


@POINTS("7.3.3")
def every_paragraph_begins_two_characters_in(file: Opened) -> Wrong:
    """每个自然段左空二字，回行顶格: in characters and in twips, nothing at the left."""
    for one in file.text:
        yield from first_line(one, 2)
        if one.form.number("ind.left") or one.form.number("ind.leftChars"):
            yield one.text[:20], one.form.at


@POINTS("7.3.3")
def text_is_justified(file: Opened) -> Wrong:
    """撑满版心: both edges are straight."""
    for one in file.text:
        if one.form.at.get("jc") not in {"both", "distribute"}:
            yield one.text[:20], one.form.at.get("jc")


@POINTS("7.3.3")
def numbers_count_on(file: Opened) -> Wrong:
    """一、（一）1.（1）: each level counts from one without a gap, as text and not by a list."""
    if any(True for _ in file.body.iter(W + "numPr")):
        yield "numPr"
    counts = [0] * 4
    for at, one in enumerate(file.paragraphs):
        if at in file.annexes:
            counts = [0] * 4
        if one in file.headings:
            counts[one.level - 1] += 1
            counts[one.level :] = [0] * (4 - one.level)
            number = re.match(LEVELS[one.level - 1], one.text)
            assert number
            bare = re.sub(r"[、（）.．]", "", number[0])
            if bare != (chinese if one.level < 3 else str)(counts[one.level - 1]):
                yield one.text[:20], counts
