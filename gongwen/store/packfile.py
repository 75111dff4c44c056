"""A report with all it has been as one file: compressed JSON, read strictly, every text held against its digest."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import Boolean, Integer

from gongwen.errors import ReportFileError
from gongwen.plain import Reader
from gongwen.store.findingschema import ignored
from gongwen.store.parts import as_json, digest_of
from gongwen.store.reviewschema import annotation, called, closing, decision, reply, returned, trip
from gongwen.store.schema import audit, change, milestone, question, revision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Table

FORMAT: Final = "gongwen-history"
VERSION: Final = 3
"""1 had no review, 2 no ignored findings."""
ENDING: Final = ".gongwen"
"""How the name of such a file ends."""

MOST_BYTES: Final = 64 << 20
"""The largest file that is read."""

MOST_UNPACKED: Final = 512 << 20
"""The most that a file may hold once it is unpacked."""

MEND: Final = "请在原来的电脑上重新导出全部历史，不要手工改动文件"
LONGEST: Final = 80
"""Characters of a label, and of the import report's key in a complaint."""

Row = dict[str, object]
"""One row of a table, by the names of its columns, without the report's id."""

TABLES: Final[Mapping[str, Table]] = {
    "revisions": revision, "changes": change, "milestones": milestone, "questions": question, "trail": audit,
    "annotations": annotation, "replies": reply, "closings": closing, "decisions": decision, "slips": called,
    "trips": trip, "returned": returned, "ignored": ignored,
}  # fmt: skip

REVIEW: Final = ("annotations", "replies", "closings", "decisions", "slips", "trips", "returned", "ignored")
"""The tables of a review, each after those it refers to; drafts, which are one person's alone, do not travel."""

LATER: Final[Mapping[int, tuple[str, ...]]] = {1: REVIEW, 2: ("ignored",)}
"""The tables that files of earlier versions had not yet."""


@dataclass(frozen=True, slots=True)
class Packed:
    """All of a report: what its row says that nothing else does, every text and picture by its digest, and its rows.

    `evidence` are those parts of other trails that the report's own trail names, as it came from elsewhere before.
    """

    id: str
    label: str
    created_at: str
    import_report: str
    texts: dict[str, str]
    evidence: dict[str, str]
    pictures: dict[str, bytes]
    revisions: list[Row]
    changes: list[Row]
    milestones: list[Row]
    questions: list[Row]
    trail: list[Row]
    annotations: list[Row]
    replies: list[Row]
    closings: list[Row]
    decisions: list[Row]
    slips: list[Row]
    trips: list[Row]
    returned: list[Row]
    ignored: list[Row]


def dumps(packed: Packed) -> bytes:
    """Return a report's file."""
    plain = {each.name: getattr(packed, each.name) for each in fields(Packed)}
    plain["pictures"] = {digest: b64encode(data).decode() for digest, data in packed.pictures.items()}
    text = as_json({"format": FORMAT, "version": VERSION, **plain})
    return gzip.compress(text.encode(), 6, mtime=0)


def loads(data: bytes) -> Packed:
    """Return what a file holds; raise ReportFileError when it is not ours, broken, newer, or not what its digests say."""
    plain = _plain(data)
    version = plain.pop("version", None)
    if plain.pop("format", None) != FORMAT or not isinstance(version, int) or version < 1:
        raise ReportFileError("这不是带全部历史的报告文件", mend=f"请选 {ENDING} 文件")
    if version > VERSION:
        raise ReportFileError("这个文件是用更新的版本存的", mend="请换用新版本的程序打开")
    later = LATER.get(version, ())
    if not plain.keys().isdisjoint(later):
        raise _broken("version", "的版本被改过")
    plain |= {name: [] for name in later}
    read = Reader(plain, "history", Packed)
    made = Packed(
        id=_short(read, "id"),
        label=_short(read, "label"),
        created_at=_moment(read.raw("created_at"), "created_at"),
        import_report=read.text("import_report"),
        texts=_texts(read, "texts"),
        evidence=_texts(read, "evidence"),
        pictures=_pictures(read),
        **{name: _rows(read, name, table) for name, table in TABLES.items()},
    )
    numbers = [cast("int", row["number"]) for row in made.revisions]
    if not numbers or numbers != sorted(set(numbers)):
        raise _broken("revisions", "里稿的次序不对")
    if any(row["report_id"] != made.id for row in made.trail):
        raise _broken("trail", "里有别的报告的留痕")
    return made


