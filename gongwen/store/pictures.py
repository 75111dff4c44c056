"""Pictures in the database: each once a report, by its digest, so that a save writes only those that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from gongwen.store.database import insert_new
from gongwen.store.schema import picture

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gongwen.document import Figure


def digests_of(figures: tuple[Figure, ...]) -> frozenset[str]:
    """Return the digests of the pictures that figures show."""
    return frozenset(figure.picture.digest for figure in figures)


def stored_digests(connection: Connection, name: str) -> frozenset[str]:
    """Return the digests of the pictures stored with a report."""
    return frozenset(connection.execute(select(picture.c.digest).where(picture.c.report_id == name)).scalars())


def write_pictures(connection: Connection, name: str, figures: tuple[Figure, ...], before: frozenset[str]) -> None:
    """Store what a report's figures show that is not among the pictures of `before`; earlier versions keep theirs."""
    wanted = {figure.picture.digest: figure.picture.data for figure in figures}
    fresh = sorted(set(wanted) - before)
    insert_new(connection, picture, [{"report_id": name, "digest": each, "data": wanted[each]} for each in fresh])


def read_pictures(connection: Connection, name: str, known: tuple[Figure, ...] = ()) -> dict[str, bytes]:
    """Return the pictures stored with a report by their digests; those of known figures are not read again."""
    found = {figure.picture.digest: figure.picture.data for figure in known}
    query = select(picture.c.digest, picture.c.data).where(picture.c.report_id == name)
    rows = connection.execute(query.where(picture.c.digest.not_in(found)) if found else query)
    return found | {row.digest: row.data for row in rows}
