"""Several windows at one table of indicators: one amount filled in twice is asked, charts of both are drawn again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exports.drawings import insert_drawing, redrawn, with_data
from gongwen.document import Document
from gongwen.indicators.links import State, placed
from gongwen.indicators.ready import ready
from gongwen.indicators.recipe import chosen
from gongwen.store import Store
from tests.indicators.samples import report, text_of, with_amount
from tests.widgets.screen import tell
from widgets import Workbook

REPORT = replace(report(), title="关于2025年度法治政府建设情况的报告")


def two(document: Document = REPORT) -> tuple[Workbook, Workbook, str]:
    first = Workbook(document=document)
    name = first.frame.state["report"]
    return first, Workbook(report=name), name


def entered(book: Workbook, key: str, amount: str) -> None:
    session = book.desk.session
    session.apply(with_data(session.document, with_amount(session.document.data, key, amount)), "填数据")


@pytest.mark.parametrize(
    ("answer", "words", "amount", "told"),
    [("mine", "", "9", "用您的"), ("theirs", "", "7", "用您的"), ("own", "1,200", "1200", "填1,200")],
)
def test_one_amount_filled_in_twice_is_asked_and_text_follows_the_answer(
    answer: str, words: str, amount: str, told: str
) -> None:
    first, second, name = two()
    entered(first, "talks", "7")
    entered(second, "talks", "9")
    assert "活动7场" in text_of(second.desk.session.document, "a")
    (item,) = second.desk.writer.disputes.items
    assert (item["kind"], item["place"]) == ("amount", "法治宣传活动，2025年")
    assert (item["base"], item["mine"]["text"], item["theirs"]["text"]) == ("24场", "9场", "7场")
    tell(second.desk.writer.disputes, "settle", id=item["id"], answer=answer, text=words)
    assert second.desk.writer.disputes.items == []
    stored = Store.open().load(name).document
    assert f"活动{amount}场" in text_of(stored, "a")
    assert {each.state for each in placed(stored)} == {State.TRUE}
    second.desk._open.view("history")
    event = next(event for event in second.desk._open.history.events if event["what"] == "answered")
    assert event["title"] == f"定下一处：{told}"
    assert [text for _, text in event["texts"]][:2] == ["7", "9"]


def test_a_question_about_an_indicator_that_is_gone_can_still_be_laid_down() -> None:
    first, second, _ = two()
    entered(first, "talks", "7")
    entered(second, "talks", "9")
    session = second.desk.session
    rest = tuple(each for each in session.document.data.indicators if each.id != "talks")
    session.apply(replace(session.document, data=replace(session.document.data, indicators=rest)), "删指标")
    (item,) = second.desk.writer.disputes.items
    tell(second.desk.writer.disputes, "settle", id=item["id"], answer="mine", text="")
    assert second.desk.writer.disputes.items == []


def test_a_chart_of_amounts_that_both_changed_is_one_chart_of_both() -> None:
    document = insert_drawing(REPORT, "a", 1, chosen(ready("two_years").text, ("cases", "settled")))
    first, second, name = two(document)
    entered(first, "cases", "41")
    entered(second, "settled", "205")
    second.desk._open.keeper.now()
    stored = Store.open().load(name).document
    (figure,) = stored.figures
    assert "41件" in figure.alternative
    assert "205件" in figure.alternative
    assert redrawn(stored, stored) == stored
    assert Store.open().questions.all(name) == ()
