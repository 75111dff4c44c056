"""A finished Word file as a stranger reads it: zip and XML only, formats resolved as the schema says, never the engine."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MM: Final = 1440 / 25.4
LEVELS: Final = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+[.．](?!\d)", r"（\d+）")
ITEM: Final = "GWItem"
APART: Final = frozenset({"GWQuotation", "GWQuotationContinued", "GWFigure", "GWFigureCaption", "GWFigureSource"})
"""Styles of what stands in the text and is set otherwise."""

CHARACTERS: Final = {W + "br": "\n", W + "tab": "\t"}

Element = etree._Element


def value(node: Element | None, name: str = "val") -> str:
    return "" if node is None else node.get(W + name, "")


def flat(properties: Element | None) -> dict[str, str]:
    """Return properties as a flat mapping: 'sz' → '32', 'ind.firstLine' → '640', a bare switch → '1'."""
    out: dict[str, str] = {}
    for node in properties if properties is not None else ():
        name = etree.QName(node).localname
        if not node.attrib:
            out[name] = "1"
        for one, path in [(node, name), *((inner, f"{name}.{etree.QName(inner).localname}") for inner in node)]:
            for key, given in one.attrib.items():
                out[path if key == W + "val" else f"{path}.{etree.QName(key).localname}"] = given
    return out


@dataclass(frozen=True)
class Form:
    """Properties in force."""

    at: dict[str, str]

    def number(self, name: str) -> int:
        return int(self.at.get(name) or 0)

    def on(self, name: str) -> bool:
        return self.at.get(name, "0") not in {"0", "false", "off", ""}


@dataclass(frozen=True)
class Run:
    text: str
    form: Form


@dataclass(frozen=True)
class Paragraph:
    node: Element
    style: str
    form: Form
    runs: tuple[Run, ...]
    table: bool

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def level(self) -> int:
        """1 to 4 by its number, 0 without one and for an item of a list."""
        if self.style == ITEM:
            return 0
        return next((level for level, shape in enumerate(LEVELS, 1) if re.match(shape, self.text)), 0)


class Opened:
    """One Word file, and the document it was made from as the truth about what was asked."""

    def __init__(self, data: bytes, asked: Document, again: bytes = b"") -> None:
        self.data, self.asked, self.again = data, asked, again
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
            self.stamps = {info.date_time for info in package.infolist()}
        self.roots = {
            name: etree.fromstring(part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))
        }
        self.body = self.roots["word/document.xml"][0]
        self.settings = flat(self.roots["word/settings.xml"])
        sheet = self.roots["word/styles.xml"]
        self.styles = {value(node, "styleId"): node for node in sheet.iter(W + "style")}
        defaults = {kind: sheet.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}") for kind in ("rPr", "pPr")}
        self.defaults = {kind: flat(node) for kind, node in defaults.items()}
        self.default = next(key for key, node in self.styles.items() if value(node, "default") == "1")
        self._forms: dict[tuple[str, str], dict[str, str]] = {}

    def _chain(self, style: str) -> Iterator[Element]:
        node = self.styles.get(style)
        if node is not None:
            yield from self._chain(value(node.find(W + "basedOn")))
            yield node

    def style_form(self, style: str, kind: str) -> dict[str, str]:
        """Return the properties a style gives, its ancestors' and the defaults included."""
        if (style, kind) not in self._forms:
            out = dict(self.defaults[kind])
            for node in self._chain(style):
                out |= flat(node.find(W + kind))
            self._forms[style, kind] = out
        return self._forms[style, kind]

    def paragraph(self, node: Element) -> Paragraph:
        style = value(node.find(f"{W}pPr/{W}pStyle")) or self.default
        own = flat(node.find(W + "pPr"))
        base = self.style_form(style, "rPr")
        runs = []
        for run in node.iter(W + "r"):
            text = "".join(part.text or "" if part.tag == W + "t" else CHARACTERS.get(part.tag, "") for part in run)
            runs.append(Run(text, Form(base | flat(run.find(W + "rPr")))))
        inside = any(True for _ in node.iterancestors(W + "tbl"))
        return Paragraph(node, style, Form(self.style_form(style, "pPr") | own), tuple(runs), inside)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(self.paragraph(node) for node in self.body.iter(W + "p"))

    @cached_property
    def sections(self) -> tuple[dict[str, str], ...]:
        return tuple(flat(node) for node in self.body.iter(W + "sectPr"))

    @cached_property
    def footers(self) -> dict[str, Element]:
        """The footers of the last section by kind: 'default' is that of odd pages."""
        last = list(self.body.iter(W + "sectPr"))[-1]
        where = {row.get("Id"): f"word/{row.get('Target')}" for row in self.roots["word/_rels/document.xml.rels"]}
        return {
            value(one, "type"): self.roots[where[one.get(RELATION + "id")]] for one in last.iter(W + "footerReference")
        }

    # what each paragraph is, told by its text and its place

    @cached_property
    def title(self) -> range:
        """The paragraphs of the title."""
        wanted = self.asked.title.replace("\n", "")
        for first in range(len(self.paragraphs)):
            held, at = self.paragraphs[first].text.replace("\n", ""), first + 1
            while held and held != wanted and wanted.startswith(held) and at < len(self.paragraphs):
                held, at = held + self.paragraphs[at].text.replace("\n", ""), at + 1
            if held == wanted:
                return range(first, at)
        return range(0)

    @cached_property
    def addressed(self) -> int:
        """Where the addressee stands."""
        wanted = self.asked.addressees.rstrip("：:")
        return next(
            at for at in range(self.title.stop, len(self.paragraphs)) if self.paragraphs[at].text[:-1] == wanted
        )

    @cached_property
    def annexes(self) -> tuple[int, ...]:
        """Where the attachments' own pages begin."""
        return tuple(at for at, one in enumerate(self.paragraphs) if re.fullmatch(r"附件\d*", one.text))

    @cached_property
    def annex_titles(self) -> tuple[int, ...]:
        return tuple(
            next(at for at in range(mark + 1, len(self.paragraphs)) if not self.paragraphs[at].blank)
            for mark in self.annexes
        )

    @cached_property
    def listed(self) -> range:
        """The paragraphs of the list of attachments."""
        first = next((at for at, one in enumerate(self.paragraphs) if one.text.startswith("附件：")), -1)
        return range(first, first + len(self.asked.attachments)) if first >= 0 else range(0)

    @cached_property
    def date(self) -> int:
        """Where the date stands: right after the last organ."""
        last = self.asked.signature.organs[-1]
        return max(at for at, one in enumerate(self.paragraphs) if one.text.split("\t")[-1] == last) + 1

    @cached_property
    def organs(self) -> range:
        """The paragraphs of the organs that sign, right over the date, and the blank ones between their rows."""
        first = self.asked.signature.organs[0]
        return range(max(at for at in range(self.date) if first in self.paragraphs[at].text.split("\t")), self.date)

    @cached_property
    def text_end(self) -> int:
        """Where the text ends: the list of attachments, or the organs."""
        return self.listed.start if self.listed else self.organs.start

    @cached_property
    def text(self) -> tuple[Paragraph, ...]:
        """The headings and paragraphs of text, those of the attachments too."""
        rest = range(self.annexes[0], len(self.paragraphs)) if self.annexes else range(0)
        skipped = {*self.annexes, *self.annex_titles}
        return tuple(
            self.paragraphs[at]
            for at in (*range(self.addressed + 1, self.text_end), *rest)
            if at not in skipped
            and not self.paragraphs[at].blank
            and not self.paragraphs[at].table
            and self.paragraphs[at].style not in APART
        )

    @cached_property
    def headings(self) -> tuple[Paragraph, ...]:
        return tuple(one for one in self.text if one.level)
