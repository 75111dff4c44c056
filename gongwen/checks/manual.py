"""The rules as a page of documentation: `python -m gongwen.checks.manual docs/checks.md` writes it into that file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen.checks.rule import FAMILIES, Case
from gongwen.checks.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.checks.rule import Rule

BEGIN: Final = "<!-- rules: made by gongwen.checks.manual -->"
END: Final = "<!-- end of rules -->"

SHOWN: Final = 60
"""Characters of an example that are shown."""


def manual(rules: Sequence[Rule] = RULES) -> str:
    """Return all rules in Markdown, family by family: a table to look over, then each with its clause and examples."""
    parts = [f"共 {len(rules)} 条。"]
    for family, name in FAMILIES.items():
        own = [rule for rule in rules if rule.family == family]
        if own:
            parts += [
                f"### {family} {name}",
                "| 编号 | 名称 | 级别 | 依据 |\n|---|---|---|---|\n" + "\n".join(map(_row, own)),
            ]
            parts += [_told(rule) for rule in own]
    return "\n\n".join(parts)


def _row(rule: Rule) -> str:
    severity = rule.severity.label + "".join(f"（{preset.label}时{raised.label}）" for preset, raised in rule.raised)
    return f"| {rule.id} | {_cell(rule.name)} | {severity} | {_cell(rule.clause)} |"


def _told(rule: Rule) -> str:
    bad, good = (
        _example(next((each for each in examples if _example(each)), "")) for examples in (rule.bad, rule.good)
    )
    limits = [
        text
        for text in (_years(rule), "只在点名时运行" if rule.off else "", "可以一键规范" if rule.safe else "")
        if text
    ]
    more = f"（{'；'.join(limits)}）" if limits else ""
    shown = [f"- {label}：{example}" for label, example in (("错", bad), ("对", good)) if example]
    return "\n".join((f"**{rule.id} {rule.name}**{more}　{rule.why}", "", *shown)).rstrip()


def _years(rule: Rule) -> str:
    if not rule.since and not rule.until:
        return ""
    return f"{rule.since or ''}—{rule.until or ''}年度的报告"


def _example(example: str | Case) -> str:
    """Return a text example, its marks safe in Markdown; one of a whole document is told by its rule's own words alone."""
    text = example if isinstance(example, str) else ""
    text = " ".join(text.split())
    return f"`{text[:SHOWN].replace('`', '')}{'……' if len(text) > SHOWN else ''}`" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def put(page: str, rules: Sequence[Rule] = RULES) -> str:
    """Return a page with the rules put between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{manual(rules)}\n\n{END}{after}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(put(path.read_text("utf-8")), "utf-8")
