"""Lists of patterns that are wrong: each with a word it needs, what should stand there, the years it holds for and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongwen.checks.finding import Severity
from gongwen.checks.lists import listed
from gongwen.checks.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wrong form, looked for where the text has `key`; `right` (empty: nothing offered) may name groups as \\1."""

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
            if not said and not right:
                said = f"“{_bare(match[0])}”" if len(match[0]) < len("一二三四五六七八九十") else ""
            message = "，".join(part for part in (said, self.note) if part)
            yield Hit(match.start(), match.end(), message, (right,) if right else (), self.severity)


def _bare(text: str) -> str:
    return text.strip("“”，、")


@cache
def patterns(name: str, year: int) -> tuple[Pattern, ...]:
    """Return those of a list that hold for a report of this year; of an unknown year (0) those that hold always."""
    return tuple(
        Pattern(row["key"], re.compile(row["wrong"]), row["right"], Severity(row["weight"]), row["note"])
        for row in listed(name).rows
        if int(row.get("since") or 0) <= year <= int(row.get("until") or max(year, 9999))
    )


def hits(name: str, text: str, year: int = 0) -> list[Hit]:
    """Return the hits of a list's patterns in a text in their order."""
    found = [hit for pattern in patterns(name, year) for hit in pattern.hits(text)]
    return apart(found) if found else found


def apart(found: list[Hit]) -> list[Hit]:
    """Return hits in their order, of those that overlap the first and longest."""
    out: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not out or hit.start >= out[-1].end:
            out.append(hit)
    return out
