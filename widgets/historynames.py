"""What the parts of a version are called: fields by their labels, sections by number and heading, tables, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.attachments import annex_number
from gongwen.document import BODY_ID, numbered
from gongwen.numerals import heading_number
from widgets.parts import PARTS

if TYPE_CHECKING:
    from gongwen.document import Document

FIELDS: Final = {
    field.target: field.label
    for fields in reversed(PARTS.values())
    for field in reversed(fields)
    if field.target != BODY_ID
}
"""The label of each field by its target: the first of those that differ by layout."""

OPENING: Final = "开头（引言）"
UNNAMED: Final = "（还没有小标题）"


def names_of(document: Document) -> dict[str, str]:
    """Return the names of all parts of a document by their targets and ids."""
    found = dict(FIELDS)
    for index, root in enumerate((document.body, *document.annexes)):
        found[root.id] = f"{annex_number(document, index - 1)}　{root.heading}" if index else OPENING
        for section, level, number in numbered(root, 1):
            found[section.id] = heading_number(level, number) + (section.heading.rstrip("。") or UNNAMED)
    for word, insets in (("表", document.tables), ("图", document.figures)):
        for inset in insets:
            caption = inset.caption.replace("\n", "")
            found[inset.id] = f"{word}：{caption}" if caption else f"没有题的{word}"
    return found
