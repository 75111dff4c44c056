"""The table of opinions and the cover sheet hold what was said and decided, and nothing in them is worked out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import openpyxl

from exports.cover_sheet import cover_sheet, grouped
from exports.opinions import opinions_docx, opinions_xlsx
from gongwen.review.anchor import ON_REPORT, Anchor
from gongwen.review.annotation import Annotation, Closing, Outcome, Weight
from gongwen.review.course import Decision, course
from gongwen.review.opinions import COLUMNS, opinions
from gongwen.review.roles import Role
from gongwen.review.steps import Ruling, steps
from tests.samples import small

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def made() -> tuple[Annotation, ...]:
    one = Annotation(
        "a", 1, "市财政局", AT, Anchor("s2", 0, 2, "4次", "5次"), "与台账不符", weight=Weight.MUST, replacement="5次", sent_at=AT,
        closing=Closing(Outcome.PARTLY, "已核对", "拟稿人", AT, 2),
    )  # fmt: skip
    two = Annotation("b", 2, "=HYPERLINK(1)", AT, ON_REPORT, "=1+2", sent_at=AT)
    return one, two, replace(two, id="c", sent_at=None), replace(two, id="d", gone=True)


WANTED = [
    ("1", "市财政局", "4次", "（必改）建议改为：“5次”。\n与台账不符", "部分采纳", "已核对"),
    ("2", "=HYPERLINK(1)", "（全文）", "=1+2", "待定", ""),
]


def test_all_that_was_sent_is_in_the_table_with_what_came_of_it() -> None:
    assert [row.cells for row in opinions(made())] == WANTED


def test_the_word_file_has_the_table_on_its_side() -> None:
    export = opinions_docx(small(), opinions(made()))
    file = docx.Document(io.BytesIO(export.data))
    cells = [tuple(cell.text for cell in row.cells) for row in file.tables[0].rows]
    assert [tuple("".join(text.split()) for text in row) for row in cells] == [
        tuple("".join(text.split()) for text in row) for row in [COLUMNS, *WANTED]
    ]
    assert any(section.page_width > section.page_height for section in file.sections)
    assert export.name.endswith("征求意见及采纳情况表.docx")


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    export = opinions_xlsx(small(), opinions(made()))
    sheet = openpyxl.load_workbook(io.BytesIO(export.data)).worksheets[0]
    rows = [tuple("" if value is None else str(value) for value in row) for row in sheet.iter_rows(values_only=True)]
    assert rows == [COLUMNS, *WANTED]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    with zipfile.ZipFile(io.BytesIO(export.data)) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml")
    assert sheet["B3"].quotePrefix


def test_the_cover_sheet_says_who_decided_what_on_which_text() -> None:
    first = Decision("x", 1, "draft", Ruling.SUBMIT, "请审阅", "张三", AT, "m", 3, "ab" * 32)
    last = replace(first, id="y", step="sign", ruling=Ruling.SIGN, opinion="同意", by="李四")
    people = {"张三": Role.DRAFTER, "李四": Role.SIGNER}
    now = course(steps(), people, (first, last), "ab" * 32)
    file = docx.Document(io.BytesIO(cover_sheet(small(), now, "cd" * 32).data))
    words = ["".join(cell.text.split()) for row in file.tables[0].rows for cell in row.cells]
    for said in ("请审阅", "张三", "签发。同意", "李四", "2026年11月26日"):
        assert any(said in each for each in words), said
    whole = "".join(words)
    assert "".join(grouped("ab" * 32).split()) in whole
    assert "cd" * 32 in whole
    assert "复审" not in whole
