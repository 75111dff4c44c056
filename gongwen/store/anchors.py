"""Where the annotations of a report stand: read, written, and followed through every save in the save's own transaction."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select, update

from gongwen.review.anchor import Anchor, Scope, Standing, anchored, on_section
from gongwen.review.following import follow
from gongwen.review.texts import texts
from gongwen.store.parts import as_json, digest_of
from gongwen.store.reviewschema import annotation
from gongwen.store.schema import kept
from gongwen.targets import HEADING_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, RowMapping

    from gongwen.document import Document

log = logging.getLogger(__name__)

COLUMNS: Final = tuple(
    annotation.c[name]
    for name in ("key", "start", "stop", "quote", "words", "ahead", "behind", "standing", "scope")
)  # fmt: skip
"""The columns of an anchor, in the order of its fields."""

_ALL: Final = select(annotation.c.id, annotation.c.sent_at, *COLUMNS).where(annotation.c.report_id == bindparam("name"))
_TO_ANCHOR: Final = update(annotation).where(annotation.c.id == bindparam("which"))


def anchor_of(row: RowMapping) -> Anchor:
    """Return the anchor in an annotation's row."""
    key, start, stop, quote, words, ahead, behind, standing, scope = (row[column.name] for column in COLUMNS)
    return Anchor(key, start, stop, quote, words, ahead, behind, Standing(standing), Scope(scope))


def columns_of(anchor: Anchor) -> dict[str, str | int]:
    """Return what an annotation's row says of its anchor."""
    return {
        "key": anchor.key, "start": anchor.start, "stop": anchor.end, "quote": kept(anchor.quote),
        "words": kept(anchor.now), "ahead": kept(anchor.before), "behind": kept(anchor.after),
        "standing": str(anchor.standing), "scope": str(anchor.scope),
    }  # fmt: skip


def follow_all(connection: Connection, name: str, before: Document, after: Document) -> str:
    """Bring all anchors of a report from one document to the next; return the digest of where they stand now."""
    rows = connection.execute(_ALL, {"name": name}).mappings().all()
    anchors = {row["id"]: anchor_of(row) for row in rows}
    there = texts(after)
    now = anchors | follow(anchors, texts(before), there)
    now |= {which: sound(anchor, there) for which, anchor in now.items()}
    write(connection, {which: anchor for which, anchor in now.items() if anchor != anchors[which]})
    return _digest(rows, now)


def followed(anchor: Anchor, before: Document, after: Document) -> Anchor:
    """Return where an anchor of one document stands in another."""
    there = texts(after)
    return sound(follow({"": anchor}, texts(before), there).get("", anchor), there)


def made_anew(anchor: Anchor, document: Document) -> Anchor | None:
    """Return an anchor as its document has it, whatever it claims of words; None when it names no text there."""
    found = texts(document)
    if anchor.scope is Scope.REPORT:
        return Anchor(scope=Scope.REPORT)
    if anchor.lost:
        return replace(anchor, start=max(anchor.start, 0), end=max(anchor.end, 0))
    if anchor.key not in found:
        return None
    if anchor.scope is Scope.SECTION:
        return on_section(found, anchor.key) if anchor.key + HEADING_SUFFIX in found else None
    return anchored(found, anchor.key, anchor.start, anchor.end)


def sound(anchor: Anchor, there: Mapping[str, str]) -> Anchor:
    """Return an anchor as it is, or as an orphan when what it says stands in a text does not."""
    if fits(anchor, there):
        return anchor
    log.warning("an anchor in %s did not hold its words (%s) and was let go", anchor.key, anchor.standing)
    return replace(anchor, standing=Standing.ORPHAN)


def fits(anchor: Anchor, there: Mapping[str, str]) -> bool:
    """Whether the words of an anchor are where it says, and those it was made on when it says so; an orphan says nothing."""
    if anchor.lost or anchor.scope is Scope.REPORT:
        return True
    if anchor.scope is Scope.SECTION:
        return anchor.key in there
    text = there.get(anchor.key)
    if text is None or not 0 <= anchor.start <= anchor.end <= len(text):
        return False
    return text[anchor.start : anchor.end] == anchor.now and (
        anchor.standing is not Standing.OK or anchor.quote == anchor.now
    )


def write(connection: Connection, anchors: Mapping[str, Anchor]) -> None:
    """Store where annotations stand."""
    if anchors:
        rows = [{"which": which, **columns_of(anchor)} for which, anchor in anchors.items()]
        connection.execute(_TO_ANCHOR, rows)


def digest_of_places(connection: Connection, name: str) -> str:
    """Return the digest of where all annotations of a report stand that have been sent."""
    rows = connection.execute(_ALL, {"name": name}).mappings().all()
    return _digest(rows, {row["id"]: anchor_of(row) for row in rows})


def _digest(rows: Iterable[RowMapping], anchors: Mapping[str, Anchor]) -> str:
    sent = sorted(row["id"] for row in rows if row["sent_at"] is not None)
    return digest_of(as_json([[which, *columns_of(anchors[which]).values()] for which in sent]))
