"""What decisions say about writing: who may change a text that was signed, and what such a change is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from gongwen.errors import NotAllowedError, StoreError, TemplateError
from gongwen.review.corrections import Correction, corrections
from gongwen.review.course import Course, Decision, course
from gongwen.review.steps import Ruling, Step, steps
from gongwen.store.members import Right, demand, roles
from gongwen.store.reviewschema import called, decision

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gongwen.document import Document


def steps_here() -> tuple[Step, ...]:
    """Return the office's steps; raise StoreError when its file is not right."""
    try:
        return steps()
    except TemplateError as error:
        raise StoreError(error.what, where=error.where, mend=error.mend) from error


def read_decisions(connection: Connection, name: str) -> tuple[Decision, ...]:
    """Return what was decided of a report, the first first."""
    query = select(decision).where(decision.c.report_id == name).order_by(decision.c.place)
    return tuple(
        Decision(
            row["id"], row["round"], row["step"], Ruling(row["decision"]), row["opinion"], row["actor"],
            datetime.fromisoformat(row["at"]), row["milestone_id"], row["version"], row["digest"],
        )
        for row in connection.execute(query).mappings()
    )  # fmt: skip


def demand_writing(connection: Connection, name: str, actor: str) -> Decision | None:
    """Raise NotAllowedError unless a person may change the text now; return the signature it carries, if any."""
    found = _bare_course(connection, name)
    may = found.may_write(actor)
    if may is None:
        demand(connection, name, actor, Right.WRITE)
    elif not may and found.signed:
        others = "、".join(found.proofreaders)
        mend = f"请找复核的{others}" if others else f"要改，请{found.signed.by}退回修改"
        raise NotAllowedError(f"这份报告已经由{found.signed.by}签发，只有复核的人能改", mend=mend)
    return found.signed


def _bare_course(connection: Connection, name: str) -> Course:
    return course(steps_here(), roles(connection, name), read_decisions(connection, name), "")


def corrections_since(
    connection: Connection, name: str, signed: Decision, texts: tuple[Document, Document]
) -> tuple[Correction, ...]:
    """Return what a text differs in from what was signed, given both."""
    slips = connection.execute(select(called.c.digest).where(called.c.report_id == name)).scalars()
    return corrections(signed.id, *texts, frozenset(slips))
