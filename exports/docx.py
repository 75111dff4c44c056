"""The Word file: real styles, the page of GB/T 9704, text equal to the preview's, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Final

from exports.docx_body import body
from exports.docx_comments import Enclosed, with_comments
from exports.docx_figure import part_name, pictures_of, related, typed
from exports.docx_letter import letter_parts
from exports.docx_properties import properties
from exports.docx_template import template_parts
from exports.export import Export, file_name
from gongwen.document import LayoutKind
from gongwen.errors import ExportError
from gongwen.standard import PROFILES

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.standard import LayoutProfile

MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FINAL: Final = "定稿"
"""Ends the name of a file whose lines are pinned."""

REVIEWED: Final = "批注稿"
"""Ends the name of a file that carries annotations."""

RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"

STAMP: Final = (2026, 1, 1, 0, 0, 0)
"""The time every part of the package carries, so that the same document gives the same bytes."""


def export_docx(
    document: Document, profile: LayoutProfile | None = None, *, final: bool = False, review: Enclosed | None = None
) -> Export:
    """Return the document as a Word file named 标题_日期.docx, 标题_日期_批注稿.docx or 标题_日期_定稿.docx.

    The editable one (可编辑稿) leaves lines to the program that opens it; the `final` one (定稿) has its lines pinned,
    so that every program ends them where the preview does. With `review` the editable one carries annotations; a final
    one cannot, whose lines would not stay where they are with changes tracked in them.
    """
    if final and review is not None:
        raise ExportError("定稿里不能带批注", mend="修订会使固定好的行错开。请导出可编辑稿")
    profile = profile or PROFILES[document.appearance.profile]
    names = document.appearance.names
    letter = document.layout is LayoutKind.LETTER
    parts = dict(_parts(profile, tuple(names.items()), letter=letter))
    parts["word/document.xml"] = body(document, profile, pins=final).encode()
    if letter:
        parts |= letter_parts(document, profile)
    parts |= properties(document)
    pictures = pictures_of(document) if document.figures else ()
    parts[RELATIONS], parts[TYPES] = related(parts[RELATIONS], pictures), typed(parts[TYPES], pictures)
    parts |= {f"word/{part_name(picture)}": picture.data for picture in pictures}
    if review is not None:
        parts = with_comments(parts, document, review)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name.startswith("word/media/") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, data)
    return Export(
        file_name(document, "docx", FINAL if final else REVIEWED if review is not None else ""), MIME, out.getvalue()
    )


@cache
def _parts(
    profile: LayoutProfile, names: tuple[tuple[str, str], ...], *, letter: bool
) -> tuple[tuple[str, bytes], ...]:
    return template_parts(profile, dict(names), letter=letter)
