"""Where typed text goes: every form field is a target that reads a text from a Document and writes one back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.attachments import set_names
from gongwen.document import BODY_ID, HEADING, Attendance, Location
from gongwen.edits import rename, set_paragraphs
from gongwen.errors import EditError
from gongwen.figures import find_figure, set_words, update_figure, words_at
from gongwen.standard import OWN_FACES
from gongwen.tables import find_table, set_text, text_at, update_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Appearance, Document

HEADING_SUFFIX: Final = "#heading"
"""Marks the target that is a section's heading: `s3#heading`; `s3` alone is the section's own paragraphs."""


CELL: Final = "@"
"""Marks the target that is a place in a table: `b1@5` is its sixth cell, `b1@-1` its caption (see Location); in a figure likewise."""


def lines(text: str) -> tuple[str, ...]:
    """Return a field's text as lines; an empty text has none. Blank lines stay, so that offsets stay true."""
    return tuple(text.split("\n")) if text else ()


def read(document: Document, target: str) -> str:
    """Return the text a target shows, items one a line; raise EditError when its section is gone."""
    if target in _FIELDS:
        return _FIELDS[target][0](document)
    if CELL in target:
        inset_id, index = cell_of(target)
        if is_figure(document, inset_id):
            return words_at(find_figure(document, inset_id), index)
        return text_at(find_table(document, inset_id), index)
    if target.endswith(HEADING_SUFFIX):
        return document.section(target.removesuffix(HEADING_SUFFIX)).heading
    return "\n".join(document.section(target).paragraphs)


def write(document: Document, target: str, text: str) -> Document:
    """Return the document with a target's text replaced; raise EditError when its section is gone."""
    if target in _FIELDS:
        return _FIELDS[target][1](document, text)
    if CELL in target:
        inset_id, index = cell_of(target)
        words = text if index >= 0 else _row(text)
        if is_figure(document, inset_id):
            return update_figure(document, inset_id, lambda figure: set_words(figure, index, words))
        return update_table(document, inset_id, lambda table: set_text(table, index, words))
    if target.endswith(HEADING_SUFFIX):
        return rename(document, target.removesuffix(HEADING_SUFFIX), _row(text))
    return set_paragraphs(document, target, lines(text))


def cell_of(target: str) -> tuple[str, int]:
    """Return the id of the table or figure and the place in it that a target names; raise EditError when it names none."""
    inset_id, _, index = target.partition(CELL)
    if not re.fullmatch(r"-?\d{1,6}", index):
        raise EditError("没有这个格子", mend="请看表格现在的样子")
    return inset_id, int(index)


def is_figure(document: Document, inset_id: str) -> bool:
    """Whether an id is that of a figure."""
    return any(figure.id == inset_id for figure in document.figures)


def target_of(location: Location) -> str:
    """Return the target a location lies in."""
    return location.section + HEADING_SUFFIX if location.paragraph == HEADING else location.section


def offset_of(text: str, location: Location) -> int:
    """Return a location's start as an offset in its target's text, kept inside the text."""
    rows = text.split("\n")
    paragraph = max(location.paragraph, 0)
    if paragraph >= len(rows):
        return len(text)
    before = sum(len(row) + 1 for row in rows[:paragraph])
    return min(before + max(location.start, 0), len(text))


def location_of(target: str, text: str, offset: int) -> Location:
    """Return the location of an offset in a target's text."""
    offset = min(max(offset, 0), len(text))
    if CELL in target:
        return Location(*cell_of(target), offset, offset)
    if target.endswith(HEADING_SUFFIX):
        return Location(target.removesuffix(HEADING_SUFFIX), HEADING, offset, offset)
    if target == "title":
        return Location(target, 0, offset, offset)
    paragraph = text.count("\n", 0, offset)
    start = offset - (text.rfind("\n", 0, offset) + 1)
    return Location(target, paragraph, start, start)


def splice(text: str, at: int, remove: int, insert: str, length: int) -> str:
    """Return a text with `remove` characters at `at` replaced; raise EditError unless `length` characters result.

    The length is the sender's own count: when the two sides have drifted apart, nothing is guessed.
    """
    if not (0 <= at <= len(text) and 0 <= remove <= len(text) - at):
        raise EditError("页面和程序里的文字对不上", mend="请稍等，页面会把整段重新送来")
    result = text[:at] + insert + text[at + remove :]
    if len(result) != length:
        raise EditError("页面和程序里的文字对不上", mend="请稍等，页面会把整段重新送来")
    return result


def _row(text: str) -> str:
    return text.replace("\n", "")


def _spoken(one: Attendance) -> str:
    return f"{one.label}：{one.names}" if one.label else one.names


def _attendance(text: str) -> Attendance:
    """Return a line of the field as label and names; the line keeps its length, so that offsets stay true."""
    label, *names = re.split("[：:]", text, maxsplit=1)
    return Attendance(label, names[0]) if label and names else Attendance(names=text)


FACE: Final = "face-"
"""Begins the targets that are typefaces an office names itself: `face-kai`."""

