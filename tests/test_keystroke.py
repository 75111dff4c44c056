"""What one key may cost, counted: one paragraph set, the lines that differ sent, no work that grows with the report."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from gongwen.document import Location
from gongwen.typeset import typesetter
from tests.samples import long
from widgets import Workbook

if TYPE_CHECKING:
    from gongwen.document import Document

PLACE = Location("t15", 3)


class Typist:
    """Types into the workbook as a page would, and keeps what goes back to it."""

    def __init__(self, document: Document, patch: pytest.MonkeyPatch) -> None:
        self.book = Workbook(document=document)
        self.writer = self.book.desk.writer
        self.writer.preview.on_ready_message({}, [])
        self.writer.go(PLACE)
        self.field = next(field for field in self.writer.form.fields if field.target == PLACE.section)
        self.sent: list[dict[str, Any]] = []
        for widget in (self.field, self.writer.preview, self.writer.outline, self.book.frame):
            patch.setattr(widget, "send", lambda content, _buffers=None: self.sent.append(content))
        self._seq = 0

    def type(self, text: str, at: int | None = None) -> list[dict[str, Any]]:
        """Type at an offset, or at the end; return the messages this led to."""
        self.sent.clear()
        self._seq += 1
        length = len(self.field._text)
        at = length if at is None else at
        message = {
            "type": "edit", "view": "v", "target": self.field.target, "epoch": self.field._epoch, "seq": self._seq, "at": at,
            "remove": 0, "insert": text, "length": length + len(text), "caret": at + len(text),
        }  # fmt: skip
        self.field._receive(self.field, message, [])
        return list(self.sent)


@pytest.mark.parametrize("size", [5_000, 50_000])
def test_a_key_sends_the_answer_and_the_line_it_stands_in(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    typist = Typist(long(size), monkeypatch)
    typist.type("好")
    messages = {message["type"]: message for message in typist.type("吗")}
    assert set(messages) <= {"ack", "patch", "saved"}
    assert 1 <= len(messages["patch"]["insert"]) <= 2
    assert messages["patch"]["remove"] <= 2
    assert len(json.dumps(messages["patch"], ensure_ascii=False)) < 1_500
    assert sum(len(json.dumps(message)) for message in messages.values()) < 4_000


def test_a_key_at_the_head_of_a_long_paragraph_sends_that_paragraph_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    typist = Typist(long(50_000), monkeypatch)
    lines = len(typist.field._text.split("\n")[0]) // 27 + 2
    patch = next(message for message in typist.type("好", at=0) if message["type"] == "patch")
    assert len(patch["insert"]) <= lines


def test_a_key_sets_one_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    typist = Typist(long(50_000), monkeypatch)
    typist.type("好")
    calls: list[str] = []
    real = typesetter.set_piece
    monkeypatch.setattr(
        typesetter, "set_piece", lambda piece, *more, **named: calls.append(piece.text) or real(piece, *more, **named)
    )
    typist.type("吗")
    assert len(calls) == 1
    assert calls[0].endswith("好吗")


def test_the_work_for_a_key_hardly_grows_with_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def calls(size: int) -> int:
        typist = Typist(long(size), monkeypatch)
        typist.type("好")
        count = 0

        def counted(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(counted)
        try:
            typist.type("吗")
        finally:
            sys.setprofile(None)
        return count

    short, ten_times = calls(5_000), calls(50_000)
    assert ten_times < short * 2, "ten times the text, the same number of paragraphs"
