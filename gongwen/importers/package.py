"""A DOCX as bounded XML parts: nothing is unpacked that is too many, too large, or smaller than it says it will be."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from defusedxml.ElementTree import ParseError, fromstring

from gongwen.errors import ImportRefusedError, PictureError
from gongwen.importers.refusal import broken_zip, refuse_package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_MOST_ENTRIES: Final = 5_000
_MOST_BYTES: Final = 48 << 20
"""Bytes that all parts that are read may expand to."""

_LEAST_SUSPECT: Final = 8 << 20
_HIGHEST_RATIO: Final = 200
"""How many times its packed size a part above _LEAST_SUSPECT bytes may expand to; Word's own stay below 60."""

_DEEPEST: Final = 250
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, KeyError, IndexError,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


def attribute(node: Element | None, name: str) -> str:
    """Return a w: attribute of a node that may not be there, or empty."""
    return node.get(f"{W}{name}", "") if node is not None else ""


def child(node: Element | None, name: str) -> Element | None:
    """Return a node's w: child, or None."""
    return node.find(f"{W}{name}") if node is not None else None


class Package:
    """The parts of a Word file; raises ImportRefusedError when it is none, is broken, or would burst."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = _MOST_BYTES
        self._named: dict[str, str] | None = None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise broken_zip(name, error) from error
        if len(entries) > _MOST_ENTRIES:
            raise self._bomb()
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self.main = self._main()
        if self.main not in self._entries:
            refuse_package(self._entries, name)

    def root(self, part: str) -> Element | None:
        """Return the root of an XML part, or None when the package has no such part."""
        entry = self._entries.get(part)
        if entry is None:
            return None
        size = entry.file_size
        if size > self._left or (size > _LEAST_SUSPECT and size > entry.compress_size * _HIGHEST_RATIO):
            raise self._bomb()
        self._left -= size
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(size + 1)
            root: Element = fromstring(data.replace(_STRICT, _TRANSITIONAL))
        except (ParseError, ValueError) as error:
            raise ImportRefusedError(
                "这个 Word 文件的内容已经损坏", where=self._name, mend="请用 Word 或 WPS 打开并修复，另存后再导入"
            ) from error
        except _BROKEN as error:
            raise broken_zip(self._name, error) from error
        self._bound(root)
        return root

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts that the main part relates to in this way (header, footnotes, …)."""
        folder, file = posixpath.split(self.main)
        rels = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        out = []
        for relation in rels.iter(_RELATION) if rels is not None else ():
            target = relation.get("Target", "")
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                out.append(path)
        return list(dict.fromkeys(out))

    def binary(self, relation: str, most: int) -> bytes:
        """Return the bytes of the part that the main part names so; raise PictureError when it has more than `most`."""
        entry = self._entries.get(self._targets().get(relation, ""))
        if entry is None:
            raise PictureError("原文里只有图片的链接，没有图片本身", mend="请把图片存到电脑上")
        if entry.file_size > most:
            raise PictureError(
                f"图片有 {entry.file_size / (1 << 20):.1f} MB，最多 {most >> 20} MB", mend="请把图片缩小"
            )
        try:
            with self._zip.open(entry) as stream:
                return stream.read(entry.file_size + 1)
        except _BROKEN as error:
            raise PictureError("图片文件不完整，或者已经损坏", mend="请换一张") from error

    def _targets(self) -> dict[str, str]:
        """Return the parts that the main part relates to by the ids it names them with."""
        if self._named is None:
            folder, file = posixpath.split(self.main)
            rels = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
            self._named = {
                relation.get("Id", ""): posixpath.normpath(
                    posixpath.join("/", folder, relation.get("Target", ""))
                ).lstrip("/")
                for relation in (rels.iter(_RELATION) if rels is not None else ())
                if relation.get("TargetMode") != "External"
            }
        return self._named

    def properties(self) -> tuple[tuple[str, str], ...]:
        """Return the names and values of the file's own properties."""
        root = self.root("docProps/custom.xml")
        return tuple((node.get("name", ""), "".join(node.itertext())) for node in (root if root is not None else ()))

    def _main(self) -> str:
        rels = self.root("_rels/.rels")
        for relation in rels.iter(_RELATION) if rels is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(posixpath.join("/", relation.get("Target", ""))).lstrip("/")
        return "word/document.xml"

    def _bound(self, root: Element) -> None:
        """Refuse what is nested deeper than any person writes, before anything walks down it."""
        level = [root]
        for _ in range(_DEEPEST):
            level = [inner for node in level for inner in node]
            if not level:
                return
        raise self._bomb()

    def _bomb(self) -> ImportRefusedError:
        return ImportRefusedError(
            "这个文件展开后太大，不像正常的文稿", where=self._name, mend="请用 Word 打开，复制文字，粘贴到导入框里"
        )
