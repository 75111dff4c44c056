"""Tables of the Word file are Word's own, valid, and LibreOffice sets them line for line as the engine does."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from bench.pages import rendered
from exports.docx import export_docx
from gongwen.document import ANCHOR, BODY_ID, Section, Table
from gongwen.standard import GB9704, on_its_side
from gongwen.typeset import typeset
from tests.exports.files import hold_pinned, hold_valid_and_same
from tests.samples import FIGURES, roster, small, tabled, wide

if TYPE_CHECKING:
    from docx.document import Document as Word

    from gongwen.document import Document

TWIPS = 20
"""Twips to the point."""

TALL = Table("b5", (("序号", "内容"), ("1", "".join(f"第{number}项工作按期完成，" for number in range(300)))))
LAST = replace(
    small(),
    body=Section(BODY_ID, paragraphs=("见下表。", ANCHOR + "b3")),
    closing=(), attachments=(), signature=replace(small().signature, organs=(), date=""), tables=(wide(),),
)  # fmt: skip
DOCUMENTS = {
    "all": tabled(),
    "rows": tabled(roster(150)),
    "sides": tabled(wide(), roster(3), replace(roster(4), id="b6", landscape=True)),
    "tall": tabled(TALL),
    "last": LAST,
    "beside": replace(tabled(FIGURES, replace(roster(2), caption="", unit="")), body=Section(
        BODY_ID, paragraphs=(ANCHOR + "b1", ANCHOR + "b2", "后文。"))),
}  # fmt: skip


def opened(document: Document, *, final: bool = False) -> Word:
    return docx.Document(io.BytesIO(export_docx(document, final=final).data))


def test_a_table_is_a_real_one_and_says_what_it_holds() -> None:
    for final in (False, True):
        (table,) = opened(tabled(FIGURES), final=final).tables
        assert table.cell(2, 0).text == "市场监管"
        assert table.cell(0, 1).text == table.cell(0, 2).text == "检查次数"
        assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
        assert table.cell(4, 5).text.replace("\n", "") == "首违不罚事项扩大到28项，轻微违法当场改正的不立案。"
        assert len(table.cell(4, 5).paragraphs) == 2


def test_its_header_comes_again_its_rows_stay_whole_and_their_height_is_exact() -> None:
    table = opened(tabled(FIGURES)).tables[0]._tbl
    rows = table.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True, *[False] * 5]
    for row in rows:
        assert row.trPr.find(qn("w:cantSplit")) is not None
        assert row.trPr.find(qn("w:trHeight")).get(qn("w:hRule")) == "exact"
    assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert sum(int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst) == GB9704.width


def test_a_reader_who_cannot_see_it_is_told_of_it() -> None:
    table = opened(tabled(FIGURES)).tables[0]._tbl
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == FIGURES.caption
    assert table.tblPr.find(qn("w:tblDescription")).get(qn("w:val")).startswith("7行6列，表头：执法领域")


def test_what_stands_in_and_round_it_has_styles_of_its_own() -> None:
    word = opened(tabled(FIGURES))
    names = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert names["2024年和2025年行政执法情况"] == "表格标题"
    assert names["单位：次、件、万元"] == "表格单位"
    assert {names[text] for text in names if text.startswith("注：")} == {"表注"}
    (table,) = word.tables
    assert table.style is not None
    assert table.style.name == "公文表格"
    assert table.cell(0, 0).paragraphs[0].style.name == "表头"  # type: ignore[union-attr]
    assert table.cell(2, 5).paragraphs[0].style.name == "表格文字"  # type: ignore[union-attr]


def test_a_wide_table_lies_on_a_page_of_its_own() -> None:
    sections = opened(DOCUMENTS["sides"]).sections
    sizes = [(each.page_width, each.page_height) for each in sections]
    upright, side = (Mm(210), Mm(297)), (Mm(297), Mm(210))
    wanted = [upright, side, upright, side, upright]
    for found, want in zip(sizes, wanted, strict=True):
        assert all(abs(one - other) < Mm(0.1) for one, other in zip(found, want, strict=True))
    assert abs(sections[1].page_width - sections[1].left_margin - sections[1].right_margin - Mm(225)) < Mm(0.2)


def test_cells_cannot_break_the_file() -> None:
    hard = Table("b1", (('<w:tc>&"', "\x00\x0b"), ("]]>𠮷", "\u202e")), caption='"<', unit="&")
    (table,) = opened(tabled(hard)).tables
    assert table.cell(0, 0).text == '<w:tc>&"'
    assert table.cell(1, 0).text == "]]>𠮷"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_valid_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    hold_valid_and_same(DOCUMENTS[name], tmp_path)


def test_libreoffice_ends_every_line_and_page_of_the_pinned_file_where_we_do(soffice: str, tmp_path: Path) -> None:
    hold_pinned(DOCUMENTS, tmp_path, soffice)


def test_pages_on_their_side_are_so_in_libreoffice_and_the_number_is_at_their_edge(
    soffice: str, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(export_docx(tabled(wide()), final=True).data)
    pages = rendered([tmp_path / "a.docx"], tmp_path, soffice)["a"]
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout.split("<page ")[1:]
    ours = typeset(tabled(wide())).pages
    assert len(boxes) == len(pages) == len(ours)
    for page, box in zip(ours, boxes, strict=True):
        width = float(box.split('width="')[1].split('"')[0])
        assert (width > 800) is page.wide
        if page.wide:
            dashes = [line for line in box.split("\n") if line.strip().endswith(">—</word>")]
            edges = {float(line.split('xMin="')[1].split('"')[0]) for line in dashes}
            tops = sorted(float(line.split('yMin="')[1].split('"')[0]) for line in dashes)
            assert len(dashes) == 2
            assert max(edges) < on_its_side(GB9704).left / TWIPS - 20  # outside the type area, 7 mm from it
            assert (tops[0] > on_its_side(GB9704).page_height / TWIPS / 2) is (page.number % 2 == 1)
