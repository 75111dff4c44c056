"""The properties of the Word file: what it is about, which program made it, and the choices that no printed line shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx_xml import OFFICE, attribute, clean
from exports.export import keywords_of
from gongwen.carried import carried

if TYPE_CHECKING:
    from gongwen.document import Document

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CUSTOM: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that custom ones belong to; their numbers begin at 2."""

PROGRAM: Final = "公文工作簿"


def properties(document: Document) -> dict[str, bytes]:
    """Return the parts of the package that hold a document's properties."""
    return {
        "docProps/app.xml": _app().encode(),
        "docProps/core.xml": _core(document).encode(),
        "docProps/custom.xml": _custom(document).encode(),
    }


def _app() -> str:
    """Return the program's name. Pages and words are left to be counted by who opens the file."""
    space = OFFICE.replace("relationships", "extended-properties")
    return f'{HEAD}<Properties xmlns="{space}"><Application>{PROGRAM}</Application></Properties>'


def _core(document: Document) -> str:
    """Return title, subject, author, keywords, language."""
    title = clean(document.name)
    author = clean(" ".join(document.signature.organs))
    words = "".join((f"<dc:title>{title}</dc:title>", f"<dc:subject>{title}</dc:subject>"))
    keywords = clean("，".join(keywords_of(document)))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{words}<dc:creator>{author}</dc:creator><cp:keywords>{keywords}</cp:keywords>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _custom(document: Document) -> str:
    """Return the choices that no printed line shows, so that an import finds them again."""
    rows = "".join(
        f'<property fmtid="{CUSTOM}" pid="{number}" name={attribute(name)}><vt:lpwstr>{clean(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(carried(document).items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="{OFFICE.replace("relationships", "custom-properties")}"'
        f' xmlns:vt="{OFFICE.replace("relationships", "docPropsVTypes")}">{rows}</Properties>'
    )
