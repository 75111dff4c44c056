"""One report as it is stored, held against what the trail tells of it: versions, texts, milestones, questions, people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from gongwen.codec import from_plain
from gongwen.errors import GongwenError
from gongwen.store.anchors import digest_of_places
from gongwen.store.parts import FRAME, digest_of
from gongwen.store.questions import fingerprint
from gongwen.store.reviewschema import annotation, closing
from gongwen.store.schema import change, member, milestone, question, report, revision, section
from gongwen.store.threads import ROWS, TABLES, is_told, key_of
from gongwen.store.threads import fingerprint as fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, RowMapping, Table

    from gongwen.store.audit import Act
    from gongwen.store.told import Parts, Told

Found = tuple["Act | None", str]
"""What does not hold, and the entry of the trail that says otherwise; None when no entry speaks of it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is held against each other: a report's rows, what is told of it, which texts and pictures are sound."""

    connection: Connection
    name: str
    told: Told
    texts: Mapping[str, tuple[str, ...]]
    pictures: set[tuple[str, str]]

    def rows(self, table: Table) -> list[RowMapping]:
        """Return a table's rows of this report."""
        query = select(table).where(table.c.report_id == self.name)
        return list(self.connection.execute(query).mappings())

    def named(self, part: str) -> str:
        """Return a part's name for people: a section by its heading, where the report has it."""
        if part == FRAME:
            return "标题、目录和各栏"
        frame = self.connection.execute(select(report.c.frame).where(report.c.id == self.name)).scalar()
        try:
            heading = next(
                (each.heading for each in from_plain(json.loads(frame or ""), {}).walk() if each.id == part), ""
            )
        except (ValueError, GongwenError):
            heading = ""
        return f"“{heading or part}”一节"


def faults_of(sight: Sight) -> Iterator[Found]:
    """Yield what of a report does not hold."""
    row = sight.connection.execute(select(report).where(report.c.id == sight.name)).mappings().first()
    told = sight.told
    yield from ((act, f"第 {act.version} 稿在留痕里有两条") for act in told.doubled)
    if not told.versions:
        if row is not None:
            yield None, "这份报告是凭空来的"
        return
    if row is None:
        yield told.versions[max(told.versions)], "整份报告不见了"
        return
    yield from _gaps(told)
    yield from _versions(sight)
    yield from _standing(sight, row)
    yield from _milestones(sight)
    yield from _questions(sight)
    yield from _people(sight)
    yield from _review(sight)


def _versions(sight: Sight) -> Iterator[Found]:
    told = sight.told
    there = {row["number"]: row for row in sight.rows(revision)}
    changed: dict[int, Parts] = {}
    for row in sight.rows(change):
        changed.setdefault(row["number"], {})[row["part"]] = row["digest"]
    kept = told.thinned()
    for number, parts in kept.items():
        act, stored = told.versions[number], there.pop(number, None)
        if stored is None:
            yield act, f"第 {number} 稿不见了"
            continue
        if not _same_making(act, stored):
            yield act, f"第 {number} 稿的作者、时间或者来历被改过"
        if changed.get(number, {}) != parts:
            yield act, f"第 {number} 稿改了哪几节、改成什么，记录被换过"
        for part, digest in parts.items():
            if digest is not None:
                yield from ((act, f"第 {number} 稿{what}") for what in _text_faults(sight, part, digest))
    for number in sorted(there):
        gone = number in told.removed
        yield told.versions.get(number), f"第 {number} 稿{'早已按规则删去，又出现了' if gone else '是凭空来的'}"


def _gaps(told: Told) -> Iterator[Found]:
    before = min(told.versions)
    for number, act in sorted(told.versions.items()):
        if number > before + 1:
            yield act, f"前面的第 {before + 1} 稿没有留痕"
        before = number


def _same_making(act: Act, stored: RowMapping) -> bool:
    told = (act.actor, act.session, act.action, act.details.get("base"))
    return told == tuple(stored[key] for key in ("actor", "session", "action", "base")) and _same_moment(
        act.at, stored["at"]
    )


def _same_moment(one: str, other: str) -> bool:
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return False


def _text_faults(sight: Sight, part: str, digest: str) -> Iterator[str]:
    if digest not in sight.texts:
        yield f"的{sight.named(part)}存下的文字被改过，或者不见了"
        return
    for picture in sight.texts[digest] if part == FRAME else ():
        if (sight.name, picture) not in sight.pictures:
            yield "的一张图片被换过，或者不见了"


