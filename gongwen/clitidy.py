"""The command line's share of tidying: what would change, as plain text first, and the tidied report into a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from gongwen import files
from gongwen.checks.own import shelf
from gongwen.checks.tidy import tidied
from gongwen.document import HEADING
from gongwen.reportfile import dumps
from gongwen.targets import LABELS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from gongwen.checks.tidy import Tidied
    from gongwen.document import Document


def tidy(options: argparse.Namespace, opened: Callable[[str], Document]) -> None:
    """Print what tidying changes, text by text; write the tidied report when a file is named for it."""
    document = opened(options.file)
    after, changes = tidied(document)
    if options.output:
        files.write(options.output, dumps(after).encode(), source=options.file)
    told = json.dumps(_plain(document, changes), ensure_ascii=False) if options.format == "json" else _spoken(
        document, changes, options.output
    )  # fmt: skip
    print(told, file=sys.stderr if options.output == files.STREAM else sys.stdout)


def _spoken(document: Document, changes: tuple[Tidied, ...], output: str) -> str:
    names = {rule.id: rule.name for rule in shelf().rules}
    lines = []
    for each in changes:
        why = "、".join(f"{rule} {names[rule]}" for rule in each.rules)
        lines.append(f"{_place(document, each)}（{why}）")
        lines += [f"- {row}" for row in each.before.split("\n")]
        lines += [f"+ {row}" for row in each.after.split("\n")] if each.after is not None else []
    if not changes:
        lines.append("没有要规范的地方。")
    else:
        lines.append(f"共改 {len(changes)} 处文字。" + ("" if output else "什么也没有写。要写进文件，请加上 -o。"))
    if output and output != files.STREAM:
        lines.append(f"已写到 {files.name_of(output)}")
    return "\n".join(lines)


def _plain(document: Document, changes: tuple[Tidied, ...]) -> dict[str, object]:
    rows = [
        {
            "section": each.location.section, "paragraph": each.location.paragraph, "where": _place(document, each),
            "before": each.before, "after": each.after, "rules": each.rules,
        }
        for each in changes
    ]  # fmt: skip
    return {"count": len(rows), "changes": rows}


def _place(document: Document, each: Tidied) -> str:
    """Return where a text stands, as a person finds it."""
    section, paragraph = each.location.section, each.location.paragraph
    headings = {part.id: part.heading for part in document.walk()}
    if section in headings and section != "body":
        name = f"“{headings[section][:20]}”"
        return name if paragraph == HEADING else f"{name}第{paragraph + 1}段"
    if any(table.id == section for table in document.tables):
        return "表格"
    return LABELS.get(section, section) + (f"第{paragraph + 1}段" if section in {"body", "closing"} else "")
