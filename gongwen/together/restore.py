"""What was, put back into what is: one change of a comparison, or a whole section; the rest stays as it is now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gongwen.anchors import anchored, section_of
from gongwen.document import ANCHOR
from gongwen.edits import insert_section, parent_of, remove_section, rename, set_paragraphs, update_section
from gongwen.errors import EditError
from gongwen.figures import remove_figure
from gongwen.tables import remove_table, set_cell, update_table
from gongwen.targets import CELL, is_figure, lines, write
from gongwen.together.compare import BESIDE
from gongwen.together.part import Kind
from gongwen.together.rows import Fate

if TYPE_CHECKING:
    from gongwen.document import Document, Section, Table
    from gongwen.together.part import Comparison, Part

REVERSIBLE = frozenset({Fate.CHANGED, Fate.ADDED, Fate.DELETED})
"""What can be taken back alone; what moved and was taken back alone would stand twice or nowhere."""


def reverted(found: Comparison, old: Document, new: Document, place: int) -> Document:
    """Return the newer document with one change taken back; raise EditError for one that cannot be taken back alone."""
    for part in found.parts:
        if part.place == place:
            if part.fate in REVERSIBLE:
                return _whole(part, old, new)
            break
        if part.heading and part.heading.place == place:
            return rename(new, part.id, part.heading.old)
        if any(row.place == place and row.fate in REVERSIBLE for row in part.rows):
            return _with_insets_of(found, place, _words(part, new, place), old)
        if part.kind is Kind.TABLE and (at := _cell(part, place)):
            return update_table(new, part.id, partial(_set_cell, at))
    raise EditError("这一处不能单独改回", mend="请恢复整节，或者到正文里改")


def _whole(part: Part, old: Document, new: Document) -> Document:
    if part.kind is Kind.SECTION and part.fate is Fate.DELETED:
        return put_back(new, old, part.id)
    if part.kind is Kind.SECTION:
        known = {section.id for section in old.walk()}
        if any(section.id in known for section in new.section(part.id).walk()):
            raise EditError("这一节里有从别处移来的节", mend="请先把它们移出去")
        return remove_section(new, part.id)
    raise EditError("它的位置后来又改过", mend="请恢复整节，或者到正文里改")


def _with_insets_of(found: Comparison, place: int, new: Document, old: Document) -> Document:
    """Return the document without the tables and figures that came with a change, and with those that went with it."""
    for part in found.parts:
        if part.place == place and part.fate is Fate.ADDED:
            new = remove_figure(new, part.id) if is_figure(new, part.id) else remove_table(new, part.id)
        elif part.place == place and part.fate is Fate.DELETED:
            new = _with_insets(new, old, (ANCHOR + part.id,))
    return new


def _set_cell(at: tuple[int, int, str], table: Table) -> Table:
    return set_cell(table, *at)


def _words(part: Part, new: Document, place: int) -> Document:
    if part.kind in {Kind.TABLE, Kind.FIGURE}:
        at = next(at for at, row in enumerate(part.rows) if row.place == place)
        return write(new, f"{part.id}{CELL}{BESIDE[at]}", part.rows[at].old)
    text = "".join(row.old if row.place == place and row.fate in REVERSIBLE else row.new for row in part.rows)
    return set_paragraphs(new, part.id, lines(text)) if part.kind is Kind.SECTION else write(new, part.id, text)


def _cell(part: Part, place: int) -> tuple[int, int, str] | None:
    """Return where the cell of a change stands in the newer table, and its older words."""
    row = -1
    for line in part.grid:
        row += any(cell and cell.fate is not Fate.DELETED for cell in line)
        column = -1
        for cell in line:
            column += cell is not None and cell.fate is not Fate.DELETED
            if cell and cell.place == place and cell.fate is Fate.CHANGED:
                return row, column, cell.old
    return None


def put_back(new: Document, old: Document, key: str) -> Document:
    """Return the newer document with one section's heading and text as the older one had them.

    A section that is gone comes back with all below it that is gone too, where it stood; so do its tables and figures.
    """
    was = old.section(key)
    there = {section.id for section in new.walk()}
    if key in there:
        kept = _own(was, new, key)
        new = update_section(
            new, key, lambda now: replace(now, heading=was.heading, paragraphs=kept.paragraphs, run_in=was.run_in)
        )
        return _with_insets(new, old, was.paragraphs)
    branch = _branch(was, new, there)
    index = next((at for at, root in enumerate(old.annexes) if root.id == key), None)
    if index is not None:
        new = replace(new, annexes=(*new.annexes, branch))
    else:
        parent, at = parent_of(old, key)
        before = [child.id for child in parent.children[:at]]
        while parent.id not in there:
            parent, at = parent_of(old, parent.id)
            before = [child.id for child in parent.children[: at + 1]]
        siblings = [child.id for child in new.section(parent.id).children]
        spot = next((siblings.index(each) + 1 for each in reversed(before) if each in siblings), 0)
        new = insert_section(new, parent.id, spot, branch)
    for part in branch.walk():
        new = _with_insets(new, old, part.paragraphs)
    return new


def _branch(section: Section, new: Document, there: set[str]) -> Section:
    """Return a section with those below it that are gone too."""
    children = tuple(_branch(child, new, there) for child in section.children if child.id not in there)
    return replace(_own(section, new, section.id), children=children)


def _own(section: Section, new: Document, key: str) -> Section:
    """Return a section without the places of tables and figures that stand in another one by now."""
    homes = {text: section_of(new, anchored(text)) for text in section.paragraphs if anchored(text)}
    kept = tuple(text for text in section.paragraphs if (home := homes.get(text)) is None or home.id == key)
    return replace(section, paragraphs=kept)


def _with_insets(new: Document, old: Document, paragraphs: tuple[str, ...]) -> Document:
    """Return the newer document with the tables and figures that paragraphs are places of, where it has them no more."""
    wanted = {anchored(text) for text in paragraphs}
    tables, figures = {table.id for table in new.tables}, {figure.id for figure in new.figures}
    return replace(
        new,
        tables=(*new.tables, *(table for table in old.tables if table.id in wanted - tables)),
        figures=(*new.figures, *(figure for figure in old.figures if figure.id in wanted - figures)),
    )
