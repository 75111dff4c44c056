"""Edits of a document's tree: each takes a Document and returns a new one; nothing is changed in place."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.document import MAX_LEVEL, Document, Section, numbered
from gongwen.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Callable


def fresh_id(document: Document) -> str:
    """Return a section id that the document does not use: 8 hex digits, random, so that two people's never meet."""
    used = {section.id for section in document.walk()} | {table.id for table in document.tables}
    used |= {figure.id for figure in document.figures}
    while (candidate := secrets.token_hex(4)) in used:
        pass
    return candidate


def update_section(document: Document, section_id: str, change: Callable[[Section], Section]) -> Document:
    """Return the document with one section changed by `change`; raise EditError when it is not there."""
    document.section(section_id)

    def visit(section: Section) -> Section:
        if section.id == section_id:
            return change(section)
        children = tuple(visit(child) for child in section.children)
        unchanged = all(new is old for new, old in zip(children, section.children, strict=True))
        return section if unchanged else replace(section, children=children)

    body, *annexes = (visit(root) for root in (document.body, *document.annexes))
    return replace(document, body=body, annexes=tuple(annexes))


def set_paragraphs(document: Document, section_id: str, paragraphs: tuple[str, ...]) -> Document:
    """Return the document with a section's own paragraphs replaced."""
    return update_section(document, section_id, lambda section: replace(section, paragraphs=paragraphs))


def rename(document: Document, section_id: str, heading: str) -> Document:
    """Return the document with a section's heading replaced (without its number)."""
    return update_section(document, section_id, lambda section: replace(section, heading=heading))


def set_run_in(document: Document, section_id: str, *, run_in: bool) -> Document:
    """Return the document with a heading set run-in or on its own line; the end mark 。 comes and goes with it."""

    def change(section: Section) -> Section:
        bare = section.heading.rstrip("。")
        heading = bare + "。" if run_in and bare and bare[-1] not in "：:？！" else section.heading if run_in else bare
        return replace(section, run_in=run_in, heading=heading)

    return update_section(document, section_id, change)


def parent_of(document: Document, section_id: str) -> tuple[Section, int]:
    """Return a section's parent and its index there; raise EditError for the root or when it is not there."""
    for parent in document.walk():
        for index, child in enumerate(parent.children):
            if child.id == section_id:
                return parent, index
    raise EditError("这一节已经不在了", where=section_id, mend="请在大纲里另选一节")


def level_of(document: Document, section_id: str) -> int:
    """Return a section's level: 0 for the root, 1 for 一、, up to MAX_LEVEL; raise EditError when it is not there."""
    for root in (document.body, *document.annexes):
        if root.id == section_id:
            return 0
        for section, level, _ in numbered(root, 1):
            if section.id == section_id:
                return level
    raise EditError("这一节已经不在了", where=section_id, mend="请在大纲里另选一节")


def insert_section(document: Document, parent_id: str, index: int, section: Section) -> Document:
    """Return the document with a section put under a parent at an index; raise EditError below the fourth level."""
    if level_of(document, parent_id) + _depth(section) > MAX_LEVEL:
        raise EditError("公文的层次最多四级", mend="请把这一节放到上一级，或者写成正文段落")

    def change(parent: Section) -> Section:
        children = (*parent.children[:index], section, *parent.children[index:])
        return replace(parent, children=children)

    return update_section(document, parent_id, change)


def remove_section(document: Document, section_id: str) -> Document:
    """Return the document without a section and all below it."""
    parent, index = parent_of(document, section_id)
    children = parent.children[:index] + parent.children[index + 1 :]
    return update_section(document, parent.id, lambda found: replace(found, children=children))


def move_section(document: Document, section_id: str, step: int) -> Document:
    """Return the document with a section moved up (-1) or down (+1) among its siblings; at the end it stays."""
    parent, index = parent_of(document, section_id)
    target = index + step
    if not 0 <= target < len(parent.children):
        return document
    section = parent.children[index]
    rest = parent.children[:index] + parent.children[index + 1 :]
    children = (*rest[:target], section, *rest[target:])
    return update_section(document, parent.id, lambda found: replace(found, children=children))


def indent_section(document: Document, section_id: str) -> Document:
    """Return the document with a section made the last child of the section before it (one level deeper)."""
    parent, index = parent_of(document, section_id)
    if index == 0:
        raise EditError("前面没有同级的节，不能降一级", mend="请先把它移到另一节后面")
    section = parent.children[index]
    before = parent.children[index - 1]
    without = remove_section(document, section_id)
    return insert_section(without, before.id, len(before.children), section)


def outdent_section(document: Document, section_id: str) -> Document:
    """Return the document with a section put right after its parent (one level up)."""
    parent, index = parent_of(document, section_id)
    if level_of(document, section_id) == 1:
        raise EditError("已经是第一级，不能再升", mend="")
    section = parent.children[index]
    grandparent, parent_index = parent_of(document, parent.id)
    without = remove_section(document, section_id)
    return insert_section(without, grandparent.id, parent_index + 1, section)


def _depth(section: Section) -> int:
    return 1 + max((_depth(child) for child in section.children), default=0)
