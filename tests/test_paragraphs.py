"""Items of numbered lists and quotations: numbers are computed, marks never printed, and other text stays as it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from exports.docx import export_docx
from gongwen.document import Document, Location, Section, count
from gongwen.importers import Imported, import_bytes
from gongwen.importers.report import NoteKind
from gongwen.paragraphs import ITEMS, QUOTATION, bare, mark_of, without_number
from gongwen.pieces import Role, canonical_text, pieces
from gongwen.reportfile import dumps, loads
from gongwen.typeset import typeset
from tests.importers.word_files import W, docx, level, numbering, p, style
from tests.samples import small


def told(*paragraphs: str) -> Document:
    """Return a report whose last section has these paragraphs."""
    document = small()
    *before, last = document.body.children
    body = replace(document.body, children=(*before, replace(last, paragraphs=paragraphs)))
    return replace(document, body=body)


def printed(*paragraphs: str) -> list[str]:
    rows = canonical_text(told(*paragraphs)).splitlines()
    return rows[rows.index("二、存在的不足和原因") + 1 : rows.index("特此报告。")]


def test_items_count_up_and_a_list_ends_with_an_ordinary_paragraph() -> None:
    assert printed("做法如下：", "（＃）建台账；", "（＃）定专人。", "此外，还要宣传。", "（＃）进村组；", "（＃）进学校。") == [
        "做法如下：", "（1）建台账；", "（2）定专人。", "此外，还要宣传。", "（1）进村组；", "（2）进学校。",
    ]  # fmt: skip


def test_every_form_has_its_number() -> None:
    assert printed("＃.甲", "＃.乙") == ["1.甲", "2.乙"]
    assert printed(*(f"＃是第{number}件。" for number in range(1, 13)))[-1] == "十二是第12件。"


def test_items_of_another_form_lie_below_and_the_list_goes_on() -> None:
    assert printed("＃.甲", "（＃）子", "（＃）丑", "＃.乙", "（＃）寅") == [
        "1.甲",
        "（1）子",
        "（2）丑",
        "2.乙",
        "（1）寅",
    ]


def test_what_prints_nothing_and_quotations_end_no_list() -> None:
    assert printed("＃.甲", "", "＃.", "＃引：原话。", "＃.乙") == ["1.甲", "原话。", "2.乙"]


def test_every_section_counts_for_itself() -> None:
    document = told("＃.甲")
    other = Section("z", "安排", ("＃.乙",))
    document = replace(document, body=replace(document.body, children=(*document.body.children, other)))
    assert canonical_text(document).splitlines().count("1.乙") == 1


@pytest.mark.parametrize(
    "text", ["一是宣传不够。", "（1）手打的编号", "1.手打的编号", "#.井号", "微博话题＃是热点", "＃号", "引：文"]
)
def test_other_text_is_what_it_was(text: str) -> None:
    assert mark_of(text) == ""
    assert bare(text) == text
    assert printed(text) == [text]


def test_marks_are_not_counted_as_text() -> None:
    assert count(["（＃）三个字", "＃引：三个字"]) == count(["三个字", "三个字"]) == 6
    assert Section("x", paragraphs=("＃.", QUOTATION)).is_empty
    assert not Section("x", paragraphs=("＃.甲",)).is_empty


def test_a_number_leads_to_its_item_and_the_rest_to_where_it_was_typed() -> None:
    piece = next(piece for piece in pieces(told("＃.甲", "＃.乙丙")) if piece.text == "2.乙丙")
    number, rest = piece.spans
    assert (number.generated, number.source) == (True, Location("s4", 1, 2, 2))
    assert (rest.generated, rest.source) == (False, Location("s4", 1, 2, 4))


def test_no_heading_runs_into_an_item_or_a_quotation() -> None:
    for text in ("＃是建台账。", "＃引：原话。"):
        document = told(text)
        *before, last = document.body.children
        last = replace(last, run_in=True, heading="做法。")
        found = pieces(replace(document, body=replace(document.body, children=(*before, last))))
        assert "二、做法。" in [piece.text for piece in found]


def test_a_quotation_stands_two_characters_in_at_both_sides_in_kai() -> None:
    words = "坚持以人民为中心的发展思想，" * 8
    document = told("＃引：" + words)
    lines = [line for page in typeset(document).pages for line in page.lines if line.role is Role.QUOTATION]
    assert len(lines) > 3
    assert [line.left for line in lines[:2]] == [4 * 320, 2 * 320]
    assert {line.left + line.width for line in lines[:-1]} == {8844 - 2 * 320}
    assert {run.face for line in lines for run in line.runs} == {"kai"}


def test_a_report_file_holds_them() -> None:
    document = told("（＃）甲", "＃引：乙")
    assert loads(dumps(document)) == document


MIXED = (
    "做法如下：", *(f"（＃）第{number}项工作，按期完成。" for number in range(1, 12)), "另有：", "＃是建台账；", "＃是定专人。",
    "上级要求：", "＃引：" + "坚持依法行政，" * 12 + "久久为功。", "＃.甲事", "（＃）细目", "＃.乙事",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["可编辑稿", "定稿"])
def test_our_own_word_files_give_them_back(kind: str) -> None:
    document = told(*MIXED)
    back = import_bytes(export_docx(document, final=kind == "定稿").data, name="稿.docx").document
    assert [section.paragraphs for section in back.walk()] == [section.paragraphs for section in document.walk()]
    assert canonical_text(back) == canonical_text(document)


def test_a_quotation_that_goes_along_with_the_signature_comes_back_whole() -> None:
    long_one = "＃引：" + "坚持依法行政，严格规范公正文明执法，" * 9
    divided = 0
    for rows in range(24):
        document = replace(told(*["一行字。"] * rows, long_one), closing=(), attachments=())
        data = export_docx(document, final=True).data
        assert import_bytes(data, name="稿.docx").document.section("s4").paragraphs[-1] == long_one
        divided += (
            'w:val="GWQuotationContinued"' in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        )
    assert divided


LIST = numbering(level(0, "decimal", "（%1）") + level(1, "decimal", "%2."))
TEXT = "今年以来，全镇认真落实各项部署，全年办结事项126件，群众满意度进一步提升。"
QUOTE = f"<w:styles {W}>" + style("a9", "Quote") + "</w:styles>"


def bring(*blocks: str, **parts: str) -> Imported:
    return import_bytes(docx(p("关于清溪镇防汛工作的报告"), *blocks, parts=parts), name="来文.docx")


def test_a_list_that_word_numbers_is_a_list() -> None:
    long_item = "建立台账，逐户登记房屋安全、用电用气、防汛避险等情况，发现隐患当天上报、限期销号；"
    imported = bring(p(TEXT), p(long_item, number=(1, 0)), p(long_item, number=(1, 0)), p(TEXT), numbering=LIST)
    assert imported.document.body.paragraphs == (TEXT, f"（＃）{long_item}", f"（＃）{long_item}", TEXT)
    assert "有2段 Word 自动编号的文字认作列项" in "".join(
        note.message for note in imported.report.of(NoteKind.RECOGNISED)
    )


def test_a_number_that_would_be_another_stays_in_the_text() -> None:
    long_item = "建立台账，逐户登记房屋安全、用电用气、防汛避险等情况，发现隐患当天上报、限期销号；"
    imported = bring(p(TEXT), p(long_item, number=(1, 0)), p(TEXT), p(long_item, number=(1, 0)), numbering=LIST)
    assert canonical_text(imported.document).splitlines()[1:] == [TEXT, f"（1）{long_item}", TEXT, f"（2）{long_item}"]


def test_word_s_quotations_are_quotations() -> None:
    imported = bring(p(TEXT), p("坚持人民至上，生命至上。", style="a9"), p(TEXT), styles=QUOTE)
    assert imported.document.body.paragraphs == (TEXT, "＃引：坚持人民至上，生命至上。", TEXT)
    assert "有1段文字认作引文" in "".join(note.message for note in imported.report.of(NoteKind.RECOGNISED))


@pytest.mark.parametrize("mark", ITEMS)
def test_a_printed_number_is_read_back(mark: str) -> None:
    for number in (1, 9, 10, 11, 100, 999):
        text = ITEMS[mark](number) + "正文"
        assert without_number(text) == (mark, ITEMS[mark](number), "正文")
