"""One save: compare-and-set of a report and its sections, merged when others saved since, with its version and its trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, exists, insert, select, update

from gongwen.errors import GongwenError, OvertakenError, StoreError
from gongwen.store.access import now
from gongwen.store.anchors import follow_all
from gongwen.store.audit import Entry
from gongwen.store.members import Right, demand
from gongwen.store.parts import FRAME, Known, document_of, parts_of
from gongwen.store.pictures import digests_of, read_pictures, write_pictures
from gongwen.store.questions import Asked, Side, fingerprints, write_questions
from gongwen.store.reviewschema import annotation, decision
from gongwen.store.revisions import Made, digests_at, texts_of, write_revision
from gongwen.store.schema import report, section
from gongwen.store.signing import corrections_since, demand_writing
from gongwen.together import merge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping

    from gongwen.document import Document
    from gongwen.review.course import Decision
    from gongwen.store.access import Access
    from gongwen.store.parts import Parts
    from gongwen.together import Question


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be saved: a document written on a version, or on `base` where that is not the version's own.

    `ask` says that places both wrote may become questions; else such a save is refused as a whole.
    """

    document: Document
    version: int
    base: Document | None = None
    ask: bool = True
    action: str = "save"


@dataclass(frozen=True, slots=True)
class Done:
    """What a save came to: what is stored now, when, and the questions it raised."""

    known: Known
    at: datetime
    questions: tuple[Asked, ...] = ()


def read_known(connection: Connection, name: str, version: int, near: Known | None = None) -> Known:
    """Return what is stored of a report as the version that stands; raise StoreError when it cannot be read.

    `near` is what was known before: what has not changed since is not made anew.
    """
    frame = connection.execute(_FRAME, {"name": name}).scalar_one()
    rows = connection.execute(_TEXTS, {"name": name})
    parts = {FRAME: frame} | {row.section_id: row.paragraphs for row in rows}
    return Known(version, _document(connection, name, parts, near), parts)


def document_at(connection: Connection, name: str, number: int) -> Document:
    """Return a report as it was at a version; raise StoreError when it cannot be read."""
    return _document(connection, name, texts_of(connection, digests_at(connection, name, number)))


def found(connection: Connection, name: str, *, held: bool = False) -> RowMapping:
    """Return a report's row without its frame; held for this transaction if so wanted, and then only what a save needs.

    Raise StoreError when there is none.
    """
    row = connection.execute(_HELD if held else _ROW, {"name": name}).mappings().first()
    if row is None:
        raise StoreError("没有找到这份报告", mend="请回到列表另选一份；页面上的文字请用“导出 Word”留下来")
    return row


# Statements are built once: building one takes longer than a database takes to carry it out.
_HERE: Final = report.c.id == bindparam("name")
_ANNOTATED: Final = exists().where(annotation.c.report_id == bindparam("name")).label("annotated")
_ROW: Final = select(*(column for column in report.c if column.name != "frame")).where(_HERE)
_DECIDED: Final = exists().where(decision.c.report_id == bindparam("name")).label("decided")
_HELD: Final = (
    select(report.c.version, report.c.saved_at, report.c.saved_by, _ANNOTATED, _DECIDED)
    .where(_HERE)
    .with_for_update(of=report)
)
_FRAME: Final = select(report.c.frame).where(_HERE)
_TEXTS: Final = select(section.c.section_id, section.c.paragraphs).where(section.c.report_id == bindparam("name"))
_TO_REPORT: Final = update(report).where(_HERE, report.c.version == bindparam("before"))
_TO_SECTION: Final = (
    update(section)
    .where(section.c.report_id == bindparam("name"), section.c.section_id == bindparam("key"))
    .values(version=section.c.version + 1)
)


