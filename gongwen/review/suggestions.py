"""Suggestions (修改建议): what would stand in the text if one were accepted, and the document with it put in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.errors import EditError
from gongwen.review.anchor import CONTEXT, Anchor, Standing
from gongwen.review.texts import APART, rewrite, text_of
from gongwen.together.sequences import Clash, merge
from gongwen.together.wording import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation


class Way(StrEnum):
    """How a suggestion can be accepted."""

    READY = "ready"
    """Its words still stand as they were."""

    ASK = "ask"
    """They have been changed since; a person looks at the result first."""

    GONE = "gone"
    """They are gone; both texts are shown and nothing is put in."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What accepting a suggestion comes to: `now` is replaced by `result`.

    With ASK `merged` says that the result holds the others' change too; else it is the suggested wording alone.
    """

    way: Way
    now: str
    result: str
    merged: bool = True


def propose(anchor: Anchor, replacement: str) -> Proposal:
    """Return how a suggestion can be accepted as the text stands now."""
    if anchor.lost:
        return Proposal(Way.GONE, anchor.now, replacement)
    if anchor.now == anchor.quote:
        return Proposal(Way.READY, anchor.now, replacement)
    if anchor.now == replacement:
        return Proposal(Way.READY, anchor.now, replacement)  # somebody has written it already
    made = _merged(anchor.quote, replacement, anchor.now)
    return Proposal(Way.ASK, anchor.now, replacement if made is None else made, merged=made is not None)


def _merged(base: str, mine: str, theirs: str) -> str | None:
    """Return both changes of a wording in one, numbers as wholes; None where they touch each other."""
    whole = [tuple(TOKEN.findall(text)) for text in (base, mine, theirs)]
    made: list[str] = []
    for part in merge(whole[0], whole[1], whole[2]):
        if isinstance(part, Clash):
            return None
        made += part
    return "".join(made)


def put_in(document: Document, anchor: Anchor, result: str) -> tuple[Document, Anchor]:
    """Return the document with an anchor's words replaced, and the anchor on what stands there then.

    Raise EditError when the words do not stand there, or the result would break a table's cells.
    """
    text = text_of(document, anchor.key)
    if anchor.lost or text is None or text[anchor.start : anchor.end] != anchor.now:
        raise EditError("这条建议针对的文字已经不在原处", mend="请看着现在的文字改，再办结这条建议")
    if result.count(APART) != anchor.now.count(APART):
        raise EditError("这条建议跨了表格的格子，不能直接放进去", mend="请在表格里改，再办结这条建议")
    whole = text[: anchor.start] + result + text[anchor.end :]
    document = rewrite(document, anchor.key, whole)
    end = anchor.start + len(result)
    standing = Standing.OK if result == anchor.quote else Standing.CHANGED
    return document, replace(anchor, end=end, now=result, after=whole[end : end + CONTEXT], standing=standing)


def pending(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Return the suggestions that can be put in as they are, in the order of the text; of two that overlap only the first."""
    found = [
        each
        for each in annotations
        if each.replacement is not None and each.is_open and propose(each.anchor, each.replacement).way is not Way.GONE
    ]
    kept: list[Annotation] = []
    for each in sorted(found, key=lambda each: (each.anchor.key, each.anchor.start, each.anchor.end, each.number)):
        last = kept[-1].anchor if kept else None
        if last is None or last.key != each.anchor.key or last.end < each.anchor.start or (
            last.end == each.anchor.start and last.start < last.end
        ):  # fmt: skip
            kept.append(each)
    return tuple(kept)


def accepted(document: Document, annotations: Iterable[Annotation]) -> Document:
    """Return the document as if every pending suggestion had been accepted; raise EditError as put_in does."""
    for each in reversed(pending(annotations)):  # from behind, so that what stands before stays where it is
        document, _anchor = put_in(document, each.anchor, propose(each.anchor, each.replacement or "").result)
    return document
