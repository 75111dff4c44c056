"""The trail: who did what when, on which version, each entry holding the hash of the one before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from gongwen.store.schema import audit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from gongwen.person import Person

CHAIN: Final = 9704
"""The number of the lock that lets one writer at a time go on with the chain (PostgreSQL)."""

FIRST: Final = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; `details` hold digests, names of files and numbers, never a report's text."""

    action: str
    report: str = ""
    version: int = 0
    details: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the trail as it is read."""

    seq: int
    at: str
    actor: str
    verified: bool
    action: str
    report: str
    version: int
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry at which the chain does not hold, and why, as a sentence."""

    seq: int
    why: str


def append(connection: Connection, person: Person, session: str, at: datetime, entry: Entry) -> None:
    """Put an entry at the end of the chain, in the transaction of what it tells of."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(CHAIN)))
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    row: dict[str, object] = {
        "seq": last.seq + 1 if last else 1, "at": at.isoformat(timespec="milliseconds"),
        "actor": person.name, "verified": person.verified, "session": session, "action": entry.action,
        "report_id": entry.report, "version": entry.version,
        "details": json.dumps(entry.details or {}, ensure_ascii=False, sort_keys=True),
        "previous": last.hash if last else FIRST,
    }  # fmt: skip
    connection.execute(insert(audit), {**row, "hash": hash_of(row)})


def hash_of(row: Mapping[str, object]) -> str:
    """Return the hash of an entry: of all its columns in their order, and so of the hash before it."""
    values = [row[column.name] for column in audit.columns if column.name != "hash"]
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def acts(connection: Connection, report: str = "") -> Iterator[Act]:
    """Yield the entries of one report, or of all, in their order."""
    query = select(audit).order_by(audit.c.seq)
    if report:
        query = query.where(audit.c.report_id == report)
    for row in connection.execute(query).mappings():
        yield _act(row)


def first_broken(connection: Connection) -> tuple[int, Broken | None]:
    """Return how many entries hold, and the first that does not."""
    previous, count = FIRST, 0
    rows = connection.execution_options(yield_per=1000).execute(select(audit).order_by(audit.c.seq)).mappings()
    for row in rows:
        count += 1
        if row["seq"] != count:
            return count - 1, Broken(count, f"第 {count} 条不见了")
        if row["previous"] != previous:
            return count - 1, Broken(count, f"第 {count} 条和前一条接不上，前面有记录被换过")
        if row["hash"] != hash_of(dict(row)):
            return count - 1, Broken(count, f"第 {count} 条的内容被改过")
        previous = row["hash"]
    return count, None


def _act(row: RowMapping) -> Act:
    return Act(
        row["seq"], row["at"], row["actor"], row["verified"], row["action"], row["report_id"], row["version"],
        json.loads(row["details"]),
    )  # fmt: skip
