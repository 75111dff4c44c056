"""Review: annotations with their threads, what was decided of a report, what went to Word and came back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_annotations()
    _make_threads()
    _make_course()
    _make_trips()


def downgrade() -> None:
    """Drop them."""
    for table in ("alias", "returned", "trip", "called", "decision", "read_mark", "closing", "reply", "annotation"):
        op.drop_table(table)


def _of_report(**options: bool) -> sa.Column:
    return sa.Column(
        "report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False, **options
    )


def _make_annotations() -> None:
    op.create_table(
        "annotation",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("weight", sa.String(10), nullable=False),
        sa.Column("replacement", sa.Text),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("sent_at", sa.String(32)),
        sa.Column("edited_at", sa.String(32)),
        sa.Column("gone_at", sa.String(32)),
        sa.Column("came_by", sa.String(80), nullable=False),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("ahead", sa.Text, nullable=False),
        sa.Column("behind", sa.Text, nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
    )
    op.create_index("ix_annotation_report_id", "annotation", ["report_id"])


def _make_threads() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("annotation_id", sa.String(16), sa.ForeignKey("annotation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("edited_at", sa.String(32)),
        sa.Column("gone_at", sa.String(32)),
        sa.Column("sent_at", sa.String(32)),
    )
    op.create_index("ix_reply_report_id", "reply", ["report_id"])
    op.create_table(
        "closing",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("annotation_id", sa.String(16), sa.ForeignKey("annotation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reopened_by", sa.String(80)),
        sa.Column("reopened_at", sa.String(32)),
    )
    op.create_index("ix_closing_report_id", "closing", ["report_id"])
    op.create_table(
        "read_mark",
        _of_report(primary_key=True),
        sa.Column("actor", sa.String(80), primary_key=True),
        sa.Column("annotation_id", sa.String(16), sa.ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _make_course() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("milestone_id", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("ix_decision_report_id", "decision", ["report_id"])
    op.create_table(
        "called",
        _of_report(primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _make_trips() -> None:
    op.create_table(
        "trip",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("milestone_id", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("annotations", sa.Text, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("ix_trip_report_id", "trip", ["report_id"])
    op.create_table(
        "returned",
        _of_report(primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("trip_id", sa.String(16), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "alias",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("set_by", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
