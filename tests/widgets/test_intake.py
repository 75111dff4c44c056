"""The import report follows what is done about it, back and forth, and stays within reach once it has been read."""

from __future__ import annotations

from typing import Any

from gongwen.importers import import_text
from gongwen.pieces import canonical_text
from gongwen.store import Store
from tests.widgets.screen import listen, notice, press, tell
from widgets import Workbook
from widgets.imported import ImportPanel
from widgets.intake import read_kept
from widgets.parts import IMPORTED

SOURCE = """关于2024年度工作情况的报告

县政府:

20xx年,全镇工作平稳。现报告如下:

一、总体情况

收入增长5%,支出下降。

打印 关闭窗口

二、下一步打算

继续努力。

清溪镇人民政府

2025年1月15日
"""


def imported() -> Workbook:
    book = Workbook()
    book.desk._imported(import_text(SOURCE, name="去年.txt"))
    return book


def panel(book: Workbook) -> ImportPanel:
    found: ImportPanel = book.desk._open._intake.panel
    return found


def notes(book: Workbook, kind: str) -> list[dict[str, Any]]:
    return [note for note in panel(book).report["notes"] if note["kind"] == kind]


def test_the_report_is_the_first_thing_to_see() -> None:
    book = imported()
    assert book.desk.writer.form.entry == IMPORTED
    assert book.desk.writer.outline.items[0]["id"] == IMPORTED
    assert panel(book).report["half_width"] > 0


def test_a_line_put_back_stands_in_the_text_and_undo_leaves_it_out_again() -> None:
    book = imported()
    (note,) = [note for note in notes(book, "left_out") if "打印" in note["source"]]
    tell(panel(book), "put_back", index=note["index"])
    assert "关闭窗口" in canonical_text(book.desk.session.document)
    assert not [left for left in notes(book, "left_out") if "打印" in left["source"]]
    book.desk.undo()
    assert "关闭窗口" not in canonical_text(book.desk.session.document)
    assert [left for left in notes(book, "left_out") if "打印" in left["source"]]
    book.desk.redo()
    assert not [left for left in notes(book, "left_out") if "打印" in left["source"]]


def test_putting_the_same_line_back_twice_is_refused_with_a_sentence() -> None:
    book = imported()
    (note,) = [note for note in notes(book, "left_out") if "打印" in note["source"]]
    tell(panel(book), "put_back", index=note["index"])
    document = book.desk.session.document
    tell(panel(book), "put_back", index=note["index"])
    assert book.desk.session.document == document
    assert "已经放回" in notice(book)


def test_marks_become_full_width_by_one_click_and_come_back_by_one_undo() -> None:
    book = imported()
    before = book.desk.session.document
    count = panel(book).report["half_width"]
    tell(panel(book), "full_width")
    assert panel(book).report["half_width"] == 0
    assert f"{count} 处" in notice(book)
    press(book, "撤销")
    assert book.desk.session.document == before
    assert panel(book).report["half_width"] == count


def test_a_placeholder_that_was_filled_in_is_shown_as_done() -> None:
    book = imported()
    (note,) = [note for note in notes(book, "unclear") if "20xx" in note["source"]]
    assert not note["done"]
    tell(panel(book), "go", index=note["index"])
    field = book.desk.writer.form.fields[0]
    book.desk.session.type(field.target, "2024年，全镇工作平稳。现报告如下：")
    book.desk.save()
    assert next(again for again in notes(book, "unclear") if again["index"] == note["index"])["done"]


def test_the_outline_counts_what_is_still_to_be_looked_at() -> None:
    book = imported()
    unclear = notes(book, "unclear")
    assert outlined(book) == ("should", f"{len(unclear)} 处要看")
    book.desk.session.type("body", "2024年，全镇工作平稳。现报告如下：")
    book.desk.save()
    left = len(unclear) - 1
    assert outlined(book) == (("should", f"{left} 处要看") if left else ("none", ""))