def save(connection: Connection, access: Access, name: str, order: Order, known: Known | None) -> Done:
    """Write what changed, merged with what others saved since; raise OvertakenError when asking is wanted and not allowed."""
    row = found(connection, name, held=True)
    signed = _demand_writing(connection, name, access.person.name, decided=row["decided"])
    stands: int = row["version"]
    stored = known if known and known.version == stands else read_known(connection, name, stands, known)
    theirs = Side(row["saved_by"], datetime.fromisoformat(row["saved_at"]))
    document, base = order.document, None
    questions: tuple[Question, ...] = ()
    if order.base is not None or order.version != stored.version:
        base = order.version
        there = known.document if known and known.version == order.version else None
        began = order.base or there or document_at(connection, name, order.version)
        merged = merge(began, order.document, stored.document)
        if merged.questions and not order.ask:
            raise OvertakenError("同一句话别人也改了", mend="停下来以后会请您定，两种写法都不会丢")
        document, questions = merged.document, merged.questions
    parts = parts_of(document, stored)
    changed = changes(stored.parts, parts)
    if not changed and not questions:
        return Done(stored, theirs.at)
    number, moment = stored.version + 1, now()
    _write_now(connection, access, name, (number, moment, document), changed)
    write_pictures(connection, name, document.figures, digests_of(stored.document.figures))
    made = Made(access.person.name, access.session, moment, order.action, base)
    digests = write_revision(connection, name, number, made, changed)
    mine = Side(access.person.name, datetime.fromisoformat(moment))
    asked = write_questions(connection, name, number, questions, mine, theirs)
    details: dict[str, object] = {"parts": digests}
    if base is not None:
        details["base"] = base
    if asked:
        details["questions"] = fingerprints(connection, asked)
    if row["annotated"]:
        details["anchors"] = follow_all(connection, name, stored.document, document)
    if signed:
        since = corrections_since(connection, name, signed, (document_at(connection, name, signed.version), document))
        details["corrections"] = {each.digest: str(each.grade) for each in since}
    access.log(connection, Entry(order.action, name, number, details, mine.at))
    return Done(Known(number, document, parts), mine.at, asked)


def _demand_writing(connection: Connection, name: str, actor: str, *, decided: bool) -> Decision | None:
    if decided:
        return demand_writing(connection, name, actor)
    demand(connection, name, actor, Right.WRITE)
    return None


def create(connection: Connection, access: Access, name: str, document: Document, label: str) -> Done:
    """Store a new report as its first version."""
    moment, parts = now(), parts_of(document)
    row = {"id": name, "label": label, "created_at": moment, "frame": parts[FRAME]}
    connection.execute(insert(report), row | report_row(document, 1, moment, access))
    _write_sections(connection, access, name, moment, parts)
    write_pictures(connection, name, document.figures, frozenset())
    made = Made(access.person.name, access.session, moment, "create")
    digests = write_revision(connection, name, 1, made, parts)
    at = datetime.fromisoformat(moment)
    access.log(connection, Entry("create", name, 1, {"parts": digests}, at))
    return Done(Known(1, document, parts), at)


def changes(before: Parts, after: Parts) -> dict[str, str | None]:
    """Return the parts that differ, as they are after (None: gone)."""
    changed: dict[str, str | None] = {name: text for name, text in after.items() if before.get(name) != text}
    return changed | dict.fromkeys(before.keys() - after.keys())


def report_row(document: Document, number: int, moment: str, access: Access) -> dict[str, str | int | None]:
    """Return what a report's row says of a document, but for its frame."""
    return {
        "kind": document.kind, "year": document.year, "title": document.title or document.name,
        "organs": "\n".join(filter(None, (" ".join(organ.split()) for organ in document.signature.organs))),
        "characters": document.characters, "version": number, "saved_at": moment, "saved_by": access.person.name,
    }  # fmt: skip


def _write_now(
    connection: Connection,
    access: Access,
    name: str,
    made: tuple[int, str, Document],
    changed: Mapping[str, str | None],
) -> None:
    """Bring the rows of what stands now up to date; a report that is written on comes out of the bin."""
    number, moment, document = made
    row = {**report_row(document, number, moment, access), "deleted_at": None}
    if FRAME in changed:
        row["frame"] = changed[FRAME]
    if connection.execute(_TO_REPORT, {**row, "name": name, "before": number - 1}).rowcount != 1:
        raise StoreError("同时有别人在存这份报告", mend="过一会儿会自动再存")
    gone = [key for key, text in changed.items() if text is None]
    if gone:
        connection.execute(delete(section).where(section.c.report_id == name, section.c.section_id.in_(gone)))
    _write_sections(connection, access, name, moment, {key: text for key, text in changed.items() if text is not None})


def _write_sections(connection: Connection, access: Access, name: str, moment: str, texts: Parts) -> None:
    fresh = []
    for key, text in texts.items():
        if key == FRAME:
            continue
        values = {"paragraphs": text, "saved_at": moment, "saved_by": access.person.name}
        if not connection.execute(_TO_SECTION, {**values, "name": name, "key": key}).rowcount:
            fresh.append({"report_id": name, "section_id": key, "version": 1, **values})
    if fresh:
        connection.execute(insert(section), fresh)


def _document(connection: Connection, name: str, parts: Parts, near: Known | None = None) -> Document:
    try:
        same = near is not None and near.parts[FRAME] == parts[FRAME]
        pictures = {} if same else read_pictures(connection, name, near.document.figures if near else ())
        return document_of(parts, pictures, near)
    except (GongwenError, ValueError, TypeError, KeyError) as error:
        raise StoreError("这份报告的存档读不出来", mend="请把这句话告诉管理员") from error
