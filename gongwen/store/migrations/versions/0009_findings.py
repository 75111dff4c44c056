"""What checks found: findings that were called right in a report, and words that are right everywhere."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ignored",
        sa.Column(
            "report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, nullable=False
        ),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("excerpt", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("restored_by", sa.String(80)),
        sa.Column("restored_at", sa.String(32)),
    )
    op.create_table(
        "word",
        sa.Column("text", sa.String(80), primary_key=True),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("removed_by", sa.String(80)),
        sa.Column("removed_at", sa.String(32)),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("word")
    op.drop_table("ignored")
