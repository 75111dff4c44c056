"""Mends a document: the changes of a fix carried out, all at once, as they were meant when it was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen import targets
from gongwen.checks.finding import AddPart, Change
from gongwen.document import BODY_ID
from gongwen.errors import EditError
from gongwen.templates import load_templates, with_slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.checks.finding import Fix
    from gongwen.document import Document, Location


def target_in(document: Document, location: Location) -> str:
    """Return the target (see gongwen.targets) a place lies in, that of a table's cell among them."""
    if any(table.id == location.section for table in document.tables) or targets.is_figure(document, location.section):
        return f"{location.section}{targets.CELL}{location.paragraph}"
    return targets.target_of(location)


def mended(document: Document, fixes: Iterable[Fix]) -> Document:
    """Return the document with all changes of fixes made, that of one place once.

    Of changes that overlap the first is made; a line of which nothing stays goes. Raise EditError when a place is gone.
    """
    changes: dict[str, list[tuple[int, int, str]]] = {}
    parts: list[str] = []
    for fix in fixes:
        for change in fix.changes:
            if isinstance(change, AddPart):
                parts.append(change.slot)
            else:
                _collect(document, change, changes)
    for target, found in changes.items():
        document = targets.write(document, target, _changed(targets.read(document, target), found))
    for slot in dict.fromkeys(parts):
        document = _with_part(document, slot)
    return document


def _collect(document: Document, change: Change, changes: dict[str, list[tuple[int, int, str]]]) -> None:
    place = change.location
    target = target_in(document, place)
    start = place.start if targets.CELL in target else targets.offset_of(targets.read(document, target), place)
    each = (start, start + place.end - place.start, change.text)
    if each not in changes.setdefault(target, []):
        changes[target].append(each)


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    out: list[str] = []
    done = 0
    for start, end, instead in sorted(changes, key=lambda change: change[:2]):
        if start < done:
            continue
        if end > len(text):
            raise EditError("这一处已经改过了", mend="请再查一遍")
        if not instead and _is_line(text, start, end):
            out.append(text[done : start - 1] if start > done else "")
            done = end if start > done else min(end + 1, len(text))
        else:
            out += (text[done:start], instead)
            done = end
    return "".join((*out, text[done:]))


def _is_line(text: str, start: int, end: int) -> bool:
    return start < end and (not start or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _with_part(document: Document, slot: str) -> Document:
    """Return the document with an empty section of its template that it lacks, where the template has it."""
    template = next((each for each in load_templates() if each.key == document.kind), None)
    if template is None:
        raise EditError("没有这种报告的模板", mend="请在大纲里自己加一节")
    return with_slot(template, document, BODY_ID, slot)[0]
