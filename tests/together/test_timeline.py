"""The timeline: saves of one person are one stretch until something ends it; versions keep their order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongwen.store import Answer, Asked
from gongwen.store.audit import Act
from gongwen.store.history import Milestone, Version
from gongwen.store.questions import Side
from gongwen.together import Kind, Question
from gongwen.together.timeline import Event, timeline

START = datetime(2026, 1, 15, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def version(number: int, minutes: float, actor: str = "甲", **more: object) -> Version:
    values = {"action": "save", "base": None, "parts": (f"s{number % 3}",), **more}
    return Version(number, at(minutes), actor, "w1", **values)  # type: ignore[arg-type]


def told(events: tuple[Event, ...]) -> list[tuple[str, int, int]]:
    return [(str(event.what), event.first, event.last) for event in events]


def test_saves_of_one_person_are_one_stretch_with_what_they_touched() -> None:
    (stretch,) = timeline([version(number, number * 9) for number in range(1, 5)])
    assert (stretch.first, stretch.last, stretch.saves) == (1, 4, 4)
    assert (stretch.since, stretch.until) == (at(9), at(36))
    assert stretch.parts == ("s1", "s2", "s0")


def test_a_pause_another_person_and_whatever_is_no_save_end_a_stretch() -> None:
    versions = [
        version(1, 0, action="create"), version(2, 1), version(3, 2), version(4, 13), version(5, 14, "乙"),
        version(6, 15), version(7, 16, base=5), version(8, 17, base=6), version(9, 18), version(10, 19, action="restore"),
        version(11, 20),
    ]  # fmt: skip
    assert told(timeline(versions)) == [
        ("saved", 11, 11), ("restored", 10, 10), ("saved", 9, 9), ("merged", 7, 8), ("saved", 6, 6), ("saved", 5, 5),
        ("saved", 4, 4), ("saved", 2, 3), ("created", 1, 1),
    ]  # fmt: skip


def test_milestones_imports_exports_and_answers_stand_where_they_happened() -> None:
    versions = [version(number, number) for number in range(1, 7)]
    mark = Milestone("m", 2, "送审稿", "报县里", "d", at(2.5), "乙")
    acts = [Act(1, at(4.2).isoformat(), "甲", verified=False, action="export", report="r", version=4, details={"file": "稿.docx"}),
            Act(2, at(4.4).isoformat(), "甲", verified=False, action="save", report="r", version=4, details={})]  # fmt: skip
    question = Question(Kind.TEXT, "s1", 0, "旧。", "我的。", "他的。")
    sides = Side("甲", at(1)), Side("乙", at(1))
    asked = Asked("q", 3, question, *sides, Answer.MINE, "我的。", Side("甲", at(5.5)))
    waiting = Asked("w", 3, question, *sides)
    events = timeline(versions, [mark], [asked, waiting], acts)
    assert told(events) == [
        ("saved", 6, 6), ("answered", 5, 5), ("saved", 5, 5), ("exported", 4, 4), ("saved", 3, 4), ("milestone", 2, 2),
        ("saved", 1, 2),
    ]  # fmt: skip
    assert [event.name for event in events if event.name] == ["稿.docx", "送审稿"]
    assert events[1].asked is asked


def test_a_stretch_that_grows_keeps_its_key() -> None:
    versions = [version(number, number) for number in range(1, 9)]
    assert timeline(versions[:5])[0].key == timeline(versions)[0].key


@given(
    st.lists(
        st.tuples(st.integers(-30, 30), st.sampled_from("甲乙"), st.sampled_from(("save", "restore"))), max_size=40
    )
)
def test_every_version_is_in_one_event_and_in_order_even_when_clocks_go_back(steps: list[tuple[int, str, str]]) -> None:
    minutes, versions = 0, []
    for number, (by, actor, action) in enumerate(steps, 1):
        minutes += by
        versions.append(version(number, minutes, actor, action=action))
    events = timeline(versions)[::-1]
    assert [number for event in events for number in range(event.first, event.last + 1)] == list(
        range(1, len(steps) + 1)
    )
    assert sum(event.saves for event in events) == len(steps)
