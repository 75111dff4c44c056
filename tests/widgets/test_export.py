"""Taking the Word file away: the editable one unless 定稿 is asked for; the name and the notice say which, and what is still open."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest

from exports.docx import export_docx
from gongwen.document import Section
from gongwen.edits import rename, set_paragraphs
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, press, tell
from widgets import Workbook
from widgets.parts import TAIL
from widgets.unfinished import unfinished

NAME = "关于2025年度法治政府建设情况的报告_20260115"


def taken(book: Workbook, **content: Any) -> tuple[str, bytes]:
    """Ask for the file as the page does; return its name and its bytes."""
    sent: list[tuple[str, bytes]] = []
    book.frame.send = lambda message, buffers=(): sent.extend((message["name"], bytes(data)) for data in buffers)
    tell(book.frame, "export", **content)
    return sent[0]


def test_the_final_one_is_named_so_and_has_its_lines_pinned() -> None:
    book = opened()
    name, data = taken(book, final=True)
    assert name == f"{NAME}_定稿.docx"
    assert data == export_docx(small(), final=True).data
    assert data != export_docx(small()).data
    assert f"已导出定稿：{name}" in notice(book)


@pytest.mark.parametrize("content", [{}, {"final": False}, {"final": "yes"}, {"final": 1}])
def test_anything_else_is_the_editable_one(content: dict[str, object]) -> None:
    book = opened()
    name, data = taken(book, **content)
    assert name == f"{NAME}.docx"
    assert data == export_docx(small()).data
    assert f"已导出可编辑稿：{name}" in notice(book)


def test_what_was_typed_last_is_in_the_file_and_saved() -> None:
    book = opened()
    book.desk.session.type("s4", "刚写的。")
    _, data = taken(book, final=True)
    assert "刚写的。" in "".join(part.text for part in docx.Document(io.BytesIO(data)).paragraphs)
    assert book.frame.state["saved"] == "saved"


LACKING = replace(
    small(),
    signature=replace(small().signature, date=""),
    attachments=("数据表", "清单"),
    annexes=(Section("x1", "数据表"), Section("x3", "清单", ("共12项。",))),
)


def test_a_report_that_lacks_nothing_is_told_nothing() -> None:
    book = opened()
    taken(book)
    assert notice(book).endswith("文件在浏览器的下载目录。")
    assert [name for name, _ in book.frame.state["notice"]["actions"]] == []


@pytest.mark.parametrize("final", [True, False])
def test_what_is_still_open_is_said_in_a_line_and_the_first_of_it_is_one_click_away(*, final: bool) -> None:
    book = opened(set_paragraphs(LACKING, "s2", ("20xx年召开会议,研究问题.", "××负责。")))
    name, _ = taken(book, final=final)
    said = notice(book)
    assert name in said
    assert said.endswith("\n还有 4 项要看：缺成文日期、附件1没写正文、2 处待填（如 20xx）、1 处半角标点。")
    press(book, "看看")
    assert book.desk.writer.form.entry == TAIL


def test_the_first_that_is_open_may_be_a_place_in_the_text() -> None:
    book = opened(set_paragraphs(small(), "s2", ("好。", "到20xx年完成。")))
    taken(book)
    assert notice(book).endswith("\n还有 1 项要看：1 处待填（如 20xx）。")
    press(book, "看看")
    assert book.desk.writer.form.entry == "s2"
    sent = listen(book.desk.writer.form.fields[1])
    tell(book.desk.writer.form.fields[1], "ready")
    assert [(message["caret"], message["until"]) for message in sent] == [(4, 8)]


def test_half_width_marks_of_a_report_written_here_are_changed_from_the_notice() -> None:
    before = set_paragraphs(small(), "s2", ("会议4次,问题6项.",))
    book = opened(before)
    taken(book)
    press(book, "标点改成全角")
    assert book.desk.session.document.section("s2").paragraphs == ("会议4次，问题6项.",)
    press(book, "撤销")
    assert book.desk.session.document == before


def test_sections_not_written_are_counted_and_a_single_one_is_named() -> None:
    one = set_paragraphs(small(), "s2", ())
    assert [each.words for each in unfinished(one, None)] == ["“（一）加强组织领导”没写"]
    assert [each.words for each in unfinished(set_paragraphs(one, "s4", ()), None)] == ["2 节没写"]
    untitled = rename(small(), "s2", "")
    assert [(each.words, each.at) for each in unfinished(untitled, None)] == [("1 节缺小标题", "s2")]
