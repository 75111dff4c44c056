"""SQLite reads a list of reports from an index alone, and not past the frame of every report.

PostgreSQL keeps long values apart from their rows by itself, and its indexes hold no long titles.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LISTED = (
    "saved_at", "id", "title", "label", "kind", "year", "characters", "saved_by", "organs", "archived_at", "deleted_at",
)  # fmt: skip


def upgrade() -> None:
    """Make the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_report_listed", "report", LISTED)


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_report_listed", "report", if_exists=True)