def _standing(sight: Sight, row: RowMapping) -> Iterator[Found]:
    told, standing = sight.told, sight.told.standing()
    last = told.versions[max(told.versions)]
    if row["version"] != last.version:
        yield last, f"最后一稿是第 {last.version} 稿，现在却记成第 {row['version']} 稿"
    if row["saved_by"] != last.actor or not _same_moment(row["saved_at"], last.at):
        yield last, "最后保存的人或者时间被改过"
    there = {FRAME: (row["frame"], row["saved_by"])}
    there |= {each["section_id"]: (each["paragraphs"], each["saved_by"]) for each in sight.rows(section)}
    for part, (act, digest) in standing.items():
        kept, by = there.pop(part, (None, ""))
        if kept is None:
            yield act, f"现在的{sight.named(part)}不见了"
        elif digest_of(str(kept)) != digest:
            yield act, f"现在的{sight.named(part)}被绕过程序改过，和最后一稿不一样"
        elif part != FRAME and by != act.actor:
            yield act, f"现在的{sight.named(part)}写着的作者被改过"
    for part in sorted(there):
        yield None, f"现在的{sight.named(part)}是凭空来的"


def _milestones(sight: Sight) -> Iterator[Found]:
    told = dict(sight.told.milestones)
    for row in sight.rows(milestone):
        act = told.pop(row["id"], None)
        if act is None:
            yield None, f"定名的“{row['name']}”是凭空来的"
            continue
        said = tuple(act.details.get(key) for key in ("name", "note", "digest"))
        kept = (row["name"], digest_of(str(row["note"])), row["digest"])
        same = (act.version, act.actor) == (row["number"], row["actor"]) and _same_moment(act.at, row["at"])
        if said != kept or not same:
            yield act, f"定名的“{act.details.get('name')}”被改过"
    yield from ((act, f"定名的“{act.details.get('name')}”不见了") for act in told.values())


def _questions(sight: Sight) -> Iterator[Found]:
    asked, answers = dict(sight.told.questions), sight.told.answers
    for row in sight.rows(question):
        act, digest = asked.pop(row["id"], (None, ""))
        answer = answers.get(row["id"])
        if act is None:
            yield None, "一处两种写法是凭空来的"
            continue
        if fingerprint(row) != digest:
            yield act, "一处两种写法的文字、作者或者时间被改过"
        if (row["answer"] is not None) != (answer is not None):
            yield answer or act, "一处两种写法选定了没有，被改过"
        elif answer is not None:
            said = (answer.details.get("answer"), answer.details.get("text"), answer.actor)
            kept = (row["answer"], digest_of(str(row["answer_text"])), row["answered_by"])
            if said != kept or not _same_moment(answer.at, row["answered_at"]):
                yield answer, "一处两种写法选定的结果被改过"
    yield from ((act, "一处两种写法不见了") for act, _ in asked.values())


def _people(sight: Sight) -> Iterator[Found]:
    act = sight.told.people
    said = act.details.get("people") if act else {}
    if said != {row["actor"]: row["role"] for row in sight.rows(member)}:
        yield act, "谁能做什么，被改过"


def _review(sight: Sight) -> Iterator[Found]:
    said = dict(sight.told.review)
    for name, table in TABLES.items():
        for row in sight.rows(table):
            act, digest = said.pop(key_of(table, row), (None, None))
            if not is_told(row):
                if digest is not None:
                    yield act, f"一条已经发出的{ROWS[name]}被改成了草稿"
            elif act is None:
                yield None, f"一条{ROWS[name]}是凭空来的"
            elif fingerprint_of(table, row) != digest and not _opened_again(sight, row, act, digest):
                yield act, f"一条{ROWS[name]}被改过"
    for key, (act, digest) in said.items():
        if digest is not None:
            yield act, f"一条{ROWS.get(key.partition(':')[0], '批注')}不见了"
    if sight.told.anchors and digest_of_places(sight.connection, sight.name) != sight.told.anchors[1]:
        yield sight.told.anchors[0], "批注指着的地方被改过"


def _opened_again(sight: Sight, row: RowMapping, act: Act, digest: str | None) -> bool:
    """Whether all that changed of a row is that a replacement no longer counts as put in, as trails before did not tell.

    Opening an annotation again was told of its closing only, whose row says so and is held against the trail as any other.
    """
    if act.action != "close" or row.get("applied") != 0:
        return False
    again = closing.c.annotation_id == row["id"], closing.c.version == act.version, closing.c.reopened_at.is_not(None)
    was: dict[str, object] = {**row, "applied": act.version}
    return fingerprint_of(annotation, was) == digest and bool(
        sight.connection.execute(select(exists().where(*again))).scalar()
    )
