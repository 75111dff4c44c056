"""The whole store as one file and back: taken while others write, tried by restoring it, put only where nothing is."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, text

from gongwen.errors import StoreError
from gongwen.home import FILE
from gongwen.store.database import open_engine, reading, writing
from gongwen.store.schema import audit, metadata, report
from gongwen.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from gongwen.store.verify import Verdict

LEFT: Final = frozenset({"presence", "passage", "findable"})
"""Tables that are not restored: who was here, and what a search makes for itself."""

BATCH: Final = 500
"""Rows that are carried at once."""

PACKED: Final = b"\x1f\x8b"
PLAIN: Final = b"SQLite format 3\x00"
"""How a compressed backup begins, and how another."""

OWN: Final = {"alembic_version", "report", "section"}
"""Tables that every database of this program has had since the first."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that has been read back: its file, size in bytes, SHA-256, and what holding it against its trail gave."""

    file: Path
    size: int
    sha256: str
    verdict: Verdict


def back_up(engine: Engine, file: Path) -> BackedUp:
    """Write the whole store of one moment into a new file, compressed when its name ends in .gz, and try it.

    All is prepared on a local disk: the file itself may lie on a share, where SQLite cannot work.
    """
    part = file.with_name(f"{file.name}.part")
    with _sentences(file), TemporaryDirectory(prefix=".gongwen-", dir=_local(engine)) as made:
        _refuse_taken(file)
        bare = Path(made) / "whole.db"
        if engine.dialect.name == "sqlite":
            _copy_file(engine, bare)
        else:
            _copy_server(engine, bare)
        try:
            _write(bare, part, packed=file.suffix == ".gz")
            bare.unlink()
            verdict, digest = tried(part, engine)
            _refuse_taken(file)
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        return BackedUp(file, file.stat().st_size, digest, verdict)


def _refuse_taken(file: Path) -> None:
    if file.exists():
        raise StoreError("已经有这个文件了，备份不盖掉旧的", where=file.name, mend="请换一个文件名")


def _write(bare: Path, part: Path, *, packed: bool) -> None:
    with bare.open("rb") as source, part.open("wb") as target:
        part.chmod(0o600)
        if packed:
            with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6) as press:
                shutil.copyfileobj(source, press, 1 << 20)
        else:
            shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def tried(file: Path, engine: Engine) -> tuple[Verdict, str]:
    """Restore a backup into a temporary place beside a store; return what holding it against its trail gives, and its SHA-256."""
    with opened(file, engine) as restored, reading(restored) as connection:
        return verify(connection), _digest(file)


def recover(file: Path, engine: Engine) -> tuple[Verdict, str]:
    """Fill an empty store from a backup; return what holding it against its trail gives, and the file's SHA-256."""
    with opened(file, engine) as source, reading(source) as before, writing(engine) as after:
        _refuse_filled(after)
        _carry(before, after)
    with reading(engine) as connection:
        return verify(connection), _digest(file)


@contextmanager
def opened(file: Path, engine: Engine) -> Iterator[Engine]:
    """Give an engine on a copy of a backup, brought to the newest schema; raise StoreError when it is none."""
    with _sentences(file), TemporaryDirectory(prefix=".gongwen-", dir=_local(engine)) as made:
        _unpack(file, Path(made) / FILE)
        restored = open_engine(Path(made))
        try:
            yield restored
        finally:
            restored.dispose()


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return file_digest(data, "sha256").hexdigest()


def _local(engine: Engine) -> Path | None:
    """Return a folder on a local disk with room for a store: that of its file, else (None) the system's temporary one."""
    return Path(engine.url.database or "").parent if engine.dialect.name == "sqlite" else None


def _unpack(file: Path, target: Path) -> None:
    with file.open("rb") as source:
        begins = source.read(len(PLAIN))
    if begins.startswith(PACKED):
        with gzip.open(file, "rb") as packed, target.open("wb") as made:
            shutil.copyfileobj(packed, made, 1 << 20)
    else:
        shutil.copyfile(file, target)
    with target.open("rb") as made:
        if made.read(len(PLAIN)) != PLAIN:
            raise _no_backup(file)
    with closing(sqlite3.connect(target)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= OWN:
            raise _no_backup(file)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StoreError("备份文件已经损坏", where=file.name, mend="请换一份备份")


def _no_backup(file: Path) -> StoreError:
    return StoreError("这不是本程序的备份文件", where=file.name, mend="请选 gongwen backup 做出来的文件")


def _copy_file(engine: Engine, bare: Path) -> None:
    """Copy an SQLite file in one step: all of one moment, while others go on writing into the log beside it."""
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError
        with closing(sqlite3.connect(bare)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        raw.close()


def _copy_server(engine: Engine, bare: Path) -> None:
    """Copy a server's tables as they are at one moment into an SQLite file of the same schema."""
    folder = bare.parent / "copy"
    target = open_engine(folder)
    try:
        with reading(engine) as before, writing(target) as after:
            before.execute(text("SET LOCAL statement_timeout = 0"))
            _carry(before, after)
        with closing(sqlite3.connect(folder / FILE)) as made:
            target.dispose()
            made.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.dispose()
    (folder / FILE).rename(bare)


def _carry(before: Connection, after: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name in LEFT:
            continue
        rows = before.execute(select(table), execution_options={"yield_per": BATCH}).mappings()
        for some in rows.partitions():
            after.execute(insert(table), [dict(row) for row in some])


def _refuse_filled(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE report, audit IN EXCLUSIVE MODE"))
    for table in (report, audit):
        if connection.execute(select(table).limit(1)).first() is not None:
            raise StoreError(
                "这里已经有稿件或者留痕，没有恢复",
                mend="恢复只放进空的地方：请用 GONGWEN_HOME 指一个新的文件夹，或者用 GONGWEN_DATABASE 指一个空的库",
            )


@contextmanager
def _sentences(file: Path) -> Iterator[None]:
    """Turn what can happen to files into sentences."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError("没有这个文件或者文件夹", where=file.name, mend="请检查文件名") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise StoreError("备份文件不完整，或者已经损坏", where=file.name, mend="请换一份备份") from error
    except sqlite3.Error as error:
        said = str(error).lower()
        if "full" in said or "disk i/o" in said:
            raise StoreError("磁盘满了，或者读写出错", where=file.name, mend="请检查磁盘") from error
        if "locked" in said or "busy" in said:
            raise StoreError("数据库正被别的程序占用", mend="请过一会儿再试") from error
        raise StoreError("数据库文件已经损坏", where=file.name, mend="请换一份备份，坏的留着交给管理员") from error
    except (OSError, ValueError) as error:
        what = "磁盘满了" if getattr(error, "errno", 0) == ENOSPC else "这个文件读写不了"
        raise StoreError(what, where=file.name, mend="请检查磁盘满没满、文件夹能不能写、是不是选成了文件夹") from error
