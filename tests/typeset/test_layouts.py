"""Letters, orders and minutes stand on the page as the standard's chapter 10 wants them, to the millimetre."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Attendance, Document, Header, Imprint, LayoutKind, Signature
from gongwen.pieces import Role
from gongwen.standard import GB9704, PROFILES, SIZE_3, TWIPS_PER_MM, LayoutProfile
from gongwen.typeset import Line, typeset
from gongwen.typeset.letterhead import double_rules
from gongwen.typeset.setting import Rule
from gongwen.typeset.signature import natural_width
from gongwen.typeset.styles import STYLES
from tests.layouts import all_layouts, letter, minutes, order
from tests.samples import small

INK_TOP = 0.79
"""The part of the size by which characters stand over the baseline; the baseline is 0.81 of the pitch down."""


def placed(document: Document, profile: LayoutProfile = GB9704, number: int = 0) -> list[tuple[float, Line]]:
    """Return the lines of a page with their upper edges in mm from the paper's."""
    page = typeset(document, profile).pages[number]
    return [((top + profile.top) / TWIPS_PER_MM, line) for top, line in zip(page.tops, page.lines, strict=True)]


def of(role: Role, lines: list[tuple[float, Line]]) -> tuple[float, Line]:
    return next((top, line) for top, line in lines if line.role is role)


def ink_top(top: float, line: Line) -> float:
    return top + (0.81 * line.height - INK_TOP * line.setting.size) / TWIPS_PER_MM


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
@pytest.mark.parametrize("organ", ["清溪镇人民政府", "清溪县封山禁牧和退耕还林工作领导小组办公室"])
def test_a_letter_s_mark_and_rules_stand_where_the_paper_s_edges_say(profile: LayoutProfile, organ: str) -> None:
    document = replace(letter(), header=replace(letter().header, authority_mark=(f"{organ}文件", "清溪镇财政所")))
    lines = placed(document, profile)
    top, mark = of(Role.AUTHORITY_MARK, lines)
    assert mark.text == organ  # without 文件, and the organ in the lead alone
    assert ink_top(top, mark) == pytest.approx(30, abs=0.1)
    upper, thin, foot_thin, foot = (
        (top + down / TWIPS_PER_MM, top + (down + weight * 20 / 8) / TWIPS_PER_MM)
        for down, weight in double_rules(mark)
    )
    baseline = top + 0.81 * mark.height / TWIPS_PER_MM
    assert upper[0] - baseline == pytest.approx(4 + 0.16 * mark.setting.size / TWIPS_PER_MM, abs=0.1)
    assert upper[1] - upper[0] > thin[1] - thin[0]
    assert foot_thin[1] - foot_thin[0] < foot[1] - foot[0]
    assert foot[1] == pytest.approx(277, abs=0.1)
    number_top, number = of(Role.DOCUMENT_NUMBER, lines)
    assert ink_top(number_top, number) - thin[1] == pytest.approx(16 * 7 / 8 * 25.4 / 72, abs=0.1)
    assert (number.align, number.left + number.width) == ("right", profile.width)


def test_a_letter_s_marks_stand_left_the_number_right_and_the_title_two_rows_under_them() -> None:
    lines = placed(letter())
    copy, number, secret, urgency, title = (
        of(role, lines)[0]
        for role in (Role.COPY_NUMBER, Role.DOCUMENT_NUMBER, Role.CLASSIFICATION, Role.URGENCY, Role.TITLE)
    )
    row = GB9704.line / TWIPS_PER_MM
    assert number == copy
    assert (secret - copy, urgency - secret) == pytest.approx((row, row))
    assert title - urgency - row == pytest.approx(2 * row, abs=3)
    assert {line.left for _, line in lines if line.role in {Role.COPY_NUMBER, Role.CLASSIFICATION, Role.URGENCY}} == {0}


