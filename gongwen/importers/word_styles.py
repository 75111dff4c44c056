"""What a paragraph's style says of it: its name, its outline level, its place in a list, its role in our own export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Origin
from gongwen.importers.package import W, attribute, child
from gongwen.pieces import Role
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST: Final = 12
_ROLES: Final = {
    **{style.label: role for role, style in STYLES.items()},
    "表格文字居中": Role.TABLE, "表格数字": Role.TABLE, "发文机关署名（并排）": Role.SIGNATURE,
}  # fmt: skip
_ORIGINS: Final = {
    "公文结束语": Origin.CLOSING, "公文正文（续）": Origin.CONTINUED, "公文引文（续）": Origin.CONTINUED,
}  # fmt: skip
"""Styles of our own export that are no roles."""

_QUOTATIONS: Final = {
    "quote",
    "intense quote",
    "quotations",
    "block text",
    "引用",
    "明显引用",
    "引文",
    STYLES[Role.QUOTATION].label,
}
"""Styles of quotations, our own, Word's and LibreOffice's."""

_TITLES: Final = {"title", "标题", "文件标题", "公文标题", "文章标题"}


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph or a style says about levels: outline level from 1 (0 none), list and depth in it."""

    level: int = 0
    number: str = ""
    depth: int = -1


class Styles:
    """The paragraph styles of a document, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._default = ""
        self._formats: dict[str, Format] = {}
        for node in root.iter(f"{W}style") if root is not None else ():
            if attribute(node, "type") in {"", "paragraph"}:
                key = attribute(node, "styleId")
                self._nodes[key] = node
                if attribute(node, "default") in {"1", "true", "on"}:
                    self._default = key

    def name(self, key: str) -> str:
        """Return a style's name as Word shows it."""
        return attribute(child(self._nodes.get(key or self._default), "name"), "val")

    def role(self, key: str) -> Role | None:
        """Return the role that a style of our own export stands for."""
        name = self.name(key)
        return Role.PARAGRAPH if name in _ORIGINS else _ROLES.get(name)

    def quotes(self, key: str) -> bool:
        """Return whether paragraphs of a style are quotations."""
        return self.name(key).lower() in _QUOTATIONS

    def origin(self, key: str) -> Origin:
        """Return where a paragraph of this style stands: title, table of contents, or text."""
        name = self.name(key).lower()
        if name.startswith(("toc ", "toc标题", "目录")):
            return Origin.CONTENTS
        return Origin.TITLE if name in _TITLES else _ORIGINS.get(name, Origin.TEXT)

    def format(self, key: str) -> Format:
        """Return a style's own and inherited levels."""
        if key not in self._formats:
            self._formats[key] = self._inherited(key or self._default)
        return self._formats[key]

    def _inherited(self, key: str) -> Format:
        found = Format()
        for _ in range(_DEEPEST):
            node = self._nodes.get(key)
            if node is None:
                break
            found = merged(found, read_format(child(node, "pPr")))
            key = attribute(child(node, "basedOn"), "val")
        return found


def read_format(node: Element | None) -> Format:
    """Return what a w:pPr says about levels; depth -1 and an empty list where it says nothing."""
    outline = attribute(child(node, "outlineLvl"), "val")
    list_ = child(node, "numPr")
    depth = attribute(child(list_, "ilvl"), "val")
    return Format(
        level=int(outline) + 1 if outline in set("012345678") else -1 if outline == "9" else 0,
        number=attribute(child(list_, "numId"), "val"),
        depth=int(depth) if depth in set("012345678") else -1,
    )


def merged(near: Format, far: Format) -> Format:
    """Return what holds when a paragraph (or a style) says one thing and the style below it another."""
    return Format(
        near.level or far.level,
        near.number or far.number,
        near.depth if near.depth >= 0 else far.depth,
    )
