"""What a check finds, as values: where, how grave, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongwen.document import Location


class Severity(StrEnum):
    """How much a finding weighs: 必改 must be answered before a report goes on, 建议 should, 提示 is folded away."""

    MUST = "must"
    SHOULD = "should"
    HINT = "hint"

    @property
    def label(self) -> str:
        """What a person calls it."""
        return LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest, then 1 and 2."""
        return list(Severity).index(self)


LABELS: Final = {Severity.MUST: "必改", Severity.SHOULD: "建议", Severity.HINT: "提示"}


@dataclass(frozen=True, slots=True)
class Change:
    """Characters [location.start, location.end) of a place replaced by a text; equal ends put it in."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True)
class AddPart:
    """A section of the report's template put where the template has it; `slot` is its key."""

    slot: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding: what the button says, and the changes it makes to the document as it was checked."""

    label: str
    changes: tuple[Change | AddPart, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    `location` is the first place and `places` all of them when one cause shows in many; `count` says how many. `excerpt`
    is the text found fault with, `fingerprint` what it is known by while the text round it stays (see
    gongwen.checks.fingerprint). `fixes` mend every place. `each` are the findings that one of many alike is made of.
    `settled` says that the import has dealt with it, and a person only compares with the source.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    excerpt: str = ""
    fixes: tuple[Fix, ...] = ()
    places: tuple[Location, ...] = ()
    fingerprint: str = ""
    each: tuple[Finding, ...] = ()
    settled: bool = False

    @property
    def count(self) -> int:
        """In how many places it shows."""
        return max(len(self.places), 1)
