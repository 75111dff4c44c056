"""A text that came back with marks in it: who put in and took out what, remarks on it, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BREAK: Final = "\v"
"""A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class By:
    """Who marked something, and when, as the file has it; either may be empty."""

    name: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters with one fate: kept, put in by somebody, taken out by somebody, or both one after the other.

    `move` names the move that took them out here or put them in here.
    """

    text: str
    put_in: By | None = None
    taken_out: By | None = None
    move: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether nobody touched them."""
        return self.put_in is None and self.taken_out is None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on characters [start, end) of all stretches; `parent` is the place of the one it answers, or -1.

    `names` are what the file names it by; `done` is None where the file does not say whether it is closed.
    """

    by: By
    text: str
    start: int
    end: int
    parent: int = -1
    done: bool | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A change that is no change of text: what it is, by whom, and the characters [start, end) it is on."""

    what: str
    by: By
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """A comment as it was sent: its thread, which part of it, its name in the file, the digest of its text."""

    thread: str
    part: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Thread:
    """An annotation as it was sent: its bookmark, its words, whether it was closed, and the replacement that was tracked."""

    name: str
    key: str
    start: int
    end: int
    done: bool
    replacement: str | None


@dataclass(frozen=True, slots=True)
class Revised:
    """A returned text; `report` and `version` say what it was made from, where it still knows.

    `nameless` says that the file was told to forget who wrote in it. `bookmarks` are characters of all stretches by name.
    """

    stretches: tuple[Stretch, ...]
    remarks: tuple[Remark, ...] = ()
    noted: tuple[Noted, ...] = ()
    known: tuple[Known, ...] = ()
    threads: tuple[Thread, ...] = ()
    bookmarks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    report: str = ""
    version: int = 0
    nameless: bool = False

    @property
    def original(self) -> str:
        """The text with every change refused."""
        return "".join(each.text for each in self.stretches if each.put_in is None)

    @property
    def final(self) -> str:
        """The text with every change accepted."""
        return "".join(each.text for each in self.stretches if each.taken_out is None)
