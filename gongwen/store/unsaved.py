"""Texts that a person has written and that are not in the report yet: kept by the store beside the browser's own copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from gongwen.store.access import now
from gongwen.store.schema import unsaved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from gongwen.store.access import Access


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text of a target that waits: the version it was written on, and the target's text at that version."""

    session: str
    target: str
    version: int
    base: str
    text: str
    at: datetime


class UnsavedTexts:
    """What this person has written and not saved."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def keep(self, name: str, version: int, texts: Mapping[str, tuple[str, str]]) -> None:
        """Keep what this window cannot save now: (text at that version, text now) by target; what it kept before goes."""
        rows = [
            {"report_id": name, "actor": self._access.person.name, "session": self._access.session, "target": target,
             "version": version, "base": base, "text": text, "at": now()}
            for target, (base, text) in texts.items()
        ]  # fmt: skip
        with self._access.writing() as connection:
            connection.execute(delete(unsaved).where(*self._mine(name)))
            if rows:
                connection.execute(insert(unsaved), rows)

    def forget(self, name: str, session: str = "") -> None:
        """Let go of what a window (default: this one) kept."""
        with self._access.writing() as connection:
            connection.execute(delete(unsaved).where(*self._mine(name, session)))

    def left(self, name: str) -> tuple[Unsaved, ...]:
        """Return what other windows of this person kept of a report, oldest first."""
        query = select(unsaved).where(
            unsaved.c.report_id == name, unsaved.c.actor == self._access.person.name,
            unsaved.c.session != self._access.session,
        )  # fmt: skip
        with self._access.reading() as connection:
            rows = connection.execute(query.order_by(unsaved.c.at)).all()
        return tuple(
            Unsaved(row.session, row.target, row.version, row.base, row.text, datetime.fromisoformat(row.at))
            for row in rows
        )

    def _mine(self, name: str, session: str = "") -> tuple[ColumnElement[bool], ...]:
        return (
            unsaved.c.report_id == name, unsaved.c.actor == self._access.person.name,
            unsaved.c.session == (session or self._access.session),
        )  # fmt: skip
