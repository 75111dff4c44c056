"""A figure quoted in the text follows the table, keeps its place through every edit, and says when somebody wrote over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import Location
from gongwen.edits import move_section, remove_section, set_paragraphs
from gongwen.indicators.data import PLAIN, Link
from gongwen.indicators.links import State, followed, kept, linked, placed, put_right, unlinked
from gongwen.session import Session
from gongwen.targets import offset_of
from gongwen.together import merge
from tests.indicators.samples import CHANGE, SECOND, TABLE, TEXT, only, quoting, report, retyped, text_of, with_amount

ALL_TRUE = [State.TRUE] * 6


def states(document: object) -> list[State]:
    """Return the states of a document's links."""
    return [each.state for each in placed(document)]  # type: ignore[arg-type]


def test_words_follow_the_table() -> None:
    document = report()
    assert states(document) == ALL_TRUE
    data = with_amount(with_amount(document.data, "talks", "9"), "disputes", "119")
    after = followed(document, data)
    assert text_of(after, "a") == "全年开展法治宣传活动9场，同比下降50%；发放宣传资料6500份。"
    assert text_of(after, "b") == SECOND_TRUE
    assert states(after) == ALL_TRUE


SECOND_TRUE = "开头一段。\n" + SECOND.replace("98.3%", "100%")


def test_what_the_table_says_no_more_stays_and_is_told() -> None:
    document = report()
    after = followed(document, with_amount(document.data, "talks", ""))
    assert text_of(after, "a") == TEXT
    assert states(after)[:3] == [State.STALE, State.STALE, State.TRUE]
    back = followed(after, with_amount(after.data, "talks", "30"))
    assert "活动30场，同比增长66.7%；" in text_of(back, "a")


def test_what_somebody_wrote_over_is_told_and_not_overwritten() -> None:
    document = kept(retyped(report(), "a", "24场", "26场"))
    found = placed(document)[0]
    assert (found.state, found.words, found.right) == (State.TYPED, "26场", "24场")
    after = followed(document, with_amount(document.data, "talks", "27"))
    assert "活动26场，同比增长50%；" in text_of(after, "a")
    assert "活动27场，同比增长50%；" in text_of(put_right(after, "k0"), "a")
    assert states(put_right(after, "k0")) == ALL_TRUE


def test_every_keystroke_between_keeps_the_place() -> None:
    session = Session(report())
    text = TEXT
    for at, letter in enumerate("大力多形式"):
        text = text[: 2 + at] + letter + text[2 + at :]
        session.type("a", text)
    for old, new in (
        ("活动24场", "活动共24场"),
        ("场，同比", "场次，较上年同比"),
        ("；发放", "。发放法律"),
        ("资料6500", "读本6500"),
    ):
        text = text.replace(old, new)
        session.type("a", text)
    assert states(session.document) == ALL_TRUE
    session.undo()
    assert states(session.document) == ALL_TRUE


def test_a_figure_typed_digit_by_digit_is_written_over_and_true_again_when_it_is_the_tables() -> None:
    session = Session(report())
    for text in ("6500", "650", "65", "6", "68", "680", "6800"):
        session.type("a", TEXT.replace("6500", text))
    assert states(session.document)[2] is State.TYPED
    document = followed(session.document, with_amount(session.document.data, "leaflets", "6800"))
    assert states(document) == ALL_TRUE


def test_a_sentence_goes_to_another_section_with_its_figures() -> None:
    document = report()
    moved = set_paragraphs(document, "a", ())
    moved = kept(set_paragraphs(moved, "b", (*document.section("b").paragraphs, TEXT)))
    assert states(moved) == ALL_TRUE
    assert {each.section for each in moved.data.links} == {"b"}
    assert states(move_section(moved, "b", -1)) == ALL_TRUE


def test_a_deleted_sentence_takes_no_figure_elsewhere_and_comes_back_linked() -> None:
    document = quoting({"a": (TEXT,), "b": ("去年也是24场次活动。",)}, ("a", "24场", "talks", PLAIN))
    gone = kept(remove_section(document, "a"))
    assert states(gone) == [State.GONE]
    without = kept(set_paragraphs(document, "a", ("改写了，今后计划办24场。",)))
    assert states(without) == [State.GONE], "other words round the same figure are another figure"
    assert states(kept(set_paragraphs(without, "a", (TEXT,)))) == [State.TRUE]


