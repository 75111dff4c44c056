"""A document's printed paragraphs carry computed numbers, and every character is traced to where it was typed."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import HEADING, Location
from gongwen.pieces import Role, canonical_text, pieces
from gongwen.targets import read, target_of
from tests.samples import small


def test_the_text_reads_as_it_prints() -> None:
    assert canonical_text(small()).split("\n")[:6] == [
        "关于2025年度法治政府建设情况的报告",
        "县委、县政府：",
        "2025年，清溪镇深入学习贯彻习近平法治思想。现将有关情况报告如下。",
        "一、主要举措和成效",
        "（一）加强组织领导",
        "全年召开专题会议4次，研究解决问题6项。",
    ]


def test_a_run_in_heading_stands_in_its_first_paragraph() -> None:
    piece = next(piece for piece in pieces(small()) if piece.text.startswith("（二）"))
    assert piece.text == "（二）规范执法行为。开展执法检查76次，持证率100%。"
    assert [span.role for span in piece.spans] == [Role.HEADING_2, Role.HEADING_2, Role.PARAGRAPH]


def test_spans_cover_every_character_once_and_lead_back_to_it() -> None:
    document = replace(small(), note="联系人：某某")
    for piece in pieces(document):
        assert [span.start for span in piece.spans] == [0, *[span.end for span in piece.spans][:-1]]
        assert piece.spans[-1].end == len(piece.text)
        for span in piece.spans:
            if not span.generated:
                rows = read(document, target_of(span.source)).split("\n")
                row = rows[max(span.source.paragraph, 0)]
                assert row[span.source.start : span.source.end] == piece.text[span.start : span.end]


def test_numbers_are_generated_and_never_typed() -> None:
    heading = next(piece for piece in pieces(small()) if piece.role is Role.HEADING_1)
    assert heading.spans[0].generated
    assert heading.spans[1].source == Location("s1", HEADING, 0, 7)


def test_one_attachment_has_no_number_and_several_have() -> None:
    two = replace(small(), attachments=("甲表", "乙表"))
    assert [piece.text for piece in pieces(small()) if piece.role is Role.ATTACHMENTS] == ["附件：2025年行政执法数据表"]
    assert [piece.text for piece in pieces(two) if piece.role is Role.ATTACHMENTS] == ["附件：1.甲表", "2.乙表"]


def test_the_addressee_gets_one_colon_whatever_was_typed() -> None:
    for typed in ("县委、县政府", "县委、县政府：", "县委、县政府:"):
        assert "县委、县政府：\n" in canonical_text(replace(small(), addressees=typed))
