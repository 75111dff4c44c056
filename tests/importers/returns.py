"""Word files that come back from review, put together by hand: the report's own file, changed as Word and WPS change it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from tests.importers.word_files import zipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document
    from gongwen.review.annotation import Annotation

WHO = 'w:id="9{}" w:author="{}" w:date="2026-11-27T09:30:00Z"'


def sent(document: Document, *annotations: Annotation, report: str = "r7", version: int = 12) -> bytes:
    return export_docx(document, review=Enclosed(annotations, report, version)).data


def changed(data: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """Return a file with texts of a part replaced, each of which stands there once."""

    def change(text: str) -> str:
        for old, new in changes:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        return text

    return rewritten(data, {part: change})


def rewritten(data: bytes, changes: dict[str, Callable[[str], str]], *, without: tuple[str, ...] = ()) -> bytes:
    """Return a file with parts changed, made or left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.startswith(without or ("\0",))}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b"").decode()).encode()
    return zipped(parts)


def t(text: str) -> str:
    """Return a run as the export writes it."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text: str, by: str = "赵敏", number: int = 1) -> str:
    return f"<w:ins {WHO.format(number, by)}>{t(text)}</w:ins>"


def gone(text: str, by: str = "赵敏", number: int = 2) -> str:
    return (
        f"<w:del {WHO.format(number, by)}>{t(text).replace('w:t ', 'w:delText ').replace('w:t>', 'w:delText>')}</w:del>"
    )


def mark(kind: str, by: str = "赵敏") -> str:
    """Return what stands among a paragraph's properties when its end was put in (ins) or taken out (del)."""
    return f"<w:rPr><w:{kind} {WHO.format(3, by)}/></w:rPr>"
