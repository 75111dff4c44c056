"""What an analyst uses in a notebook: open a report or make one, read it, set it, take the Word file."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.errors import ImportRefusedError, TemplateError
from gongwen.importers import import_bytes, import_text
from gongwen.pieces import Role, pieces
from gongwen.pieces import canonical_text as _text
from gongwen.reportfile import dumps, loads
from gongwen.templates import Template, blank, load_templates
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.importers import ImportReport


@dataclass(frozen=True)
class Report:
    """A document with what one does to it at hand; in a notebook cell it shows itself as text."""

    document: Document
    imported: ImportReport | None = None

    @property
    def text(self) -> str:
        """The whole text, a printed paragraph a line, numbers computed."""
        return _text(self.document)

    @property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each page as they print."""
        return typeset(self.document).text

    def to_docx(self) -> bytes:
        """Return the Word file."""
        from exports.docx import export_docx  # noqa: PLC0415 - a face; the core below it knows no file format

        return export_docx(self.document).data

    def save(self, path: str | Path) -> Path:
        """Write a report file (.json) or a Word file (.docx), by the name's ending, and return its path."""
        path = Path(path)
        path.write_bytes(self.to_docx() if path.suffix.lower() == ".docx" else dumps(self.document).encode())
        return path

    def _repr_html_(self) -> str:
        rows = []
        for piece in pieces(self.document):
            text = html.escape(piece.text)
            if piece.role is Role.TITLE:
                rows.append(f'<p style="text-align:center;font-size:1.3em;font-weight:600">{text}</p>')
            elif piece.role in {Role.SIGNATURE, Role.DATE}:
                rows.append(f'<p style="text-align:right">{text}</p>')
            else:
                weight = "600" if piece.role.level == 1 else "400"
                indent = "0" if piece.role is Role.ADDRESSEES else "2em"
                rows.append(f'<p style="text-indent:{indent};font-weight:{weight}">{text}</p>')
        count = f"{self.document.characters} 字，{len(self.pages)} 页"
        return f'<div style="max-width:42em;line-height:1.8">{"".join(rows)}<p style="opacity:.7">{count}</p></div>'


def open_report(path: str | Path) -> Report:
    """Open a report file (.json), or bring in a Word, text or web file; raises GongwenError with a sentence."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefusedError("这个文件读不了", where=path.name, mend="请检查文件名和权限") from error
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
    found = next((each for each in templates() if each.key == template), None)
    if found is None:
        raise TemplateError(f"没有叫“{template}”的报告种类", mend="请看 templates()")
    return Report(blank(found, year=year, organs=organs, addressees=addressees))


def templates() -> tuple[Template, ...]:
    """Return the kinds of report there are."""
    return load_templates()
