"""The trail: who did what when, on which version, each entry holding the hash of the one before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from gongwen.store.schema import audit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from gongwen.person import Person

CHAIN: Final = 9704
"""The number of the lock that lets one writer at a time go on with the chain (PostgreSQL)."""

FIRST: Final = "0" * 64
"""What stands for the hash before the first entry."""

ACTS: Final[Mapping[str, str]] = {
    "before": "留痕以前的一稿", "create": "新建", "save": "保存", "restore": "恢复旧稿", "milestone": "定名",
    "ask": "一处有两种写法", "answer": "选定写法", "members": "定谁能做什么", "delete": "放进回收站",
    "undelete": "从回收站放回", "archive": "归档", "unarchive": "取消归档", "copy": "由另一份复制", "import": "导入文件", "export": "导出文件", "import_history": "带进报告和全部历史",
    "backup": "备份", "recover": "从备份恢复", "tidy": "按留存规则删去旧稿",
    "annotate": "批注", "review_send": "发出批注", "annotation_edit": "改批注", "annotation_remove": "撤回批注",
    "reply": "回复批注", "reply_edit": "改回复", "reply_remove": "删去回复", "close": "办结批注", "reopen": "重新打开批注",
    "repoint": "把批注重新指到原文", "decide": "送审、审核、签发", "call_slip": "认定错别字",
    "send_word": "送出 Word 批改", "take_word": "收进 Word 批改", "alias": "认定 Word 里的署名",
    "ignore": "忽略检查提示", "unignore": "取消忽略", "word_add": "加入单位词库", "word_remove": "移出单位词库",
}  # fmt: skip
"""What the acts are called on screens and terminals."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; `details` hold digests, names of files and numbers, never a report's text; `at` is its moment, if not now."""

    action: str
    report: str = ""
    version: int = 0
    details: Mapping[str, object] | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the trail as it is read."""

    seq: int
    at: str
    actor: str
    verified: bool
    action: str
    report: str
    version: int
    details: Mapping[str, object]
    session: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry at which the chain does not hold, and why, as a sentence."""

    seq: int
    why: str


def append(connection: Connection, person: Person, session: str, at: datetime, entry: Entry) -> None:
    """Put an entry at the end of the chain, in the transaction of what it tells of."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONE)
    last = connection.execute(_LAST).first()
    row: dict[str, object] = {
        "seq": last.seq + 1 if last else 1, "at": at.isoformat(timespec="milliseconds"),
        "actor": person.name, "verified": person.verified, "session": session, "action": entry.action,
        "report_id": entry.report, "version": entry.version,
        "details": json.dumps(entry.details or {}, ensure_ascii=False, sort_keys=True),
        "previous": last.hash if last else FIRST,
    }  # fmt: skip
    connection.execute(_ENTRY, {**row, "hash": hash_of(row)})


_ALONE: Final = select(func.pg_advisory_xact_lock(CHAIN))
_LAST: Final = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_ENTRY: Final = insert(audit)


def hash_of(row: Mapping[str, object]) -> str:
    """Return the hash of an entry: of all its columns in their order, and so of the hash before it."""
    values = [row[column.name] for column in audit.columns if column.name != "hash"]
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def acts(connection: Connection, report: str = "") -> Iterator[Act]:
    """Yield the entries of one report, or of all, in their order."""
    query = select(audit).order_by(audit.c.seq)
    if report:
        query = query.where(audit.c.report_id == report)
    for row in connection.execute(query).mappings():
        yield act_of(row)


def first_broken(connection: Connection) -> tuple[int, Broken | None]:
    """Return how many entries hold, and the first that does not."""
    count = 0
    for _, broken in walk(connection):
        if broken:
            return count, broken
        count += 1
    return count, None


def walk(connection: Connection) -> Iterator[tuple[RowMapping, Broken | None]]:
    """Yield every entry as it is stored, and what is wrong with its link to the one before."""
    previous, wanted = FIRST, 1
    query = select(audit).order_by(audit.c.seq)
    for row in connection.execute(query, execution_options={"yield_per": 1000}).mappings():
        broken = None
        if row["seq"] != wanted:
            broken = Broken(wanted, f"第 {wanted} 条不见了")
        elif row["previous"] != previous:
            broken = Broken(wanted, f"第 {wanted} 条和前一条接不上，前面有记录被换过")
        elif not _hashed(row):
            broken = Broken(wanted, f"第 {wanted} 条的内容被改过")
        yield row, broken
        previous, wanted = row["hash"], wanted + 1


def _hashed(row: RowMapping) -> bool:
    try:
        return bool(row["hash"] == hash_of(dict(row)))
    except TypeError:  # a forger can put bytes where a text was
        return False


def act_of(row: RowMapping) -> Act:
    """Return an entry as it is read; details that are none, as a forger might leave, say nothing."""
    try:
        details = json.loads(row["details"])
    except ValueError:
        details = {}
    return Act(
        row["seq"], row["at"], row["actor"], row["verified"], row["action"], row["report_id"], row["version"],
        details if isinstance(details, dict) else {}, row["session"],
    )  # fmt: skip
