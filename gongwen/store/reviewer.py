"""What every act on an annotation goes through: who may, what is there, the entry in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from sqlalchemy import func, select, update

from gongwen.errors import NotAllowedError, StoreError
from gongwen.store import threads
from gongwen.store.access import now
from gongwen.store.anchors import digest_of_places
from gongwen.store.audit import Entry
from gongwen.store.members import Right, demand
from gongwen.store.reviewschema import annotation, decision, reply
from gongwen.store.saving import found

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection

    from gongwen.review.annotation import Annotation, Kind, Weight
    from gongwen.store.access import Access

REFRESH: Final = "请看一眼它现在的样子再定"


class Said(TypedDict, total=False):
    """What an annotation says beside its text."""

    kind: Kind
    weight: Weight
    replacement: str | None


class Brought(Said, total=False):
    """The same with whose words they are and when, where a file brought them: `came_by` is its digest."""

    came_by: str
    by: str
    at: datetime
    sent: bool


class Reviewer:
    """One person at the annotations of reports."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def _me(self) -> str:
        return self._access.person.name

    def _allowed(self, connection: Connection, name: str) -> int:
        """Return the version that stands, its row held; raise NotAllowedError for who may not annotate."""
        stands: int = found(connection, name, held=True)["version"]
        demand(connection, name, self._me, Right.ANNOTATE)
        return stands

    def _one(self, connection: Connection, name: str, key: str) -> Annotation:
        for each in threads.read_all(connection, name, self._me, key):
            return each
        raise StoreError("没有找到这条批注", mend="它可能被撤回了")

    def _open(self, connection: Connection, name: str, key: str) -> Annotation:
        about = self._one(connection, name, key)
        if about.closing is not None:
            raise StoreError(f"第 {about.number} 条批注已经由{about.closing.by}办结了", mend=REFRESH)
        if about.gone:
            raise StoreError(f"第 {about.number} 条批注已经撤回了", mend=REFRESH)
        return about

    def _own(self, connection: Connection, name: str, key: str) -> Annotation:
        about = self._open(connection, name, key)
        if about.by != self._me:
            raise NotAllowedError("这是别人的批注，只有提的人能改", mend="请用“回复”")
        return about

    def _log_unless_draft(self, connection: Connection, action: str, name: str, about: Annotation) -> None:
        if about.is_draft:
            self._access.tell(connection, name)
        else:
            self._log(connection, action, name, annotation=[about.id])

    def _log(self, connection: Connection, action: str, name: str, version: int = 0, **rows: list[str]) -> None:
        self._access.log(connection, Entry(action, name, version, told(connection, name, **rows)))


def told(connection: Connection, name: str, **rows: list[str]) -> dict[str, object]:
    """Return what the trail says of rows that were made, changed or (no digest) removed, and where all annotations stand."""
    gone = {f"{table}:{key}": None for table, keys in rows.items() for key in keys}
    return {
        "review": gone | threads.fingerprints(connection, name, **rows),
        "anchors": digest_of_places(connection, name),
    }


def send_drafts(connection: Connection, name: str, actor: str) -> dict[str, list[str]]:
    """Send a person's drafts; return the ids of what was sent by its table."""
    sent = {}
    for table in (annotation, reply):
        mine = (table.c.report_id == name, table.c.actor == actor, table.c.sent_at.is_(None))
        which = list(connection.execute(select(table.c.id).where(*mine)).scalars())
        if which:
            sent[table.name] = which
            values: dict[str, object] = {"sent_at": now()}
            if table is annotation:
                values["round"] = round_of(connection, name)
            connection.execute(update(table).where(table.c.id.in_(which)).values(values))
    return sent


def round_of(connection: Connection, name: str) -> int:
    """Return the round a report is in: one more than it was sent back."""
    back = (decision.c.report_id == name, decision.c.decision == "return")
    return 1 + (connection.execute(select(func.count()).select_from(decision).where(*back)).scalar() or 0)


def following(connection: Connection, column: Column[int], where: ColumnElement[bool]) -> int:
    """Return the next of the numbers in a column."""
    return 1 + (connection.execute(select(func.max(column)).where(where)).scalar() or 0)


def demand_source(came_by: str) -> None:
    """Raise NotAllowedError unless words of another are said to be out of a file."""
    if not came_by:
        raise NotAllowedError("不能替别人写批注", mend="别人的批注只能从收回的文件里来")
