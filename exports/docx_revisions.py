"""Annotations woven into the body of the Word file: ranges of comments, bookmarks that name them, tracked changes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import unescape

from exports.docx_runs import runs
from exports.docx_xml import ILLEGAL, attribute, clean
from gongwen.errors import ExportError
from gongwen.pieces import Piece, Span
from gongwen.review.printed import MARK, Printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.docx_xml import Slots

PARAGRAPH: Final = re.compile(r"<w:p>(<w:pPr>.*?</w:pPr>)?(.*?)</w:p>", re.DOTALL)
RUN: Final = re.compile(
    r'<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t xml:space="preserve">([^<]*)</w:t></w:r>', re.DOTALL
)
SIZE: Final = re.compile(r"<w:sz .*?/><w:szCs .*?/>")

BREAK: Final = "<w:r><w:br/></w:r>"
REFERENCE: Final = '<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:commentReference w:id="{id}"/></w:r>'
REFERENCE_STYLE: Final = "CommentReference"


@dataclass(frozen=True, slots=True)
class Change:
    """Characters of a printed document that a suggestion takes out, and what it puts in at a place; by whom, when.

    `key` names the text it changes, so that what it puts in is set as that one.
    """

    key: str
    out: range
    at: int
    new: str
    by: str
    when: str


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a printed document that a bookmark names, with the numbers of the comments on them."""

    where: range
    name: str
    comments: tuple[int, ...]


def weave(body: str, page: Printed, places: Sequence[Place], changes: Sequence[Change], slots: Slots) -> str:
    """Return word/document.xml with comments and changes; its text is that of the page, which raises ExportError if not."""
    paragraphs = list(PARAGRAPH.finditer(body))
    cursor = _Cursor(page.text)
    texts = [_Paragraph(match, cursor) for match in paragraphs]
    cursor.end()
    loom = _Loom(page, slots, cursor.written, len(places))
    for number, place in enumerate(places):
        loom.place(number, place)
    for change in changes:
        loom.change(change)
    out, at = [], 0
    for match, text in zip(paragraphs, texts, strict=True):
        out.append(body[at : match.start()])
        out.append(loom.woven(text) if loom.touches(text) else match.group())
        at = match.end()
    return "".join((*out, body[at:]))


