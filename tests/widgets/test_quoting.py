"""A figure put into the text while writing: which indicator comes first, how it can be said, where it goes."""

from __future__ import annotations

from typing import Any

from gongwen.api import new_report
from gongwen.indicators.links import State, placed
from tests.indicators.samples import quoting, text_of
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.quoting import begun


def picking(*paragraphs: str) -> tuple[Workbook, list[dict[str, Any]]]:
    book = opened(quoting({"a": paragraphs}))
    book.desk.writer.open("a")
    return book, listen(book.desk.writer.quoting)


def test_the_indicator_just_named_comes_first_and_its_name_is_not_said_twice() -> None:
    book, sent = picking("一年来，发放宣传资料")
    picker = book.desk.writer.quoting
    tell(picker, "open", target="a", at_text=10)
    assert (sent[-1]["named"], sent[-1]["ends"]) == ("leaflets", True)
    assert sent[-1]["periods"] == [["2025", "2025年"], ["2024", "2024年"]]
    assert ["leaflets", "发放宣传资料", "", "6500", "份"] in [[*row[:2], "", *row[3:]] for row in sent[-1]["rows"]]
    tell(picker, "look", id="leaflets", period="2025", named=True)
    said = ["".join(words for words, _ in pieces) for pieces in sent[-1]["phrases"]]
    assert said == ["6500份，同比增长25%", "6500份，比上年增加1300份", "6500份", "同比增长25%"]
    tell(picker, "insert", id="leaflets", period="2025", named=True, at=0, target="a", at_text=10)
    document = book.desk.session.document
    assert text_of(document, "a") == "一年来，发放宣传资料6500份，同比增长25%"
    assert [each.state for each in placed(document)] == [State.TRUE, State.TRUE]
    book.desk.undo()
    assert text_of(book.desk.session.document, "a") == "一年来，发放宣传资料"


def test_last_years_amounts_can_be_said_and_rows_show_them() -> None:
    book, sent = picking("上年，")
    tell(book.desk.writer.quoting, "look", id="leaflets", period="2024", rows=True)
    assert sent[-1]["phrases"] == [[["发放宣传资料", False], ["5200份", True]], [["5200份", True]]]
    assert next(row for row in sent[-1]["rows"] if row[0] == "talks")[3] == "18"


def test_where_no_text_is_nothing_is_inserted_and_a_sentence_says_so() -> None:
    book, _ = picking("第一段。")
    picker = book.desk.writer.quoting
    before = book.desk.session.document
    tell(picker, "insert", id="leaflets", period="2025", at=0, target="title", at_text=0)
    assert "只能插入到正文里" in notice(book)
    tell(picker, "insert", id="leaflets", period="2019", at=0, target="a", at_text=0)
    assert "表里这一年没有这个数" in notice(book)
    book.frame.put(only="只读")
    tell(picker, "insert", id="leaflets", period="2025", at=0, target="a", at_text=0)
    assert "您只能看" in notice(book)
    assert book.desk.session.document == before


def test_of_names_before_the_caret_the_last_and_longest_counts() -> None:
    document = quoting({"a": ("",)})
    assert begun(document, "发放宣传资料，法治宣传活动也") == ("talks", False)
    assert begun(document, "没有提到") == ("", False)


def test_a_sentence_says_the_year_in_its_own_way_and_the_indicator_is_known() -> None:
    document = new_report("information_disclosure_report", 2025, "清溪镇人民政府").document
    assert begun(document, "2025年，全年新收政府信息公开申请") == ("requests-new", True)
    assert begun(document, "本年新收政府信息公开申请") == ("requests-new", True)
