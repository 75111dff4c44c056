"""A block of cells of the view 数据 that is emptied: amounts go, names, units and what is worked out stay."""

from __future__ import annotations

from gongwen.indicators.table import find
from tests.indicators.samples import report, text_of
from tests.widgets.screen import notice, opened, tell


def test_amounts_go_in_one_step_of_undo_and_words_and_formulas_stay() -> None:
    book = opened(report())
    tell(book.frame, "view", name="data")
    data = book.desk._open.data
    assert data is not None
    before = data.document
    every = before.data.indicators
    tell(data, "clear", id=every[0].id, column="name", rows=len(every), columns=4)
    assert [(each.name, each.unit, each.formula) for each in data.document.data.indicators] == [
        (each.name, each.unit, each.formula) for each in every
    ]
    assert not any(each.entries for each in data.document.data.indicators)
    assert text_of(data.document, "a") == text_of(before, "a"), "what quoted them keeps its words"
    book.desk.undo()
    assert data.document == before


def test_only_what_was_chosen_goes() -> None:
    book = opened(report())
    tell(book.frame, "view", name="data")
    data = book.desk._open.data
    assert data is not None
    tell(data, "clear", id="talks", column="2024", rows=1, columns=1)
    talks = find(data.document.data, "talks")
    assert (talks.entry("2024"), talks.entry("2025") is None) == (None, False)
    before = data.document
    tell(data, "clear", id="talks", column="name", rows=2, columns=2)
    assert data.document == before
    tell(data, "clear", id="talks", column="1999", rows=1, columns=1)
    assert "没有可以清空的数" in notice(book)
