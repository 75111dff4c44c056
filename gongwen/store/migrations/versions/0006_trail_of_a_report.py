"""The trail of one report is read by an index: that of an office has an entry for every save there ever was."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_audit_report_id", "audit", ["report_id"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_audit_report_id", "audit")
