"""Opens the database: SQLite in WAL mode, brought to the newest schema, every failure a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError

from gongwen.errors import StoreError
from gongwen.home import PRIVATE
from gongwen.store.schema import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

FILE: Final = "drafts.db"
WAIT_MS: Final = 2000
"""How long a write waits for another's; the page stands still meanwhile, and the save is tried again anyway."""

WAL_BYTES: Final = 4 << 20
"""To what size the write-ahead log is cut back after a checkpoint."""


def open_engine(folder: Path) -> Engine:
    """Return an engine on the folder's database with the newest schema; raise StoreError when that cannot be."""
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
    with sentences():
        _upgrade(engine)
    return engine


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what a database can say into StoreErrors; no report text goes into them."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).lower()
        what, mend = next(
            ((what, mend) for sign, what, mend in _KNOWN if sign in said),
            ("存稿件的数据库没有应答", "请稍后再试；还不行，请把这句话告诉管理员"),
        )
        raise StoreError(what, mend=mend) from error
    except SQLAlchemyError as error:
        raise StoreError("存稿件时出了差错", where=type(error).__name__, mend="请把这句话告诉管理员") from error
    except OSError as error:
        raise StoreError("存稿件的文件夹用不了", mend="请检查磁盘和写权限") from error


_KNOWN: Final = (
    ("full", "磁盘满了", "请腾出磁盘空间"),
    ("readonly", "存稿件的文件夹只能读，不能写", "请检查写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    ("read-only", "存稿件的文件夹只能读，不能写", "请检查写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    ("locked", "数据库正被别的程序占用", "请稍等"),
    ("unable to open", "存稿件的数据库打不开", "请检查文件夹的读写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    (
        "not a database",
        "存稿件的文件已经损坏，或者不是本程序的",
        "请把它改名留存，再打开时会新建一个；旧文件交给管理员",
    ),
    ("malformed", "存稿件的文件已经损坏", "请把它改名留存，再打开时会新建一个；旧文件交给管理员"),
    ("no such table", "存稿件的文件被换成了别的文件", "请放回原来的文件，再重新打开本页"),
    ("disk i/o", "磁盘读写出错", "请检查磁盘"),
)


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


def _upgrade(engine: Engine) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    from alembic.script.revision import RevisionError  # noqa: PLC0415 - only a database to be upgraded needs alembic
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        with engine.begin() as connection:
            # The driver begins a transaction only before data is changed; tables must change in one too, and a
            # second process that opens the same old database must wait.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            if _revision(connection) != HEAD:
                _migrate(connection)
    except (CommandError, RevisionError) as error:
        raise StoreError(
            "这里的稿件是用更新的版本存的，这个版本读不了", mend="请换用新版本的程序，稿件没有改动"
        ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
