"""The head of a document: the lines of its title, its number, its addressee, and what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.importers.contents import is_part_of_law
from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.residue import WEB, edge_residue, residue
from gongwen.importers.signs import (
    ATTACHMENT_HEAD,
    AUTHORITY_MARK,
    CLASSIFICATION,
    COPY_NUMBER,
    DOCUMENT_NUMBER,
    LONGEST_TITLE_LINE,
    ORDER_NUMBER,
    SIGNATORY,
    URGENCY,
    is_addressees,
    is_date,
    is_signer,
    is_strong_organ,
    is_title_end,
    is_title_tail,
)
from gongwen.importers.sorting import Part

if TYPE_CHECKING:
    from gongwen.importers.sorting import Sorting

_DEEPEST: Final = 60
_LONGEST_TITLE: Final = 4
_LEAST_TEXT: Final = 45
_LONGEST_VALUE: Final = 20
_LONGEST_BYLINE: Final = 70
_ADDRESSEES_WITHIN: Final = 4
_CONTINUES: Final = re.compile(r"的|及|和|与|暨|并|（|《")
_SPEAKER: Final = re.compile(
    r".{0,30}(?:长|主席|主任|书记|院长|司令员|总理|代表)[\s　]+[\u4e00-\u9fff·]{1,4}(?:[\s　][\u4e00-\u9fff]{1,2}){0,2}"
)
_GAP: Final = re.compile(r"[ 　]{2,}")
_ON_OCCASION: Final = re.compile(r"[-—―－]{1,3}\s*.{4,60}")

BEFORE_TITLE: Final = "标题之前的文字，像是网页的页头，没有带入正文。"
REPEATED: Final = "和标题重复的一行，没有再带入。"
NUMBER_REPEATED: Final = "和发文字号重复的一行，没有再带入。"
BETWEEN: Final = "标题和正文之间的文字，放在了正文开头，请看是否需要。"
MARKED: Final = "原文是别的文件的附件，“附件”这一行没有带入。"


def sort_front(sorting: Sorting) -> None:
    """Give the lines before the main text their parts, and set where the main text starts."""
    stop = _stop(sorting)
    title = _title(sorting, stop)
    if title:
        sorting.take(title, Part.TITLE)
        _before(sorting, title[0])
        start = _after(sorting, title[-1] + 1, max(stop, title[-1] + 1))
    else:
        start = _headless(sorting, stop)
    sorting.start = _addressees(sorting, start)


def squeeze(text: str) -> str:
    """Return a title without the spaces set between all its characters (政 府 工 作 报 告)."""
    pieces = text.split()
    spaced = len(pieces) > 3 and sum(len(piece) == 1 for piece in pieces) >= len(pieces) * 0.7
    return "".join(pieces) if spaced else _GAP.sub("　", text)


def _stop(sorting: Sorting) -> int:
    """Return the index of the first line that can only belong to the main text."""
    for index, line in enumerate(sorting.lines[:_DEEPEST]):
        if line.origin is Origin.TITLE or line.origin is not Origin.TEXT:
            continue
        text = line.text
        number = read_number(text)
        heading = number is not None and not number.loose and (number.kind <= 2 or not is_title_end(text))
        heading = heading or is_part_of_law(text)
        sentence = len(text) >= _LEAST_TEXT and re.search("[。；：:]|，.*，|,.*,", text) and not edge_residue(text)
        if (
            heading
            or sentence
            or is_addressees(text)
            or (text.endswith(("。", "：", ":")) and len(text) > 12 and not edge_residue(text))
        ):
            return index
    return min(len(sorting.lines), _DEEPEST)


def _title(sorting: Sorting, stop: int) -> list[int]:
    """Return the indexes of the title's lines, or none."""
    named = [index for index, line in enumerate(sorting.lines[: stop + 2]) if line.origin is Origin.TITLE]
    if named:
        return [index for index in named if index - named[0] <= _LONGEST_TITLE]
    best, last = 0, -1
    for index in range(stop):
        if (score := _score(sorting, index)) > best:
            best, last = score, index
    if last < 0:
        return _plain_title(sorting, stop)
    first = last
    while first > 0 and last - first < _LONGEST_TITLE - 1 and _belongs(sorting, first - 1, first):
        first -= 1
    if "关于" not in sorting.text(first):  # its beginning may stand higher than one line
        above = range(first - 1, max(last - _LONGEST_TITLE, -1), -1)
        opens = next((row for row in above if "关于" in sorting.text(row)), first)
        if opens == first - 2 and _belongs(sorting, opens, first) and not _foreign(sorting, first - 1):
            first = opens
    while last + 1 < stop and last - first < _LONGEST_TITLE and _goes_on(sorting.text(last + 1)):
        last += 1
    return list(range(first, last + 1))


def _score(sorting: Sorting, index: int) -> int:
    text = squeeze(sorting.text(index))
    if sorting.lines[index].origin is not Origin.TEXT or not 2 <= len(text) <= LONGEST_TITLE_LINE:
        return 0
    if not is_title_end(text) or edge_residue(text) or DOCUMENT_NUMBER.fullmatch(text) or text.startswith(("——", "--")):
        return 0
    score = 1 + 2 * ("关于" in text) + ("年" in text) + (len(text) >= 6)
    if text.endswith(("报告", "总结", "通知", "意见", "决定", "请示", "函", "条例", "规定", "办法", "方案")):
        score += 2
    after = [sorting.text(other) for other in range(index + 1, min(index + 3, len(sorting.lines)))]
    return score + any(is_addressees(line) or DOCUMENT_NUMBER.fullmatch(line) for line in after)


