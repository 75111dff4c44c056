"""FM: who signs, what is still left empty, the list of attachments against the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.attachments import annex_of
from gongwen.checks.cases import case
from gongwen.checks.finding import Change, Fix, Severity
from gongwen.checks.rule import Preset, Rule, Spot
from gongwen.checks.rules.form import REPORTS
from gongwen.document import HEADING, Location, Section
from gongwen.numerals import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.checks.reading import Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Document

_MEETING: Final = re.compile("代表|委员|同志|朋友|各位")


def _is_upward(document: Document) -> bool:
    """Whether a report is sent to a superior, as one that is published or read to a meeting is not."""
    return bool(document.addressees.strip()) and not _MEETING.search(document.addressees)


def _signatories(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    if _is_upward(document) and not any(name.strip() for name in document.header.signatories):
        yield Spot(Location("signatories", 0), "上行文要标注签发人，现在空着")


signatories = Rule(
    id="FM05",
    name="签发人",
    severity=Severity.HINT,
    clause="《党政机关公文处理工作条例》第九条第六项；GB/T 9704-2012 7.2.6",
    why="报告是上行文，上行文应当标注签发人姓名；联合行文的，各机关的签发人都要标注。",
    bad=(
        case(signatories=()),
        case(signatories=("",)),
        case(signatories=(), kind="work_report", title="清溪镇人民政府关于2025年工作情况的报告"),
    ),
    good=(
        case(signatories=("张三",)),
        case(signatories=(), addressees=""),
        case(signatories=(), addressees="各位代表"),
    ),
    survey=_signatories,
    kinds=REPORTS,
    raised=((Preset.REVIEW, Severity.MUST),),
)


def _empty_fields(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    if _MEETING.search(document.addressees) or "政府工作报告" in document.name:
        return
    upward = document.kind != "information_disclosure_report"
    fields = (
        ("title", "标题", document.title),
        ("document_number", "发文字号", document.header.document_number if upward else "-"),
        ("addressees", "主送机关", document.addressees if upward else "-"),
        ("signature", "发文机关署名", "".join(document.signature.organs)),
        ("date", "成文日期", document.signature.date),
    )
    empty = [(field, name) for field, name, text in fields if not text.strip()]
    if empty and len(empty) < len(fields) - 1:  # what has none of them is a text that was published
        names = "、".join(name for _, name in empty)
        yield Spot(Location(empty[0][0], 0), f"还没有填：{names}", excerpt=names)


empty_fields = Rule(
    id="FM08",
    name="还没有填的要素",
    severity=Severity.HINT,
    clause="《党政机关公文处理工作条例》第九条",
    why="公文一般由发文字号、标题、主送机关、正文、发文机关署名、成文日期等组成。正在起草时可以先空着，送出去以前补齐。",
    bad=(case(document_number=""), case(date="", title=""), case(organs=("",)), case(addressees="")),
    good=(
        case(),
        case(document_number="", addressees="", organs=("",), date=""),
        case(document_number="", addressees="各位代表", date=""),
        case(date="20xx年1月15日"),
        case(document_number="", addressees="", kind="information_disclosure_report"),
    ),
    survey=_empty_fields,
    kinds=REPORTS,
)


_END_MARK: Final = re.compile("[。；，、.;,：:]+$")
_LABEL: Final = re.compile(
    "(?:附件\\s*[0-9一二三四五六七八九十]{0,2}\\s*[:：.．、]\\s*|[0-9]{1,2}\\s*[.．、]\\s*(?![0-9]))"
)
_MENTION: Final = re.compile(
    "(?:见|详见|附|按|照|填写|报送|“)(?:本[^，。]{0,4})?附件\\s*([0-9]{1,2}|[一二三四五六七八九十])?(?![的之]?[一-龥]{0,6}》)"
)
_PASSED_ON: Final = re.compile("转发|批转|印发|发布|公布|下达")
"""Titles of documents that pass on another paper, which is not listed as an attachment."""


def _attachments(reading: Reading, _setting: Setting) -> Iterator[Spot]:
    document = reading.document
    for index, name in enumerate(document.attachments):
        yield from _name(name, index)
        yield from _annex_title(document, name, index)
    if _PASSED_ON.search(document.name):
        return
    count = max(len(document.attachments), len(document.annexes))
    for block in reading.paragraphs:
        if "附件" not in block.text or _in_annex(document, block.section):
            continue
        for match in _MENTION.finditer(block.text):
            number = _number(match[1])
            if number > count or (not number and not count):
                label = f"附件{number}" if number else "附件"
                told = "后面没有附件" if not count else f"附件只有{count}个"
                yield Spot(block.at(match.start(), match.end()), f"文中提到{label}，{told}")
                break
    if document.kind in REPORTS and document.signature.organs and not document.attachments:
        yield from _unlisted(document)


def _unlisted(document: Document) -> Iterator[Spot]:
    """Yield that attachments stand behind a report that lists none."""
    names = [annex.heading.strip() for at, annex in enumerate(document.annexes) if annex_of(document, at)]
    if names:
        change = Change(Location("attachments", 0, 0, 0), "\n".join(names))
        fixes = (Fix(f"列上“{'、'.join(names)}”", (change,)),) if all(names) else ()
        yield Spot(Location("attachments", 0), "有附件的正文，正文之后没有附件说明", fixes, excerpt="附件说明")


def _number(text: str | None) -> int:
    return 0 if not text else int(text) if text.isdecimal() else parse_chinese(text)


def _in_annex(document: Document, section: str) -> bool:
    return any(each.id == section for annex in document.annexes for each in annex.walk())


def _name(name: str, index: int) -> Iterator[Spot]:
    if (label := _LABEL.match(name)) and label.end() < len(name):
        place = Location("attachments", index, 0, label.end())
        yield Spot(
            place, "“附件”和序号由程序加，这里只写名称", (Fix("删去序号", (Change(place, ""),)),), excerpt=label[0]
        )
    if end := _END_MARK.search(name):
        place = Location("attachments", index, end.start(), len(name))
        yield Spot(place, "附件名称后面不加标点", (Fix("删去标点", (Change(place, ""),)),), excerpt=name)


def _annex_title(document: Document, name: str, index: int) -> Iterator[Spot]:
    annex = annex_of(document, index)
    if annex is None or not annex.heading.strip() or not name.strip():
        return
    listed, title = _plain(name), _plain(annex.heading)
    if listed != title:
        place = Location(annex.id, HEADING, 0, len(annex.heading))
        bare = _END_MARK.sub("", _LABEL.sub("", name, count=1))
        fix = Fix(f"改为“{bare}”", (Change(place, bare),))
        yield Spot(place, "附件的标题和附件说明里的名称不一样", (fix,))


def _plain(text: str) -> str:
    return re.sub("[\\s《》“”（）()]", "", _END_MARK.sub("", _LABEL.sub("", text, count=1)))


_TABLE: Final = Section("a1", "工作数据表", ("表",))

attachments = Rule(
    id="FM09",
    name="附件说明",
    severity=Severity.SHOULD,
    clause="GB/T 9704-2012 7.3.4、7.3.7",
    why="附件名称后不加标点；附件的序号和标题要与附件说明一致；文中说“见附件”的，后面要有那个附件。",
    bad=(
        case(attachments=("工作数据表。",), annexes=(_TABLE,)),
        case(attachments=("附件1：工作数据表",), annexes=(_TABLE,)),
        case("有关数据见附件2。", attachments=("工作数据表",), annexes=(_TABLE,)),
        case("有关数据见附件。"),
        case(attachments=("执法数据表",), annexes=(_TABLE,)),
        case(annexes=(_TABLE,)),
    ),
    good=(
        case("有关数据见附件。", attachments=("工作数据表",), annexes=(_TABLE,)),
        case("有关数据见附件1。", attachments=("《工作数据表》",), annexes=(_TABLE,)),
        case("按照《通知》附件要求办理，上传附件12个。"),
        case("请照附件执行。", title="清溪镇人民政府关于印发工作方案的通知", kind="", annexes=(_TABLE,)),
    ),
    survey=_attachments,
)
