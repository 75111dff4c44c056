"""The word lists: no entry finds fault with a right word, every guard is needed and holds, all are found in one pass."""

from __future__ import annotations

import pytest

from gongwen.checks.lists import listed
from gongwen.checks.words import WordList, Wrong

WORDS = tuple(Wrong(**row) for row in listed("wrong_words").rows)
LIST = WordList(WORDS)


def test_the_list_has_a_source_and_no_word_twice() -> None:
    assert "source" in listed("wrong_words").source
    assert len({word.wrong for word in WORDS}) == len(WORDS)
    assert len(WORDS) > 2000


def test_no_right_word_is_found_fault_with() -> None:
    rights = {word.right for word in WORDS}
    assert {right: LIST.find(right) for right in rights if LIST.find(right)} == {}


def test_every_wrong_word_is_found_and_mended_whole() -> None:
    for word in WORDS:
        found = LIST.find(f"，{word.wrong}。")
        assert found, word
        start, end, first = found[0]
        assert LIST.find(f"，{word.wrong}。"[:start] + first.right + f"，{word.wrong}。"[end:]) == [], word


def test_a_guard_holds() -> None:
    for word in WORDS:
        assert not [*word.places(word.not_after[:1] + word.wrong)] or not word.not_after
        assert not [*word.places(word.wrong + word.not_before[:1])] or not word.not_before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全面布署、认真贯砌", ["布署", "贯砌"]),
        ("布署布署", ["布署", "布署"]),
        ("部署已定", []),
        ("", []),
    ],
)
def test_words_are_found_in_their_order(text: str, found: list[str]) -> None:
    assert [word.wrong for _, _, word in LIST.find(text)] == found


def test_of_two_that_overlap_the_longer_is_taken() -> None:
    two = WordList((Wrong("按步", "按部"), Wrong("按步就班", "按部就班")))
    assert [word.wrong for _, _, word in two.find("按步就班地做")] == ["按步就班"]
