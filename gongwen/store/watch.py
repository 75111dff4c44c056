"""Tells whether others have stored anything: SQLite counts commits, PostgreSQL sends word; neither costs a query of data."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Protocol, cast

from gongwen.store.access import CHANNEL
from gongwen.store.database import sentences, spoken

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy import Engine


class Watch(Protocol):
    """Asked again and again whether anything was stored."""

    def changed(self) -> bool:
        """Return whether anything was stored since it was last asked; raise StoreError when that cannot be known."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def watch(engine: Engine) -> Watch:
    """Return a watch on a database, with a connection of its own."""
    return _ServerWatch(engine) if engine.dialect.name == "postgresql" else _FileWatch(engine)


class _FileWatch:
    """`PRAGMA data_version` differs when another connection has committed (5 µs)."""

    def __init__(self, engine: Engine) -> None:
        with sentences():
            self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._seen = self._count()

    def changed(self) -> bool:
        before, self._seen = self._seen, self._count()
        return before != self._seen

    def close(self) -> None:
        self._connection.close()

    def _count(self) -> int:
        with sentences(), closing(self._connection.exec_driver_sql("PRAGMA data_version")) as rows:
            return int(rows.scalar_one())


class _ServerWatch:
    """LISTEN: words that came in are read from the socket, without a question to the server."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listen()

    def changed(self) -> bool:
        if self._connection.closed:
            self._listen()
            return True  # nobody knows what was stored meanwhile
        try:
            return bool(list(self._driver.notifies(timeout=0)))
        except self._engine.dialect.loaded_dbapi.Error as error:
            self.close()
            raise spoken(str(error)) from error

    def close(self) -> None:
        self._connection.invalidate()
        self._connection.close()

    def _listen(self) -> None:
        with sentences():
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._connection = connection
        self._driver = cast("Connection", connection.connection.driver_connection)
