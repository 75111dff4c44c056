"""Search over all reports: their words are put into an index when they are searched or left, never while they are saved."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, insert, or_, select

from gongwen.store.database import insert_new
from gongwen.store.hits import all_parts, passages_of, read, texts_of
from gongwen.store.index import index_of, is_there
from gongwen.store.parts import FRAME, digest_of
from gongwen.store.schema import findable, passage, report, section
from gongwen.store.words import Seeker, phrases, tokens, wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from gongwen.store.access import Access
    from gongwen.store.hits import FoundIn
    from gongwen.store.index import Index

LOCK: Final = 9705
"""The number of the lock that lets one process at a time put words into the index (PostgreSQL)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, last written first; `more` says that there may be other reports, `waiting` how many are not ready yet."""

    reports: tuple[FoundIn, ...] = ()
    more: bool = False
    waiting: int = 0


class Search:
    """Finds words in the texts of reports."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def find(self, words: str, among: Callable[[str], bool] | None = None, *, patience: float | None = None) -> Found:
        """Return where all of the words occur in one part of a report; `among` says which reports are asked about.

        All that was saved before is searched; with `patience` (seconds) what could not be made ready in that time waits.
        """
        waiting = self.prepare(patience)
        asked = phrases(words)
        if not asked:
            return Found(waiting=waiting)
        with self._access.reading() as connection:
            index = index_of(connection)
            among = among or _kept(connection)
            candidates = index.matching(connection, wanted(asked)) if index else all_parts(connection)
            reports, more = read(connection, candidates, among, Seeker(asked))
        return Found(reports, more, waiting)

    def prepare(self, patience: float | None = None) -> int:
        """Put the words of what was saved since into the index; return how many reports are left when `patience` is over."""
        with self._access.reading() as connection:
            index = index_of(connection)
            if index is None or (is_there(connection) and not _stale(connection)):
                return 0
        until = None if patience is None else time.monotonic() + patience
        with self._access.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            if not is_there(connection):  # the first time, or it was left out when the database was copied
                index.make(connection)
                connection.execute(delete(passage))
                connection.execute(delete(findable))
            stale = _stale(connection)
            for done, each in enumerate(stale, 1):
                _put(connection, index, each)
                if until is not None and time.monotonic() > until:
                    return len(stale) - done
        return 0


@dataclass(frozen=True, slots=True)
class _Stale:
    """A report saved since its words were put into the index; `older` than all that is there, and so to come after it."""

    name: str
    version: int
    older: bool


def _stale(connection: Connection) -> list[_Stale]:
    """Return the reports that were saved since their words were put into the index.

    New ones come in the order they were saved, then old ones from the last back: the first to be findable are those most
    likely wanted.
    """
    query = (
        select(report.c.id, report.c.version, report.c.saved_at, findable.c.version.label("had"))
        .outerjoin(findable, findable.c.report_id == report.c.id)
        .where(or_(findable.c.version.is_(None), findable.c.version != report.c.version))
        .order_by(report.c.saved_at)
    )
    rows = connection.execute(query).all()
    if not rows:
        return []
    last = select(func.max(report.c.saved_at)).join(findable, findable.c.report_id == report.c.id)
    newest = connection.execute(last).scalar()
    older = [row for row in rows if row.had is None and (newest is None or row.saved_at < newest)]
    new = [row for row in rows if row.had is not None or (newest is not None and row.saved_at >= newest)]
    return [_Stale(row.id, row.version, older=False) for row in new] + [
        _Stale(row.id, row.version, older=True) for row in reversed(older)
    ]


def _put(connection: Connection, index: Index, stale: _Stale) -> None:
    """Put the words of a report's changed parts into the index; a part that cannot be read has none."""
    now = _parts(connection, stale.name)
    digests = {part: digest_of(stored) for part, stored in now.items()}
    query = select(passage.c.id, passage.c.part, passage.c.digest).where(passage.c.report_id == stale.name)
    had = {row.part: row for row in connection.execute(query)}
    gone = {row.id: row.digest for part, row in had.items() if digests.get(part) != row.digest}
    if gone:
        parts = {row.id: row.part for row in had.values()}
        texts = texts_of(connection, gone.values())
        # What the history has given up stays in the index and leads nowhere.
        index.drop(connection, {at: _words(parts[at], texts[digest]) for at, digest in gone.items() if digest in texts})
        connection.execute(
            delete(passage).where(passage.c.id.in_(bindparam("ids", expanding=True))), {"ids": list(gone)}
        )
    fresh = [part for part in digests if part not in had or had[part].digest != digests[part]]
    if fresh:
        numbers = dict(zip(_numbers(connection, len(fresh), older=stale.older), fresh, strict=True))
        rows = [
            {"id": at, "report_id": stale.name, "part": part, "digest": digests[part]} for at, part in numbers.items()
        ]
        connection.execute(insert(passage), rows)
        index.add(connection, {at: _words(part, now[part]) for at, part in numbers.items()})
    connection.execute(delete(findable).where(findable.c.report_id == stale.name))
    insert_new(connection, findable, [{"report_id": stale.name, "version": stale.version}])


def _numbers(connection: Connection, count: int, *, older: bool) -> range:
    """Return numbers for new passages, the first the highest: the index gives the highest first.

    Above all there ever were, or below all there are.
    """
    if older:
        least = connection.execute(select(func.min(passage.c.id))).scalar() or 0
        return range(min(least, 0) - 1, min(least, 0) - 1 - count, -1)
    if connection.dialect.name == "postgresql":  # what is deleted there is gone from the index too
        most = connection.execute(select(func.max(passage.c.id))).scalar()
    else:
        most = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").scalar()
    most = max(most or 0, 0)
    return range(most + count, most, -1)


def _parts(connection: Connection, name: str) -> dict[str, str]:
    """Return the parts of a report as they are stored now."""
    frame = connection.execute(select(report.c.frame).where(report.c.id == name)).scalar()
    query = select(section.c.section_id, section.c.paragraphs).where(section.c.report_id == name)
    return (
        {} if frame is None else {FRAME: frame} | {row.section_id: row.paragraphs for row in connection.execute(query)}
    )


def _words(part: str, stored: str) -> set[str]:
    return tokens(each.text for each in passages_of(part, stored))


def _kept(connection: Connection) -> Callable[[str], bool]:
    """Return what says whether a report is not in the bin."""
    binned = set(connection.execute(select(report.c.id).where(report.c.deleted_at.is_not(None))).scalars())
    return lambda name: name not in binned
