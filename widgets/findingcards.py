"""Findings as the page shows them: cards, marks under the words, and what a mend would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gongwen.anchors import home_of
from gongwen.checks import AddPart, Change
from gongwen.checks.engine import OWN_WORDS
from gongwen.checks.fingerprint import near_of
from gongwen.checks.fixes import target_in
from gongwen.checks.own import shelf
from gongwen.checks.reading import Reading
from gongwen.document import HEADING
from gongwen.errors import GongwenError
from gongwen.sentences import sentences
from gongwen.targets import CELL, read
from gongwen.together.wording import runs
from widgets.outline import entries
from widgets.parts import PARTS, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongwen.checks import Finding, Fix, Rule
    from gongwen.checks.tidy import Tidied
    from gongwen.document import Document, Location
    from gongwen.together.wording import Run

AROUND: Final = 22
"""Characters of a sentence shown on either side of the words."""

ROWS: Final = 60
"""Changes that a preview lists; how many more there are it says."""

WORD: Final = 30
"""Characters of the longest word that can be called right everywhere."""

HEADING_SHOWN: Final = 7
"""Characters of a heading that the place of a finding is named by."""

Runs = list[list[str]]
"""Text as [mark, text]: "=" stands, "-" goes, "+" comes, "!" is found fault with."""


@dataclass(frozen=True, slots=True)
class Named:
    """A finding with the name the page knows it by, the same while its words and those round them are."""

    key: str
    finding: Finding

    @property
    def word(self) -> str:
        """The word that can be called right everywhere; empty where there is none to speak of."""
        words = self.finding.excerpt.strip()
        return words if self.finding.rule[:2] in OWN_WORDS and 1 < len(words) <= WORD and "\n" not in words else ""


def known() -> dict[str, Rule]:
    """Return all rules there are by their ids, the office's own among them."""
    return {rule.id: rule for rule in shelf().rules}


def named(findings: Iterable[Finding]) -> tuple[Named, ...]:
    """Return findings with their names; those of the same words are told apart by their order."""
    seen: Counter[str] = Counter()
    out = []
    for each in findings:
        near = near_of(each.fingerprint)
        out.append(Named(f"{near}.{seen[near]}", each))
        seen[near] += 1
    return tuple(out)


class Places:
    """How the places of a document are called and where its sentences are; asked of many findings at once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._items = {item["id"]: item for item in entries(document, None)}

    def entry(self, place: Location) -> str:
        """Return the outline's entry a place belongs to, or empty when it is in none."""
        entry = entry_of(home_of(self.document, place))
        return entry if entry in self._items else ""

    def spoken(self, place: Location) -> str:
        """Return a place as （三）加强法治学习，第 1 段; of the report as a whole, that."""
        home = home_of(self.document, place)
        item = self._items.get(entry_of(home))
        if item is None:
            return "全文"
        label = item["label"]
        name = f"{item['number']}{label[:HEADING_SHOWN]}{'…' if len(label) > HEADING_SHOWN else ''}"
        field = next((each.label for each in PARTS.get(item["id"], ()) if each.target == home.section), "")
        if home != place:
            return f"{name}，表格或图片"
        if item["id"] in PARTS and field and len(PARTS[item["id"]]) > 1:
            return f"{name}，{field}"
        if item["id"] in PARTS and not field:
            return name
        return f"{name}，小标题" if home.paragraph == HEADING else f"{name}，第 {home.paragraph + 1} 段"

    def text(self, place: Location) -> str:
        """Return the paragraph, heading, line or cell a place is in; empty when it is gone."""
        try:
            target = target_in(self.document, place)
            text = read(self.document, target)
        except GongwenError:
            return ""
        if CELL in target or place.section == "title" or place.paragraph == HEADING:
            return text
        rows = text.split("\n")
        return rows[place.paragraph] if 0 <= place.paragraph < len(rows) else ""

    def sentence(self, place: Location) -> tuple[int, int]:
        """Return the range of the sentence of its paragraph that a place begins in."""
        text, at = self.text(place), 0
        for piece in sentences(text):
            if at + len(piece) > place.start:
                return at, at + len(piece)
            at += len(piece)
        return at, at

    def shown(self, place: Location, changes: Iterable[Change]) -> Runs:
        """Return the sentence of a place with what changes make of it, or with the words found fault with."""
        text = self.text(place)
        first, last = self.sentence(place)
        known = {
            (each.location.start, each.location.end, each.text)
            for each in changes
            if _together(each.location, place) and first <= each.location.start <= last
        }
        spots: list[tuple[int, int, str | None]] = [*sorted(known)] or [
            (place.start, max(place.end, place.start), None)
        ]
        end = max(stop for _, stop, _ in spots)
        at, last = max(first, spots[0][0] - AROUND), max(min(last, end + AROUND), end)
        out: Runs = [["=", "…" if at > first else ""]]
        for start, stop, new in spots:
            if start >= at:
                out += [["=", text[at:start]], ["!" if new is None else "-", text[start:stop]], ["+", new or ""]]
                at = stop
        out += [["=", text[at:last]], ["=", "…" if last < self.sentence(place)[1] else ""]]
        return [run for run in out if run[1]]


