"""The body of a returned Word file as stretches of text: put in, taken out, moved, kept; and where comments stand in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Origin
from gongwen.importers.package import W, attribute, child
from gongwen.review.printed import MARK
from gongwen.review.revised import BREAK, By, Noted, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from gongwen.importers.word_styles import Styles

PUT_IN: Final = {f"{W}ins", f"{W}moveTo"}
TAKEN_OUT: Final = {f"{W}del", f"{W}moveFrom"}
MOVES: Final = {f"{W}moveFrom", f"{W}moveTo"}
RANGES: Final = {
    f"{W}moveFromRangeStart": f"{W}moveFrom", f"{W}moveToRangeStart": f"{W}moveTo",
    f"{W}moveFromRangeEnd": f"{W}moveFrom", f"{W}moveToRangeEnd": f"{W}moveTo",
}  # fmt: skip
INSIDE: Final = {
    f"{W}{name}"
    for name in (
        "r",
        "hyperlink",
        "sdt",
        "sdtContent",
        "smartTag",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
}
"""What is walked into inside a paragraph."""

SIGNS: Final = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": BREAK, f"{W}cr": BREAK, f"{W}noBreakHyphen": "-", f"{W}sym": "□",
}  # fmt: skip
FORMATS: Final = {
    f"{W}rPrChange": "文字格式", f"{W}pPrChange": "段落格式", f"{W}tblPrChange": "表格格式", f"{W}trPrChange": "表格行格式",
    f"{W}tcPrChange": "单元格格式", f"{W}sectPrChange": "页面设置", f"{W}numberingChange": "自动编号",
    f"{W}cellIns": "插入单元格", f"{W}cellDel": "删除单元格", f"{W}cellMerge": "合并单元格",
}  # fmt: skip
"""Changes that are no changes of text."""

CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class Walk:
    """Walks through a body once; places count the characters of all stretches so far."""

    def __init__(self, styles: Styles | None) -> None:
        self._styles = styles
        self._made: list[tuple[list[str], By | None, By | None, str]] = []
        self.length = 0
        self.noted: list[Noted] = []
        self._put_in: list[By] = []
        self._taken_out: list[By] = []
        self._moves: dict[str, list[str]] = {tag: [] for tag in MOVES}
        self._move = ""
        self._starts: dict[str, int] = {}
        self._ranges: dict[str, tuple[int, int]] = {}
        self._named: dict[str, tuple[str, int]] = {}
        self._bookmarks: list[tuple[str, int, int]] = []

    def stretches(self) -> tuple[Stretch, ...]:
        """Return what was read."""
        return tuple(Stretch("".join(texts), put_in, taken_out, move) for texts, put_in, taken_out, move in self._made)

    def range_of(self, comment: str) -> tuple[int, int]:
        """Return the characters a comment is on; (-1, -1) for one that stands nowhere."""
        return self._ranges.get(comment, (-1, -1))

    def bookmarks(self) -> list[tuple[str, int, int]]:
        """Return the bookmarks: name, first character, end."""
        return self._bookmarks

    def blocks(self, parent: Element) -> None:
        """Read paragraphs and tables, through what wraps them."""
        for node in parent:
            if node.tag == f"{W}p":
                self._paragraph(node)
            elif node.tag == f"{W}tr":
                with self._marked(child(node, "trPr")):
                    self._format(child(node, "trPr"), self.length, f"{W}trPrChange")
                    self._row(node)
            elif node.tag in PUT_IN | TAKEN_OUT:
                with self._in(node):
                    self.blocks(node)
            elif not self._point(node):
                start = self.length
                self.blocks(node)
                for name in ("tblPr", "tcPr", "sectPr"):
                    if node.tag in {f"{W}tbl", f"{W}tc"} and child(node, name) is not None:
                        self._format(child(node, name), start)

    def _row(self, row: Element) -> None:
        """Read a row's cells; a row put in or taken out as a whole is noted."""
        start = self.length
        properties = child(row, "trPr")
        self.blocks(row)
        for kind, what in (("ins", "插入表格行"), ("del", "删除表格行")):
            if (mark := child(properties, kind)) is not None:
                self.noted.append(Noted(what, _by(mark), start, self.length))

    def _paragraph(self, node: Element) -> None:
        properties = child(node, "pPr")
        if (
            self._styles is not None
            and self._styles.origin(attribute(child(properties, "pStyle"), "val")) is Origin.CONTINUED
        ):
            self._join()
        start = self.length
        self._inline(node)
        self._format(properties, start)
        with self._marked(child(properties, "rPr")):
            self._put(MARK)

    def _join(self) -> None:
        """Take back the end of the paragraph before: a pinned file of ours has its rest on the next page."""
        texts, put_in, taken_out, _ = self._made[-1] if self._made else ([""], None, None, "")
        if texts[-1] == MARK and put_in is None and taken_out is None:
            texts.pop()
            self.length -= len(MARK)
            if not texts:
                self._made.pop()

    def _inline(self, parent: Element) -> None:
        for node in parent:
            tag = node.tag
            if tag in {f"{W}t", f"{MATHS}t"} or (tag == f"{W}delText" and self._taken_out):
                self._put((node.text or "").replace("\n", " "))
            elif tag in SIGNS:
                self._put(SIGNS[tag])
            elif tag in PUT_IN | TAKEN_OUT:
                with self._in(node):
                    self._inline(node)
            elif tag == CHOICE:
                self._inline(node[0] if len(node) else node)
            elif tag == f"{W}r":
                start = self.length
                self._inline(node)
                self._format(child(node, "rPr"), start)
            elif tag in INSIDE or tag.startswith(MATHS):
                self._inline(node)
            else:
                self._point(node)

    def _put(self, text: str) -> None:
        if not text:
            return
        put_in = self._put_in[-1] if self._put_in else None
        taken_out = self._taken_out[-1] if self._taken_out else None
        move = self._move if put_in is not None or taken_out is not None else ""
        if self._made and self._made[-1][1:] == (put_in, taken_out, move):
            self._made[-1][0].append(text)
        else:
            self._made.append(([text], put_in, taken_out, move))
        self.length += len(text)

    @contextmanager
    def _in(self, node: Element) -> Iterator[None]:
        """Read what a mark of a change encloses."""
        stack = self._put_in if node.tag in PUT_IN else self._taken_out
        moves, held = self._moves.get(node.tag, []), self._move
        stack.append(_by(node))
        self._move = (moves[-1] if moves else "?") if node.tag in MOVES else ""
        yield
        stack.pop()
        self._move = held

    @contextmanager
    def _marked(self, properties: Element | None) -> Iterator[None]:
        """Read what carries a change among its properties: the end of a paragraph, a row."""
        marks = [node for node in (properties if properties is not None else ()) if node.tag in PUT_IN | TAKEN_OUT]
        if not marks:
            yield
            return
        with self._in(marks[0]), self._marked_more(marks[1:]):
            yield

    @contextmanager
    def _marked_more(self, marks: list[Element]) -> Iterator[None]:
        if not marks:
            yield
            return
        with self._in(marks[0]):
            yield

    def _format(self, properties: Element | None, start: int, only: str = "") -> None:
        """Note the changes among properties that are no changes of text."""
        for node in properties.iter() if properties is not None else ():
            if node.tag in FORMATS and only in {"", node.tag}:
                self.noted.append(Noted(FORMATS[node.tag], _by(node), start, self.length))

    def _point(self, node: Element) -> bool:
        """Note a mark that stands between characters; return whether it is one."""
        tag, key = node.tag, attribute(node, "id")
        if tag == f"{W}commentRangeStart":
            self._starts.setdefault(key, self.length)
        elif tag == f"{W}commentRangeEnd":
            self._ranges[key] = (self._starts.get(key, self.length), self.length)
        elif tag == f"{W}commentReference":
            self._ranges.setdefault(key, (self._starts.get(key, self.length), self.length))
        elif tag == f"{W}bookmarkStart":
            self._named.setdefault(key, (attribute(node, "name"), self.length))
        elif tag == f"{W}bookmarkEnd" and key in self._named:
            name, start = self._named.pop(key)
            self._bookmarks.append((name, start, self.length))
        elif tag in RANGES:
            moves = self._moves[RANGES[tag]]
            if tag.endswith("Start"):
                moves.append(attribute(node, "name") or key)
            elif moves:
                moves.pop()
        else:
            return False
        return True


def _by(node: Element) -> By:
    return By(attribute(node, "author"), attribute(node, "date"))
