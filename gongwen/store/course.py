"""The course of reports: who decides what when, on which text; each decision with its milestone, in one transaction."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select

from gongwen.errors import NotAllowedError, StoreError
from gongwen.review.course import Course, course, who, with_findings
from gongwen.review.steps import RULINGS, Ruling
from gongwen.store import threads
from gongwen.store.access import now
from gongwen.store.audit import Entry
from gongwen.store.history import mark
from gongwen.store.members import Right, demand, roles
from gongwen.store.parts import digest_of, digest_of_all
from gongwen.store.reviewer import following, send_drafts, told
from gongwen.store.reviewschema import called, decision
from gongwen.store.revisions import digests_at
from gongwen.store.saving import document_at, found, read_known
from gongwen.store.signing import corrections_since, read_decisions, steps_here
from gongwen.together.compare import compare

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from gongwen.review.steps import Step
    from gongwen.store.access import Access
    from gongwen.store.checked import Checked
    from gongwen.together.part import Comparison


class Courses:
    """How reports stand on their way to being signed, and the decisions of one person."""

    def __init__(self, access: Access, checked: Checked) -> None:
        self._access = access
        self._checked = checked

    def of(self, name: str) -> Course:
        """Return how a report stands."""
        with self._access.reading() as connection:
            found(connection, name)
            return self._with_findings(connection, name)

    def bare(self, name: str) -> Course:
        """Return how a report stands without what the checks say of it, which takes their time."""
        with self._access.reading() as connection:
            found(connection, name)
            return read_course(connection, name)

    def decide(self, name: str, version: int, ruling: Ruling, opinion: str = "") -> Course:
        """Decide on the text of a version, which must be what stands; this person's drafts are sent with it.

        Raise NotAllowedError for who may not now, StoreError with what stands in the way.
        """
        if ruling is not Ruling.RETURN:
            self.of(name)  # what is checked now need not be while others wait
        with self._access.writing() as connection:
            stands: int = found(connection, name, held=True)["version"]
            demand(connection, name, self._me, Right.DECIDE)
            sent = send_drafts(connection, name, self._me)
            before = read_course(connection, name) if ruling is Ruling.RETURN else self._with_findings(connection, name)
            step = self._demand_turn(before, ruling)
            if ruling is Ruling.RETURN and not opinion.strip():
                raise StoreError("退回没有写意见", mend="请写上要改什么")
            if ruling is not Ruling.RETURN and before.blockers:
                raise StoreError(f"现在还不能{RULINGS[ruling]}：{before.obstacle}", mend="请先办结；“退回修改”不受限制")
            if version != stands and digests_at(connection, name, version) != digests_at(connection, name, stands):
                raise StoreError("您看过以后文字又改了", mend="请看一眼改了什么，再定")
            label = RULINGS[ruling] if ruling not in {Ruling.PASS, Ruling.RETURN} else step.name + _SHORT[ruling]
            made = mark(connection, self._access, name, stands, label, opinion)
            row = {
                "id": secrets.token_hex(8), "report_id": name, "round": before.round, "step": step.key,
                "place": following(connection, decision.c.place, decision.c.report_id == name),
                "decision": str(ruling), "opinion": opinion, "actor": self._me, "at": now(),
                "milestone_id": made.id, "version": stands, "digest": made.digest,
            }  # fmt: skip
            connection.execute(insert(decision), row)
            details = told(connection, name, decision=[str(row["id"])], **sent)
            self._access.log(
                connection, Entry("decide", name, stands, {"ruling": str(ruling), "step": step.key} | details)
            )
            return self._with_findings(connection, name)

    def changed_since(self, name: str, key: str) -> Comparison:
        """Return what of a report changed since a decision."""
        with self._access.reading() as connection:
            version = found(connection, name)["version"]
            made = next((each for each in read_decisions(connection, name) if each.id == key), None)
            if made is None:
                raise StoreError("没有找到这个决定", mend="请重新打开这份报告")
            return compare(document_at(connection, name, made.version), read_known(connection, name, version).document)

    def call_slips(self, name: str, digests: Collection[str]) -> Course:
        """Call changes since the signature slips of the pen, as who proofreads; raise NotAllowedError where they are more."""
        with self._access.writing() as connection:
            found(connection, name, held=True)
            before = read_course(connection, name)
            if not before.may_write(self._me):
                raise NotAllowedError("只有复核的人能认定错别字", mend="请找复核的人")
            known = {each.digest: each for each in before.corrections}
            for each in digests:
                if each not in known or not known[each].may_be_slip:
                    raise NotAllowedError(
                        "这一处不能算错别字", mend="错别字最多两个字，不涉及数字、日期、名称；别的修改要请签发人再看"
                    )
            there = set(connection.execute(select(called.c.digest).where(called.c.report_id == name)).scalars())
            fresh = sorted(set(digests) - there)
            if fresh:
                rows = [{"report_id": name, "digest": each, "actor": self._me, "at": now()} for each in fresh]
                connection.execute(insert(called), rows)
                self._access.log(connection, Entry("call_slip", name, details=told(connection, name, called=fresh)))
            return self._with_findings(connection, name)

    def _with_findings(self, connection: Connection, name: str) -> Course:
        """Return how a report stands, with what the checks say of it."""
        bare = read_course(connection, name)
        if bare.preset is None:
            return bare
        return with_findings(bare, (each.fingerprint for each in self._checked.musts(connection, name, bare.preset)))

    @property
    def _me(self) -> str:
        return self._access.person.name

    def _demand_turn(self, before: Course, ruling: Ruling) -> Step:
        """Return the step a decision is made at; raise NotAllowedError where it is not this person's to make."""
        if ruling in before.may(self._me):
            if before.current and before.is_turn(self._me):
                return before.current.step
            if before.signed:
                return next(stage.step for stage in before.stages if stage.step.ruling is Ruling.SIGN)
        current = before.current
        if current is None:
            raise NotAllowedError("这份报告的步骤都走完了", mend="要改，请签发人退回修改")
        mend = f"现在是“{current.step.name}”这一步，请{who(current)}定"
        raise NotAllowedError(f"您现在不能在这份报告上{RULINGS[ruling]}", mend=mend)


_SHORT: Final = {Ruling.PASS: "通过", Ruling.RETURN: "退回"}


def read_course(connection: Connection, name: str) -> Course:
    """Return how a report stands, on a connection on which all is of one moment."""
    people, decisions, steps = roles(connection, name), read_decisions(connection, name), steps_here()
    annotations = threads.read_all(connection, name, "")
    if not decisions:
        return course(steps, people, (), "", annotations)
    standing = read_known(connection, name, 0)
    digest = digest_of_all({part: digest_of(text) for part, text in standing.parts.items()})
    first = course(steps, people, decisions, digest, annotations)
    if first.signed is None or first.signed.digest == digest:
        return first
    signed = document_at(connection, name, first.signed.version)
    changed = corrections_since(connection, name, first.signed, (signed, standing.document))
    return course(steps, people, decisions, digest, annotations, changed)
