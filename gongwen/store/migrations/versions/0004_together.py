"""Several people: who saved what when, every version, questions, drafts, presence, roles, the trail."""

import hashlib
import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and a first version of every report there is."""
    for table in ("report", "section"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("saved_by", sa.String(80), nullable=False, server_default=""))
    _make_versions()
    _make_company()
    _make_audit()
    _first_versions(op.get_bind())


def downgrade() -> None:
    """Drop the tables."""
    for table in ("audit", "member", "presence", "unsaved", "question", "milestone", "change", "revision", "blob"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
    for table in ("report", "section"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("saved_by")


def _of_report(**options: bool) -> sa.Column:
    return sa.Column(
        "report_id", sa.String(32), sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False, **options
    )


def _make_versions() -> None:
    op.create_table(
        "blob",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revision",
        _of_report(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("base", sa.Integer),
    )
    op.create_table(
        "change",
        sa.Column("report_id", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("part", sa.String(80), primary_key=True),
        sa.Column("digest", sa.String(64)),
        sa.ForeignKeyConstraint(["report_id", "number"], ["revision.report_id", "revision.number"], ondelete="CASCADE"),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
    )
    op.create_index("ix_milestone_report_id", "milestone", ["report_id"])


def _make_company() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_report(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("mine", sa.Text, nullable=False),
        sa.Column("mine_by", sa.String(80), nullable=False),
        sa.Column("mine_at", sa.String(32), nullable=False),
        sa.Column("theirs", sa.Text, nullable=False),
        sa.Column("theirs_by", sa.String(80), nullable=False),
        sa.Column("theirs_at", sa.String(32), nullable=False),
        sa.Column("answer", sa.String(20)),
        sa.Column("answer_text", sa.Text),
        sa.Column("answered_by", sa.String(80)),
        sa.Column("answered_at", sa.String(32)),
    )
    op.create_index("ix_question_report_id", "question", ["report_id"])
    op.create_table(
        "unsaved",
        _of_report(primary_key=True),
        sa.Column("actor", sa.String(80), primary_key=True),
        sa.Column("session", sa.String(32), primary_key=True),
        sa.Column("target", sa.String(120), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "presence",
        _of_report(primary_key=True),
        sa.Column("session", sa.String(32), primary_key=True),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
    )
    op.create_table(
        "member",
        _of_report(primary_key=True),
        sa.Column("actor", sa.String(80), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )
        op.execute("CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_refuse()")
    else:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


def _first_versions(connection: sa.Connection) -> None:
    """Keep what every report is now as the version it has, so that it is among those that can be had back.

    The trail begins with an entry for each: what stood before there was a trail.
    """
    previous = "0" * 64
    reports = connection.execute(sa.text("SELECT id, frame, version, saved_at FROM report")).mappings().all()
    for seq, report in enumerate(reports, 1):
        made = {"report": report["id"], "number": report["version"], "at": report["saved_at"]}
        connection.execute(
            sa.text(
                "INSERT INTO revision (report_id, number, at, actor, session, action) "
                "VALUES (:report, :number, :at, '', '', 'before')"
            ),
            made,
        )
        sections = connection.execute(
            sa.text("SELECT section_id, paragraphs FROM section WHERE report_id = :report"), made
        ).all()
        digests = {}
        for part, text in (("", report["frame"]), *sections):
            digest = digests[part] = hashlib.sha256(text.encode()).hexdigest()
            kept = {**made, "part": part, "digest": digest, "data": zlib.compress(text.encode(), 6)}
            if connection.execute(sa.text("SELECT 1 FROM blob WHERE digest = :digest"), kept).first() is None:
                connection.execute(sa.text("INSERT INTO blob (digest, data) VALUES (:digest, :data)"), kept)
            connection.execute(
                sa.text(
                    "INSERT INTO change (report_id, number, part, digest) VALUES (:report, :number, :part, :digest)"
                ),
                kept,
            )
        details = json.dumps({"parts": digests}, ensure_ascii=False, sort_keys=True)
        row = [seq, made["at"], "", False, "", "before", made["report"], made["number"], details, previous]
        previous = hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
        connection.execute(
            sa.text("INSERT INTO audit VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k)"),
            dict(zip("abcdefghijk", (*row, previous), strict=True)),
        )