def _changes(fix: Fix | None) -> tuple[Change, ...]:
    return tuple(each for each in fix.changes if isinstance(each, Change)) if fix else ()


def _together(one: Location, other: Location) -> bool:
    return (one.section, one.paragraph) == (other.section, other.paragraph)


def card(each: Named, places: Places) -> dict[str, Any]:
    """Return a finding as its card shows it."""
    found = each.finding
    ways = [places.shown(found.location, _changes(fix)) for fix in found.fixes]
    stands = found.location.end > found.location.start or not found.settled
    bare = places.shown(found.location, ()) if stands else [["=", found.excerpt]]  # what the import left out
    return {
        "id": each.key, "rule": found.rule, "weight": str(found.severity), "says": found.message, "count": found.count,
        "place": places.spoken(found.location), "word": each.word,
        "runs": ways[0] if ways else bare, "settled": found.settled,
        "fixes": [[fix.label, _after(runs)] for fix, runs in zip(found.fixes, ways, strict=True)],
    }  # fmt: skip


def _after(runs: Runs) -> str:
    return "".join(text for mark, text in runs if mark != "-")


def preview(fixes: Sequence[Fix], places: Places) -> dict[str, Any]:
    """Return what fixes change, a sentence a row: the first of them, and how many more there are."""
    changes = tuple(dict.fromkeys(change for fix in fixes for change in _changes(fix)))
    rows: dict[tuple[str, int, int], list[Change]] = {}
    for change in changes:
        spot = change.location
        rows.setdefault((spot.section, spot.paragraph, places.sentence(spot)[0]), []).append(change)
    parts = {each.slot for fix in fixes for each in fix.changes if isinstance(each, AddPart)}
    shown = [
        {"place": places.spoken(group[0].location), "runs": places.shown(group[0].location, group)}
        for group in list(rows.values())[:ROWS]
    ]
    return {"rows": shown, "more": max(len(rows) - ROWS, 0), "count": len(changes) + len(parts), "parts": len(parts)}


def tidy_preview(found: Sequence[Tidied], places: Places) -> dict[str, Any]:
    """Return what 一键规范 changes, a text a row: the first of them, and how many more there are."""
    wholes = [runs(each.before, each.after or "") for each in found]
    rows = [
        {"place": places.spoken(each.location), "runs": _short(whole)}
        for each, whole in zip(found[:ROWS], wholes, strict=False)
    ]
    count = sum(map(_changed, wholes))
    return {"rows": rows, "more": max(len(found) - ROWS, 0), "count": count, "texts": len(found), "parts": 0}


def _changed(whole: Sequence[Run]) -> int:
    """Return in how many places a text was changed: what goes and what comes beside each other are one."""
    stands = [mark == "=" for mark, _ in whole]
    return sum(not here and (not at or stands[at - 1]) for at, here in enumerate(stands))


def _short(whole: Sequence[Run]) -> Runs:
    """Return a text's runs with what stands far from any change left out."""
    out = []
    for at, (mark, text) in enumerate(whole):
        head = text[:AROUND] if at else ""
        tail = text[-AROUND:] if at + 1 < len(whole) else ""
        cut = mark == "=" and len(text) > len(head) + len(tail) + 1
        out.append([str(mark), f"{head}…{tail}" if cut else text])
    return out


def marks(findings: Iterable[Named], places: Places) -> dict[str, list[list[Any]]]:
    """Return what is marked under the words: by target, [section, paragraph, start, end, weight, name, words] each."""
    found: dict[str, list[list[Any]]] = {}
    for each in findings:
        for place in each.finding.places or (each.finding.location,):
            words = places.text(place)[place.start : place.end]
            if words:
                row = [place.section, place.paragraph, place.start, place.end, str(each.finding.severity), each.key, words]  # fmt: skip
                found.setdefault(target_in(places.document, place), []).append(row)
    return found


def rule_told(rule: Rule) -> dict[str, str]:
    """Return what unfolds under a finding: its rule's name, clause and why, and an example of each sort."""
    wrong, right = _examples(rule)
    return {"name": rule.name, "clause": rule.clause, "why": rule.why, "wrong": wrong, "right": right}


def _examples(rule: Rule) -> tuple[str, str]:
    """Return a wrong and a right example as texts; of one that is a document, what stands at the place."""
    bad, good = rule.bad[0], rule.good[0]
    if isinstance(bad, str):
        return bad, good if isinstance(good, str) else ""
    spot = next(iter(rule.survey(Reading(bad.document), bad.setting)), None) if rule.survey else None
    if spot is None or spot.settled:  # what an import mended is no example of a text
        return "", ""
    wrong = _around(bad.document, spot.location)
    right = "" if isinstance(good, str) else _around(good.document, spot.location)
    return wrong or spot.message, right if right != wrong else ""


def _around(document: Document, place: Location) -> str:
    """Return the section a place is in, by which alone one line of it may mean something; of another field, its text."""
    section = next((each for each in document.walk() if each.id == place.section), None)
    lines = (section.heading, *section.paragraphs) if section else (Places(document).text(place),)
    return "　".join(line for line in lines if line)
