"""A Word file that comes back to a stored report: looked at without a trace, and taken in when somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from gongwen.errors import StoreError
from gongwen.importers.review import read_review
from gongwen.review.items import ADDED, TOLD
from gongwen.review.returned import returned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongwen.review.items import Item, Returned
    from gongwen.review.revised import By
    from gongwen.store import Store
    from gongwen.store.reviewer import Brought


@dataclass(frozen=True, slots=True)
class Look:
    """What a file brings to a report, and the digest that will be said of all that it brought.

    `before` is what came of the same file when it was taken in earlier; `people` who the names in it are, as far as known.
    """

    brings: Returned
    digest: str
    file: str
    before: str
    people: Mapping[str, str]


def look(store: Store, report: str, data: bytes, file: str) -> Look:
    """Return what a returned file brings; raise ImportRefusedError when it cannot be read. Nothing is stored."""
    revised = read_review(data, file)
    stands, trips = store.version(report), store.trips.of(report)
    version = revised.version if revised.report == report else trips[-1].version if trips else revised.version
    if revised.report not in {report, ""} or not 0 < version <= stands:
        version = stands
    try:
        document = store.history.at(report, version)
    except StoreError:  # thinned out since
        version, document = stands, store.history.at(report, stands)
    found = returned(revised, document, store.review.all(report), report=report, version=version)
    digest = sha256(data).hexdigest()
    taken = store.trips.came_back(report, digest)
    return Look(found, digest, file, taken.outcome if taken else "", store.trips.aliases())


def take(
    store: Store,
    report: str,
    seen: Look,
    *,
    items: Sequence[Item] | None = None,
    people: Mapping[str, str] | None = None,
) -> int:
    """Store what a file brings, or some of it, and return how many things; raise StoreError for who may not.

    Changes and comments become annotations to be decided; `people` says who the names in the file are here, which is
    remembered. A file whose taking was broken off can be taken again: what is there already comes no second time.
    """
    named = {**seen.people, **(people or {})}
    if people:
        store.trips.call(people)
    chosen = seen.brings.items if items is None else items
    for item in chosen:
        _put(store, report, seen, item, named)
    if chosen:
        store.trips.returned(report, seen.digest, seen.brings.summary, file=seen.file)
    return len(chosen)


def _put(store: Store, report: str, seen: Look, item: Item, people: Mapping[str, str]) -> None:
    """Store one thing that a file brings; what it decided by itself is said in the thread, and decided here."""
    whose = _whose(item.by, people, seen.digest)
    if item.what not in ADDED:
        store.review.reply(report, item.annotation, TOLD.get(item.what, item.text), **whose)
    elif item.anchor is not None:
        said: Brought = {
            **whose, "kind": item.kind, "weight": item.weight, "replacement": item.replacement, "sent": True,
        }  # fmt: skip
        made = store.review.add(report, seen.brings.version, item.anchor, item.text, **said)
        for by, text in item.replies:
            store.review.reply(report, made.id, text, **_whose(by, people, seen.digest))


def _whose(by: By, people: Mapping[str, str], digest: str) -> Brought:
    """Return whose words something is and since when; what the file does not say is left to the store."""
    name = people.get(by.name, by.name)
    if not name:
        return {"came_by": digest}
    try:
        at = datetime.fromisoformat(by.at.removesuffix("Z")).astimezone()
    except (ValueError, OverflowError, OSError):
        return {"came_by": digest, "by": name}
    return {"came_by": digest, "by": name, "at": at}
