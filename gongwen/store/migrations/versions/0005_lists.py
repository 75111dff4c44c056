"""Lists: a report's organs and whether it is archived; and which texts can be found by their words."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, filled from what the reports are; the texts are made findable at the first search."""
    with op.batch_alter_table("report") as batch:
        batch.add_column(sa.Column("organs", sa.Text, nullable=False, server_default=""))
        batch.add_column(sa.Column("archived_at", sa.String(32)))
    connection = op.get_bind()
    for name, frame in connection.execute(sa.text("SELECT id, frame FROM report")).all():
        connection.execute(
            sa.text("UPDATE report SET organs = :organs WHERE id = :name"), {"organs": _organs(frame), "name": name}
        )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
        sa.Column("part", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passage_report_id", "passage", ["report_id"])
    op.create_table(
        "findable",
        sa.Column("report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop them, and the words that a search has made of the texts."""
    op.execute("DROP TABLE IF EXISTS passage_words")
    op.drop_table("findable")
    op.drop_table("passage")
    for column in (
        "archived_at",
        "organs",
    ):  # not by a new table in place of the old: what belongs to a report would go with that
        op.execute(f"ALTER TABLE report DROP COLUMN {column}")


def _organs(frame: str) -> str:
    try:
        organs = json.loads(frame)["signature"]["organs"]
        return "\n".join(filter(None, (" ".join(organ.split()) for organ in organs)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""  # a report that cannot be read is upgraded all the same
