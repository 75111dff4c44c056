"""The tables of what checks found: findings that were called right in a report, and words that are right everywhere."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from gongwen.store.schema import Words, metadata, of_report

ignored = Table(
    "ignored",
    metadata,
    of_report(key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rule", Words(40), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("key", Words(80), nullable=False),
    Column("excerpt", Words(), nullable=False),
    Column("reason", Words(), nullable=False),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("restored_by", Words(80)),
    Column("restored_at", String(32)),
)
"""One row a finding that was called right, counted in its report; it stays when that is taken back."""

word = Table(
    "word",
    metadata,
    Column("text", Words(80), primary_key=True),
    Column("actor", Words(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("report_id", String(32), nullable=False),
    Column("removed_by", Words(80)),
    Column("removed_at", String(32)),
)
"""One row a word that is right in all reports, who said so last and in which report; it stays when it is taken out."""