def test_two_alike_are_told_apart_by_what_stands_round_them() -> None:
    text = "上半年培训12场，下半年培训12场，全年讲座12场。"
    document = quoting({"a": (text,)})
    for key, start in (("one", text.index("12")), ("two", text.rindex("12"))):
        link = Link(key, "talks", "2025", "a", "12场")
        document = linked(document, link, Location("a", 0, start, start + 3))
    found = {each.link.id: each.location for each in placed(document)}
    assert {key: place and place.start for key, place in found.items()} == {"one": 5, "two": text.rindex("12")}


@pytest.mark.parametrize("text", ["共124场。", "共24场场。", "共1.24场。", "共1,24场。"])
def test_digits_inside_a_longer_number_are_no_link(text: str) -> None:
    document = replace(
        quoting({"a": (text,)}), data=replace(TABLE, links=(Link("k", "talks", "2025", "a", "24场", "共"),))
    )
    assert states(document) == ([State.GONE] if "场场" not in text else [State.TRUE])


def test_a_link_taken_away_leaves_plain_words() -> None:
    document = unlinked(report(), "k0")
    after = followed(document, with_amount(document.data, "talks", "9"))
    assert "活动24场，同比下降50%" in text_of(after, "a")


def test_two_people_one_at_the_table_one_at_the_text() -> None:
    base = report()
    mine = followed(base, with_amount(base.data, "talks", "9"))
    theirs = kept(retyped(base, "b", "开头一段。", "开头一段写得长些。"))
    theirs = followed(theirs, with_amount(theirs.data, "satisfied", "95.1"))
    merged = merge(base, mine, theirs)
    assert merged.questions == ()
    assert "活动9场，同比下降50%" in text_of(merged.document, "a")
    assert "满意度下降2个百分点" in text_of(merged.document, "b")
    assert states(merged.document) == ALL_TRUE


def test_two_amounts_of_one_indicator_entered_at_once_both_stand() -> None:
    base = report()
    mine = replace(base, data=with_amount(base.data, "talks", "9", "2023"))
    theirs = replace(base, data=with_amount(base.data, "talks", "7", "2022"))
    found = merge(base, mine, theirs).document.data.indicators[0]
    assert {each.period: each.amount for each in found.entries} == {
        "2022": "7",
        "2023": "9",
        "2024": "18",
        "2025": "24",
    }


def test_an_indicator_one_took_away_and_the_other_filled_stays() -> None:
    base = report()
    mine = replace(base, data=replace(base.data, indicators=base.data.indicators[1:]))
    theirs = replace(base, data=with_amount(base.data, "talks", "7"))
    assert "talks" in {each.id for each in merge(base, mine, theirs).document.data.indicators}
    assert "talks" not in {each.id for each in merge(base, mine, base).document.data.indicators}


def test_without_links_nothing_is_made_anew() -> None:
    document = only(report())
    assert kept(document) is document
    assert placed(document) == ()
    assert CHANGE.form == "change"


TWINS = "上半年培训12场，下半年培训12场，全年讲座12场，参加12人次，投入12万元。"


@settings(deadline=None)  # what is asked is where links are, not how long a busy machine takes
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 6), st.sampled_from(["", "场", "，", "12场", "培训", "\n", "2"])),
        max_size=25,
    )
)
def test_whatever_is_typed_beside_them_links_stay_where_they_are(edits: list[tuple[int, int, str]]) -> None:
    starts = [at for at in range(len(TWINS)) if TWINS.startswith("12场", at)]
    document = quoting({"a": (TWINS,)})
    for number, start in enumerate(starts):
        link = Link(f"k{number}", "talks", "2025", "a", "12场")
        document = linked(document, link, Location("a", 0, start, start + 3))
    session, text, places = Session(document), TWINS, {f"k{number}": start for number, start in enumerate(starts)}
    for at, remove, insert in edits:
        start, end = min(at, len(text)), min(at + remove, len(text))
        glued = any(start <= place <= end or start <= place + 3 <= end for place in places.values())
        if glued or any(start < place + 3 and end > place for place in places.values()):
            continue  # in a link, or so close that its digits would go on
        text = text[:start] + insert + text[end:]
        places = {key: place + (len(insert) - (end - start) if place >= end else 0) for key, place in places.items()}
        session.type("a", text)
    found = {each.link.id: each.location for each in placed(session.document)}
    assert {key: place and offset_of(text, place) for key, place in found.items()} == places
