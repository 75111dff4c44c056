"""What an analyst uses in a notebook: open a report or make one, read it, change it, take the Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from gongwen import files, targets
from gongwen.document import count
from gongwen.errors import ExportError, TemplateError
from gongwen.importers import import_bytes, import_text
from gongwen.numerals import heading_number
from gongwen.pieces import canonical_text
from gongwen.reportfile import dumps, loads
from gongwen.sample import sample
from gongwen.templates import Template, blank, load_templates
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.importers import ImportReport

P = ParamSpec("P")


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


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """A document with what one does to it at hand; a value: what changes it gives a new one.

    At the end of a notebook's cell it shows its pages. `imported` says what an importer did, when one did.
    """

    document: Document
    imported: ImportReport | None = None

    def __repr__(self) -> str:
        title = self.document.name or "（还没有标题）"
        return f"Report({title}，{self.document.characters} 字)"

    @property
    def text(self) -> str:
        """The whole text, a printed paragraph a line, numbers computed."""
        return canonical_text(self.document)

    @property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each page as they print."""
        return typeset(self.document).text

    @property
    def sections(self) -> tuple[Part, ...]:
        """The sections in reading order, one row each."""
        return tuple(
            Part(
                id=section.id,
                level=level,
                number=heading_number(level, number),
                heading=section.heading,
                characters=count(section.paragraphs),
                paragraphs=len(section.paragraphs),
                slot=section.slot,
            )
            for section, level, number in self.document.sections()
        )

    def put(self, field: str, text: str) -> Report:
        """Return the report with a field's text replaced: "title", "date", a section's id, or "id#heading".

        Paragraphs are lines. Raises EditError when there is no such section.
        """
        return replace(self, document=targets.write(self.document, field, text))

    def edit(self, change: Callable[Concatenate[Document, P], Document], *args: P.args, **kwargs: P.kwargs) -> Report:
        """Return the report with its document changed by a function, as those of gongwen.edits."""
        return replace(self, document=change(self.document, *args, **kwargs))

    def to_docx(self) -> bytes:
        """Return the Word file."""
        from exports.docx import export_docx  # noqa: PLC0415 - a face; the core below it knows no file format

        return export_docx(self.document).data

    def save(self, path: str | Path) -> Path:
        """Write a report file (.json) or a Word file (.docx), by the name's ending, and return its path.

        Raises ExportError when the name ends otherwise or the file cannot be written.
        """
        path = Path(path).absolute()
        if path.suffix.lower() == ".docx":
            data = self.to_docx()
        elif path.suffix.lower() == ".json":
            data = dumps(self.document).encode()
        else:
            raise ExportError("只能存成 .json 或者 .docx", where=path.name, mend="请改文件名的结尾")
        files.write(str(path), data)
        return path

    def _repr_html_(self) -> str:
        from exports.page_html import pages_html  # noqa: PLC0415 - only a notebook asks for it

        return pages_html(self.document)


def open_report(path: str | Path) -> Report:
    """Open a report file (.json), or bring in a Word, text or web file; raises GongwenError with a sentence."""
    path = Path(path).absolute()
    data = files.read(str(path))
    if path.suffix.lower() == ".json":
        return Report(loads(data))
    imported = import_bytes(data, name=path.name)
    return Report(imported.document, imported.report)


def read_text(text: str) -> Report:
    """Bring in a text as if it had been pasted into the import box."""
    imported = import_text(text)
    return Report(imported.document, imported.report)


def new_report(template: str, year: int, organs: tuple[str, ...], addressees: str = "") -> Report:
    """Make a report from a template; raises TemplateError when there is none of this key."""
    found = next((each for each in kinds() if each.key == template), None)
    if found is None:
        keys = "、".join(each.key for each in kinds())
        raise TemplateError(f"没有叫“{template}”的报告种类", mend=f"可以用的有：{keys}")
    return Report(blank(found, year=year, organs=organs, addressees=addressees))


def sample_report() -> Report:
    """Return the built-in sample: a whole report of a town that does not exist."""
    return Report(sample())


def kinds() -> tuple[Template, ...]:
    """Return the kinds of report there are."""
    return load_templates()
