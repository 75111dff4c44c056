"""发文稿纸: the sheet on top of a report, with what everybody who decided said, and the digests that say of which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx import export_docx
from exports.export import Export, file_name
from gongwen.document import ANCHOR, BODY_ID, Document, Merge, Section, Table

if TYPE_CHECKING:
    from gongwen.review.course import Course, Decision

TITLE: Final = "发文稿纸"
COLUMNS: Final = 4
DIGITS: Final = 8
"""Digits of a digest that stand together, so that they can be compared by eye."""


def cover_sheet(document: Document, course: Course, head: str) -> Export:
    """Return the cover sheet of a report as a Word file; `head` is the hash of the trail's last entry."""
    names = {stage.step.key: stage.step.name for stage in course.stages}
    top = [
        ("标题", document.title.replace("\n", "") or document.name),
        ("发文字号", document.header.document_number), ("紧急程度", document.header.urgency),
        ("密级", document.header.classification + document.header.classification_period),
        ("主送机关", document.addressees), ("发文机关", "、".join(document.signature.organs)),
    ]  # fmt: skip
    foot = [("签发的稿", _signed(course)), ("留痕校验码", grouped(head))]
    decided = [_decided(names, each) for each in course.decisions]
    rows = (
        *((name, text, "", "") for name, text in top), ("步骤", "意见", "姓名", "日期"), *decided,
        *((name, text, "", "") for name, text in foot),
    )  # fmt: skip
    wide = [*range(len(top)), *range(len(rows) - len(foot), len(rows))]
    table = Table("b1", rows, header_rows=0, merges=tuple(Merge(row, 1, 1, COLUMNS - 1) for row in wide))
    sheet = Document(
        title=TITLE, body=Section(BODY_ID, paragraphs=(ANCHOR + table.id,)), tables=(table,),
        appearance=document.appearance,
    )  # fmt: skip
    export = export_docx(sheet)
    return Export(file_name(document, "docx", TITLE), export.mime, export.data)


def _decided(names: dict[str, str], made: Decision) -> tuple[str, ...]:
    round_ = f"（第{made.round}轮）" if made.round > 1 else ""
    at = made.at.astimezone()
    opinion = f"{made.name}。{made.opinion}" if made.opinion else made.name
    return names.get(made.step, made.step) + round_, opinion, made.by, f"{at.year}年{at.month}月{at.day}日"


def _signed(course: Course) -> str:
    if course.signed is None:
        return "还没有签发"
    stale = "" if course.holds else "。签发以后又有实质性修改，要请签发人复审"
    return f"第 {course.signed.version} 稿，{grouped(course.signed.digest)}{stale}"


def grouped(digest: str) -> str:
    """Return a digest so that people can compare it."""
    return " ".join(digest[at : at + DIGITS] for at in range(0, len(digest), DIGITS))
