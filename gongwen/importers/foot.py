"""The foot of a document: closing phrase, attachments, signature, date, note, imprint, and what stands after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.importers.annexes import PARTS as ANNEXES
from gongwen.importers.annexes import mark_rows, take_annexes
from gongwen.importers.contents import is_part_of_law
from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.residue import edge_residue, is_bare_number, residue
from gongwen.importers.signs import (
    ATTACHMENTS,
    CONTACT,
    COPIED_TO,
    NOTE,
    PRINTED,
    is_closing,
    is_date,
    is_day,
    is_signer,
    is_strong_organ,
    organs,
)
from gongwen.importers.sorting import Part
from gongwen.importers.titles import is_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.sorting import Sorting

_PASSES_ON: Final = re.compile("转发|批转|印发|发布|公布")
_MOST_ORGANS: Final = 8
_MOST_ATTACHMENTS: Final = 40
_LONGEST_NAME: Final = 80
_LONGEST_SIGNER: Final = 20

BEHIND: Final = "落款之后的文字，不像公文的内容，没有带入正文。"
SECOND: Final = "后面是另一份文件，这次只带入第一份；请把它另存出来，单独导入。"
PASSED_ON: Final = "落款之后的文字没有写明是附件，当作附件放在了后面，请核对。"


def sort_foot(sorting: Sorting) -> None:
    """Give the lines at the end their parts, and set where the main text ends."""
    rows = [
        index
        for index in range(sorting.start, len(sorting.lines))
        if sorting.parts[index] is Part.BODY and sorting.lines[index].origin in {Origin.TEXT, Origin.GRID}
    ]
    at = _date(sorting, rows)
    if at is None:
        rows = _trim(sorting, _unsigned(sorting, rows))
        end = _organs_at_end(sorting, rows)
    else:
        sorting.take([rows[at]], Part.DATE)
        end = _organs_above(sorting, rows, at)
    end = _attachments(sorting, rows, end)
    if at is not None:
        _behind(sorting, rows[at + 1 :])
    end = _bracketed(sorting, rows, end)
    while end and is_closing(sorting.text(rows[end - 1])) and not read_number(sorting.text(rows[end - 1])):
        end -= 1
        sorting.take([rows[end]], Part.CLOSING)
    sorting.end = rows[end] if end < len(rows) else len(sorting.lines)
    _furniture(sorting, rows[:end])


def _furniture(sorting: Sorting, rows: Sequence[int]) -> None:
    """Leave out the scraps inside the main text; bare numbers only where no table has lost its lines around them."""
    for place, index in enumerate(rows):
        if sorting.parts[index] is not Part.BODY:
            continue
        text = sorting.text(index)
        reason = residue(text)
        if not reason and is_bare_number(text) and len(text) <= 4:
            around = [sorting.text(row) for row in rows[max(place - 1, 0) : place + 2] if row != index]
            reason = "像是页码，没有带入正文。" if all(len(each) > 12 for each in around) else ""
        if reason:
            sorting.leave_out(index, reason)


def _date(sorting: Sorting, rows: Sequence[int]) -> int | None:
    """Return the place among `rows` of the date of the signature, or None."""
    found = [place for place, index in enumerate(rows) if place and is_date(sorting.text(index))]
    title = "".join(sorting.texts(Part.TITLE))
    for place in found:  # a letter that passes on another's paper is signed before it, by who opens the title
        name = "".join(sorting.text(rows[place - 1]).split())
        if title.startswith(name) and _signed(sorting, rows, place):
            return place
    for place in found:
        if _signed(sorting, rows, place) and is_head(sorting, rows[place + 1 :]) and not _PASSES_ON.search(title):
            return place
    for place in reversed(found):
        if not _substance(sorting, rows[place + 1 :]) and (place == found[-1] or _signed(sorting, rows, place)):
            return place
    signed = next((place for place in found if _signed(sorting, rows, place)), None)
    last = len(rows) - 1
    if signed is None and last > 0 and is_day(sorting.text(rows[last])) and organs(sorting.text(rows[last - 1])):
        return last
    return signed


def _signed(sorting: Sorting, rows: Sequence[int], place: int) -> bool:
    return is_strong_organ(sorting.text(rows[place - 1])) or is_signer(sorting.text(rows[place - 1]))


def _substance(sorting: Sorting, rows: Sequence[int]) -> bool:
    """Whether lines hold text of their own, not only notes, imprint and names of attachments."""
    listing = False
    sentences = 0
    for index in rows:
        text = sorting.text(index)
        if NOTE.fullmatch(text) or CONTACT.fullmatch(text) or COPIED_TO.fullmatch(text) or PRINTED.fullmatch(text):
            continue
        if ATTACHMENTS.fullmatch(text):
            listing = True
            continue
        if edge_residue(text):
            continue
        number = read_number(text)
        if (
            number is not None
            and not number.loose
            and not (listing and len(text) <= _LONGEST_NAME and "。" not in text)
        ):
            return True
        sentences += text.endswith("。")
        if sentences > 1 or is_part_of_law(text) or (len(text) > 40 and re.search("[。；]", text)):
            return True
    return False


def _organs_above(sorting: Sorting, rows: Sequence[int], at: int) -> int:
    """Take the organs over the date; return the place where they begin."""
    end = at
    title = "".join(sorting.texts(Part.TITLE))
    while end and at - end < _MOST_ORGANS:
        text = sorting.text(rows[end - 1])
        known = is_strong_organ(text) or all(name in title for name in text.split())
        if read_number(text) or not organs(text) or (end < at and not known) or is_closing(text):
            break
        end -= 1
        sorting.take([rows[end]], Part.ORGAN)
    if end == at and end:
        text = sorting.text(rows[end - 1])
        odd = (
            re.search("[。；：:，,！？、]$|[。；]", text)
            or read_number(text)
            or NOTE.fullmatch(text)
            or is_closing(text)
        )
        if len(text) <= _LONGEST_SIGNER and not odd and not ATTACHMENTS.match(text):
            end -= 1
            sorting.take([rows[end]], Part.ORGAN)
    return end


def _organs_at_end(sorting: Sorting, rows: Sequence[int]) -> int:
    """Take organs that sign without a date; return the place where they begin."""
    end = len(rows)
    while end > 1 and len(rows) - end < 4 and _signs(sorting.text(rows[end - 1])):
        if read_number(sorting.text(rows[end - 1])) or len(sorting.text(rows[end - 1])) > 60:
            break
        end -= 1
    if end < len(rows) and not sorting.text(rows[end - 1]).endswith(("。", "！", "：", "）", ")")):
        return len(rows)
    sorting.take(rows[end:], Part.ORGAN)
    return end


def _signs(text: str) -> bool:
    return is_strong_organ(text) or (len(text) <= _LONGEST_SIGNER and bool(organs(text)))


def _behind(sorting: Sorting, rows: Sequence[int]) -> None:
    """Sort the lines after the date."""
    rest: list[int] = []
    for index in rows:
        text = sorting.text(index)
        if COPIED_TO.fullmatch(text):
            sorting.take([index], Part.COPIED_TO)
        elif PRINTED.fullmatch(text) and not sorting.texts(Part.PRINTED):
            sorting.take([index], Part.PRINTED)
        elif not rest and (NOTE.fullmatch(text) or CONTACT.fullmatch(text)):
            sorting.take([index], Part.NOTE)
        elif not rest and is_strong_organ(text) and not sorting.texts(Part.ORGAN):
            sorting.take([index], Part.ORGAN)
        else:
            rest.append(index)
    _rest(sorting, rest)


def _rest(sorting: Sorting, rest: list[int]) -> None:
    """Sort what is no note and no imprint: a second paper, attachments, or scraps."""
    if is_head(sorting, rest) and not _PASSES_ON.search("".join(sorting.texts(Part.TITLE))):
        for index in rest:
            sorting.leave_out(index, SECOND)
        return
    mark = next(mark_rows(sorting, rest), None)
    if mark is None:
        rest = rest[: _attachments(sorting, rest, len(rest))]
    if mark is None and not _substance(sorting, rest):
        for index in rest:
            sorting.leave_out(index, edge_residue(sorting.text(index)) or BEHIND)
        return
    _annexes(sorting, rest)
    if mark is None:
        sorting.doubts[next(row for row in rest if sorting.parts[row] in ANNEXES)] = PASSED_ON


def _annexes(sorting: Sorting, rows: Sequence[int]) -> None:
    """Take what stands behind the signature for attachments, but for the scraps in it and at its end."""
    end = len(rows)
    while end and (reason := edge_residue(sorting.text(rows[end - 1]))):
        end -= 1
        sorting.leave_out(rows[end], reason)
    own = []
    for index in rows[:end]:
        if reason := residue(sorting.text(index)):
            sorting.leave_out(index, reason)
        else:
            own.append(index)
    if own:
        take_annexes(sorting, own)


def _unsigned(sorting: Sorting, rows: list[int]) -> list[int]:
    """Take the attachments of a text that nobody signs: from the first 附件 that stands alone over a title and text."""
    for place in mark_rows(sorting, rows):
        before, below = sorting.text(rows[place - 1]) if place else "", sorting.text(rows[place + 1])
        text = any("。" in sorting.text(row) for row in rows[place + 1 :])
        if text and before.endswith(("。", "！", "）", ")")) and not read_number(below):
            _annexes(sorting, rows[place:])
            return rows[:place]
    return rows


def _trim(sorting: Sorting, rows: list[int]) -> list[int]:
    """Leave out the scraps at the very end; return the other rows."""
    end = len(rows)
    while end and (reason := edge_residue(sorting.text(rows[end - 1]))):
        end -= 1
        sorting.leave_out(rows[end], reason)
    kept = rows[:end]
    while end and len(kept) - end < 12:
        text = sorting.text(rows[end - 1])
        if not (COPIED_TO.fullmatch(text) or PRINTED.fullmatch(text) or CONTACT.fullmatch(text)):
            break
        end -= 1
        part = Part.COPIED_TO if COPIED_TO.fullmatch(text) else Part.PRINTED if PRINTED.fullmatch(text) else Part.NOTE
        sorting.take([rows[end]], part)
    return rows[:end]


def _attachments(sorting: Sorting, rows: Sequence[int], end: int) -> int:
    """Take the list of attachments that ends at a place; return the place where it begins."""
    least = max(end - _MOST_ATTACHMENTS, 0)
    place = end - 1
    while place >= least:
        text = sorting.text(rows[place])
        if reason := residue(text):
            sorting.leave_out(rows[place], reason)
            place -= 1
            continue
        match = ATTACHMENTS.fullmatch(text)
        if match and len(match[1]) <= _LONGEST_NAME:
            first = match[1] or (sorting.text(rows[place + 1]) if place + 1 < end else "")
            if not first or residue(first) or edge_residue(first):
                break
            sorting.take([row for row in rows[place:end] if sorting.parts[row] is Part.BODY], Part.ATTACHMENTS)
            end = place  # 附件2： may have 附件1： above it
        elif len(text) > _LONGEST_NAME or "。" in text or sorting.lines[rows[place]].origin is Origin.GRID:
            break
        place -= 1
    return end


def _bracketed(sorting: Sorting, rows: Sequence[int], end: int) -> int:
    """Take a bracketed line about whom to ask that stands over the signature; return the place before it."""
    if end and NOTE.fullmatch(sorting.text(rows[end - 1])) and CONTACT.fullmatch(sorting.text(rows[end - 1])):
        sorting.take([rows[end - 1]], Part.NOTE)
        return end - 1
    return end
