"""What two people wrote differently, kept with both texts until somebody decides, and after."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from gongwen.store.access import now
from gongwen.store.audit import Entry
from gongwen.store.members import Right, demand
from gongwen.store.parts import as_json, digest_of
from gongwen.store.schema import question, section
from gongwen.together import Kind, Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping

    from gongwen.store.access import Access


class Answer(StrEnum):
    """What became of a question."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Side:
    """Who wrote one of two texts, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A stored question: `mine` is of who saved later and so was asked, `number` the version that raised it."""

    id: str
    number: int
    question: Question
    mine: Side
    theirs: Side
    answer: Answer | None = None
    text: str = ""
    answered: Side | None = None


class Questions:
    """The questions of reports."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def open(self, name: str) -> tuple[Asked, ...]:
        """Return what is not decided yet, in the order it came up."""
        return tuple(each for each in self.all(name) if each.answer is None)

    def all(self, name: str) -> tuple[Asked, ...]:
        """Return all questions of a report, in the order they came up."""
        query = select(question).where(question.c.report_id == name).order_by(question.c.number, question.c.place)
        with self._access.reading() as connection:
            return tuple(_asked(row) for row in connection.execute(query).mappings())

    def ask(self, name: str, number: int, asked: Iterable[Question]) -> tuple[Asked, ...]:
        """Store questions that came up while this person typed, on a version that stands."""
        with self._access.writing() as connection:
            demand(connection, name, self._access.person.name, Right.WRITE)
            me = Side(self._access.person.name, datetime.fromisoformat(now()))
            made = write_questions(connection, name, number, asked, me, me)
            self._access.log(
                connection, Entry("ask", name, number, {"questions": fingerprints(connection, made)}, me.at)
            )
            return made

    def settle(self, name: str, key: str, answer: Answer, text: str) -> bool:
        """Keep what was decided, and the text that stands now; return whether nobody else had decided before."""
        with self._access.writing() as connection:
            demand(connection, name, self._access.person.name, Right.WRITE)
            here = (question.c.id == key, question.c.report_id == name, question.c.answer.is_(None))
            at = now()
            values = {"answer": str(answer), "answer_text": text, "answered_by": self._access.person.name,
                      "answered_at": at}  # fmt: skip
            done = connection.execute(update(question).where(*here).values(**values)).rowcount == 1
            if done:
                kept = connection.execute(select(question.c.answer_text).where(question.c.id == key)).scalar_one()
                details = {"question": key, "answer": str(answer), "text": digest_of(kept)}
                self._access.log(connection, Entry("answer", name, details=details, at=datetime.fromisoformat(at)))
            return done


def write_questions(
    connection: Connection, name: str, number: int, asked: Iterable[Question], mine: Side, theirs: Side
) -> tuple[Asked, ...]:
    """Store what a merge could not decide; what a section's own row knows of who saved it last is kept with it."""
    kept = []
    for each in asked:
        query = select(section.c.saved_by, section.c.saved_at)
        row = connection.execute(
            query.where(section.c.report_id == name, section.c.section_id == each.target.partition("#")[0])
        ).first()
        side = Side(row.saved_by, datetime.fromisoformat(row.saved_at)) if row else theirs
        made = Asked(secrets.token_hex(8), number, each, mine, side)
        kept.append(made)
        connection.execute(insert(question), _row(name, made))
    return tuple(kept)


def fingerprints(connection: Connection, asked: Iterable[Asked]) -> dict[str, str]:
    """Return the digest of each stored question, as the trail names it."""
    query = select(question).where(question.c.id.in_([each.id for each in asked]))
    return {row["id"]: fingerprint(row) for row in connection.execute(query).mappings()}


def fingerprint(row: RowMapping) -> str:
    """Return the digest of what a question's row says but for its answer."""
    return digest_of(as_json([row[name] for name in _ASKED]))


_ASKED: Final = (
    "number",
    "kind",
    "target",
    "place",
    "base",
    "mine",
    "mine_by",
    "mine_at",
    "theirs",
    "theirs_by",
    "theirs_at",
)


def _row(name: str, asked: Asked) -> dict[str, str | int]:
    about = asked.question
    return {
        "id": asked.id, "report_id": name, "number": asked.number, "kind": str(about.kind), "target": about.target,
        "place": about.at, "base": about.base, "mine": about.mine, "theirs": about.theirs,
        "mine_by": asked.mine.by, "mine_at": asked.mine.at.isoformat(),
        "theirs_by": asked.theirs.by, "theirs_at": asked.theirs.at.isoformat(),
    }  # fmt: skip


def _asked(row: RowMapping) -> Asked:
    about = Question(Kind(row["kind"]), row["target"], row["place"], row["base"], row["mine"], row["theirs"])
    mine = Side(row["mine_by"], datetime.fromisoformat(row["mine_at"]))
    theirs = Side(row["theirs_by"], datetime.fromisoformat(row["theirs_at"]))
    if row["answer"] is None:
        return Asked(row["id"], row["number"], about, mine, theirs)
    answered = Side(row["answered_by"], datetime.fromisoformat(row["answered_at"]))
    return Asked(row["id"], row["number"], about, mine, theirs, Answer(row["answer"]), row["answer_text"], answered)
