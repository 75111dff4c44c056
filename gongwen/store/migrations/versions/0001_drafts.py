"""The first tables: report and section."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "report",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("frame", sa.Text, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.Column("deleted_at", sa.String(32)),
        sa.Column("place", sa.Text),
        sa.Column("import_report", sa.Text),
    )
    op.create_index("ix_report_saved_at", "report", ["saved_at"])
    op.create_table(
        "section",
        sa.Column("report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("section_id", sa.String(80), primary_key=True),
        sa.Column("paragraphs", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("section")
    op.drop_table("report")
