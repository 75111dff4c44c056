"""The field people type report text into: native textarea on the page, the session's target behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from gongwen import targets
from gongwen.errors import EditError
from widgets.channel import HERE, Channel, count_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.session import Session


class TextField(Channel):
    """One typed text: a heading, a section's paragraphs, the title and so on.

    `show` points it at a target of the session; what is typed goes there as splices that name the length they must
    result in. `lines` says that a line break starts a new item or paragraph.
    """

    _esm = HERE / "field.js"
    single = traitlets.Bool(False).tag(sync=True)  # noqa: FBT003 - traitlets' own form
    lines = traitlets.Bool(True).tag(sync=True)  # noqa: FBT003

    def __init__(self, session: Session, report: str, *, single: bool = False, lines: bool = True) -> None:
        super().__init__(single=single, lines=lines)
        self.session = session
        self.report = report
        self.target = ""
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self._epoch = 0
        self._seq = 0
        self._text = ""
        self._saved_seq = -1
        self._face: dict[str, str] = {}
        self._waiting: int | None = None  # a caret for a page that has not painted the field yet

    def show(
        self,
        target: str,
        *,
        label: str,
        number: str = "",
        hint: str = "",
        placeholder: str = "",
        caret: int | None = None,
        focus: bool = False,
    ) -> None:
        """Show a target's text, with its label, computed number and hint; the caret goes to `caret` when given."""
        self.target = target
        self._face = {"label": label, "number": number, "hint": hint, "placeholder": placeholder}
        self._waiting = caret if focus else None
        self.reload(caret=caret, focus=focus)

    def reload(self, *, caret: int | None = None, focus: bool = False) -> None:
        """Send the target's text anew, as after undo."""
        self._text = targets.read(self.session.document, self.target)
        self._epoch += 1
        self.send(
            {
                "type": "load", "report": self.report, "target": self.target, "epoch": self._epoch, "text": self._text,
                "caret": caret, "focus": focus, **self._face,
            }
        )  # fmt: skip

    def refresh(self) -> None:
        """Send the text anew only when the session's differs from what this field knows."""
        if self.target and targets.read(self.session.document, self.target) != self._text:
            self.reload()

    def renumber(self, number: str) -> None:
        """Show another computed number beside the field."""
        if number != self._face.get("number"):
            self._face["number"] = number
            self.send({"type": "number", "number": number})

    def tell_saved(self) -> None:
        """Tell the page that all it sent is saved, so that it may forget its own copy."""
        self.send({"type": "saved", "seq": self._seq})

    def put_caret(self, offset: int) -> None:
        """Put the caret at an offset of the text and the focus into the field."""
        self.send({"type": "caret", "target": self.target, "at": offset})

    def on_ready_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page has painted the field and wants its text."""
        if self.target:
            self.reload(caret=self._waiting, focus=self._waiting is not None)

    def on_edit_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A splice was typed; a mismatch of lengths asks for the whole text instead of guessing."""
        target, seq = text_of(content, "target", 200), count_of(content, "seq")
        if target != self.target or content.get("epoch") != self._epoch:
            self.send({"type": "again"})
            return
        try:
            text = targets.splice(
                self._text,
                count_of(content, "at"),
                count_of(content, "remove"),
                text_of(content, "insert"),
                count_of(content, "length"),
            )
        except EditError:
            self.send({"type": "again"})
            return
        self._take(text, seq)
        self.on_place(target, count_of(content, "caret"))

    def on_whole_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The whole text of a target, after a mismatch or from a target just left."""
        target, seq, text = text_of(content, "target", 200), count_of(content, "seq"), text_of(content, "text")
        if target == self.target:
            self._take(text, seq)
        else:
            self.session.type(target, text)

    def _take(self, text: str, seq: int) -> None:
        self._text = text
        self._seq = seq
        self._waiting = None
        try:
            self.session.type(self.target, text)
        finally:
            self.send({"type": "ack", "seq": seq})
