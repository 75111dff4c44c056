"""Tables in the form: cards follow the text, cells and fields go to the session, undo shows where it took place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from gongwen.document import ANCHOR, BODY_ID, HEADING, UNIT, Document, Location, Merge
from gongwen.edits import set_paragraphs
from gongwen.tables import find_table, insert_row, remove_column, remove_row, set_cell, text_at, update_table
from tests.samples import FIGURES, roster, small, tabled
from tests.widgets.screen import listen, notice, opened, tell
from widgets import autosave, keeper
from widgets.place import spoken_place

if TYPE_CHECKING:
    from gongwen.document import Table
    from widgets import Workbook
    from widgets.tables import Card


def book_of(document: Document, entry: str = "u1") -> Workbook:
    book = opened(document)
    book.desk.writer.open(entry)
    return book


def card_of(book: Workbook, number: int = 0) -> Card:
    card: Card = book.desk.writer.form.tables.cards[number]
    return card


def table_of(book: Workbook, table_id: str = "b1") -> Table:
    return find_table(book.desk.session.document, table_id)


def type_cell(book: Workbook, cell: int, text: str, **more: Any) -> None:
    grid = card_of(book).grid
    content = {"table": grid.table, "epoch": grid._epoch, "seq": 1, "view": "one", "cell": cell, "text": text}
    base = text_at(find_table(book.desk.session.document, grid.table), cell)
    tell(grid, "cell", **{**content, "base": base, **more})


def do(book: Workbook, action: str, row: int = 0, column: int = 0, **more: Any) -> None:
    grid = card_of(book).grid
    content = {"table": grid.table, "epoch": grid._epoch, "action": action, "row": row, "column": column}
    tell(grid, "do", **{**content, "rows": 1, "columns": 1, "value": 0, **more})


def test_a_section_shows_a_card_for_each_of_its_tables() -> None:
    book = book_of(tabled(FIGURES, roster(2)))
    assert [card.inset for card in book.desk.writer.form.tables.cards] == ["b1"]
    book.desk.writer.open("u2")
    assert [card.inset for card in book.desk.writer.form.tables.cards] == ["b2"]
    book.desk.writer.open("s4")
    assert book.desk.writer.form.tables.cards == ()
    assert book.desk.writer.form.tables.box.layout.display == ""
    book.desk.writer.open("tail")
    assert book.desk.writer.form.tables.box.layout.display == "none"


def test_a_new_table_goes_after_the_paragraph_with_the_caret() -> None:
    book = opened()
    book.desk.writer.open("s2")
    tables = book.desk.writer.form.tables
    tables.follow("s2", Location("s2", 0, 3, 3))
    tables.insert()
    (made,) = book.desk.session.document.tables
    first, second = small().section("s2").paragraphs
    assert book.desk.session.document.section("s2").paragraphs == (first, ANCHOR + made.id, second)
    assert [card.inset for card in tables.cards] == [made.id]
    book.desk.undo()
    assert book.desk.session.document == small()
    assert tables.cards == ()
    book.desk.redo()
    assert [card.inset for card in tables.cards] == [made.id]


def test_a_table_does_not_come_between_a_heading_and_its_run_in_text() -> None:
    book = opened()
    book.desk.writer.open("s3")
    book.desk.writer.form.tables.follow("s3", Location("s3", -1, 0, 0))
    book.desk.writer.form.tables.insert()
    assert book.desk.session.document.section("s3").paragraphs[1].startswith(ANCHOR)


def test_the_opening_takes_tables_too() -> None:
    book = opened()
    book.desk.writer.open(BODY_ID)
    book.desk.writer.form.tables.insert()
    assert book.desk.session.document.body.paragraphs[1].startswith(ANCHOR)


def test_a_typed_cell_goes_to_the_session_and_is_acknowledged_and_saved() -> None:
    book = book_of(tabled(FIGURES))
    sent = listen(card_of(book).grid)
    type_cell(book, 13, "1,205", seq=4)
    type_cell(book, 13, "1,206", seq=5)
    assert table_of(book).rows[2][1] == "1,206"
    assert [message["seq"] for message in sent if message["type"] == "ack"] == [4, 5]
    book.desk.save()
    assert {"type": "saved", "seq": 5} in sent
    book.desk.undo()
    assert table_of(book) == FIGURES
    assert [message["type"] for message in sent if message["type"] in {"load", "caret"}] == ["load", "caret"]
    assert next(message for message in sent if message["type"] == "caret")["cell"] == 13


def test_what_counts_on_cells_of_before_changes_nothing_since_those_of_now_are_on_their_way() -> None:
    book = book_of(tabled(FIGURES))
    sent = listen(card_of(book).grid)
    before = card_of(book).grid._epoch
    do(book, "row_above", 1)
    type_cell(book, 13, "9", epoch=before)
    do(book, "remove_row", 1, epoch=before)
    assert "刚刚改过" in notice(book)
    assert len(table_of(book).rows) == len(FIGURES.rows) + 1
    assert [message["type"] for message in sent if message["type"] in {"load", "ack"}] == ["load"]


def test_others_rows_come_in_and_tell_which_rows_they_were() -> None:
    book = book_of(tabled(FIGURES))
    grid = card_of(book).grid
    sent = listen(grid)
    theirs = update_table(book.desk.session.document, "b1", lambda table: set_cell(insert_row(table, 2), 4, 1, "9"))
    book.desk.session.follow(theirs)
    (load,) = (message for message in sent if message["type"] == "load")
    assert (load["others"], load["from"]["rows"][:5]) == (True, [0, 1, -1, 2, 3])
    assert load["from"]["columns"] == list(range(FIGURES.columns))


def test_a_cell_typed_before_others_words_came_is_merged_with_them_or_asked() -> None:
    book = book_of(tabled(FIGURES))
    grid, held = card_of(book).grid, []
    grid.on_disputed = lambda target, base: held.append((target, base))
    sent = listen(grid)
    type_cell(book, 13, "甲。乙。")
    type_cell(book, 13, "甲。乙。丙。", base="甲。乙。")
    type_cell(book, 13, "首。甲。乙。", base="甲。乙。")
    assert table_of(book).rows[2][1] == "首。甲。乙。丙。"
    assert [message["text"] for message in sent if message["type"] == "ack"][-1] == "首。甲。乙。丙。"
    assert held == []
    type_cell(book, 13, "首。甲了。乙。丙。")
    type_cell(book, 13, "首。甲的。乙。丙。", base="首。甲。乙。丙。")
    assert held == [("b1@13", "首。甲。乙。丙。")]
    assert table_of(book).rows[2][1] == "首。甲的。乙。丙。"


def test_two_windows_of_one_person_are_asked_about_what_stands_and_not_about_what_was_saved_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "QUIET", 0.0)

    async def typed() -> None:
        book = book_of(tabled(FIGURES))
        before = table_of(book).rows[2][1]
        type_cell(book, 13, "甲的数")
        type_cell(book, 13, "乙的数", base=before, view="two")
        await asyncio.sleep(autosave.DELAY + 0.5)
        (asked,) = book.desk.writer.disputes.items
        assert (asked["theirs"]["text"], asked["mine"]["text"]) == ("甲的数", "乙的数")

    asyncio.run(typed())


@pytest.mark.parametrize("row", [True, False])
def test_a_row_or_column_taken_away_while_it_was_typed_in_comes_back(*, row: bool) -> None:
    book = book_of(tabled(roster(6, "b1")))
    grid, before = card_of(book).grid, table_of(book)
    texts = list(before.rows[2]) if row else [line[1] for line in before.rows]
    book.desk.session.follow(
        update_table(
            book.desk.session.document,
            "b1",
            lambda table: (remove_row if row else remove_column)(table, 2 if row else 1),
        )
    )
    tell(grid, "back", table="b1", row=row, at=2 if row else 1, texts=texts)
    assert table_of(book) == before


def test_fields_round_the_table_are_fields_like_all() -> None:
    book = book_of(tabled(FIGURES))
    for place, text in ((HEADING, "新表题"), (UNIT, "件")):
        field = card_of(book).fields[place]
        content = {"target": field.target, "seq": 1, "view": "one", "base": field._text, "text": text}
        tell(field, "whole", **content)
    assert (table_of(book).caption, table_of(book).unit) == ("新表题", "件")


@pytest.mark.parametrize(
    ("action", "more", "rows", "columns"),
    [
        ("row_above", {}, 8, 6),
        ("row_below", {"row": 6}, 8, 6),
        ("column_left", {}, 7, 7),
        ("column_right", {"column": 5}, 7, 7),
        ("remove_row", {"row": 3, "rows": 2}, 5, 6),
        ("remove_column", {"column": 5}, 7, 5),
    ],
)
def test_rows_and_columns_come_and_go_by_buttons(action: str, more: dict[str, int], rows: int, columns: int) -> None:
    book = book_of(tabled(FIGURES))
    sent = listen(card_of(book).grid)
    do(book, action, **more)
    assert (len(table_of(book).rows), table_of(book).columns) == (rows, columns)
    assert [len(message["rows"]) for message in sent if message["type"] == "load"] == [rows]
    book.desk.undo()
    assert table_of(book) == FIGURES


def test_cells_are_merged_split_and_cleared_and_the_header_is_chosen() -> None:
    book = book_of(tabled(FIGURES))
    do(book, "merge", 2, 0, rows=2, columns=1)
    assert table_of(book).merges[-1] == Merge(2, 0, 2, 1)
    assert table_of(book).rows[2][0] == "市场监管\n生态环境"
    do(book, "split", 2, 0)
    do(book, "clear", 2, 0, rows=2, columns=2)
    assert [row[:2] for row in table_of(book).rows[2:4]] == [("", ""), ("", "")]
    do(book, "heads", value=1)
    do(book, "side", value=1)
    assert (table_of(book).header_rows, table_of(book).landscape) == (1, True)


def test_what_cannot_be_is_said_and_the_cells_are_sent_anew() -> None:
    book = book_of(tabled(FIGURES))
    sent = listen(card_of(book).grid)
    do(book, "merge", 1, 0, rows=2, columns=2)
    assert "重叠" in notice(book)
    assert table_of(book) == FIGURES
    assert [message["type"] for message in sent] == ["load"]
    do(book, "row_below", 99)
    assert "刚刚改过" in notice(book)


def test_a_paste_fills_cells_and_grows_the_table() -> None:
    book = book_of(tabled(FIGURES))
    grid = card_of(book).grid
    tell(grid, "paste", table="b1", epoch=grid._epoch, row=6, column=5, text='好\t"a\nb"\n一\t二\n')
    assert table_of(book).rows[6][5:] == ("好", "a\nb")
    assert table_of(book).rows[7][5:] == ("一", "二")
    tell(grid, "paste", table="b1", row=0, column=0, text="\n".join(["行"] * 3000))
    assert "太大" in notice(book)


def test_a_table_whose_line_was_deleted_is_offered_and_put_back() -> None:
    book = book_of(tabled(FIGURES))
    body = next(field for field in book.desk.writer.form.fields if field.target == "u1")
    tell(body, "whole", target="u1", seq=1, view="one", base=body._text, text="只有文字。")
    tables = book.desk.writer.form.tables
    assert tables.cards == ()
    book.desk.writer.open("s4")
    row = next(child for child in tables.box.children if len(getattr(child, "children", ())) == 3)
    assert FIGURES.caption in row.children[0].value
    row.children[1].click()
    assert book.desk.session.document.section("s4").paragraphs[-1] == ANCHOR + "b1"
    assert [card.inset for card in tables.cards] == ["b1"]


def test_deleting_a_table_and_undo_bring_its_card_back() -> None:
    book = book_of(tabled(FIGURES))
    card_of(book).remove.click()
    assert book.desk.session.document.tables == ()
    assert book.desk.writer.form.tables.cards == ()
    book.desk.undo()
    assert book.desk.session.document == tabled(FIGURES)
    assert card_of(book).inset == "b1"


def test_a_click_in_the_page_leads_to_the_cell_or_the_field() -> None:
    book = book_of(tabled(FIGURES), "s4")
    tell(book.desk.writer.preview, "go", section="b1", paragraph=13, offset=2)
    assert book.desk.writer.form.entry == "u1"
    sent = listen(card_of(book).grid)
    caption = listen(card_of(book).fields[HEADING])
    tell(book.desk.writer.preview, "go", section="b1", paragraph=13, offset=2)
    assert {"type": "caret", "cell": 13, "at": 2} in sent
    tell(book.desk.writer.preview, "go", section="b1", paragraph=HEADING, offset=1)
    assert caption[-1]["type"] == "caret"


def test_the_paragraph_editor_is_told_what_its_tables_are_called() -> None:
    book = book_of(tabled(FIGURES, roster(2)))
    body = next(field for field in book.desk.writer.form.fields if field.target == "u1")
    sent = listen(body)
    body.reload()
    assert sent[-1]["tables"] == {"b1": f"表1：{FIGURES.caption}", "b2": "表2：各村走访情况"}
    after = set_paragraphs(book.desk.session.document, "u2", ())
    book.desk.session.apply(after, "改")
    assert {"type": "tables", "tables": {"b1": f"表：{FIGURES.caption}", "b2": "表：各村走访情况"}} in sent


def test_a_place_in_a_table_is_said_by_its_section() -> None:
    assert spoken_place(tabled(FIGURES), Location("b1", 3)) == "“三、第1项情况”的表格"


def test_nothing_a_page_sends_reaches_a_notebook_cell() -> None:
    book = book_of(tabled(FIGURES))
    grid = card_of(book).grid
    for bad in ({}, {"cell": 10**8, "table": "b1"}, {"table": "nix", "cell": 1, "text": "x", "view": "", "seq": 1}):
        for kind in ("cell", "paste", "do", "caret", "back"):
            tell(grid, kind, **bad)
    assert table_of(book) == FIGURES
