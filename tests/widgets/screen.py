"""What the tests of the screen share: a workbook without a kernel, its widgets, and what they send to the page."""

from __future__ import annotations

from typing import Any

from gongwen.document import Document
from tests.samples import small
from widgets import Workbook
from widgets.channel import Channel


def opened(document: Document | None = None) -> Workbook:
    """Return a workbook with a report open."""
    return Workbook(document=document or small())


def tell(widget: Channel, type_: str, buffers: list[memoryview] | None = None, **content: Any) -> None:
    """Give a widget a message as its page would."""
    widget._handle_custom_msg({"type": type_, **content}, buffers or [])


def listen(widget: Channel) -> list[dict[str, Any]]:
    """Return a list that grows by what a widget sends to its page from now on."""
    sent: list[dict[str, Any]] = []
    widget.send = lambda content, **_buffers: sent.append(content)
    return sent


def notice(book: Workbook) -> str:
    """Return the notice shown, or empty."""
    return book.frame.told


def press(book: Workbook, words: str) -> None:
    """Press a button of the notice."""
    tell(book.frame, "action", id=words)


def channels(book: Workbook) -> list[Channel]:
    """Return every widget of the app that its page can speak to."""
    desk, writer = book.desk, book.desk.writer
    found: list[Channel] = [book.frame, desk.rescue, desk.start.drafts, desk.start.picker]
    if writer is not None:
        found += [
            writer.outline,
            writer.preview,
            writer.tools,
            writer.quoting,
            writer.carried,
            writer.form.annexes,
            *writer.form.fields,
            *writer.form.choices,
        ]
        desk._open.view("history")
        desk._open.view("data")
        found += [writer.disputes, desk._open.history, desk._open.data]
    intake = desk._open._intake if desk._open else None
    return found + ([intake.panel] if intake else [])
