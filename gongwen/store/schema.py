"""The tables of the store: reports as they are now, all they have been, and who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from gongwen.plain import whole

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

HEAD: Final = "0009"
"""The newest revision of migrations; a database of another revision is upgraded, a newer one refused."""

metadata = MetaData()


def kept(text: str) -> str:
    """Return a text as both databases hold it: no halves of characters, no NUL."""
    return whole(text).replace("\x00", "")


class Words(TypeDecorator[str]):
    """What people write, as both databases hold it, and no more than the column takes."""

    impl = Text
    cache_ok = True

    def __init__(self, longest: int | None = None) -> None:
        super().__init__()
        self.longest = longest

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:  # noqa: ARG002 - SQLAlchemy's own
        """Return the type of the column."""
        return Text() if self.longest is None else String(self.longest)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's own
        """Return what is stored."""
        return None if value is None else kept(value)[: self.longest]


def of_report(*, key: bool = False) -> Column[str]:
    """Return the column that says which report a row is of."""
    return Column("report_id", Words(32), ForeignKey("report.id", ondelete="CASCADE"), primary_key=key, nullable=False)


report = Table(
    "report",
    metadata,
    Column("id", Words(32), primary_key=True),
    Column("kind", Words(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Words(), nullable=False),
    Column("frame", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("saved_at", String(32), nullable=False, index=True),
    Column("deleted_at", String(32)),
    Column("place", Text),
    Column("import_report", Words()),
    Column("label", Words(40), nullable=False, server_default=""),
    Column("saved_by", String(80), nullable=False, server_default=""),
    Column("organs", Words(), nullable=False, server_default=""),
    Column("archived_at", String(32)),
    Index(
        "ix_report_listed", "saved_at", "id", "title", "label", "kind", "year", "characters", "saved_by", "organs",
        "archived_at", "deleted_at",
    ).ddl_if(dialect="sqlite"),
)  # fmt: skip
"""One row a report; `frame` is the document as JSON without the paragraphs of its sections, `label` a word beside its
title in lists, `organs` those that sign it, one a line."""

section = Table(
    "section",
    metadata,
    of_report(key=True),
    Column("section_id", String(80), primary_key=True),
    Column("paragraphs", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Column("saved_by", String(80), nullable=False, server_default=""),
)
"""One row a section: its own paragraphs as JSON; the tree stands in the report's frame."""

picture = Table(
    "picture",
    metadata,
    of_report(key=True),
    Column("digest", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""One row a picture a report has or had, by the SHA-256 of its file; the report's frame names it."""

blob = Table(
    "blob",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""One row a text that any part of any report has been, by its SHA-256, compressed."""

revision = Table(
    "revision",
    metadata,
    of_report(key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("session", String(32), nullable=False),
    Column("action", String(40), nullable=False),
    Column("base", Integer),
)
"""One row a version of a report: who saved it when and how; `base` is the version it was written on when that was not
the one before it, so that it was merged."""

change = Table(
    "change",
    metadata,
    Column("report_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("part", String(80), primary_key=True),
    Column("digest", String(64)),
    ForeignKeyConstraint(["report_id", "number"], ["revision.report_id", "revision.number"], ondelete="CASCADE"),
)
"""One row a part that a version changed: the frame ("") or a section; without a digest the section was deleted."""

milestone = Table(
    "milestone",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("number", Integer, nullable=False),
    Column("name", Words(80), nullable=False),
    Column("note", Words(), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(80), nullable=False),
    Index("ix_milestone_report_id", "report_id"),
)
"""One row a version that somebody gave a name; `digest` is that of the whole document."""

question = Table(
    "question",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("target", Words(120), nullable=False),
    Column("place", Integer, nullable=False),
    Column("base", Words(), nullable=False),
    Column("mine", Words(), nullable=False),
    Column("mine_by", String(80), nullable=False),
    Column("mine_at", String(32), nullable=False),
    Column("theirs", Words(), nullable=False),
    Column("theirs_by", String(80), nullable=False),
    Column("theirs_at", String(32), nullable=False),
    Column("answer", String(20)),
    Column("answer_text", Words()),
    Column("answered_by", String(80)),
    Column("answered_at", String(32)),
    Index("ix_question_report_id", "report_id"),
)
"""One row a place that two people wrote differently, with both texts; it stays when it is answered."""

unsaved = Table(
    "unsaved",
    metadata,
    of_report(key=True),
    Column("actor", String(80), primary_key=True),
    Column("session", String(32), primary_key=True),
    Column("target", Words(120), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("base", Words(), nullable=False),
    Column("text", Words(), nullable=False),
    Column("at", String(32), nullable=False),
)
"""One row a text that a person has written and that could not be saved into the report yet."""

presence = Table(
    "presence",
    metadata,
    of_report(key=True),
    Column("session", String(32), primary_key=True),
    Column("actor", String(80), nullable=False),
    Column("target", Words(120), nullable=False),
    Column("since", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)
"""One row a window that has a report open, by whom (as others read the name), and where in it a person writes; no lock,
and it runs out by itself."""

member = Table(
    "member",
    metadata,
    of_report(key=True),
    Column("actor", String(80), primary_key=True),
    Column("role", String(20), nullable=False),
)
"""One row a person's role in a report; a report without any is open to all."""

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("session", String(32), nullable=False),
    Column("action", String(40), nullable=False),
    Column("report_id", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_report_id", "report_id"),
)
"""One row an act, each holding the hash of the one before; the database refuses to change or delete any."""

passage = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True),
    of_report(),
    Column("part", Words(80), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_passage_report_id", "report_id"),
    sqlite_autoincrement=True,
)
"""One row a part of a report whose words can be found, by the digest of its text; no number is given twice, since the
words of one that is gone may be left behind."""

findable = Table(
    "findable",
    metadata,
    of_report(key=True),
    Column("version", Integer, nullable=False),
)
"""One row a report whose words can be found: as they were at which version."""
