"""Taking the Word file away: the editable one unless 定稿 is asked for; the name and the notice say which."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from exports.docx import export_docx
from tests.samples import small
from tests.widgets.screen import notice, opened, tell
from widgets import Workbook

NAME = "关于2025年度法治政府建设情况的报告_20260115"


def taken(book: Workbook, **content: Any) -> tuple[str, bytes]:
    """Ask for the file as the page does; return its name and its bytes."""
    sent: list[tuple[str, bytes]] = []
    book.frame.send = lambda message, buffers=None: sent.append((message["name"], bytes(buffers[0])))
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