def _plain(data: bytes) -> dict[str, object]:
    if len(data) > MOST_BYTES:
        raise ReportFileError("文件太大", mend=f"最多 {MOST_BYTES >> 20} MB；请检查是不是选错了文件")
    if not data.startswith(b"\x1f\x8b"):
        raise ReportFileError("这不是带全部历史的报告文件", mend=f"请选 {ENDING} 文件")
    try:
        press = zlib.decompressobj(wbits=31)
        text = press.decompress(data, MOST_UNPACKED + 1)
        if len(text) > MOST_UNPACKED:
            raise ReportFileError("文件展开以后太大", mend="请检查是不是选错了文件")
        if not press.eof or press.unused_data:
            raise _broken("history", "不完整")
        plain = json.loads(text)
    except (zlib.error, ValueError, RecursionError) as error:
        raise _broken("history", "已经损坏") from error
    if not isinstance(plain, dict):
        raise _broken("history", "已经损坏")
    return cast("dict[str, object]", plain)


def _broken(where: str, what: str) -> ReportFileError:
    return ReportFileError(f"带全部历史的报告文件{what}", where=where, mend=MEND)


def _short(read: Reader, key: str) -> str:
    text = read.text(key)
    if len(text) > LONGEST:
        raise _broken(key, "里有一处太长")
    return text


def _moment(value: object, where: str) -> str:
    try:
        datetime.fromisoformat(cast("str", value))
    except (ValueError, TypeError) as error:
        raise _broken(where, "里有一处时间读不出来") from error
    return cast("str", value)


def _mapping(read: Reader, key: str) -> dict[str, str]:
    value = read.raw(key)
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise _broken(key, "的格式不对")
    return cast("dict[str, str]", value)


def _texts(read: Reader, key: str) -> dict[str, str]:
    found = _mapping(read, key)
    for digest, text in found.items():
        try:
            fits = digest_of(text) == digest
        except UnicodeEncodeError:
            fits = False
        if not fits:
            raise _broken(key, "里有一处文字和它的校验码对不上，文件被改过")
    return found


def _pictures(read: Reader) -> dict[str, bytes]:
    found = {}
    for digest, text in _mapping(read, "pictures").items():
        try:
            data = b64decode(text, validate=True)
        except (Base64Error, ValueError) as error:
            raise _broken("pictures", "里有一张图片读不出来") from error
        if sha256(data).hexdigest() != digest:
            raise _broken("pictures", "里有一张图片和它的校验码对不上，文件被改过")
        found[digest] = data
    return found


def _rows(read: Reader, key: str, table: Table) -> list[Row]:
    columns = [column for column in table.columns if table is audit or column.name != "report_id"]
    return [_row(value, f"{key}[{number}]", columns) for number, value in enumerate(read.items(key))]


def _row(value: object, where: str, columns: list[Column[object]]) -> Row:
    if not isinstance(value, dict) or value.keys() != {column.name for column in columns}:
        raise _broken(where, "少了几项，或者多了几项")
    for column in columns:
        given, name = value[column.name], f"{where}.{column.name}"
        if given is None and column.nullable:
            continue
        wanted = bool if isinstance(column.type, Boolean) else int if isinstance(column.type, Integer) else str
        if type(given) is not wanted:
            raise _broken(name, "里有一处格式不对")
        longest = getattr(column.type, "length", None) or getattr(column.type, "longest", None)
        if isinstance(given, str) and longest and len(given) > longest:
            raise _broken(name, "里有一处太长")
        if isinstance(given, int) and not 0 <= given < 1 << 31:
            raise _broken(name, "里有一个数不对")
        if column.name == "at" or column.name.endswith("_at"):
            _moment(given, name)
    return cast("Row", value)
