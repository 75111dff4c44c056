"""Reads a Word file as lines: paragraphs with the numbers Word computes, tables by rows, what stands beside the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.figures import Pictures
from gongwen.importers.grids import Given, count_of, numbered_heads, placed, spread, table_of
from gongwen.importers.lines import Line, Origin, Source
from gongwen.importers.numbers import read_number
from gongwen.importers.package import Package, W, attribute, child
from gongwen.importers.report import Note, NoteKind
from gongwen.importers.tables import is_layout
from gongwen.importers.word_numbers import Numbering
from gongwen.importers.word_styles import Styles, merged, read_format
from gongwen.importers.word_text import Reader
from gongwen.pieces import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_WRAPPERS: Final = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_GONE: Final = {f"{W}del", f"{W}moveFrom"}
_BESIDE: Final = (
    ("header", Origin.HEADER, "p"),
    ("footer", Origin.FOOTER, "p"),
    ("footnotes", Origin.FOOTNOTE, "footnote"),
    ("endnotes", Origin.FOOTNOTE, "endnote"),
    ("comments", Origin.COMMENT, "comment"),
)
_OUTLINE: Final = re.compile(r"\d+(?:[.．]\d+)*")
_BESIDE_EACH_OTHER: Final = {
    Role.DOCUMENT_NUMBER: Role.SIGNATORIES, Role.PRINTED: Role.PRINTED_ON, Role.ISSUER: Role.ISSUED_ON,
    Role.COPY_NUMBER: Role.DOCUMENT_NUMBER, Role.CLASSIFICATION: Role.DOCUMENT_NUMBER, Role.URGENCY: Role.DOCUMENT_NUMBER,
}  # fmt: skip
"""Roles that the export sets in one row, a tab between them."""

_CELLS: Final = {Role.TABLE, Role.TABLE_HEAD}
"""Roles of our own export's cells."""

_PAGE: Final = re.compile(r"[第页共/\s\W\d]*")

REVISED: Final = "原文有修订痕迹，已按“全部接受”带入（删去的不要，插入的保留），请核对。"
PICTURES: Final = (
    "原文有{}张图片或图形浮在版面上、在表格里或者是画出来的，没有带入。需要的，请存成图片，在正文里点“插入图片”。"
)
HIDDEN: Final = "原文有{}处隐藏文字，已经带入，请看是否需要。"
EMBEDDED: Final = "原文嵌入了另一个文件，没有带入，请打开原文把它的文字复制过来。"


