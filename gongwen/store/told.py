"""What the trail says a report has been: its versions, milestones, questions, people, and what was tidied away."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from gongwen.store.audit import act_of, hash_of
from gongwen.store.parts import digest_of
from gongwen.store.revisions import unpacked
from gongwen.store.schema import audit, blob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping

    from gongwen.store.audit import Act

SAVE: Final = "save"
"""The act of saving while one types; all other acts that make a version are meant to be found again."""

TIDY: Final = "tidy"
"""The act of removing old automatic saves by the rules of retention."""

BRING: Final = "import_history"
"""The act of taking in a report with its history, and with the part of another trail that vouches for it."""

MOST: Final = 1_000_000
"""More versions than a report can have; so many are believed to have been removed at most."""

Parts = dict[str, str | None]
"""The digests of parts by their names; None says that a part was deleted."""


@dataclass(slots=True)
class Told:
    """One report as the trail tells it; `pinned` are the versions that something refers to, `doubled` what is told twice.

    `review` holds the digest of each row of a review by its name (None: it was taken back), `anchors` that of where all
    annotations stand.
    """

    versions: dict[int, Act] = field(default_factory=dict)
    milestones: dict[str, Act] = field(default_factory=dict)
    questions: dict[str, tuple[Act, str]] = field(default_factory=dict)
    answers: dict[str, Act] = field(default_factory=dict)
    people: Act | None = None
    review: dict[str, tuple[Act, str | None]] = field(default_factory=dict)
    anchors: tuple[Act, str] | None = None
    removed: set[int] = field(default_factory=set)
    pinned: set[int] = field(default_factory=set)
    doubled: list[Act] = field(default_factory=list)
    _answering: set[str] = field(default_factory=set)

    def hear(self, acts: Iterable[Act]) -> None:
        """Take in entries of the trail, in their order."""
        for act in acts:
            if parts_in(act) is not None:
                self._hear_version(act)
            elif act.version:
                self.pinned.add(act.version)
            for key, digest in _texts(act, "questions").items():
                self.questions[key] = (act, digest)
            self._hear_review(act)
            if act.action == "milestone":
                self.milestones[str(act.details.get("milestone"))] = act
            elif act.action == "answer":
                self.answers[str(act.details.get("question"))] = act
                self._answering.add(act.actor)
            elif act.action == "members":
                self.people = act
            elif act.action == BRING:
                self.people = None  # those of the other place are not brought along
            elif act.action == TIDY:
                self.removed |= removed_in(act)

    def _hear_review(self, act: Act) -> None:
        review, anchors = act.details.get("review"), act.details.get("anchors")
        for key, each in review.items() if isinstance(review, dict) else ():
            self.review[str(key)] = (act, each if isinstance(each, str) else None)
        if isinstance(anchors, str):
            self.anchors = (act, anchors)

    def _hear_version(self, act: Act) -> None:
        if act.version in self.versions:
            self.doubled.append(act)
        self.versions[act.version] = act
        base = act.details.get("base")
        if isinstance(base, int):
            self.pinned |= {act.version, base}
        if act.action != SAVE or "questions" in act.details or act.actor in self._answering:
            self.pinned.add(act.version)
        self._answering.discard(act.actor)

    def thinned(self) -> dict[int, Parts]:
        """Return what each version that is kept changed since the one kept before it."""
        kept: dict[int, Parts] = {}
        since: Parts = {}
        for number, act in sorted(self.versions.items()):
            since |= parts_in(act) or {}
            if number not in self.removed:
                kept[number], since = since, {}
        return kept

    def standing(self) -> dict[str, tuple[Act, str]]:
        """Return the digest of each part as it stands now, and the act that wrote it."""
        now: dict[str, tuple[Act, str]] = {}
        for _, act in sorted(self.versions.items()):
            for part, digest in (parts_in(act) or {}).items():
                if digest is None:
                    now.pop(part, None)
                else:
                    now[part] = (act, digest)
        return now


def parts_in(act: Act) -> Parts | None:
    """Return the parts that an act changed, or None when it made no version."""
    parts = act.details.get("parts")
    if not isinstance(parts, dict):
        return None
    return {str(part): digest if isinstance(digest, str) else None for part, digest in parts.items()}


def removed_in(act: Act) -> set[int]:
    """Return the versions that an act of tidying removed: stretches from a first to a last one."""
    stretches = act.details.get("removed")
    found: set[int] = set()
    for stretch in stretches if isinstance(stretches, list) else ():
        match stretch:
            case [int(first), int(last)] if last - first < MOST:
                found |= set(range(first, last + 1))
    return found


def evidence_rows(connection: Connection, act: Act) -> list[RowMapping] | None:
    """Return the entries of another trail that an act of taking in brought; None when they are not what the act says."""
    digest = act.details.get("evidence")
    data = connection.execute(select(blob.c.data).where(blob.c.digest == digest)).scalar()
    try:
        text = unpacked(data or b"")
        rows: list[RowMapping] = json.loads(text)
    except (ValueError, TypeError, zlib.error):
        return None
    names = {column.name for column in audit.columns}
    if (
        digest_of(text) != digest
        or not isinstance(rows, list)
        or any(set(row) != names or row["hash"] != hash_of(dict(row)) for row in rows)
    ):
        return None
    for before, row in pairwise(rows):
        # Entries of other reports stood between; where none did, one holds the hash of the other.
        if row["seq"] <= before["seq"] or (row["seq"] == before["seq"] + 1 and row["previous"] != before["hash"]):
            return None
    return rows


def evidence_digests(connection: Connection) -> set[str]:
    """Return the digests of all parts of other trails that are kept as evidence."""
    found: set[str] = set()
    query = select(audit).where(audit.c.action == BRING)
    waiting = [act_of(row) for row in connection.execute(query).mappings()]
    while waiting:
        act = waiting.pop()
        found.add(str(act.details.get("evidence")))
        waiting += [act_of(row) for row in evidence_rows(connection, act) or () if row["action"] == BRING]
    return found


def evidence(connection: Connection, act: Act) -> tuple[Act, ...] | None:
    """Return the acts that vouch for what was taken in, those that vouched for it before among them; None when broken."""
    rows = evidence_rows(connection, act)
    if rows is None:
        return None
    found: list[Act] = []
    for each in map(act_of, rows):
        if each.action == BRING:
            before = evidence(connection, each)
            if before is None:
                return None
            found += before
        found.append(each)
    return tuple(found)


def _texts(act: Act, key: str) -> dict[str, str]:
    found = act.details.get(key)
    return {str(name): str(text) for name, text in found.items()} if isinstance(found, dict) else {}
