"""One sentence, two wordings: shown where it stands, decided by the person, kept with both texts whatever is chosen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import traitlets

from exports.drawings import with_data
from gongwen.anchors import home_of
from gongwen.errors import EditError
from gongwen.indicators.indicator import Entry, Indicator
from gongwen.indicators.indicator import spoken as spoken_period
from gongwen.indicators.table import enter, find
from gongwen.indicators.typed import amount_typed
from gongwen.store import Answer, Asked
from gongwen.targets import location_of, read
from gongwen.together import Kind
from gongwen.together.amounts import amount_of_target
from gongwen.together.answers import answered, both, place_of, without
from widgets.channel import Channel, joined, text_of
from widgets.drafts import spoken
from widgets.parts import entry_of
from widgets.place import spoken_place
from widgets.rescue import differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Location
    from gongwen.session import Session
    from gongwen.together import Question

CHOSEN = "选定写法"


class Disputes(Channel):
    """Lists what two people wrote differently; `on_settle` stores (id, answer, text) once the document has it.

    `on_settle` returns whether nobody else had decided before.
    """

    _esm = joined("dom.js", "disputes.js")
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    elsewhere = traitlets.Int(0).tag(sync=True)

    def __init__(self, session: Session, me: Callable[[], str]) -> None:
        super().__init__(items=[])
        self.add_class("gw-asked")
        self._session = session
        self._me = me
        self._asked: dict[str, Asked] = {}
        self._here: set[str] = set()
        self._entry = ""
        self.on_settle: Callable[[str, Answer, str], bool] = lambda _key, _answer, _text: True
        self.on_go: Callable[[Location], None] = lambda _location: None
        self.on_amount: Callable[[str], None] = lambda _indicator: None

    @property
    def waiting(self) -> dict[str, int]:
        """How many wait in each entry of the outline."""
        found: dict[str, int] = {}
        for asked in self._asked.values():
            if asked.question.kind is Kind.AMOUNT:
                continue  # shown in every entry, as it belongs to none
            entry = self._entry_of(asked)
            found[entry] = found.get(entry, 0) + 1
        return found

    def ask(self, questions: tuple[Asked, ...], here: tuple[Asked, ...] = ()) -> None:
        """Take what is not decided yet; `here` came up in this window, under this person's caret."""
        self._here |= {asked.id for asked in here}
        self._asked = {asked.id: asked for asked in questions}
        self.show(self._entry)

    def show(self, entry: str) -> None:
        """Show those of an entry of the outline, and how many wait elsewhere."""
        self._entry = entry
        here = [asked for asked in self._asked.values() if self._entry_of(asked) == entry]
        items = [self._item(asked) for asked in here]
        if items != self.items:
            self.items = items
        self.elsewhere = len(self._asked) - len(here)

    def on_settle_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The person decided."""
        asked = self._asked.get(text_of(content, "id", 40))
        if asked is None:
            return
        answer = Answer(text_of(content, "answer", 10))
        text = {
            Answer.MINE: asked.question.mine, Answer.THEIRS: asked.question.theirs, Answer.BOTH: both(asked.question),
        }.get(answer, text_of(content, "text"))  # fmt: skip
        after = self._after(asked, answer, text)
        if not self.on_settle(asked.id, answer, text):
            raise EditError("别人刚刚已经定了这一处", mend="请看正文现在的写法")
        self._asked.pop(asked.id, None)
        self.show(self._entry)
        self._session.apply(after, CHOSEN, asked.question.target if asked.question.kind is Kind.TEXT else "")

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """The place in the page, or another that waits, is wanted."""
        asked = self._asked.get(text_of(content, "id", 40)) or self._next()
        if asked is not None and asked.question.kind is Kind.AMOUNT:
            self.on_amount(amount_of_target(asked.question.target)[0])
        elif asked is not None:
            self.on_go(self._place(asked))

    def _after(self, asked: Asked, answer: Answer, text: str) -> Document:
        document, question = self._session.document, asked.question
        if question.kind is Kind.TEXT:
            return answered(document, question, text)
        if question.kind is Kind.AMOUNT:
            return self._entered(document, question, text)
        deleted = Answer.MINE if question.kind is Kind.MINE_DELETED else Answer.THEIRS
        return without(document, question.target) if answer is deleted else document

    def _entered(self, document: Document, question: Question, text: str) -> Document:
        """Return the document with the amount that was decided; text, tables and charts follow it."""
        key, period, group = amount_of_target(question.target)
        if all(each.id != key for each in document.data.indicators):
            return document  # the indicator is gone, and nothing is left to decide
        now = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S}"
        amount = amount_typed(text, find(document.data, key).unit)
        return with_data(document, enter(document.data, key, Entry(period, amount, group, self._me(), now)))

    def _next(self) -> Asked | None:
        return next((asked for asked in self._asked.values() if self._entry_of(asked) != self._entry), None)

    def _place(self, asked: Asked) -> Location:
        document, question = self._session.document, asked.question
        at = place_of(document, question) if question.kind is Kind.TEXT else 0
        try:
            text = read(document, question.target)
        except EditError:
            text = ""
        return home_of(document, location_of(question.target, text, at or 0))

    def _entry_of(self, asked: Asked) -> str:
        if asked.question.kind is Kind.AMOUNT:
            return self._entry
        return entry_of(home_of(self._session.document, location_of(asked.question.target, "", 0)))

    def _item(self, asked: Asked) -> dict[str, Any]:
        question, me = asked.question, self._me()
        mine = "您" if asked.mine.by == me else asked.mine.by
        theirs = "您" if asked.theirs.by == me else asked.theirs.by
        if mine == theirs:
            mine, theirs = f"{mine}后写", f"{theirs}先写"
        if question.kind is Kind.AMOUNT:
            told = (("mine", mine, asked.mine, question.mine), ("theirs", theirs, asked.theirs, question.theirs))
            return {
                "id": asked.id, "kind": str(question.kind), "here": False, "gone": False, "both": "",
                "base": self._amount(question, question.base), "place": self._amount_place(question),
                **{name: {"by": by, "at": spoken(side.at), "text": self._amount(question, amount), "amount": amount}
                   for name, by, side, amount in told},
            }  # fmt: skip
        return {
            "id": asked.id, "kind": str(question.kind), "here": asked.id in self._here, "base": question.base.strip("\n"),
            "place": spoken_place(self._session.document, self._place(asked)),
            "gone": question.kind is Kind.TEXT and place_of(self._session.document, question) is None,
            "mine": {"by": mine, "at": spoken(asked.mine.at), "text": question.mine.strip("\n"),
                     "parts": differences(question.base, question.mine)},
            "theirs": {"by": theirs, "at": spoken(asked.theirs.at), "text": question.theirs.strip("\n"),
                       "parts": differences(question.base, question.theirs)},
            "both": both(question).strip("\n"),
        }  # fmt: skip

    def _indicator(self, question: Question) -> Indicator:
        key = amount_of_target(question.target)[0]
        try:
            return find(self._session.document.data, key)
        except EditError:
            return Indicator(key, "已删去的指标")

    def _amount(self, question: Question, amount: str) -> str:
        return f"{amount}{self._indicator(question).unit}" if amount else ""

    def _amount_place(self, question: Question) -> str:
        _, period, group = amount_of_target(question.target)
        return "，".join(filter(None, (self._indicator(question).name, group, spoken_period(period))))
