"""The tables of drafts: a report's frame and its sections apart, each with a version, so that several people can follow."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

HEAD: Final = "0003"
"""The newest revision of migrations; a database of another revision is upgraded, a newer one refused."""

metadata = MetaData()

report = Table(
    "report",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("frame", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("saved_at", String(32), nullable=False, index=True),
    Column("deleted_at", String(32)),
    Column("place", Text),
    Column("import_report", Text),
    Column("label", String(40), nullable=False, server_default=""),
)
"""One row a report; `frame` is the document as JSON without the paragraphs of its sections, `label` a word beside its
title in lists."""

section = Table(
    "section",
    metadata,
    Column("report_id", String(32), ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("section_id", String(80), primary_key=True),
    Column("paragraphs", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""One row a section: its own paragraphs as JSON; the tree stands in the report's frame."""

picture = Table(
    "picture",
    metadata,
    Column("report_id", String(32), ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""One row a picture of a report, by the SHA-256 of its file; the report's frame names it."""
