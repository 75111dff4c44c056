"""What an analyst uses in a notebook: open a report or make one, read it, change it, take the Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from gongwen import files, targets
from gongwen.apirows import Difference, faults_of, notes_of, page_of, parts_of
from gongwen.errors import EditError, ExportError, ImportRefusedError, TemplateError
from gongwen.importers import import_bytes, import_text
from gongwen.pieces import canonical_text
from gongwen.punctuation import full_width
from gongwen.reportfile import dumps, loads
from gongwen.sample import sample
from gongwen.templates import Template, blank, load_templates
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pandas import DataFrame

    from gongwen.apirows import Fault, Finding, Page, Part, Rows
    from gongwen.document import Document
    from gongwen.importers import ImportReport
    from gongwen.review.opinions import Opinion

P = ParamSpec("P")

FIRST_YEAR, LAST_YEAR = 1949, 9999


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

    def page(self, number: int) -> Page:
        """Return one page, counted from 1, which a cell shows as it prints; raises EditError when there is none such."""
        return page_of(self.document, number)

    @property
    def sections(self) -> Rows[Part]:
        """The sections in reading order, one row each."""
        return parts_of(self.document)

    @property
    def findings(self) -> Rows[Finding]:
        """What the import recognised, changed, left out and could not tell, one row each; none without an import."""
        return notes_of(self.imported.notes if self.imported else ())

    def diff(self, other: Report) -> Difference:
        """Return what became of this report in another, a later one; a cell shows it with what went and what came marked."""
        if not isinstance(other, Report):
            raise EditError(f"要的是另一份报告，给的是 {type(other).__name__}", mend="比如 old.diff(new)")
        return Difference(self.document, other.document)

    def check(self, preset: str = "review") -> Rows[Fault]:
        """Return what the checks find, one row each; raises EditError when the preset is not draft, submit or review."""
        return faults_of(self.document, self.imported.notes if self.imported else (), preset)

    def put(self, field: str, text: str) -> Report:
        """Return the report with a field's text replaced: "title", "date", a section's id, or "id#heading".

        Paragraphs are lines. Raises EditError when there is no such field.
        """
        for value in (field, text):
            if not isinstance(value, str):
                raise EditError(f"要的是文字，给的是 {type(value).__name__}", where=str(field), mend="请用引号括起来")
        try:
            return replace(self, document=targets.write(self.document, field, text))
        except EditError as error:
            names = "、".join((*targets.NAMES, *(part.id for part in self.sections)))
            raise EditError("没有这一栏", where=field, mend=f"可以用的有：{names}") from error

    def full_width(self) -> Report:
        """Return the report with half-width marks beside Chinese made full-width, as the button on the screen does."""
        return replace(self, document=full_width(self.document)[0])

    def next_year(self, year: int | None = None) -> Report:
        """Return next year's report (or a later year's) begun from this one; raises EditError when its year is not known.

        Years are rolled where they mean the report's; every sentence counts as last year's until it is written anew.
        """
        from exports.newyear import begun  # noqa: PLC0415 - a face; the core below it draws nothing

        return Report(begun(self.document, year))

    @property
    def figures(self) -> DataFrame:
        """The table of indicators: a row each, an amount a period, 同比 of the latest; change it and give it to `with_figures`."""
        from gongwen.indicators.frame import frame  # noqa: PLC0415 - only who asks for it waits for pandas

        return frame(self.document.data)

    def with_figures(self, table: DataFrame) -> Report:
        """Return the report with another table; the text that quotes it, tables and charts follow. Raises EditError.

        Rows that the table lacks stay; an empty cell takes away what was entered.
        """
        from exports.drawings import with_data  # noqa: PLC0415 - a face
        from gongwen.indicators.frame import read_frame  # noqa: PLC0415 - as above
        from gongwen.person import of_machine  # noqa: PLC0415

        now = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S}"
        data = read_frame(self.document.data, table, of_machine().name, now)
        return replace(self, document=with_data(self.document, data))

    def edit(self, change: Callable[Concatenate[Document, P], Document], *args: P.args, **kwargs: P.kwargs) -> Report:
        """Return the report with its document changed by a function, as those of gongwen.edits; raises EditError."""
        if not callable(change):
            raise EditError("要的是一个函数", where=str(change), mend="比如 report.edit(edits.remove_section, 's1')")
        return replace(self, document=change(self.document, *args, **kwargs))

    def to_docx(self, *, final: bool = False) -> bytes:
        """Return the Word file: the editable one, or the `final` one whose lines and pages are fixed."""
        from exports.docx import export_docx  # noqa: PLC0415 - a face; the core below it knows no file format

        return export_docx(self.document, final=final).data

    def to_pdf(self) -> bytes:
        """Return the PDF; raises ExportError when this machine has no Chinese typeface."""
        from exports.pdf import export_pdf  # noqa: PLC0415 - a face

        return export_pdf(self.document).data

    def save(self, path: str | Path, *, final: bool = False) -> Path:
        """Write a report file (.json), a Word file (.docx) or a PDF, by the name's ending, and return its path.

        A file that is there already is replaced. Raises ExportError when the name ends otherwise or the file cannot
        be written.
        """
        path = _path(path)
        ending = path.suffix.lower()
        if ending == ".docx":
            data = self.to_docx(final=final)
        elif ending == ".pdf":
            data = self.to_pdf()
        elif ending == ".json":
            data = dumps(self.document).encode()
        else:
            raise ExportError("只能存成 .json、.docx 或者 .pdf", where=path.name, mend="请改文件名的结尾")
        files.write(str(path), data)
        return path

    def _repr_html_(self) -> str:
        from exports.page_html import pages_html  # noqa: PLC0415 - only a notebook asks for it

        return pages_html(self.document)


def open_report(path: str | Path) -> Report:
    """Open a report file (.json), or bring in a Word, text or web file; raises GongwenError with a sentence."""
    path = _path(path)
    data = files.read(str(path))
    if path.suffix.lower() == ".json":
        return Report(loads(data))
    imported = import_bytes(data, name=path.name)
    return Report(imported.document, imported.report)


def read_text(text: str) -> Report:
    """Bring in a text as if it had been pasted into the import box; raises ImportRefusedError when it is none."""
    if not isinstance(text, str):
        raise ImportRefusedError(
            f"要的是文字，给的是 {type(text).__name__}", mend="字节请先解码，或者存成文件用 open_report"
        )
    imported = import_text(text)
    return Report(imported.document, imported.report)


def new_report(template: str, year: int, organs: Sequence[str] | str, addressees: str = "") -> Report:
    """Make a report from a template; raises TemplateError when there is none of this key, EditError for a strange year.

    A single organ may be given as a text.
    """
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise EditError("报告年度不对", where=str(year), mend="请写四位数字，如 2025")
    organs = (organs,) if isinstance(organs, str) else tuple(organs)
    found = next((each for each in kinds() if each.key == template), None)
    if found is None:
        keys = "、".join(each.key for each in kinds())
        raise TemplateError(f"没有叫“{template}”的报告种类", mend=f"可以用的有：{keys}")
    return Report(blank(found, year=year, organs=organs, addressees=addressees))


def _path(path: str | Path) -> Path:
    try:
        return Path(path).absolute()
    except TypeError as error:
        raise ImportRefusedError(
            f"要的是文件名，给的是 {type(path).__name__}", mend="请把文件名用引号括起来"
        ) from error


def sample_report() -> Report:
    """Return the built-in sample: a whole report of a town that does not exist."""
    return Report(sample())


def kinds() -> tuple[Template, ...]:
    """Return the kinds of report there are."""
    return load_templates()


def opinions(report: str) -> tuple[Opinion, ...]:
    """Return what was said of a stored report (its id, or words of its title) and what came of it; raises StoreError."""
    from gongwen.review.opinions import opinions as table  # noqa: PLC0415
    from gongwen.store import Store  # noqa: PLC0415 - only who asks for what is stored needs a database

    store = Store.open()
    try:
        return table(store.review.all(store.upkeep.find(report)[0]))
    finally:
        store.close()
