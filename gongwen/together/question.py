"""What only a person can decide: one place that two people wrote differently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What two people did to one place."""

    TEXT = "text"
    """Both changed the same sentences of a text, or the same line of a field."""

    MINE_DELETED = "mine_deleted"
    """I deleted a section, a table or a figure in which the other went on writing."""

    THEIRS_DELETED = "theirs_deleted"
    """The other deleted a section, a table or a figure in which I went on writing."""

    AMOUNT = "amount"
    """Both entered another amount for one indicator, one period and one group."""


@dataclass(frozen=True, slots=True)
class Question:
    """One place that two people wrote differently; until it is answered, theirs stands, and what was deleted stays.

    `target` is a target of gongwen.targets, the id of what was deleted, or an amount's (gongwen.together.amounts); `at` is
    where `theirs` begins in the merged text of the target (code points). `base` is what both began with, `mine` and
    `theirs` what each made of it; a side that deleted is empty.
    """

    kind: Kind
    target: str
    at: int
    base: str
    mine: str
    theirs: str
