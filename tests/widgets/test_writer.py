"""The menus change the tree as they say, what holds text is asked about, and every step can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import HEADING, Document, LayoutKind, Location
from gongwen.targets import write
from tests.samples import small
from tests.widgets.screen import notice, opened, press, tell
from widgets import Workbook
from widgets.parts import ENTRY_OF, PARTS, fields_of
from widgets.place import spoken_place
from widgets.tools import SLOT


def do(book: Workbook, entry: str, name: str) -> Document:
    writer = book.desk.writer
    writer.open(entry)
    tell(writer.tools, "do", id=name)
    document: Document = book.desk.session.document
    return document


def order(document: Document) -> list[tuple[str, int]]:
    return [(section.id, level) for section, level, _ in document.sections()]


def test_up_down_in_and_out() -> None:
    book = opened()
    assert order(do(book, "s3", "up")) == [("s1", 1), ("s3", 2), ("s2", 2), ("s4", 1)]
    assert order(do(book, "s3", "down")) == order(small())
    assert ("s4", 2) in order(do(book, "s4", "indent"))
    assert order(do(book, "s4", "outdent")) == order(small())


def test_a_menu_entry_that_is_off_does_nothing() -> None:
    book = opened()
    for entry, name in (("s1", "up"), ("s4", "down"), ("s1", "outdent"), ("s1", "indent")):
        assert do(book, entry, name) == small()
    assert notice(book) == ""


def test_a_new_section_comes_after_the_one_that_is_open_and_its_heading_has_the_caret() -> None:
    book = opened()
    document = do(book, "s2", "add")
    parent = document.section("s1")
    assert [child.id for child in parent.children][0::2] == ["s2", "s3"]
    assert book.desk.writer.form.entry == parent.children[1].id
    assert book.desk.writer.form.fields[0]._waiting == (0, 0)


def test_a_new_section_from_a_part_goes_to_the_end_and_one_inside_below() -> None:
    book = opened()
    document = do(book, "head", "add")
    assert document.body.children[-1].heading == ""
    inside = do(book, "s4", "add_child")
    assert len(inside.section("s4").children) == 1


def test_the_template_s_sections_stand_in_the_menu_until_they_are_used() -> None:
    book = opened()
    book.desk.writer.open("head")
    names = [item["id"] for item in book.desk.writer.tools.face["add"] if item["id"].startswith(SLOT)]
    assert f"{SLOT}body:measures" in names
    document = do(book, "head", f"{SLOT}body:measures")
    assert document.body.children[0].slot == "measures"
    assert "2025" in document.body.children[0].heading
    assert do(book, "head", f"{SLOT}body:measures") == document


def test_an_empty_section_goes_at_once_and_one_with_text_is_asked_about() -> None:
    book = opened()
    do(book, "s4", "add")
    entry = book.desk.writer.form.entry
    do(book, entry, "remove")
    assert order(book.desk.session.document) == order(small())
    do(book, "s1", "remove")
    assert "2 个下级节" in notice(book)
    assert order(book.desk.session.document) == order(small())
    press(book, "删除")
    assert order(book.desk.session.document) == [("s4", 1)]
    assert book.desk.writer.form.entry == "s4"
    press(book, "撤销")
    assert book.desk.session.document == small()
    assert book.desk.writer.form.entry == "s1"


def test_run_in_comes_and_goes_with_its_mark() -> None:
    book = opened()
    assert do(book, "s2", "run_in").section("s2").heading == "加强组织领导。"
    assert do(book, "s2", "run_in") == small()


def test_steps_go_through_every_entry_and_stop_at_the_ends() -> None:
    book = opened()
    writer = book.desk.writer
    writer.open("head")
    seen = ["head"]
    for _ in range(20):
        tell(book.frame, "step", by=1)
        if writer.form.entry != seen[-1]:
            seen.append(writer.form.entry)
    assert seen == [item["id"] for item in writer.outline.items]
    tell(book.frame, "step", by=-1)
    assert writer.form.entry == seen[-2]


@pytest.mark.parametrize("target", [field.target for fields in PARTS.values() for field in fields])
def test_a_click_on_any_field_s_line_opens_its_form_with_the_caret_there(target: str) -> None:
    kinds = [
        kind
        for kind in LayoutKind
        if target in {each.target for each in fields_of(Document(layout=kind), ENTRY_OF[target])}
    ]
    book = opened(replace(small(), layout=kinds[0]))
    book.desk.writer.open("s2")
    tell(book.desk.writer.preview, "go", section=target, paragraph=0, offset=0)
    form = book.desk.writer.form
    assert target in [field.target for field in form.fields]
    assert next(field for field in form.fields if field.target == target)._waiting == (0, 0)


def test_the_button_of_a_deletion_takes_back_nothing_else() -> None:
    book = opened()
    do(book, "s1", "remove")
    press(book, "删除")
    book.desk.undo()
    assert book.desk.session.document == small()
    book.desk.session.apply(write(small(), "s2", "后来写的。"), "输入", "s2")
    press(book, "撤销")
    assert book.desk.session.document.section("s2").paragraphs == ("后来写的。",)
    assert "以后又改过" in notice(book)


def test_a_click_on_a_place_that_is_gone_is_a_sentence_and_the_form_stays() -> None:
    book = opened()
    book.desk.writer.open("s2")
    tell(book.desk.writer.preview, "go", section="nowhere", paragraph=0, offset=0)
    assert "不在了" in notice(book)
    assert book.desk.writer.form.entry == "s2"


def test_undo_goes_to_where_it_was() -> None:
    book = opened()
    session = book.desk.session
    session.type("s4", "一是宣传很不够深入。")
    book.desk.writer.open("head")
    book.desk.undo()
    assert book.desk.writer.form.entry == "s4"
    assert book.desk.writer.form.fields[1]._waiting == (4, 4)


def test_the_outline_says_what_is_missing_and_counts_what_is_done() -> None:
    book = opened()
    session, outline = book.desk.session, book.desk.writer.outline
    done, parts = outline.tally
    session.type("s4", "20xx年还不够。")
    book.desk.save()
    state = next(item for item in outline.items if item["id"] == "s4")
    assert (state["mark"], state["state"]) == ("should", "有待填")
    assert outline.tally == [done - 1, parts]


def test_an_optional_section_that_was_added_is_to_be_written() -> None:
    book = opened()
    added = next(part for part in do(book, "head", f"{SLOT}body:other").body.children if part.slot == "other")
    states = {item["id"]: item["state"] for item in book.desk.writer.outline.items}
    assert states[added.id] == "未写"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Location("s2", 1, 3), "“（一）加强组织领导”第 2 段"),
        (Location("s4", HEADING), "“二、存在的不足和原因”的小标题"),
        (Location("date", 0), "“落款与成文日期”成文日期"),
        (Location("body", 0), "“开头（引言）”第 1 段"),
        (Location("nowhere", 0), ""),
    ],
)
def test_a_place_is_said_as_people_say_it(place: Location, words: str) -> None:
    assert spoken_place(small(), place) == words


def test_undo_while_a_question_waits_closes_it_and_takes_nothing_back() -> None:
    book = opened()
    book.desk.session.type("s4", "刚写的。")
    before = book.desk.session.document
    book.desk.writer.open("s2")
    tell(book.desk.writer.tools, "do", id="remove")
    assert book.frame.asks
    tell(book.frame, "undo")
    assert (notice(book), book.desk.session.document) == ("", before)
    tell(book.frame, "undo")
    assert book.desk.session.document == small()
