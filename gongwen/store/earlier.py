"""Finds what an office reported the year before: the report of the same kind and organs, as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from gongwen.store.schema import report

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

_ASKED: Final = (report.c.kind, report.c.year, report.c.title, report.c.organs)
_OWN: Final = select(*_ASKED).where(report.c.id == bindparam("name"))
_BEFORE: Final = (
    select(report.c.id, report.c.version, report.c.archived_at, report.c.saved_at, report.c.title, report.c.organs)
    .where(report.c.kind == bindparam("kind"), report.c.year == bindparam("year"), report.c.deleted_at.is_(None))
    .order_by(report.c.archived_at.is_(None), report.c.saved_at.desc())
)
_YEAR: Final = re.compile(r"\d{4}")


def year_before(connection: Connection, name: str) -> tuple[str, int] | None:
    """Return the id and version of the report of the year before, or None; one row each is read of those of its kind.

    It has the same organs, or the same title but for the year; of several the one in the archive, then the last saved.
    """
    own = connection.execute(_OWN, {"name": name}).mappings().first()
    if own is None or not own["year"]:
        return None
    rows = connection.execute(_BEFORE, {"kind": own["kind"], "year": own["year"] - 1}).mappings().all()
    for alike in (_organs, _title):
        for row in rows:
            if alike(own) and alike(row) == alike(own):
                return row["id"], row["version"]
    return None


def _organs(row: RowMapping) -> tuple[str, ...]:
    return tuple(sorted(each.replace(" ", "") for each in row["organs"].split("\n") if each.strip()))


def _title(row: RowMapping) -> str:
    return _YEAR.sub("", "".join(row["title"].split()))
