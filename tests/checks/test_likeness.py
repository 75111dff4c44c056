"""Sentences of last year's report: which are taken over, with which figures; an unchanged sentence is not compared again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.checks import Checker, Setting, Severity
from gongwen.checks.cases import case
from gongwen.checks.likeness import Earlier, earlier, figures
from gongwen.checks.rules.copied import copied_figures, copied_sentence, copied_share


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年受理信访事项128件，办结126件。", ("128", "126")),
        ("召开会议4次。", ("4",)),
        ("办结率为97.83%。", ("97.83",)),
        ("落实《法治政府建设实施纲要（2021—2025年）》部署。", ()),
        ("2024年12月4日开展“12·4”宪法宣传。", ()),
        ("根据第26条规定办理。", ()),
        ("做到1对1帮扶。", ()),
        ("全面推进依法行政。", ()),
    ],
)
def test_figures_are_those_that_tell_of_work(text: str, found: tuple[str, ...]) -> None:
    assert figures(text) == found


LAST = case(
    "今年以来共调解各类矛盾纠纷215件，调解成功率保持在较高水平。\n组织司法所干部和村（社区）法律顾问走村入户开展宣讲。",
    year=2024,
).document


def test_a_sentence_is_known_though_a_mark_is_another() -> None:
    last = Earlier(LAST)
    assert last.like("组织司法所干部和村社区法律顾问走村入户开展宣讲").startswith("组织司法所")
    assert last.like("组织派出所民警和网格员走村入户开展反诈宣传") == ""


def test_the_last_reports_sentences_are_kept() -> None:
    assert earlier(LAST) is earlier(LAST)
    assert earlier(replace(LAST)) is not None


def test_new_figures_are_no_copy_and_no_earlier_report_no_finding() -> None:
    new = case("今年以来共调解各类矛盾纠纷306件，调解成功率保持在较高水平。").document
    old = case("今年以来共调解各类矛盾纠纷215件，调解成功率保持在较高水平。").document
    with_last = Checker([copied_figures], Setting(earlier=(LAST,)))
    assert with_last.check(new) == ()
    assert [each.severity for each in with_last.check(old)] == [Severity.MUST]
    assert Checker([copied_figures, copied_sentence, copied_share]).check(old) == ()


def test_the_share_is_told_once() -> None:
    found = Checker([copied_share], Setting(earlier=(LAST,))).check(replace(LAST, year=2025))
    assert len(found) == 1
    assert "100%" in found[0].message
