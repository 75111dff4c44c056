"""What of a report went to Word and came back: each file by its digest, and who the names in it are."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from gongwen.errors import StoreError
from gongwen.store.access import now
from gongwen.store.audit import Entry
from gongwen.store.members import Right, demand
from gongwen.store.parts import as_json
from gongwen.store.reviewer import told
from gongwen.store.reviewschema import alias, returned, trip
from gongwen.store.saving import found

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, RowMapping

    from gongwen.store.access import Access


@dataclass(frozen=True, slots=True)
class Trip:
    """A file that went out: of which version (and milestone, if one was named), with which annotations, by whom, when."""

    id: str
    version: int
    milestone: str
    digest: str
    file: str
    annotations: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back and was taken in: on which trip it had been (empty: none known), and what came of it."""

    digest: str
    trip: str
    file: str
    outcome: str
    by: str
    at: datetime


class Trips:
    """The trips of reports to Word, as one person makes them."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def sent(
        self, name: str, version: int, digest: str, annotations: Iterable[str] = (), *, file: str = "", milestone: str = ""
    ) -> Trip:  # fmt: skip
        """Remember a file (its SHA-256) that was made of a version to be read in Word, with annotations in it."""
        with self._access.writing() as connection:
            found(connection, name, held=True)
            demand(connection, name, self._me, Right.ANNOTATE)
            row = {
                "id": secrets.token_hex(8), "report_id": name, "version": version, "milestone_id": milestone,
                "digest": digest, "file": file, "annotations": as_json(sorted(annotations)), "actor": self._me, "at": now(),
            }  # fmt: skip
            connection.execute(insert(trip), row)
            details = {"file": file, "sha256": digest, **told(connection, name, trip=[str(row["id"])])}
            self._access.log(connection, Entry("send_word", name, version, details))
            kept = connection.execute(select(trip).where(trip.c.id == row["id"])).mappings().one()
            return _trip(kept)

    def of(self, name: str) -> tuple[Trip, ...]:
        """Return the files that went out, the first first."""
        with self._access.reading() as connection:
            query = select(trip).where(trip.c.report_id == name).order_by(trip.c.at, trip.c.id)
            return tuple(_trip(row) for row in connection.execute(query).mappings())

    def came_back(self, name: str, digest: str) -> Returned | None:
        """Return what became of a file (its SHA-256) that was taken in before; None when it was not."""
        with self._access.reading() as connection:
            return _returned_of(connection, name, digest)

    def returned(self, name: str, digest: str, outcome: str, *, trip_id: str = "", file: str = "") -> Returned:
        """Remember that a file was taken in and what came of it; the same file again stays what it was the first time."""
        with self._access.writing() as connection:
            version = found(connection, name, held=True)["version"]
            demand(connection, name, self._me, Right.WRITE)
            before = _returned_of(connection, name, digest)
            if before is not None:
                return before
            row = {
                "report_id": name, "digest": digest, "trip_id": trip_id, "file": file, "outcome": outcome,
                "actor": self._me, "at": now(),
            }  # fmt: skip
            connection.execute(insert(returned), row)
            details = {"file": file, "sha256": digest, **told(connection, name, returned=[digest])}
            self._access.log(connection, Entry("take_word", name, version, details))
            made = _returned_of(connection, name, digest)
        if made is None:
            raise StoreError("这个文件没有记下来", mend="请再收一次")
        return made

    def aliases(self) -> dict[str, str]:
        """Return who the names in Word's files are, as far as anybody said."""
        with self._access.reading() as connection:
            return {row.name: row.actor for row in connection.execute(select(alias).order_by(alias.c.name))}

    def call(self, names: Mapping[str, str]) -> None:
        """Remember who names in Word's files are; an empty person forgets one."""
        with self._access.writing() as connection:
            connection.execute(delete(alias).where(alias.c.name.in_(list(names))))
            rows = [
                {"name": each, "actor": actor, "set_by": self._me, "at": now()}
                for each, actor in names.items()
                if actor
            ]
            if rows:
                connection.execute(insert(alias), rows)
            self._access.log(connection, Entry("alias", details={"names": dict(names)}))

    @property
    def _me(self) -> str:
        return self._access.person.name


def _trip(row: RowMapping) -> Trip:
    return Trip(
        row["id"], row["version"], row["milestone_id"], row["digest"], row["file"],
        tuple(json.loads(row["annotations"])), row["actor"], datetime.fromisoformat(row["at"]),
    )  # fmt: skip


def _returned_of(connection: Connection, name: str, digest: str) -> Returned | None:
    query = select(returned).where(returned.c.report_id == name, returned.c.digest == digest)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    at = datetime.fromisoformat(row["at"])
    return Returned(row["digest"], row["trip_id"], row["file"], row["outcome"], row["actor"], at)
