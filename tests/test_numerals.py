"""Numbers of headings and dates come out as official documents print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.numerals import chinese, heading_number, parse_chinese, parse_date, print_date


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (101, "一百零一"), (110, "一百一十")],
)
def test_numbers_are_written_as_people_write_them(number: int, text: str) -> None:
    assert chinese(number) == text


@given(st.integers(1, 999))
def test_what_is_written_reads_back(number: int) -> None:
    assert parse_chinese(chinese(number)) == number


def test_the_four_levels_have_the_marks_of_the_standard() -> None:
    assert [heading_number(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]


def test_a_word_is_not_a_number() -> None:
    assert parse_chinese("一方面") == 0
    assert parse_chinese("") == 0


@given(st.dates(min_value=date(1949, 10, 1)))
def test_dates_print_without_leading_zeros_and_read_back(day: date) -> None:
    printed = print_date(day)
    assert "年0" not in printed
    assert "月0" not in printed
    assert parse_date(printed) == day


@pytest.mark.parametrize("text", ["20xx年12月21日", "2025年13月1日", "2025年2月30日", "2025年1月", ""])
def test_what_is_not_a_date_is_none(text: str) -> None:
    assert parse_date(text) is None
