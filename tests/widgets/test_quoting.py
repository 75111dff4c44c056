"""A figure put into the text while writing: which indicator comes first, how it can be said, where it goes."""

from __future__ import annotations

from typing import Any

from gongwen.api import new_report
from gongwen.indicators.links import State, placed
from gongwen.targets import read
from tests.indicators.samples import quoting, text_of
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.quoting import begun


def picking(*paragraphs: str) -> tuple[Workbook, list[dict[str, Any]]]:
    book = opened(quoting({"a": paragraphs}))
    book.desk.writer.open("a")
    return book, listen(book.desk.writer.quoting)


def choose(
    book: Workbook, at: int, words: str, *, key: str = "leaflets", period: str = "2025", named: bool = False
) -> None:
    """Put words into the open section's field at an offset as its page does when a figure was chosen."""
    field = book.desk.writer.form.fields[-1]
    length = len(read(book.desk.session.document, field.target)) + len(words)
    tell(
        field, "edit", view="v", target=field.target, epoch=field._epoch, seq=field._seq + 1, at=at, remove=0, insert=words,
        length=length, caret=at + len(words), quote={"id": key, "period": period, "named": named},
    )  # fmt: skip


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
    field = listen(book.desk.writer.form.fields[-1])
    choose(book, 10, said[0], named=True)
    assert {each["type"] for each in field} == {"ack", "tokens", "saved"}, (
        "the page has the words already, its caret is left alone"
    )
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


def test_what_is_typed_behind_a_figure_at_once_stays_behind_it() -> None:
    book, _ = picking("发放宣传资料。", "第二段")
    field = book.desk.writer.form.fields[-1]
    choose(book, 6, "6500份", named=True)
    tell(
        field,
        "edit",
        view="v",
        target="a",
        epoch=field._epoch,
        seq=9,
        at=11,
        remove=0,
        insert="，有成效",
        length=20,
        caret=15,
    )
    document = book.desk.session.document
    assert text_of(document, "a") == "发放宣传资料6500份，有成效。\n第二段"
    assert [each.state for each in placed(document)] == [State.TRUE]
    book.desk.undo()
    assert text_of(book.desk.session.document, "a") == "发放宣传资料6500份。\n第二段"


def test_where_no_text_is_the_list_shuts_and_a_sentence_says_so() -> None:
    book, sent = picking("第一段。")
    picker = book.desk.writer.quoting
    tell(picker, "open", target="title", at_text=0)
    assert "只能插入到正文里" in notice(book)
    assert sent[-1] == {"type": "none"}


def test_words_the_table_does_not_bear_out_any_more_stand_unlinked_and_a_sentence_says_so() -> None:
    book, _ = picking("第一段。")
    choose(book, 0, "6400份")
    assert "刚刚改了" in notice(book)
    document = book.desk.session.document
    assert text_of(document, "a") == "6400份第一段。"
    assert placed(document) == ()


def test_of_names_before_the_caret_the_last_and_longest_counts() -> None:
    document = quoting({"a": ("",)})
    assert begun(document, "发放宣传资料，法治宣传活动也") == ("talks", False)
    assert begun(document, "没有提到") == ("", False)


def test_a_sentence_says_the_year_in_its_own_way_and_the_indicator_is_known() -> None:
    document = new_report("information_disclosure_report", 2025, "清溪镇人民政府").document
    assert begun(document, "2025年，全年新收政府信息公开申请") == ("requests-new", True)
    assert begun(document, "本年新收政府信息公开申请") == ("requests-new", True)
