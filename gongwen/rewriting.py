"""All texts of a report rewritten by one rule: fields, headings, paragraphs, what stands in and round tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen import targets
from gongwen.document import ANCHOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongwen.document import Document, Section, Table


def rewritten(document: Document, change: Callable[[str], str], fields: Iterable[str]) -> Document:
    """Return the document with every text changed: of fields, named by their targets, line by line, the title as a whole."""

    def line(text: str) -> str:
        return text if text.startswith(ANCHOR) else change(text)

    def visit(part: Section) -> Section:
        paragraphs, children = tuple(map(line, part.paragraphs)), tuple(map(visit, part.children))
        return replace(part, heading=change(part.heading), paragraphs=paragraphs, children=children)

    def table(before: Table) -> Table:
        rows = tuple(tuple(map(change, row)) for row in before.rows)
        caption, unit, note, source = map(change, (before.caption, before.unit, before.note, before.source))
        return replace(before, rows=rows, caption=caption, unit=unit, note=note, source=source)

    annexes, tables = tuple(map(visit, document.annexes)), tuple(map(table, document.tables))
    after = replace(document, body=visit(document.body), annexes=annexes, tables=tables)
    for target in fields:
        text = targets.read(document, target)
        now = change(text) if target == "title" else "\n".join(map(change, text.split("\n")))
        if now != text:
            after = targets.write(after, target, now)
    return after
