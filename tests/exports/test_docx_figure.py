"""Figures of the Word file are inline pictures with words for those who cannot see them; LibreOffice keeps their rows."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from exports.docx import export_docx
from gongwen.document import ANCHOR, BODY_ID, Section
from gongwen.standard import GB9704
from tests.exports.files import hold_pinned, hold_valid_and_same
from tests.pictures import figure, illustrated
from tests.samples import small, tabled

if TYPE_CHECKING:
    from docx.document import Document as Word

    from gongwen.document import Document

TALL = figure("p9", 100, (300, 1200))
DOCUMENTS = {
    "all": illustrated(),
    "tall": illustrated(TALL, figure("p2", 75)),
    "same": illustrated(figure(), figure("p2")),
    "bare": illustrated(replace(figure(), caption="", source="", alternative="", name="")),
    "beside": replace(illustrated(figure("p1", 50), figure("p2", 50)), body=Section(
        BODY_ID, paragraphs=("前文。", ANCHOR + "p1", ANCHOR + "p2", "后文。"))),
    "tables": replace(tabled(), figures=(figure(),), body=Section(BODY_ID, paragraphs=(
        ANCHOR + "b1", ANCHOR + "p1", ANCHOR + "b3", "后文。"))),
    "last": replace(small(), body=Section(BODY_ID, paragraphs=("见下图。", ANCHOR + "p9")), figures=(TALL,)),
}  # fmt: skip


def opened(document: Document, *, final: bool = False) -> Word:
    return docx.Document(io.BytesIO(export_docx(document, final=final).data))


def test_a_picture_stands_in_the_line_and_is_told() -> None:
    word = opened(illustrated())
    assert len(word.inline_shapes) == 3
    first = word.inline_shapes[0]
    assert first.width.twips == GB9704.width
    assert first.height.twips == pytest.approx(GB9704.width * 360 / 640, abs=1)
    told = first._inline.docPr
    assert (told.get("name"), told.get("descr")) == (figure().name, figure().alternative)
    numbers = [shape._inline.docPr.id for shape in word.inline_shapes]
    assert len(set(numbers)) == 3


def test_its_row_is_at_least_as_high_as_the_engine_s_and_its_lines_have_styles() -> None:
    word = opened(illustrated())
    picture = next(each for each in word.paragraphs if each._p.findall(".//" + qn("wp:inline")))
    spacing = picture._p.pPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "atLeast"
    assert int(spacing.get(qn("w:line"))) == 9 * GB9704.line
    styles = {each.text: each.style.name for each in word.paragraphs if each.style}
    assert styles["图1　各季度群众诉求办件量"] == "图题"
    assert styles["资料来源：清溪镇综治中心台账"] == "图片来源"
    assert picture.style is not None
    assert picture.style.name == "图片"


def test_numbers_of_captions_are_fields_that_hold_our_number() -> None:
    xml = zipfile.ZipFile(io.BytesIO(export_docx(illustrated()).data)).read("word/document.xml").decode()
    assert xml.count(" SEQ 图 \\* ARABIC ") == 3
    assert xml.count('fldCharType="begin"') == xml.count('fldCharType="end"') == 3
    xml = zipfile.ZipFile(io.BytesIO(export_docx(tabled()).data)).read("word/document.xml").decode()
    assert xml.count(" SEQ 表 \\* ARABIC ") == 3


def test_a_picture_used_twice_is_in_the_file_once() -> None:
    names = zipfile.ZipFile(io.BytesIO(export_docx(DOCUMENTS["same"]).data)).namelist()
    assert len([name for name in names if name.startswith("word/media/")]) == 1


def test_words_cannot_break_the_file() -> None:
    hard = replace(figure(), name='a"<>&.png', alternative='"\x00<b>&', caption="<w:p>&\x0b", source="]]>")
    told = opened(illustrated(hard)).inline_shapes[0]._inline.docPr
    assert (told.get("name"), told.get("descr")) == ('a"<>&.png', '"<b>&')


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_valid_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    hold_valid_and_same(DOCUMENTS[name], tmp_path)


def test_libreoffice_ends_every_line_and_page_where_we_do(soffice: str, tmp_path: Path) -> None:
    hold_pinned(DOCUMENTS, tmp_path, soffice)
