"""Takes a report with all it has been out of one store and into another, where its own trail comes along and is believed or not."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from sqlalchemy import insert, select

from gongwen.errors import GongwenError, ReportFileError, StoreError
from gongwen.store.audit import Entry, acts
from gongwen.store.database import insert_new
from gongwen.store.findings import read_ignored
from gongwen.store.packfile import MEND, REVIEW, TABLES, Packed, dumps, loads
from gongwen.store.parts import FRAME, as_json, digest_of, document_of
from gongwen.store.pictures import read_pictures
from gongwen.store.reviewschema import trip
from gongwen.store.revisions import packed as compressed
from gongwen.store.revisions import unpacked
from gongwen.store.saving import found, report_row
from gongwen.store.schema import audit, blob, change, milestone, picture, question, report, revision, section
from gongwen.store.signing import read_decisions
from gongwen.store.threads import read_all
from gongwen.store.told import BRING
from gongwen.store.verify import hear, verify_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

    from gongwen.store.access import Access
    from gongwen.store.packfile import Row
    from gongwen.store.told import Told


def pack(access: Access, name: str) -> tuple[bytes, int]:
    """Return a report with all it has been as a file, and the version that stood; raise StoreError when there is none."""
    with access.reading() as connection:
        row = found(connection, name)
        texts = select(blob.c.digest, blob.c.data).where(
            blob.c.digest.in_(select(change.c.digest).where(change.c.report_id == name))
        )
        trail = _rows(connection, audit, name)
        made = Packed(
            id=name, label=row["label"], created_at=row["created_at"], import_report=row["import_report"] or "",
            texts={digest: unpacked(data) for digest, data in connection.execute(texts)},
            evidence=dict(_evidence(connection, trail)),
            pictures=read_pictures(connection, name),
            revisions=_rows(connection, revision, name), changes=_rows(connection, change, name),
            milestones=_rows(connection, milestone, name), questions=_rows(connection, question, name), trail=trail,
            **{each: _sent(_rows(connection, TABLES[each], name)) for each in REVIEW},
        )  # fmt: skip
        return dumps(made), row["version"]


def bring(access: Access, data: bytes, file: str) -> tuple[str, int]:
    """Store a report from such a file and return its id and how many versions came; raise ReportFileError when it is not sound.

    One that is here already is refused, and as a whole what does not hold against the trail that came along.
    """
    packed = loads(data)
    with access.writing() as connection:
        name = packed.id
        there = connection.execute(select(report.c.title).where(report.c.id == name)).scalar()
        if there is not None:
            raise ReportFileError(f"这份报告这里已经有了（“{there}”）", mend="什么也没有改动；回收站里的也算")
        version = cast("int", packed.revisions[-1]["number"])
        proof = as_json(packed.trail)
        kept = [*packed.texts.values(), *packed.evidence.values(), proof]
        insert_new(connection, blob, [{"digest": digest_of(text), "data": compressed(text)} for text in kept])
        details = {"file": file, "sha256": sha256(data).hexdigest(), "evidence": digest_of(proof)}
        access.log(connection, Entry(BRING, name, version, details))
        told, broken = hear(connection, list(acts(connection, name)))
        if broken or not told.versions:
            raise ReportFileError("这个文件里的留痕被改过", where=file, mend=MEND)
        _write(connection, access, name, packed, told)
        _check_review(connection, name)
        faults = verify_report(connection, name, list(acts(connection, name)))
        if faults:
            raise ReportFileError(f"这个文件和它自己的留痕对不上：{faults[0]}", where=file, mend=MEND)
    return name, len(packed.revisions)


def _write(connection: Connection, access: Access, name: str, packed: Packed, told: Told) -> None:
    standing = told.standing()
    try:
        parts = {part: packed.texts[digest] for part, (_, digest) in standing.items()}
        document = document_of(parts, packed.pictures)
        _check_texts(packed)
    except (GongwenError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReportFileError("这个文件里有一稿读不出来", mend=MEND) from error
    last = packed.revisions[-1]
    row = report_row(document, cast("int", last["number"]), cast("str", last["at"]), access)
    row |= {"id": name, "label": packed.label, "created_at": packed.created_at, "saved_by": cast("str", last["actor"])}
    row |= {"frame": parts[FRAME], "import_report": packed.import_report or None}
    connection.execute(insert(report), row)
    own = {"report_id": name}
    sections = [
        {**own, "section_id": part, "paragraphs": parts[part], "version": 1, "saved_at": act.at, "saved_by": act.actor}
        for part, (act, _) in standing.items() if part != FRAME
    ]  # fmt: skip
    pictures = [{**own, "digest": digest, "data": data} for digest, data in packed.pictures.items()]
    for table, rows in (
        (section, sections), (picture, pictures), (revision, packed.revisions), (change, packed.changes),
        (milestone, packed.milestones), (question, packed.questions),
        *((TABLES[each], getattr(packed, each)) for each in REVIEW),
    ):  # fmt: skip
        if rows:
            connection.execute(insert(table), [{**each, **own} for each in rows])


def _check_texts(packed: Packed) -> None:
    """Raise an error unless every text there has ever been can be read as what it was."""
    frames = {row["digest"] for row in packed.changes if row["part"] == FRAME}
    for digest, text in packed.texts.items():
        if digest in frames:
            document_of({FRAME: text}, packed.pictures)
        elif not all(isinstance(each, str) for each in json.loads(text)):
            raise TypeError


def _check_review(connection: Connection, name: str) -> None:
    """Raise ReportFileError unless all of a review can be read."""
    try:
        read_all(connection, name, "")
        read_decisions(connection, name)
        read_ignored(connection, name)
        for (kept,) in connection.execute(select(trip.c.annotations).where(trip.c.report_id == name)):
            tuple(json.loads(kept))
    except (ValueError, TypeError) as error:
        raise ReportFileError("这个文件里有一条批注、决定或者忽略读不出来", mend=MEND) from error


def _sent(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.get("sent_at", "") is not None]


def _rows(connection: Connection, table: Table, name: str) -> list[Row]:
    query = select(table).where(table.c.report_id == name).order_by(*table.primary_key.columns)
    return [
        {key: value for key, value in row.items() if table is audit or key != "report_id"}
        for row in connection.execute(query).mappings()
    ]


def _evidence(connection: Connection, trail: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield the parts of other trails that entries name, and those that these name again."""
    for act in (row for row in trail if row["action"] == BRING):
        digest = str(json.loads(str(act["details"])).get("evidence"))
        data = connection.execute(select(blob.c.data).where(blob.c.digest == digest)).scalar()
        if data is None:
            raise StoreError("随这份报告带来的留痕不见了", mend="请用 gongwen audit verify 核对，再找管理员")
        text = unpacked(data)
        yield digest, text
        yield from _evidence(connection, json.loads(text))
