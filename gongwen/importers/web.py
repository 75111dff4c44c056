"""Reads a web page as lines: blocks and breaks end a line, what is only page furniture is left out by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

from gongwen.importers.decode import NAMES, Decoded, decode
from gongwen.importers.grids import Given, count_of, numbered_heads, placed, table_of
from gongwen.importers.lines import Line, Origin, Source
from gongwen.importers.report import Note, NoteKind
from gongwen.importers.tables import is_layout

_HEAD: Final = 4096
_OPENS: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"</?(?:p|div|br|span|table|tr|td|h[1-6]|ul|ol|li|font|strong)\b[^<>]{0,200}>", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_CHINESE: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}

_SILENT: Final = {"script", "style", "noscript", "template", "svg", "iframe", "textarea", "select", "title", "object"}
_FURNITURE: Final = {"nav", "header", "footer", "button", "aside"}
_BLOCK_NAMES: Final = (
    "p div section article main h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote center form fieldset hr address "
    "figure figcaption body html caption thead tbody tfoot details summary"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_HAN_BREAK: Final = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\r\n\f]*\n[ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_DECLARATION: Final = re.compile(r"<[!?][^<>]*>")
_NO_TAG: Final = re.compile(r"<(?![/A-Za-z][^<>]*>)")
_DEEPEST_TABLE: Final = 30

PICTURES: Final = "网页里有{}张图片，没有带入。"


def is_web(text: str, name: str) -> bool:
    """Whether a text is a web page: it says so, or is full of a page's tags."""
    if name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")) and "<" in text:
        return True
    head = text[:_HEAD]
    return bool(_OPENS.search(head)) or len(_TAG.findall(head)) >= 6


def decode_web(data: bytes, *, name: str) -> Decoded:
    """Return the text of a page's bytes; the charset it names counts where the bytes are not UTF-8."""
    named = _CHARSET.search(data[:_HEAD])
    encoding = _CHINESE.get(named[1].decode("ascii").lower(), "") if named else ""
    if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return Decoded(data.decode(encoding), NAMES[encoding])
        except UnicodeDecodeError:
            pass  # the page says one thing and holds another
    return decode(data, name=name)


def read_web(text: str) -> Source:
    """Return the lines of a page."""
    page = _Page()
    page.feed(_tidy(text))
    page.close()
    page.finish()
    kept = [line for line in page.lines if line.origin is not Origin.FURNITURE]
    if sum(len(line.text) for line in kept) * 2 < sum(len(line.text) for line in page.lines):
        page.lines = [
            replace(line, origin=Origin.TEXT) if line.origin is Origin.FURNITURE else line for line in page.lines
        ]
    lines = tuple(replace(line, number=number) for number, line in enumerate(page.lines, 1))
    notes = (Note(NoteKind.UNCLEAR, 0, "", PICTURES.format(page.pictures)),) if page.pictures else ()
    return Source(lines, notes)


def _tidy(text: str) -> str:
    """Return a page without comments and declarations, every < that opens no tag written out.

    The standard parser goes over the rest of a page again for each tag that is never closed.
    """
    out = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        out.append(text[at:start])
        at = end + 3
    out.append(text[at:])
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", "".join(out)))


@dataclass(slots=True)
class _Table:
    """A table that is still open: its rows, the lines inside it as they stand, whether it holds another.

    `titles` says of each row whether its cells are all titles.
    """

    rows: list[list[Given]] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    nests: bool = False


class _Page(HTMLParser):
    """Collects a page's lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.pictures = 0
        self._text: list[str] = []
        self._silent: list[str] = []
        self._furniture: list[str] = []
        self._tables: list[_Table] = []
        self._level = 0
        self._verbatim = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag in _FURNITURE:
            self._break()
            self._furniture.append(tag)
        elif tag == "br":
            self._text.append("\v")
        elif tag == "img":
            self.pictures += not any(
                key == "src" and (value or "").startswith("data:image/svg") for key, value in attrs
            )
        elif tag in {"table", "tr", "td", "th"}:
            self._open_table(tag, attrs)
        elif tag in _BLOCKS:
            self._break()
            self._verbatim += tag == "pre"
            self._level = int(tag[1]) if tag in {"h2", "h3", "h4"} else 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that closes itself; a page's <script/> or <div/> closes nothing in HTML, but holds nothing."""
        if tag in {"br", "img"}:
            self.handle_starttag(tag, attrs)
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _FURNITURE:
            self._break()
            if tag in self._furniture:
                del self._furniture[self._furniture.index(tag) :]
        elif tag == "table":
            self._close_table()
        elif tag in {"td", "th", "tr"}:
            self._break()
        elif tag in _BLOCKS:
            self._break()
            self._verbatim = max(self._verbatim - (tag == "pre"), 0)
            self._level = 0

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self._silent:
            self._text.append(data.replace("\n", "\v") if self._verbatim else data)

    def finish(self) -> None:
        """Close what the page left open."""
        self._break()
        while self._tables:
            self._close_table()

    def _open_table(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break()
        if tag == "table":
            if self._tables:
                self._tables[-1].nests = True
            if len(self._tables) < _DEEPEST_TABLE:
                self._tables.append(_Table())
        elif self._tables:
            table = self._tables[-1]
            if tag == "tr" or not table.rows:
                table.rows.append([])
                table.titles.append(True)
            if tag != "tr":
                spans = {key: count_of(value) for key, value in attrs if key in {"colspan", "rowspan"}}
                table.rows[-1].append(Given("", max(spans.get("colspan", 1), 1), max(spans.get("rowspan", 1), 1)))
                table.titles[-1] &= tag == "th"

    def _close_table(self) -> None:
        self._break()
        if not self._tables:
            return
        table = self._tables.pop()
        rows = [[cell.text for cell in row] for row in table.rows if any(cell.text.strip() for cell in row)]
        plain = table.nests or is_layout(rows) or any(line.origin is Origin.FURNITURE for line in table.lines)
        made = table.lines if plain else self._made(table, rows)
        (self._tables[-1].lines if self._tables else self.lines).extend(made)

    def _made(self, table: _Table, rows: list[list[str]]) -> list[Line]:
        """Return the line that stands for a table; of one too large for a report the rows."""
        self._count += 1
        titled = [title and bool(row) for title, row in zip(table.titles, table.rows, strict=True)]
        found = table_of(table.rows, f"t{self._count}", numbered_heads(titled))
        if found is not None:
            return [placed(found)]
        texts = ["\t".join(row).replace("\n", " ") for row in rows]
        return [Line(0, text, text, origin=Origin.TABLE) for text in texts]

    def _break(self) -> None:
        if not self._text:
            return
        text = "".join(self._text)
        self._text = []
        for row in text.split("\v"):
            flat = _BLANK.sub(" ", _HAN_BREAK.sub("", row)).strip(" ")
            if not flat:
                continue
            origin = Origin.FURNITURE if self._furniture else Origin.TEXT
            line = Line(0, flat, flat, self._level, origin=origin)
            if not self._tables:
                self.lines.append(line)
                continue
            table = self._tables[-1]
            table.lines.append(line)
            if table.rows and table.rows[-1]:
                cell = table.rows[-1][-1]
                table.rows[-1][-1] = replace(cell, text=f"{cell.text}\n{flat}".strip())
            else:  # text between the rows is no cell of any
                table.rows.append([Given(flat)])
                table.titles.append(False)
