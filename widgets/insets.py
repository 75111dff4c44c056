"""What stands in the text of the section that is open, each a card under it: tables and figures come and go alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol

import ipywidgets as w

from gongwen.anchors import anchored, move_anchor, section_of
from gongwen.targets import CELL
from widgets.field import table_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gongwen.document import Document, Figure, Location, Table
    from gongwen.session import Session
    from widgets.field import TextField
    from widgets.grid import Grid


class Card(Protocol):
    """The form of one table or figure; it is pointed at one after another as sections are opened."""

    box: w.Box
    remove: w.Button

    @property
    def inset(self) -> str:
        """The id of what is shown."""

    @property
    def typed(self) -> Sequence[TextField | Grid]:
        """What text is typed into."""

    def show(self, inset_id: str) -> None:
        """Show a table or a figure, or what has changed of the one shown."""

    def follow(self) -> None:
        """Show what others made of the one shown; what is being typed stays beside it."""

    def name(self, label: str) -> None:
        """Show what it is called."""

    def go(self, location: Location) -> None:
        """Put the caret at a place in it."""


class InsetForms(ABC):
    """Keeps a card for each inset of one kind in the section that is open; `adder` puts one in and stands apart.

    `on_place` hears (target, offset) of the caret; `caret` is the last place in the section's own text, after whose
    paragraph a new one goes. `on_any` hears that cards have come or gone.
    """

    def __init__(self, session: Session, report: str, word: str, adder: w.Widget) -> None:
        self._session = session
        self._report = report
        self._word = word
        self.adder = adder
        self._cards: list[Card] = []
        self._lost: list[tuple[str, w.Box]] = []
        self.section = ""
        self.caret: Location | None = None
        self.on_any: Callable[[], None] = lambda: None
        self.on_failure: Callable[[str], None] = lambda _sentence: None
        self.on_place: Callable[[str, int], None] = lambda _target, _offset: None
        self.on_disputed: Callable[[str, str], None] = lambda _target, _base: None
        self.box = w.VBox().add_class("gw-fields").add_class("gw-tables")

    @abstractmethod
    def insets(self, document: Document) -> Iterable[Table | Figure]:
        """Return all of this kind that a document has."""

    @abstractmethod
    def without(self, document: Document, inset_id: str) -> Document:
        """Return the document without one of them."""

    @abstractmethod
    def new_card(self) -> Card:
        """Return one more card."""

    @property
    def shown(self) -> tuple[Card, ...]:
        """The cards on the screen now."""
        return tuple(card for card in self._cards if card.box in self.box.children)

    def show(self, section_id: str) -> None:
        """Show those of a section; an empty id shows none."""
        if section_id != self.section:
            self.section, self.caret = section_id, None
        self.box.layout.display = "" if section_id else "none"
        self.refresh()

    def refresh(self, *, others: bool = False) -> None:
        """Follow the session, or what others made of it: cards come and go with their places in the text."""
        if not self.section:
            return
        document = self._session.document
        known = {each.id for each in self.insets(document)}
        here = [anchored(text) for text in document.section(self.section).paragraphs]
        here = [inset_id for inset_id in dict.fromkeys(here) if inset_id in known]
        while len(self._cards) < len(here):
            self._cards.append(self._made())
        labels = table_labels(document)
        for number, (card, inset_id) in enumerate(zip(self._cards, here, strict=False), 1):
            if others and card.inset == inset_id:
                card.follow()
            else:
                card.show(inset_id)
            card.name(f"{self._word} {number}" if len(here) > 1 else self._word)
        lost = [each.id for each in self.insets(document) if section_of(document, each.id) is None]
        rows = [self._row(inset_id, labels[inset_id]) for inset_id in lost]
        children = (*(card.box for card in self._cards[: len(here)]), *rows)
        if children != self.box.children:
            self.box.children = children
            self.on_any()

    def follow(self, target: str, location: Location) -> None:
        """Hear of the caret: a new one goes after the paragraph it is in."""
        if target == self.section:
            self.caret = location

    def at(self) -> int:
        """Return before which paragraph of the section a new one goes."""
        section = self._session.document.section(self.section)
        at = self.caret.paragraph + 1 if self.caret else len(section.paragraphs)
        least = 1 if section.run_in and section.paragraphs else 0  # the first paragraph runs on from the heading
        return max(at, least)

    def go(self, location: Location) -> None:
        """Put the caret at a place in one of the section's."""
        card = next((card for card in self.shown if card.inset == location.section), None)
        if card is not None:
            card.go(location)

    def tell_saved(self) -> None:
        """Tell every field that what it sent is saved."""
        for card in self._cards:
            for field in card.typed:
                field.tell_saved()

    def name_report(self, report: str) -> None:
        """Tell every field the id the report has now."""
        self._report = report
        for card in self._cards:
            for field in card.typed:
                field.name_report(report)

    def _made(self) -> Card:
        card = self.new_card()
        for field in card.typed:
            field.on_failure, field.on_place, field.on_disputed = self._failed, self._placed, self._disputed
        card.remove.on_click(lambda _button: self._remove(card.inset))
        return card

    def _failed(self, sentence: str) -> None:
        self.on_failure(sentence)

    def _placed(self, target: str, offset: int) -> None:
        self.on_place(target, offset)

    def _disputed(self, target: str, base: str) -> None:
        self.on_disputed(target, base)

    def _remove(self, inset_id: str) -> None:
        after = self.without(self._session.document, inset_id)
        self._session.apply(after, f"删除{self._word}", f"{inset_id}{CELL}0")

    def _row(self, inset_id: str, label: str) -> w.Box:
        """Return the line of one that stands nowhere in the text; the same one as long as its words are."""
        for key, row in self._lost:
            if key == inset_id + label:
                return row
        words = w.Label(f"“{label}”不在正文里，不印。")
        put, drop = (
            w.Button(description=text).add_class("gw-btn").add_class("is-soft") for text in ("放到这里", "删除")
        )
        put.on_click(lambda _button: self._put(inset_id))
        drop.on_click(lambda _button: self._remove(inset_id))
        row = w.HBox([words, put, drop]).add_class("gw-row")
        self._lost.append((inset_id + label, row))
        return row

    def _put(self, inset_id: str) -> None:
        after = move_anchor(self._session.document, self.section, self.at(), inset_id)
        self._session.apply(after, f"放回{self._word}", f"{inset_id}{CELL}0")
