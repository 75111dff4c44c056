"""A database of an office's size, put together many rows at a time as saves would have made them one by one."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from gongwen.document import BODY_ID, Document, Section, Signature
from gongwen.edits import set_paragraphs
from gongwen.store.audit import FIRST, hash_of
from gongwen.store.database import insert_new
from gongwen.store.parts import digest_of, parts_of
from gongwen.store.revisions import packed
from gongwen.store.saving import report_row
from gongwen.store.schema import audit, blob, change, report, revision, section

if TYPE_CHECKING:
    from gongwen.store import Store

SECTIONS, VERSIONS = 30, 40

Rows = dict[str, list[dict[str, object]]]

PHRASES = (
    "全面推进依法行政", "健全重大行政决策程序", "规范行政执法行为", "开展合法性审查", "推行权责清单制度", "加强行政复议工作",
    "落实普法责任制", "完善公共法律服务体系", "强化行政执法监督", "推进政务公开", "化解社会矛盾纠纷", "提升干部法治素养",
)  # fmt: skip
TOWNS = ("清溪镇", "白石镇", "河口镇", "南岭乡", "东湖街道", "北山街道")


def words(number: int, key: int, version: int) -> tuple[str, ...]:
    """Return the paragraphs of a section at a version, of about 450 characters, like no other's."""
    at = random.Random(number * 1_000_003 + key * 1_009 + version)  # noqa: S311 - no secret
    return tuple(
        "".join(
            f"{at.choice(PHRASES)}，全年办理{at.randrange(10_000)}件，办结率{at.randrange(900, 1000) / 10}%。"
            for _ in range(5)
        )
        for _ in range(4)
    )


def document_of(number: int) -> Document:
    """Return the first version of a report."""
    sections = tuple(
        Section(f"s{key}", f"{PHRASES[key % 12]}之{key}", words(number, key, 0)) for key in range(SECTIONS)
    )
    town = TOWNS[number % len(TOWNS)]
    return Document(
        kind="rule_of_law_report", year=2015 + number % 11, title=f"{town}法治政府建设情况第{number}号报告",
        addressees="县政府", body=Section(BODY_ID, paragraphs=("现将有关情况报告如下。",), children=sections),
        signature=Signature((f"{town}人民政府",), "2026年1月15日"),
    )  # fmt: skip


class Writer:
    """Makes rows as saves make them, and puts them into the database many at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seq, self._hash = 0, FIRST
        with store._access.reading() as connection:  # noqa: SLF001 - the bench looks inside
            last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
            if last:
                self._seq, self._hash = last

    def put(self, rows: Rows) -> None:
        """Store rows by their tables."""
        with self._store._access.writing() as connection:  # noqa: SLF001 - the bench looks inside
            for table in (report, section, blob, revision, change, audit):
                more = rows.get(table.name, [])
                for at in range(0, len(more), 2_000):
                    insert_new(connection, table, more[at : at + 2_000])

    def rows(self, name: str, number: int, versions: int) -> Rows:
        """Return all rows of a report of so many versions, each but the first of which changed one section."""
        document = document_of(number)
        parts = parts_of(document)
        made: Rows = {table: [] for table in ("report", "section", "blob", "revision", "change", "audit")}
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        changed = dict(parts)
        for version in range(1, versions + 1):
            if version > 1:
                key = version % SECTIONS
                changed = {f"s{key}": json.dumps(words(number, key, version), ensure_ascii=False)}
                parts |= changed
                document = set_paragraphs(document, f"s{key}", words(number, key, version))
            self._version(
                made, name, version, (moment + timedelta(seconds=version)).isoformat(timespec="milliseconds"), changed
            )
        at = (moment + timedelta(seconds=versions)).isoformat(timespec="milliseconds")
        row = report_row(document, versions, at, self._store._access)  # noqa: SLF001
        made["report"].append({**row, "id": name, "label": "", "created_at": at, "frame": parts[""]})
        by = self._store.person.name
        made["section"] += [
            {"report_id": name, "section_id": key, "paragraphs": text, "version": 1, "saved_at": at, "saved_by": by}
            for key, text in parts.items()
            if key
        ]
        return made

    def _version(self, made: Rows, name: str, version: int, at: str, changed: dict[str, str]) -> None:
        person, session = self._store.person, self._store.session
        digests = {part: digest_of(text) for part, text in changed.items()}
        for part, digest in digests.items():
            made["blob"].append({"digest": digest, "data": packed(changed[part])})
            made["change"].append({"report_id": name, "number": version, "part": part, "digest": digest})
        action = "save" if version > 1 else "create"
        made["revision"].append(
            {"report_id": name, "number": version, "at": at, "actor": person.name, "session": session, "action": action}
        )
        self._seq += 1
        entry: dict[str, object] = {
            "seq": self._seq, "at": at, "actor": person.name, "verified": person.verified, "session": session,
            "action": action, "report_id": name, "version": version,
            "details": json.dumps({"parts": digests}, ensure_ascii=False, sort_keys=True), "previous": self._hash,
        }  # fmt: skip
        self._hash = hash_of(entry)
        made["audit"].append({**entry, "hash": self._hash})


def build(store: Store, reports: int) -> list[str]:
    """Store so many reports with all their versions; return their ids."""
    writer, names = Writer(store), [f"report-{number}" for number in range(reports)]
    for at in range(0, reports, 50):
        rows: Rows = {}
        for number in range(at, min(at + 50, reports)):
            for table, more in writer.rows(names[number], number, VERSIONS).items():
                rows.setdefault(table, []).extend(more)
        writer.put(rows)
    return names


def with_history(store: Store, versions: int) -> str:
    """Store a report of so many versions; return its id."""
    writer = Writer(store)
    writer.put(writer.rows("long-history", 999_999, versions))
    return "long-history"
