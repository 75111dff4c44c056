"""The head of the writing pane: which section is open, and the menus of what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.document import MAX_LEVEL
from gongwen.edits import level_of, parent_of
from gongwen.numerals import heading_number
from gongwen.templates import offers
from widgets.channel import Channel, joined, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Section
    from gongwen.templates import Template

LABEL: Final = 60
"""Characters of a heading that a menu or a head shows."""

SLOT: Final = "slot:"
"""Begins the id of a menu entry that adds a section the template knows; its parent and the slot's key follow."""


class SectionTools(Channel):
    """Paints the head; `on_do` hears of the menu entry a person chose."""

    _esm = joined("dom.js", "menu.js", "tools.js")
    face = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(face={"title": "", "count": "", "add": [], "does": []})
        self.on_do: Callable[[str], None] = lambda _name: None

    def show(self, face: dict[str, Any]) -> None:
        """Show a title, a count and the menus' entries; nothing is sent when nothing differs."""
        if face != self.face:
            self.face = face

    def on_do_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A menu entry was chosen; one that the menus do not hold now is none."""
        name = text_of(content, "id", 200)
        if any(item["id"] == name and not item.get("off") for item in (*self.face["add"], *self.face["does"])):
            self.on_do(name)


def section_face(document: Document, entry: str, template: Template | None) -> dict[str, Any]:
    """Return the head of a section's form: its first-level ancestor, its place among its siblings, its menus."""
    parent, index = parent_of(document, entry)
    level = level_of(document, entry)
    section = document.section(entry)
    inner = level < MAX_LEVEL
    run_in = "小标题单独一行" if section.run_in else "小标题与正文同一行"
    return {
        "title": _ancestor(document, entry),
        "count": f"第 {index + 1} 节，共 {len(parent.children)} 节",
        "add": [
            {"id": "add", "label": "在后面加同级的一节"},
            {"id": "add_child", "label": "在里面加下一级的节", "off": "" if inner else "公文的层次最多四级"},
            *_slots(document, template, section),
            *_slots(document, template, parent),
        ],
        "does": [
            {"id": "up", "label": "上移", "off": "" if index else "已经是第一节"},
            {"id": "down", "label": "下移", "off": "" if index + 1 < len(parent.children) else "已经是最后一节"},
            {"id": "outdent", "label": "升一级", "off": "" if level > 1 else "已经是第一级"},
            {"id": "indent", "label": "降一级", "off": "" if index else "前面没有同级的节"},
            {"id": "run_in", "label": run_in},
            {"id": "remove", "label": "删除这一节", "danger": True, "hint": "有文字时会先问；可以撤销"},
        ],
    }  # fmt: skip


def part_face(document: Document, label: str, template: Template | None) -> dict[str, Any]:
    """Return the head of a form that is not a section's."""
    add = [{"id": "add", "label": "加一节", "hint": "放在正文最后"}, *_slots(document, template, document.body)]
    return {"title": label, "count": "", "add": add, "does": []}


def filled(heading: str, document: Document) -> str:
    """Return a template's heading with the document's year."""
    return heading.replace("{year}", str(document.year or ""))


def _slots(document: Document, template: Template | None, parent: Section) -> list[dict[str, Any]]:
    if template is None:
        return []
    return [
        {
            "id": f"{SLOT}{parent.id}:{slot.key}", "label": filled(slot.heading, document)[:LABEL],
            "hint": "这类报告应有的一节" if slot.required else "这类报告可以有的一节",
        }
        for slot in offers(template, document, parent)
    ]  # fmt: skip


def _ancestor(document: Document, entry: str) -> str:
    for root in (document.body, *document.annexes):
        for number, first in enumerate(root.children, 1):
            if any(section.id == entry for section in first.walk()):
                return heading_number(1, number) + (first.heading.rstrip("。")[:LABEL] or "（还没有小标题）")
    return ""
