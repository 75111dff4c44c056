"""SQLite as the store uses it: one file, a write-ahead log, every commit on the disk before it is acknowledged."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError

from gongwen.errors import StoreError
from gongwen.home import FILE, PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

WAIT_MS: Final = 2000
"""How long a write waits for another's; the page stands still meanwhile, and the save is tried again anyway."""

TRY_MS: Final = 8
"""How long a write waits before it begins to wait anew: SQLite waits longer and longer between two tries, and who saves in
quick succession would always be first."""

WAL_BYTES: Final = 4 << 20
"""To what size the write-ahead log is cut back after a checkpoint."""


def file_engine(folder: Path) -> Engine:
    """Return an engine on the folder's file; raise StoreError when the folder cannot be made."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "存稿件的文件夹建不了", where=folder.name, mend="请检查文件夹的写权限，或者用 GONGWEN_HOME 换一个"
        ) from error
    path = folder / FILE
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_MS / 1000})
    event.listen(engine, "connect", partial(_prepare, path))
    event.listen(engine, "checkout", partial(_check_file, path))
    return engine


def begin_writing(connection: Connection, patience_ms: int) -> None:
    """Begin a transaction that writes, as soon as no other does; raise OperationalError when one still does after that time."""
    until = time.monotonic() + patience_ms / 1000
    connection.exec_driver_sql(f"PRAGMA busy_timeout={TRY_MS}")
    while True:
        try:
            # The driver begins a transaction only before data is changed; what is read first must be in it too.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
        else:
            break
    connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_MS}")


def _prepare(path: Path, connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # FULL: a commit is on the disk before it is acknowledged; in WAL mode this costs one sync a save.
    for pragma in (
        f"busy_timeout={WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
        f"journal_size_limit={WAL_BYTES}",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    record.info["file"] = path.stat().st_ino


def _check_file(path: Path, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Refuse to write into a file that has been removed (the system would let us, and all would be lost)."""
    try:
        now = path.stat().st_ino
    except OSError as error:
        raise StoreError(
            "存稿件的文件夹被移走或者删除了",
            where=path.parent.name,
            mend="请放回原处；放不回去，请用“导出 Word”把文字留下来",
        ) from error
    if now != record.info["file"]:
        raise DisconnectionError
