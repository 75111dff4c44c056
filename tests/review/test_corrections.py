"""What changed since a report was signed is told apart: marks, slips of the pen, matters of substance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen import edits
from gongwen.document import Document
from gongwen.review.corrections import Grade, corrections
from gongwen.targets import write
from tests.pictures import illustrated
from tests.samples import small

OLD = "全市共召开专题会议4次，研究解决问题6项，市财政局拨付资金350万元，不再另行安排。"


def signed(text: str = OLD) -> Document:
    return edits.set_paragraphs(small(), "s2", (text,))


def grade(new: str, old: str = OLD, *, called: bool = False) -> Grade | None:
    found = corrections("x", signed(old), signed(new))
    if called:
        found = corrections("x", signed(old), signed(new), [each.digest for each in found if each.may_be_slip])
    return max((each.grade for each in found), key=list(Grade).index, default=None)


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("4次，", "4次、"), OLD.replace("，不再", "；不再"), OLD.replace("。", ""), OLD.replace("全市", "全市 "),
        OLD.replace("专题会议", "“专题会议”"),
    ],
)  # fmt: skip
def test_marks_and_spaces_are_matters_of_form(new: str) -> None:
    assert grade(new) is Grade.FORMAL


@pytest.mark.parametrize(
    "new", [OLD.replace("召开", "招开"), OLD.replace("解决", "解绝"), OLD.replace("拨付资金", "拔付资金")]
)
def test_a_slip_is_one_only_when_it_is_called_one(new: str) -> None:
    assert grade(new) is Grade.SUBSTANCE
    assert grade(new, called=True) is Grade.SLIP


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("4次", "5次"), OLD.replace("350万", "350亿"), OLD.replace("不再", "再"), OLD.replace("财政局", "民政局"),
        OLD.replace("召开专题会议", "开了几回会"), OLD.replace("6项", "6件"), OLD + "另有一项。", "",
    ],
)  # fmt: skip
def test_figures_names_and_what_turns_a_sentence_round_are_no_slips_whatever_they_are_called(new: str) -> None:
    assert grade(new, called=True) is Grade.SUBSTANCE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("增长3.5%", "增长35%"),
        ("下降-2", "下降2"),
        ("占比5%", "占比5‰"),
        ("1，000人", "1000人"),
        ("第5、6条", "第56条"),
    ],
)
def test_a_mark_that_belongs_to_a_number_is_no_mark(old: str, new: str) -> None:
    assert grade(f"情况：{new}左右。", f"情况：{old}左右。", called=True) is Grade.SUBSTANCE


def test_what_is_filled_in_on_registering_needs_no_new_signature_and_a_date_does() -> None:
    before = small()
    found = corrections("x", before, write(before, "document_number", "〔2026〕99号"))
    assert [each.grade for each in found] == [Grade.FORMAL]
    for target, text in (("date", "2026年1月3日"), ("addressees", "市政府："), ("signature", "某某局")):
        found = corrections("x", before, write(before, target, text))
        assert Grade.SUBSTANCE in {each.grade for each in found}
        assert not any(each.may_be_slip for each in found)


def test_sections_that_come_go_or_move_and_other_choices_are_of_substance() -> None:
    before = small()
    for after in (edits.remove_section(before, "s4"), replace(before, year=before.year + 1)):
        found = corrections("x", before, after)
        assert found
        assert {each.grade for each in found} == {Grade.SUBSTANCE}
    looks = replace(before, appearance=replace(before.appearance, typefaces="free"))
    assert [each.grade for each in corrections("x", before, looks)] == [Grade.FORMAL]


def test_a_figure_that_is_another_is_of_substance() -> None:
    before = illustrated()
    after = replace(before, figures=before.figures[:-1])
    assert Grade.SUBSTANCE in {each.grade for each in corrections("x", before, after)}


def test_a_change_called_a_slip_under_one_signature_is_not_called_one_under_the_next() -> None:
    one, two = signed(), signed(OLD.replace("召开", "招开"))
    called = [each.digest for each in corrections("first", one, two)]
    assert [each.grade for each in corrections("first", one, two, called)] == [Grade.SLIP]
    assert [each.grade for each in corrections("second", one, two, called)] == [Grade.SUBSTANCE]


def test_what_is_as_it_was_signed_is_no_correction() -> None:
    assert corrections("x", signed(), signed()) == ()
