"""征求意见及采纳情况表: what everybody said of a report and what came of it, as an office files it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.review.anchor import Scope
from gongwen.review.annotation import OUTCOMES, WEIGHTS, Weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.review.annotation import Annotation

TITLE: Final = "征求意见及采纳情况表"
COLUMNS: Final = ("序号", "单位/人", "原文", "意见", "采纳情况", "理由")
UNDECIDED: Final = "待定"
"""What stands for the outcome of what is open."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One line of the table."""

    number: int
    by: str
    original: str
    opinion: str
    outcome: str
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as texts, in the order of COLUMNS."""
        return str(self.number), self.by, self.original, self.opinion, self.outcome, self.reason


def opinions(annotations: Iterable[Annotation]) -> tuple[Opinion, ...]:
    """Return the table of all that was sent and not taken back, counted from 1."""
    sent = [each for each in annotations if not each.is_draft and not each.gone]
    return tuple(_opinion(number, each) for number, each in enumerate(sent, 1))


def _opinion(number: int, about: Annotation) -> Opinion:
    closed = about.closing
    outcome = OUTCOMES[closed.outcome] if closed else UNDECIDED
    return Opinion(number, about.by, _original(about), _said(about), outcome, closed.reason if closed else "")


def _original(about: Annotation) -> str:
    if about.anchor.scope is Scope.REPORT:
        return "（全文）"
    if about.anchor.scope is Scope.SECTION:
        return f"（“{about.anchor.quote}”一节）" if about.anchor.quote else "（一节）"
    return about.anchor.quote.replace("\x1f", "　")


def _said(about: Annotation) -> str:
    change = ""
    if about.replacement is not None:
        change = f"建议改为：“{about.replacement}”。" if about.replacement else "建议删去。"
    must = f"（{WEIGHTS[Weight.MUST]}）" if about.weight is Weight.MUST else ""
    return must + "\n".join(filter(None, (change, about.text)))
