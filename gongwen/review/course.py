"""The course of a report: which step it is at, who is to decide, what was decided on which text, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.checks.rule import Preset
from gongwen.review.annotation import Weight
from gongwen.review.corrections import Grade
from gongwen.review.roles import ROLES, Role
from gongwen.review.steps import RULINGS, Ruling, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gongwen.review.annotation import Annotation
    from gongwen.review.corrections import Correction


class State(StrEnum):
    """How a step of the present round stands."""

    DONE = "done"
    STALE = "stale"
    """It was done, and the text has changed since."""

    CURRENT = "current"
    WAITING = "waiting"
    LEFT_OUT = "left_out"
    """Nobody has the role, and it can be done without."""


class Obstacle(StrEnum):
    """Why a report does not go on."""

    MUST = "must"
    ORPHAN = "orphan"
    FINDING = "finding"
    """What the checks say must be mended, and nobody has called right."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided at a step in a round, on a version: `digest` is that of the whole document.

    It is `stale` when the text is not what it was then.
    """

    id: str
    round: int
    step: str
    ruling: Ruling
    opinion: str
    by: str
    at: datetime
    milestone: str
    version: int
    digest: str
    stale: bool = False

    @property
    def name(self) -> str:
        """What was decided, in a word."""
        return RULINGS[self.ruling]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way of the next step: annotations by their ids and numbers, findings by their fingerprints."""

    why: Obstacle
    ids: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """What is to be done, for people."""
        if self.why is Obstacle.FINDING:
            return f"检查出的“必改”还有 {len(self.ids)} 条没有改，也没有写明理由忽略"
        which = f"第 {'、'.join(map(str, self.numbers))} 条"
        if self.why is Obstacle.MUST:
            return f"{which}必改意见还没有办结"
        return f"{which}批注的原文已删，还没有人答复"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step as it stands in the present round: who does it (empty: anybody), what they decided, who is still to."""

    step: Step
    state: State
    people: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """All of it: `decisions` are those of all rounds, in their order; `signed` is the signature of the present round.

    `corrections` are what changed since it was signed; as long as none is of substance, the signature holds.
    """

    round: int
    stages: tuple[Stage, ...]
    decisions: tuple[Decision, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    signed: Decision | None = None
    corrections: tuple[Correction, ...] = ()
    at: int = -1
    roles: tuple[tuple[str, Role], ...] = ()

    @property
    def current(self) -> Stage | None:
        """The step whose turn it is; None when all are done."""
        return self.stages[self.at] if self.at >= 0 else None

    @property
    def turn(self) -> tuple[str, ...]:
        """Who is to decide now; with nobody named, anybody may."""
        return self.current.left if self.current else ()

    @property
    def holds(self) -> bool:
        """Whether the report is signed, and nothing of substance has changed since."""
        return self.signed is not None and not self.signed.stale

    @property
    def preset(self) -> Preset | None:
        """How strictly the checks look for what stands in the way of the next step; None where they are not asked."""
        step = self.current.step if self.current else None
        if step is None or not step.findings or step.ruling not in {Ruling.SUBMIT, Ruling.PASS, Ruling.SIGN}:
            return None
        return Preset.SUBMIT if step.ruling is Ruling.SUBMIT else Preset.REVIEW

    def is_turn(self, actor: str) -> bool:
        """Whether somebody is to decide now."""
        return self.current is not None and (not self.roles or actor in self.turn)

    def may(self, actor: str) -> frozenset[Ruling]:
        """Return what somebody may decide now, whether or not anything stands in the way."""
        found: set[Ruling] = set()
        if self.is_turn(actor) and self.current:
            found |= {self.current.step.ruling} | ({Ruling.RETURN} if self.at else set())
        if self.signed and (not self.roles or actor == self.signed.by):
            found.add(Ruling.RETURN)
        return frozenset(found)

    def may_write(self, actor: str) -> bool | None:
        """Whether somebody may change the text; None where no signature says so, and the roles do."""
        return None if self.signed is None else not self.roles or actor in self.proofreaders

    @property
    def proofreaders(self) -> tuple[str, ...]:
        """Who may correct the text after it was signed."""
        return next((stage.people for stage in self.stages if stage.step.ruling is Ruling.PROOF), ())

    @property
    def obstacle(self) -> str:
        """What stands in the way of the next step as one sentence; empty when nothing does."""
        return "；".join(each.sentence for each in self.blockers)


def course(
    steps: tuple[Step, ...],
    people: Mapping[str, Role],
    decisions: Iterable[Decision],
    now: str,
    annotations: Iterable[Annotation] = (),
    corrections: tuple[Correction, ...] = (),
) -> Course:
    """Return how a report stands whose whole document has the digest `now`; `corrections` are those since it was signed."""
    made = tuple(decisions)
    number = 1 + sum(each.ruling is Ruling.RETURN for each in made)
    signed = next((each for each in reversed(made) if _signs(each, number)), None)
    substance = any(each.grade is Grade.SUBSTANCE for each in corrections)
    believed = signed.digest if signed and not substance else now
    made = tuple(_dated(each, number, now if each.ruling is Ruling.PROOF else believed) for each in made)
    found: list[Stage] = []
    at = -1
    for step in steps:
        stage = _stage(step, people, [each for each in made if each.round == number and each.step == step.key])
        if at < 0 and (stage.state is State.WAITING or (stage.state is State.STALE and _again(step))):
            at = len(found)
            state = State.CURRENT if stage.state is State.WAITING else State.STALE
            left = stage.left or stage.people
            stage = Stage(step, state, stage.people, stage.decisions, left)
        found.append(stage)
    signed = next((each for each in reversed(made) if _signs(each, number)), None)
    return Course(
        number, tuple(found), made, blockers(annotations), signed, corrections, at, tuple(sorted(people.items()))
    )  # fmt: skip


def with_findings(before: Course, musts: Iterable[str]) -> Course:
    """Return the course with findings, by their fingerprints, in the way of the next step."""
    ids = tuple(musts)
    return replace(before, blockers=(*before.blockers, Blocker(Obstacle.FINDING, ids, ()))) if ids else before


def doers(step: Step, people: Mapping[str, Role]) -> tuple[str, ...]:
    """Return who does a step: all who have the first of its roles that anybody has."""
    for role in step.roles:
        if found := tuple(sorted(actor for actor, each in people.items() if each is role)):
            return found
    return ()


def blockers(annotations: Iterable[Annotation]) -> tuple[Blocker, ...]:
    """Return what of the annotations stands in the way: open ones that must be dealt with, lost ones nobody answered."""
    found: dict[Obstacle, list[Annotation]] = {}
    for each in annotations:
        if each.is_open and not each.is_draft:
            if each.weight is Weight.MUST:
                found.setdefault(Obstacle.MUST, []).append(each)
            elif each.anchor.lost and not any(reply.sent_at for reply in each.replies):
                found.setdefault(Obstacle.ORPHAN, []).append(each)
    return tuple(
        Blocker(why, tuple(each.id for each in some), tuple(each.number for each in some))
        for why, some in found.items()
    )


def who(stage: Stage) -> str:
    """Return whose step it is, for people: their names, or else the role."""
    return "、".join(stage.left or stage.people) or ROLES[stage.step.roles[0]]


def _signs(decision: Decision, number: int) -> bool:
    return decision.round == number and decision.ruling is Ruling.SIGN


def _again(step: Step) -> bool:
    """Whether a step is done again when the text has changed; what was signed is what was read."""
    return step.again or step.ruling in {Ruling.SIGN, Ruling.PROOF}


def _dated(decision: Decision, number: int, now: str) -> Decision:
    return replace(decision, stale=decision.round != number or decision.digest != now)


def _stage(step: Step, people: Mapping[str, Role], made: list[Decision]) -> Stage:
    does = doers(step, people)
    if not does and not made and (step.each if not people else not step.needed):
        return Stage(step, State.LEFT_OUT)
    last = {each.by: each for each in made}
    left = tuple(each for each in does if each not in last) if step.each or not last else ()
    if not last or left:
        return Stage(step, State.WAITING, does, tuple(made), left)
    counted = last.values() if step.each else made[-1:]
    stale = any(each.stale for each in counted)
    return Stage(step, State.STALE if stale else State.DONE, does, tuple(made))
