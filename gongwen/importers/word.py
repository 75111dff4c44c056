"""Reads a Word file's paragraphs as lines; numbers Word computes become typed ones, table rows are left out by name."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from defusedxml.ElementTree import ParseError, fromstring

from gongwen.errors import ImportRefusedError
from gongwen.importers.lines import Line, Origin
from gongwen.importers.refusal import broken_zip, refuse_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_BYTES: Final = 200 << 20
"""Bytes the parts that are read may expand to."""

_SKIPPED: Final = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr"}


def read_word(data: bytes, name: str) -> list[Line]:
    """Return the lines of a DOCX; raise ImportRefusedError when it cannot be read or would burst."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "word/document.xml" not in package.namelist():
                refuse_package(package.namelist(), name)
            part = package.getinfo("word/document.xml")
            if part.file_size > MOST_BYTES:
                raise ImportRefusedError("这个文件展开后太大", where=name, mend="请删去图片和附件，另存后再导入")
            root = fromstring(package.read(part))
    except (zipfile.BadZipFile, OSError, EOFError, KeyError) as error:
        raise broken_zip(name, error) from error
    except (ParseError, ValueError) as error:
        raise ImportRefusedError(
            "这个 Word 文件的内容已经损坏", where=name, mend="请用 Word 打开，另存一份再导入"
        ) from error
    body = root.find(f"{W}body")
    return list(_lines(body)) if body is not None else []


def _lines(body: Element) -> Iterator[Line]:
    number = 0
    for block in body.iter():
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                number += 1
                text = "\t".join("".join(_text(cell)) for cell in row.iter(f"{W}tc"))
                yield Line(number, text, text, origin=Origin.TABLE)
            for inner in block.iter(f"{W}p"):
                inner.set("gongwen", "read")
        elif block.tag == f"{W}p" and block.get("gongwen") is None:
            for text in "".join(_text(block)).split("\n"):
                number += 1
                yield Line(number, text, text)


def _text(node: Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"
        else:
            yield from _text(child)
