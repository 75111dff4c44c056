"""Who has a report open and where in it they write: said again and again, gone by itself, never a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select, update

from gongwen.person import UNVERIFIED
from gongwen.store.access import now, stamp
from gongwen.store.schema import presence

if TYPE_CHECKING:
    from sqlalchemy import Row

    from gongwen.store.access import Access

LASTS: Final = timedelta(seconds=60)
"""How long a word of presence holds (review_design: a soft lease)."""

SOFT_MS: Final = 100
"""How long a word of presence waits for another's write; it is said again soon, and the page must not stand still for it."""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who has a report open: `target` is where they write, empty while they only read."""

    actor: str
    verified: bool
    session: str
    target: str
    since: datetime


class Presence:
    """Who is here."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def say(self, name: str, target: str) -> None:
        """Say that this window has a report open, and where its person writes; holds for LASTS."""
        moment, until = now(), stamp(datetime.now(UTC) + LASTS)
        mine = (presence.c.report_id == name, presence.c.session == self._access.session)
        with self._access.writing(patience_ms=SOFT_MS) as connection:
            connection.execute(delete(presence).where(presence.c.until < moment))
            same = (presence.c.target == target, presence.c.actor == self._access.person.shown)
            change = update(presence).where(*mine, *same).values(until=until)
            if connection.execute(change).rowcount:
                return
            connection.execute(delete(presence).where(*mine))
            row = {"report_id": name, "session": self._access.session, "actor": self._access.person.shown,
                   "target": target, "since": moment, "until": until}  # fmt: skip
            connection.execute(insert(presence), row)
            self._access.tell(connection, name)

    def leave(self, name: str) -> None:
        """Say that this window has closed a report."""
        with self._access.writing(patience_ms=SOFT_MS) as connection:
            mine = (presence.c.report_id == name, presence.c.session == self._access.session)
            connection.execute(delete(presence).where(*mine))
            self._access.tell(connection, name)

    def others(self, name: str) -> tuple[Here, ...]:
        """Return who else has a report open, first come first."""
        query = select(presence).where(
            presence.c.report_id == name, presence.c.session != self._access.session, presence.c.until >= now()
        )
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(presence.c.since)).all()
        return tuple(_here(row) for row in rows)


def _here(row: Row[tuple[str, ...]]) -> Here:
    name = row.actor.removesuffix(UNVERIFIED)
    return Here(name, name == row.actor, row.session, row.target, datetime.fromisoformat(row.since))
