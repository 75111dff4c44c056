"""What the menus of a section do to the tree: add, remove, move, nest, each one step of undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from gongwen import attachments, edits
from gongwen.document import BODY_ID, Location, Section, count
from gongwen.errors import EditError
from gongwen.templates import with_slot
from widgets.parts import heading_place, is_annex, is_section
from widgets.tools import LABEL, SLOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.session import Session
    from gongwen.templates import Template
    from widgets.frame import Frame

ATTACHMENTS: Final = "attachments"
"""The target that holds the attachments' names."""


class Tree:
    """Carries out a menu entry on the section that is open; `go` shows where something new stands."""

    def __init__(
        self,
        session: Session,
        frame: Frame,
        template: Callable[[], Template | None],
        entry: Callable[[], str],
        go: Callable[[Location], None],
    ) -> None:
        self._session = session
        self._frame = frame
        self._template = template
        self._entry = entry
        self._go = go

    def do(self, name: str) -> None:
        """Carry out a menu entry by its id; raise EditError when the section is gone or the tree forbids it."""
        if name.startswith(SLOT):
            parent, _, key = name.removeprefix(SLOT).rpartition(":")
            self._add_slot(parent, key)
            return
        if is_annex(self._session.document, self._entry()) and name in {"up", "down", "remove"}:
            self._annex_text(name)
            return
        actions: dict[str, Callable[[], None]] = {
            "add": self._add, "add_child": self._add_child, "run_in": self._run_in, "remove": self._remove,
            "up": partial(self._move, -1, "上移"), "down": partial(self._move, 1, "下移"),
            "indent": partial(self._edit, edits.indent_section, "降一级"),
            "outdent": partial(self._edit, edits.outdent_section, "升一级"),
        }  # fmt: skip
        if name not in actions:
            raise EditError("没有这个操作", mend="请在菜单里另选")
        actions[name]()

    def _edit(self, edit: Callable[[Document, str], Document], label: str) -> None:
        self._session.apply(edit(self._session.document, self._entry()), label)

    def _move(self, step: int, label: str) -> None:
        self._session.apply(edits.move_section(self._session.document, self._entry(), step), label)

    def _run_in(self) -> None:
        entry = self._entry()
        run_in = not self._session.document.section(entry).run_in
        self._session.apply(edits.set_run_in(self._session.document, entry, run_in=run_in), "标题排法")

    def _add(self) -> None:
        document, entry = self._session.document, self._entry()
        section = Section(edits.fresh_id(document))
        if is_section(document, entry):
            parent, index = edits.parent_of(document, entry)
            self._insert(parent.id, index + 1, section, "加一节")
        else:
            self._insert(BODY_ID, len(document.body.children), section, "加一节")

    def _add_child(self) -> None:
        document, entry = self._session.document, self._entry()
        at = len(document.section(entry).children)
        self._insert(entry, at, Section(edits.fresh_id(document)), "加下级")

    def _add_slot(self, parent_id: str, key: str) -> None:
        template = self._template()
        if template is None:
            raise EditError("没有这种报告的模板", mend="请直接加一节")
        document, section = with_slot(template, self._session.document, parent_id, key)
        self._session.apply(document, "加一节")
        self._go(heading_place(section.id))

    def _insert(self, parent: str, index: int, section: Section, label: str) -> None:
        self._session.apply(edits.insert_section(self._session.document, parent, index, section), label)
        self._go(heading_place(section.id))

    def annex(self, action: str, index: int) -> None:
        """Carry out what was chosen for the attachment of an index: write, up, down, remove (its name and its text)."""
        document = self._session.document
        if action == "write":
            after = attachments.annex(document, index + 1)
            self._session.apply(after, "写附件正文", ATTACHMENTS)
            self._go(Location(after.annexes[index].id, 0))
        elif action == "remove":
            text = attachments.annex_of(document, index)
            self._ask(text, f"附件“{document.attachments[index]}”", partial(self._remove_attachment, index))
        else:
            self._move_attachment(index, action)

    def _annex_text(self, action: str) -> None:
        document, entry = self._session.document, self._entry()
        index = attachments.index_of(document, entry)
        if action != "remove":
            self._move_attachment(index, action)
            return
        name = f"“{document.annexes[index].heading[:LABEL] or '附件'}”的正文"
        self._ask(document.annexes[index], name, partial(self._remove_annex, entry, name))

    def _move_attachment(self, index: int, action: str) -> None:
        after = attachments.move(self._session.document, index, -1 if action == "up" else 1)
        self._session.apply(after, "附件" + ("上移" if action == "up" else "下移"))

    def _remove_attachment(self, index: int) -> None:
        document = self._session.document
        name = document.attachments[index]
        target = "" if attachments.annex_of(document, index) else ATTACHMENTS
        self._session.apply(attachments.remove(document, index), "删除一个附件", target)
        self._gone(f"附件“{name}”")

    def _remove_annex(self, annex: str, name: str) -> None:
        after = attachments.remove_text(self._session.document, annex)
        self._go(Location(ATTACHMENTS, 0))
        self._session.apply(after, "删除附件正文")
        self._gone(name)

    def _remove(self) -> None:
        section = self._session.document.section(self._entry())
        self._ask(section, f"“{_name(section)}”", partial(self._remove_now, section))

    def _ask(self, section: Section | None, name: str, remove: Callable[[], None]) -> None:
        """Remove at once what holds no text, else after a question."""
        if section is None or (section.is_empty and not section.children):
            remove()
            return
        size = sum(count(part.paragraphs) for part in section.walk())
        inside = f"连同里面的 {len(list(section.walk())) - 1} 个下级节" if section.children else ""
        self._frame.ask(f"要删除{name}吗？{inside}一共 {size} 字。删除后可以撤销。", 删除=remove)

    def _gone(self, name: str) -> None:
        self._frame.tell_done(f"已删除{name}。", self._session, "acc")

    def _remove_now(self, section: Section) -> None:
        document = self._session.document
        after = edits.remove_section(document, section.id)
        self._go(_beside(document, section.id))
        self._session.apply(after, "删除一节")
        self._gone(f"“{_name(section)}”")


def _beside(document: Document, section_id: str) -> Location:
    """Return the place to be at once a section is gone: its neighbour before or after, or its parent."""
    parent, index = edits.parent_of(document, section_id)
    siblings = [child for child in parent.children if child.id != section_id]
    return heading_place(siblings[max(0, index - 1)].id if siblings else parent.id)


def _name(section: Section) -> str:
    return section.heading.rstrip("。")[:LABEL] or "还没有小标题的一节"
