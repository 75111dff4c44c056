"""LibreOffice's portions: where the script or the typeface changes, and what each costs a line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gongwen.standard import LETTER_SPACING, SIZE_3
from gongwen.typeset.metrics import is_even, positions
from gongwen.typeset.rules import LIBREOFFICE_HANGING, OURS
from gongwen.typeset.scripts import portions

GAP = SIZE_3 / 5


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("依法行政", ["依法行政"]),
        ("依法2025年", ["依法", "2025", "年"]),
        ("天·地", ["天", "·", "地"]),
        ("甲“乙”丙", ["甲“乙”丙"]),
        ("用“A”的", ["用“", "A", "”", "的"]),
        ("占6‰，", ["占", "6", "‰", "，"]),
        ("年 月", ["年", " ", "月"]),
        ("甲 A 乙", ["甲", " ", "A ", "乙"]),
        ("——甲乙", ["——", "甲乙"]),
        ("A—B", ["A", "—", "B"]),
    ],
)
def test_portions_end_where_script_or_typeface_change(text: str, parts: list[str]) -> None:
    edges = [0, *sorted(edge for edge, _ in portions(text)), len(text)]
    assert [text[a:b] for a, b in pairwise(edges)] == parts


def test_a_change_of_the_chinese_typeface_ends_a_portion_and_one_within_a_word_does_not() -> None:
    assert list(portions("甲。乙", (2,))) == [(2, False)]
    assert not list(portions("AB", (1,)))
    assert sorted(edge for edge, _ in portions("甲A乙", (1,))) == [1, 2]


@pytest.mark.parametrize(
    ("text", "edges", "gaps"), [("天·地", 2, 0), ("五G年", 2, 2), ("用“A”的", 3, 0), ("①甲", 1, 1)]
)
def test_an_edge_keeps_its_letter_spacing_and_letters_beside_chinese_have_a_gap(
    text: str, edges: int, gaps: int
) -> None:
    plain = sum(positions(char, SIZE_3, LETTER_SPACING)[-1] for char in text)
    foretold = positions(text, SIZE_3, LETTER_SPACING, LIBREOFFICE_HANGING)[-1]
    assert foretold == pytest.approx(plain - edges * LETTER_SPACING + gaps * GAP)


def test_a_text_is_even_for_us_and_cut_for_libreoffice() -> None:
    assert is_even("天·地", OURS)
    assert not is_even("天·地", LIBREOFFICE_HANGING)
    assert not is_even("甲。乙", LIBREOFFICE_HANGING, (2,))
    assert is_even("甲。乙", OURS, (2,))
