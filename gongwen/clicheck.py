"""The command line's share of checks: what is found in files, as a person or a program reads it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gongwen import files
from gongwen.checks import Checker, Preset, Setting, Severity
from gongwen.checks.rules import RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.checks import Finding, Rule
    from gongwen.document import Document
    from gongwen.importers.report import Note

    Opened = Callable[[str], tuple[Document, tuple[Note, ...]]]
    Found = tuple[str, Document, tuple[Finding, ...]]
    Written = Callable[[Sequence[Found], Mapping[str, Rule], str], str]

FAULT = 1
"""The exit code when something must be mended."""


def check(options: argparse.Namespace, opened: Opened, written: Written) -> int:
    """Check files and print what was found; return 1 when something must be mended."""
    preset = Preset(options.preset)
    found: list[Found] = []
    for file in options.files:
        document, notes = opened(file)
        findings = Checker(setting=Setting(notes=notes)).check(document, preset)
        found.append((files.name_of(file), document, findings))
    if options.format == "text":
        sys.stdout.write("".join(map(_spoken, found)))
    else:
        sys.stdout.write(written(found, {rule.id: rule for rule in RULES}, options.format) + "\n")
    return FAULT if any(each.severity is Severity.MUST for _, _, findings in found for each in findings) else 0


def _spoken(found: Found) -> str:
    name, document, findings = found
    rules = {rule.id: rule for rule in RULES}
    counts = "，".join(
        f"{severity.label} {sum(each.severity is severity for each in findings)}" for severity in Severity
    )
    lines = [f"{name}：{counts}"]
    headings = {section.id: section.heading for section in document.walk()}
    for severity in Severity:
        for each in (each for each in findings if each.severity is severity):
            where = headings.get(each.location.section, "")
            excerpt = f"“{each.excerpt}”：" if each.excerpt else ""
            fix = f"　{each.fixes[0].label}" if each.fixes else ""
            place = f"（{where[:20]}）" if where else ""
            lines.append(f"  {severity.label} {each.rule} {excerpt}{each.message}{fix}{place}")
            lines.append(f"        {rules[each.rule].clause}")
    return "\n".join(lines) + "\n"
