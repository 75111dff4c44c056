"""Pictures go to the page once, before the lines that show them; a click on one leads to its section."""

from __future__ import annotations

from typing import Any

from gongwen.document import Document
from gongwen.figures import remove_figure
from gongwen.targets import write
from tests.pictures import figure, illustrated
from tests.widgets.screen import listen, opened, tell
from widgets.preview import Preview


def shown(document: Document) -> tuple[Preview, list[dict[str, Any]]]:
    preview = Preview()
    preview.show(document)
    sent = listen(preview)
    tell(preview, "ready")
    return preview, sent


def kinds(sent: list[dict[str, Any]]) -> list[str]:
    return [message["type"] for message in sent]


def test_a_picture_is_sent_once_and_before_its_line() -> None:
    document = illustrated(figure(), figure("p2"), figure("p3", shade=9))
    preview, sent = shown(document)
    assert kinds(sent) == ["picture", "picture", "patch"]
    for number in range(3):
        preview.show(write(document, "p1@-1", f"第{number}个图题"))
    assert kinds(sent) == ["picture", "picture", "patch", "patch", "patch", "patch"]
    assert not [line for message in sent[3:] for line in message["insert"] if "i" in line]
    preview.show(remove_figure(document, "p3"))
    preview.show(document)
    assert kinds(sent).count("picture") == 2
    tell(preview, "ready")  # a page that was loaded anew has none
    assert kinds(sent).count("picture") == 4


def test_a_click_on_a_picture_opens_its_section() -> None:
    book = opened(illustrated())
    tell(book.desk.writer.preview, "go", section="p2", paragraph=0, offset=0)
    assert book.desk.writer.form.entry == "v2"
