"""The parts of a report that are not sections: which fields each has, and which part a place belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongwen.document import BODY_ID, HEADING, LayoutKind, Location
from gongwen.targets import read

if TYPE_CHECKING:
    from gongwen.document import Document

HEAD, OPENING, CLOSING, TAIL, EXTRAS, LOOKS = "head", BODY_ID, "closing", "tail", "extras", "looks"
IMPORTED = "imported"
"""Ids of the outline's entries that are not sections."""


EVERY: Final = frozenset(LayoutKind)
USUAL: Final = frozenset({LayoutKind.ORDINARY, LayoutKind.LETTER})
ORDINARY, LETTER, ORDER, MINUTES = (frozenset({kind}) for kind in LayoutKind)
"""Layouts whose form has a field or a question."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a part: its target, label, hint; `tall` holds paragraphs, `many` items a line, else one line; `half` stands beside another.

    It is shown in the form of `layouts`; what every layout prints is shown in all of them once it holds text.
    """

    target: str
    label: str
    hint: str = ""
    tall: bool = False
    many: bool = False
    date: bool = False
    half: bool = False
    layouts: frozenset[LayoutKind] = EVERY


PARTS: Final[dict[str, tuple[Field, ...]]] = {
    HEAD: (
        Field("title", "标题", "太长时可以自己回车分行；不分行由程序按词意分。", many=True, layouts=USUAL),
        Field("title", "标题", "命令一般没有标题，可不填。", many=True, layouts=ORDER),
        Field("title", "标题", "会议的主题；标志已经说清的，可不填。", many=True, layouts=MINUTES),
        Field("addressees", "主送机关", "不用打冒号，版面上自动加。", layouts=USUAL),
        Field(
            "byline",
            "标题下的署名和日期",
            "每行一个。直接公布、不写主送机关的报告才用，一般不填。",
            many=True,
            layouts=ORDINARY,
        ),
        Field(
            "authority_mark",
            "发文机关标志（红头）",
            "每行一个机关，主办机关在前；不套红头可不填。",
            many=True,
            layouts=ORDINARY,
        ),
        Field(
            "authority_mark",
            "发文机关标志（红头）",
            "机关全称，不加“文件”。联合发函的，用主办机关的。",
            many=True,
            layouts=LETTER,
        ),
        Field(
            "authority_mark",
            "命令标志（红头）",
            "机关全称加“命令”或“令”，如：某某县人民政府令。",
            many=True,
            layouts=ORDER,
        ),
        Field(
            "authority_mark",
            "纪要标志（红头）",
            "如：某某镇人民政府常务会议纪要。可以分两行。",
            many=True,
            layouts=MINUTES,
        ),
        Field("document_number", "发文字号", "如：棠发〔2025〕36号。年份用六角括号。没有可不填。", layouts=ORDINARY),
        Field("document_number", "发文字号", "如：棠政函〔2025〕36号。印在红双线下面的右边。", layouts=LETTER),
        Field("document_number", "令号", "如：第16号。", layouts=ORDER),
        Field("document_number", "纪要编号", "如：〔2025〕3号，或第3期。", layouts=MINUTES),
        Field("signatories", "签发人", "每行一个姓名。上行文应当标注签发人。", many=True, layouts=ORDINARY),
        Field("urgency", "紧急程度", "特急或加急，一般不填。", half=True),
        Field("copy_number", "份号", "六位数字，涉密公文才标。", half=True),
        Field("classification", "密级", "涉密公文不得在非涉密计算机上起草。", half=True),
        Field("classification_period", "保密期限", "如：1年。", half=True),
    ),
    OPENING: (Field(BODY_ID, "开头", "回车另起一段，首行自动空两字。", tall=True, many=True),),
    CLOSING: (Field("closing", "结束语", "如：特此报告。没有可不填。", many=True),),
    TAIL: (
        Field(
            "signature",
            "发文机关署名",
            "每行一个机关，联合行文主办机关在前；盖章的自动并排，给每个印章留出位置。",
            many=True,
            layouts=USUAL,
        ),
        Field(
            "signature",
            "签发人职务和姓名",
            "每行一人，中间空一格，如：县长 沈立群。姓名处盖签名章。",
            many=True,
            layouts=ORDER,
        ),
        Field("signature", "编发机关", "印在红线上面的左边。", many=True, layouts=MINUTES),
        Field("date", "成文日期", "年月日写全，如 2025年1月5日，不写成“01月”。", date=True),
        Field("note", "附注", "如：联系人：某某，电话：……。括号自动加。没有可不填。", layouts=USUAL),
    ),
    EXTRAS: (
        Field("attachments", "附件名称", "每行一个，序号自动编，名称后面不加标点。", many=True),
        Field("attendance", "出席、请假、列席", "每类一行，如：出席：张三、李四。", many=True, layouts=MINUTES),
        Field("copied_to", "抄送机关", "每行一个。", many=True),
        Field("printed", "印发机关", "一般是本机关的办公室。", layouts=EVERY - LETTER),
        Field("printed_on", "印发日期", "如 2025年1月6日。", date=True, layouts=EVERY - LETTER),
    ),
    LOOKS: (
        Field("face-biaosong", "标题用的字体", "本单位另有规定才填，照 Word 里的名字写；不填就用上面选的。", half=True),
        Field("face-fangsong", "正文用的字体", half=True),
        Field("face-hei", "一级标题用的字体", half=True),
        Field("face-kai", "二级标题用的字体", half=True),
        Field("face-song", "页码用的字体", half=True),
    ),
}
"""The fields of each part, in the order of the page."""

ENTRY_OF: Final = {field.target: part for part, fields in PARTS.items() for field in fields}
"""The part whose form holds a field."""


PRINTED: Final = frozenset({"addressees", "byline", "note"})
"""Targets that every layout prints."""


def fields_of(document: Document, part: str) -> tuple[Field, ...]:
    """Return the fields a part has in the layout of a document, each target once."""
    fields = PARTS[part]
    found = {field.target: field for field in fields if field.target in PRINTED and read(document, field.target)}
    found |= {field.target: field for field in fields if document.layout in field.layouts}
    return tuple(field for field in fields if found.get(field.target) is field)


def entry_of(location: Location) -> str:
    """Return the outline's entry a location belongs to."""
    return ENTRY_OF.get(location.section, location.section)


def heading_place(section_id: str) -> Location:
    """Return the place at the start of a section's heading."""
    return Location(section_id, HEADING)


def holds(document: Document, place: Location) -> bool:
    """Return whether a place's section or field is in the document."""
    return place.section in ENTRY_OF or any(section.id == place.section for section in document.walk())


def is_annex(document: Document, entry: str) -> bool:
    """Return whether an entry is the text of an attachment as a whole."""
    return any(annex.id == entry for annex in document.annexes)


def is_section(document: Document, entry: str) -> bool:
    """Return whether an entry is a section that has a parent: one of the text or of an attachment's."""
    return any(child.id == entry for section in document.walk() for child in section.children)
