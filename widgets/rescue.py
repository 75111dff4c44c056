"""What a browser kept and the store never got: offered beside what is stored, put back by one click."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.errors import GongwenError
from gongwen.targets import location_of, read, write
from gongwen.together import Kind, Question
from gongwen.together.amounts import amount_of_target
from gongwen.together.texts import merge_text
from widgets.amounts import is_amount, plain_amount, spoken_amount, stored_amount
from widgets.channel import Channel, count_of, joined
from widgets.drafts import spoken
from widgets.place import spoken_place
from widgets.reviewkept import REMARK, card_of, said_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from widgets.frame import Kept

COMPARED: Final = 2_000
"""Characters of the differing middle that are compared one by one; a longer middle is shown whole."""


LONGEST_AMOUNT: Final = 40
"""Characters of a kept amount that stand in its line."""

GONE: Final = "一节（已经不在报告里）"


class Rescue(Channel):
    """Lists kept texts, amounts and remarks that the report has not; each can be put back or let go, a text compared.

    `on_amount` hears (indicator, column, group, text) of a cell of the table, `on_remark` (card, what was written there,
    what was kept of it); each raises EditError when it cannot be.
    """

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
        self.on_amount: Callable[[str, str, str, str], None] = lambda _indicator, _column, _group, _text: None
        self.on_remark: Callable[[str, str, dict[str, Any]], None] = lambda _card, _mode, _said: None

    def clear(self) -> None:
        """Show nothing; what the browser keeps stays there."""
        self._kept, self._session, self.items = {}, None, []

    def offer(self, report: str, session: Session, kept: Sequence[Kept]) -> None:
        """Show what differs from the session's document; tell the page to forget what does not."""
        self._report, self._session = report, session
        for item in kept:
            if _same(session.document, item) or not (item.text.strip() or is_amount(item.target)):
                self._let_go(item)
            elif not any(other.text == item.text and other.target == item.target for other in self._kept.values()):
                self._kept[max(self._kept, default=-1) + 1] = item
        self._show()

    def on_put_back_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A kept text is to take the place of the stored one, a kept amount that of the table's, a remark to be gone on with."""
        item = self._kept.get(count_of(content, "index"))
        if item is None or self._session is None:
            return
        if item.target.startswith(REMARK):
            self.on_remark(*card_of(item.target), said_in(item.base))
        elif is_amount(item.target):
            self.on_amount(*amount_of_target(item.target), item.text)
        else:
            self._put_back(item, self._session)
        self._forget(count_of(content, "index"))

    def _put_back(self, item: Kept, session: Session) -> None:
        now = _stored(session.document, item.target) or ""
        text, disputed = merge_text(item.base, item.text, now)
        session.apply(write(session.document, item.target, text), "放回本机的文字", item.target)
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
    at = spoken(datetime.fromtimestamp(item.at / 1000, UTC))
    shown = {"index": index, "at": at, "text": item.text, "gone": False, "parts": None}
    if item.target.startswith(REMARK):
        place = said_in(item.base).get("says")
        return {
            **shown,
            "place": place if isinstance(place, str) else "批注",
            "says": "写的还没有发出",
            "verb": "接着写",
        }
    stored = _stored(document, item.target)
    shown = {**shown, "gone": stored is None, "parts": differences(stored or "", item.text)}
    if is_amount(item.target):
        place = spoken_amount(document, item.target)
        return {**shown, "place": place, "says": f"填的“{item.text[:LONGEST_AMOUNT]}”没有存上", "verb": "填回指标表"}
    place = GONE if stored is None else spoken_place(document, location_of(item.target, "", 0), whole=True)
    return {**shown, "place": place, "says": "有没存上的文字", "verb": "放回正文"}


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
        return stored_amount(document, target) if is_amount(target) else read(document, target)
    except GongwenError:
        return None


def _same(document: Document, item: Kept) -> bool:
    """Whether the report says by now what was kept."""
    if item.target.startswith(REMARK):
        return False
    stored = _stored(document, item.target)
    return stored == item.text or (is_amount(item.target) and stored == plain_amount(document, item.target, item.text))
