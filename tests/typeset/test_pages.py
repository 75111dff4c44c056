"""Pages hold 22 lines, headings stay with their text, the signature never stands alone, and a click finds its place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import BODY_ID, Document, Section, Signature
from gongwen.edits import set_paragraphs
from gongwen.pieces import Role, pieces
from gongwen.standard import GB9704, GB33476, LINES_PER_PAGE
from gongwen.targets import read, target_of
from gongwen.typeset import Typesetter, typeset
from tests.samples import long, small


def body(count: int) -> Document:
    return Document(
        body=Section(BODY_ID, paragraphs=tuple(f"第{index}段。" for index in range(count))),
        signature=Signature(("清溪镇人民政府",), "2026年1月15日"),
    )


def test_a_page_holds_22_lines_in_both_profiles() -> None:
    for profile in (GB9704, GB33476):
        assert max(len(page.lines) for page in typeset(long(5000), profile).pages) == LINES_PER_PAGE


def test_an_empty_document_is_one_empty_page() -> None:
    assert typeset(Document()).text == ((),)


def test_the_signature_takes_a_line_of_text_along() -> None:
    for count in range(14, 30):
        for page in typeset(body(count)).pages:
            roles = {line.role for line in page.lines}
            if roles & {Role.SIGNATURE, Role.DATE}:
                assert Role.PARAGRAPH in roles
                assert {Role.SIGNATURE, Role.DATE} <= roles


def test_a_heading_never_ends_a_page() -> None:
    for count in range(14, 26):
        section = Section("s", "标题", ("正文。",), children=(Section("t", "小标题", ("正文。",)),))
        document = replace(
            body(count), body=Section(BODY_ID, paragraphs=body(count).body.paragraphs, children=(section,))
        )
        for page in typeset(document).pages:
            assert not page.lines[-1].role.level


def test_the_date_begins_two_characters_after_the_organ() -> None:
    lines = [line for page in typeset(body(2)).pages for line in page.lines][-2:]
    organ, date = lines
    starts = [GB9704.width - (GB9704.width - line.left - line.width) for line in lines]
    assert organ.align == date.align == "right"
    assert starts[0] <= GB9704.width - 640
    assert starts[1] <= GB9704.width - 640


def test_a_long_title_is_broken_into_balanced_lines_and_not_inside_words() -> None:
    document = replace(small(), title="中共清溪镇委员会　清溪镇人民政府关于2025年度法治政府建设情况的报告")
    lines = [line.text.strip() for line in typeset(document).pages[0].lines if line.role is Role.TITLE]
    assert lines == ["中共清溪镇委员会　清溪镇人民政府", "关于2025年度法治政府建设情况的报告"]


def test_one_changed_paragraph_leaves_all_other_lines_the_same_objects() -> None:
    setter = Typesetter()
    before = setter.layout(long(5000))
    document = set_paragraphs(long(5000), "t3", ("改过了。",))
    after = setter.layout(document)
    old = {id(line) for page in before.pages for line in page.lines}
    new = [line for page in after.pages for line in page.lines if id(line) not in old]
    assert [line.text for line in new] == ["改过了。"]
    assert after == Typesetter().layout(document)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="依法行政，。“”2025a— ", max_size=90), max_size=12))
def test_the_pages_hold_the_whole_text_and_every_character_leads_back(paragraphs: list[str]) -> None:
    document = replace(small(), body=Section(BODY_ID, paragraphs=tuple(paragraphs), children=small().body.children))
    lines = [line for page in typeset(document).pages for line in page.lines]
    assert "".join(line.text for line in lines) == "".join(piece.text for piece in pieces(document))
    for line in lines:
        assert sum(span.end - span.start for span in line.sources) == len(line.text)
        for span in line.sources:
            if not span.generated:
                row = read(document, target_of(span.source)).split("\n")[max(span.source.paragraph, 0)]
                assert row[span.source.start : span.source.end] == line.text[span.start : span.end]
