"""Three-way merge of attachments: each name goes with its text; who added, deleted, renamed or moved one is heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.attachments import is_blank
from gongwen.document import Document, Section
from gongwen.edits import fresh_id
from gongwen.together.sequences import Clash, merge, three

if TYPE_CHECKING:
    from collections.abc import Iterator


def merge_attachments(
    document: Document, annexes: dict[str, Section], base: Document, mine: Document, theirs: Document
) -> Document:
    """Return the document with the merged list of attachments; `annexes` are the merged texts by their ids.

    A name without a text that both changed differently stands twice, theirs first: it is for a person to strike one.
    """
    names = tuple(_listed(each) for each in (base, mine, theirs))
    order: list[str] = []
    for part in merge(*(tuple(each) for each in names)):
        keys = (*part.theirs, *part.mine) if isinstance(part, Clash) else part
        order += [key for key in keys if key not in order]
    order = [key for key in order if key not in _ids(base, mine, theirs) or key in annexes]
    order += [key for key, annex in annexes.items() if key not in order and not is_blank(annex)]
    pairs = [(_name(key, *names), annexes.get(key)) for key in order]
    while pairs and not pairs[-1][0] and pairs[-1][1] is None:
        pairs.pop()
    listed = tuple(name for name, _ in pairs)
    texts: list[Section] = []
    for _, annex in pairs:
        texts.append(annex or Section(fresh_id(replace(document, annexes=tuple(texts)))))
    while texts and is_blank(texts[-1]):
        texts.pop()
    while listed and not listed[-1] and len(listed) > max(len(each.attachments) for each in (mine, theirs)):
        listed = listed[:-1]
    return replace(document, attachments=listed, annexes=tuple(texts))


def _listed(document: Document) -> dict[str, str]:
    """Return the names of attachments by their texts' ids; one without a text by its name and how often it stood before."""
    found: dict[str, str] = {}
    for at in range(max(len(document.attachments), len(document.annexes))):
        name = document.attachments[at] if at < len(document.attachments) else ""
        annex = document.annexes[at] if at < len(document.annexes) else None
        key = annex.id if annex is not None and not is_blank(annex) else next(_free(name, found))
        found[key] = name
    return found


def _free(name: str, taken: dict[str, str]) -> Iterator[str]:
    count = 0
    while True:
        key = f"{name}\n{count}"
        if key not in taken:
            yield key
        count += 1


def _ids(*documents: Document) -> set[str]:
    return {annex.id for document in documents for annex in document.annexes}


def _name(key: str, base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> str:
    if key in base and key in mine and key in theirs:
        return three(base[key], mine[key], theirs[key])
    return theirs.get(key, mine.get(key, base.get(key, "")))
