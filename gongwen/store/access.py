"""One person's way into one database: transactions, the moment, the trail."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from gongwen.store import database
from gongwen.store.audit import Entry, append
from gongwen.store.sqlite import WAIT_MS

CHANNEL: Final = "gongwen_saved"
"""The name under which PostgreSQL sends word of what is stored; the word is the report's id."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from gongwen.person import Person


@dataclass(frozen=True, slots=True)
class Access:
    """Who works on which database in which window; everything the store does goes through one."""

    engine: Engine
    person: Person
    session: str = field(default_factory=lambda: secrets.token_hex(8))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which all is of one moment; raise StoreError for whatever goes wrong on it."""
        with database.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self, *, patience_ms: int = WAIT_MS) -> Iterator[Connection]:
        """Give a connection whose work is done as a whole or not at all; raise StoreError for whatever goes wrong."""
        with database.writing(self.engine, patience_ms=patience_ms) as connection:
            yield connection

    def log(self, connection: Connection, entry: Entry) -> None:
        """Put an act of this person at the end of the trail."""
        append(connection, self.person, self.session, entry.at or datetime.now(UTC), entry)
        self.tell(connection, entry.report)

    def tell(self, connection: Connection, report: str) -> None:
        """Let those who watch know that something of a report was stored; a file's watchers see that by themselves."""
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_notify(CHANNEL, report)))


def now() -> str:
    """Return the moment as it is stored: ISO 8601, UTC, milliseconds."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """Return a moment as it is stored, so that later ones come after in order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
