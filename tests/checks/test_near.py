"""Near misses of phrases: a character alike in sound or look, one lacking, two changed about; and what is none."""

from __future__ import annotations

import pytest

from gongwen.checks.alike import alike
from gongwen.checks.lists import listed
from gongwen.checks.near import Doubles, Phrases


@pytest.mark.parametrize(
    ("one", "other"), [("绝", "决"), ("近", "进"), ("身", "升"), ("未", "末"), ("治", "冶"), ("城", "成")]
)
def test_characters_of_one_sound_or_look_are_alike(one: str, other: str) -> None:
    assert other in alike(one)
    assert one in alike(other)


@pytest.mark.parametrize(("one", "other"), [("党", "委"), ("升", "高"), ("国", "疆"), ("一", "一"), ("A", "a")])
def test_others_are_not(one: str, other: str) -> None:
    assert other not in alike(one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进乡村全面振新工作", ["乡村全面振新"]),
        ("推进乡村全面振兴工作", []),
        ("推进乡村全面发展", []),
        ("推进乡村全面振新、乡村全面振新", ["乡村全面振新", "乡村全面振新"]),
        ("建设有特色的法治证府示范区", ["有特色的法治证府示范区"]),
        ("建设有特色法治政府示范区", ["有特色法治政府示范区"]),
        ("建设有特色的治法政府示范区", ["有特色的治法政府示范区"]),
        ("", []),
    ],
)
def test_a_set_phrase_is_known_though_a_character_is_wrong(text: str, found: list[str]) -> None:
    phrases = Phrases(("乡村全面振兴", "有特色的法治政府示范区"))
    assert [text[near.start : near.end] for near in phrases.find(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("加强食频安全监管", ["食频安全"]),
        ("食品安装", []),
        ("食品安全", []),
        ("食品岸全", ["食品岸全"]),
        ("时品安全", []),
    ],
)
def test_a_phrase_of_two_words_is_known_by_the_whole_one(text: str, found: list[str]) -> None:
    doubles = Doubles(("食品安全",), but=("时品安全",))
    assert [text[near.start : near.end] for near in doubles.find(text)] == found


def test_no_listed_phrase_is_near_another() -> None:
    common = listed("common_phrases")
    doubles = Doubles(common.column("phrase"), (but for row in common.rows for but in row["but"].split()))
    whole = [phrase for phrase in listed("set_phrases").column("phrase") if len(phrase) >= 6]
    phrases = Phrases(whole)
    for phrase in (*common.column("phrase"), *whole):
        assert doubles.find(phrase) == [], phrase
        assert phrases.find(phrase) == [], phrase


def test_the_lists_say_where_they_are_from() -> None:
    for name in ("common_phrases", "set_phrases"):
        assert "source" in listed(name).source
