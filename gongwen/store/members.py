"""Who may do what in a report; asked where things are written, not where buttons are drawn."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, insert, select

from gongwen.errors import NotAllowedError
from gongwen.review.roles import ROLES, Role
from gongwen.store.audit import Entry
from gongwen.store.schema import member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from gongwen.store.access import Access


class Right(StrEnum):
    """What can be done to a report."""

    WRITE = "write"
    MANAGE = "manage"
    ANNOTATE = "annotate"
    DECIDE = "decide"


_REVIEW: Final = frozenset({Right.ANNOTATE, Right.DECIDE})

RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.DRAFTER: _REVIEW | {Right.WRITE, Right.MANAGE},
    Role.CHECKER: _REVIEW | {Right.WRITE},
    Role.COSIGNER: _REVIEW,
    Role.REVIEWER: _REVIEW,
    Role.SIGNER: _REVIEW,
    Role.PROOFREADER: _REVIEW,
    Role.READER: frozenset(),
}
"""A report is written by who drafts and who checks it; who is in it, and whether it is kept, the drafters decide. All who
have a part in it annotate; what each decides when, and who writes after it was signed, gongwen.store.course knows."""


class Members:
    """The people of reports; a report without any is open to all who can open the store."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, name: str) -> dict[str, Role]:
        """Return the people of a report with their roles."""
        with self._access.reading() as connection:
            return roles(connection, name)

    def role(self, name: str) -> Role:
        """Return what this person is in a report: READER for whom its people do not name, DRAFTER where it names none."""
        with self._access.reading() as connection:
            return role_of(connection, name, self._access.person.name)

    def set(self, name: str, people: Mapping[str, Role]) -> None:
        """Say who is in a report; raise NotAllowedError unless one may, or when nobody were left who may."""
        if people and Role.DRAFTER not in people.values():
            raise NotAllowedError("总要有一个人拟稿", mend="请至少给一个人“拟稿”")
        with self._access.writing() as connection:
            demand(connection, name, self._access.person.name, Right.MANAGE)
            connection.execute(delete(member).where(member.c.report_id == name))
            rows = [{"report_id": name, "actor": actor, "role": str(role)} for actor, role in people.items()]
            if rows:
                connection.execute(insert(member), rows)
            details = {"people": {actor: str(role) for actor, role in people.items()}}
            self._access.log(connection, Entry("members", name, details=details))


def roles(connection: Connection, name: str) -> dict[str, Role]:
    """Return the people of a report with their roles."""
    return {row.actor: Role(row.role) for row in connection.execute(_PEOPLE, {"name": name})}


_PEOPLE: Final = (
    select(member.c.actor, member.c.role).where(member.c.report_id == bindparam("name")).order_by(member.c.actor)
)


def role_of(connection: Connection, name: str, actor: str) -> Role:
    """Return what a person is in a report: DRAFTER where it names nobody."""
    people = roles(connection, name)
    return people.get(actor, Role.READER) if people else Role.DRAFTER


def demand(connection: Connection, name: str, actor: str, right: Right) -> None:
    """Raise NotAllowedError unless a person has a right in a report."""
    role = role_of(connection, name, actor)
    if right not in RIGHTS[role]:
        raise NotAllowedError(f"您在这份报告里是“{ROLES[role]}”，不能{_ACTS[right]}", mend="请找这份报告的拟稿人")


_ACTS: Final = {
    Right.WRITE: "改正文", Right.MANAGE: "定谁能做什么，也不能删除它", Right.ANNOTATE: "写批注",
    Right.DECIDE: "送审、审核或者签发",
}  # fmt: skip
