"""Figures are read out of sentences as a person reads them, and what agrees by any honest reading is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.checks import Checker, Severity
from gongwen.checks.amounts import amounts, spoken
from gongwen.checks.cases import case
from gongwen.checks.rules.agreement import table_totals, two_values
from gongwen.checks.rules.figures import shares, sums
from gongwen.checks.rules.growth import growth
from gongwen.document import ANCHOR, Merge, Table

RULES = (sums, shares, growth, two_values)


def said(text: str) -> list[str]:
    """Return the rules that speak on a text."""
    return [finding.rule for finding in Checker(RULES).check(case(text).document)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "loose"),
    [
        ("罚款1.36万元", 13600, "元", False),
        ("覆盖5600余人次", 5600, "人次", True),
        ("投资12.5亿元", 1.25e9, "元", False),
        ("约218件", 218, "件", True),
        ("化解率97.7%", 97.7, "%", False),
        ("提高3.2个百分点", 3.2, "个百分点", False),
        ("共1,286件", 1286, "件", False),
        ("干部16名", 16, "人", False),
        ("增加到5件", 5, "件", False),
        ("3至5件", 5, "件", True),
        ("20场次以上", 20, "场次", True),
        ("３６件", 36, "件", False),
    ],
)
def test_an_amount_is_its_value_in_its_unit(text: str, value: float, unit: str, loose: bool) -> None:  # noqa: FBT001
    (found,) = amounts(text)
    assert (found.value, found.unit, found.loose) == (pytest.approx(value), unit, loose)


def test_years_days_and_ranges_are_no_amounts() -> None:
    assert amounts("2025年6月30日，5—8件，第3—5条") == ()


def test_rounding_is_no_fault() -> None:
    assert said("支出2.76万亿元，其中中央1.83万亿元、地方9300亿元。") == []
    assert said("排查隐患300处，整改200处，整改率66.7%。排查隐患300处，整改200处，整改率66.6%。") == []
    assert said("收入由1121亿元增加到2220亿元，增长98%。") == []


def test_what_is_wrong_in_its_last_place_but_one_is_found() -> None:
    assert said("排查隐患300处，整改200处，整改率67.6%。") == ["FG03"]
    assert said("支出2.76万亿元，其中中央1.83万亿元、地方9800亿元。") == ["FG02"]
    assert said("收入由1121亿元增加到2220亿元，增长89%。") == ["FG05"]


@given(st.lists(st.integers(1, 900), min_size=2, max_size=5), st.integers(1, 400))
def test_a_list_of_parts_is_right_with_its_sum_and_wrong_with_less(parts: list[int], off: int) -> None:
    listed = "、".join(f"{kind}类{count}件" for kind, count in zip("甲乙丙丁戊", parts, strict=False))
    assert said(f"受理事项{sum(parts)}件，其中{listed}。") == []
    prefixes = {sum(parts[:count]) for count in range(1, len(parts))}
    if (less := sum(parts) - off) > 0 and less not in prefixes:
        assert said(f"受理事项{less}件，其中{listed}。") == ["FG02"]


@given(st.integers(2, 5000), st.data())
def test_a_share_is_right_as_it_is_worked_out(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, whole))
    right = spoken(part / whole * 100)
    assert said(f"受理投诉{whole}件，办结{part}件，办结率{right}%。") == []
    wrong = spoken(part / whole * 100 + 2.5)
    assert said(f"受理投诉{whole}件，办结{part}件，办结率{wrong}%。") == ["FG03"]


def test_parts_that_may_be_examples_are_not_added_up() -> None:
    assert said("新增企业120家，其中省级3家、市级8家。") == []


def test_parts_that_miss_the_total_by_little_are_a_hint() -> None:
    findings = Checker(RULES).check(case("受理事项400件，其中来信110件、来访280件。").document)
    assert [(each.rule, each.severity) for each in findings] == [("FG02", Severity.HINT)]


def test_the_second_place_of_two_values_is_shown_too() -> None:
    (found,) = Checker(RULES).check(case("# 举措\n开展法治体检86次。\n# 不足\n开展法治体检68次，偏少。").document)
    assert [place.section for place in found.places] == ["s1", "s2"]
    assert "86次" in found.message
    assert "68次" in found.message


def totals(rows: tuple[tuple[str, ...], ...], **also: object) -> list[str]:
    """Return what is said of a table."""
    table = Table("b1", rows, **also)  # type: ignore[arg-type]
    document = case(f"{ANCHOR}b1", tables=(table,)).document
    return [each.message for each in Checker([table_totals]).check(document)]


def test_a_table_that_adds_up_is_left_alone_and_one_that_does_not_is_told() -> None:
    rows = (("镇", "件", "率"), ("甲", "1,200", "50%"), ("乙", "34", "60%"), ("合 计", "1234", "55%"))
    assert totals(rows) == []
    assert totals((*rows[:3], ("合 计", "1324", "55%"))) == ["合计写的是1324，各项相加是1234"]


def test_cells_that_are_one_hold_no_row_of_figures() -> None:
    rows = (("镇", "件"), ("甲", "3"), ("乙", ""), ("合计", "9"))
    assert totals(rows, merges=(Merge(1, 1, 2, 1),)) == []


def test_a_table_none_of_whose_columns_add_up_is_no_table_of_sums() -> None:
    assert totals((("镇", "户", "人"), ("甲", "3", "9"), ("乙", "4", "8"), ("合计", "70", "50"))) == []
