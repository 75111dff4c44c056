"""Attachments begin pages of their own, a seal decides where the signature stands, a document says how it looks."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

import docx
import pytest
from docx.oxml.ns import qn

from exports.docx import export_docx
from gongwen.attachments import annex
from gongwen.document import Appearance, Document, Imprint, Section, Signature
from gongwen.edits import set_paragraphs
from gongwen.importers import import_bytes
from gongwen.pieces import Role
from gongwen.standard import GB9704, GB33476, SEAL, SIZE_3
from gongwen.targets import write
from gongwen.typeset import Line, typeset
from gongwen.typeset.setting import TAIL
from gongwen.typeset.signature import natural_width
from tests.samples import small

ANNEXED = replace(
    small(),
    attachments=("行政执法数据表", "任务清单"),
    annexes=(
        Section("x1", "行政执法数据表", ("说明文字。",), (Section("x2", "范围", ("全镇。",)),)),
        Section("x3", "任务清单", ("共12项。",)),
    ),
)


def lines_of(document: Document) -> list[list[Line]]:
    return [list(page.lines) for page in typeset(document).pages]


def test_each_attachment_begins_a_page_with_its_number_and_its_title_in_the_third_row() -> None:
    pages = typeset(ANNEXED).pages
    first, second = pages[-2], pages[-1]
    assert [line.text for line in first.lines] == ["附件1", "行政执法数据表", "说明文字。", "一、范围", "全镇。"]
    assert [line.text for line in second.lines][:2] == ["附件2", "任务清单"]
    assert first.tops[1] == 2 * GB9704.line
    assert first.lines[0].left == 0


def test_the_imprint_stands_under_the_last_attachment() -> None:
    last = typeset(replace(ANNEXED, imprint=Imprint((), "清溪镇党政办公室", "2026年1月16日"))).pages[-1]
    assert last.lines[0].role is Role.ANNEX_MARK
    assert last.lines[-1].role is Role.PRINTED_ON


def test_a_single_attachment_has_no_number() -> None:
    document = annex(small(), 1)
    document = set_paragraphs(document, document.annexes[0].id, ("正文。",))
    assert lines_of(document)[-1][0].text == "附件"
    assert document.annexes[0].heading == small().attachments[0]


def test_an_attachment_that_is_begun_and_not_written_prints_no_page_of_its_own() -> None:
    begun = annex(small(), 1)
    assert lines_of(begun) == lines_of(small())
    other = replace(begun, annexes=(replace(begun.annexes[0], heading="别的标题"),))
    assert [line.text for line in lines_of(other)[-1]] == ["附件", "别的标题"]


def test_with_a_seal_the_organ_is_centred_over_the_date_four_characters_from_the_right() -> None:
    signature = Signature(("清溪镇人民政府",), "2026年1月15日")
    organ, date = lines_of(replace(small(), signature=signature))[-1][-2:]
    assert date.setting.right == 4 * SIZE_3
    middle = [line.setting.right + natural_width(line.text) / 2 for line in (organ, date)]
    assert abs(middle[0] - middle[1]) <= 1


def test_without_a_seal_the_organ_stands_two_characters_from_the_right_and_the_date_begins_two_after_it() -> None:
    signature = Signature(("清溪镇综合行政执法委员会办公室",), "2026年1月15日", sealed=False)
    organ, date = lines_of(replace(small(), signature=signature))[-1][-2:]
    assert organ.setting.right == 2 * SIZE_3
    begins = [GB9704.width - line.setting.right - natural_width(line.text) for line in (organ, date)]
    assert begins[1] - begins[0] == 2 * SIZE_3


def test_an_organ_wider_than_the_line_allows_stays_inside_it() -> None:
    signature = Signature(("清溪镇综合行政执法委员会办公室清溪镇人民武装部综合协调工作领导小组",), "2026年1月15日")
    for line in lines_of(replace(small(), signature=signature))[-1][-3:]:
        assert line.setting.right >= 0


def test_lines_under_the_title_come_before_the_addressee() -> None:
    document = replace(small(), byline=("清溪镇人民政府", "（2026年1月15日）"))
    first = lines_of(document)[0]
    assert [line.role for line in first[:4]] == [Role.TITLE, Role.BYLINE, Role.BYLINE, Role.ADDRESSEES]


def test_the_appearance_chooses_margins_and_typefaces() -> None:
    document = replace(small(), appearance=Appearance("gb33476", "windows"))
    assert typeset(document).pages[0].lines[0].height == GB33476.line
    opened = docx.Document(io.BytesIO(export_docx(document).data))
    names = {node.get(qn("w:eastAsia")) for node in opened.styles.element.iter(qn("w:rFonts"))}
    assert {"仿宋", "楷体", "华文中宋"} <= names
    assert "仿宋_GB2312" not in names
    assert abs(opened.sections[0].top_margin.mm - 34.58) < 0.1


def test_a_typeface_an_office_names_itself_is_named_in_the_file_and_comes_back() -> None:
    document = write(small(), "face-fangsong", '方正仿宋_GBK"><w:b/>')
    assert document.appearance.names["fangsong"] == "方正仿宋_GBKw:b/"
    document = write(document, "face-fangsong", "方正仿宋_GBK")
    with zipfile.ZipFile(io.BytesIO(export_docx(document).data)) as package:
        styles = package.read("word/styles.xml").decode()
        assert 'w:eastAsia="方正仿宋_GBK"' in styles
        assert "仿宋_GB2312" not in styles
        assert 'w:eastAsia="楷体_GB2312"' in styles
    back = import_bytes(export_docx(document).data, name="a.docx").document
    assert back.appearance == document.appearance
    assert write(document, "face-fangsong", "").appearance == small().appearance


ORGANS = ("清溪镇人民政府", "石桥镇人民政府", "县司法局", "县水利局", "县财政局", "县教育局", "县林业局")


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("date", ["2026年1月5日", "2026年12月25日"])
def test_seals_stand_side_by_side_and_the_last_one_over_the_date(count: int, date: str) -> None:
    page = typeset(replace(small(), signature=Signature(ORGANS[:count], date))).pages[-1]
    placed = [
        (top, GB9704.width - line.setting.right - natural_width(line.text) / 2, line)
        for line, top in zip(page.lines, page.tops, strict=True) if line.role in TAIL
    ]  # fmt: skip
    *organs, (below, middle, _) = placed
    assert [line.text for _, _, line in organs] == list(ORGANS[:count])
    assert (organs[-1][0] + GB9704.line, organs[-1][1]) == (below, pytest.approx(middle, abs=2))
    for top, row in groupby(organs, key=itemgetter(0)):
        middles = [place for _, place, _ in row]
        assert len(middles) <= 3
        assert middles[0] >= SEAL / 2
        assert all(later - earlier > SEAL for earlier, later in pairwise(middles))
        assert top == below - GB9704.line or below - GB9704.line - top > SEAL
    assert all(line.left >= 0 for _, _, line in organs)


def test_seals_of_organs_with_long_names_stand_one_under_the_other_without_touching() -> None:
    names = ("清溪县封山禁牧和退耕还林工作领导小组办公室", "石桥县封山禁牧和退耕还林工作领导小组办公室")
    page = typeset(replace(small(), signature=Signature(names, "2026年1月5日"))).pages[-1]
    first, second = (top for line, top in zip(page.lines, page.tops, strict=True) if line.text in names)
    assert second - first > SEAL


def test_organs_side_by_side_come_back_from_a_word_file() -> None:
    document = replace(small(), signature=Signature(ORGANS[:5], "2026年1月5日"))
    for final in (False, True):
        data = export_docx(document, final=final).data
        assert import_bytes(data, name="稿.docx").document.signature == document.signature
