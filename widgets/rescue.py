"""Text that a browser kept and the store never got: offered beside what is stored, put back by one click."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import GongwenError
from gongwen.targets import location_of, read, write
from gongwen.together import Kind, Question
from gongwen.together.texts import merge_text
from widgets.channel import Channel, count_of, joined
from widgets.drafts import spoken
from widgets.place import spoken_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from widgets.frame import Kept

COMPARED: Final = 2_000
"""Characters of the differing middle that are compared one by one; a longer middle is shown whole."""


class Rescue(Channel):
    """Lists kept texts that differ from the document; each can be compared, put back or let go."""

    _esm = joined("dom.js", "kept.js", "rescue.js")
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(items=[])
        self._kept: dict[int, Kept] = {}
        self._report = ""
        self._session: Session | None = None
        self.on_disputed: Callable[[tuple[Question, ...]], None] = lambda _questions: None
        self.on_forget: Callable[[str], None] = lambda _session: None
        self.on_go: Callable[[Location], None] = lambda _location: None

    def clear(self) -> None:
        """Show nothing; what the browser keeps stays there."""
        self._kept, self._session, self.items = {}, None, []

    def offer(self, report: str, session: Session, kept: Sequence[Kept]) -> None:
        """Show what differs from the session's document; tell the page to forget what does not."""
        self._report, self._session = report, session
        for item in kept:
            if _stored(session.document, item.target) == item.text or not item.text.strip():
                self._let_go(item)
            elif not any(other.text == item.text and other.target == item.target for other in self._kept.values()):
                self._kept[max(self._kept, default=-1) + 1] = item
        self._show()

    def on_put_back_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A kept text is to take the place of the stored one."""
        item = self._kept.get(count_of(content, "index"))
        if item is None or self._session is None:
            return
        now = _stored(self._session.document, item.target) or ""
        text, disputed = merge_text(item.base, item.text, now)
        self._session.apply(write(self._session.document, item.target, text), "放回本机的文字", item.target)
        self._forget(count_of(content, "index"))
        self.on_go(location_of(item.target, text, len(text)))
        if disputed:
            asked = (Question(Kind.TEXT, item.target, each.at, each.base, each.mine, each.theirs) for each in disputed)
            self.on_disputed(tuple(asked))

    def on_drop_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A kept text is not wanted any more."""
        if count_of(content, "index") in self._kept:
            self._forget(count_of(content, "index"))

    def _forget(self, index: int) -> None:
        self._let_go(self._kept.pop(index))
        self._show()

    def _let_go(self, item: Kept) -> None:
        if item.session:
            if all(other.session != item.session for other in self._kept.values()):
                self.on_forget(item.session)
        else:
            self.send({"type": "forget", "report": self._report, "target": item.target})

    def _show(self) -> None:
        document = self._session.document if self._session else None
        self.items = [offered(document, index, item) for index, item in self._kept.items()] if document else []


def offered(document: Document, index: int, item: Kept) -> dict[str, Any]:
    """Return one kept text as the page paints it, with its differences from the stored text."""
    stored = _stored(document, item.target)
    at = spoken(datetime.fromtimestamp(item.at / 1000, UTC))
    place = spoken_place(document, location_of(item.target, "", 0), whole=True)
    return {
        "index": index, "at": at, "place": place, "text": item.text, "gone": stored is None,
        "parts": differences(stored or "", item.text),
    }  # fmt: skip


def differences(before: str, after: str) -> list[list[str]]:
    """Return a comparison as runs: ["=", text], ["-", only before], ["+", only after]."""
    start, end = _common(before, after)
    head, tail = before[:start], before[len(before) - end :]
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = [["-", old], ["+", new]]
    if max(len(old), len(new)) <= COMPARED:
        middle = []
        for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            middle += [["=", old[a:b]]] if tag == "equal" else [["-", old[a:b]], ["+", new[c:d]]]
    return [[mark, text] for mark, text in (["=", head], *middle, ["=", tail]) if text]


def _common(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts share at the beginning and, of the rest, at the end."""
    most = min(len(one), len(other))
    start = next((at for at in range(most) if one[at] != other[at]), most)
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _stored(document: Document, target: str) -> str | None:
    try:
        return read(document, target)
    except GongwenError:
        return None
