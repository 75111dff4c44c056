"""What the checks are worth: their speed, what they say of clean text, and how much of what is planted they find.

`python -m bench.checks` prints all; `speed`, `clean`, `planted` or `typos` only that; `--show RULE` prints each hit of a rule on clean text with its
context, to be judged by reading.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import planted, typos
from gongwen.checks import Checker, Rule, Setting, Severity
from gongwen.checks.reading import Reading
from gongwen.checks.rules import RULES
from gongwen.edits import set_paragraphs
from gongwen.errors import GongwenError
from gongwen.importers import import_bytes
from gongwen.sample import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.checks import Finding
    from gongwen.document import Document
    from gongwen.importers import Imported

CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "full"
REPORTS: Final = "government reports since 2012"
GROUPS: Final = {
    REPORTS: ("gwr2026*", "gwr_cn_201[2-9]*", "gwr_cn_202*", "gwr_hailaer*", "kb_0[234].md", "cpc_18*", "cpc_20*"),
    "government reports before": ("gwr_cn_1*", "gwr_cn_200*", "cpc_14*", "cpc_17*"),
    "other documents": ("gov_*.txt", "kb_0[!234].md", "kb_1*.md", "neg_*.md", "pt_*_lines.txt"),
}
"""Older reports are apart: the standards on marks, numerals and documents are of 2011 and 2012."""
AROUND: Final = 24
"""Characters of context that --show prints on either side."""


def imported(group: str) -> dict[str, Imported]:
    """Return a group's documents as the importers read them; none where there is no corpus here."""
    found = {}
    for path in sorted(path for pattern in GROUPS[group] for path in CORPUS.glob(pattern)):
        try:
            found[path.name] = import_bytes(path.read_bytes(), name=path.name)
        except GongwenError:
            continue
    return found


def characters(documents: Sequence[Document]) -> int:
    """Return how many characters documents have together."""
    return sum(document.characters for document in documents)


def timed(action: Callable[[], object], times: int = 3) -> float:
    """Return the least of some runs in milliseconds of the processor, whatever else runs."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        action()
        spent.append((time.process_time() - begin) * 1000)
    return min(spent)


def speed(documents: Sequence[Document], rules: Sequence[Rule]) -> None:
    """Print milliseconds per 10,000 characters: from nothing, with one paragraph changed, and the slowest rules."""
    tens = characters(documents) / 10_000
    gc.collect()
    cold = sum(timed(lambda document=document: Checker(rules).check(document)) for document in documents)
    warm = sum(map(_changed, documents, [rules] * len(documents)))
    print(f"\n{'ms per 10,000 characters':<36}{len(rules)} rules, {characters(documents):,} characters")
    print(f"{'from nothing':<36}{cold / tens:>9.2f}")
    print(f"{'one paragraph changed':<36}{warm / tens:>9.2f}")
    spent = {rule.id: sum(_spent(rule, document) for document in documents) / tens for rule in rules}
    for name in sorted(spent, key=spent.__getitem__, reverse=True)[:10]:
        print(f"  {name:<34}{spent[name]:>9.2f}")


def _changed(document: Document, rules: Sequence[Rule]) -> float:
    """Return the milliseconds of a check after one paragraph has changed, the median of some paragraphs."""
    checker = Checker(rules)
    checker.check(document)
    sections = [section for section in document.walk() if section.paragraphs][:7]
    spent = []
    for section in sections:
        after = set_paragraphs(document, section.id, (f"{section.paragraphs[0]}又记。", *section.paragraphs[1:]))
        begin = time.process_time()
        checker.check(after)
        spent.append((time.process_time() - begin) * 1000)
    return sorted(spent)[len(spent) // 2]


def _spent(rule: Rule, document: Document) -> float:
    if not rule.holds(document):
        return 0.0
    setting, reading = Setting(year=document.year), Reading(document)
    reading.text, reading.parts, reading.by_section, reading.paragraphs  # noqa: B018 - what all rules share is no rule's
    texts = [block.text[block.skip :] for block in reading.blocks if block.kind in rule.where]

    def run() -> None:
        if rule.read is not None:
            for text in texts:
                list(rule.read(text, setting))
        elif rule.survey is not None:
            list(rule.survey(reading, setting))

    return timed(run)


def clean(group: str, found: Mapping[str, Imported], rules: Sequence[Rule], show: str) -> None:
    """Print what the rules say of clean text: by severity, then by rule; or each hit of the rule to show."""
    counts: Counter[tuple[str, str]] = Counter()
    weights: Counter[Severity] = Counter()
    places: Counter[str] = Counter()
    wanted = [rule for rule in rules if not show or rule.id == show]
    for name, one in found.items():
        for finding in Checker(wanted, Setting(notes=one.report.notes)).check(one.document):
            counts[finding.rule, finding.severity.label] += 1
            weights[finding.severity] += 1
            places[finding.rule] += finding.count
            if show:
                _shown(name, one.document, finding)
    tens = characters([one.document for one in found.values()]) / 10_000
    if not found:
        print(f"\n{group}: none on this machine")
        return
    line = "  ".join(f"{severity.label} {weights[severity] / tens:.2f}" for severity in Severity)
    print(f"\n{group}: {len(found)} documents, {tens * 10_000:,.0f} characters; per 10,000: {line}")
    for (rule, label), count in sorted(counts.items()):
        print(f"  {rule:<6}{label:<4}{count:>6} findings {places[rule]:>6} places {count / tens:>8.2f} per 10,000")


def _shown(name: str, document: Document, finding: Finding) -> None:
    texts = {(block.section, block.location.paragraph): block.text for block in Reading(document).blocks}
    print(f"{name}  {finding.severity.label}  {finding.message}")
    for place in finding.places[:20]:
        text = texts.get((place.section, place.paragraph), "")
        before, after = text[max(place.start - AROUND, 0) : place.start], text[place.end : place.end + AROUND]
        print(f"    {place.section}:{place.paragraph}  {before}⟦{text[place.start : place.end]}⟧{after}")


def rules_of(show: str) -> tuple[Rule, ...]:
    """Return the rules that are on, and the one to show."""
    return tuple(replace(rule, off=False) for rule in RULES if not rule.off or rule.id == show)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables."""
    wanted = argparse.ArgumentParser(prog="bench.checks", description=__doc__)
    wanted.add_argument("tables", nargs="*", metavar="speed|clean|planted|typos")
    wanted.add_argument("--show", default="", metavar="RULE")
    wanted.add_argument("--each", type=int, default=60, help="how many of each kind are planted")
    wanted.add_argument("--archive", default="", metavar="FOLDER", help="further texts that teach the hint on typos")
    options = wanted.parse_args(arguments)
    tables = options.tables or ["speed", "clean", "planted", "typos"]
    rules = rules_of(options.show)
    groups = {group: imported(group) for group in GROUPS}
    reports = groups[REPORTS]
    documents = [one.document for one in reports.values()] or [sample()]
    if "speed" in tables and not options.show:
        speed(documents, rules)
    if "clean" in tables:
        for group, found in groups.items():
            clean(group, found, rules, options.show)
    if "planted" in tables and not options.show:
        modern = [one.document for name, one in reports.items() if name.startswith(("gwr2026", "kb_"))] or [sample()]
        planted.table(modern, rules, options.each)
    if "typos" in tables and not options.show and reports:
        archive = [str(path) for path in sorted(Path(options.archive).rglob("*.md"))] if options.archive else []
        typos.table({name: one for each in groups.values() for name, one in each.items()}, archive)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
