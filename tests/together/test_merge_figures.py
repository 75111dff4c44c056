"""Two people at one table of indicators: what follows from it is nobody's own change, and one amount filled in twice is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Document
from gongwen.indicators.drawn import insert_drawn_table, redrawn_tables
from gongwen.indicators.indicator import Entry
from gongwen.indicators.links import State, followed, kept, placed
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import chosen
from gongwen.indicators.table import enter
from gongwen.together import Kind, merge
from gongwen.together.amounts import amount_of_target, target_of_amount
from tests.indicators.samples import report, retyped, text_of, with_amount

BASE = report()
RECIPE = chosen(ready("comparison").text, ("talks", "satisfied"))


def at(key: str, amount: str, period: str = "2025") -> Document:
    return followed(BASE, with_amount(BASE.data, key, amount, period))


def states(document: Document) -> set[State]:
    return {each.state for each in placed(document)}


def test_two_numbers_of_one_sentence_changed_by_two_people_are_both_taken_and_nobody_is_asked() -> None:
    mine, theirs = at("talks", "9"), at("talks", "20", "2024")
    merged = merge(BASE, mine, theirs)
    assert merged.questions == ()
    assert "活动9场，同比下降55%" in text_of(merged.document, "a")
    assert states(merged.document) == {State.TRUE}


def test_a_sentence_one_words_anew_while_the_other_changes_its_number_has_both() -> None:
    mine = at("talks", "9")
    words = text_of(BASE, "a").split("\n")[0]
    theirs = kept(retyped(BASE, "a", words, f"今年以来，{words}"))
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(BASE, one, other)
        assert merged.questions == ()
        assert text_of(merged.document, "a").startswith("今年以来，")
        assert "活动9场" in text_of(merged.document, "a")
        assert states(merged.document) == {State.TRUE}


def test_one_amount_that_both_changed_is_asked_once_and_theirs_stands() -> None:
    one, other = at("talks", "9"), at("talks", "7")
    merged = merge(BASE, one, other)
    (question,) = merged.questions
    assert question.kind is Kind.AMOUNT
    assert amount_of_target(question.target) == ("talks", "2025", "")
    assert (question.base, question.mine, question.theirs) == ("24", "9", "7")
    assert merged.document == other


@pytest.mark.parametrize(("mine", "theirs"), [("", "7"), ("7", "")])
def test_an_amount_one_took_away_and_the_other_changed_is_kept(mine: str, theirs: str) -> None:
    merged = merge(BASE, at("talks", mine), at("talks", theirs))
    assert merged.questions == ()
    assert "活动7场" in text_of(merged.document, "a")
    assert states(merged.document) == {State.TRUE}


def test_the_same_amount_entered_by_both_is_no_question() -> None:
    one, other = (followed(BASE, enter(BASE.data, "talks", Entry("2025", "9", by=name))) for name in ("王芳", "李强"))
    assert merge(BASE, one, other).questions == ()


def test_a_table_made_from_amounts_is_made_from_those_of_both() -> None:
    base = insert_drawn_table(BASE, "a", 1, RECIPE)

    def changed(key: str, amount: str) -> Document:
        return redrawn_tables(followed(base, with_amount(base.data, key, amount)), base)

    merged = merge(base, changed("talks", "9"), changed("satisfied", "95.1"))
    assert merged.questions == ()
    (table,) = merged.document.tables
    cells = [cell for row in table.rows for cell in row]
    assert "9" in cells
    assert "95.1" in cells


def test_a_group_keeps_its_marks_in_a_question() -> None:
    assert amount_of_target(target_of_amount("i1", "2025Q1", "第1#村")) == ("i1", "2025Q1", "第1#村")


def test_links_of_both_stay() -> None:
    mine = replace(BASE, data=replace(BASE.data, links=BASE.data.links[1:]))
    theirs = at("talks", "9")
    merged = merge(BASE, mine, theirs)
    assert {each.id for each in merged.document.data.links} == {each.id for each in mine.data.links}
