"""What an analyst's report gives as rows, and shows at the end of a cell: sections, findings, one page, two versions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeVar

from gongwen.document import count, numbered
from gongwen.errors import EditError
from gongwen.numerals import heading_number
from gongwen.targets import LABELS
from gongwen.together.compare import compare
from gongwen.together.rows import Fate
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwen.document import Document
    from gongwen.importers.report import Note
    from gongwen.together.part import Comparison

HEADS: Final = {
    "id": "编号", "level": "级", "number": "序号", "heading": "小标题", "characters": "字数", "paragraphs": "段数", "slot": "模板的节",
    "kind": "种类", "line": "行", "message": "说明", "source": "原文", "section": "在哪一节", "rule": "规则", "severity": "级别",
    "excerpt": "原文", "start": "起", "end": "止", "count": "处数", "mend": "怎么改", "clause": "依据", "part": "部分", "fate": "怎么了",
    "old": "原来", "new": "现在", "organ": "机关", "missing": "缺什么", "text": "提醒的话",
}  # fmt: skip
"""What the columns are called where a person reads them."""

Row = TypeVar("Row")


class Rows(tuple[Row, ...]):
    """Rows of one kind: a tuple, which a cell shows as a table; `pandas.DataFrame(rows)` makes one to work with."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from exports.cells_html import rows_html  # noqa: PLC0415 - only a notebook asks for it

        if not self:
            return '<p style="margin:4px">没有。</p>'
        names = [each.name for each in fields(self[0])]  # type: ignore[arg-type]
        cells = [[_told(getattr(row, name)) for name in names] for row in self]
        return rows_html([HEADS[name] for name in names], cells)


def _told(value: object) -> object:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Part:
    """One section as a row of a table; `pandas.DataFrame(report.sections)` makes the table.

    `id` names it for `Report.put`; `level` is 1 to 4; `number` is as printed, `characters` those of its own
    paragraphs without white space; `slot` is the template's section it answers, or empty.
    """

    id: str
    level: int
    number: str
    heading: str
    characters: int
    paragraphs: int
    slot: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One note of an import as a row of a table: `kind` is recognised, changed, left_out or unclear.

    `line` counts the source's lines from 1, 0 when the note is about the whole; `section` is where it leads, or empty.
    """

    kind: str
    line: int
    message: str
    source: str
    section: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of the checks as a row of a table.

    `severity` is 必改, 建议 or 提示; `start` and `end` count characters of `Report.text`; `count` says in how many places it
    shows, `mend` what the first fix would do, or is empty.
    """

    rule: str
    severity: str
    message: str
    excerpt: str
    section: str
    start: int
    end: int
    count: int
    mend: str
    clause: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs between two versions as a row of a table: `part` says where, `fate` what became of it."""

    part: str
    fate: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """One page of a report: its number and its lines; a cell shows it as it prints."""

    document: Document
    number: int
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Page(第 {self.number} 页，{len(self.lines)} 行)"

    def _repr_html_(self) -> str:
        from exports.page_html import page_html  # noqa: PLC0415 - only a notebook asks for it

        return page_html(self.document, self.number)


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """What became of one version in another; a cell shows it with what went struck through and what came underlined."""

    old: Document
    new: Document

    def __repr__(self) -> str:
        found = self.comparison
        return f"Difference({found.places} 处不同，多 {found.added} 字，少 {found.removed} 字)"

    @property
    def comparison(self) -> Comparison:
        """The comparison itself (see gongwen.together.part)."""
        return compare(self.old, self.new)

    @property
    def rows(self) -> Rows[Changed]:
        """Every sentence, cell and choice that differs, one row each."""
        names = _names(self.old, self.new)
        found = self.comparison
        chosen = [
            Changed("全文", _FATES[Fate.CHANGED], f"{each.name}：{each.old}", f"{each.name}：{each.new}")
            for each in found.choices
        ]
        rows = [
            Changed(names.get(part.id, part.id), _FATES[row.fate], row.old, row.new)
            for part in found.parts
            for row in part.lines
            if row.fate is not Fate.SAME
        ]
        return Rows((*chosen, *rows))

    def _repr_html_(self) -> str:
        from exports.cells_html import comparison_html  # noqa: PLC0415 - only a notebook asks for it

        return comparison_html(self.comparison, _names(self.old, self.new))


_FATES: Final = {
    Fate.ADDED: "新增", Fate.DELETED: "删去", Fate.CAME: "移来", Fate.WENT: "移走", Fate.CHANGED: "改动",
}  # fmt: skip


def _names(*versions: Document) -> dict[str, str]:
    """Return what the parts of versions are called, the last one's names first."""
    found = dict(LABELS)
    for document in versions:
        for root in (document.body, *document.annexes):
            for section, level, number in numbered(root, 1):
                found[section.id] = heading_number(level, number) + section.heading
        for word, insets in (("表", document.tables), ("图", document.figures)):
            found |= {each.id: f"{word}：{each.caption}" for each in insets}
    return found


def page_of(document: Document, number: int) -> Page:
    """Return a page of a document, counted from 1; raise EditError when there is none such."""
    pages = typeset(document).text
    if not isinstance(number, int) or not 1 <= number <= len(pages):
        raise EditError("没有这一页", where=str(number), mend=f"可以写 1 到 {len(pages)}")
    return Page(document, number, pages[number - 1])


def parts_of(document: Document) -> Rows[Part]:
    """Return the sections of a document in reading order."""
    return Rows(
        Part(
            id=section.id,
            level=level,
            number=heading_number(level, number),
            heading=section.heading,
            characters=count(section.paragraphs),
            paragraphs=len(section.paragraphs),
            slot=section.slot,
        )
        for section, level, number in document.sections()
    )


def notes_of(notes: Iterable[Note]) -> Rows[Finding]:
    """Return what an import noted."""
    return Rows(
        Finding(str(each.kind), each.line, each.message, each.source, each.location.section if each.location else "")
        for each in notes
    )


def faults_of(document: Document, notes: tuple[Note, ...], preset: str) -> Rows[Fault]:
    """Return what the checks find in a document; raise EditError when the preset is not draft, submit or review."""
    from gongwen.checks import Preset, Setting  # noqa: PLC0415 - only who checks needs the rules
    from gongwen.checks.officelists import office_lists  # noqa: PLC0415
    from gongwen.checks.offsets import Offsets  # noqa: PLC0415
    from gongwen.checks.own import checker, shelf  # noqa: PLC0415

    if preset not in set(Preset):
        raise EditError("没有这种检查", where=str(preset), mend=f"可以用的有：{'、'.join(Preset)}")
    setting = Setting(office=office_lists().office, notes=notes)
    clauses = {rule.id: rule.clause for rule in shelf().rules}
    offsets = Offsets(document)
    return Rows(
        Fault(
            each.rule, each.severity.label, each.message, each.excerpt, each.location.section,
            *offsets.of(each.location), each.count, each.fixes[0].label if each.fixes else "", clauses[each.rule],
        )
        for each in checker(setting).check(document, Preset(preset))
    )  # fmt: skip
