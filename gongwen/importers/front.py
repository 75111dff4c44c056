"""The head of a document: the lines of its title, its number, its addressee, and what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.residue import MAIL, MAIL_SENDER, MAILED, WEB, edge_residue, residue
from gongwen.importers.signs import (
    ATTACHMENT_HEAD,
    AUTHORITY_MARK,
    CLASSIFICATION,
    COPY_NUMBER,
    DOCUMENT_NUMBER,
    ORDER_NUMBER,
    SIGNATORY,
    URGENCY,
    is_addressees,
    is_date,
    is_signer,
    is_strong_organ,
    is_title_end,
)
from gongwen.importers.sorting import Part
from gongwen.importers.titles import LEAST_TEXT, ON_OCCASION, SPEAKER, below_greeting, squeeze, stop_of, title_of

if TYPE_CHECKING:
    from gongwen.importers.sorting import Sorting

_LONGEST_VALUE: Final = 20
_DEEPEST_MAIL: Final = 10
_LEAST_MAIL: Final = 3
_LONGEST_BYLINE: Final = 70
_ADDRESSEES_WITHIN: Final = 4

BEFORE_TITLE: Final = "标题之前的文字，像是网页的页头，没有带入正文。"
REPEATED: Final = "和标题重复的一行，没有再带入。"
NUMBER_REPEATED: Final = "和发文字号重复的一行，没有再带入。"
BETWEEN: Final = "标题和正文之间的文字，放在了正文开头，请看是否需要。"
MARKED: Final = "原文是别的文件的附件，“附件”这一行没有带入。"


def sort_front(sorting: Sorting) -> None:
    """Give the lines before the main text their parts, and set where the main text starts."""
    _mail_head(sorting)
    stop = stop_of(sorting)
    title = title_of(sorting, stop)
    if not title and (below := below_greeting(sorting, stop)):
        stop = below
        title = title_of(sorting, stop)
    if title:
        sorting.take(title, Part.TITLE)
        _before(sorting, title[0])
        start = _after(sorting, title[-1] + 1, max(stop, title[-1] + 1))
    else:
        start = _headless(sorting, stop)
    sorting.start = _addressees(sorting, start)


def _mail_head(sorting: Sorting) -> None:
    """Leave out the lines over a mail: who sends it, to whom, about what."""
    rows = [index for index in range(min(_DEEPEST_MAIL, len(sorting.lines))) if MAIL.fullmatch(sorting.text(index))]
    if len(rows) >= _LEAST_MAIL and any(MAIL_SENDER.match(sorting.text(index)) for index in rows):
        for index in rows:
            sorting.leave_out(index, MAILED)


def _before(sorting: Sorting, title: int) -> None:
    for index in range(title):
        if sorting.parts[index] is Part.BODY and not _head_field(sorting, index):
            text = sorting.text(index)
            marked = MARKED if ATTACHMENT_HEAD.fullmatch(text) else BEFORE_TITLE
            sorting.leave_out(index, edge_residue(text) or marked)


def _after(sorting: Sorting, first: int, stop: int) -> int:
    """Sort the lines between the title and the main text; return where the main text starts."""
    labelled = False
    for index in range(first, stop):
        text = sorting.text(index)
        value, labelled = labelled, False
        if sorting.parts[index] is not Part.BODY or _head_field(sorting, index):
            continue
        signed = index + 1 < stop and is_strong_organ(text) and is_date(sorting.text(index + 1))
        if ORDER_NUMBER.fullmatch(text) and not sorting.texts(Part.DOCUMENT_NUMBER):
            sorting.take([index], Part.DOCUMENT_NUMBER)
        elif not signed and (reason := _repeats(sorting, text) or edge_residue(text)):
            sorting.leave_out(index, reason)
            labelled = text.endswith((":", "："))
        elif value and len(text) <= _LONGEST_VALUE:
            sorting.leave_out(index, WEB)
        elif signed or _is_byline(text):
            sorting.take([index], Part.BYLINE)
        else:
            sorting.doubts[index] = BETWEEN
    return stop


def _repeats(sorting: Sorting, text: str) -> str:
    """Return why a line under the title only says again what stands above it, or empty."""
    number = _bare(text)
    if DOCUMENT_NUMBER.fullmatch(number) and number == _bare("".join(sorting.texts(Part.DOCUMENT_NUMBER))):
        return NUMBER_REPEATED
    title = [squeeze(line) for line in sorting.texts(Part.TITLE)]
    whole, again = "".join(sorting.texts(Part.TITLE)), squeeze(text)
    return REPEATED if again in {*title, whole} or (is_title_end(text) and whole.endswith(again)) else ""


def _bare(text: str) -> str:
    """Return a document number without blanks and without brackets around the whole of it."""
    return re.sub(r"^[（(](.*)[）)]$", r"\1", "".join(text.split()))


def _is_byline(text: str) -> bool:
    """Whether a line under a title says who speaks or signs, when, or on what occasion."""
    bare = re.sub(r"^[（(](.*)[）)]$", r"\1", text)
    occasion = bare != text and re.search(r"月.{1,3}日.*(?:会议|大会|通过|公布|发布|印发|施行|上$)", bare)
    signs = is_date(bare) or is_strong_organ(bare) or is_signer(bare) or SPEAKER.fullmatch(bare)
    return (
        bool(signs or occasion or (ON_OCCASION.fullmatch(text) and not re.search("[:：]", text)))
        and len(text) <= _LONGEST_BYLINE
    )


def _headless(sorting: Sorting, stop: int) -> int:
    for index in range(stop):
        text = sorting.text(index)
        if sorting.parts[index] is not Part.BODY:
            continue
        if not _head_field(sorting, index) and (
            reason := residue(text) or (stop < len(sorting.lines) and edge_residue(text))
        ):
            sorting.leave_out(index, str(reason))
    return next((index for index in range(stop) if sorting.parts[index] is Part.BODY), stop)


def _head_field(sorting: Sorting, index: int) -> bool:
    """Take a line for a field of the masthead when it is one that has not been found yet."""
    text = sorting.text(index)
    fields = (
        (Part.COPY_NUMBER, COPY_NUMBER),
        (Part.DOCUMENT_NUMBER, DOCUMENT_NUMBER),
        (Part.SIGNATORIES, SIGNATORY),
        (Part.CLASSIFICATION, CLASSIFICATION),
        (Part.URGENCY, URGENCY),
        (Part.AUTHORITY_MARK, AUTHORITY_MARK),
    )
    for part, form in fields:
        bare = re.sub(r"^[（(](.*)[）)]$", r"\1", text) if part is Part.DOCUMENT_NUMBER else text
        if form.fullmatch(bare) and not sorting.texts(part):
            if part is Part.AUTHORITY_MARK and sorting.texts(Part.TITLE) and next(sorting.of(Part.TITLE)) < index:
                continue
            sorting.take([index], part)
            return True
    return False


def _addressees(sorting: Sorting, start: int) -> int:
    """Take the addressee at the start of the main text; return where the text goes on."""
    seen = 0
    for index in range(start, len(sorting.lines)):
        if sorting.parts[index] is not Part.BODY:
            continue
        text = sorting.text(index)
        if sorting.lines[index].origin is Origin.TEXT and is_addressees(text):
            sorting.take([index], Part.ADDRESSEES)
            for above in range(index - 1, -1, -1):  # a long list of them goes over several lines
                if sorting.parts[above] is not Part.BODY or not sorting.text(above).endswith(("，", "、", "；", ",")):
                    break
                sorting.take([above], Part.ADDRESSEES)
                sorting.doubts.pop(above, None)
            return start if any(part is Part.BODY for part in sorting.parts[start:index]) else index + 1
        seen += 1
        if seen >= _ADDRESSEES_WITHIN or read_number(text) or len(text) > 2 * LEAST_TEXT:
            break
        if (reason := edge_residue(text)) and not sorting.doubts.get(index):
            sorting.leave_out(index, reason)
            seen -= 1
    return start
