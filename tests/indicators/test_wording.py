"""Figures in sentences read as the field writes them, and follow from the table by its rules of rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongwen.errors import EditError
from gongwen.indicators.data import Form, Wording
from gongwen.indicators.formulas import change_of, parsed, rounded, value_of
from gongwen.indicators.indicator import Entry, Indicator, shifted, spoken
from gongwen.indicators.table import by_id
from gongwen.indicators.wording import worded
from tests.indicators.samples import TABLE, entries

KNOWN = by_id(TABLE)


def one(unit: str = "件", places: int = -1, **amounts: str) -> dict[str, Indicator]:
    """Return a table of one indicator."""
    return {"x": Indicator("x", "某项", unit, places=places, entries=entries(**amounts))}


@pytest.mark.parametrize(
    ("indicators", "wording", "words"),
    [
        (one(y2025="1234"), Wording(), "1234件"),
        (one(y2025="1234"), Wording(thousands=True), "1,234件"),
        (one(y2025="1234567"), Wording(scale="万"), "123.46万件"),
        (one(y2025="58000"), Wording(scale="万"), "5.8万件"),
        (one(y2025="150000000"), Wording(scale="亿", places=1), "1.5亿件"),
        (one(y2025="97.10", unit="%"), Wording(), "97.10%"),
        (one(y2025="97.15", unit="%", places=1), Wording(), "97.2%"),
        (one(y2025="12"), Wording(Form.BARE), "12"),
        (one(y2024="18", y2025="24"), Wording(Form.CHANGE), "增长33.3%"),
        (one(y2024="31", y2025="28"), Wording(Form.CHANGE), "下降9.7%"),
        (one(y2024="20", y2025="30"), Wording(Form.CHANGE), "增长50%"),
        (one(y2024="18", y2025="18"), Wording(Form.CHANGE), "持平"),
        (one(y2024="10000", y2025="10001"), Wording(Form.CHANGE), "基本持平"),
        (one(y2024="10000", y2025="10001"), Wording(Form.CHANGE, places=2), "增长0.01%"),
        (one(y2024="97.1", y2025="99.2", unit="%"), Wording(Form.CHANGE), "提高2.1个百分点"),
        (one(y2024="99.2", y2025="97.1", unit="%"), Wording(Form.CHANGE), "下降2.1个百分点"),
        (one(y2024="99.2", y2025="97.1", unit="%"), Wording(Form.RATE), "2.1个百分点"),
        (one(y2024="5200", y2025="6800"), Wording(Form.RATE), "30.8%"),
        (one(y2024="5200", y2025="6800"), Wording(Form.DIFFERENCE), "增加1600份".replace("份", "件")),
        (one(y2024="6800", y2025="5200"), Wording(Form.DIFFERENCE), "减少1600件"),
        (one(y2024="6", y2025="6"), Wording(Form.DIFFERENCE), "持平"),
    ],
)
def test_a_figure_is_worded_by_its_form(indicators: dict[str, Indicator], wording: Wording, words: str) -> None:
    assert worded(indicators, "x", "2025", wording=wording) == words


@pytest.mark.parametrize(
    ("indicators", "form"),
    [
        (one(y2024="3"), Form.VALUE),
        (one(y2025="3"), Form.CHANGE),
        (one(y2024="0", y2025="3"), Form.CHANGE),
        (one(y2024="0", y2025="3"), Form.RATE),
        (one(y2024="0", y2025="0"), Form.RATE),
    ],
)
def test_what_the_table_cannot_say_is_no_words(indicators: dict[str, Indicator], form: Form) -> None:
    assert worded(indicators, "x", "2025", wording=Wording(form)) == ""


def test_none_against_none_is_level() -> None:
    assert worded(KNOWN, "reversed", "2025", wording=Wording(Form.CHANGE)) == "持平"


def test_a_share_follows_from_its_parts() -> None:
    assert worded(KNOWN, "rate", "2025") == "98.3%"
    assert worded(KNOWN, "rate", "2025", wording=Wording(Form.CHANGE)) == "提高1.2个百分点", (
        "98.3 less 97.1, as whoever reads both counts"
    )


def test_amounts_are_rounded_half_up_and_never_through_binary_fractions() -> None:
    assert [str(rounded(Decimal(text), 1)) for text in ("0.25", "2.35", "-0.25", "1.05")] == [
        "0.3",
        "2.4",
        "-0.3",
        "1.1",
    ]


def test_the_whole_is_what_was_entered_or_the_sum_of_its_groups() -> None:
    villages = Indicator("x", "调解", "件", entries=(Entry("2025", "3", "东村"), Entry("2025", "4.5", "西村")))
    assert value_of({"x": villages}, "x", "2025") == Decimal("7.5")
    assert value_of({"x": villages}, "x", "2025", "东村") == 3
    share = Indicator("x", "覆盖率", "%", entries=villages.entries)
    assert value_of({"x": share}, "x", "2025") is None, "shares do not add up"


def test_a_formula_that_runs_in_a_circle_or_lacks_a_part_gives_nothing() -> None:
    circle = {"x": Indicator("x", "甲", formula="sum y"), "y": Indicator("y", "乙", formula="sum x")}
    assert value_of(circle, "x", "2025") is None
    lacking = {**one(y2025="3"), "s": Indicator("s", "和", formula="sum x z")}
    assert value_of(lacking, "s", "2025") is None


@pytest.mark.parametrize("formula", ["", "share x", "product x y", "sum"])
def test_a_formula_nobody_knows_is_refused(formula: str) -> None:
    with pytest.raises((EditError, ValueError)):
        parsed(formula)


def test_quarters_are_compared_with_the_same_quarter() -> None:
    assert (shifted("2025Q3", -1), spoken("2025Q3"), spoken("2025")) == ("2024Q3", "2025年第三季度", "2025年")
    quarters = {"x": Indicator("x", "甲", "件", entries=(Entry("2024Q1", "4"), Entry("2025Q1", "5")))}
    change = change_of(quarters, "x", "2025Q1")
    assert change
    assert (change.difference, change.rate) == (1, 25)
