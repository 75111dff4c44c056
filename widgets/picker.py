"""Takes a file from the page, in pieces, so that no limit of one message stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import ImportRefusedError
from widgets.channel import Channel, count_of, joined, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT: Final = 20 << 20
"""Bytes a file may have; the importers refuse more anyway."""


class FilePicker(Channel):
    """A button and a drop zone; `on_file` gets the name and the bytes, and what it refuses is said in place."""

    _esm = joined("dom.js", "picker.js")
    limit = traitlets.Int(LIMIT).tag(sync=True)
    accept = traitlets.Unicode(".docx,.txt,.md,.html,.htm,.json,.gongwen,.doc,.wps").tag(sync=True)
    hint = traitlets.Unicode(
        "Word（.docx）、文本（.txt）、网页（.html）、报告文件（.json、.gongwen），20 MB 以内。"
    ).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_file: Callable[[str, bytes], None] = lambda _name, _data: None
        self.on_failure = self.refuse
        self._data = bytearray()

    def refuse(self, sentence: str) -> None:
        """Say beside the button why a file was not brought in."""
        self._data.clear()
        self.send({"type": "refused", "text": sentence})

    def on_piece_message(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """One piece of the file; pieces come in order, each asked for by the answer to the last."""
        at = count_of(content, "at")
        if at == 0:
            self._data.clear()
        if at != len(self._data) or not buffers or at + len(buffers[0]) > LIMIT:
            raise ImportRefusedError("文件没有送完整", mend="请再选一次文件")
        self._data += buffers[0]
        if not content.get("last"):
            self.send({"type": "more", "at": len(self._data)})
            return
        data = bytes(self._data)
        self._data.clear()
        self.on_file(text_of(content, "name", 500), data)
        self.send({"type": "done"})
