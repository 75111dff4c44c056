"""Points of format that the standard leaves to whoever makes a Word file: what keeps together, styles, language, names."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from tests.exports.conformity import POINTS, Wrong
from tests.exports.opened import Opened, Run, W, value


@POINTS("practice")
def the_language_is_chinese(file: Opened) -> Wrong:
    """zh-CN in the defaults, in the settings and in the properties."""
    core = etree.tostring(file.roots["docProps/core.xml"], encoding="unicode")
    languages = {file.defaults["rPr"].get(name) for name in ("lang", "lang.eastAsia")}
    if languages != {"zh-CN"} or file.settings.get("themeFontLang.eastAsia") != "zh-CN":
        yield file.defaults["rPr"]
    if ">zh-CN<" not in core:
        yield core


@POINTS("practice")
def headings_keep_with_what_follows(file: Opened) -> Wrong:
    """KeepNext on the title and on every heading of its own line."""
    last = len(file.text) - 1
    for at, one in enumerate(file.text):
        alone = one.level and "。" not in one.text.rstrip("。") and at < last
        if alone and not one.form.on("keepNext"):
            yield one.text[:20]
    for at in file.title:
        if not file.paragraphs[at].form.on("keepNext"):
            yield file.paragraphs[at].text


@POINTS("7.3.5.5")
def the_signature_keeps_with_the_text(file: Opened) -> Wrong:
    """KeepNext from the last paragraph of text to the last organ, over the list of attachments and the blank rows.

    A paragraph of more than four lines may be divided in a final file, whose pages are fixed; of a long list of
    attachments the last one holds on.
    """
    start = (
        file.listed.stop - 1
        if len(file.listed) > 6
        else next(at for at in range(file.text_end - 1, 0, -1) if not file.paragraphs[at].blank)
    )
    start += len(file.paragraphs[start].text) > 4 * 28
    for one in file.paragraphs[start : file.date]:
        if not one.form.on("keepNext"):
            yield one.text[:20]


@POINTS("5.2.3")
def no_line_is_moved_for_widows(file: Opened) -> Wrong:
    """WidowControl off everywhere: a page has its 22 lines."""
    for one in file.paragraphs:
        if one.form.at.get("widowControl", "1") not in {"0", "false", "off"}:
            yield one.text[:20], one.style


@POINTS("practice")
def punctuation_is_neither_squeezed_nor_hung(file: Opened) -> Wrong:
    """doNotCompress, overflowPunct off: a line holds the same characters in every program."""
    if file.settings.get("characterSpacingControl") != "doNotCompress":
        yield file.settings
    for one in file.text:
        if one.form.on("overflowPunct") or "overflowPunct" not in one.form.at:
            yield one.text[:20]


@POINTS("practice")
def it_is_no_compatibility_mode(file: Opened) -> Wrong:
    """CompatibilityMode 15."""
    if file.settings.get("compat.compatSetting") != "15":
        yield file.settings


@POINTS("practice")
def properties_say_what_it_is(file: Opened) -> Wrong:
    """Title, subject, author and keywords are the document's."""
    core = {etree.QName(one).localname: one.text or "" for one in file.roots["docProps/core.xml"]}
    wanted = file.asked.title.replace("\n", "")
    if core.get("title") != wanted or not core.get("subject") or not core.get("keywords"):
        yield core
    if core.get("creator") != " ".join(file.asked.signature.organs):
        yield core


@POINTS("practice")
def headings_have_outline_levels(file: Opened) -> Wrong:
    """The navigation pane shows the tree: level n has outline level n."""
    for one in file.text:
        found = one.form.at.get("outlineLvl")
        if found != (str(one.level - 1) if one.level else None):
            yield one.text[:20], found


ALLOWED: Final = frozenset(
    ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "ind", "jc", "tabs", "spacing", "pBdr", "sectPr"]
)
ALLOWED_OF_TEXT: Final = frozenset(["pStyle", "keepNext", "keepLines", "pageBreakBefore", "sectPr"])


@POINTS("practice")
def formats_are_styles(file: Opened) -> Wrong:
    """Every paragraph has a style of its own name; directly stand only typefaces of runs, pins, and what the words decide.

    The style of a run is one that gives a language and no format.
    """
    text = {id(one.node) for one in file.text}
    for one in file.paragraphs:
        names = {etree.QName(node).localname for node in one.node.find(W + "pPr")}
        if one.style == file.default or names - (ALLOWED_OF_TEXT if id(one.node) in text else ALLOWED):
            yield one.text[:20], one.style, names
    sizes = {"sz", "szCs"}
    for one in file.body.iter(W + "rPr"):
        names = {etree.QName(node).localname for node in one} - {"rFonts", "spacing", "rStyle"}
        if names - sizes:
            yield names
    for named in {value(node) for node in file.body.iter(W + "rStyle")}:
        given = {etree.QName(node).localname for node in file.styles[named].find(W + "rPr")}
        if value(file.styles[named], "type") != "character" or given != {"lang"}:
            yield named, given
    for style in file.styles.values():
        if value(style, "default") != "1" and not re.search("[一-鿿]", value(style.find(W + "name"))):
            yield value(style, "styleId")


def _stretched(run: Run) -> bool:
    return not -20 <= run.form.number("spacing") <= 60


@POINTS("practice")
def letter_spacing_stays_unseen(file: Opened) -> Wrong:
    """Pins of a final file spread a line by a point or two a character, never more."""
    for one in file.text:
        for run in one.runs:
            if _stretched(run) and len(run.text) > 2:
                yield run.text, run.form.number("spacing")
