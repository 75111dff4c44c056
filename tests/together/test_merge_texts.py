"""Two people's changes to one text: nothing lost, nothing that nobody wrote, asked only where both touched one sentence."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.sentences import sentences
from gongwen.together.texts import Disputed, merge_text

WORDS = (
    "全镇",
    "法治",
    "依法",
    "推进",
    "落实",
    "12件",
    "会议",
    "培训",
    "监督",
    "群众",
    "整改",
    "“双随机”",
    "3.5%",
    "𠮷",
)
ENDS = ("。", "。", "。", "！", "？", "……", "；", "。”", "")


def sentence(rng: random.Random) -> str:
    return "".join(rng.choices(WORDS, k=rng.randint(1, 6))) + rng.choice(ENDS)


def a_text(rng: random.Random, most: int = 12) -> str:
    return "\n".join("".join(sentence(rng) for _ in range(rng.randint(0, 5))) for _ in range(rng.randint(0, most)))


def edited(rng: random.Random, text: str) -> str:
    """A person's edits: sentences changed, put in, taken out, moved, paragraphs joined and split, half a sentence typed."""
    for _ in range(rng.randint(1, 6)):
        pieces = list(sentences(text))
        at = rng.randint(0, len(pieces))
        what = rng.randint(0, 6)
        if what == 0:
            pieces.insert(at, sentence(rng))
        elif what == 1:
            pieces.insert(at, "\n")
        elif what == 2 and pieces:
            del pieces[min(at, len(pieces) - 1)]
        elif what == 3 and pieces:
            pieces.insert(rng.randint(0, len(pieces) - 1), pieces.pop(min(at, len(pieces) - 1)))
        elif what == 4 and text:
            spot = rng.randrange(len(text))
            pieces = [text[:spot] + rng.choice(WORDS) + text[spot:]]
        elif text:
            spot = rng.randrange(len(text))
            pieces = [text[:spot] + text[spot + rng.randint(1, 9) :]]
        text = "".join(pieces)
    return text


def check(base: str, mine: str, theirs: str) -> tuple[str, tuple[Disputed, ...]]:
    merged, disputed = merge_text(base, mine, theirs)
    known = {*sentences(base), *sentences(mine), *sentences(theirs)}
    assert set(sentences(merged)) <= known | {"\n"}, "a sentence nobody wrote"
    asked = "\x00".join(each.mine for each in disputed)
    told = {one for each in disputed for one in sentences(each.mine)}
    for one in set(sentences(mine)) - set(sentences(base)):
        assert one in merged or one in told or one in asked, "my sentence is lost"
    for one in set(sentences(theirs)) - set(sentences(base)):
        assert one in merged, "their sentence is lost"
    for each in disputed:
        assert merged[each.at : each.at + len(each.theirs)] == each.theirs
        assert each.mine != each.theirs
    return merged, disputed


@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**40))
def test_whatever_two_people_do_no_sentence_is_lost_and_none_is_made_up(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be seen again
    base = a_text(rng)
    mine, theirs = edited(rng, base), edited(rng, base)
    check(base, mine, theirs)
    assert merge_text(base, mine, base) == (mine, ())
    assert merge_text(base, base, theirs) == (theirs, ())
    assert merge_text(base, mine, mine) == (mine, ())


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**40))
def test_changes_of_different_sentences_are_both_taken_and_never_asked(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be seen again
    whole = [f"第{at}句{sentence(rng).rstrip('。！？；”…')}。" for at in range(rng.randint(4, 40))]
    places = rng.sample(range(len(whole)), 2)
    mine, theirs, both = list(whole), list(whole), list(whole)
    for side, at, word in ((mine, places[0], "甲改。"), (theirs, places[1], "乙改。")):
        side[at] = both[at] = word
    assert merge_text("".join(whole), "".join(mine), "".join(theirs)) == ("".join(both), ())


def test_a_text_that_is_an_earlier_form_of_the_other_gives_way_to_it() -> None:
    assert merge_text("甲。", "甲。我写了一句。还有一句。", "甲。我写了") == ("甲。我写了一句。还有一句。", ())
    assert merge_text("甲。", "甲。我", "甲。我写了一句。") == ("甲。我写了一句。", ())


def test_the_same_sentence_is_asked_and_theirs_stands_until_then() -> None:
    merged, disputed = merge_text("甲。乙说。丙说。", "甲。乙一说。丙说。", "甲。乙二说。丙三说。")
    assert merged == "甲。乙二说。丙三说。"
    (only,) = disputed
    assert (only.at, only.base, only.mine, only.theirs) == (2, "乙说。", "乙一说。", "乙二说。")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "我写。", "你写。", "你写。\n我写。"),
        ("甲。", "甲。\n我。", "甲。\n你。", "甲。\n你。\n我。"),
        ("甲。", "甲。我。", "甲。\n你。", "甲。我。\n你。"),
        ("甲。", "甲。\n我。", "甲。你。", "甲。你。\n我。"),
        ("甲。\n乙。", "甲。\n我。\n乙。", "甲。\n你。\n乙。", "甲。\n你。\n我。\n乙。"),
    ],
)
def test_paragraphs_that_both_put_in_at_one_place_are_both_kept(base: str, mine: str, theirs: str, merged: str) -> None:
    assert merge_text(base, mine, theirs) == (merged, ())


def test_sentences_that_both_put_into_one_paragraph_at_one_place_are_asked() -> None:
    merged, (only,) = merge_text("甲。", "甲。我。", "甲。你。")
    assert (merged, only.mine, only.theirs) == ("甲。你。", "我。", "你。")


def test_half_a_sentence_never_runs_into_another_s() -> None:
    merged, disputed = merge_text("甲。\n乙。", "甲。我\n乙。", "甲。乙。")
    assert merged == "甲。乙。"
    assert "我" in disputed[0].mine


def test_a_sentence_that_one_deletes_and_the_other_changes_is_asked() -> None:
    merged, (only,) = merge_text("甲。乙。丙。", "甲。丙。", "甲。乙改。丙。")
    assert (merged, only.mine, only.theirs) == ("甲。乙改。丙。", "", "乙改。")
