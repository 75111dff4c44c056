"""Attachments: the names under the text (附件说明, 7.3.4) and their own pages (附件, 7.3.7), kept in step with each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document import Section
from gongwen.edits import fresh_id
from gongwen.errors import EditError

if TYPE_CHECKING:
    from gongwen.document import Document


def is_blank(annex: Section) -> bool:
    """Whether an annex only holds the place of one: it prints nothing."""
    return annex.is_empty and not annex.heading.strip() and not annex.children


def is_unwritten(document: Document, index: int) -> bool:
    """Whether an annex says no more than its name in the list does: begun, not written, and not printed."""
    annex = document.annexes[index]
    name = document.attachments[index].strip() if index < len(document.attachments) else ""
    return annex.is_empty and not annex.children and annex.heading.strip() in {"", name}


def annex_of(document: Document, index: int) -> Section | None:
    """Return the text of the attachment of that index (from 0), or None when there is none."""
    found = document.annexes[index] if 0 <= index < len(document.annexes) else None
    return None if found is None or is_blank(found) else found


def annex_number(document: Document, index: int) -> str:
    """Return what an annex is headed by: 附件, or 附件2 when there are several (7.3.7)."""
    return f"附件{index + 1}" if max(len(document.attachments), len(document.annexes)) > 1 else "附件"


def annex(document: Document, number: int) -> Document:
    """Return the document with room for the text of its attachment of that number (from 1), titled by its name."""
    index = number - 1
    annexes = _padded(document, number)
    if is_blank(annexes[index]):
        name = document.attachments[index] if index < len(document.attachments) else ""
        annexes[index] = replace(annexes[index], heading=name)
    return replace(document, annexes=tuple(annexes))


def set_names(document: Document, names: tuple[str, ...]) -> Document:
    """Return the document with other names of attachments; each annex stays with its name, and is titled by it still.

    Names are compared from both ends, as people type. An annex whose name is gone comes after all others, so that no
    text is lost with a line; a name that is its title takes it back.
    """
    old = document.attachments
    after = replace(document, attachments=names)
    if not document.annexes or names == old:
        return after
    before = _padded(document, len(old))
    least = min(len(old), len(names))
    start = next((at for at in range(least) if old[at] != names[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != names[-1 - at]), least - start)
    joined = {at: at for at in range(least - end)} | {len(names) - at: len(old) - at for at in range(1, end + 1)}
    left = [part for at, part in enumerate(before) if at not in joined.values() and not is_blank(part)]
    annexes = _padded(replace(document, annexes=()), len(names))
    for at, name in enumerate(names):
        if at in joined:
            part = before[joined[at]]
            follows = part.heading == old[joined[at]] and not is_blank(part)
            annexes[at] = replace(part, heading=name) if follows else part
        else:
            back = next((part for part in left if part.heading.strip() == name.strip()), None)
            if back is not None:
                left.remove(back)
                annexes[at] = back
    return replace(after, annexes=_trimmed([*annexes, *left]))


def move(document: Document, index: int, step: int) -> Document:
    """Return the document with an attachment moved up (-1) or down (+1), its text with it; at the end it stays."""
    names, target = list(document.attachments), index + step
    if not (0 <= index < len(names) and 0 <= target < len(names)):
        return document
    annexes = _padded(document, len(names))
    names[index], names[target] = names[target], names[index]
    annexes[index], annexes[target] = annexes[target], annexes[index]
    return replace(document, attachments=tuple(names), annexes=_trimmed(annexes))


def remove(document: Document, index: int) -> Document:
    """Return the document without an attachment: neither its name nor its text."""
    names = document.attachments[:index] + document.attachments[index + 1 :]
    return replace(document, attachments=names, annexes=document.annexes[:index] + document.annexes[index + 1 :])


def remove_text(document: Document, annex_id: str) -> Document:
    """Return the document without the text of an attachment; its name stays in the list."""
    index = index_of(document, annex_id)
    annexes = list(document.annexes)
    if index < len(document.attachments):
        annexes[index] = Section(fresh_id(document))
    else:
        del annexes[index]
    return replace(document, annexes=_trimmed(annexes))


def index_of(document: Document, annex_id: str) -> int:
    """Return which annex has this id; raise EditError when none has."""
    for index, part in enumerate(document.annexes):
        if part.id == annex_id:
            return index
    raise EditError("这个附件已经不在了", where=annex_id, mend="请在大纲里另选")


def _padded(document: Document, count: int) -> list[Section]:
    """Return the annexes with at least so many places."""
    annexes = list(document.annexes)
    while len(annexes) < count:
        annexes.append(Section(fresh_id(replace(document, annexes=tuple(annexes)))))
    return annexes


def _trimmed(annexes: list[Section]) -> tuple[Section, ...]:
    while annexes and is_blank(annexes[-1]):
        annexes.pop()
    return tuple(annexes)
