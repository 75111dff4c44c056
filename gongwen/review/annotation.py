"""Annotations (批注): what a reviewer says of a place, what was answered, and how it was closed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongwen.review.anchor import Anchor


class Kind(StrEnum):
    """What an annotation is about."""

    FACT = "fact"
    FIGURE = "figure"
    WORDING = "wording"
    FORM = "form"
    POLITICS = "politics"
    OTHER = "other"


class Weight(StrEnum):
    """Whether it has to be dealt with before the report goes on."""

    MUST = "must"
    SHOULD = "should"


class Outcome(StrEnum):
    """How an annotation was closed; the two that are not ACCEPTED need a reason."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


KINDS: Final[Mapping[Kind, str]] = {
    Kind.FACT: "事实", Kind.FIGURE: "数据", Kind.WORDING: "表述", Kind.FORM: "格式", Kind.POLITICS: "政治", Kind.OTHER: "其他",
}  # fmt: skip
WEIGHTS: Final[Mapping[Weight, str]] = {Weight.MUST: "必改", Weight.SHOULD: "建议"}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.ACCEPTED: "采纳", Outcome.PARTLY: "部分采纳", Outcome.DECLINED: "不采纳",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in the thread of an annotation; one that was taken back after others answered keeps its row, without text.

    Not yet `sent_at`, it is a draft that only its author sees.
    """

    id: str
    by: str
    at: datetime
    text: str
    edited_at: datetime | None = None
    gone: bool = False
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """How an annotation was closed: by whom, when, why, and on which version of the report."""

    outcome: Outcome
    reason: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a reviewer says of a place; with a `replacement` it is a suggestion (修改建议) of what should stand there.

    `number` counts the annotations of a report in the order they were made and never changes. `round` is the round of
    review it was made in. Not yet `sent_at`, it is a draft that only its author sees. `came_by` names what brought it
    where nobody typed it here: the digest of a Word file. `applied` is the version in which its replacement was put in.
    One that was taken back after others answered is `gone` and keeps its thread, without words.
    """

    id: str
    number: int
    by: str
    at: datetime
    anchor: Anchor
    text: str = ""
    kind: Kind = Kind.OTHER
    weight: Weight = Weight.SHOULD
    replacement: str | None = None
    round: int = 1
    sent_at: datetime | None = None
    edited_at: datetime | None = None
    replies: tuple[Reply, ...] = ()
    closing: Closing | None = None
    came_by: str = ""
    applied: int = 0
    gone: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it or taken it back."""
        return self.closing is None and not self.gone

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.sent_at is None

    @property
    def is_suggestion(self) -> bool:
        """Whether it says what should stand in the place of the words."""
        return self.replacement is not None