def read_word(data: bytes, name: str) -> Source:
    """Return the lines of a DOCX; raise ImportRefusedError when it cannot be read or would burst."""
    package = Package(data, name)
    word = _Word(package)
    lines = list(word.lines())
    reader = word.reader
    counted = (
        (NoteKind.CHANGED, REVISED, reader.revised),
        (NoteKind.UNCLEAR, PICTURES, reader.pictures),
        (NoteKind.UNCLEAR, HIDDEN, reader.hidden),
        (NoteKind.UNCLEAR, EMBEDDED, word.embedded),
    )
    told = (Note(kind, 0, "", message.format(count)) for kind, message, count in counted if count)
    notes = (*told, *word.pictures.notes())
    numbered = [replace(line, number=number) for number, line in enumerate(lines, 1)]
    return Source(tuple(_whole(numbered)), notes, package.properties())


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with the rest of a paragraph, which our pinned file puts on the next page, joined to its head."""
    held: Line | None = None
    for line in lines:
        if held is not None and line.origin is Origin.CONTINUED:
            held = replace(held, text=held.text + line.text, source=held.source + line.source)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


class _Word:
    """Walks through a package's parts once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(self._first("styles"))
        self._numbering = Numbering(self._first("numbering"))
        self.reader = Reader()
        self.pictures = Pictures(package)
        self.embedded = 0
        self._tables = 0
        self._merge = ""

    def _first(self, kind: str) -> Element | None:
        for part in self._package.related(kind):
            return self._package.root(part)
        return None

    def lines(self) -> Iterator[Line]:
        """Yield the mark of a letter, the lines of the main text, then those of headers, footers, notes and comments."""
        yield from self._letterhead()
        root = self._package.root(self._package.main)
        body = child(root, "body")
        if body is not None:
            yield from self._blocks(body, Origin.TEXT)
        for kind, origin, item in _BESIDE:
            seen = set()
            for part in self._package.related(kind):
                beside = self._package.root(part)
                for node in beside.iter(f"{W}{item}") if beside is not None else ():
                    text = "" if self._is_mark(node) else self._beside(node)
                    if text and text not in seen and not _PAGE.fullmatch(text):
                        seen.add(text)
                        yield Line(0, text, text, origin=origin)

    def _letterhead(self) -> Iterator[Line]:
        """Yield the mark of a letter of our own, which stands in the header of its first page."""
        for part in self._package.related("header"):
            header = self._package.root(part)
            for node in header.iter(f"{W}p") if header is not None else ():
                if self._is_mark(node) and (text := Reader().text(node)).strip():
                    yield Line(0, text, text, origin=Origin.LETTERHEAD, role=Role.AUTHORITY_MARK)

    def _is_mark(self, node: Element) -> bool:
        style = attribute(child(child(node, "pPr"), "pStyle"), "val")
        return self._styles.role(style) is Role.AUTHORITY_MARK

    def _beside(self, node: Element) -> str:
        if attribute(node, "type") in {"separator", "continuationSeparator", "continuationNotice"}:
            return ""
        reader = Reader()
        paragraphs = [node] if node.tag == f"{W}p" else node.iter(f"{W}p")
        text = " ".join(filter(None, (reader.text(each).replace("\n", " ").strip() for each in paragraphs)))
        author = attribute(node, "author")
        return f"{author}：{text}" if author and text else text

    def _blocks(self, parent: Element, origin: Origin) -> Iterator[Line]:
        for node in parent:
            if node.tag == f"{W}p":
                yield from self._paragraph(node, origin)
            elif node.tag == f"{W}tbl":
                yield from self._table(node, origin)
            elif node.tag == f"{W}altChunk":
                self.embedded += 1
            elif node.tag in _WRAPPERS:
                gallery = child(child(child(node, "sdtPr"), "docPartObj"), "docPartGallery")
                contents = attribute(gallery, "val") == "Table of Contents"
                yield from self._blocks(node, Origin.CONTENTS if contents else origin)

    def _paragraph(self, node: Element, origin: Origin) -> Iterator[Line]:
        properties = child(node, "pPr")
        marked = child(child(properties, "rPr"), "del")
        contents = self.reader.in_contents
        text = self._merge + self.reader.text(node)
        self._merge = text if marked is not None else ""
        boxes, self.reader.boxes = self.reader.boxes, []
        if marked is None:
            style = attribute(child(properties, "pStyle"), "val")
            if contents or self.reader.in_contents:
                origin = Origin.CONTENTS
            found, self.reader.drawings = self.reader.drawings, []
            if text.strip() or not found:
                yield from self._formed(text, properties, style, origin)
            yield from filter(None, (self.pictures.line(each, self._styles.role(style)) for each in found))
        for box in boxes:
            yield from self._blocks(box, Origin.TEXT)

    def _formed(self, text: str, properties: Element | None, style: str, origin: Origin) -> Iterator[Line]:
        role = self._styles.role(style)
        if role in _BESIDE_EACH_OTHER and "\t" in text:
            left, _, right = text.partition("\t")
            yield Line(0, left, left, role=role)
            yield Line(0, right, right, role=_BESIDE_EACH_OTHER[role])
            return
        if role is Role.SIGNATURE and "\t" in text:  # organs whose seals stand side by side
            yield from (Line(0, organ, organ, role=role) for organ in text.split("\t") if organ.strip())
            return
        if origin is Origin.TEXT:
            origin = self._styles.origin(style)
        form = merged(read_format(properties), self._styles.format(style))
        # the export breaks long titles, and cells in a pinned file; the lines of either are paragraphs of their own
        if role in {Role.TITLE, Role.ANNEX_TITLE, *_CELLS}:
            text = text.replace("\n", "")
        label = ""
        if form.number not in {"", "0"} and text.strip():
            number, depth = self._numbering.place(form.number, form.depth, style)
            label = self._numbering.label(number, depth)
        level, quoted = max(form.level, 0), self._styles.quotes(style)
        if label and not level and read_number(f"{label}文") is None and _OUTLINE.fullmatch(label):
            level = len(re.findall(r"\d+", label))
        if label and text.strip():
            text = label + ("" if label.endswith(("、", "）", "．", ".")) else " ") + text.lstrip()
        for index, row in enumerate(text.split("\n")):
            first = index == 0
            yield Line(0, row, row, level if first else 0, label if first else "", origin, role, quoted=quoted)

    def _table(self, node: Element, origin: Origin) -> Iterator[Line]:
        rows: list[list[Given]] = []
        heads: list[bool] = []
        inner: list[Line] = []
        for row in _nearest(node, f"{W}tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.reader.revised += 1
                continue
            before = count_of(attribute(child(properties, "gridBefore"), "val"))
            rows.append([Given("", before)] if before else [])
            heads.append(child(properties, "tblHeader") is not None)
            for cell in _nearest(row, f"{W}tc"):
                lines = [line for line in self._blocks(cell, origin) if line.text.strip()]
                inner += lines
                rows[-1].append(_given(cell, spread([line for line in lines if line.figure is None])))
        roles = {line.role for line in inner if line.role} - _CELLS
        if origin is not Origin.TEXT or roles or is_layout([[cell.text for cell in row] for row in rows]):
            yield from inner
            return
        self.reader.pictures += sum(line.figure is not None for line in inner)
        self._tables += 1
        table = table_of(rows, f"t{self._tables}", numbered_heads(heads))
        if table is not None:
            yield placed(table, Role.TABLE if any(line.role for line in inner) else None)
            return
        for cells in rows:
            text = "\t".join(cell.text.replace("\n", " ") for cell in cells)
            yield Line(0, text, text, origin=Origin.TABLE)


def _given(node: Element, text: str) -> Given:
    properties = child(node, "tcPr")
    merge = child(properties, "vMerge")
    goes_on = merge is not None and attribute(merge, "val") != "restart"
    return Given(text, max(count_of(attribute(child(properties, "gridSpan"), "val")), 1), goes_on=goes_on)


def _nearest(node: Element, tag: str) -> Iterator[Element]:
    """Yield a table's own rows or a row's own cells, through what wraps them, not those of tables inside."""
    for inner in node:
        if inner.tag == tag:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _nearest(inner, tag)
