"""From lines to a document: title, addressee, levels, signature, date; every line ends in the document or in a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, MAX_LEVEL, Document, Header, Location, Section, Signature
from gongwen.importers.headings import looks_like_heading, part
from gongwen.importers.lines import Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.report import Imported, ImportReport, Note, NoteKind
from gongwen.numerals import heading_number
from gongwen.punctuation import half_width_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.importers.lines import Line
    from gongwen.templates import Template

DATE: Final = re.compile(r"(?:(?:19|20)[0-9xX×]{2}|二[〇○零O][一二三四五六七八九〇○零]{2})年.{1,3}月.{1,3}日")
NUMBER_LINE: Final = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[(（【［]\d{4}[〕\])）】］]\s*(?:第)?\d+\s*号")
ORGAN: Final = re.compile(r"(?:委员会|人民政府|办公室|办公厅|党委|政府|委|局|厅|部|院|中心|处|站|所|协会|公司|组)$")
TITLE_END: Final = re.compile(
    r"(?:报告|总结|通知|意见|请示|函|决定|批复|通报|公告|纪要|方案|办法|规定|条例|规划|计划|讲话)(?:（.*）|\(.*\))?$"
)
RESIDUE: Final = re.compile(
    r"^(?:[\d\s.\-—/|]+|[\W_]+|.*(?:分享到?|打印|关闭窗口|字体|字号|浏览次数|来源|点击数|上一篇|下一篇)[\s:：].*|.{0,12}(?:分享|时间)\s*[:：]?)$"
)
CLOSING: Final = re.compile(r"^(?:特此报告|以上报告|专此报告|特此通知|以上报告，?请)")
PLACEHOLDER: Final = re.compile(r"20[xX×]{2}|[×xX]{3,}|_{3,}")


@dataclass(slots=True)
class _Draft:
    """A section while it grows."""

    id: str
    level: int
    heading: str = ""
    run_in: bool = False
    slot: str = ""
    paragraphs: list[str] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

    def frozen(self) -> Section:
        return Section(
            self.id,
            self.heading,
            tuple(self.paragraphs),
            tuple(child.frozen() for child in self.children),
            self.run_in,
            self.slot,
        )


class Recogniser:
    """Takes the lines of one source apart."""

    def __init__(self, name: str, lines: Sequence[Line], templates: Sequence[Template]) -> None:
        self._name = name
        self._lines = list(lines)
        self._templates = templates
        self._notes: list[Note] = []
        self._root = _Draft(BODY_ID, 0)
        self._open = [self._root]
        self._count = 0
        self._title: list[str] = []
        self._addressees = ""
        self._number = ""
        self._organs: tuple[str, ...] = ()
        self._date = ""
        self._closing: list[str] = []

    def run(self) -> Imported:
        """Return the document and the report."""
        self._take_residue()
        self._head()
        self._tail()
        for line in self._lines:
            self._body(line)
        title = "\n".join(self._title)
        template = next((found for found in self._templates if any(word in title for word in found.recognise)), None)
        if template is not None:
            self._map(template)
        year = re.search(r"(20\d\d)年", title)
        document = Document(
            kind=template.key if template else "",
            year=int(year[1]) if year else 0,
            title=title,
            header=Header(document_number=self._number),
            addressees=self._addressees,
            body=self._root.frozen(),
            closing=tuple(self._closing),
            signature=Signature(self._organs, self._date),
        )
        notes = tuple(sorted(self._notes, key=lambda note: note.line))
        return Imported(document, ImportReport(self._name, notes, half_width_marks(document)))

    def _note(self, kind: NoteKind, line: Line, message: str, location: Location | None = None) -> None:
        self._notes.append(Note(kind, line.number, line.source, message, location))

    def _take_residue(self) -> None:
        kept = []
        for line in self._lines:
            if line.origin is Origin.TABLE:
                self._note(NoteKind.LEFT_OUT, line, "表格里的一行，没有带入正文。")
            elif RESIDUE.match(line.text) and not DATE.fullmatch(line.text):
                self._note(NoteKind.LEFT_OUT, line, "像是网页上的杂字或者页码，没有带入。")
            else:
                kept.append(line)
        self._lines = kept

    def _head(self) -> None:
        lines = self._lines
        if lines and NUMBER_LINE.fullmatch(lines[0].text):
            self._number = lines[0].text
            self._note(NoteKind.RECOGNISED, lines.pop(0), "认作发文字号。", Location("document_number", 0))
        for size in range(1, min(4, len(lines)) + 1):
            if TITLE_END.search(lines[size - 1].text) and all(len(line.text) <= 50 for line in lines[:size]):
                for line in lines[:size]:
                    self._title.append(line.text)
                    self._note(NoteKind.RECOGNISED, line, "认作标题。", Location("title", 0))
                del lines[:size]
                break
        if (
            lines
            and re.search(r"[:：]$", lines[0].text)
            and len(lines[0].text) <= 80
            and not read_number(lines[0].text)
        ):
            self._addressees = lines[0].text.rstrip(":：")
            self._note(NoteKind.RECOGNISED, lines.pop(0), "认作主送机关。", Location("addressees", 0))

    def _tail(self) -> None:
        lines = self._lines
        if lines and DATE.fullmatch(lines[-1].text.replace(" ", "")):
            line = lines.pop()
            self._date = line.text
            unclear = PLACEHOLDER.search(line.text)
            message = "认作成文日期，年份还没有填。" if unclear else "认作成文日期。"
            self._note(NoteKind.UNCLEAR if unclear else NoteKind.RECOGNISED, line, message, Location("date", 0))
            organs: list[str] = []
            while lines and len(organs) < 6 and len(lines[-1].text) <= 60:
                names = lines[-1].text.replace("　", " ").split()
                if not all(ORGAN.search(name) for name in names) or read_number(lines[-1].text):
                    break
                organs[:0] = names
                self._note(NoteKind.RECOGNISED, lines.pop(), "认作发文机关署名。", Location("signature", 0))
            self._organs = tuple(organs)
        if lines and CLOSING.match(lines[-1].text):
            line = lines.pop()
            self._closing.append(line.text)
            self._note(NoteKind.RECOGNISED, line, "认作结束语。", Location("closing", 0))

    def _body(self, line: Line) -> None:
        number = read_number(line.text)
        if (
            number is None
            or number.loose
            or (number.kind > 2 and not looks_like_heading(line.text[number.end :], followed_by_text=True))
        ):
            self._paragraph(line, line.text)
            return
        taken = part(line.text[number.end :])
        if not taken.heading:
            self._paragraph(line, line.text)
            return
        level = min(number.kind, self._open[-1].level + 1, MAX_LEVEL)
        while self._open[-1].level >= level:
            self._open.pop()
        self._count += 1
        section = _Draft(f"s{self._count}", level, taken.heading, taken.run_in)
        parent = self._open[-1]
        parent.children.append(section)
        self._open.append(section)
        place = Location(section.id, HEADING, 0, len(taken.heading))
        printed = heading_number(level, len(parent.children))
        if number.value != len(parent.children) or level != number.kind:
            self._note(NoteKind.CHANGED, line, f"序号“{number.typed}”改为“{printed}”。", place)
        else:
            self._note(NoteKind.RECOGNISED, line, f"认作{'一二三四'[level - 1]}级标题“{printed}”。", place)
        if taken.text:
            section.paragraphs.append(taken.text)

    def _paragraph(self, line: Line, text: str) -> None:
        section = self._open[-1]
        section.paragraphs.append(text)
        if PLACEHOLDER.search(text):
            place = Location(section.id, len(section.paragraphs) - 1, 0, len(text))
            self._note(NoteKind.UNCLEAR, line, "有没填的地方（如 20xx），请补上。", place)

    def _map(self, template: Template) -> None:
        free = {slot.key: slot for slot in template.sections}
        for section in self._root.children:
            scores = {key: sum(word in section.heading for word in slot.aliases) for key, slot in free.items()}
            best = max(scores, key=lambda key: scores[key], default="")
            if best and scores[best]:
                section.slot = best
                del free[best]
