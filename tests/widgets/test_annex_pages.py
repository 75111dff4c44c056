"""Attachments on the screen: a name leads to its pages, both move and go together, and every step can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Document, Section
from gongwen.pieces import Role, pieces
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import notice, opened, press, tell
from widgets import Workbook
from widgets.parts import EXTRAS
from widgets.place import spoken_place

ANNEXED = replace(
    small(),
    attachments=("行政执法数据表", "任务清单"),
    annexes=(
        Section("x1", "行政执法数据表", ("说明文字。",), (Section("x2", "范围", ("全镇。",)),)),
        Section("x3", "任务清单", ("共12项。",)),
    ),
)


def do(book: Workbook, action: str, index: int) -> Document:
    names = book.desk.writer.form.annexes
    book.desk.writer.open(EXTRAS)
    row = next(row for row in names.rows if row["index"] == index)
    tell(names, "do", action=action, index=index, name=row["name"])
    document: Document = book.desk.session.document
    return document


def labels(book: Workbook) -> list[str]:
    items = book.desk.writer.outline.items
    at = next(at for at, item in enumerate(items) if item["id"] == EXTRAS)
    return [item["number"] + item["label"] for item in items[at + 1 : -1]]


def test_writing_an_attachment_opens_its_form_with_its_name_as_title() -> None:
    book = opened()
    document = do(book, "write", 0)
    writer = book.desk.writer
    assert writer.form.entry == document.annexes[0].id
    heading, body = writer.form.fields
    assert (heading._face.number, heading._text) == ("附件", small().attachments[0])
    assert body._waiting == (0, 0)
    book.desk.session.type(document.annexes[0].id, "第一段。\n第二段。")
    book.desk.save()
    assert Store.open().load(book.frame.state["report"]).document == book.desk.session.document
    assert [piece.role for piece in pieces(book.desk.session.document)][-4:-2] == [Role.ANNEX_MARK, Role.ANNEX_TITLE]
    assert writer.form.annexes.rows[0]["state"] == "8 字"
    assert do(book, "write", 0) == book.desk.session.document
    assert writer.form.entry == document.annexes[0].id


def test_undo_of_a_new_text_leads_back_to_the_list() -> None:
    book = opened()
    do(book, "write", 0)
    book.desk.undo()
    assert book.desk.session.document == small()
    assert book.desk.writer.form.entry == EXTRAS


def test_the_outline_shows_the_texts_with_their_sections_and_places_say_so() -> None:
    book = opened(ANNEXED)
    assert labels(book) == ["附件1　行政执法数据表", "一、范围", "附件2　任务清单"]
    book.desk.writer.open("x2")
    assert book.desk.writer.tools.face["title"] == "一、范围"
    assert book.desk.writer.form.fields[0]._face.number == "一、"
    tell(book.desk.writer.preview, "go", section="x3", paragraph=0, offset=2)
    assert book.desk.writer.form.entry == "x3"
    assert spoken_place(ANNEXED, book.desk._open.keeper._place) == "“附件2　任务清单”第 1 段"
    book.desk.home()
    assert "附件2　任务清单" in book.desk.start.drafts.latest["words"]
    again = Workbook(report=book.desk.start.drafts.rows[0]["id"])
    assert again.desk.writer.form.entry == "x3"


def test_moving_takes_the_text_along_from_the_list_and_from_its_own_menu() -> None:
    book = opened(ANNEXED)
    assert do(book, "down", 0).attachments == ("任务清单", "行政执法数据表")
    assert labels(book) == ["附件1　任务清单", "附件2　行政执法数据表", "一、范围"]
    book.desk.writer.open("x1")
    tell(book.desk.writer.tools, "do", id="up")
    assert book.desk.session.document == ANNEXED
    assert book.desk.writer.form.fields[0]._face.number == "附件1"
    assert [item["off"] for item in book.desk.writer.tools.face["does"][:2]] == ["已经是第一个附件", ""]


def test_removing_what_holds_text_asks_takes_name_and_text_and_is_undone() -> None:
    book = opened(ANNEXED)
    assert do(book, "remove", 0) == ANNEXED
    assert "1 个下级节一共 8 字" in notice(book)
    press(book, "删除")
    document = book.desk.session.document
    assert (document.attachments, [part.id for part in document.annexes]) == (("任务清单",), ["x3"])
    press(book, "撤销")
    assert book.desk.session.document == ANNEXED
    assert book.desk.writer.form.entry == "x1"


def test_a_name_without_text_goes_at_once() -> None:
    book = opened()
    assert do(book, "remove", 0).attachments == ()
    assert book.desk.writer.form.annexes.rows == []
    press(book, "撤销")
    assert book.desk.session.document == small()


def test_the_text_alone_goes_by_its_own_menu_and_the_name_stays() -> None:
    book = opened(ANNEXED)
    book.desk.writer.open("x1")
    tell(book.desk.writer.tools, "do", id="remove")
    press(book, "删除")
    assert book.desk.session.document.attachments == ANNEXED.attachments
    assert labels(book) == ["附件2　任务清单"]
    assert book.desk.writer.form.entry == EXTRAS
    press(book, "撤销")
    assert book.desk.writer.form.entry == "x1"


def test_sections_inside_an_attachment_have_the_menus_of_any_other() -> None:
    book = opened(ANNEXED)
    tools = book.desk.writer.tools
    book.desk.writer.open("x3")
    tell(tools, "do", id="add_child")
    (inner,) = book.desk.session.document.section("x3").children
    assert book.desk.writer.form.entry == inner.id
    tell(tools, "do", id="add")
    assert len(book.desk.session.document.section("x3").children) == 2
    tell(tools, "do", id="outdent")
    assert len(book.desk.session.document.section("x3").children) == 2
    tell(tools, "do", id="remove")
    assert book.desk.session.document.section("x3").children == (inner,)


def test_a_text_whose_name_is_gone_or_other_is_marked() -> None:
    book = opened(ANNEXED)
    session, outline = book.desk.session, book.desk.writer.outline
    session.type("x3#heading", "任务分工")
    book.desk.save()
    marks = {item["id"]: (item["mark"], item["state"]) for item in outline.items}
    assert marks["x3"] == ("should", "名称不一致")
    session.type("attachments", "行政执法数据表")
    book.desk.save()
    marks = {item["id"]: (item["mark"], item["state"]) for item in outline.items}
    assert marks["x3"] == ("must", "没列入说明")
    book.desk.writer.open("x3")
    assert [bool(item["off"]) for item in book.desk.writer.tools.face["does"][:2]] == [True, True]


@pytest.mark.parametrize(("action", "index", "name"), [("write", 5, "甲"), ("down", 0, "别的名称"), ("remove", 1, "")])
def test_a_row_that_has_changed_meanwhile_is_asked_for_again(action: str, index: int, name: str) -> None:
    book = opened(ANNEXED)
    book.desk.writer.open(EXTRAS)
    tell(book.desk.writer.form.annexes, "do", action=action, index=index, name=name)
    assert book.desk.session.document == ANNEXED
    assert "再点一次" in notice(book)
