"""Runs the rules over a document: every text once, what has not changed not at all, and alike findings made one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Change, Finding, Fix
from gongwen.checks.fingerprint import near_of, of_cause, of_words
from gongwen.checks.reading import Reading
from gongwen.checks.rule import Preset
from gongwen.checks.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.checks.reading import Block
    from gongwen.checks.rule import Hit, Rule, Spot
    from gongwen.document import Document, Location

OWN_WORDS: Final = frozenset({"WD", "PR", "NM", "LW", "TY", "SY", "DU", "SE", "OW"})
"""Families that are silent inside a word the office has called right."""

SPARE: Final = 400
"""Texts of earlier states that are remembered beyond those of the present one."""

EXCERPT: Final = 60
"""Characters of a text that a finding repeats."""

_Found = tuple[tuple["Rule", "Hit"], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One place before alike ones are made one finding."""

    rule: Rule
    finding: Finding
    order: tuple[int, int]


class Checker:
    """Checks one document again and again; remembers what each text gave while rules and setting stay.

    `rules` are all there are by default; those that are off run only when named here.
    """

    def __init__(self, rules: Sequence[Rule] | None = None, setting: Setting | None = None) -> None:
        if rules is None:
            from gongwen.checks.rules import RULES  # noqa: PLC0415 - the rules know the engine's values, not the engine them

            rules = [rule for rule in RULES if not rule.off]
        self._rules = tuple(rules)
        self._setting = setting or Setting()
        self._kept: dict[tuple[str, str], _Found] = {}
        self._basis: tuple[str, int] = ("", 0)

    def check(self, document: Document, preset: Preset = Preset.REVIEW, *, folded: bool = False) -> tuple[Finding, ...]:
        """Return the findings a preset shows, in the order of the text, those about the whole document first.

        `folded` returns those too that it does not show, as grave as they are at the preset.
        """
        setting = replace(self._setting, year=document.year)
        if self._basis != (document.kind, document.year):
            self._basis = (document.kind, document.year)
            self._kept.clear()
        reading = Reading(document)
        held = [rule for rule in self._rules if rule.holds(document)]
        places = [*self._read(reading, held, setting), *_surveyed(reading, held, setting)]
        found = _joined([_weighed(each, preset) if each.rule.raised else each for each in places])
        return tuple(each for each in found if folded or each.severity in preset.shows)

    def _read(self, reading: Reading, rules: Iterable[Rule], setting: Setting) -> Iterator[_Place]:
        readers = [rule for rule in rules if rule.read is not None]
        if len(self._kept) > len(reading.blocks) + SPARE:
            now = {(block.text, str(block.kind)) for block in reading.blocks}
            self._kept = {key: value for key, value in self._kept.items() if key in now}
        for number, block in enumerate(reading.blocks):
            key = (block.text, str(block.kind))
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = tuple(_hits(block, readers, setting))
            for rule, hit in found:
                yield _Place(rule, _finding(rule, block, hit), (number, hit.start))


def _hits(block: Block, rules: Iterable[Rule], setting: Setting) -> Iterator[tuple[Rule, Hit]]:
    words = block.text[block.skip :]
    for rule in rules:
        if block.kind in rule.where and rule.read is not None:
            for hit in rule.read(words, setting):
                if not _is_own(words, hit, rule, setting):
                    yield rule, replace(hit, start=hit.start + block.skip, end=hit.end + block.skip)


def _is_own(text: str, hit: Hit, rule: Rule, setting: Setting) -> bool:
    """Whether a hit lies inside a word that the office has called right."""
    if rule.family not in OWN_WORDS:
        return False
    for word in setting.office.words:
        at = text.find(word, max(hit.end - len(word), 0))
        if 0 <= at <= hit.start and hit.end <= at + len(word):
            return True
    return False


def _finding(rule: Rule, block: Block, hit: Hit) -> Finding:
    location = block.at(hit.start, hit.end)
    return Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        message=hit.message,
        location=location,
        excerpt=block.text[hit.start : hit.end][:EXCERPT],
        fixes=tuple(Fix(_label(text), (Change(location, text),)) for text in hit.instead),
        places=(location,),
        fingerprint=of_words(rule.id, block.text, hit.start, hit.end, block.section),
    )


def _label(text: str) -> str:
    return f"改为“{text}”" if text.strip() else "删去"


def _surveyed(reading: Reading, rules: Iterable[Rule], setting: Setting) -> Iterator[_Place]:
    known = {
        (block.section, block.location.paragraph): (number, block.text) for number, block in enumerate(reading.blocks)
    }
    for rule in rules:
        for spot in rule.survey(reading, setting) if rule.survey is not None else ():
            number, text = known.get((spot.location.section, spot.location.paragraph), (-1, ""))
            yield _Place(rule, _spotted(rule, spot, text), (number, spot.location.start))


def _spotted(rule: Rule, spot: Spot, text: str) -> Finding:
    start, end = spot.location.start, spot.location.end
    words = text[start:end]
    section = spot.location.section
    known = of_words(rule.id, text, start, end, section) if words else of_cause(rule.id, section, spot.excerpt)
    return Finding(
        rule=rule.id,
        severity=spot.severity or rule.severity,
        message=spot.message,
        location=spot.location,
        excerpt=(spot.excerpt or words)[:EXCERPT],
        fixes=spot.fixes,
        places=(spot.location, *spot.more),
        fingerprint=known,
        settled=spot.settled,
    )


def _joined(places: list[_Place]) -> Iterator[Finding]:
    """Yield one finding for each cause: what a rule finds in too many places is one, of which a person wants the count."""
    places.sort(key=lambda place: place.order)
    counts = Counter(place.rule.id for place in places)
    many = {
        place.rule.id for place in places if counts[place.rule.id] > (1 if place.rule.together else place.rule.most)
    }
    groups: dict[str, list[Finding]] = {}
    findings = _told_apart([place.finding for place in places])
    for each in findings:
        groups.setdefault(each.rule, []).append(each)
    for each in findings:
        if each.rule not in many:
            yield each
        elif each is groups[each.rule][0]:
            yield together(groups[each.rule])


def _told_apart(findings: list[Finding]) -> list[Finding]:
    """Return findings that no two of have one fingerprint."""
    alike = Counter(near_of(each.fingerprint) for each in findings)
    seen: Counter[str] = Counter()
    out = []
    for each in findings:
        known = each.fingerprint
        if alike[near_of(known)] > 1:
            seen[known] += 1
            each = replace(each, fingerprint=f"{known}+{seen[known]}")  # noqa: PLW2901 - the same one
        out.append(each)
    return out


def together(findings: Sequence[Finding]) -> Finding:
    """Return one finding of several of a rule."""
    first = findings[0]
    where: tuple[Location, ...] = tuple(place for each in findings for place in each.places)
    changes = tuple(change for each in findings if each.fixes for change in each.fixes[0].changes)
    kinds = sorted({each.excerpt for each in findings})
    return replace(
        first,
        message=f"{first.message}（同类的共{len(where)}处）",
        places=where,
        fixes=(Fix(f"{len(changes)}处一起改", changes),) if changes else (),
        severity=min((each.severity for each in findings), key=lambda severity: severity.rank),
        fingerprint=of_cause(first.rule, *kinds),
        each=tuple(findings),
    )


def _weighed(place: _Place, preset: Preset) -> _Place:
    """Return a place with its finding as grave as it is at a preset: as it is, or graver where its rule says so."""
    own = place.finding.severity
    raised = dict(place.rule.raised).get(preset, own)
    grave = min(own, raised, key=lambda severity: severity.rank)
    return replace(place, finding=replace(place.finding, severity=grave))
