"""A Word file of our own comes back as the document it was made from."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.docx import export_docx
from gongwen.attachments import is_unwritten
from gongwen.document import BODY_ID, Appearance, Document, Header, Imprint, Section, Signature
from gongwen.importers import NoteKind, import_bytes
from gongwen.indicators.data import Data
from gongwen.pieces import canonical_text
from gongwen.sample import sample
from gongwen.standard import PROFILES, TYPEFACE_SETS
from tests.layouts import letter, minutes, order
from tests.samples import long, small

if TYPE_CHECKING:
    from pathlib import Path

HAN = "市县镇局年度法治政府建设工作情况报告推进落实群众服务执法普法调解"
words = st.text(HAN, min_size=2, max_size=18)
sentences = st.builds(lambda text, more: f"{text}，{more}。", words, words)
paragraphs = st.one_of(
    sentences,
    st.sampled_from(
        [
            "1.这一段是列举；",
            "（一）这一段也是列举。",
            "一、这一段还是列举",
            "35件",
            "目录",
            "2025年1月5日",
            "县委：",
            "附件：表",
            "分享到：",
        ]
    ),
)


@st.composite
def sections(draw: st.DrawFn, depth: int = 1) -> Section:
    run_in = draw(st.booleans())
    own = tuple(draw(st.lists(paragraphs, min_size=int(run_in), max_size=3)))
    below = draw(st.lists(sections(depth + 1), max_size=2)) if depth < 4 else []
    heading = draw(words) + ("。" if run_in else "")
    return Section("x", heading, own, tuple(below), run_in)


@st.composite
def headers(draw: st.DrawFn) -> Header:
    names = st.lists(st.text(HAN, min_size=2, max_size=3), max_size=3).map(tuple)
    secret = draw(st.booleans())
    return Header(
        copy_number=draw(st.sampled_from(["", "000001"])),
        classification="机密" if secret else "",
        classification_period="1年" if secret else "",
        urgency=draw(st.sampled_from(["", "特急"])),
        authority_mark=draw(st.sampled_from([(), ("清溪镇人民政府文件",), ("清溪镇委员会", "清溪镇人民政府文件")])),
        document_number=draw(st.sampled_from(["", "清政发〔2026〕3号"])),
        signatories=draw(names),
    )


@st.composite
def annexes(draw: st.DrawFn) -> Section:
    root = draw(sections())
    return replace(
        root, run_in=False, heading=root.heading.rstrip("。") + draw(st.sampled_from(["", "表", "（试行）"]))
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    organ = st.text(HAN, min_size=3, max_size=12).map(lambda text: text + "人民政府")
    return Document(
        title="\n".join(draw(st.lists(words.map(lambda text: text + "的报告"), min_size=1, max_size=2, unique=True))),
        header=draw(headers()),
        addressees=draw(st.sampled_from(["", "县委、县政府", "各镇，各部门"])),
        body=Section(BODY_ID, paragraphs=tuple(draw(st.lists(sentences, max_size=3))), children=tuple(draw(st.lists(sections(), max_size=4)))),
        closing=draw(st.sampled_from([(), ("特此报告。",), ("妥否，请批示。",), ("以上情况请掌握。", "谢谢大家！")])),
        attachments=tuple(draw(st.lists(words, max_size=3))),
        signature=Signature(tuple(draw(st.lists(organ, max_size=2))), draw(st.sampled_from(["", "2026年1月5日"])), draw(st.booleans())),
        note=draw(st.sampled_from(["", "此件公开发布"])),
        imprint=Imprint(tuple(draw(st.lists(words, max_size=2))), draw(st.sampled_from(["", "清溪镇党政办"])), draw(st.sampled_from(["", "2026年1月6日"]))),
        byline=tuple(draw(st.lists(st.sampled_from(["镇长　王立新", "（2026年1月5日）", "一、二"]), max_size=2))),
        annexes=tuple(draw(st.lists(annexes(), max_size=2))),
        appearance=Appearance(draw(st.sampled_from(sorted(PROFILES))), draw(st.sampled_from(sorted(TYPEFACE_SETS)))),
    )  # fmt: skip


def plain(document: Document) -> Document:
    """Return a document without what a Word file does not hold: kind, slots, ids of sections, attachments not written."""

    def visit(section: Section) -> Section:
        return replace(section, id="", slot="", children=tuple(map(visit, section.children)))

    printed = [annex for index, annex in enumerate(document.annexes) if not is_unwritten(document, index)]
    return replace(
        document, data=Data(), kind="", year=0, body=visit(document.body), annexes=tuple(map(visit, printed))
    )


def back(document: Document, *, final: bool = False) -> Document:
    imported = import_bytes(export_docx(document, final=final).data, name="导出.docx")
    assert not imported.report.of(NoteKind.CHANGED)
    assert not imported.report.of(NoteKind.LEFT_OUT)
    return imported.document


@pytest.mark.parametrize("document", [small(), sample(), long(3000)], ids=["small", "sample", "long"])
def test_our_own_documents_come_back(document: Document) -> None:
    came = back(document)
    assert plain(came) == plain(document)
    assert canonical_text(came) == canonical_text(document)
    assert (came.kind, came.year) == (document.kind, document.year)


def test_sections_find_their_places_in_the_template_again() -> None:
    slots = [section.slot for section, level, _ in sample().sections() if level == 1]
    assert [section.slot for section in back(sample()).body.children] == slots


@settings(max_examples=150, deadline=None)
@given(documents())
def test_any_document_comes_back(document: Document) -> None:
    assert plain(back(document)) == plain(document)
    assert plain(back(document, final=True)) == plain(document)


@pytest.mark.parametrize("rows", range(1, 12))
def test_a_paragraph_that_a_page_break_cuts_is_whole_again(rows: int) -> None:
    text = "".join(f"第{number}村全年巡查河道{number}次，清理垃圾{number}车。" for number in range(40))
    document = replace(long(3000), body=Section(BODY_ID, paragraphs=(*["巡查已经完成。"] * rows, text)))
    assert plain(back(document, final=True)) == plain(document)


def test_the_kind_and_the_year_are_carried_and_the_title_goes_before_them() -> None:
    untitled = replace(small(), title="清溪镇的一份材料")
    assert (back(untitled).kind, back(untitled).year) == ("rule_of_law_report", 2025)
    again = replace(small(), title="关于2026年工作总结的报告")
    assert (back(again).kind, back(again).year) == ("work_report", 2026)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("final", [False, True], ids=["editable", "final"])
def test_what_libreoffice_saves_again_comes_back(tmp_path: Path, *, final: bool) -> None:
    documents = [small(), sample(), everything(), letter(), order(), minutes()]
    for number, document in enumerate(documents):
        (tmp_path / f"{number}.docx").write_bytes(export_docx(document, final=final).data)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "docx"]
    files = [str(path) for path in tmp_path.glob("*.docx")]
    subprocess.run([*command, "--outdir", str(tmp_path / "again"), *files], check=True, timeout=180)
    for number, document in enumerate(documents):
        imported = import_bytes((tmp_path / "again" / f"{number}.docx").read_bytes(), name="存过.docx")
        assert plain(imported.document) == plain(document)


def everything() -> Document:
    """Return a document with every field filled."""
    return replace(
        small(),
        header=Header("000003", "机密", "1年", "特急", ("清溪镇委员会", "清溪镇人民政府文件"), "清政发〔2026〕3号", ("王立新", "张明", "李华")),
        byline=("镇长　王立新", "（2026年1月8日）"),
        closing=("以上情况请掌握。", "特此报告。"),
        attachments=("执法数据表", "案卷评查情况"),
        signature=Signature(("中共清溪镇委员会", "清溪镇人民政府"), "2026年1月15日", sealed=False),
        note="此件公开发布",
        imprint=Imprint(("县委办公室", "县政府办公室"), "清溪镇党政办公室", "2026年1月16日"),
        annexes=(
            Section("a1", "执法数据表", ("检查76次。",)),
            Section("a2", "案卷评查情况", (), (Section("a3", "总体情况", ("评查2次。",)), Section("a4", "问题。", ("文书不全。",), run_in=True))),
        ),
        appearance=Appearance("gb9704", "windows"),
    )  # fmt: skip
