"""Changes of a returned text that stand beside each other, and which of them a suggestion had made before it went out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongwen.review.revised import BREAK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from gongwen.review.revised import By, Stretch

Part = tuple[int, "Stretch"]
"""A changed stretch, and where it stands with every change refused."""


@dataclass(slots=True)
class Group:
    """What one person changed at one place: characters [first, last) taken out, and what is put in there."""

    by: By
    first: int
    last: int
    new: str = ""
    moved: bool = False


@dataclass(slots=True)
class Cluster:
    """Changed stretches with nothing kept between them; `first` and `last` count characters with every change refused."""

    first: int
    last: int
    parts: list[Part] = field(default_factory=list)


def clusters(stretches: Sequence[Stretch]) -> Iterator[Cluster]:
    """Yield the changes of a text by their place."""
    at, held = 0, None
    for each in stretches:
        size = len(each.text) if each.put_in is None else 0
        if each.is_kept:
            if held is not None and each.text.strip(BREAK):
                yield held
                held = None
        else:
            held = held or Cluster(at, at)
            held.parts.append((at, each))
            held.last = at + size
        at += size
    if held is not None:
        yield held


def groups(cluster: Cluster) -> Iterator[Group]:
    """Yield what each person changed; what one put in and another took out again is nothing."""
    held: Group | None = None
    for at, each in cluster.parts:
        by = each.taken_out if each.put_in is None else each.put_in
        if by is None or (each.put_in is not None and each.taken_out is not None):
            continue
        if held is None or held.by.name != by.name or held.moved != bool(each.move) or held.last != at:
            if held is not None:
                yield held
            held = Group(by, at, at, moved=bool(each.move))
        if each.put_in is None:
            held.last = at + len(each.text)
        else:
            held.new += each.text
    if held is not None:
        yield held


def take(cluster: Cluster, out: Collection[int], new: str, by: str, sent: Mapping[int, int]) -> str:
    """Take a change out of a cluster: printed characters `out` taken out, `new` put in; `sent` says which character is which.

    Return "there" when it was there, "further" when somebody changed it, and empty when it was not.
    """
    gone = {
        sent[at + index]
        for at, each in cluster.parts
        if each.put_in is None
        for index in range(len(each.text))
        if at + index in sent
    }
    span = _span(cluster, new, by) if set(out) <= gone else None
    if span is None:
        mine = [part for part in cluster.parts if _is_by(part[1], by)]
        cluster.parts = [part for part in cluster.parts if not _is_by(part[1], by)]
        return "further" if mine else ""
    changed = False
    left: list[Part] = []
    passed = 0
    for at, each in cluster.parts:
        if each.put_in is None:
            left += _without(at, each, {index for index in range(len(each.text)) if sent.get(at + index) in out})
            continue
        first, last = max(span[0] - passed, 0), min(span[1] - passed, len(each.text))
        passed += len(each.text)
        if first >= last:
            left.append((at, each))
            continue
        changed |= each.taken_out is not None or each.put_in.name != _author(cluster, span)
        left += _without(at, each, set(range(first, last)))
    cluster.parts = left
    return "further" if changed else "there"


def _is_by(stretch: Stretch, by: str) -> bool:
    return any(one is not None and one.name == by for one in (stretch.put_in, stretch.taken_out))


def _author(cluster: Cluster, span: tuple[int, int]) -> str:
    """Return who put in the first character of a span of all that was put in."""
    passed = 0
    for _, each in cluster.parts:
        if each.put_in is not None:
            if span[0] < passed + len(each.text):
                return each.put_in.name
            passed += len(each.text)
    return ""


def _span(cluster: Cluster, new: str, by: str) -> tuple[int, int] | None:
    """Return which characters of all that was put in are a text: of one person's at first, then of anybody's."""
    if not new:
        return 0, 0
    put_in = [(char, each.put_in.name) for _, each in cluster.parts if each.put_in is not None for char in each.text]
    for mine in ([at for at, (_, name) in enumerate(put_in) if name == by], list(range(len(put_in)))):
        text = "".join(put_in[at][0] for at in mine)
        found = text.find(new)
        if found >= 0:
            return mine[found], mine[found + len(new) - 1] + 1
    return None


def _without(at: int, stretch: Stretch, gone: set[int]) -> Iterator[Part]:
    """Yield what is left of a stretch without some of its characters."""
    start = None
    for index in range(len(stretch.text) + 1):
        stays = index < len(stretch.text) and index not in gone
        if stays and start is None:
            start = index
        elif not stays and start is not None:
            place = at + start if stretch.put_in is None else at
            yield place, replace(stretch, text=stretch.text[start:index])
            start = None
