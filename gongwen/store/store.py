"""The store of drafts: a save writes only what changed, in one transaction."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import delete, insert, select, update

from gongwen.codec import figure_to_plain, from_plain, to_plain
from gongwen.document import Document, Location, Section
from gongwen.errors import GongwenError, OvertakenError, StoreError
from gongwen.home import home
from gongwen.plain import whole
from gongwen.store.database import open_engine, sentences
from gongwen.store.pictures import digests_of, read_pictures, stored_digests, write_pictures
from gongwen.store.schema import report, section

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection, Engine, RowMapping


Texts: TypeAlias = dict[str, tuple[str, ...]]
"""The paragraphs of each section by its id."""

OTHER_WINDOW: Final = "另存的一份"
"""Ends the label (01:26 另存的一份) of a report that was kept because another window had saved the one it began as."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save is acknowledged with: the report, the version that now stands, and the moment."""

    id: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored report: its document and version, when it was saved, where it was left, its import report (JSON)."""

    id: str
    document: Document
    version: int
    saved_at: datetime
    label: str = ""
    place: Location | None = None
    import_report: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a report."""

    id: str
    title: str
    label: str
    kind: str
    year: int
    saved_at: datetime
    characters: int


class Store:
    """All drafts of one folder; `open` gives one. Every method raises StoreError with a sentence, never anything else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, tuple[int, Texts, frozenset[str]]] = {}

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """Open the store in a folder (default: gongwen.home.home()), made or upgraded when needed."""
        return cls(open_engine(folder or home()))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def create(self, document: Document, *, label: str = "") -> Saved:
        """Store a new report; `label` is a word beside its title in lists, never printed."""
        name = secrets.token_urlsafe(9)
        now = _now()
        texts = _texts(document)
        with sentences(), self._engine.begin() as connection:
            row = {**_row(document), "id": name, "label": label, "version": 1, "created_at": now, "saved_at": now}
            connection.execute(insert(report), row)
            _write(connection, name, texts, {}, now)
            write_pictures(connection, name, document.figures, frozenset())
        self._known[name] = 1, texts, digests_of(document.figures)
        return Saved(name, 1, datetime.fromisoformat(now))

    def save(self, name: str, document: Document, version: int) -> Saved:
        """Store a report's document over the version the caller has; only changed sections are written.

        Raise OvertakenError when another window has saved since, unless it saved the very same; nothing is written
        then. A report that is written on comes out of the bin.
        """
        now = _now()
        texts = _texts(document)
        with sentences(), self._engine.begin() as connection:
            change = update(report).where(report.c.id == name, report.c.version == version)
            values = {**_row(document), "version": version + 1, "saved_at": now, "deleted_at": None}
            stood = connection.execute(change.values(values)).rowcount == 1
            if stood:
                known, before, pictures = self._known.get(name, (0, {}, frozenset()))
                if known != version:
                    before, pictures = _read(connection, name), stored_digests(connection, name)
                _write(connection, name, texts, before, now)
                write_pictures(connection, name, document.figures, pictures)
        if not stood:
            return self._settle(name, document)
        self._known[name] = version + 1, texts, digests_of(document.figures)
        return Saved(name, version + 1, datetime.fromisoformat(now))

    def _settle(self, name: str, document: Document) -> Saved:
        stored = self.load(name)
        if stored.document != document:
            raise OvertakenError(
                "这份报告在另一个窗口里改过，已经存好", mend="为了不盖掉那边的文字，请把这个窗口的稿子另存一份"
            )
        return Saved(name, stored.version, stored.saved_at)

    def load(self, name: str) -> Draft:
        """Return a stored report; raise StoreError when there is none of this id."""
        with sentences(), self._engine.begin() as connection:
            connection.exec_driver_sql("BEGIN")  # the row and its sections are of one moment
            row = connection.execute(select(report).where(report.c.id == name)).mappings().first()
            if row is None:
                raise StoreError("没有找到这份报告", mend="请回到列表另选一份；页面上的文字请用“导出 Word”留下来")
            try:
                texts = _read(connection, name)
                document = _filled(from_plain(json.loads(row["frame"]), read_pictures(connection, name)), texts)
            except (GongwenError, ValueError, TypeError) as error:
                raise StoreError("这份报告的存档读不出来", mend="请把这句话告诉管理员") from error
        self._known[name] = row["version"], texts, digests_of(document.figures)
        saved_at = datetime.fromisoformat(row["saved_at"])
        return Draft(name, document, row["version"], saved_at, row["label"], _place(row["place"]), row["import_report"])

    def list(self) -> tuple[Summary, ...]:
        """Return all reports not in the bin, last saved first."""
        return self._summaries(report.c.deleted_at.is_(None), report.c.saved_at.desc())

    def bin(self) -> tuple[Summary, ...]:
        """Return the reports in the bin, last put there first."""
        return self._summaries(report.c.deleted_at.is_not(None), report.c.deleted_at.desc())

    def _summaries(self, which: ColumnElement[bool], order: ColumnElement[str]) -> tuple[Summary, ...]:
        columns = [report.c[name] for name in ("id", "title", "label", "kind", "year", "saved_at", "characters")]
        query = select(*columns).where(which).order_by(order)
        with sentences(), self._engine.connect() as connection:
            return tuple(_summary(row) for row in connection.execute(query).mappings())

    def set_place(self, name: str, place: Location) -> None:
        """Remember where a person was in a report."""
        kept = json.dumps([place.section, place.paragraph, place.start, place.end])
        self._set(name, place=kept)

    def set_import_report(self, name: str, kept: str) -> None:
        """Keep a report's import report (JSON)."""
        self._set(name, import_report=kept)

    def delete(self, name: str) -> None:
        """Put a report into the bin."""
        self._set(name, deleted_at=_now())

    def restore(self, name: str) -> None:
        """Take a report out of the bin."""
        self._set(name, deleted_at=None)

    def _set(self, name: str, **values: str | None) -> None:
        with sentences(), self._engine.begin() as connection:
            connection.execute(update(report).where(report.c.id == name).values(**values))


