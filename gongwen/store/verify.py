"""Holds all that is stored against the trail, and the trail against itself; names the first link that does not hold."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text

from gongwen.store.audit import FIRST, act_of, walk
from gongwen.store.compare import Sight, faults_of
from gongwen.store.parts import digest_of
from gongwen.store.revisions import unpacked
from gongwen.store.schema import blob, change, picture, report
from gongwen.store.told import BRING, Told, evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from gongwen.store.audit import Act

GUARDS: Final = {
    "sqlite": ("audit_no_update", "audit_no_delete"), "postgresql": ("audit_no_change", "audit_no_truncate"),
}  # fmt: skip
"""The triggers by which a database refuses to change the trail."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: the entry of the trail it is about (0: none), and a sentence."""

    seq: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries, reports and versions there are, the hash of the last entry, and what does not hold, first first.

    `noted` is the entry whose hash somebody had written down.
    """

    entries: int
    reports: int
    versions: int
    head: str
    faults: tuple[Fault, ...]
    noted: int | None = None


def verify(connection: Connection, noted: str = "") -> Verdict:
    """Return whether all that is stored is what the trail says, on a connection on which all is of one moment.

    `noted` is how the hash of some entry begins, as it was written down outside the database.
    """
    faults: list[Fault] = []
    broke: list[Fault] = []
    reports: dict[str, list[Act]] = {}
    head, entries, seen = FIRST, 0, None
    for row, broken in walk(connection):
        if broken and not broke:
            broke.append(Fault(broken.seq, f"{broken.why}。"))
        act = act_of(row)
        head, entries = str(row["hash"]), entries + 1
        if noted and head.startswith(noted):
            seen = entries
        reports.setdefault(act.report, []).append(act)
    reports.pop("", None)
    texts, pictures = _sound_texts(connection), _sound_pictures(connection)
    titles = {row.id: row.title for row in connection.execute(select(report.c.id, report.c.title))}
    versions = 0
    for name in sorted(titles.keys() | reports.keys()):
        told, broken_evidence = hear(connection, reports.get(name, []))
        sight = Sight(connection, name, told, texts, pictures)
        found = [*broken_evidence, *faults_of(sight)]
        faults += [_fault(act, titles.get(name, ""), what) for act, what in found]
        versions += len(told.versions.keys() - told.removed)
    faults += [Fault(0, each) for each in _guards(connection)]
    if noted and seen is None:
        faults.append(Fault(0, "写下来的校验码在留痕里找不到：前面的留痕整个换过，或者末尾被截掉了。"))
    faults.sort(key=lambda fault: fault.seq or entries + 1)
    # Where the chain itself is broken, what its entries say cannot be relied on: that comes first.
    return Verdict(entries, len(titles), versions, head, (*broke, *faults), seen)


def verify_report(connection: Connection, name: str, acts: list[Act]) -> tuple[str, ...]:
    """Return what of one report does not hold against its part of the trail, as sentences."""
    told, broken = hear(connection, acts)
    sight = Sight(connection, name, told, _sound_texts(connection, name), _sound_pictures(connection, name))
    return tuple(what for _, what in (*broken, *faults_of(sight)))


def hear(connection: Connection, acts: list[Act]) -> tuple[Told, list[tuple[Act | None, str]]]:
    """Return what entries tell of a report, those they brought along among them, and what is wrong with the latter."""
    told = Told()
    broken: list[tuple[Act | None, str]] = []
    for act in acts:
        if act.action == BRING:
            before = evidence(connection, act)
            if before is None:
                broken.append((act, "随这份报告带来的留痕被改过，或者不见了"))
            told.hear(before or ())
        told.hear([act])
    return told, broken


def spoken_at(at: str) -> str:
    """Return a stored moment for people, by this machine's clock."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return at[:40]


def _fault(act: Act | None, title: str, what: str) -> Fault:
    about = f"“{title.replace(chr(10), '')}”" if title else "一份已经不在的报告"
    if act is None:
        return Fault(0, f"{about}：{what}；留痕里没有这回事。")
    return Fault(
        act.seq, f"第 {act.seq} 条（{act.actor or '留痕以前'}，{spoken_at(act.at)}）和存着的对不上。{about}：{what}。"
    )


def _sound_texts(connection: Connection, name: str = "") -> dict[str, tuple[str, ...]]:
    """Return the digests of the texts that are what their digests say, each with those of the pictures it names."""
    query = select(blob.c.digest, blob.c.data)
    if name:
        query = query.where(blob.c.digest.in_(select(change.c.digest).where(change.c.report_id == name)))
    found = {}
    for digest, data in connection.execute(query, execution_options={"yield_per": 500}):
        try:
            kept = unpacked(data)
        except (zlib.error, ValueError, TypeError):
            continue
        if digest_of(kept) == digest:
            found[digest] = _pictures_in(kept)
    return found


def _pictures_in(kept: str) -> tuple[str, ...]:
    if not kept.startswith("{") or '"figures": [{' not in kept:
        return ()
    figures = json.loads(kept).get("figures", [])
    return tuple(str(figure.get("picture")) for figure in figures)


def _sound_pictures(connection: Connection, name: str = "") -> set[tuple[str, str]]:
    query = select(picture.c.report_id, picture.c.digest, picture.c.data)
    if name:
        query = query.where(picture.c.report_id == name)
    return {
        (row[0], row[1])
        for row in connection.execute(query, execution_options={"yield_per": 50})
        if isinstance(row[2], bytes) and sha256(row[2]).hexdigest() == row[1]
    }


def _guards(connection: Connection) -> Iterator[str]:
    wanted = GUARDS[connection.dialect.name]
    if connection.dialect.name == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    there = set(connection.execute(text(query)).scalars())
    if not there.issuperset(wanted):
        yield "数据库里不许改动留痕的那道关卡被拆掉了。"
