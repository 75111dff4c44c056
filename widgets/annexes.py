"""The attachments by name, each with the way to its own pages; and the menu of such a page's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from gongwen.attachments import annex_number, annex_of, index_of
from gongwen.document import MAX_LEVEL, count
from gongwen.errors import EditError
from widgets.channel import Channel, count_of, joined, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document

ACTIONS = frozenset({"write", "up", "down", "remove"})


class AnnexList(Channel):
    """Lists the names under the field they are typed into; `on_do` hears (action, index) of what a person chose."""

    _esm = joined("dom.js", "menu.js", "annexes.js")
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_do: Callable[[str, int], None] = lambda _action, _index: None

    def show(self, document: Document) -> None:
        """Show a document's attachments; lines without a name are passed over."""
        names = [(index, name) for index, name in enumerate(document.attachments) if name.strip()]
        self.rows = [
            {
                "index": index, "number": annex_number(document, index), "name": name, "state": _state(document, index),
                "written": annex_of(document, index) is not None,
                "first": not index, "last": index + 1 == len(document.attachments),
            }
            for index, name in names
        ]  # fmt: skip

    def on_do_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Something was chosen for the attachment of an index and a name; both must still belong together."""
        action, index, name = text_of(content, "action", 20), count_of(content, "index"), text_of(content, "name")
        if action not in ACTIONS:
            return
        if not any(row["index"] == index and row["name"] == name for row in self.rows):
            raise EditError("附件名称刚刚改过", mend="请再点一次")
        self.on_do(action, index)


def annex_face(document: Document, entry: str) -> dict[str, Any]:
    """Return the head of the form of an attachment's own pages."""
    index, last = index_of(document, entry), len(document.attachments) - 1
    listed = "" if index <= last else "没有列入附件说明"
    return {
        "title": f"{annex_number(document, index)}　正文",
        "count": "",
        "add": [{"id": "add_child", "label": "加一节", "hint": f"放在这个附件的最后，最多{MAX_LEVEL}级"}],
        "does": [
            {"id": "up", "label": "上移", "off": listed or ("" if index else "已经是第一个附件")},
            {"id": "down", "label": "下移", "off": listed or ("" if index < last else "已经是最后一个附件")},
            {
                "id": "remove", "label": "删除附件正文", "danger": True,
                "hint": "附件名称留在附件说明里；有文字时会先问，可以撤销" if not listed else "有文字时会先问，可以撤销",
            },
        ],
    }  # fmt: skip


def _state(document: Document, index: int) -> str:
    annex = annex_of(document, index)
    if annex is None:
        return ""
    size = sum(count(part.paragraphs) for part in annex.walk())
    return f"{size} 字" if size else "正文未写"
