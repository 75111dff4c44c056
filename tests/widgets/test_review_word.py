"""A report goes to Word from the view 批注 and comes back: seen before anything is taken in, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exports.docx import export_docx
from exports.docx_comments import Enclosed
from exports.export import Export
from gongwen.importers import import_bytes
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Annotation
from gongwen.review.texts import texts
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import notice, opened, tell
from widgets import Workbook
from widgets.review import Review

WHEN = datetime(2026, 1, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def drafting() -> tuple[Workbook, Review]:
    book = opened()
    tell(book.frame, "hello", report=book.frame.state["report"], name="周明")
    tell(book.frame, "view", name="review")
    return book, book.desk._open.review


def returned(book: Workbook, view: Review) -> bytes:
    """Return the file as it comes back with a remark and a suggestion of another in it."""
    found = texts(book.desk.session.document)
    remark = Annotation("x1", 1, "陈县长", WHEN, anchored(found, "s4", 0, 4), "请核实。", sent_at=WHEN)
    change = Annotation("x2", 2, "陈县长", WHEN, anchored(found, "s2", 2, 4), replacement="举行", sent_at=WHEN)
    file = export_docx(book.desk.session.document, review=Enclosed((remark, change), view._keeper.name, 1))
    return file.data


def give(view: Review, data: bytes) -> None:
    tell(view, "file", [memoryview(data)], name="批改稿.docx")


def all_of(view: Review) -> tuple[Annotation, ...]:
    return Store.open().review.all(view._keeper.name)


def test_what_went_out_and_comes_back_as_it_was_brings_nothing(drafting: tuple[Workbook, Review]) -> None:
    book, view = drafting
    files: list[Export] = []
    book.frame.download = files.append
    tell(view, "word")
    assert "已导出带批注的 Word" in notice(book)
    assert [trip.version for trip in Store.open().trips.of(view._keeper.name)] == [1]
    give(view, files[0].data)
    assert (view.brought["summary"], view.brought["takes"]) == ("没有新的批注和修改", False)


def test_what_a_file_brings_is_seen_first_and_refusing_leaves_no_trace(drafting: tuple[Workbook, Review]) -> None:
    book, view = drafting
    give(view, returned(book, view))
    assert view.brought["takes"] is True
    assert view.brought["authors"] == [["陈县长", "陈县长"]]
    tell(view, "refuse")
    assert view.brought == {}
    assert all_of(view) == ()
    tell(view, "take", people=[])
    assert "没有等着收" in notice(book)


def test_what_is_taken_in_is_anothers_to_be_decided_and_the_same_file_again_brings_nothing(drafting: tuple[Workbook, Review]) -> None:  # fmt: skip
    book, view = drafting
    data = returned(book, view)
    give(view, data)
    tell(view, "take", people=[["陈县长", "陈立"]])
    made = all_of(view)
    assert {each.by for each in made} == {"陈立"}
    assert all(each.is_open and not each.is_draft and each.came_by for each in made)
    assert [each.replacement for each in made if each.is_suggestion] == ["举行"]
    assert book.desk.session.document == small()
    give(view, data)
    assert (view.brought["takes"], view.brought["items"]) == (False, [])


def test_a_file_that_is_none_is_refused_in_words(drafting: tuple[Workbook, Review]) -> None:
    book, view = drafting
    give(view, b"no word file")
    assert notice(book)
    assert view.brought == {}


def test_the_table_of_opinions_and_the_cover_sheet_are_handed_out_and_named_in_the_trail(
    drafting: tuple[Workbook, Review],
) -> None:
    book, view = drafting
    give(view, returned(book, view))
    tell(view, "take", people=[["陈县长", "陈明"]])
    files: list[Export] = []
    book.frame.download = files.append
    for which in ("docx", "xlsx", "cover"):
        tell(view, "table", which=which)
    names = [file.name for file in files]
    assert ["情况表" in name for name in names] == [True, True, False]
    assert names[1].endswith(".xlsx")
    assert "发文稿纸" in names[2]
    document = import_bytes(files[0].data, name=names[0]).document
    assert [row[1] for row in document.tables[0].rows[1:]] == ["陈明"]
    told = [act.details.get("form") for act in Store.open().history.trail(view._keeper.name) if act.action == "export"]
    assert told == ["征求意见及采纳情况表", "征求意见及采纳情况表", "发文稿纸"]
    assert Store.open().trips.aliases() == {"陈县长": "陈明"}
