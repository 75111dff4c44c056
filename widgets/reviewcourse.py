"""The steps of a report as the page paints them: what is done, what has become stale, what one may decide and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongwen.review.corrections import GRADES
from gongwen.review.course import Obstacle, State, who, with_findings
from gongwen.review.roles import ROLES
from gongwen.review.steps import RULINGS, Ruling
from gongwen.together.part import Kind
from gongwen.together.wording import runs
from widgets.historylist import exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gongwen.checks import Preset
    from gongwen.review.annotation import Annotation
    from gongwen.review.course import Course, Decision, Stage
    from gongwen.together.part import Comparison

    Musts = Callable[[Preset], Iterable[str]]

OBSTACLES = {
    Obstacle.MUST: "必改批注 {} 条未办结",
    Obstacle.ORPHAN: "原文已删 {} 条未答复",
    Obstacle.FINDING: "检查出的必改 {} 条未改",
}

MOST = 200
"""Changes since a decision that are listed."""


def standing(bare: Course, musts: Musts) -> Course:
    """Return how a report stands, what must be mended for the next step being what the checks beside the writer found."""
    return with_findings(bare, musts(bare.preset)) if bare.preset is not None else bare


def painted(course: Course, me: str, annotations: Sequence[Annotation], place: str) -> dict[str, Any]:
    """Return the steps, the decision bar and its reasons; `place` says what is being read: 今天 10:32 的稿."""
    stage = course.current
    drafts = sum(each.is_draft for each in annotations) + sum(
        reply.sent_at is None for each in annotations if not each.is_draft for reply in each.replies
    )
    role = dict(course.roles).get(me)
    seat = f"您是{ROLES[role]}，" if role else ""
    acts = _acts(course, me)
    return {
        "steps": [_step(each) for each in course.stages if each.state is not State.LEFT_OUT],
        "words": f"{seat}正在看{place}", "round": course.round, "next": RULINGS[stage.step.ruling] if stage else "",
        "blocks": [
            {
                "words": OBSTACLES[each.why].format(len(each.ids)), "ids": list(each.ids) if each.numbers else [],
                "checks": each.why is Obstacle.FINDING,
            }
            for each in course.blockers
        ] if stage else [],
        "says": _says(course, me), "drafts": drafts, "sends": bool(drafts), "acts": acts,
        "corrections": [
            {
                "digest": each.digest, "runs": [list(run) for run in runs(each.old, each.new)], "grade": GRADES[each.grade],
                "slip": each.may_be_slip and each.grade != "slip" and bool(course.may_write(me)),
            }
            for each in course.corrections
        ],
    }  # fmt: skip


def turn(course: Course, me: str) -> str:
    """Return what the badge 轮到您 says, or empty: a report that names nobody waits for nobody."""
    stage = course.current
    return f"“{stage.step.name}”这一步轮到您了" if stage and course.roles and course.is_turn(me) else ""


def closed(course: Course, me: str, only: str) -> str:
    """Return why one may only read: `only` is what one's role says; a signature closes the text to all but who proofread it."""
    may = course.may_write(me)
    if may is None or course.signed is None:
        return only
    if may:
        return ""
    others = "、".join(course.proofreaders)
    mend = f"要改，请找复核的{others}" if others else f"要改，请{course.signed.by}退回修改"
    return f"只读：这份报告已经由{course.signed.by}签发，只有复核的人能改。{mend}。"


def _acts(course: Course, me: str) -> list[dict[str, Any]]:
    """Return the buttons: what one may decide, with why not where something is in the way, and the signature to come."""
    may, stage = course.may(me), course.current
    made = []
    if Ruling.RETURN in may:
        made.append(_act(Ruling.RETURN, needs=True))
    if stage is None:
        return made
    ruling = stage.step.ruling
    if ruling in may:
        why = f"还差 {len(course.blockers)} 项才能{RULINGS[ruling]}" if course.blockers else ""
        made.append(_act(ruling, why, primary=True))
    elif course.roles:
        made.append(_act(ruling, f"现在是“{stage.step.name}”这一步，等{who(stage)}定"))
    if may and ruling not in {Ruling.SIGN, Ruling.PROOF}:
        made.append(_act(Ruling.SIGN, "走到“签发”这一步才能签发"))
    return made


def _act(ruling: Ruling, why: str = "", *, primary: bool = False, needs: bool = False) -> dict[str, Any]:
    return {"name": str(ruling), "words": RULINGS[ruling], "why": why, "primary": primary, "needs": needs}


def _says(course: Course, me: str) -> str:
    stage = course.current
    if stage is None:
        return "这份报告的步骤都走完了。"
    if course.signed and course.signed.stale:
        return "签发以后有实质性修改，要请签发人再看。"
    if course.roles and not course.is_turn(me):
        return f"现在是“{stage.step.name}”这一步，等{who(stage)}定。"
    return ""


def _step(stage: Stage) -> dict[str, Any]:
    return {
        "label": stage.step.name, "state": str(stage.state), "who": list(stage.people),
        "decisions": [_decision(each) for each in stage.decisions],
    }  # fmt: skip


def _decision(each: Decision) -> dict[str, Any]:
    return {
        "id": each.id, "words": each.name, "who": each.by, "at": exact(each.at), "round": each.round, "opinion": each.opinion,
        "stale": each.stale, "bound": f"定在第 {each.version} 版，校验码 {each.digest[:12]}",
    }  # fmt: skip


def since(comparison: Comparison, names: Mapping[str, str]) -> list[list[Any]]:
    """Return what changed since a decision, sentence by sentence: where, and both wordings as runs."""
    rows: list[list[Any]] = []
    for part in comparison.parts:
        name = names.get(part.id) or names.get(part.was) or "结构、表格等"
        changed = (row for row in part.lines if row.place and (row.old.strip() or row.new.strip()))
        rows += [[name, [list(run) for run in row.runs]] for row in changed]
        if part.kind is not Kind.SECTION and part.place and not part.rows:
            rows.append([name, [["=", "（有增减或者移动）"]]])
    return rows[:MOST]
