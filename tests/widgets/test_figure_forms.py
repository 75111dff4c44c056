"""Figures in the form: taken in, told, made narrower, taken away; what cannot be taken gets its sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongwen.document import ALTERNATIVE, ANCHOR, HEADING, SOURCE, Document, Figure
from gongwen.edits import set_paragraphs
from gongwen.figures import find_figure
from tests.pictures import claimed, figure, illustrated, jpeg, png
from tests.samples import FIGURES, small, tabled
from tests.widgets.screen import listen, opened, tell

if TYPE_CHECKING:
    from widgets import Workbook
    from widgets.figures import FigureCard, FigureForms


def book_of(document: Document, entry: str) -> Workbook:
    book = opened(document)
    book.desk.writer.open(entry)
    return book


def forms_of(book: Workbook) -> FigureForms:
    forms: FigureForms = book.desk.writer.form.figures
    return forms


def card_of(book: Workbook) -> FigureCard:
    return forms_of(book).cards[0]


def figure_of(book: Workbook, figure_id: str = "p1") -> Figure:
    return find_figure(book.desk.session.document, figure_id)


def take(book: Workbook, data: bytes, name: str = "图.png") -> list[dict[str, Any]]:
    """Send a file as the page does, and return what the picker answers."""
    sent = listen(forms_of(book).picker)
    for at in range(0, max(len(data), 1), 1 << 20):
        piece = data[at : at + (1 << 20)]
        tell(
            forms_of(book).picker, "piece", [memoryview(piece)],
            name=name, size=len(data), at=at, last=at + len(piece) >= len(data),
        )  # fmt: skip
    return sent


def test_a_picture_goes_after_the_paragraph_with_the_caret_and_undo_takes_it_back() -> None:
    book = book_of(small(), "s2")
    tell(book.desk.writer.form.fields[1], "caret", caret=3)
    assert take(book, png(64, 36), "图<b>.png")[-1] == {"type": "done"}
    (made,) = book.desk.session.document.figures
    assert (made.name, made.picture.width) == ("图<b>.png", 64)
    assert ANCHOR + made.id in book.desk.session.document.section("s2").paragraphs
    assert card_of(book).inset == made.id
    book.desk.undo()
    assert book.desk.session.document == small()
    assert forms_of(book).cards == ()
    book.desk.redo()
    assert card_of(book).inset == made.id


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"BM" + bytes(60), "BMP"), (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"), (jpeg(9, 9, 6), "侧着"),
     (claimed(9000, 9000), "9000×9000"), (bytes(6 << 20), "最多 5 MB"), (b"", "不是 PNG")],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_beside_the_button(data: bytes, word: str) -> None:
    book = book_of(small(), "s2")
    answer = take(book, data)[-1]
    assert answer["type"] == "refused"
    assert word in answer["text"]
    assert "请" in answer["text"]
    assert book.desk.session.document == small()


def test_its_words_and_its_width_go_to_the_document() -> None:
    book = book_of(illustrated(), "v1")
    for place, words in ((HEADING, "新图题"), (ALTERNATIVE, "一张照片"), (SOURCE, "县统计局")):
        field = card_of(book).fields[place]
        content = {"target": f"p1@{place}", "seq": 1, "view": "one", "base": field._text, "text": words}
        tell(field, "whole", **content)
    changed = figure_of(book)
    assert (changed.caption, changed.alternative, changed.source) == ("新图题", "一张照片", "县统计局")
    assert card_of(book).width.value == "100"
    tell(card_of(book).width, "choose", value="50")
    assert figure_of(book).width == 50
    tell(card_of(book).width, "choose", value="7")
    assert figure_of(book).width == 50
    book.desk.undo()
    assert figure_of(book).width == 100
    assert card_of(book).width.value == "100"


def test_a_card_follows_its_section_and_its_place_in_the_text() -> None:
    book = book_of(illustrated(), "v1")
    assert [card.inset for card in forms_of(book).cards] == ["p1"]
    book.desk.writer.open("v2")
    assert [card.inset for card in forms_of(book).cards] == ["p2"]
    assert card_of(book).width.value == "50"
    tell(card_of(book).width, "choose", value="75")
    assert (figure_of(book).width, figure_of(book, "p2").width) == (100, 75)
    after = set_paragraphs(book.desk.session.document, "v2", ("只剩文字。",))
    book.desk.session.apply(after, "改")
    assert forms_of(book).cards == ()
    row = forms_of(book).box.children[-1]
    assert row.children[0].value == "“图：各季度群众诉求办件量”不在正文里，不印。"
    row.children[1].click()
    assert book.desk.session.document.section("v2").paragraphs[-1] == ANCHOR + "p2"


def test_removing_a_figure_and_undo_bring_its_card_back() -> None:
    book = book_of(illustrated(), "v1")
    card_of(book).remove.click()
    assert len(book.desk.session.document.figures) == 2
    assert forms_of(book).cards == ()
    book.desk.undo()
    assert book.desk.session.document == illustrated()
    assert card_of(book).inset == "p1"


def test_a_click_on_the_picture_leads_to_its_caption() -> None:
    book = book_of(illustrated(), "s4")
    tell(book.desk.writer.preview, "go", section="p1", paragraph=0, offset=0)
    assert book.desk.writer.form.entry == "v1"
    sent = listen(card_of(book).fields[HEADING])
    tell(book.desk.writer.preview, "go", section="p1", paragraph=0, offset=0)
    assert sent[-1]["type"] == "caret"


def test_the_text_says_where_figures_stand_and_tables_beside_them_keep_their_cards() -> None:
    both = set_paragraphs(tabled(FIGURES), "u1", (ANCHOR + "b1", ANCHOR + "p1"))
    book = book_of(replace(both, figures=(figure(),)), "u1")
    assert [card.inset for card in forms_of(book).cards] == ["p1"]
    assert [card.inset for card in book.desk.writer.form.tables.cards] == ["b1"]
    body = next(field for field in book.desk.writer.form.fields if field.target == "u1")
    sent = listen(body)
    body.reload()
    assert sent[-1]["tables"] == {"b1": f"表：{FIGURES.caption}", "p1": f"图：{figure().caption}"}
