"""The tables of a review: annotations with their threads, decisions, trips to Word; see gongwen.store.schema for the rest."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from gongwen.store.schema import Words, metadata, of_report

annotation = Table(
    "annotation",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("number", Integer, nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("quote", Words(), nullable=False),
    Column("text", Words(), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("weight", String(10), nullable=False),
    Column("replacement", Words()),
    Column("round", Integer, nullable=False),
    Column("sent_at", String(32)),
    Column("edited_at", String(32)),
    Column("gone_at", String(32)),
    Column("came_by", Words(80), nullable=False),
    Column("applied", Integer, nullable=False),
    Column("key", Words(120), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("words", Words(), nullable=False),
    Column("ahead", Words(), nullable=False),
    Column("behind", Words(), nullable=False),
    Column("standing", String(10), nullable=False),
    Index("ix_annotation_report_id", "report_id"),
)
"""One row an annotation; the columns from `key` on say where its words stand now and are written anew by every save that
moves them. Without `sent_at` it is a draft, of which the trail knows nothing."""

reply = Table(
    "reply",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("annotation_id", String(16), ForeignKey("annotation.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("text", Words(), nullable=False),
    Column("edited_at", String(32)),
    Column("gone_at", String(32)),
    Column("sent_at", String(32)),
    Index("ix_reply_report_id", "report_id"),
)
"""One row an answer in the thread of an annotation."""

closing = Table(
    "closing",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("annotation_id", String(16), ForeignKey("annotation.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Words(), nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("reopened_by", Words(80)),
    Column("reopened_at", String(32)),
    Index("ix_closing_report_id", "report_id"),
)
"""One row a time an annotation was closed; it stays when the annotation is reopened."""

read_mark = Table(
    "read_mark",
    metadata,
    of_report(key=True),
    Column("actor", Words(80), primary_key=True),
    Column("annotation_id", String(16), ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True),
    Column("at", String(32), nullable=False),
)
"""One row an annotation that a person has read, and when last."""

decision = Table(
    "decision",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("place", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("step", Words(40), nullable=False),
    Column("decision", String(20), nullable=False),
    Column("opinion", Words(), nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("milestone_id", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_decision_report_id", "report_id"),
)
"""One row a decision in the course of a report, on a milestone; `digest` is that of the whole document it was made on."""

called = Table(
    "called",
    metadata,
    of_report(key=True),
    Column("digest", String(64), primary_key=True),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
)
"""One row a change of a sentence after it was signed that who corrects called a slip of the pen; `digest` names the change."""

trip = Table(
    "trip",
    metadata,
    Column("id", String(16), primary_key=True),
    of_report(),
    Column("version", Integer, nullable=False),
    Column("milestone_id", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", Words(), nullable=False),
    Column("annotations", Text, nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Index("ix_trip_report_id", "report_id"),
)
"""One row a file that was sent to Word: of which version, with which annotations (JSON), `digest` its SHA-256."""

returned = Table(
    "returned",
    metadata,
    of_report(key=True),
    Column("digest", String(64), primary_key=True),
    Column("trip_id", String(16), nullable=False),
    Column("file", Words(), nullable=False),
    Column("outcome", Words(), nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
)
"""One row a file that came back and was taken in, by its SHA-256; the same file again brings nothing."""

alias = Table(
    "alias",
    metadata,
    Column("name", Words(80), primary_key=True),
    Column("actor", Words(80), nullable=False),
    Column("set_by", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
)
"""One row a name that stands in Word's files, and who that is."""
