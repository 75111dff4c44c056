"""The frame round the app: top bar, notices, keys, the link of the open report, downloads."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import traitlets

from widgets.channel import Channel, count_of, joined, text_of
from widgets.help import manual

if TYPE_CHECKING:
    from collections.abc import Callable

    from exports.export import Export
    from gongwen.session import Session


VIEWS: Final = ("write", "check", "review", "data", "history")
"""The views of a report: 写作, 检查 (which is 写作 with its panel beside it), 批注, 数据, 版本."""

PASSES: Final = frozenset({"done", "acc"})
"""Levels of notices that go by themselves."""

SILENT: Final = 90.0
"""Seconds without a word from the page after which nobody has it open; a hidden page may speak only once a minute."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was kept and not saved: its target, the text, when (milliseconds since 1970), what it was written on.

    `session` names the window whose text the store kept; of what a browser kept it is empty.
    """

    target: str
    text: str
    at: int
    base: str = ""
    session: str = ""


class Frame(Channel):
    """Paints the top bar from `state` and tells `on_command` what a person asked of the app as a whole."""

    _esm = joined(
        "dom.js", "menu.js", "kept.js", "remember.js", "panes.js", "keys.js", "watch.js", "help.js", "notebook.js", "take.js",
        "name.js", "reads.js", "acts.js", "frame.js",
    )  # fmt: skip
    _css = joined("app.css", "panes.css", "company.css", "fields.css", "tables.css", "start.css", "paper.css")
    state = traitlets.Dict().tag(sync=True)
    app = traitlets.Unicode("").tag(sync=True)
    """Tells this app from one that a dead kernel left on the same page: what that one kept is not this one's."""

    def __init__(self) -> None:
        start: dict[str, Any] = {"view": "start", "look": "write", "title": "", "tag": "", "report": "", "saved": "saved", "at": "", "reason": "",
                 "undo": "", "redo": "", "notice": None, "people": [], "me": ["", ""], "only": "",
                 "remarks": 0, "turn": "", "panel": False, "musts": 0}  # fmt: skip
        super().__init__(state=start, app=secrets.token_hex(6))
        self.commands: dict[str, Callable[[], None]] = {}
        self.on_open: Callable[[str], None] = lambda _report: None
        self.on_hello: Callable[[str], None] = lambda _report: None
        self.on_remark: Callable[[str], None] = lambda _key: None
        self.on_name: Callable[[str], None] = lambda _name: None
        self.on_step: Callable[[int], None] = lambda _by: None
        self.on_view: Callable[[str], None] = lambda _name: None
        self.on_export: Callable[[bool], None] = lambda _final: None
        self.on_kept: Callable[[str, list[Kept]], None] = lambda _report, _items: None
        self._actions: dict[str, Callable[[], None]] = {}
        self._heard = time.monotonic()

    @property
    def watched(self) -> bool:
        """Whether anybody has the page open: a kernel lives on for a while without one."""
        return time.monotonic() - self._heard < SILENT

    def put(self, **changes: Any) -> None:
        """Change parts of the state; nothing is sent when nothing differs. What passes does not go along to another report."""
        state = {**self.state, **changes}
        if state["report"] != self.state["report"] and state["notice"] and state["notice"]["level"] in PASSES:
            state["notice"] = changes.get("notice")
        if state != self.state:
            self.state = state

    def tell(self, text: str, level: str = "should", **actions: Callable[[], None]) -> None:
        """Show a notice (level acc, done, should or must) with buttons named after `actions`' keys."""
        self._actions = dict(actions)
        self.put(notice={"level": level, "text": text, "actions": [[name, name] for name in actions]})

    def tell_done(self, text: str, session: Session, level: str = "done") -> None:
        """Say what was done just now, with a button that takes back this and nothing that came after it."""
        after = session.document

        def undo() -> None:
            if session.document is after:
                self.commands["undo"]()
            else:
                self.tell("这以后又改过别的，没有撤销。请用上面的“撤销”一步一步退回去。")

        self.tell(text, level, 撤销=undo)

    def ask(self, text: str, **actions: Callable[[], None]) -> None:
        """Ask a question by the form's top; besides its answers there is 取消."""
        self._actions = dict(actions)
        self.put(notice={"level": "must", "text": text, "asks": True, "actions": [[name, name] for name in actions]})

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self.state["notice"] and self.state["notice"].get("asks"))

    @property
    def told(self) -> str:
        """The notice shown now, or empty."""
        notice = self.state["notice"]
        return str(notice["text"]) if notice else ""

    def dismiss(self) -> None:
        """Take the notice away."""
        self._actions = {}
        self.put(notice=None)

    def download(self, export: Export) -> None:
        """Hand a file to the browser; nothing is written to disk here."""
        self.send({"type": "download", "name": export.name, "mime": export.mime}, buffers=[export.data])

    def _command(self, name: str) -> None:
        self.commands.get(name, lambda: None)()

    def on_hello_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page is there; its link may name a report."""
        self._heard = time.monotonic()
        if self.state["notice"] and self.state["notice"]["level"] in PASSES:
            self.dismiss()  # said to a page that is gone
        self.on_name(text_of(content, "name", 100) if "name" in content else "")
        self.on_hello(text_of(content, "report", 100))
        if content.get("remark"):
            self.on_remark(text_of(content, "remark", 100))

    def on_open_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Back or Forward in the browser led to a report."""
        self.on_open(text_of(content, "report", 100))

    def on_ping_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page asks whether the kernel is alive."""
        self._heard = time.monotonic()
        self.send({"type": "pong"})

    def on_bye_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The page goes; another view of a notebook says at once that it is still there."""
        self._heard = -SILENT

    def on_kept_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The browser has text of a report that was not saved when its page ended."""
        items = content.get("items")
        if isinstance(items, list):
            found = [
                Kept(
                    text_of(item, "target", 500),
                    text_of(item, "text"),
                    count_of(item, "at", 10**14),
                    text_of(item, "base"),
                )
                for item in items[:200]
                if isinstance(item, dict)
            ]
            self.on_kept(text_of(content, "report", 100), found)

    def on_help_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The manual is wanted."""
        self.send({"type": "help", "blocks": manual()})

    def on_home_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Back to the list."""
        self._command("home")

    def on_members_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The card of one's own name and of who may do what is wanted, or to go."""
        self._command("members")

    def on_undo_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Take the last step back."""
        self._command("undo")

    def on_redo_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Do the last step again."""
        self._command("redo")

    def on_save_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Save at once."""
        self._command("save")

    def on_export_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Make a Word file: 定稿 when asked for, else 可编辑稿."""
        self.on_export(content.get("final") is True)

    def on_view_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """Another view of the report is wanted."""
        name = content.get("name")
        self.on_view(name if name in VIEWS else VIEWS[0])

    def on_dismiss_message(self, _content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The notice has been read."""
        self.dismiss()

    def on_action_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A notice's own button."""
        action = self._actions.get(text_of(content, "id", 100))
        self.dismiss()
        if action:
            action()

    def on_step_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """To the part before (by -1) or after (by 1)."""
        by = content.get("by")
        self.on_step(-1 if by == -1 else count_of(content, "by"))
