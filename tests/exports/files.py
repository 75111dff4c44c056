"""What is asked of every Word file alike: that it is valid, and that LibreOffice ends its lines and pages where we do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.pages import compare, rendered, rows_of, squeezed
from exports.docx import export_docx
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document


def hold_valid(data: bytes, folder: Path) -> None:
    """Fail unless openxml-audit finds no error in a file; it is written to a folder."""
    path = folder / "a.docx"
    path.write_bytes(data)
    audit = Path(sys.executable).parent / "openxml-audit"
    done = subprocess.run([str(audit), str(path)], capture_output=True, text=True, check=False)
    assert "Errors: 0" in done.stdout, done.stdout


def hold_valid_and_same(document: Document, folder: Path) -> None:
    """Fail unless both files of a document are valid and the same bytes each time."""
    for final in (False, True):
        data = export_docx(document, final=final).data
        assert data == export_docx(document, final=final).data
        hold_valid(data, folder)


def hold_pinned(documents: Mapping[str, Document], folder: Path, soffice: str) -> None:
    """Fail unless LibreOffice ends every line and page of the pinned files where the engine does."""
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(export_docx(document, final=True).data)
    theirs = rendered([folder / f"{name}.docx" for name in documents], folder, soffice)
    for name, document in documents.items():
        found = compare(name, squeezed(rows_of(typeset(document))), theirs[name])
        assert (found.same_lines, found.same_ends) == (found.lines, found.ends), found