MOST_NAME: Final = 60
"""Characters of a typeface's name."""


def _face(face: str) -> tuple[Callable[[Document], str], Callable[[Document, str], Document]]:
    """Return how a typeface's name is read and written; marks that a name cannot hold are left out."""

    def write_name(document: Document, text: str) -> Document:
        name = re.sub(r'[\x00-\x1f"\\<>;{}]', "", text)[:MOST_NAME]
        look: Appearance = replace(document.appearance, **{face: name})
        return replace(document, appearance=look)

    return lambda document: str(getattr(document.appearance, face)), write_name


_FIELDS: Final[dict[str, tuple[Callable[[Document], str], Callable[[Document, str], Document]]]] = {
    "title": (lambda d: d.title, lambda d, text: replace(d, title=text)),
    "addressees": (lambda d: d.addressees, lambda d, text: replace(d, addressees=_row(text))),
    BODY_ID: (
        lambda d: "\n".join(d.body.paragraphs),
        lambda d, text: set_paragraphs(d, BODY_ID, lines(text)),
    ),
    "closing": (lambda d: "\n".join(d.closing), lambda d, text: replace(d, closing=lines(text))),
    "attachments": (lambda d: "\n".join(d.attachments), lambda d, text: set_names(d, lines(text))),
    "attendance": (
        lambda d: "\n".join(_spoken(each) for each in d.attendance),
        lambda d, text: replace(d, attendance=tuple(map(_attendance, lines(text)))),
    ),
    "byline": (lambda d: "\n".join(d.byline), lambda d, text: replace(d, byline=lines(text))),
    "signature": (
        lambda d: "\n".join(d.signature.organs),
        lambda d, text: replace(d, signature=replace(d.signature, organs=lines(text))),
    ),
    "date": (
        lambda d: d.signature.date,
        lambda d, text: replace(d, signature=replace(d.signature, date=_row(text))),
    ),
    "note": (lambda d: d.note, lambda d, text: replace(d, note=_row(text))),
    "copy_number": (
        lambda d: d.header.copy_number,
        lambda d, text: replace(d, header=replace(d.header, copy_number=_row(text))),
    ),
    "classification": (
        lambda d: d.header.classification,
        lambda d, text: replace(d, header=replace(d.header, classification=_row(text))),
    ),
    "classification_period": (
        lambda d: d.header.classification_period,
        lambda d, text: replace(d, header=replace(d.header, classification_period=_row(text))),
    ),
    "urgency": (
        lambda d: d.header.urgency,
        lambda d, text: replace(d, header=replace(d.header, urgency=_row(text))),
    ),
    "document_number": (
        lambda d: d.header.document_number,
        lambda d, text: replace(d, header=replace(d.header, document_number=_row(text))),
    ),
    "authority_mark": (
        lambda d: "\n".join(d.header.authority_mark),
        lambda d, text: replace(d, header=replace(d.header, authority_mark=lines(text))),
    ),
    "signatories": (
        lambda d: "\n".join(d.header.signatories),
        lambda d, text: replace(d, header=replace(d.header, signatories=lines(text))),
    ),
    "copied_to": (
        lambda d: "\n".join(d.imprint.copied_to),
        lambda d, text: replace(d, imprint=replace(d.imprint, copied_to=lines(text))),
    ),
    "printed": (
        lambda d: d.imprint.printed_by,
        lambda d, text: replace(d, imprint=replace(d.imprint, printed_by=text)),
    ),
    "printed_on": (
        lambda d: d.imprint.printed_on,
        lambda d, text: replace(d, imprint=replace(d.imprint, printed_on=text)),
    ),
    **{FACE + face: _face(face) for face in OWN_FACES},
}

NAMES: Final = tuple(_FIELDS)
"""The targets that every document has."""

LABELS: Final = {
    "title": "标题", "copy_number": "份号", "classification": "密级", "urgency": "紧急程度", "authority_mark": "发文机关标志",
    "document_number": "发文字号", "signatories": "签发人", "addressees": "主送机关", "byline": "标题下面的署名", "body": "开头",
    "closing": "结尾", "attachments": "附件说明", "signature": "署名", "date": "成文日期", "note": "附注", "attendance": "出席",
    "copied_to": "抄送机关", "printed": "印发机关", "printed_on": "印发日期",
}  # fmt: skip
"""What the fields of a document are called where nothing but their words is shown."""


def changed_texts(before: Document, after: Document) -> dict[str, tuple[str, str]]:
    """Return the texts that differ by their targets, as (before, after); a section that is new had none before."""
    found: dict[str, tuple[str, str]] = {}
    old = {section.id: section for section in before.walk()}
    for section in after.walk():
        was = old.get(section.id)
        if was is section:
            continue
        for target in (section.id + HEADING_SUFFIX, section.id):
            pair = read(before, target) if was else "", read(after, target)
            if pair[0] != pair[1]:
                found[target] = pair
    for target in NAMES:
        if target != BODY_ID and (pair := (read(before, target), read(after, target))) and pair[0] != pair[1]:
            found[target] = pair
    return found