def _read(connection: Connection, name: str) -> Texts:
    query = select(section.c.section_id, section.c.paragraphs).where(section.c.report_id == name)
    return {row.section_id: tuple(json.loads(row.paragraphs)) for row in connection.execute(query)}


def _write(connection: Connection, name: str, texts: Texts, before: Texts, now: str) -> None:
    gone = [key for key in before if key not in texts]
    if gone:
        connection.execute(delete(section).where(section.c.report_id == name, section.c.section_id.in_(gone)))
    for key, paragraphs in texts.items():
        if key in before and before[key] == paragraphs:
            continue
        values = {"paragraphs": _json(paragraphs), "saved_at": now}
        here = (section.c.report_id == name, section.c.section_id == key)
        done = connection.execute(update(section).where(*here).values(**values, version=section.c.version + 1))
        if not done.rowcount:
            connection.execute(insert(section).values(report_id=name, section_id=key, version=1, **values))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _json(value: object) -> str:
    return whole(json.dumps(value, ensure_ascii=False))


def _place(kept: str | None) -> Location | None:
    try:
        return Location(*json.loads(kept)) if kept else None
    except (ValueError, TypeError):
        return None  # a place that cannot be read is no reason to refuse the report


def _row(document: Document) -> dict[str, str | int]:
    return {
        "kind": whole(document.kind), "year": document.year, "title": whole(document.title or document.name),
        "frame": _json(_frame(document)),
        "characters": document.characters,
    }  # fmt: skip


def _frame(document: Document) -> dict[str, object]:
    figures = [figure_to_plain(figure, figure.picture.digest) for figure in document.figures]
    return {**to_plain(replace(document, body=_bare(document.body), figures=())), "figures": figures}


def _bare(part: Section) -> Section:
    return replace(part, paragraphs=(), children=tuple(_bare(child) for child in part.children))


def _texts(document: Document) -> Texts:
    return {part.id: part.paragraphs for part in document.body.walk()}


def _filled(document: Document, texts: Texts) -> Document:
    def fill(part: Section) -> Section:
        return replace(part, paragraphs=texts.get(part.id, ()), children=tuple(fill(child) for child in part.children))

    return replace(document, body=fill(document.body))


def _summary(row: RowMapping) -> Summary:
    saved_at = datetime.fromisoformat(row["saved_at"])
    return Summary(row["id"], row["title"], row["label"], row["kind"], row["year"], saved_at, row["characters"])
