"""The frame of a table: heads and labels of several levels, those that neighbours share made one cell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from gongwen.document import Merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str, ...]
"""A label and those over it, the outermost first."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's cells with heads and labels alone: `depth` rows of heads over `width` columns of labels and the rest."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    depth: int
    width: int


@dataclass(frozen=True, slots=True)
class Span:
    """A label over neighbours: the first of them and how many, its level and how many it takes up."""

    text: str
    first: int
    count: int
    level: int
    levels: int


def merged(labels: Sequence[Path], heads: Sequence[Path], corner: str) -> Frame:
    """Return the frame of a table whose rows and columns have these labels and heads; rows without any have empty cells."""
    depth, width = max(map(len, heads), default=0), max(map(len, labels), default=0)
    grid = [[""] * (width + len(heads)) for _ in range(depth + len(labels))]
    merges = []
    if depth and width:
        grid[0][0] = corner
        merges.append(Merge(0, 0, depth, width))
    for span in spans(heads, depth):
        grid[span.level][width + span.first] = span.text
        merges.append(Merge(span.level, width + span.first, span.levels, span.count))
    for span in spans(labels, width):
        grid[depth + span.first][span.level] = span.text
        merges.append(Merge(depth + span.first, span.level, span.count, span.levels))
    kept = tuple(each for each in merges if each.rows * each.columns > 1)
    return Frame(tuple(map(tuple, grid)), kept, depth, width)


def spans(paths: Sequence[Path], depth: int) -> Iterator[Span]:
    """Yield the labels of paths; the last of a path goes down to `depth`, and is its own even where a neighbour's is equal.

    A label that stands twice, one under the other, in all paths it is shared by takes up both levels.
    """
    taken: set[tuple[int, int]] = set()
    for level in range(depth):
        for _, run in groupby(enumerate(paths), key=lambda each: _shared(each, level)):
            members = list(run)
            at, path = members[0]
            if len(path) <= level or (at, level) in taken:
                continue
            levels = depth - level if len(path) == level + 1 else _again([each for _, each in members], level)
            taken |= {(place, level + down) for place, _ in members for down in range(levels)}
            yield Span(path[level], at, len(members), level, levels)


def _again(paths: Sequence[Path], level: int) -> int:
    """Return how many levels the label of paths that share it takes up; the last level of a path stays apart."""
    levels = 1
    while all(len(path) > level + levels + 1 and path[level + levels] == path[level] for path in paths):
        levels += 1
    return levels


def _shared(each: tuple[int, Path], level: int) -> tuple[int, Path]:
    at, path = each
    return (at, ()) if len(path) <= level + 1 else (-1, path[: level + 1])