class _Cursor:
    """Finds the characters of a file's runs in the printed text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.written: list[int] = []

    def find(self, text: str) -> list[int]:
        """Return where the next characters stand; what a file does not hold (line ends, blank cells) is passed over."""
        found = []
        for char in text:
            while self._at < len(self._text) and self._text[self._at] != char and _unwritten(self._text[self._at]):
                self._at += 1
            if self._text[self._at : self._at + 1] != char:
                raise ExportError("批注和正文对不上", mend="请不带批注导出，并把这句话告诉管理员")
            found.append(self._at)
            self._at += 1
        self.written += found
        return found

    def mark(self) -> int:
        """Return where the paragraph ends whose text was found last."""
        return self._text.find(MARK, self._at)

    def end(self) -> None:
        """Raise ExportError when text is left that no run holds."""
        if not all(map(_unwritten, self._text[self._at :])):
            raise ExportError("批注和正文对不上", mend="请不带批注导出，并把这句话告诉管理员")


def _unwritten(char: str) -> bool:
    return char.isspace() or ILLEGAL.match(char) is not None


class _Paragraph:
    """A paragraph of the file: its properties, and its content as runs of known places and all else."""

    def __init__(self, match: re.Match[str], cursor: _Cursor) -> None:
        self.properties = match[1] or ""
        self.parts: list[str | tuple[str, list[int], str]] = []
        content, at = match[2], 0
        for run in RUN.finditer(content):
            text = unescape(run[2])
            self.parts += [content[at : run.start()], (run[1], cursor.find(text), text)]
            at = run.end()
        self.parts.append(content[at:])
        places = [place for part in self.parts if not isinstance(part, str) for place in part[1]]
        self.first = places[0] if places else -1
        self.last = cursor.mark() if places else -1


@dataclass(slots=True)
class _Events:
    """What is to be written beside a character."""

    opens: list[str] = field(default_factory=list)
    before: list[tuple[str, str]] = field(default_factory=list)
    after: list[tuple[str, str]] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)


class _Loom:
    """Holds what is to be woven in by the place of the character it stands at."""

    def __init__(self, page: Printed, slots: Slots, written: list[int], ids: int) -> None:
        self._page, self._slots = page, slots
        self._written = frozenset(written)
        self._first = written[0] if written else -1
        self._at: defaultdict[int, _Events] = defaultdict(_Events)
        self._gone: dict[int, str] = {}
        self._ids = ids

    def change(self, change: Change) -> None:
        """Take in a change; what it puts in stands after what it takes out."""
        who = f"w:author={attribute(change.by)} w:date={attribute(change.when)}"
        if change.out:
            self._gone |= dict.fromkeys(change.out, who)
        if change.new:
            left, right = change.at - 1, self._at.get(change.at)
            beside = left in self._written and self._page.keys[left] == change.key
            if change.at in self._written and (not beside or (right is not None and right.opens and not change.out)):
                self._at[change.at].before.append((change.new, who))
            else:
                self._at[left if left in self._written else left - 1].after.append((change.new, who))

    def place(self, number: int, place: Place) -> None:
        """Take in the range of a thread's comments; it is kept to characters that the file holds."""
        held = [at for at in place.where if at in self._written] or [self._first]
        opens = f'<w:bookmarkStart w:id="{number}" w:name={attribute(place.name)}/>'
        opens += "".join(f'<w:commentRangeStart w:id="{each}"/>' for each in place.comments)
        closes = "".join(
            f'<w:commentRangeEnd w:id="{each}"/>{REFERENCE.format(style=REFERENCE_STYLE, id=each)}'
            for each in place.comments
        )
        self._at[held[0]].opens.append(opens)
        self._at[held[-1]].closes.append(f'{closes}<w:bookmarkEnd w:id="{number}"/>')

    def touches(self, text: _Paragraph) -> bool:
        """Whether anything is woven into a paragraph."""
        if text.first < 0:
            return self._first < 0 and -1 in self._at
        return any(at in self._at or at in self._gone for at in range(text.first, text.last + 1))

    def woven(self, text: _Paragraph) -> str:
        """Return a paragraph with all that belongs into it; paragraphs where text of several is put in."""
        rows: list[tuple[str, list[str]]] = [("", [])]
        if text.first < 0:
            events = self._at.pop(-1)
            rows[0][1].extend(events.opens + events.closes)
        last = -1
        for part in text.parts:
            if not isinstance(part, str):
                self._run(part, rows)
                last = part[1][-1] if part[1] else last
            elif part == BREAK and last in self._gone and self._gone.get(last + 1) == self._gone[last]:
                rows[-1][1].append(f"<w:del {self._id()} {self._gone[last]}>{BREAK}</w:del>")
            else:
                rows[-1][1].append(part)
        out = []
        for index, (mark, content) in enumerate(rows):
            own = text.properties
            if index:
                own = own.replace("<w:pageBreakBefore/>", "")
            if mark:
                own = _marked(
                    re.sub(r"<w:sectPr>.*</w:sectPr>", "", own, flags=re.DOTALL), f"<w:ins {self._id()} {mark}/>"
                )
            elif text.last in self._gone:
                own = _marked(own, f"<w:del {self._id()} {self._gone[text.last]}/>")
            out.append(f"<w:p>{own}{''.join(content)}</w:p>")
        return "".join(out)

    def _run(self, run: tuple[str, list[int], str], rows: list[tuple[str, list[str]]]) -> None:
        properties, places, text = run
        begin = 0
        for index, at in enumerate(places):
            events = self._at.get(at)
            turns = self._gone.get(at) != self._gone.get(places[index - 1])
            if index > begin and (turns or (events is not None and (events.opens or events.before))):
                rows[-1][1].append(self._text(properties, text[begin:index], places[begin]))
                begin = index
            if events is None:
                continue
            rows[-1][1].extend(events.opens)
            for new, who in events.before:
                self._put(new, who, at, properties, rows)
            if events.after or events.closes:
                rows[-1][1].append(self._text(properties, text[begin : index + 1], places[begin]))
                begin = index + 1
                for new, who in events.after:
                    self._put(new, who, at, properties, rows)
                rows[-1][1].extend(reversed(events.closes))
        if begin < len(text):
            rows[-1][1].append(self._text(properties, text[begin:], places[begin]))

    def _text(self, properties: str, text: str, at: int) -> str:
        who = self._gone.get(at)
        tag = "w:delText" if who else "w:t"
        run = f'<w:r>{properties}<{tag} xml:space="preserve">{clean(text)}</{tag}></w:r>'
        return f"<w:del {self._id()} {who}>{run}</w:del>" if who else run

    def _put(self, new: str, who: str, at: int, properties: str, rows: list[tuple[str, list[str]]]) -> None:
        """Put in a text beside a character, in that one's typefaces and size; each line end makes a paragraph."""
        for index, line in enumerate(new.split(MARK)):
            if index:
                rows[-1] = (who, rows[-1][1])
                rows.append(("", []))
            if line:
                rows[-1][1].append(f"<w:ins {self._id()} {who}>{self._new(line, at, properties)}</w:ins>")

    def _new(self, line: str, at: int, properties: str) -> str:
        piece, place = self._page.origins[at]
        span = next(span for span in piece.spans if span.start <= place < span.end)
        made = runs(Piece(piece.role, line, (Span(0, len(line), span.role, span.source),)), self._slots)
        size = SIZE.search(properties)
        return made if size is None else "".join(_sized(made, size.group()))

    def _id(self) -> str:
        self._ids += 1
        return f'w:id="{self._ids}"'


def _sized(made: str, size: str) -> Iterator[str]:
    for run in RUN.finditer(made):
        inner = run[1].removeprefix("<w:rPr>").removesuffix("</w:rPr>")
        yield f'<w:r><w:rPr>{inner}{size}</w:rPr><w:t xml:space="preserve">{run[2]}</w:t></w:r>'


def _marked(properties: str, mark: str) -> str:
    """Return a paragraph's properties with a change of its end."""
    properties = properties or "<w:pPr></w:pPr>"
    at = properties.find("<w:sectPr>")
    at = at if at >= 0 else properties.rindex("</w:pPr>")
    return f"{properties[:at]}<w:rPr>{mark}</w:rPr>{properties[at:]}"
