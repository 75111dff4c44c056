"""Annotations as the page paints them: cards with their threads, and where their words stand on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongwen.review.anchor import Scope, Standing
from gongwen.review.annotation import KINDS, OUTCOMES, WEIGHTS
from gongwen.review.texts import APART
from gongwen.together.wording import runs
from widgets.historylist import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.review.annotation import Annotation, Closing, Reply

STANDS = {Standing.OK: "", Standing.CHANGED: "原文改过", Standing.MOVED: "原文挪了地方", Standing.ORPHAN: "原文已删"}
"""What a card says of the words it is on."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads the cards: their name, what they have not read, the names of sections by ids."""

    name: str
    unread: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)

    def who(self, name: str) -> str:
        """Return what a person is called in a card."""
        return "我" if name == self.name else name

    def card(self, each: Annotation) -> dict[str, Any]:
        """Return a card."""
        anchor = each.anchor
        place = anchor.key.partition("#")[0].partition("@")[0]
        return {
            "id": each.id, "n": each.number, "by": each.by, "who": self.who(each.by), "mine": each.by == self.name,
            "at": exact(each.at), "kind": str(each.kind), "about": KINDS[each.kind], "weight": str(each.weight),
            "must": WEIGHTS[each.weight], "round": each.round, "text": each.text, "words": quoted(each),
            "stands": "" if each.applied else STANDS[anchor.standing], "lost": anchor.lost, "scope": str(anchor.scope),
            "place": "整篇报告" if anchor.scope is Scope.REPORT else self.places.get(place, ""),
            "runs": [list(run) for run in runs(anchor.quote, each.replacement)] if each.replacement is not None else None,
            "replacement": each.replacement, "quote": anchor.quote, "draft": each.is_draft, "open": each.is_open, "gone": each.gone, "edited": each.edited_at is not None,
            "came": bool(each.came_by), "replies": [self.reply(reply) for reply in each.replies],
            "closing": self.closing(each.closing, each.applied) if each.closing else None, "unread": each.id in self.unread,
        }  # fmt: skip

    def reply(self, each: Reply) -> dict[str, Any]:
        """Return an answer of a thread."""
        return {
            "id": each.id, "who": self.who(each.by), "mine": each.by == self.name, "at": exact(each.at),
            "text": each.text, "gone": each.gone, "edited": each.edited_at is not None, "draft": each.sent_at is None,
        }  # fmt: skip

    def closing(self, each: Closing, applied: int) -> dict[str, Any]:
        """Return how a card was closed."""
        return {
            "outcome": str(each.outcome), "word": OUTCOMES[each.outcome], "reason": each.reason, "who": self.who(each.by),
            "at": exact(each.at), "applied": applied,
        }  # fmt: skip


def quoted(each: Annotation) -> str:
    """Return the words a card is on, as it quotes them: those it was made on where they are gone, else what stands there."""
    anchor = each.anchor
    return (anchor.quote if anchor.lost or anchor.scope is not Scope.RANGE else anchor.now).replace(APART, "　")
