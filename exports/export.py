"""What every exporter gives: bytes, a file name and a MIME type; writing them anywhere is the caller's affair."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwen.numerals import parse_date

if TYPE_CHECKING:
    from gongwen.document import Document


@dataclass(frozen=True, slots=True)
class Export:
    """A file made from a document."""

    name: str
    mime: str
    data: bytes


def file_name(document: Document, extension: str, label: str = "") -> str:
    """Return 标题_日期_label.extension, safe on every file system; what is not there (a readable date, a label) is left out."""
    title = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", document.name).strip(" .")[:80] or "公文"
    day = parse_date(document.signature.date)
    parts = (title, f"{day:%Y%m%d}" if day else "", label)
    return "_".join(filter(None, parts)) + f".{extension}"


def keywords_of(document: Document) -> tuple[str, ...]:
    """Return the keywords a file is found by."""
    return ("公文", *((str(document.year),) if document.year else ()))
