"""A letter, an order and minutes come back as they were made; those of others are known by their mark and number."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.docx import export_docx
from gongwen.document import Attendance, Document, Header, Imprint, LayoutKind, Signature
from gongwen.importers import Imported, NoteKind, import_bytes
from tests.importers.test_roundtrip import back, documents, plain
from tests.layouts import all_layouts, letter, minutes, order

LETTER = """加急
清溪镇人民政府办公室
清政办函〔2026〕8号
关于同意调整防汛值班安排的复函
水利站：
你站来函收悉。经研究，同意调整值班人员。
清溪镇人民政府办公室
2026年4月9日
"""
ORDER = """清溪县人民政府令
（第16号）
《清溪县封山禁牧管理办法》已经2026年3月2日县人民政府第7次常务会议通过，现予公布，自2026年5月1日起施行。
县长　沈立群
2026年3月6日
"""
MINUTES = """清溪镇人民政府
镇长办公会议纪要
〔2026〕3号
清溪镇党政办公室　　　　2026年4月9日
研究防汛和水利建设工作
2026年4月8日，镇长沈立群主持召开镇长办公会议。现纪要如下。
一、关于防汛
会议要求，责任到人，限期办结。
出 席：沈立群、周文、王芳
请假：马跃
列席人员：何平
"""


def imported(text: str) -> Imported:
    return import_bytes(text.encode(), name="来文.txt")


@pytest.mark.parametrize("final", [False, True], ids=["editable", "final"])
@pytest.mark.parametrize("name", list(all_layouts()))
def test_our_own_come_back_equal(name: str, *, final: bool) -> None:
    document = all_layouts()[name]
    assert plain(back(document, final=final)) == plain(document)


NAMES = st.text("沈周王李赵陈孙高立文芳青敏远", min_size=2, max_size=3)
ROLLS = st.lists(st.builds(Attendance, st.sampled_from(["出席", "请假", "列席"]), NAMES), max_size=3).map(tuple)


@st.composite
def papers(draw: st.DrawFn) -> Document:
    """Draw a document of any layout with only what its layout prints."""
    kind = draw(st.sampled_from(LayoutKind))
    document = replace(draw(documents()), layout=kind)
    header, signature = document.header, document.signature
    if kind is LayoutKind.LETTER:
        header = replace(header, authority_mark=draw(st.sampled_from([(), ("清溪镇人民政府",)])), signatories=())
        document = replace(document, imprint=Imprint(document.imprint.copied_to))
    elif kind is LayoutKind.ORDER:
        mark = draw(st.sampled_from([(), ("清溪县人民政府令",), ("清溪县人民政府", "清溪县人民武装部命令")]))
        header = replace(header, authority_mark=mark, signatories=())
        signature = replace(
            signature, organs=draw(st.sampled_from([(), ("县长　沈立群",), ("县长　沈立群", "部长　王　勇")]))
        )
    elif kind is LayoutKind.MINUTES:
        mark = draw(st.sampled_from([(), ("清溪镇政府", "常务会议纪要"), ("党委会议纪要",)]))
        header = replace(header, authority_mark=mark)
        document = replace(document, attendance=draw(ROLLS))
    return replace(document, header=header, signature=signature)


@settings(max_examples=120, deadline=None)
@given(papers())
def test_any_layout_comes_back(document: Document) -> None:
    assert plain(back(document)) == plain(document)
    assert plain(back(document, final=True)) == plain(document)


@pytest.mark.parametrize("document", [letter(), order(), minutes()], ids=["letter", "order", "minutes"])
def test_the_layout_is_known_from_the_styles_when_the_properties_are_gone(document: Document) -> None:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(export_docx(document).data)) as source,
        zipfile.ZipFile(held, "w") as target,
    ):
        for name in source.namelist():
            if name != "docProps/custom.xml":
                data = source.read(name)
                target.writestr(name, data.replace(b'Target="docProps/custom.xml"', b'Target="docProps/app.xml"'))
    came = import_bytes(held.getvalue(), name="存过.docx").document
    assert (came.layout, came.header, came.attendance) == (document.layout, document.header, document.attendance)


def test_a_letter_of_others_is_known_by_the_organ_over_its_number() -> None:
    document = imported(LETTER).document
    assert document.layout is LayoutKind.LETTER
    assert document.header == Header(
        urgency="加急", authority_mark=("清溪镇人民政府办公室",), document_number="清政办函〔2026〕8号"
    )
    assert (document.title, document.addressees) == ("关于同意调整防汛值班安排的复函", "水利站")
    assert not imported(LETTER).report.of(NoteKind.LEFT_OUT)


def test_an_order_of_others_is_known_by_its_mark_and_number() -> None:
    found = imported(ORDER)
    document = found.document
    assert (document.layout, document.title) == (LayoutKind.ORDER, "")
    assert document.header == Header(authority_mark=("清溪县人民政府令",), document_number="第16号")
    assert document.signature == Signature(("县长　沈立群",), "2026年3月6日")
    assert document.name == "清溪县人民政府令第16号"
    assert not any("没有认出标题" in note.message for note in found.report.notes)


def test_minutes_of_others_are_known_by_their_mark_and_number() -> None:
    found = imported(MINUTES)
    document = found.document
    assert (document.layout, document.title) == (LayoutKind.MINUTES, "研究防汛和水利建设工作")
    assert document.header == Header(
        authority_mark=("清溪镇人民政府", "镇长办公会议纪要"), document_number="〔2026〕3号"
    )
    assert document.signature == Signature(("清溪镇党政办公室",), "2026年4月9日")
    assert document.attendance == (
        Attendance("出席", "沈立群、周文、王芳"), Attendance("请假", "马跃"), Attendance("列席人员", "何平"),
    )  # fmt: skip
    assert document.kind == ""
    assert [note.source for note in found.report.of(NoteKind.LEFT_OUT)] == []


@pytest.mark.parametrize(
    "text",
    [
        LETTER.replace("清溪镇人民政府办公室\n清政办函", "清政办函", 1),  # no mark
        LETTER.replace("办函〔", "办发〔"),  # no number of a letter
        LETTER.replace("清溪镇人民政府办公室\n清", "清溪镇人民政府办公室文件\n清", 1),
        ORDER.replace("（第16号）\n", ""),
        ORDER.replace("清溪县人民政府令", "关于公布《清溪县人民政府令》的通知"),
        MINUTES.replace("〔2026〕3号\n", ""),
        "关于2025年度法治政府建设情况的报告\n县政府：\n现将情况报告如下。\n清溪镇人民政府\n2026年1月5日\n",
    ],
    ids=["no mark", "no number", "mark of a paper", "order without number", "about an order", "minutes", "report"],
)
def test_other_papers_keep_the_ordinary_layout(text: str) -> None:
    document = imported(text).document
    assert document.layout is LayoutKind.ORDINARY
    assert document.title
