"""Builds the small documents that are the examples of rules of the whole document."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import count
from typing import TYPE_CHECKING

from gongwen.checks.rule import Case
from gongwen.checks.setting import Setting
from gongwen.document import BODY_ID, HEADING, Document, Header, Location, Section, Signature
from gongwen.importers.report import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPORT = Document(
    kind="rule_of_law_report",
    year=2025,
    title="清溪镇人民政府关于2025年度法治政府建设情况的报告",
    header=Header(document_number="清政〔2026〕3号", signatories=("张三",)),
    addressees="县委、县政府",
    signature=Signature(("清溪镇人民政府",), "2026年1月15日"),
)


def case(
    text: str = "",
    *,
    setting: Setting | None = None,
    organs: tuple[str, ...] = (),
    date: str | None = None,
    **also: object,
) -> Case:
    """Return an example: a sound report of a town of which some fields are as named, with a text.

    In the text a line is a paragraph, "# " begins a section of the first level, "## " one of the second and so on. Field
    names are those of Document and Header; `organs` and `date` those of the signature.
    """
    header = {each.name: also.pop(each.name) for each in fields(Header) if each.name in also}
    signature = Signature(organs or _REPORT.signature.organs, _REPORT.signature.date if date is None else date)
    document = replace(_REPORT, header=replace(_REPORT.header, **header), signature=signature, **also)  # type: ignore[arg-type]
    return Case(replace(document, body=_body(text)), setting or Setting())


def notes(source: str, message: str, section: str, kind: NoteKind = NoteKind.CHANGED) -> Setting:
    """Return a setting with one note of an import about the heading of a section, or about a field."""
    return Setting(
        notes=(Note(kind, 1, source, message, Location(section, HEADING if section[1:].isdecimal() else 0)),)
    )


def _body(text: str) -> Section:
    lines = iter([*(line for line in text.split("\n") if line), ""])
    body, _ = _section(BODY_ID, "", 0, lines, count(1))
    return body


def _section(name: str, heading: str, level: int, lines: Iterator[str], numbers: Iterator[int]) -> tuple[Section, str]:
    """Return the section and the line that follows it, a heading of its own level or above; empty at the end."""
    paragraphs: list[str] = []
    children: list[Section] = []
    line = next(lines, "")
    while line:
        depth = len(line) - len(line.lstrip("#"))
        if not depth:
            paragraphs.append(line)
            line = next(lines, "")
        elif depth <= level:
            break
        else:
            child, line = _section(f"s{next(numbers)}", line[depth:].strip(), depth, lines, numbers)
            children.append(child)
    return Section(name, heading, tuple(paragraphs), tuple(children)), line
