"""Three-way merge of the tree of sections: who moved, added or deleted what, without any section vanishing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import MAX_LEVEL
from gongwen.together.sequences import hunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.document import Section

Children = dict[str, tuple[str, ...]]
"""The ids of each section's children by its own id; TOP has the roots."""

TOP: Final = ""


@dataclass(frozen=True, slots=True)
class Grown:
    """A merged tree, and the uppermost sections of what one side deleted and the other went on with."""

    children: dict[str, list[str]]
    mine_deleted: list[str] = field(default_factory=list)
    theirs_deleted: list[str] = field(default_factory=list)


def outline(roots: tuple[Section, ...]) -> Children:
    """Return the tree of sections by their ids."""
    found: Children = {TOP: tuple(root.id for root in roots)}
    for root in roots:
        for section in root.walk():
            found[section.id] = tuple(child.id for child in section.children)
    return found


def below(children: Mapping[str, Sequence[str]], top: str) -> Iterator[str]:
    """Yield a section's id and those of all below it, in reading order."""
    yield top
    for child in children.get(top, ()):
        yield from below(children, child)


def merge_outlines(
    base: Children, mine: Children, theirs: Children, *, edited: frozenset[str], wrote: frozenset[str]
) -> Grown:
    """Return their tree with my moves, additions and deletions.

    `edited` are the sections of the base whose own words I changed, `wrote` those whose words they changed: a section
    that one deleted stays when the other changed it or put something into it.
    """
    grown = Grown({parent: list(ids) for parent, ids in theirs.items()})
    _put_back(grown, base, mine, edited)
    _follow(grown.children, base, mine)
    _delete(grown, base, mine, wrote)
    for root in tuple(grown.children[TOP]):
        _lift(grown.children, root, 0)
    return grown


def _put_back(grown: Grown, base: Children, mine: Children, edited: frozenset[str]) -> None:
    """Put back what they deleted and I went on with."""
    tree, ours = grown.children, _parents(mine)
    for top in _tops(ours, [key for key in mine if key in base and key not in tree]):
        if any(key in edited or key not in base for key in below(mine, top)):
            grown.theirs_deleted.append(top)
            for key in below(mine, top):
                if key not in tree:
                    _place(tree, mine, ours, key)


def _follow(tree: dict[str, list[str]], base: Children, mine: Children) -> None:
    """Add what I added and move what I moved."""
    away, ours = moved(base, mine), _parents(mine)
    for key in list(below(mine, TOP))[1:]:
        if ours[key] not in tree:
            continue
        if key not in base and key not in tree:
            _place(tree, mine, ours, key)
        elif key in away and key in tree and ours[key] not in below(tree, key):
            _take_out(tree, key)
            _place(tree, mine, ours, key)


def _delete(grown: Grown, base: Children, mine: Children, wrote: frozenset[str]) -> None:
    """Delete what I deleted, but for what they went on with."""
    tree = grown.children
    for top in _tops(_parents(tree), [key for key in tree if key in base and key not in mine]):
        inside = list(below(tree, top))
        if any(key in wrote or key not in base or key in mine for key in inside):
            grown.mine_deleted.append(top)
        else:
            _take_out(tree, top)
            for key in inside:
                del tree[key]


def _parents(children: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {child: parent for parent, ids in children.items() for child in ids}


def _tops(parents: dict[str, str], keys: list[str]) -> list[str]:
    """Return those of the sections that stand under none of the others."""
    lost = set(keys)
    return [key for key in keys if parents.get(key) not in lost]


def moved(base: Children, mine: Children) -> set[str]:
    """Return the sections that I put elsewhere: under another parent, or out of their order among those that stayed."""
    old, ours = _parents(base), _parents(mine)
    away = {key for key in ours if key in old and ours[key] != old[key]}
    for parent, ids in mine.items():
        stayed = tuple(key for key in ids if old.get(key) == parent)
        before = tuple(key for key in base.get(parent, ()) if key in stayed)
        if stayed != before:
            away |= {key for hunk in hunks(before, stayed) for key in hunk.items}
    return away


def _place(tree: dict[str, list[str]], mine: Children, ours: dict[str, str], key: str) -> None:
    """Put a section after the nearest one before it in my tree that stands under the same parent, and after theirs there."""
    siblings, ids = tree[ours[key]], mine[ours[key]]
    before = ids[: ids.index(key)]
    at = next((siblings.index(one) + 1 for one in reversed(before) if one in siblings), 0)
    while at < len(siblings) and siblings[at] not in ids:
        at += 1
    siblings.insert(at, key)
    tree.setdefault(key, [])


def _take_out(tree: dict[str, list[str]], key: str) -> None:
    for ids in tree.values():
        if key in ids:
            ids.remove(key)


def _lift(tree: dict[str, list[str]], key: str, level: int) -> None:
    """Put what two moves together brought below the last level beside its parent instead."""
    at = 0
    while at < len(tree[key]):
        child = tree[key][at]
        _lift(tree, child, level + 1)
        if level + 1 == MAX_LEVEL:
            tree[key][at + 1 : at + 1] = tree[child]
            tree[child] = []
        at += 1
