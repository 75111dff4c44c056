"""Versions of reports: of each only the parts that it changed, every text once, by its digest, compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select

from gongwen.store.database import insert_new
from gongwen.store.parts import digest_of
from gongwen.store.schema import blob, change, revision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Made:
    """How a version came to be: who saved it in which window, when, by what, and on which version it was written."""

    actor: str
    session: str
    at: str
    action: str
    base: int | None = None


def write_revision(
    connection: Connection, report: str, number: int, made: Made, parts: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Store a version by the parts it changed (None: deleted) and return their digests."""
    digests = {name: None if text is None else digest_of(text) for name, text in parts.items()}
    # In one order, so that no two who store the same texts wait for each other.
    texts = {digests[name]: packed(text) for name, text in parts.items() if text is not None}
    insert_new(connection, blob, [{"digest": digest, "data": texts[digest]} for digest in sorted(texts, key=str)])
    row = {
        "report_id": report, "number": number, "at": made.at, "actor": made.actor, "session": made.session,
        "action": made.action, "base": made.base,
    }  # fmt: skip
    connection.execute(_REVISION, row)
    if digests:
        rows = [{"report_id": report, "number": number, "part": name, "digest": each} for name, each in digests.items()]
        connection.execute(_CHANGE, rows)
    return digests


_REVISION: Final = insert(revision)
_CHANGE: Final = insert(change)


def digests_at(connection: Connection, report: str, number: int) -> dict[str, str]:
    """Return the digest of each part of a report as it was at a version."""
    query = select(change.c.part, change.c.digest).where(change.c.report_id == report, change.c.number <= number)
    found: dict[str, str] = {}
    for part, digest in connection.execute(query.order_by(change.c.number)):
        if digest is None:
            found.pop(part, None)
        else:
            found[part] = digest
    return found


def texts_of(connection: Connection, digests: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of parts by their digests."""
    found: dict[str, str] = {}
    wanted = sorted(set(digests.values()))
    for at in range(0, len(wanted), 500):  # more in one question than a database takes
        query = select(blob.c.digest, blob.c.data).where(blob.c.digest.in_(wanted[at : at + 500]))
        found |= {row.digest: unpacked(row.data) for row in connection.execute(query)}
    return {name: found[digest] for name, digest in digests.items()}


def packed(text: str) -> bytes:
    """Return a text as it is stored."""
    return zlib.compress(text.encode(), 6)


def unpacked(data: bytes) -> str:
    """Return the text of what is stored."""
    return zlib.decompress(data).decode()
