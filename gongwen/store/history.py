"""What reports have been: the timeline, named milestones, any version again, who wrote which sentence last."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select

from gongwen.plain import whole
from gongwen.store.access import now
from gongwen.store.audit import Act, Entry, acts
from gongwen.store.members import Right, demand
from gongwen.store.parts import digest_of, digest_of_all
from gongwen.store.revisions import digests_at, unpacked
from gongwen.store.saving import document_at, found
from gongwen.store.schema import blob, change, milestone, revision
from gongwen.together.authors import Author, written_by

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gongwen.document import Document
    from gongwen.store.access import Access

USUAL: Final = ("拟稿", "征求意见稿", "送审稿", "定稿")
"""Names of milestones that are offered; any other can be given."""


@dataclass(frozen=True, slots=True)
class Version:
    """One save: `parts` are the parts it changed (the frame is ""), `base` the version it was written on if merged."""

    number: int
    at: datetime
    actor: str
    session: str
    action: str
    base: int | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A version with a name; `digest` is that of the whole document."""

    id: str
    number: int
    name: str
    note: str
    digest: str
    at: datetime
    actor: str


class History:
    """The past of reports; nothing here is ever changed."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def versions(self, name: str) -> tuple[Version, ...]:
        """Return all versions of a report that are kept, the first first."""
        parts: dict[int, list[str]] = {}
        with self._access.reading() as connection:
            query = select(change.c.number, change.c.part).where(change.c.report_id == name)
            for row in connection.execute(query.order_by(change.c.number, change.c.part)):
                parts.setdefault(row.number, []).append(row.part)
            query_versions = select(revision).where(revision.c.report_id == name).order_by(revision.c.number)
            rows = connection.execute(query_versions).all()
        return tuple(
            Version(row.number, datetime.fromisoformat(row.at), row.actor, row.session, row.action, row.base,
                    tuple(parts.get(row.number, ())))
            for row in rows
        )  # fmt: skip

    def at(self, name: str, number: int) -> Document:
        """Return a report as it was at a version."""
        with self._access.reading() as connection:
            return document_at(connection, name, number)

    def digest(self, name: str, number: int) -> str:
        """Return the digest of a whole report as it was at a version."""
        with self._access.reading() as connection:
            return digest_of_all(digests_at(connection, name, number))

    def milestones(self, name: str) -> tuple[Milestone, ...]:
        """Return the named versions of a report, the first first."""
        query = select(milestone).where(milestone.c.report_id == name).order_by(milestone.c.number, milestone.c.at)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Milestone(row.id, row.number, row.name, row.note, row.digest, datetime.fromisoformat(row.at), row.actor)
            for row in rows
        )

    def mark(self, name: str, label: str, note: str = "", *, number: int | None = None) -> Milestone:
        """Give a version (default: the one that stands) a name."""
        with self._access.writing() as connection:
            row = found(connection, name, held=True)
            demand(connection, name, self._access.person.name, Right.WRITE)
            return mark(connection, self._access, name, row["version"] if number is None else number, label, note)

    def authors(self, name: str, section: str) -> tuple[Author, ...]:
        """Return the sentences of a section as it stands, each with who last wrote it, when and in which version."""
        query = (
            select(change.c.number, revision.c.actor, revision.c.at, blob.c.data)
            .join(revision, (revision.c.report_id == change.c.report_id) & (revision.c.number == change.c.number))
            .join(blob, blob.c.digest == change.c.digest)
            .where(change.c.report_id == name, change.c.part == section)
            .order_by(change.c.number)
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return written_by(
            ("\n".join(json.loads(unpacked(row.data))), row.actor, datetime.fromisoformat(row.at), row.number)
            for row in rows
        )

    def trail(self, name: str = "") -> tuple[Act, ...]:
        """Return the trail of one report, or of all."""
        with self._access.reading() as connection:
            return tuple(acts(connection, name))


def mark(connection: Connection, access: Access, name: str, number: int, label: str, note: str) -> Milestone:
    """Give a version a name, with its entry in the trail."""
    digest = digest_of_all(digests_at(connection, name, number))
    made = Milestone(
        secrets.token_hex(8),
        number,
        whole(label),
        whole(note),
        digest,
        datetime.fromisoformat(now()),
        access.person.name,
    )
    values = {
        "id": made.id, "report_id": name, "number": number, "name": made.name, "note": made.note,
        "digest": digest, "at": made.at.isoformat(), "actor": made.actor,
    }  # fmt: skip
    connection.execute(insert(milestone), values)
    kept = connection.execute(select(milestone.c.name, milestone.c.note).where(milestone.c.id == made.id)).one()
    details = {"milestone": made.id, "name": kept.name, "note": digest_of(kept.note), "digest": digest}
    access.log(connection, Entry("milestone", name, number, details, made.at))
    return made
