"""A suggestion goes in where its words stand, asks where they were changed, and never where they are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import Document
from gongwen.errors import EditError
from gongwen.review.anchor import Anchor, Standing, anchored
from gongwen.review.annotation import Annotation
from gongwen.review.marked import mark_up
from gongwen.review.suggestions import Way, accepted, pending, propose, put_in
from gongwen.review.texts import CELLS, text_of, texts
from gongwen.targets import write
from gongwen.together.wording import Mark
from tests.samples import small, tabled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.review.marked import Range

SENTENCE = "全年召开专题会议4次，研究解决问题6项。"


def on(document: Document, words: str, replacement: str | None, number: int = 1) -> Annotation:
    """Return a suggestion on words that stand once in a document."""
    found = texts(document)
    key = next(key for key, text in found.items() if words in text)
    start = found[key].index(words)
    anchor = anchored(found, key, start, start + len(words))
    return Annotation(f"n{number}", number, "李四", datetime(2026, 1, 5, tzinfo=UTC), anchor, replacement=replacement)


def text(document: Document, each: Annotation) -> str:
    """Return the text an annotation is anchored in."""
    return text_of(document, each.anchor.key) or ""


def test_words_that_stand_are_replaced_at_once() -> None:
    document = small()
    each = on(document, "专题会议4次", "专题会议5次")
    proposal = propose(each.anchor, "专题会议5次")
    after, anchor = put_in(document, each.anchor, proposal.result)
    assert (proposal.way, text(after, each)) == (Way.READY, SENTENCE.replace("4次", "5次") + "\n镇长亲自部署。")
    assert (anchor.now, anchor.standing) == ("专题会议5次", Standing.CHANGED)


@pytest.mark.parametrize(
    ("now", "result", "merged"),
    [("召开专题会议4次，研究解决问题7项", "召开专题会议5次，研究解决问题7项", True), ("召开会议14次，研究问题", "召开专题会议5次，研究解决问题6项", False)],
)  # fmt: skip
def test_words_that_changed_ask_with_both_changes_or_with_the_suggestion_alone(
    now: str, result: str, *, merged: bool
) -> None:
    quote = "召开专题会议4次，研究解决问题6项"
    anchor = Anchor("s2", 2, 2 + len(now), quote, now, standing=Standing.CHANGED)
    proposal = propose(anchor, "召开专题会议5次，研究解决问题6项")
    assert (proposal.way, proposal.result, proposal.merged) == (Way.ASK, result, merged)


def test_what_is_gone_is_not_put_in() -> None:
    each = on(small(), "专题会议4次", "专题会议5次")
    lost = replace(each.anchor, standing=Standing.ORPHAN)
    assert propose(lost, "专题会议5次").way is Way.GONE
    with pytest.raises(EditError):
        put_in(small(), lost, "专题会议5次")
    with pytest.raises(EditError):
        put_in(write(small(), "s2", "另一段。"), each.anchor, "专题会议5次")


def test_a_suggestion_in_a_table_changes_its_cell_and_none_across_cells() -> None:
    document = tabled()
    words = document.tables[0].rows[-1][0]
    each = on(document, words, words + "局")
    assert each.anchor.key.endswith(CELLS)
    after, _ = put_in(document, each.anchor, words + "局")
    assert after.tables[0].rows[-1][0] == words + "局"
    with pytest.raises(EditError):
        put_in(document, each.anchor, "一\x1f二")


def test_all_are_put_in_together_and_of_two_on_the_same_words_the_first() -> None:
    document = small()
    several = [
        on(document, "4次", "5次", 1),
        on(document, "6项", "", 2),
        on(document, "专题会议4次", "会议", 3),
        on(document, "镇长", "主要负责同志", 4),
    ]
    assert [each.number for each in pending(several)] == [3, 2, 4]
    after = accepted(document, several)
    assert after.section("s2").paragraphs == ("全年召开会议，研究解决问题。", "主要负责同志亲自部署。")
    assert accepted(document, []) == document


def shown(document: Document, several: Sequence[Annotation]) -> list[tuple[str, str, str]]:
    """Return (annotation, mark, words) of all ranges of the marked document."""
    marked = mark_up(document, several)
    return [
        (each.annotation, each.mark.name, (text_of(marked.document, each.key) or "")[each.start : each.end])
        for each in marked.ranges
    ]


def test_the_marked_document_shows_old_and_new_words_and_leads_back() -> None:
    document = small()
    remark, change = on(document, "镇长亲自部署", None, 1), on(document, "专题会议4次", "专题会议15次", 2)
    marked = mark_up(document, [remark, change])
    assert marked.document.section("s2").paragraphs[0] == "全年召开专题会议415次，研究解决问题6项。"
    assert shown(document, [remark, change]) == [
        ("n2", "BOTH", "专题会议"), ("n2", "OLD", "4"), ("n2", "NEW", "15"), ("n2", "BOTH", "次"), ("n1", "BOTH", "镇长亲自部署"),
    ]  # fmt: skip
    for at in range(len(text(document, change)) + 1):
        assert marked.back("s2", marked.forth("s2", at)) == at


def test_a_heading_gets_no_second_line_and_a_closed_or_lost_one_no_mark() -> None:
    document = small()
    heading = on(document, "加强组织领导", "加强领导\n压实责任", 1)
    lost = replace(
        on(document, "6项", None, 2), anchor=replace(on(document, "6项", None).anchor, standing=Standing.ORPHAN)
    )
    marked = mark_up(document, [heading, lost])
    assert marked.document == document
    assert [(each.annotation, each.mark) for each in marked.ranges] == [("n1", Mark.BOTH)]


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 8), st.text("甲乙，丙", max_size=5)), max_size=5))
def test_with_and_without_marks_are_the_same_text(changes: list[tuple[int, int, str]]) -> None:
    document = write(small(), "s4", "一是宣传不够深入，二是队伍力量不足，三是经费保障有差距。")
    found = texts(document)
    several = [
        replace(on(document, "二是", new, number), anchor=anchored(found, "s4", start, start + size))
        for number, (start, size, new) in enumerate(changes)
    ]
    marked = mark_up(document, several)
    whole = text_of(marked.document, "s4") or ""
    old = [mark for mark in marked.ranges if mark.mark is Mark.NEW]
    new = [mark for mark in marked.ranges if mark.mark is Mark.OLD]
    assert _without(whole, old) == found["s4"]
    assert _without(whole, new) == text_of(accepted(document, several), "s4")


def _without(whole: str, ranges: Sequence[Range]) -> str:
    for each in sorted(ranges, key=lambda each: -each.start):
        whole = whole[: each.start] + whole[each.end :]
    return whole
