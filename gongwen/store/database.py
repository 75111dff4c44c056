"""Opens the database, SQLite or PostgreSQL, brought to the newest schema; every failure is a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from gongwen.errors import StoreError
from gongwen.store.schema import HEAD
from gongwen.store.sqlite import WAIT_MS, begin_writing, file_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine, Insert, Table

UPGRADE_MS: Final = 60_000
"""How long one who opens an old database waits for another that is upgrading it."""

UPGRADE: Final = 9703
"""The number of the lock that lets one process at a time upgrade a database (PostgreSQL)."""


def open_engine(where: Path | str) -> Engine:
    """Return an engine on a folder's file or on a server's URL, with the newest schema; raise StoreError when that cannot be."""
    engine = file_engine(where) if isinstance(where, Path) else _server_engine(where)
    with sentences():
        _upgrade(engine)
    return engine


def _server_engine(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError("GONGWEN_DATABASE 不是数据库的地址", mend=_ADDRESS) from error
    if url.get_backend_name() != "postgresql":
        raise StoreError("GONGWEN_DATABASE 里不是 PostgreSQL 的地址", where=url.drivername, mend=_ADDRESS)
    return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=_PATIENCE, pool_pre_ping=True)


_PATIENCE: Final = {
    "connect_timeout": 5,
    "options": f"-c lock_timeout={WAIT_MS} -c statement_timeout=30000",
    # A server that vanished without a word, as behind a cable pulled out, is noticed within ten seconds.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
_ADDRESS: Final = "请写成 postgresql://用户名:口令@服务器/库名；不用服务器，请把它去掉"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection on which all is of one moment."""
    with sentences(), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same one
        yield connection


@contextmanager
def writing(engine: Engine, *, patience_ms: int = WAIT_MS) -> Iterator[Connection]:
    """Give a connection whose work is done as a whole or not at all, after all others' or before."""
    with sentences(), engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            begin_writing(connection, patience_ms)
        elif patience_ms != WAIT_MS:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience_ms}")
        yield connection


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert those rows whose keys are not there yet."""
    if rows:
        connection.execute(_insert_new(connection.dialect.name, table), rows)


@cache
def _insert_new(dialect: str, table: Table) -> Insert:
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what a database can say into StoreErrors; no report text goes into them."""
    try:
        yield
    except DBAPIError as error:
        raise spoken(str(error.orig)) from error
    except SQLAlchemyError as error:
        raise StoreError("存稿件时出了差错", where=type(error).__name__, mend="请把这句话告诉管理员") from error
    except OSError as error:
        raise StoreError("存稿件的文件夹用不了", mend="请检查磁盘和写权限") from error


def spoken(said: str) -> StoreError:
    """Return the error that says in a sentence what a database said."""
    said = said.lower()
    what, mend = next(
        ((what, mend) for sign, what, mend in _KNOWN if sign in said),
        ("存稿件的数据库没有应答", "请稍后再试；还不行，请把这句话告诉管理员"),
    )
    return StoreError(what, mend=mend)


_KNOWN: Final = (
    ("no space left", "磁盘满了", "请腾出磁盘空间"),
    ("is full", "磁盘满了", "请腾出磁盘空间"),
    (
        "read-only transaction",
        "数据库服务器现在只许读，不许写",
        "文字还在页面上；请管理员检查服务器，许写以后会自动补存",
    ),
    ("readonly", "存稿件的文件夹只能读，不能写", "请检查写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    ("read-only", "存稿件的文件夹只能读，不能写", "请检查写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    ("lock timeout", "数据库正被别的程序占用", "请稍等"),
    ("locked", "数据库正被别的程序占用", "请稍等"),
    ("append-only", "留痕的记录不能改，也不能删", "什么也没有改动"),
    ("unable to open", "存稿件的数据库打不开", "请检查文件夹的读写权限，或者用 GONGWEN_HOME 换一个文件夹"),
    (
        "not a database",
        "存稿件的文件已经损坏，或者不是本程序的",
        "请把它改名留存，再打开时会新建一个；旧文件交给管理员",
    ),
    ("malformed", "存稿件的文件已经损坏", "请把它改名留存，再打开时会新建一个；旧文件交给管理员"),
    ("no such table", "存稿件的文件被换成了别的文件", "请放回原来的文件，再重新打开本页"),
    ("disk i/o", "磁盘读写出错", "请检查磁盘"),
    ("password authentication", "数据库服务器不认这个用户名或口令", "请管理员检查 GONGWEN_DATABASE"),
    ("does not exist", "数据库服务器上没有这个库或者表", "请管理员检查 GONGWEN_DATABASE"),
    ("permission denied", "数据库服务器不许这个用户这样做", "请管理员检查 GONGWEN_DATABASE 里用户的权限"),
    ("connection", "存稿件的数据库服务器连不上", "文字还在页面上；连上以后会自动补存"),
    ("timeout", "存稿件的数据库服务器太久没有应答", "文字还在页面上；过一会儿会自动再存"),
    ("terminat", "存稿件的数据库服务器停了", "文字还在页面上；连上以后会自动补存"),
)


def _upgrade(engine: Engine) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    from alembic.script.revision import RevisionError  # noqa: PLC0415 - only a database to be upgraded needs alembic
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        # Tables change in one transaction too, and a second process that opens the same old database must wait.
        with writing(engine, patience_ms=UPGRADE_MS) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE})
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
