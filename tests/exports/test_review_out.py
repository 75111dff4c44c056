"""Annotations in the Word file: where each stands, what is tracked, threads and states, valid and the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from gongwen.document import Document
from gongwen.errors import ExportError
from gongwen.pieces import canonical_text
from gongwen.review.anchor import ON_REPORT, Anchor, Standing, anchored, on_section
from gongwen.review.annotation import Closing, Kind, Outcome, Weight
from gongwen.review.texts import texts
from tests.exports.annotated import AT, answer, by_chance, remark
from tests.exports.files import hold_valid
from tests.exports.reports import reports
from tests.layouts import all_layouts
from tests.samples import FIGURES, small, tabled

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.review.annotation import Annotation

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
SPACE = re.compile(r"\s")


class File:
    """A finished file as a stranger reads it: the text with every change refused or accepted, and what comments are on."""

    def __init__(self, document: Document, *annotations: Annotation) -> None:
        self.data = export_docx(document, review=Enclosed(annotations, "r7", 12)).data
        self.package = zipfile.ZipFile(io.BytesIO(self.data))
        self.body = self.xml("word/document.xml")
        self.comments = {node.get(f"{W}id"): node for node in self.xml("word/comments.xml")}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.package.read(name))

    def paragraphs(self, *, accepted: bool) -> list[str]:
        """Return the paragraphs with all changes accepted or refused, as Word would leave them."""
        out, held = [], ""
        for node in self.body.iter(f"{W}p"):
            for run in node.iter(f"{W}r"):
                parent = run.getparent().tag
                if parent != (f"{W}del" if accepted else f"{W}ins"):
                    held += "".join(each.text or "" for each in run.iter(f"{W}t", f"{W}delText"))
            mark = node.find(f"{W}pPr/{W}rPr/{W}{'del' if accepted else 'ins'}")
            if mark is None:
                out.append(held)
                held = ""
        return [text for text in out if text.strip()]

    def quoted(self, text: str) -> str:
        """Return the words that the comment with a text is on, those taken out included."""
        (number,) = [key for key, node in self.comments.items() if "".join(node.itertext()) == text]
        out, inside = "", False
        for node in self.body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t", f"{W}delText"):
            if node.tag in {f"{W}commentRangeStart", f"{W}commentRangeEnd"}:
                inside = node.tag.endswith("Start") if node.get(f"{W}id") == number else inside
            elif inside:
                out += node.text or ""
        return out

    def changes(self) -> list[tuple[str, str, str]]:
        """Return the changes: whether put in or taken out, by whom, what."""
        return [
            (etree.QName(node).localname, node.get(f"{W}author"), "".join(node.itertext()))
            for node in self.body.iter(f"{W}ins", f"{W}del")
            if node.getparent().tag == f"{W}p"
        ]


def words(document: Document, key: str, quote: str) -> Anchor:
    found = texts(document)
    start = found[key].index(quote)
    return anchored(found, key, start, start + len(quote))


def test_each_remark_is_a_comment_on_its_words() -> None:
    document = tabled(FIGURES)
    on = {
        "body": "深入学习", "s1#heading": "举措", "s2": "专题会议4次", "s3#heading": "规范", "s3": "执法检查76次", "title": "2025年度",
        "addressees": "县政府", "closing": "特此", "attachments": "行政执法", "signature": "清溪镇人民", "date": "1月15日",
        "b1@cells": "重点排污单位", "b1@-1": "行政执法", "b1@-3": "专项行动",
    }  # fmt: skip
    anchors = {key: words(document, key, quote) for key, quote in on.items()}
    file = File(
        document, *(remark(number, anchor, f"说{key}") for number, (key, anchor) in enumerate(anchors.items(), 1))
    )
    assert {key: file.quoted(f"说{key}") for key in on} == on


def test_a_remark_on_a_section_is_on_its_heading_and_one_on_the_report_on_its_title() -> None:
    document = small()
    found = texts(document)
    file = File(
        document,
        remark(1, on_section(found, "s2"), "整节"),
        remark(2, ON_REPORT, "全篇"),
        remark(3, on_section(found, "body"), "开头"),
    )
    assert file.quoted("整节") == "（一）加强组织领导"
    assert file.quoted("全篇") == document.title
    assert file.quoted("开头") == document.body.paragraphs[0]


def test_an_orphan_is_on_its_sections_heading_and_says_the_old_words() -> None:
    document = small()
    anchor = replace(words(document, "s4", "一是"), quote="旧话", now="旧话", standing=Standing.ORPHAN)
    file = File(document, remark(1, anchor, "没有了", "新话"))
    assert file.quoted("没有了建议改为：“新话”批注时的原文：“旧话”") == "二、存在的不足和原因"
    assert not file.changes()


def test_a_suggestion_tracks_the_characters_that_differ_and_no_others() -> None:
    document = small()
    one = remark(1, words(document, "s2", "召开专题会议4次"), "", "召开专题会议5次")
    file = File(document, one)
    assert file.changes() == [("del", one.by, "4"), ("ins", one.by, "5")]
    assert not file.comments
    latin = file.body.find(f".//{W}ins//{W}rFonts")
    assert latin is not None
    assert latin.get(f"{W}ascii") == "Times New Roman"


@pytest.mark.parametrize(
    ("key", "quote", "new", "refused", "accepted"),
    [
        ("s1#heading", "举措", "做法", "一、主要举措和成效", "一、主要做法和成效"),
        ("s3#heading", "规范", "严格规范", "（二）规范执法行为。开展", "（二）严格规范执法行为。开展"),
        ("s3", "开展", "全年开展", "行为。开展执法检查76次", "行为。全年开展执法检查76次"),
        ("title", "建设", "", "法治政府建设情况", "法治政府情况"),
        ("b1@cells", "清单管理", "台账管理", "实行清单管理", "实行台账管理"),
        ("b1@-1", "行政执法", "执法检查", "年行政执法情况", "年执法检查情况"),
        ("date", "15", "20", "1月15日", "1月20日"),
    ],
)
def test_refused_it_is_the_text_and_accepted_the_one_suggested(
    key: str, quote: str, new: str, refused: str, accepted: str
) -> None:
    document = tabled(FIGURES)
    file = File(document, remark(1, words(document, key, quote), "", new))
    plain = [text for text in map(squeezed, canonical_text(document).split("\n")) if text]
    assert squeezed("".join(file.paragraphs(accepted=False))) == "".join(plain)
    assert any(refused in text for text in file.paragraphs(accepted=False))
    assert any(accepted in text for text in file.paragraphs(accepted=True))


def squeezed(text: str) -> str:
    return SPACE.sub("", text)


def test_paragraphs_are_joined_cut_and_put_in() -> None:
    document = small()
    joined = remark(1, words(document, "s2", "6项。\n镇长"), "", "6项，镇长")
    cut = remark(2, words(document, "s3", "76次，持"), "", "76次。\n持")
    more = remark(3, words(document, "s4", "深入。"), "", "深入。\n二是投入不足。")
    file = File(document, joined, cut, more)
    before, after = file.paragraphs(accepted=False), file.paragraphs(accepted=True)
    assert before == [text for text in canonical_text(document).split("\n") if text][: len(before) - 2] + before[-2:]
    assert "全年召开专题会议4次，研究解决问题6项，镇长亲自部署。" in after
    assert after[after.index("（二）规范执法行为。开展执法检查76次。") + 1] == "持证率100%。"
    assert after[after.index("一是宣传不够深入。") + 1] == "二是投入不足。"


def test_what_cannot_be_tracked_is_told_in_the_comment() -> None:
    document = tabled(FIGURES)
    one = remark(1, words(document, "s2", "专题会议"), "", "会议")
    other = remark(2, words(document, "s2", "专题会议"), "", "专项会议")
    changed = remark(3, replace(words(document, "s4", "宣传"), quote="宣讲"), "", "普法")
    closed = remark(
        4, words(document, "s3", "开展"), "", "组织", closing=Closing(Outcome.PARTLY, "改了别处", "张三", AT, 1)
    )
    cells = remark(5, words(document, "b1@cells", "1,318\x1f46"), "", "1,318\x1f47")
    file = File(document, one, other, changed, closed, cells)
    assert file.changes() == [("del", one.by, "专题")]
    assert file.quoted("建议改为：“专项会议”") == "专题会议"
    assert file.quoted("建议改为：“普法”批注时的原文：“宣讲”") == "宣传"
    assert file.quoted("建议改为：“组织”") == "开展"
    assert file.quoted("【部分采纳】改了别处") == "开展"


def test_threads_and_states_are_in_their_parts() -> None:
    document = small()
    asked = remark(
        1, words(document, "s2", "4次"), "请核", replies=(answer(1, "已核"), answer(2, "谢谢\n再看")), kind=Kind.FIGURE,
        weight=Weight.MUST,
    )  # fmt: skip
    done = remark(2, words(document, "s2", "6项"), "漏了", closing=Closing(Outcome.ACCEPTED, "", "张三", AT, 1))
    file = File(document, asked, done)
    told = ["".join(node.itertext()) for node in file.comments.values()]
    assert told == ["【数据·必改】请核", "已核", "谢谢再看", "漏了", "【采纳】"]
    names = [node.findall(f"{W}p")[-1].get(f"{W14}paraId") for node in file.comments.values()]
    assert all(0 < int(name, 16) < 0x80000000 for name in names)
    rows = [
        (row.get(f"{W15}paraId"), row.get(f"{W15}paraIdParent"), row.get(f"{W15}done"))
        for row in file.xml("word/commentsExtended.xml")
    ]
    assert rows == [
        (names[0], None, "0"), (names[1], names[0], "0"), (names[2], names[0], "0"), (names[3], None, "1"), (names[4], names[3], "1"),
    ]  # fmt: skip
    starts = [node.get(f"{W}id") for node in file.body.iter(f"{W}commentRangeStart")]
    assert starts == [node.get(f"{W}id") for node in file.body.iter(f"{W}commentReference")] == list(file.comments)
    people = {node.get(f"{W15}author") for node in file.xml("word/people.xml")}
    assert people == {node.get(f"{W}author") for node in file.comments.values()}


def test_a_draft_does_not_go_out() -> None:
    document = small()
    file = File(document, replace(remark(1, words(document, "s2", "4次"), "还没送出的话", "5次"), sent_at=None))
    assert not file.comments
    assert not file.changes()
    assert all(
        "还没送出的话" not in file.package.read(name).decode("utf-8", "replace") for name in file.package.namelist()
    )


def test_a_final_file_takes_no_annotations() -> None:
    with pytest.raises(ExportError, match="定稿"):
        export_docx(small(), final=True, review=Enclosed())


DOCUMENTS = {**reports(), **all_layouts(), "tabled": tabled(), "empty": Document()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_annotations_on_anything_leave_the_text_as_it_is(name: str) -> None:
    document = DOCUMENTS[name]
    plain = export_docx(document).data
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        text = "".join(etree.fromstring(package.read("word/document.xml")).itertext(f"{W}t"))
    for seed in range(3):
        annotations = by_chance(document, seed) if texts_of(document) else (remark(1, ON_REPORT, "空的"),)
        file = File(document, *annotations)
        refused = "".join(
            node.text or ""
            for node in file.body.iter(f"{W}t", f"{W}delText")
            if node.getparent().getparent().tag != f"{W}ins"
        )
        assert refused == text
        assert len(file.comments) == len(list(file.body.iter(f"{W}commentReference")))
        assert file.data == File(document, *annotations).data


def texts_of(document: Document) -> list[str]:
    return [text for key, text in texts(document).items() if text.strip() and not key.startswith("face")]


@pytest.mark.parametrize("name", ["joint", "sample", "letter", "minutes", "order", "tabled", "empty"])
def test_the_file_is_valid(name: str, tmp_path: Path) -> None:
    document = DOCUMENTS[name]
    annotations = by_chance(document, 5) if texts_of(document) else (remark(1, ON_REPORT, "空的"),)
    hold_valid(export_docx(document, review=Enclosed(annotations, "r7", 12)).data, tmp_path)