def test_a_note_on_what_is_to_be_filled_in_selects_just_that() -> None:
    book = imported()
    (note,) = [note for note in notes(book, "unclear") if "20xx" in note["source"]]
    book.desk.writer.open("body")
    sent = listen(book.desk.writer.form.fields[0])
    tell(panel(book), "go", index=note["index"])
    assert [(message["at"], message["until"]) for message in sent if message["type"] == "caret"] == [(0, 4)]
    book.desk.writer.open("s2")
    sent.clear()
    tell(panel(book), "go", index=note["index"])
    body = listen(book.desk.writer.form.fields[0])
    tell(book.desk.writer.form.fields[0], "ready")
    assert [(message["caret"], message["until"], message["focus"]) for message in body] == [(0, 4, True)]


def test_all_unfinished_years_are_filled_by_one_click_and_come_back_by_one_undo() -> None:
    book = Workbook()
    book.desk._imported(import_text(SOURCE.replace("收入增长5%", "20xx年收入增长5%"), name="去年.txt"))
    before = book.desk.session.document
    assert (panel(book).report["years"], panel(book).report["year"]) == (2, "2024")
    tell(panel(book), "fill_years", year="24")
    assert "四位数字" in notice(book)
    assert book.desk.session.document == before
    tell(panel(book), "fill_years", year="2024")
    assert panel(book).report["years"] == 0
    assert canonical_text(book.desk.session.document) == canonical_text(before).replace("20xx", "2024")
    press(book, "撤销")
    assert book.desk.session.document == before


def test_every_note_with_a_place_leads_there() -> None:
    book = imported()
    led = 0
    for note in panel(book).report["notes"]:
        if note["place"]:
            book.desk.writer.open(IMPORTED)
            tell(panel(book), "go", index=note["index"])
            assert book.desk.writer.form.entry != IMPORTED
            led += 1
    assert led


def outlined(book: Workbook) -> tuple[str, str]:
    item = book.desk.writer.outline.items[0]
    assert item["id"] == IMPORTED
    return item["mark"], item["state"]


def test_once_read_it_gives_way_and_stays_in_the_outline_with_what_it_can_do() -> None:
    book = imported()
    tally = book.desk.writer.outline.tally
    tell(panel(book), "read")
    assert book.desk.writer.form.entry != IMPORTED
    assert outlined(book) == ("done", "看完了")
    assert book.desk.writer.outline.tally == tally
    report = book.frame.state["report"]
    again = Workbook(report=report)
    assert again.desk.writer.form.entry != IMPORTED
    assert outlined(again) == ("done", "看完了")
    again.desk.session.type("s2", "继续,努力。")
    again.desk.writer.open(IMPORTED)
    assert panel(again).report["half_width"] == panel(book).report["half_width"] + 1
    tell(panel(again), "full_width")
    assert panel(again).report["half_width"] == 0
    (note,) = [note for note in notes(again, "left_out") if "打印" in note["source"]]
    tell(panel(again), "put_back", index=note["index"])
    assert "关闭窗口" in canonical_text(again.desk.session.document)
    kept, read = read_kept(Store.open().load(report).import_report)
    assert read
    assert kept is not None
    assert kept.source_name == "去年.txt"


def test_what_was_done_about_it_is_there_after_a_reload() -> None:
    book = imported()
    (note,) = [note for note in notes(book, "left_out") if "打印" in note["source"]]
    tell(panel(book), "put_back", index=note["index"])
    again = Workbook(report=book.frame.state["report"])
    assert not [left for left in notes(again, "left_out") if "打印" in left["source"]]


def test_a_kept_report_that_is_broken_is_none() -> None:
    for text in (None, "", "{", "[]", "1", '{"notes": 1}', '{"source_name": "a", "half_width": 0, "notes": [1]}'):
        assert read_kept(text) == (None, False)
