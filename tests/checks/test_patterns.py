"""The lists of patterns: each can be tried, is tried only where its key stands, and what it offers is not found fault with."""

from __future__ import annotations

import re

import pytest

from gongwen.checks import Severity
from gongwen.checks.lists import listed
from gongwen.checks.patterns import pattern_list

NAMES = ("word_pairs", "particles", "sentences", "political_phrases")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_can_be_tried(name: str) -> None:
    assert "source" in listed(name).source
    for row in listed(name).rows:
        assert row["key"], row
        assert row["key"][0] in row["wrong"], row
        assert row["right"] or row["note"], row
        assert Severity(row["weight"])
        re.compile(row["wrong"])
        assert row["right"].count("\\") <= re.compile(row["wrong"]).groups


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("word_pairs", "截止2025年6月，共办理28件", "截至2025年6月，共办理28件"),
        ("word_pairs", "乡镇面临的形式严峻", "乡镇面临的形势严峻"),
        ("word_pairs", "在此其间开展走访", "在此期间开展走访"),
        ("word_pairs", "自已的事情", "自己的事情"),
        ("word_pairs", "末按规定公开", "未按规定公开"),
        ("particles", "妥善的化解了矛盾", "妥善地化解了矛盾"),
        ("particles", "普法取的显著成绩", "普法取得显著成绩"),
        ("particles", "落实的不够，", "落实得不够，"),
        ("sentences", "由副镇长为组长", "由副镇长任组长"),
        ("sentences", "使全村上下一心，让县上下动起来", "使全村上下一心，让全县上下动起来"),
        ("sentences", "提高了执法力度。", "加大了执法力度。"),
        ("political_phrases", "省人大代表大会", "省人民代表大会"),
        ("political_phrases", "党的20大", "党的二十大"),
    ],
)
def test_what_is_offered_is_right(name: str, text: str, right: str) -> None:
    (hit,) = pattern_list(name).find(text)
    assert text[: hit.start] + hit.instead[0] + text[hit.end :] == right
    assert pattern_list(name).find(right) == []


def test_a_dated_form_is_wrong_only_from_its_year_on() -> None:
    text = "加强法制宣传教育"
    assert pattern_list("political_phrases", 2010).find(text) == []
    assert pattern_list("political_phrases", 2024).find(text)
    assert pattern_list("political_phrases", 0).find(text) == []


@pytest.mark.parametrize("text", ["", "全面推进依法行政", "报名截止日期", "良好的环境", "加大执法力度，提高水平"])
def test_right_text_is_left_alone(text: str) -> None:
    assert [hit for name in NAMES for hit in pattern_list(name, 2025).find(text)] == []
