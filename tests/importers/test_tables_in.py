"""Tables of Word files and web pages stand where they stood, merged as they were, with their captions, units and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exports.docx import export_docx
from gongwen.document import ANCHOR, Document, Merge, Table
from gongwen.importers import NoteKind, import_bytes
from gongwen.pieces import canonical_text
from tests.importers.word_files import docx, p, table
from tests.samples import FIGURES, roster, tabled, wide

if TYPE_CHECKING:
    from gongwen.importers import Imported

TEXT = "今年以来，全镇认真落实各项部署，全年办结事项126件，群众满意度进一步提升。"
ROWS = (("村名", "户数"), ("东村", "36"), ("西村", "42"))


def bring(*parts: str) -> Imported:
    return import_bytes(docx(*parts), name="报告.docx")


def web(inner: str) -> Imported:
    page = f"<!DOCTYPE html><html><body><h1>防汛工作报告</h1><p>{TEXT}</p>{inner}<p>{TEXT}</p></body></html>"
    return import_bytes(page.encode(), name="报告.html")


def cell(text: str, more: str) -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"


def test_a_table_stands_where_it_stood() -> None:
    imported = bring(p("防汛工作报告"), p(TEXT), table(*ROWS), p("以上数字截至年底。"))
    (found,) = imported.document.tables
    assert (found.rows, found.header_rows) == (ROWS, 1)
    assert imported.document.body.paragraphs == (TEXT, ANCHOR + found.id, "以上数字截至年底。")
    assert not imported.report.of(NoteKind.LEFT_OUT)
    note = next(note for note in imported.report.of(NoteKind.RECOGNISED) if "表格" in note.message)
    assert note.source == "村名\t户数\n东村\t36\n西村\t42"
    assert note.location is not None
    assert note.location.paragraph == 1


@pytest.mark.parametrize(
    "first", [("表1　各村户数", "单位：户"), ("表 3-2：各村户数", "（计量单位：户）"), ("各村户数一览", "单位:户")]
)
def test_caption_unit_note_and_source_are_taken_along(first: tuple[str, str]) -> None:
    imported = bring(
        p("防汛工作报告"), p(TEXT), *map(p, first), table(*ROWS), p("注：含空户。"), p("资料来源：镇统计站"), p(TEXT)
    )
    (found,) = imported.document.tables
    caption = "各村户数一览" if "一览" in first[0] else "各村户数"
    assert (found.caption, found.unit, found.note, found.source) == (caption, "户", "含空户。", "镇统计站")
    assert imported.document.body.paragraphs == (TEXT, ANCHOR + found.id, TEXT)


def test_lines_that_only_look_alike_stay_text() -> None:
    imported = bring(p("防汛工作报告"), p("有关情况见下表"), table(*ROWS), p("来源不明的，一律退回。"))
    assert imported.document.tables[0].caption == ""
    assert imported.document.body.paragraphs[0] == "有关情况见下表"
    assert imported.document.body.paragraphs[-1] == "来源不明的，一律退回。"


def test_cells_hold_nothing_that_cannot_be_seen() -> None:
    (found,) = web(
        "<table><tr><td>说&nbsp;明</td><td>&#8203;数</td></tr><tr><td>\u202e甲 </td><td>3</td></tr></table>"
    ).document.tables
    assert found.rows == (("说 明", "数"), ("甲", "3"))


def test_merged_cells_and_header_rows_of_word() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (
        head + cell("领域", start) + cell("次数", '<w:gridSpan w:val="2"/>'),
        head + cell("", on) + cell("2024年", "") + cell("2025年", ""),
        cell("执法", "") + cell("3", "") + cell("4", ""),
    )
    grid = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (found,) = bring(p("防汛工作报告"), p(TEXT), grid, p(TEXT)).document.tables
    assert found.rows == (("领域", "次数", ""), ("", "2024年", "2025年"), ("执法", "3", "4"))
    assert found.merges == (Merge(0, 0, 2, 1), Merge(0, 1, 1, 2))
    assert found.header_rows == 2


def test_merged_cells_and_titles_of_a_page() -> None:
    imported = web(
        "<table><tr><th rowspan=2>领域</th><th colspan='2'>次数</th></tr><tr><th>2024年</th><th>2025年</th></tr>"
        "<tr><td>执法</td><td>3<br>4</td><td>5</td></tr></table>"
    )
    (found,) = imported.document.tables
    assert found.rows == (("领域", "次数", ""), ("", "2024年", "2025年"), ("执法", "3\n4", "5"))
    assert found.merges == (Merge(0, 0, 2, 1), Merge(0, 1, 1, 2))
    assert found.header_rows == 2


def test_a_page_s_first_row_across_is_the_caption() -> None:
    (found,) = web(
        "<table><tr><td colspan=2>各村户数统计表</td></tr><tr><td>村名</td><td>户数</td></tr><tr><td>东村</td><td>36</td></tr></table>"
    ).document.tables
    assert found.caption == "各村户数统计表"
    assert found.rows == (("村名", "户数"), ("东村", "36"))
    assert found.header_rows == 1


def test_a_table_inside_a_cell_is_read_as_its_text_and_one_inside_a_frame_stands_itself() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{table(*ROWS)}{p('')}</w:tc><w:tc>{p('说明')}</w:tc></w:tr></w:tbl>"
    (found,) = bring(p("防汛工作报告"), p(TEXT), inner, p(TEXT)).document.tables
    assert found.rows == (("村名 户数\n东村 36\n西村 42", "说明"),)
    framed = f"<w:tbl><w:tr><w:tc>{p(TEXT)}{table(*ROWS)}{p('')}</w:tc></w:tr></w:tbl>"
    imported = bring(p("防汛工作报告"), framed, p(TEXT))
    assert [found.rows for found in imported.document.tables] == [ROWS]


def test_a_table_of_an_attachment_is_its_text() -> None:
    imported = bring(
        p("关于防汛工作的报告"), p("县政府："), p(TEXT), p("附件：各村户数表"), p("清溪镇人民政府"), p("2026年1月5日"),
        p("附件"), p("各村户数表"), table(*ROWS),
    )  # fmt: skip
    (annex,) = imported.document.annexes
    assert annex.paragraphs == (ANCHOR + imported.document.tables[0].id,)
    assert imported.document.attachments == ("各村户数表",)


def test_a_table_too_large_for_a_report_is_named_with_its_rows() -> None:
    imported = web("<table><tr>" + "<td>字</td>" * 70 + "</tr><tr>" + "<td>句</td>" * 70 + "</tr></table>")
    assert imported.document.tables == ()
    assert any("表格" in note.message for note in imported.report.of(NoteKind.LEFT_OUT))
    assert import_bytes(docx(p("报告"), table(*[("一", "二")] * 2100)), name="a.docx").document.tables == ()


@pytest.mark.parametrize(
    "html",
    ["<table><tr><td rowspan=9999 colspan=9999>甲<td>乙</table>", "<table><td colspan=-1>甲<td rowspan=x>乙<tr><td>丙"],
)
def test_wild_spans_do_no_harm(html: str) -> None:
    imported = web(html)
    text = canonical_text(imported.document) + "".join(note.source for note in imported.report.notes)
    assert "甲" in text
    assert "乙" in text


@pytest.mark.parametrize("final", [False, True], ids=["editable", "final"])
def test_our_own_file_gives_its_tables_back(final: bool) -> None:  # noqa: FBT001 - a parameter of the test
    document = tabled(FIGURES, roster(40), wide())
    made = export_docx(document, final=final)
    back = import_bytes(made.data, name=made.name)
    assert not back.report.of(NoteKind.LEFT_OUT)
    assert canonical_text(back.document) == canonical_text(document)
    assert [bare(table) for table in back.document.tables] == [bare(table) for table in document.tables]


def bare(table: Table) -> Table:
    return replace(table, id="", landscape=False)


def test_a_signature_in_a_table_is_one() -> None:
    imported = bring(
        p("关于防汛工作的报告"), p("县政府："), p(TEXT), table(("清溪镇人民政府", ""), ("", "2026年1月5日"))
    )
    assert imported.document.signature.organs == ("清溪镇人民政府",)
    assert imported.document.tables == ()


def test_nothing_but_a_table_is_a_document_too() -> None:
    imported = bring(table(*ROWS))
    assert isinstance(imported.document, Document)
    text = canonical_text(imported.document) + "".join(note.source for note in imported.report.notes)
    assert "西村" in text
