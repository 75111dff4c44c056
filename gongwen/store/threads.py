"""Annotations with their threads as rows and back, and the digests by which the trail knows them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, select

from gongwen.review.annotation import Annotation, Closing, Kind, Outcome, Reply, Weight
from gongwen.store.anchors import anchor_of
from gongwen.store.findingschema import ignored
from gongwen.store.parts import as_json, digest_of
from gongwen.store.reviewschema import annotation, called, closing, decision, reply, returned, trip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping, Table

MOVING: Final = frozenset({"key", "start", "stop", "words", "ahead", "behind", "standing"})
"""The columns of an annotation that saves write: the trail knows them by one digest of all."""

TABLES: Final[Mapping[str, Table]] = {
    table.name: table for table in (annotation, reply, closing, decision, called, trip, returned, ignored)
}
"""The tables of a review whose every row the trail vouches for, once it is sent, by a digest under `table:key`."""


ROWS: Final[Mapping[str, str]] = {
    "annotation": "批注", "reply": "回复", "closing": "办结", "decision": "决定", "called": "错别字的认定",
    "trip": "送出记录", "returned": "收回记录", "ignored": "忽略",
}  # fmt: skip
"""What a row of each is called."""


def key_of(table: Table, row: RowMapping) -> str:
    """Return the name by which the trail calls a row."""
    which = row["id"] if "id" in row else row["digest"]
    return f"{table.name}:{which}"


def fingerprint(table: Table, row: RowMapping | Mapping[str, object]) -> str:
    """Return the digest of what a row says; of an annotation without where it stands."""
    skipped = MOVING | {"report_id"} if table is annotation else {"report_id"}
    return digest_of(as_json([row[column.name] for column in table.columns if column.name not in skipped]))


def is_told(row: RowMapping) -> bool:
    """Whether the trail speaks of a row: drafts are nobody's business."""
    return "sent_at" not in row or row["sent_at"] is not None


def fingerprints(connection: Connection, name: str, **which: list[str]) -> dict[str, str]:
    """Return the digests of rows, as they are stored, by their names; `which` are their keys by tables."""
    found: dict[str, str] = {}
    for each, keys in which.items():
        table = TABLES[each]
        key = table.c.id if "id" in table.c else table.c.digest
        wanted = [int(each) for each in keys] if isinstance(key.type, Integer) else keys
        rows = connection.execute(select(table).where(table.c.report_id == name, key.in_(wanted))).mappings()
        found |= {key_of(table, row): fingerprint(table, row) for row in rows if is_told(row)}
    return found


def read_all(connection: Connection, name: str, actor: str, only: str = "") -> tuple[Annotation, ...]:
    """Return the annotations of a report (or one) as a person sees them, by number: others' drafts are not among them."""
    replies: dict[str, list[Reply]] = {}
    for row in _rows(connection, reply, name, only):
        if row["sent_at"] is not None or row["actor"] == actor:
            replies.setdefault(row["annotation_id"], []).append(_reply(row))
    closings = {row["annotation_id"]: _closing(row) for row in _rows(connection, closing, name, only)}
    query = select(annotation).where(annotation.c.report_id == name).order_by(annotation.c.number)
    if only:
        query = query.where(annotation.c.id == only)
    return tuple(
        _annotation(row, tuple(replies.get(row["id"], ())), closings.get(row["id"]))
        for row in connection.execute(query).mappings()
        if _seen(row, actor, answered=row["id"] in replies or row["id"] in closings)
    )


def _seen(row: RowMapping, actor: str, *, answered: bool) -> bool:
    if row["sent_at"] is None:
        return bool(row["actor"] == actor)
    return row["gone_at"] is None or answered


def _rows(connection: Connection, table: Table, name: str, only: str) -> list[RowMapping]:
    query = select(table).where(table.c.report_id == name).order_by(table.c.annotation_id, table.c.place)
    if only:
        query = query.where(table.c.annotation_id == only)
    return list(connection.execute(query).mappings())


def _annotation(row: RowMapping, replies: tuple[Reply, ...], closed: Closing | None) -> Annotation:
    return Annotation(
        row["id"], row["number"], row["actor"], datetime.fromisoformat(row["at"]), anchor_of(row), row["text"],
        Kind(row["kind"]), Weight(row["weight"]), row["replacement"], row["round"], moment(row["sent_at"]),
        moment(row["edited_at"]), replies, closed, row["came_by"], row["applied"], moment(row["gone_at"]) is not None,
    )  # fmt: skip


def _reply(row: RowMapping) -> Reply:
    return Reply(
        row["id"], row["actor"], datetime.fromisoformat(row["at"]), row["text"], moment(row["edited_at"]),
        row["gone_at"] is not None, moment(row["sent_at"]),
    )  # fmt: skip


def _closing(row: RowMapping) -> Closing | None:
    if row["reopened_at"] is not None:
        return None
    at = datetime.fromisoformat(row["at"])
    return Closing(Outcome(row["outcome"]), row["reason"], row["actor"], at, row["version"])


def moment(kept: str | None) -> datetime | None:
    """Return a stored moment."""
    return datetime.fromisoformat(kept) if kept else None
