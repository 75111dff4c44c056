"""Annotations of reports, made by chance from a seed or by hand, for the tests of the Word file and of its return."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from gongwen.review.anchor import ON_REPORT, Scope, anchored, on_section
from gongwen.review.annotation import Annotation, Closing, Kind, Outcome, Reply, Weight
from gongwen.review.texts import texts

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.review.anchor import Anchor

AT: Final = datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC)
PEOPLE: Final = ("陈秀英", "吴建国", "O'Neil & 王")


def remark(number: int, anchor: Anchor, text: str = "", replacement: str | None = None, **more: object) -> Annotation:
    """Return an annotation that has been sent."""
    by = PEOPLE[number % len(PEOPLE)]
    at = AT + timedelta(minutes=number)
    return Annotation(f"a{number}", number, by, at, anchor, text, replacement=replacement, sent_at=AT, **more)  # type: ignore[arg-type]


def answer(number: int, text: str, by: str = PEOPLE[0]) -> Reply:
    return Reply(f"r{number}", by, AT + timedelta(hours=1, minutes=number), text, sent_at=AT)


def by_chance(document: Document, seed: int, count: int = 40) -> tuple[Annotation, ...]:
    """Return remarks and suggestions on any texts of a document, some answered, some closed."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    found = texts(document)
    keys = [key for key, text in found.items() if text.strip() and not key.startswith("face")]
    return tuple(_one(number, document, found, keys, chance) for number in range(1, count + 1))


def _one(number: int, document: Document, found: dict[str, str], keys: list[str], chance: random.Random) -> Annotation:
    key = chance.choice(keys)
    text = found[key]
    start = chance.randrange(len(text))
    anchor = anchored(found, key, start, start + chance.randint(1, 20))
    words = anchor.quote
    new = chance.choice(
        (
            "",
            words[: len(words) // 2],
            f"{words}并抓好落实",
            f"{words[:3]}\n另起一段{words[3:]}",
            "改写12次",
            words.replace("\n", ""),
        )
    )
    replacement = new if chance.random() < 0.5 and new != words else None
    if chance.random() < 0.05:
        anchor = on_section(found, document.body.children[0].id) if document.body.children else ON_REPORT
    replies = tuple(
        answer(number * 10 + each, chance.choice(("同意", "再看看", "已改，\n请核")), chance.choice(PEOPLE))
        for each in range(chance.randint(0, 2))
    )
    closing = Closing(chance.choice(list(Outcome)), "理由见附页", PEOPLE[0], AT, 1) if chance.random() < 0.2 else None
    return remark(
        number,
        anchor,
        "" if replacement is not None and chance.random() < 0.5 else f"第{number}条：请核实",
        replacement if anchor.scope is Scope.RANGE else None,
        kind=chance.choice(list(Kind)),
        weight=chance.choice(list(Weight)),
        replies=replies,
        closing=closing,
    )
