"""Who sits here, and the store as that person has it: a name may become known, or another, while the page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.person import told
from gongwen.store import Store
from widgets.members import MembersCard
from widgets.who import Who

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.frame import Frame
    from widgets.openreport import OpenReport


class Seat:
    """The two cards of one's own name and of who may do what, and the store under that name."""

    def __init__(self, frame: Frame, opened: Callable[[], OpenReport | None]) -> None:
        self._frame = frame
        self._opened = opened
        self._store: Store | None = None
        self.who = Who()
        self.members = MembersCard()
        self.who.on_named = self._known
        self.members.on_closed = lambda: self.who.show(opened=False)
        self.who.on_failure = self.members.on_failure = frame.tell
        frame.on_name = self._named
        frame.commands["members"] = self._toggle
        self._known()

    def store(self) -> Store:
        """Return the store as the person of this moment has it; raise StoreError when it cannot be opened."""
        person = self.who.person
        if self._store is None:
            self._store = Store.open(person=person)
        elif self._store.person != person:
            self._store = self._store.by(person)
        return self._store

    def at_start(self) -> None:
        """The start page is shown: the name may be asked for, and no report is open."""
        self.who.show(asks=True, opened=False)
        self.members.show(None, "")

    def at_report(self, opened: OpenReport) -> None:
        """A report is shown."""
        opened.members = self.members
        self.who.show(asks=False, opened=False)

    def _named(self, name: str) -> None:
        """The page has come, with the name typed in its browser before; what vouches for another is known by now too."""
        if name:
            self.who.typed(name)
        self._known()

    def _known(self) -> None:
        """Show the name, and in the open report take part under it."""
        self.who.show()
        person, face = self.who.person, self.who.face
        self._frame.put(me=[told(face["name"], verified=face["verified"]), face["words"]])
        opened = self._opened()
        if opened and self._store and self._store.person != person:
            opened.meet()

    def _toggle(self) -> None:
        """Open or close the card of one's own name, in a report with who may do what."""
        opened, report = not (self.who.opened or self.members.opened), self._opened()
        self.who.show(opened=opened and not (report and self.who.person.verified))
        if report:
            report.show_members(opened=opened)
