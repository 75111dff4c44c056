"""Lines break as Chinese typesetting wants them: 28 characters, marks in their place, words and numbers whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from gongwen.standard import CHARACTERS_PER_LINE, LETTER_SPACING, SIZE_3, TYPE_AREA_WIDTH
from gongwen.typeset.lines import break_lines, line_end
from gongwen.typeset.metrics import positions
from gongwen.typeset.rules import OTHERS, OURS

if TYPE_CHECKING:
    from gongwen.typeset.rules import BreakRules

TEXT = st.text(alphabet="依法行政的，。；：“”（）《》—…2025ab %-、 　𠮷〇", max_size=200)


def lines(text: str, first: int = 0) -> list[str]:
    return [text[a:b] for a, b in break_lines(text, TYPE_AREA_WIDTH, SIZE_3, LETTER_SPACING, first=first)]


def test_a_full_line_holds_28_characters() -> None:
    assert [len(line) for line in lines("法" * 60)] == [CHARACTERS_PER_LINE, CHARACTERS_PER_LINE, 4]


def test_the_first_line_gives_two_characters_to_the_indent() -> None:
    assert len(lines("法" * 60, first=2 * SIZE_3)[0]) == CHARACTERS_PER_LINE - 2


def test_a_mark_takes_its_character_down_with_it() -> None:
    assert lines("法" * 28 + "，后面") == ["法" * 27, "法，后面"]


def test_an_opening_quote_goes_down_with_what_it_opens() -> None:
    assert lines("法" * 27 + "“枫桥经验”")[0] == "法" * 27


def test_a_number_is_not_broken() -> None:
    assert lines("法" * 27 + "2025年")[1].startswith("2025")


def test_dashes_and_dots_stay_together() -> None:
    for pair in ("——", "……"):
        assert pair in lines("法" * 27 + pair + "法法")[1]


def test_a_word_longer_than_a_line_is_broken_where_it_must() -> None:
    parts = lines("a" * 200)
    assert "".join(parts) == "a" * 200
    assert len(parts) > 2


@given(TEXT)
def test_nothing_is_lost_and_every_line_fits(text: str) -> None:
    ranges = break_lines(text, TYPE_AREA_WIDTH, SIZE_3, LETTER_SPACING)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(text)
    assert [end for _, end in ranges[:-1]] == [start for start, _ in ranges[1:]]
    for start, end in ranges:
        shown = text[start:end].rstrip(" 　")
        assert positions(shown, SIZE_3, LETTER_SPACING)[-1] <= TYPE_AREA_WIDTH + 1


@given(st.text(alphabet="依法行政，。；“”（）《》", min_size=1, max_size=200))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str) -> None:
    parts = lines(text)
    for before, after in pairwise(parts):
        forced = all(char in OURS.not_first or char in OURS.not_last for char in before[1:] + after[:1])
        assert after[0] not in OURS.not_first or forced
        assert before[-1] not in OURS.not_last or forced


MIXED = st.text(alphabet="依法的，。；：“”（）—·2025ab%-/!,. 　é\u200b\u0301𠮷〇", max_size=120)


@given(
    MIXED, st.sampled_from((OURS, *OTHERS)), st.sampled_from((600, 1200, 3000, TYPE_AREA_WIDTH)), st.integers(-900, 500)
)
def test_a_paragraph_is_broken_as_if_each_line_were_measured_by_itself(
    text: str, rules: BreakRules, width: int, first: int
) -> None:
    place = positions(text, SIZE_3, LETTER_SPACING, rules)
    ends = [0]
    while not text or ends[-1] < len(text):
        room = width - (0 if ends[1:] else first)
        ends.append(line_end(text, ends[-1], place, room, size=SIZE_3, spacing=LETTER_SPACING, rules=rules))
        if not text:
            break
    ranges = break_lines(text, width, SIZE_3, LETTER_SPACING, first=first, rules=rules)
    assert [end for _, end in ranges] == ends[1:]
