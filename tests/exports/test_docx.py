"""The Word file opens, is valid, says what the preview says, and has the page of the standard."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from exports.docx import export_docx
from gongwen.document import Document
from gongwen.pieces import canonical_text
from gongwen.sample import sample
from gongwen.typeset import typeset
from tests.exports.files import hold_valid
from tests.samples import long, small


def opened(document: Document) -> object:
    return docx.Document(io.BytesIO(export_docx(document).data))


def test_its_text_is_the_preview_s() -> None:
    for document in (small(), sample()):
        texts = [node.text for node in opened(document).element.body.iter(qn("w:t"))]  # type: ignore[attr-defined]
        printed = canonical_text(replace(document, title=document.title.replace("\n", "")))
        assert "".join(texts) == printed.replace("\n", "")


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(small()).sections[0]  # type: ignore[attr-defined]
    for found, wanted in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37), (section.bottom_margin, 35),
        (section.left_margin, 28), (section.right_margin, 26),
    ):  # fmt: skip
        assert abs(found - Mm(wanted)) < Mm(0.1)


def test_each_element_has_its_style_and_headings_have_levels() -> None:
    paragraphs = opened(small()).paragraphs  # type: ignore[attr-defined]
    names = {paragraph.text[:4]: paragraph.style.name for paragraph in paragraphs if paragraph.text}
    assert names["关于20"] == "公文标题"
    assert names["一、主要"] == "一级标题"
    assert names["（一）加"] == "二级标题"
    assert names["\t中共清"] == "发文机关署名（并排）"
    heading = next(paragraph for paragraph in paragraphs if paragraph.text.startswith("一、"))
    assert heading.style.font.size == Pt(16)
    assert heading.style.element.xpath(".//w:outlineLvl/@w:val") == ["0"]


def test_properties_are_filled_and_the_name_says_title_and_date() -> None:
    made = export_docx(small())
    assert made.name == "关于2025年度法治政府建设情况的报告_20260115.docx"
    core = opened(small()).core_properties  # type: ignore[attr-defined]
    assert core.title == "关于2025年度法治政府建设情况的报告"
    assert core.author == "中共清溪镇委员会 清溪镇人民政府"
    assert core.language == "zh-CN"


def test_it_says_which_program_made_it_and_counts_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(export_docx(small()).data)) as package:
        told = etree.fromstring(package.read("docProps/app.xml"))
    assert [(etree.QName(node).localname, node.text) for node in told] == [("Application", "公文工作簿")]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert export_docx(small()).data == export_docx(small()).data


def test_what_people_type_cannot_break_the_file() -> None:
    hard = replace(small(), title='<w:p>&"\x00\x0b/\\:*?', closing=("</w:t>]]>\ud7ff𠮷", "\u202e"))
    texts = "".join(paragraph.text for paragraph in opened(hard).paragraphs)  # type: ignore[attr-defined]
    assert "<w:p>&" in texts
    assert "𠮷" in texts
    assert "/" not in export_docx(hard).name


@pytest.mark.parametrize(
    "document", [small(), sample(), Document(), long(5000)], ids=["small", "sample", "empty", "long"]
)
def test_it_is_valid_against_the_schema(document: Document, tmp_path: Path) -> None:
    hold_valid(export_docx(document).data, tmp_path)


def test_libreoffice_makes_the_same_pages(soffice: str, tmp_path: Path) -> None:
    document = long(5000)
    (tmp_path / "a.docx").write_bytes(export_docx(document).data)
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    theirs = [_body(page) for page in text.split("\f") if page.strip()]
    ours = [["".join(line.split()) for line in page] for page in typeset(document).text]
    lines = sum(len(page) for page in ours)
    equal = sum(
        one == other
        for page, other_page in zip(ours, theirs, strict=False)
        for one, other in zip(page, other_page, strict=False)
    )
    assert len(ours) == len(theirs)
    assert equal / lines > 0.9


def _body(page: str) -> list[str]:
    rows = ["".join(row.split()) for row in page.split("\n") if row.strip()]
    return [row for row in rows if not row.startswith("—")]
