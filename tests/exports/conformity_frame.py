"""Points of format of what stands round the text: masthead, imprint, page number."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from tests.exports.conformity import FACES, POINTS, Wrong, faced, near, width
from tests.exports.opened import MM, Opened, Paragraph, W, flat

RED: Final = "FF0000"


def _header(file: Opened) -> tuple[Paragraph, ...]:
    return file.paragraphs[: file.title.start]


@POINTS("7.2.1")
def corner_marks_stand_at_the_left_in_their_order(file: Opened) -> Wrong:
    """份号、密级和保密期限、紧急程度: from the first row down, flush; the last two in 黑体."""
    header = file.asked.header
    secret = header.classification + ("★" + header.classification_period if header.classification_period else "")
    wanted = [one for one in (header.copy_number, secret, header.urgency) if one]
    found = _header(file)[: len(wanted)]
    if [one.text for one in found] != wanted:
        yield [one.text for one in found]
    for one in found:
        if (
            one.form.number("ind.left")
            or one.form.number("ind.firstLine")
            or one.form.at.get("jc") not in {"left", "both"}
        ):
            yield one.text, one.form.at
        yield from faced(one, "hei", 32)


@POINTS("7.2.4")
def the_mark_is_red_small_song(file: Opened) -> Wrong:
    """发文机关标志: red, 小标宋, larger than the title if few organs sign, centred or spread to one width."""
    few = len(file.asked.header.authority_mark) <= 6
    for name in file.asked.header.authority_mark:
        single = len(file.asked.header.authority_mark) == 1
        wanted = name if single else name.removesuffix("文件")
        one = next((one for one in _header(file) if one.text == wanted), None)
        if one is None:
            yield wanted
            continue
        form = one.runs[0].form
        if (
            form.at.get("color") != RED
            or form.at.get("rFonts.eastAsia") not in FACES["mark"]
            or (few and form.number("sz") <= 44)
        ):
            yield wanted, form.at
        if one.form.at.get("jc") not in {"center", "distribute"}:
            yield wanted, one.form.at


@POINTS("7.2.5")
def the_number_has_its_brackets_and_its_place(file: Opened) -> Wrong:
    """〔 〕, no 第, no nought before the number; one character in beside a signatory, else centred."""
    number = file.asked.header.document_number
    if number:
        one = next(one for one in _header(file) if one.text.startswith(number[:2]) and "号" in one.text)
        if not re.match(r"[^第]+〔\d{4}〕[1-9]\d*号", one.text) or not one.text.startswith(number):
            yield one.text
        beside = "\t" in one.text
        if beside != bool(file.asked.header.signatories):
            yield one.text
        if one.form.number("ind.left") != (320 if beside else 0) or (not beside and one.form.at.get("jc") != "center"):
            yield one.form.at


@POINTS("7.2.6")
def signatories_are_named_in_kai(file: Opened) -> Wrong:
    """“签发人：” 仿宋, names 楷体, two a row, one character from the right edge."""
    signed = file.asked.header.signatories
    if not signed:
        return
    rows = [one for one in _header(file) if any(name in one.text for name in signed)]
    if "".join("".join(one.text.split("\t")[-1].split("　")) for one in rows) != "签发人：" + "".join(signed):
        yield [one.text for one in rows]
    for one in rows:
        for run in one.runs:
            name = any(run.text in each for each in signed)
            if re.search("[一-鿿]", run.text) and name != (run.form.at.get("rFonts.eastAsia") in FACES["kai"]):
                yield run.text, run.form.at.get("rFonts.eastAsia")
        tabs = one.form.at.get("tabs.tab.pos")
        if tabs and one.form.at.get("tabs.tab") == "right" and not near(int(tabs), 8844 - 320):
            yield tabs


@POINTS("7.2.7")
def a_red_rule_as_wide_as_the_type_area_closes_the_masthead(file: Opened) -> Wrong:
    """红色分隔线: red, no indents, right after the row of the number."""
    if file.asked.header.authority_mark:
        head = _header(file)
        ruled = [at for at, one in enumerate(head) if one.form.at.get("pBdr.bottom.color") == RED]
        if len(ruled) != 1 or head[ruled[0]].form.number("ind.left") or head[ruled[0]].form.number("ind.right"):
            yield ruled
        elif file.asked.header.document_number not in head[ruled[0] - 1].text:
            yield head[ruled[0] - 1].text


def _imprint(file: Opened) -> etree._Element | None:
    tables = list(file.body.iter(W + "tbl"))
    return tables[-1] if tables and file.asked.imprint.printed_by in "".join(tables[-1].itertext()) else None


@POINTS("7.4.1")
def the_imprint_has_its_rules(file: Opened) -> Wrong:
    """首条和末条 0.35 mm, between them 0.25 mm, as wide as the type area."""
    if not file.asked.imprint.printed_by:
        return
    table = _imprint(file)
    assert table is not None
    rules = flat(table.find(f"{W}tblPr"))
    if (rules.get("tblBorders.top.sz"), rules.get("tblBorders.bottom.sz"), rules.get("tblW.w")) != ("8", "8", "8844"):
        yield rules
    rows = list(table.iter(W + "tr"))
    for number, row in enumerate(rows):
        thin = flat(row.find(f"{W}tc/{W}tcPr")).get("tcBorders.top.sz")
        if thin != ("6" if number else None):
            yield number, thin


@POINTS("7.4.2")
def the_imprint_is_fangsong_of_size_4(file: Opened) -> Wrong:
    """四号仿宋, one character in at both sides."""
    table = _imprint(file)
    for node in table.iter(W + "p") if table is not None and file.asked.imprint.printed_by else ():
        one = file.paragraph(node)
        yield from faced(one, "fang", 28)
        form = one.form
        if form.number("ind.left") - form.number("ind.hanging") != 280 or form.number("ind.right") != 280:
            yield one.text, form.at


@POINTS("7.4.2")
def copies_hang_after_the_colon(file: Opened) -> Wrong:
    """“抄送：”, the last one ends with a full stop, later lines begin under the first organ."""
    if file.asked.imprint.copied_to:
        one = next(one for one in file.paragraphs if one.text.startswith("抄送"))
        if not re.fullmatch("抄送：[^：]+[^。]。", one.text) or not near(
            one.form.number("ind.hanging"), width("抄送：", 280), 10
        ):
            yield one.text, one.form.at


@POINTS("7.4.3")
def printer_and_date_share_a_row(file: Opened) -> Wrong:
    """印发机关 at the left, 印发日期 at the right with 印发 after it, in Arabic numerals without noughts."""
    imprint = file.asked.imprint
    if imprint.printed_by and imprint.printed_on:
        one = next(one for one in file.paragraphs if one.text.startswith(imprint.printed_by) and one.table)
        if not re.fullmatch(r"[^\t]+\t\d{4}年[1-9]\d?月[1-9]\d?日印发", one.text):
            yield one.text
        if one.form.at.get("tabs.tab") != "right" or not near(one.form.number("tabs.tab.pos"), 8844 - 280):
            yield one.form.at


def _folio(file: Opened, kind: str) -> Paragraph:
    return file.paragraph(next(file.footers[kind].iter(W + "p")))


@POINTS("7.5")
def page_numbers_are_song_of_size_4_between_dashes(file: Opened) -> Wrong:
    """— n —: 四号半角宋体, the dash of one character, a field that counts."""
    for kind in ("default", "even"):
        one = _folio(file, kind)
        if not re.fullmatch(r"— ?\d+ ?—", one.text):
            yield kind, one.text
        for run in one.runs:
            faces = {run.form.at.get(f"rFonts.{slot}") for slot in ("ascii", "hAnsi", "eastAsia")}
            if faces != FACES["song"] or run.form.number("sz") != 28 or run.form.number("spacing"):
                yield kind, run.text, run.form.at


@POINTS("7.5")
def odd_numbers_stand_right_and_even_ones_left(file: Opened) -> Wrong:
    """单页码居右空一字，双页码居左空一字."""
    if file.settings.get("evenAndOddHeaders") not in {"1", "true", "on"}:
        yield "evenAndOddHeaders"
    for kind, side in (("default", "right"), ("even", "left")):
        form = _folio(file, kind).form
        indents = {key: given for key, given in form.at.items() if key.startswith("ind.")}
        if form.at.get("jc") != side or form.number(f"ind.{side}") != 280 or form.number(f"ind.{side}Chars") != 100:
            yield kind, form.at
        if any(int(given) for key, given in indents.items() if side not in key):
            yield kind, indents


@POINTS("7.5")
def the_footer_stands_7_mm_under_the_type_area(file: Opened) -> Wrong:
    """The middle of the footer's line is 28 mm over the paper's edge: 35 mm less 7."""
    pitch = _folio(file, "default").form.number("spacing.line")
    for one in file.sections:
        if one.get("pgSz.orient") != "landscape" and not near((int(one["pgMar.footer"]) + pitch / 2) / MM, 28, 0.3):
            yield one["pgMar.footer"], pitch
