"""How good the hint on typos is: taught from one share of the real reports, tried on sentences and reports it has not seen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.planted import KINDS, measure
from gongwen.checks import Checker, Setting
from gongwen.checks.rules.unusual import unusual
from gongwen.checks.typo import suspects
from gongwen.checks.usage import taught
from gongwen.pieces import canonical_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongwen.checks.ngrams import Counts
    from gongwen.importers import Imported

PROOF: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "proof" / "ecspell_odw.train"
TRIED: Final = frozenset({"any character, said alike", "wrong word, not of the lists", "set phrase, one said alike"})
GAINS: Final = (12.0, 13.0, 14.0, 15.0, 16.0)


def sentences(path: Path) -> list[tuple[str, str]]:
    """Return sentences with planted typos beside the right ones, as long as these."""
    rows = (line.split("\t") for line in path.read_text("utf-8").split("\n") if line)
    return [(row[-2], row[-1]) for row in rows if len(row[-2]) == len(row[-1])]


def table(reports: Mapping[str, Imported], archive: Iterable[str]) -> None:
    """Print recall, precision and false alarms at some gains.

    Half of this year's provincial reports are held back; the rest and further files (as of laws) teach.
    """
    held = sorted(name for name in reports if name.startswith("gwr2026"))[1::2]
    texts = [canonical_text(one.document) for name, one in reports.items() if name not in held]
    texts += [Path(name).read_text("utf-8", "replace") for name in archive]
    begin = time.perf_counter()
    usage = taught(texts)
    counts = usage.counts
    spent = time.perf_counter() - begin
    print(f"\ntaught from {sum(map(len, texts)):,} characters in {spent:.1f} s, {len(counts.saved()) / 1e6:.1f} MB")
    whole = [text for name in held for text in canonical_text(reports[name].document).split("\n")]
    begin = time.process_time()
    suspects(whole, counts)
    size = sum(map(len, whole))
    print(f"{size / (time.process_time() - begin):,.0f} characters a second")
    if PROOF.is_file():
        _proof(counts)
    alarms = [
        finding
        for name in held
        for finding in Checker([unusual], Setting(usage=usage)).check(reports[name].document)
    ]  # fmt: skip
    places = sum(finding.count for finding in alarms)
    for kind in KINDS:
        if kind.name in TRIED:
            count, hits = measure(kind, [reports[name].document for name in held], [unusual], 100, usage)
            print(f"planted into them: {kind.name:<30}{hits[''] / max(count, 1):.2f} of {count}")
    print(f"{len(held)} reports held back: {places} hints, {places / size * 10_000:.2f} per 10,000 characters")


def _proof(counts: Counts) -> None:
    pairs = sentences(PROOF)
    wrong = sum(one != other for text, right in pairs for one, other in zip(text, right, strict=True))
    found = suspects([text for text, _ in pairs], counts, min(GAINS))
    quiet = suspects([right for _, right in pairs], counts, min(GAINS))
    size = sum(len(right) for _, right in pairs)
    print(f"{PROOF.name}: {len(pairs)} sentences, {wrong} typos")
    print(f"{'gain':>6}{'recall':>9}{'precision':>11}{'right mend':>12}{'false alarms per 10,000 right':>32}")
    for gain in GAINS:
        hits = [
            (text, right, each)
            for (text, right), every in zip(pairs, found, strict=True)
            for each in every
            if each.gain >= gain
        ]
        true = [(right, each) for text, right, each in hits if text[each.at] != right[each.at]]
        mended = sum(right[each.at] == each.instead for right, each in true)
        false = sum(each.gain >= gain for every in quiet for each in every) / size * 10_000
        print(
            f"{gain:>6.0f}{len(true) / max(wrong, 1):>9.3f}{len(true) / max(len(hits), 1):>11.3f}{mended / max(len(true), 1):>12.3f}{false:>32.2f}"
        )