def _belongs(sorting: Sorting, index: int, title: int) -> bool:
    """Whether a line is the upper part of the title that goes on at `title`."""
    text, below = sorting.text(index), sorting.text(title)
    if text == below or _foreign(sorting, index):
        return False
    if text.count("《") > text.count("》") or below.startswith(("的", "和", "及", "》")):
        return True
    if _score(sorting, index):
        return False
    if re.search("关于|印发|转发|批转|[对就给致]", text) and "关于" not in below:
        return True
    return is_strong_organ(re.sub("[、，]", " ", text)) and not is_strong_organ(below)


def _foreign(sorting: Sorting, index: int) -> bool:
    """Whether a line can be no line of a title."""
    text = sorting.text(index)
    if sorting.lines[index].origin is not Origin.TEXT or len(text) > LONGEST_TITLE_LINE or is_date(text):
        return True
    marks = (AUTHORITY_MARK, DOCUMENT_NUMBER, ORDER_NUMBER, _SPEAKER)
    odd = re.search("[。：:；！!]$|^(?:——|--)", text) or edge_residue(text) or read_number(text)
    return bool(odd) or any(mark.fullmatch(text) for mark in marks)


def _goes_on(text: str) -> bool:
    return is_title_tail(text) or (len(text) <= 40 and bool(_CONTINUES.match(text)) and is_title_end(text))


def _plain_title(sorting: Sorting, stop: int) -> list[int]:
    """Return the line that stands where a title stands though it does not end as one."""
    if stop >= len(sorting.lines):
        return []
    for index in range(stop):
        text = sorting.text(index)
        plain = sorting.lines[index].origin is Origin.TEXT and not edge_residue(text) and not is_date(text)
        if plain and 4 <= len(text) <= LONGEST_TITLE_LINE and not re.search("[。；：:！!，,]$|^[-—―－(（]", text):
            if (
                is_strong_organ(text)
                or DOCUMENT_NUMBER.fullmatch(text)
                or read_number(text)
                or _SPEAKER.fullmatch(text)
            ):
                continue
            below = range(index + 1, min(index + _LONGEST_TITLE, stop))
            report = (
                row for row in below if _ON_OCCASION.fullmatch(sorting.text(row)) and is_title_end(sorting.text(row))
            )
            return list(range(index, next(report, index) + 1))
    return []


def _before(sorting: Sorting, title: int) -> None:
    for index in range(title):
        if sorting.parts[index] is Part.BODY and not _head_field(sorting, index):
            text = sorting.text(index)
            marked = MARKED if ATTACHMENT_HEAD.fullmatch(text) else BEFORE_TITLE
            sorting.leave_out(index, edge_residue(text) or marked)


def _after(sorting: Sorting, first: int, stop: int) -> int:
    """Sort the lines between the title and the main text; return where the main text starts."""
    whole = "".join(sorting.texts(Part.TITLE))
    lines = {squeeze(text) for text in sorting.texts(Part.TITLE)} | {whole}
    labelled = False
    for index in range(first, stop):
        text = sorting.text(index)
        value, labelled = labelled, False
        if sorting.parts[index] is not Part.BODY:
            continue
        if _head_field(sorting, index):
            continue
        bare = _bare(text)
        if DOCUMENT_NUMBER.fullmatch(bare) and bare == _bare("".join(sorting.texts(Part.DOCUMENT_NUMBER))):
            sorting.leave_out(index, NUMBER_REPEATED)
        elif ORDER_NUMBER.fullmatch(text) and not sorting.texts(Part.DOCUMENT_NUMBER):
            sorting.take([index], Part.DOCUMENT_NUMBER)
        elif squeeze(text) in lines or (is_title_end(text) and whole.endswith(squeeze(text))):
            sorting.leave_out(index, REPEATED)
        elif reason := edge_residue(text):
            sorting.leave_out(index, reason)
            labelled = text.endswith((":", "："))
        elif value and len(text) <= _LONGEST_VALUE:
            sorting.leave_out(index, WEB)
        elif _is_byline(text):
            sorting.take([index], Part.BYLINE)
        else:
            sorting.doubts[index] = BETWEEN
    return stop


def _bare(text: str) -> str:
    """Return a document number without blanks and without brackets around the whole of it."""
    return re.sub(r"^[（(](.*)[）)]$", r"\1", "".join(text.split()))


def _is_byline(text: str) -> bool:
    """Whether a line under a title says who speaks or signs, when, or on what occasion."""
    bare = re.sub(r"^[（(](.*)[）)]$", r"\1", text)
    occasion = bare != text and re.search(r"\d{1,2}月\d{1,2}日|[一二三四五六七八九十]月.{1,3}日", bare)
    signs = is_date(bare) or is_strong_organ(bare) or is_signer(bare) or _SPEAKER.fullmatch(bare)
    return bool(signs or occasion or _ON_OCCASION.fullmatch(text)) and len(text) <= _LONGEST_BYLINE


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
        if seen >= _ADDRESSEES_WITHIN or read_number(text) or len(text) > 2 * _LEAST_TEXT:
            break
        if (reason := edge_residue(text)) and not sorting.doubts.get(index):
            sorting.leave_out(index, reason)
            seen -= 1
    return start
