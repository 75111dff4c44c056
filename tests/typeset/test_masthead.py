"""The masthead and the imprint stand where the standard wants them, in the preview as in the Word file."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import Document, Header, Imprint
from gongwen.pieces import Role
from gongwen.standard import GB9704, IMPRINT_LINE, PROFILES, RULE_GAP, RULE_THICKNESS, SIZE_3, TWIPS_PER_MM
from gongwen.typeset import Line, Page, typeset
from gongwen.typeset.settings import Rule
from tests.samples import small

JOINT = Header(
    authority_mark=("中共清溪镇委员会", "清溪镇人民政府文件"), document_number="清发〔2026〕6号",
    signatories=("周明远", "沈立群", "王芳"),
)  # fmt: skip
IMPRINT = Imprint(("县委依法治县办",), "清溪镇党政办公室", "2026年1月16日")


def placed(document: Document, number: int = 0) -> dict[str, tuple[int, Line]]:
    page: Page = typeset(document).pages[number]
    return {line.text: (top, line) for top, line in zip(page.tops, page.lines, strict=True)}


def test_the_mark_stands_35_mm_under_the_type_area_s_edge_and_the_title_two_rows_under_the_rule() -> None:
    single = replace(JOINT, authority_mark=("清溪镇人民政府文件",), signatories=())
    lines = placed(replace(small(), header=single))
    top, mark = lines["清溪镇人民政府文件"]
    glyph_top = top + 0.81 * mark.height - 0.79 * mark.setting.size  # where word processors put it, measured
    assert abs(glyph_top - 35 * TWIPS_PER_MM) < TWIPS_PER_MM / 4
    number_top, number = lines["清发〔2026〕6号"]
    assert number_top == top + mark.height + 2 * GB9704.line
    assert number.rules == (Rule.RED_BELOW,)
    title = next(top for top, line in lines.values() if line.role is Role.TITLE)
    rule = number_top + number.height + RULE_GAP + RULE_THICKNESS * 20 // 8
    assert abs(title - rule - 2 * GB9704.line) < 3 * TWIPS_PER_MM
    assert title % GB9704.line == 0  # the page under it is filled


def test_a_mark_of_ten_organs_leaves_room_for_text_on_the_first_page() -> None:
    organs = (*(f"清溪镇第{number}工作委员会" for number in range(9)), "清溪镇人民政府文件")
    for profile in PROFILES.values():
        page = typeset(replace(small(), header=replace(JOINT, authority_mark=organs)), profile).pages[0]
        assert Role.PARAGRAPH in {line.role for line in page.lines}
        assert sum(line.role is Role.AUTHORITY_MARK for line in page.lines) == len(organs)


def test_the_number_shares_the_row_of_the_last_signatory_and_names_stand_under_names() -> None:
    lines = placed(replace(small(), header=JOINT))
    (first_top, first), (last_top, last) = lines["签发人：周明远　沈立群"], lines["王芳"]
    number_top, number = lines["清发〔2026〕6号"]
    assert number_top == last_top == first_top + GB9704.line
    assert number.left == SIZE_3
    assert first.align == "right"
    assert last.left > number.left + number.width // 2


def test_organs_of_a_joint_mark_are_equally_long_and_share_one_word() -> None:
    lines = placed(replace(small(), header=JOINT))
    (top, upper), (below, lower), (beside, shared) = lines["中共清溪镇委员会"], lines["清溪镇人民政府"], lines["文件"]
    assert (upper.left, upper.width) == (lower.left, lower.width)
    assert below == top + upper.height
    assert beside == top
    assert shared.height == upper.height + lower.height


def test_the_imprint_ends_the_last_page_between_its_rules() -> None:
    document = replace(small(), imprint=IMPRINT)
    page = typeset(document).pages[-1]
    copied, by, on = page.lines[-3:]
    assert page.tops[-1] == page.tops[-2] == GB9704.height - IMPRINT_LINE
    assert copied.rules == (Rule.THICK_ABOVE,)
    assert by.rules == (Rule.THIN_ABOVE,)
    assert on.rules == (Rule.THICK_BELOW,)
    assert [line.text for line in (copied, by, on)] == [
        "抄送：县委依法治县办。",
        "清溪镇党政办公室",
        "2026年1月16日印发",
    ]


def test_a_header_without_a_mark_asks_for_no_rule() -> None:
    lines = placed(replace(small(), header=Header(document_number="清发〔2026〕6号", signatories=("周明远",))))
    assert not any(line.rules for _, line in lines.values())
    assert lines["清发〔2026〕6号"][0] == lines["签发人：周明远"][0] == 0
