"""The text of a Word paragraph: what is printed is kept, what Word keeps beside it (fields' codes, deletions) is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.importers.figures import Drawn, drawn
from gongwen.importers.package import W, attribute, child

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXTS: Final = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_NO_TEXT: Final = {f"{W}{name}" for name in ("rPr", "pPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "rt", "tbl")}
_DELETED: Final = {f"{W}del", f"{W}moveFrom"}
_INSERTED: Final = {f"{W}ins", f"{W}moveTo"}
_PICTURES: Final = {f"{W}drawing", f"{W}pict", f"{W}object"}
_OFF: Final = {"0", "false", "off"}
_SIGNS: Final = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "□",
}  # fmt: skip
_PAGE_FIELDS: Final = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"}


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of one part in order; fields may span several of them.

    `boxes` and `drawings` collect the contents of text boxes and the pictures met on the way, `revised`, `hidden` and
    `pictures` (those that cannot be taken) count.
    """

    fields: list[_Field] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    drawings: list[Drawn] = field(default_factory=list)
    revised: int = 0
    hidden: int = 0
    pictures: int = 0

    @property
    def in_contents(self) -> bool:
        """Whether the paragraph lies in the field of a table of contents."""
        return any(each.code.split()[:1] == ["TOC"] for each in self.fields)

    def text(self, paragraph: Element) -> str:
        """Return a paragraph's text; line breaks inside it are line feeds."""
        return "".join(self._text(paragraph))

    def _text(self, node: Iterable[Element]) -> Iterator[str]:
        for inner in node:
            tag = inner.tag
            if tag in _TEXTS or tag in _SIGNS:
                if self._shows:
                    yield _SIGNS.get(tag) or inner.text or ""
            elif not self._takes(inner):
                choices = iter(inner)
                yield from self._text([next(choices)] if tag == _CHOICE and len(inner) else inner)

    def _takes(self, node: Element) -> bool:
        """Note what a node says beside the text; return whether there is nothing to read inside it."""
        tag = node.tag
        if tag in _DELETED:
            self.revised += 1
        elif tag in _PICTURES:
            self._picture(node)
        elif tag == f"{W}fldChar":
            self._turn(attribute(node, "fldCharType"))
        elif tag == f"{W}instrText":
            if self.fields and not self.fields[-1].shows:
                self.fields[-1].code += node.text or ""
        elif tag == f"{W}fldSimple":
            return _is_page(attribute(node, "instr"))
        else:
            self.revised += tag in _INSERTED
            self.hidden += tag == f"{W}r" and _is_on(child(child(node, "rPr"), "vanish"))
            return tag in _NO_TEXT
        return True

    @property
    def _shows(self) -> bool:
        return all(
            each.shows and each.code.split()[:1] not in [[name] for name in _PAGE_FIELDS] for each in self.fields
        )

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].shows = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _picture(self, node: Element) -> None:
        boxes = list(node.iter(f"{W}txbxContent"))
        self.boxes += boxes[:1] if node.tag == f"{W}drawing" and len(boxes) == 1 else boxes
        if not boxes and node.tag == f"{W}drawing" and (found := drawn(node)):
            self.drawings.append(found)
            return
        self.pictures += not boxes


def _is_page(code: str) -> bool:
    """Whether a field's code asks for a page number."""
    return code.strip().split(" ")[0].upper() in _PAGE_FIELDS


def _is_on(node: Element | None) -> bool:
    return node is not None and attribute(node, "val") not in _OFF
