"""The store of drafts: a save writes only what changed, in one transaction."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from gongwen.codec import from_plain, to_plain
from gongwen.document import Document, Location, Section
from gongwen.errors import GongwenError, StoreError
from gongwen.home import home
from gongwen.store.database import open_engine, sentences
from gongwen.store.schema import report, section

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine, RowMapping


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored report: its document, when it was saved, where it was left, and its import report (JSON) if any."""

    id: str
    document: Document
    saved_at: datetime
    place: Location | None = None
    import_report: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a report."""

    id: str
    title: str
    kind: str
    year: int
    saved_at: datetime
    characters: int


class Store:
    """All drafts of one folder; `open` gives one. Every method raises StoreError with a sentence, never anything else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """Open the store in a folder (default: gongwen.home.home()), made or upgraded when needed."""
        return cls(open_engine(folder or home()))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def create(self, document: Document) -> str:
        """Store a new report and return its id."""
        name = secrets.token_urlsafe(9)
        now = _now()
        with sentences(), self._engine.begin() as connection:
            row = {**_row(document), "id": name, "version": 1, "created_at": now, "saved_at": now}
            connection.execute(insert(report), row)
            texts = _texts(document)
            self._write(connection, name, texts, {}, now)
        self._known[name] = texts
        return name

    def save(self, name: str, document: Document) -> datetime:
        """Store a report's document as it is now and return the moment; only changed sections are written."""
        now = _now()
        texts = _texts(document)
        with sentences(), self._engine.begin() as connection:
            before = self._known.get(name)
            if before is None:
                before = self._read(connection, name)
            change = update(report).where(report.c.id == name)
            done = connection.execute(change.values(**_row(document), version=report.c.version + 1, saved_at=now))
            if not done.rowcount:
                raise StoreError("这份报告已经不在了", mend="请用“导出 Word”把文字留下来")
            self._write(connection, name, texts, before, now)
        self._known[name] = texts
        return datetime.fromisoformat(now)

    def load(self, name: str) -> Draft:
        """Return a stored report; raise StoreError when there is none of this id."""
        with sentences(), self._engine.connect() as connection:
            row = connection.execute(select(report).where(report.c.id == name)).mappings().first()
            texts = self._read(connection, name)
        if row is None:
            raise StoreError("没有找到这份报告", mend="请回到列表另选一份")
        try:
            document = _filled(from_plain(json.loads(row["frame"])), texts)
        except (GongwenError, ValueError) as error:
            raise StoreError("这份报告的存档读不出来", mend="请把这句话告诉管理员") from error
        self._known[name] = texts
        place = Location(*json.loads(row["place"])) if row["place"] else None
        return Draft(name, document, datetime.fromisoformat(row["saved_at"]), place, row["import_report"])

    def list(self) -> tuple[Summary, ...]:
        """Return all reports not in the bin, last saved first."""
        columns = [report.c[name] for name in ("id", "title", "kind", "year", "saved_at", "characters")]
        query = select(*columns).where(report.c.deleted_at.is_(None)).order_by(report.c.saved_at.desc())
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

    @staticmethod
    def _read(connection: Connection, name: str) -> dict[str, tuple[str, ...]]:
        query = select(section.c.section_id, section.c.paragraphs).where(section.c.report_id == name)
        return {row.section_id: tuple(json.loads(row.paragraphs)) for row in connection.execute(query)}

    @staticmethod
    def _write(
        connection: Connection,
        name: str,
        texts: dict[str, tuple[str, ...]],
        before: dict[str, tuple[str, ...]],
        now: str,
    ) -> None:
        gone = [key for key in before if key not in texts]
        if gone:
            connection.execute(delete(section).where(section.c.report_id == name, section.c.section_id.in_(gone)))
        for key, paragraphs in texts.items():
            if key in before and before[key] == paragraphs:
                continue
            values = {"paragraphs": json.dumps(paragraphs, ensure_ascii=False), "saved_at": now}
            here = (section.c.report_id == name, section.c.section_id == key)
            done = connection.execute(update(section).where(*here).values(**values, version=section.c.version + 1))
            if not done.rowcount:
                connection.execute(insert(section).values(report_id=name, section_id=key, version=1, **values))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _row(document: Document) -> dict[str, str | int]:
    frame = json.dumps(to_plain(replace(document, body=_bare(document.body))), ensure_ascii=False)
    return {
        "kind": document.kind, "year": document.year, "title": document.title, "frame": frame,
        "characters": document.characters,
    }  # fmt: skip


def _bare(part: Section) -> Section:
    return replace(part, paragraphs=(), children=tuple(_bare(child) for child in part.children))


def _texts(document: Document) -> dict[str, tuple[str, ...]]:
    return {part.id: part.paragraphs for part in document.body.walk()}


def _filled(document: Document, texts: dict[str, tuple[str, ...]]) -> Document:
    def fill(part: Section) -> Section:
        return replace(part, paragraphs=texts.get(part.id, ()), children=tuple(fill(child) for child in part.children))

    return replace(document, body=fill(document.body))


def _summary(row: RowMapping) -> Summary:
    saved_at = datetime.fromisoformat(row["saved_at"])
    return Summary(row["id"], row["title"], row["kind"], row["year"], saved_at, row["characters"])
