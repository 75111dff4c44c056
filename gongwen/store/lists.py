"""Lists of reports: what each shows, which changed since, and who has one open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import bindparam, func, select

from gongwen.store.access import now
from gongwen.store.schema import audit, milestone, presence, report

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from gongwen.store.access import Access

    _Cells = tuple[str, str, str, str, int, str, int, str, str, str | None, str | None, str | None]

DRAFTING: Final = "起草"
"""The stage of a report none of whose versions has a name."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a report; its stage is the name of its last milestone."""

    id: str
    title: str
    label: str
    kind: str
    year: int
    saved_at: datetime
    characters: int
    saved_by: str = ""
    organs: tuple[str, ...] = ()
    stage: str = DRAFTING
    archived: bool = False
    binned_at: datetime | None = None

    @property
    def put_away(self) -> bool:
        """Whether the report is in the archive or in the bin."""
        return self.archived or self.binned_at is not None


@dataclass(frozen=True, slots=True)
class Listing:
    """Reports as they are at one moment of the trail: `seq` is its last entry."""

    seq: int
    summaries: tuple[Summary, ...]


class Lists:
    """Lists of reports as this person's window sees them."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self) -> Listing:
        """Return all reports, those in the archive and in the bin too, last saved first."""
        with self._access.reading() as connection:
            return Listing(_last(connection), _summaries(connection, report.c.saved_at.desc()))

    def since(self, seq: int) -> Listing:
        """Return the reports of which anything was stored after an entry of the trail."""
        with self._access.reading() as connection:
            last = _last(connection)
            names = connection.execute(select(audit.c.report_id).where(audit.c.seq > seq).distinct()).scalars().all()
            names = [name for name in names if name]
            which = report.c.id.in_(bindparam("names", names, expanding=True))
            return Listing(last, _summaries(connection, report.c.saved_at.desc(), which) if names else ())

    def bin(self) -> tuple[Summary, ...]:
        """Return the reports in the bin, last put there first."""
        with self._access.reading() as connection:
            return _summaries(connection, report.c.deleted_at.desc(), report.c.deleted_at.is_not(None))

    def people(self) -> dict[str, tuple[str, ...]]:
        """Return who else has reports open, each once, as their names are read, first come first."""
        query = select(presence.c.report_id, presence.c.actor).where(
            presence.c.session != self._access.session, presence.c.until >= now()
        )
        found: dict[str, dict[str, None]] = {}
        with self._access.reading() as connection:
            for row in connection.execute(query.order_by(presence.c.since)):
                found.setdefault(row.report_id, {})[row.actor] = None
        return {name: tuple(actors) for name, actors in found.items()}


def _last(connection: Connection) -> int:
    return connection.execute(select(func.max(audit.c.seq))).scalar() or 0


_NAMED: Final = (
    select(milestone.c.name)
    .where(milestone.c.report_id == report.c.id)
    .order_by(milestone.c.number.desc(), milestone.c.at.desc())
    .limit(1)
    .scalar_subquery()
)
_COLUMNS: Final = (
    report.c.id, report.c.title, report.c.label, report.c.kind, report.c.year, report.c.saved_at, report.c.characters,
    report.c.saved_by, report.c.organs, _NAMED, report.c.archived_at, report.c.deleted_at,
)  # fmt: skip


def _summaries(connection: Connection, order: ColumnElement[str], *which: ColumnElement[bool]) -> tuple[Summary, ...]:
    query = select(*_COLUMNS).where(*which).order_by(order)
    return tuple(_summary(cast("_Cells", row)) for row in connection.execute(query))


def _summary(row: _Cells) -> Summary:
    name, title, label, kind, year, saved_at, characters, saved_by, organs, stage, archived_at, deleted_at = row
    return Summary(
        name, title, label, kind, year, datetime.fromisoformat(saved_at), characters, saved_by,
        tuple(organs.split("\n")) if organs else (), stage or DRAFTING, archived_at is not None,
        datetime.fromisoformat(deleted_at) if deleted_at else None,
    )  # fmt: skip
