"""What a point of a check is: a clause, a sentence, and a function that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Finder = Callable[[Subject], Iterable[object]]


@dataclass(frozen=True)
class Point(Generic[Subject]):
    """One thing somebody would look at; `find` yields what is wrong with a file, nothing when it is right."""

    name: str
    clause: str
    sentence: str
    find: Finder[Subject]


class Points(Generic[Subject]):
    """A list of points, filled by its decorator."""

    def __init__(self) -> None:
        self.all: dict[str, Point[Subject]] = {}

    def __call__(self, clause: str) -> Callable[[Finder[Subject]], Finder[Subject]]:
        def keep(find: Finder[Subject]) -> Finder[Subject]:
            assert find.__doc__
            assert find.__name__ not in self.all
            self.all[find.__name__] = Point(find.__name__, clause, find.__doc__, find)
            return find

        return keep
