"""The command line's share of checks: what is found in files, as a person or a program reads it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.checks import Checker, Preset, Setting, Severity
from gongwen.checks.officelists import office_lists
from gongwen.checks.own import shelf
from gongwen.checks.rules.unusual import unusual
from gongwen.checks.usage import keep, model, taught
from gongwen.clistore import opened as opened_store
from gongwen.errors import GongwenError, ImportRefusedError, StoreError
from gongwen.home import FILE, database
from gongwen.pieces import canonical_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from gongwen.checks import Finding, Rule
    from gongwen.checks.usage import Usage
    from gongwen.document import Document
    from gongwen.importers.report import Note

    Opened = Callable[[str], tuple[Document, tuple[Note, ...]]]
    Found = tuple[str, Document, tuple[Finding, ...]]
    Written = Callable[[Sequence[Found], Mapping[str, Rule], str], str]

READ: Final = frozenset({".docx", ".txt", ".md", ".markdown", ".htm", ".html", ".json"})
"""The ends of names of files that are read from a folder."""

FEW: Final = 300_000
"""Characters below which an archive teaches little."""

FAULT = 1
"""The exit code when something must be mended."""


def check(options: argparse.Namespace, opened: Opened, written: Written) -> int:
    """Check files and print what was found; return 1 when something must be mended."""
    preset = Preset(options.preset)
    usage = _usage() if options.learnt else None
    known, lists, (words, unread) = shelf().rules, office_lists(), _words()
    office = replace(lists.office, words=lists.office.words | words)
    rules = [rule for rule in known if not rule.off or (usage and rule is unusual)]
    found: list[Found] = []
    for file in options.files:
        document, notes = opened(file)
        findings = Checker(rules, Setting(office=office, notes=notes, usage=usage)).check(document, preset)
        found.append((files.name_of(file), document, findings))
    named = {rule.id: rule for rule in known}
    if options.format == "text":
        sys.stdout.write("".join(_spoken(each, named) for each in found))
    else:
        sys.stdout.write(written(found, named, options.format) + "\n")
    for sentence in (*lists.problems, *unread, *shelf().problems):
        sys.stderr.write(f"{sentence}\n")
    return FAULT if any(each.severity is Severity.MUST for _, _, findings in found for each in findings) else 0


def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that were called right on the screen, and why they cannot be read; to check makes no store."""
    where = database()
    if isinstance(where, Path) and not (where / FILE).is_file():
        return frozenset(), ()
    try:
        with opened_store() as store:
            return store.findings.office().words, ()
    except StoreError as error:
        return frozenset(), (error.sentence,)


def _usage() -> Usage:
    found = model()
    if found is None:
        raise ImportRefusedError("还没有用语模型", mend="请先用 gongwen learn 从本单位的旧稿生成")
    return found


def learn(options: argparse.Namespace, opened: Opened) -> None:
    """Count how words are used in an office's own documents and keep that as a model."""
    texts, refused = [], []
    for file in _files(options.files):
        try:
            texts.append(canonical_text(opened(file)[0]))
        except GongwenError as error:
            refused.append(f"{files.name_of(file)}：{error.sentence}")
    characters = sum(map(len, texts))
    if not characters:
        raise ImportRefusedError("没有读到一个字", mend="请检查文件夹里有没有 Word、文本、网页或者报告文件")
    name, size = keep(taught(texts), options.output)
    if options.format == "json":
        told = {
            "files": len(texts),
            "characters": characters,
            "refused": refused,
            "name": files.name_of(name),
            "bytes": size,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    lines = [
        f"读了 {len(texts)} 份、{characters} 字，已写到 {files.name_of(name)}。页面上的检查会用它，命令行检查时加上 --learnt。"
    ]
    if characters < FEW:
        lines.append(f"旧稿不到 {FEW // 10_000} 万字，提示会少，也会不准；以后可以再学一遍。")
    lines += [f"没有读出：{each}" for each in refused]
    sys.stdout.write("\n".join(lines) + "\n")


def _files(named: Sequence[str]) -> list[str]:
    """Return the files named, and of folders all in them that importers read."""
    found = []
    for name in named:
        if name != files.STREAM and Path(name).is_dir():
            found += sorted(
                str(path) for path in Path(name).rglob("*") if path.suffix.lower() in READ and path.is_file()
            )
        else:
            found.append(name)
    return found


def _spoken(found: Found, rules: Mapping[str, Rule]) -> str:
    name, document, findings = found
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