def test_only_the_first_page_of_a_letter_has_rules_and_no_number() -> None:
    pages = typeset(letter(24)).pages
    assert [page.folio for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert [any(list(double_rules(line)) for line in page.lines) for page in pages] == [
        True,
        *[False] * (len(pages) - 1),
    ]
    assert all(page.folio for page in typeset(order(24)).pages)


def test_a_letter_s_imprint_is_the_last_of_its_page_without_rules_and_printer() -> None:
    document = letter()
    document = replace(document, imprint=replace(document.imprint, printed_by="党政办", printed_on="2026年4月9日"))
    page = typeset(document).pages[-1]
    assert page.lines[-1].role is Role.COPIED_TO
    assert page.tops[-1] + page.lines[-1].height == GB9704.height
    assert not any(line.rules for line in page.lines)


def test_a_letter_without_a_mark_has_no_rules_and_without_a_number_its_title_is_under_them() -> None:
    bare = placed(replace(letter(), header=Header(document_number="清政函〔2026〕8号")))
    assert not any(line.rules for _, line in bare)
    assert of(Role.DOCUMENT_NUMBER, bare)[0] == pytest.approx(37, abs=0.1)
    lines = placed(replace(letter(), header=Header(authority_mark=("清溪镇人民政府",))))
    top, mark = of(Role.AUTHORITY_MARK, lines)
    _, (down, _), *_ = double_rules(mark)
    row = GB9704.line / TWIPS_PER_MM
    assert of(Role.TITLE, lines)[0] - top - down / TWIPS_PER_MM == pytest.approx(2 * row, abs=4)


def test_an_order_s_mark_is_20_mm_down_its_number_two_rows_under_it_and_the_text_two_under_that() -> None:
    lines = placed(order())
    row = GB9704.line / TWIPS_PER_MM
    (top, mark), (number_top, number), (text_top, _) = lines[:3]
    assert ink_top(top, mark) == pytest.approx(57, abs=0.1)
    assert number_top - top - mark.height / TWIPS_PER_MM == pytest.approx(2 * row)
    assert number.align == "center"
    assert text_top - number_top - row == pytest.approx(2 * row, abs=3)
    assert not any(line.rules for _, line in lines if line.role is not Role.COPIED_TO)


def test_who_signs_an_order_stands_two_rows_under_the_text_and_the_date_a_row_under_that() -> None:
    signers = Signature(("县长　沈立群", "县人民武装部部长　欧阳海"), "2026年3月6日")
    lines = placed(replace(order(), signature=signers))
    at = next(at for at, (_, line) in enumerate(lines) if line.role is Role.SIGNER)
    (above, _), (first, one), (second, other), (dated, date) = lines[at - 1 : at + 3]
    row = GB9704.line / TWIPS_PER_MM
    assert (first - above - row, second - first, dated - second - row) == pytest.approx((2 * row, row, row))
    assert (one.text, other.text) == ("县长　　沈立群", "县人民武装部部长　　欧阳海")
    assert [GB9704.width - line.left - line.width for line in (one, other, date)] == [4 * SIZE_3] * 3


def test_names_of_signers_stand_under_names() -> None:
    lines = placed(replace(order(0), signature=Signature(("县长　沈立群", "部长　李广"), "2026年3月6日")))
    ends = {line.text[-2:]: line.left + line.width for _, line in lines if line.role is Role.SIGNER}
    begins = {name: ends[name] - natural_width(whole) for name, whole in (("立群", "沈立群"), ("李广", "李广"))}
    assert begins["立群"] == begins["李广"]


def test_the_mark_of_an_order_and_of_minutes_ends_in_its_word() -> None:
    for kind, written, printed in (
        (LayoutKind.ORDER, "清溪县人民政府文件", "清溪县人民政府令"),
        (LayoutKind.ORDER, "清溪县人民政府命令", "清溪县人民政府命令"),
        (LayoutKind.MINUTES, "清溪县人民政府", "清溪县人民政府会议纪要"),
        (LayoutKind.MINUTES, "县政府常务会议纪要", "县政府常务会议纪要"),
    ):
        document = replace(small(), layout=kind, header=Header(authority_mark=(written,)))
        assert of(Role.AUTHORITY_MARK, placed(document))[1].text == printed


def test_minutes_have_their_mark_35_mm_down_and_over_the_rule_who_issues_them_and_when() -> None:
    lines = placed(minutes())
    top, mark = of(Role.AUTHORITY_MARK, lines)
    assert ink_top(top, mark) == pytest.approx(72, abs=0.1)
    (issued, organ), (dated, date), (title, _) = (of(role, lines) for role in (Role.ISSUER, Role.ISSUED_ON, Role.TITLE))
    assert issued == dated
    assert (organ.left, date.left + date.width) == (SIZE_3, GB9704.width - SIZE_3)
    assert date.rules == (Rule.RED_BELOW,)
    row = GB9704.line / TWIPS_PER_MM
    assert title - issued - row == pytest.approx(2 * row + 4, abs=3)
    assert not any(line.role in {Role.SIGNATURE, Role.DATE} for page in typeset(minutes()).pages for line in page.lines)


def test_attendance_hangs_under_the_first_name_and_its_labels_are_hei() -> None:
    lines = [line for page in typeset(minutes()).pages for line in page.lines if line.role is Role.ATTENDANCE]
    assert [line.text[:3] for line in lines if line.first] == ["出席：", "请假：", "列席："]
    hang = 2 * SIZE_3 + natural_width("出席：")
    assert {line.left for line in lines if line.first} == {2 * SIZE_3}
    assert {line.left for line in lines if not line.first} == {hang}
    assert next((run.face, run.text) for run in lines[0].runs) == ("hei", "出席：")
    assert STYLES[Role.ATTENDANCE].face == "fangsong"
    assert lines[0].space == GB9704.line
    plain = typeset(replace(minutes(), imprint=Imprint(), attendance=(Attendance(names="各村书记"), Attendance()))).text
    assert plain[1][-1] == "各村书记"


def test_what_a_layout_has_no_place_for_is_kept_and_not_printed() -> None:
    document = replace(small(), attendance=(Attendance("出席", "王芳"),))
    assert "王芳" not in "".join("".join(page) for page in typeset(document).text)
    signed = replace(document, layout=LayoutKind.LETTER, header=Header(signatories=("周明远",)))
    assert "周明远" not in "".join("".join(page) for page in typeset(signed).text)


@pytest.mark.parametrize("name", list(all_layouts()))
@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_nothing_stands_under_the_type_area_and_first_pages_are_filled(name: str, profile: LayoutProfile) -> None:
    pages = typeset(all_layouts()[name], profile).pages
    for page in pages:
        assert max(top + line.height for top, line in zip(page.tops, page.lines, strict=True)) <= profile.height
    if len(pages) > 2:
        assert pages[0].tops[-1] + 2 * profile.line > profile.height
