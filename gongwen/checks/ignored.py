"""Findings that somebody has called right: one place, or a word in the whole report; each silent while its text stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongwen.checks.engine import together
from gongwen.checks.finding import Severity
from gongwen.checks.fingerprint import had_twins, near_of, of_cause, uncounted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from gongwen.checks.finding import Finding


class Scope(StrEnum):
    """How far an ignored finding reaches in its report."""

    PLACE = "place"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding of a rule that somebody has called right, when, why, and in which version.

    `key` is the finding's fingerprint for a place, its excerpt for a word.
    """

    id: int
    rule: str
    scope: Scope
    key: str
    excerpt: str
    reason: str
    by: str
    at: datetime
    version: int


Silenced = tuple["Finding", Ignored]


def sift(findings: Iterable[Finding], ignored: Iterable[Ignored]) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    """Return the findings that are open, and those that are ignored with what says so.

    One ignored place silences one place at most. Of many alike that are one finding, some may be ignored: it is then two.
    What must be mended is silenced only by a reason.
    """
    found, said = tuple(findings), tuple(ignored)
    rules = {each.rule for each in said}
    single = [one for each in found if each.rule in rules for one in each.each or (each,)]
    quiet = _places(single, said)
    _words(single, said, quiet)
    _causes(single, said, quiet)
    left: list[Finding] = []
    silenced: list[Silenced] = []
    for each in found:
        ones = each.each or (each,)
        open_ = [one for one in ones if one.fingerprint not in quiet]
        if len(open_) == len(ones):
            left.append(each)
            continue
        groups: dict[int, list[Finding]] = {}
        for one in ones:
            if one.fingerprint in quiet:
                groups.setdefault(quiet[one.fingerprint].id, []).append(one)
        if open_:
            left.append(_whole(open_))
        silenced += [
            (each if len(some) == len(ones) else _whole(some), quiet[some[0].fingerprint]) for some in groups.values()
        ]
    return tuple(left), tuple(silenced)


def _whole(findings: Sequence[Finding]) -> Finding:
    return findings[0] if len(findings) == 1 else together(findings)


def _may(finding: Finding, by: Ignored) -> bool:
    return finding.severity is not Severity.MUST or bool(by.reason.strip())


def _places(findings: Sequence[Finding], ignored: Sequence[Ignored]) -> dict[str, Ignored]:
    """Return which findings are ignored as places, by their fingerprints, which no two of have one.

    A place is known by all of its fingerprint; or by what of it is not counted, where others alike came or went; or by
    its near part, unless there were others alike when it was ignored: which of them it was, nobody knows then.
    """
    quiet: dict[str, Ignored] = {}
    pending = [each for each in ignored if each.scope is Scope.PLACE]
    for known in (str, uncounted, near_of):
        free = _by(known, (each for each in findings if each.fingerprint not in quiet))
        for each in list(pending):
            if known is near_of and had_twins(each.key):
                continue
            there = next((one for one in free[known(each.key)] if one.rule == each.rule and _may(one, each)), None)
            if there is not None:
                free[known(each.key)].remove(there)
                quiet[there.fingerprint] = each
                pending.remove(each)
    return quiet


def _by(known: Callable[[str], str], findings: Iterable[Finding]) -> defaultdict[str, list[Finding]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        found[known(each.fingerprint)].append(each)
    return found


def _words(findings: Sequence[Finding], ignored: Sequence[Ignored], quiet: dict[str, Ignored]) -> None:
    """Add the findings that are ignored for their word."""
    words = {(each.rule, each.key, bool(each.reason.strip())): each for each in ignored if each.scope is Scope.WORD}
    for one in findings:
        by = words.get((one.rule, one.excerpt, True)) or words.get((one.rule, one.excerpt, False))
        if by is not None and _may(one, by):
            quiet.setdefault(one.fingerprint, by)


def _causes(findings: Sequence[Finding], ignored: Sequence[Ignored], quiet: dict[str, Ignored]) -> None:
    """Add the findings of rules whose many alike were ignored as one: all, while they are of the same words as then."""
    causes: dict[str, list[Finding]] = {}
    for some in (findings, [one for one in findings if one.fingerprint not in quiet]):
        rules: dict[str, list[Finding]] = {}
        for one in some:
            rules.setdefault(one.rule, []).append(one)
        causes |= {of_cause(rule, *sorted({one.excerpt for one in alike})): alike for rule, alike in rules.items()}
    for each in ignored:
        for one in causes.get(each.key, ()) if each.scope is Scope.PLACE else ():
            if _may(one, each):
                quiet.setdefault(one.fingerprint, each)
