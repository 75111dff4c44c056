"""The store of reports: a save writes only what changed, in one transaction, merged with what others saved since."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, update

from gongwen.document import Document, Location
from gongwen.home import database
from gongwen.person import Person, of_machine
from gongwen.store.access import Access, now
from gongwen.store.audit import Entry
from gongwen.store.checked import Checked
from gongwen.store.course import Courses
from gongwen.store.database import open_engine
from gongwen.store.findings import Findings
from gongwen.store.history import History
from gongwen.store.lists import Lists, Summary
from gongwen.store.members import Members, Right, demand
from gongwen.store.presence import Presence
from gongwen.store.questions import Asked, Questions
from gongwen.store.review import Review
from gongwen.store.saving import Done, Order, create, found, read_known, save
from gongwen.store.schema import report
from gongwen.store.search import Search
from gongwen.store.trips import Trips
from gongwen.store.unsaved import UnsavedTexts
from gongwen.store.upkeep import Upkeep
from gongwen.store.watch import Watch, watch

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.store.parts import Known

OTHER_WINDOW: Final = "另存的一份"
"""Ends the label (01:26 另存的一份) of a report that was kept because it could not be saved where it belongs."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save is acknowledged with: the version that now stands, its moment, its document, what is to be decided."""

    id: str
    version: int
    at: datetime
    document: Document
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored report: its document and version, when and by whom it was saved, where it was left, its import report (JSON)."""

    id: str
    document: Document
    version: int
    saved_at: datetime
    label: str = ""
    place: Location | None = None
    import_report: str | None = None
    saved_by: str = ""


def fresh_id() -> str:
    """Return an id for a report that no other has; on a command line it looks like no option."""
    while (name := secrets.token_urlsafe(9)).startswith("-"):
        pass
    return name


class Store:
    """All reports of one database, as one person in one window sees them; `open` gives one.

    Every method raises StoreError with a sentence, never anything else.
    """

    def __init__(self, access: Access, checked: Checked | None = None) -> None:
        self._access = access
        self._checked = checked or Checked()
        self._known: dict[str, Known] = {}
        self.history = History(access)
        self.questions = Questions(access)
        self.unsaved = UnsavedTexts(access)
        self.presence = Presence(access)
        self.members = Members(access)
        self.upkeep = Upkeep(access)
        self.lists = Lists(access)
        self.search = Search(access)
        self.review = Review(access)
        self.course = Courses(access, self._checked)
        self.trips = Trips(access)
        self.findings = Findings(access, self._checked)

    @classmethod
    def open(cls, where: Path | str | None = None, person: Person | None = None) -> Store:
        """Open the store of a folder or of a database's URL (default: gongwen.home), made or upgraded when needed."""
        return cls(Access(open_engine(where or database()), person or of_machine()))

    def by(self, person: Person) -> Store:
        """Return the same store in the same window for another person, or for one whose name has become known."""
        other = Store(replace(self._access, person=person), self._checked)
        other._known = self._known
        return other

    @property
    def person(self) -> Person:
        """Who works here."""
        return self._access.person

    @property
    def session(self) -> str:
        """The name of the window."""
        return self._access.session

    def close(self) -> None:
        """Let go of the database."""
        self._access.engine.dispose()

    def watch(self) -> Watch:
        """Return what tells whether anything has been stored since it was last asked."""
        return watch(self._access.engine)

    def create(self, document: Document, *, label: str = "") -> Saved:
        """Store a new report; `label` is a word beside its title in lists, never printed."""
        name = fresh_id()
        with self._access.writing() as connection:
            done = create(connection, self._access, name, document, label)
        return self._done(name, done)

    def save(
        self, name: str, document: Document, version: int, *, base: Document | None = None, ask: bool = True,
        action: str = "save",
    ) -> Saved:  # fmt: skip
        """Store a report's document, written on a version; what others saved since is merged into it.

        `base` is what the document was written on where that is not the version's own. Where both wrote one place,
        theirs stands and a question is stored; without `ask` OvertakenError is raised and nothing written. A report
        that is written on comes out of the bin.
        """
        order = Order(document, version, base, ask, action)
        with self._access.writing() as connection:
            done = save(connection, self._access, name, order, self._known.get(name))
        return self._done(name, done)

    def _done(self, name: str, done: Done) -> Saved:
        self._known[name] = done.known
        return Saved(name, done.known.version, done.at, done.known.document, done.questions)

    def load(self, name: str) -> Draft:
        """Return a stored report; raise StoreError when there is none of this id."""
        with self._access.reading() as connection:
            row = found(connection, name)
            known = self._known[name] = read_known(connection, name, row["version"])
        return Draft(
            name, known.document, known.version, datetime.fromisoformat(row["saved_at"]), row["label"],
            _place(row["place"]), row["import_report"], row["saved_by"],
        )  # fmt: skip

    def version(self, name: str) -> int:
        """Return the version that stands now, or 0 when the report is gone."""
        with self._access.reading() as connection:
            return connection.execute(select(report.c.version).where(report.c.id == name)).scalar() or 0

    def list(self) -> tuple[Summary, ...]:
        """Return all reports not in the bin, last saved first."""
        return tuple(summary for summary in self.lists.all().summaries if summary.binned_at is None)

    def bin(self) -> tuple[Summary, ...]:
        """Return the reports in the bin, last put there first."""
        return self.lists.bin()

    def set_place(self, name: str, place: Location) -> None:
        """Remember where a person was in a report; raise NotAllowedError for who may only read, and so wrote nowhere."""
        kept = json.dumps([place.section, place.paragraph, place.start, place.end])
        self._set(name, place=kept)

    def set_import_report(self, name: str, kept: str) -> None:
        """Keep a report's import report (JSON); raise NotAllowedError unless one may write."""
        self._set(name, import_report=kept)

    def delete(self, name: str) -> None:
        """Put a report into the bin."""
        self._manage(name, "delete", deleted_at=now())

    def restore(self, name: str) -> None:
        """Take a report out of the bin."""
        self._manage(name, "undelete", deleted_at=None)

    def archive(self, name: str) -> None:
        """Put a report that is done into the archive; it can still be opened, searched and written."""
        self._manage(name, "archive", archived_at=now())

    def unarchive(self, name: str) -> None:
        """Take a report out of the archive."""
        self._manage(name, "unarchive", archived_at=None)

    def copy(self, name: str) -> Saved:
        """Store a report's text as a new report, to begin the next one with; its label tells it from the old one."""
        draft = self.load(name)
        label = f"{draft.document.year}年的副本" if draft.document.year else "副本"
        copied = self.create(draft.document, label=label)
        self.log("copy", copied.id, copied.version, copied_from=name, copied_version=draft.version)
        return copied

    def log(self, action: str, name: str, version: int, **details: object) -> None:
        """Put an act that changes nothing stored into the trail: an export, an import, with the hashes of files."""
        with self._access.writing() as connection:
            self._access.log(connection, Entry(action, name, version, details))

    def _manage(self, name: str, action: str, **values: str | None) -> None:
        with self._access.writing() as connection:
            found(connection, name)
            demand(connection, name, self.person.name, Right.MANAGE)
            connection.execute(update(report).where(report.c.id == name).values(**values))
            self._access.log(connection, Entry(action, name))

    def _set(self, name: str, **values: str | None) -> None:
        with self._access.writing() as connection:
            demand(connection, name, self.person.name, Right.WRITE)
            connection.execute(update(report).where(report.c.id == name).values(**values))


def _place(kept: str | None) -> Location | None:
    try:
        return Location(*json.loads(kept)) if kept else None
    except (ValueError, TypeError):
        return None  # a place that cannot be read is no reason to refuse the report
