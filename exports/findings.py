"""Findings for other programs and for print: JSON, SARIF 2.1.0 (OASIS), one HTML page that loads nothing."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen import __version__
from gongwen.checks.finding import LABELS, Change, Severity
from gongwen.checks.offsets import Offsets
from gongwen.checks.rule import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gongwen.checks.finding import Finding, Fix
    from gongwen.checks.rule import Rule
    from gongwen.document import Document

LEVELS: Final = {Severity.MUST: "error", Severity.SHOULD: "warning", Severity.HINT: "note"}
"""What SARIF calls the severities."""

STYLE: Final = """
body{font:16px/1.7 "Noto Serif CJK SC",SimSun,serif;max-width:52em;margin:2em auto;padding:0 1em;color:#1f2328;background:#fff}
h1{font-size:22px}h2{font-size:18px;margin-top:1.6em}table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid #d0d7de;padding:.4em .6em;text-align:left;vertical-align:top}
th{font-weight:600}mark{background:#fff1b8;color:inherit}small{color:#57606a}.must{color:#b3261e;font-weight:600}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """One source's findings: what it is called, its document, what was found, and the rules by their ids."""

    name: str
    document: Document
    findings: Sequence[Finding]
    rules: Mapping[str, Rule]


def plain(checked: Checked) -> list[dict[str, object]]:
    """Return the findings as values that JSON can hold; `start` and `end` count characters of `gongwen text`."""
    offsets = Offsets(checked.document)
    return [
        {
            "rule": each.rule,
            "severity": str(each.severity),
            "section": each.location.section,
            "start": offsets.of(each.location)[0],
            "end": offsets.of(each.location)[1],
            "excerpt": each.excerpt,
            "message": each.message,
            "fixes": [_plain_fix(fix, offsets) for fix in each.fixes],
            "clause": checked.rules[each.rule].clause,
            "count": each.count,
            "places": [list(offsets.of(place)) for place in each.places],
            "fingerprint": each.fingerprint,
        }
        for each in checked.findings
    ]


def _plain_fix(fix: Fix, offsets: Offsets) -> dict[str, object]:
    changes = [
        {"start": offsets.of(change.location)[0], "end": offsets.of(change.location)[1], "text": change.text}
        for change in fix.changes
        if isinstance(change, Change)
    ]
    return {"label": fix.label, "changes": changes}


def as_json(sources: Sequence[Checked]) -> str:
    """Return all sources' findings as JSON: of a single one its list stands at the top beside its name."""
    rows = [{"file": each.name, "findings": plain(each)} for each in sources]
    return json.dumps(rows[0] if len(rows) == 1 else {"files": rows}, ensure_ascii=False)


def as_sarif(sources: Sequence[Checked]) -> str:
    """Return a SARIF 2.1.0 log: one run, every rule that spoke, a result for each finding with its character range."""
    rules = {each.rule: source.rules[each.rule] for source in sources for each in source.findings}
    order = {rule: number for number, rule in enumerate(rules)}
    driver = {
        "name": "gongwen",
        "version": __version__,
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "shortDescription": {"text": rule.name},
                "fullDescription": {"text": rule.why},
                "help": {"text": f"{rule.clause}：{rule.why}"},
                "defaultConfiguration": {"level": LEVELS[rule.severity]},
            }
            for rule in rules.values()
        ],
    }
    results = [result for source in sources for result in _results(source, order)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False)


def _results(source: Checked, order: Mapping[str, int]) -> Iterable[dict[str, object]]:
    offsets = Offsets(source.document)
    for each in source.findings:
        start, end = offsets.of(each.location)
        region = {"charOffset": start, "charLength": end - start}
        place = {"physicalLocation": {"artifactLocation": {"uri": source.name}, "region": region}}
        yield {
            "ruleId": each.rule,
            "ruleIndex": order[each.rule],
            "level": LEVELS[each.severity],
            "message": {"text": each.message},
            "locations": [place],
            "occurrenceCount": each.count,
            "partialFingerprints": {"gongwen/v1": each.fingerprint},
        }


def as_html(sources: Sequence[Checked]) -> str:
    """Return one page for a printer: by source and severity, each finding with its words, its clause and why."""
    body = "".join(_page(source) for source in sources)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>检查结果</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


def _page(source: Checked) -> str:
    counts = "，".join(
        f"{LABELS[severity]} {sum(each.severity is severity for each in source.findings)}" for severity in Severity
    )
    tables = "".join(_table(source, severity) for severity in Severity)
    return f"<h1>{html.escape(source.document.name or source.name)}</h1><p>{counts}</p>{tables}"


def _table(source: Checked, severity: Severity) -> str:
    found = [each for each in source.findings if each.severity is severity]
    if not found:
        return ""
    rows = "".join(_row(each, source.rules[each.rule]) for each in found)
    head = "<tr><th>规则</th><th>说明</th><th>原文</th><th>依据</th></tr>"
    return f'<h2 class="{severity}">{LABELS[severity]} {len(found)}</h2><table>{head}{rows}</table>'


def _row(finding: Finding, rule: Rule) -> str:
    name = f"{rule.id}<br><small>{html.escape(FAMILIES[rule.family])}</small>"
    fix = f"<br><small>{html.escape(finding.fixes[0].label)}</small>" if finding.fixes else ""
    excerpt = f"<mark>{html.escape(finding.excerpt)}</mark>" if finding.excerpt else ""
    why = f"{html.escape(rule.clause)}<br><small>{html.escape(rule.why)}</small>"
    return f"<tr><td>{name}</td><td>{html.escape(finding.message)}{fix}</td><td>{excerpt}</td><td>{why}</td></tr>"
