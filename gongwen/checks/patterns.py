"""Lists of patterns that are wrong: each with a word it needs, what should stand there, the years it holds for and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.rule import Hit
from gongwen.checks.words import pairs_of, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wrong form, looked for where the text has `key`; `right` (empty: nothing offered) may name its groups."""

    key: str
    wrong: re.Pattern[str]
    right: str
    severity: Severity
    note: str

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield where the pattern stands in a text."""
        for match in self.wrong.finditer(text) if self.key in text else ():
            right = match.expand(self.right) if self.right else ""
            said = f"“{_bare(match[0])}”应为“{_bare(right)}”" if right and _bare(right) != _bare(match[0]) else ""
            message = "，".join(part for part in (said, self.note) if part)
            yield Hit(match.start(), match.end(), message, (right,) if right else (), self.severity)


def _bare(text: str) -> str:
    return text.strip("“”，、")


class PatternList:
    """Patterns, of which only those are tried on a text whose key can stand in it."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_pair: dict[str, list[Pattern]] = {}
        self._short: list[Pattern] = []
        for pattern in patterns:
            kept = self._by_pair.setdefault(pattern.key[:2], []) if len(pattern.key) > 1 else self._short
            kept.append(pattern)
        self._pairs = watch(self._by_pair)

    def find(self, text: str) -> list[Hit]:
        """Return the hits in a text in their order, of those that overlap the first and longest."""
        tried = [pattern for pair in self._pairs & pairs_of(text) for pattern in self._by_pair[pair]]
        found = [hit for pattern in (*tried, *self._short) for hit in pattern.hits(text)]
        return apart(found) if found else found


@cache
def pattern_list(name: str, year: int = 0) -> PatternList:
    """Return a list's patterns that hold for a report of this year; of an unknown year (0) those that hold always."""
    return PatternList(
        Pattern(row["key"], re.compile(row["wrong"]), row["right"], Severity(row["weight"]), row["note"])
        for row in listed(name).rows
        if int(row.get("since") or 0) <= year <= int(row.get("until") or max(year, 9999))
    )


def apart(found: list[Hit]) -> list[Hit]:
    """Return hits in their order, of those that overlap the first and longest."""
    out: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not out or hit.start >= out[-1].end:
            out.append(hit)
    return out
