"""Pictures in the database: each once a report, by its digest, so that a save writes only those that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

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
    """Store what a report's figures show that is not among the pictures of `before`, and drop what none shows."""
    wanted = {figure.picture.digest: figure.picture.data for figure in figures}
    if gone := before - set(wanted):
        connection.execute(delete(picture).where(picture.c.report_id == name, picture.c.digest.in_(gone)))
    for digest in sorted(set(wanted) - before):
        connection.execute(insert(picture).values(report_id=name, digest=digest, data=wanted[digest]))


def read_pictures(connection: Connection, name: str) -> dict[str, bytes]:
    """Return the pictures stored with a report by their digests."""
    query = select(picture.c.digest, picture.c.data).where(picture.c.report_id == name)
    return {row.digest: row.data for row in connection.execute(query)}
