"""The words of passages as a database finds them: SQLite by FTS5, PostgreSQL by tsvector; without either, all is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from gongwen.store.words import Token

NAME: Final = "passage_words"
"""The table of words: it holds nothing that cannot be made anew from the texts, and so is no part of the schema."""

MOST: Final = 100_000
"""Different words of one passage; a tsvector holds a megabyte, and nobody writes so many."""

Candidate = tuple[str, str, str]
"""A part that may have the words: report, part, digest of its text."""


class Index(Protocol):
    """Where the words of passages are kept."""

    def make(self, connection: Connection) -> None:
        """Make the table of words."""
        ...

    def add(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        """Keep the words of new passages by their numbers."""
        ...

    def drop(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        """Forget the words of passages that are gone; those given are the very ones they were kept with."""
        ...

    def matching(self, connection: Connection, wanted: Sequence[Token]) -> Iterator[Candidate]:
        """Yield the parts that have all the words, last kept first."""
        ...


def index_of(connection: Connection) -> Index | None:
    """Return the index that a database can keep, or None."""
    if connection.dialect.name == "postgresql":
        return _ServerIndex()
    try:
        connection.exec_driver_sql("SELECT fts5_source_id()")
    except DBAPIError:
        return None  # a Python whose SQLite was built without it
    return _FileIndex()


class _FileIndex:
    """FTS5 without the texts and without the places of words in them: a third of its usual size."""

    def make(self, connection: Connection) -> None:
        # Every character beyond ASCII belongs to a word, whichever Unicode this SQLite was built with.
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii')"
        )

    def add(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        query = f"INSERT INTO {NAME} (rowid, words) VALUES (?, ?)"  # noqa: S608 - a name of our own
        if rows := [(number, " ".join(each)) for number, each in words.items()]:
            connection.exec_driver_sql(query, rows)

    def drop(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        query = f"INSERT INTO {NAME} ({NAME}, rowid, words) VALUES ('delete', ?, ?)"  # noqa: S608 - a name of our own
        if rows := [(number, " ".join(each)) for number, each in words.items()]:
            connection.exec_driver_sql(query, rows)

    def matching(self, connection: Connection, wanted: Sequence[Token]) -> Iterator[Candidate]:
        words = " AND ".join(f'"{token.text}"' + ("*" if token.begins else "") for token in wanted)
        # CROSS JOIN: the words lead, in their own order, so that the first rows come without sorting all.
        query = (
            f"SELECT p.report_id, p.part, p.digest FROM {NAME} CROSS JOIN passage AS p ON p.id = {NAME}.rowid "  # noqa: S608
            f"WHERE {NAME} MATCH :words ORDER BY {NAME}.rowid DESC"
        )
        for row in connection.execute(text(query), {"words": words}):
            yield row.report_id, row.part, row.digest


class _ServerIndex:
    """A tsvector without places a passage, and a GIN index over them."""

    def make(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            f"CREATE TABLE {NAME} (id integer PRIMARY KEY REFERENCES passage (id) ON DELETE CASCADE, words tsvector)"
        )
        connection.exec_driver_sql(f"CREATE INDEX ix_{NAME} ON {NAME} USING gin (words)")

    def add(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        query = text(f"INSERT INTO {NAME} (id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))")  # noqa: S608
        rows = [{"id": number, "words": list(each)[:MOST]} for number, each in words.items()]
        if rows:
            connection.execute(query, rows)

    def drop(self, connection: Connection, words: Mapping[int, Collection[str]]) -> None:
        """They go with their passages."""

    def matching(self, connection: Connection, wanted: Sequence[Token]) -> Iterator[Candidate]:
        words = " & ".join(f"'{token.text}'" + (":*" if token.begins else "") for token in wanted)
        query = (
            f"SELECT p.report_id, p.part, p.digest FROM {NAME} AS w JOIN passage AS p ON p.id = w.id "  # noqa: S608
            "WHERE w.words @@ CAST(:words AS tsquery) ORDER BY w.id DESC"
        )
        some = {"stream_results": True, "max_row_buffer": 1000}  # most answers need few
        for row in connection.execute(text(query), {"words": words}, execution_options=some):
            yield row.report_id, row.part, row.digest


def is_there(connection: Connection) -> bool:
    """Whether there is a table of words."""
    return inspect(connection).has_table(NAME)
