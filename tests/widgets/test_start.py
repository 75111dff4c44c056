"""The start page proposes what was used last, refuses in place, and takes nothing away that was typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongwen.errors import StoreError
from gongwen.lastused import LastUsed
from gongwen.pieces import canonical_text
from gongwen.sample import sample
from gongwen.store import Store
from gongwen.store.lists import Lists
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.picker import LIMIT
from widgets.start import usual_year


def click(book: Workbook, words: str) -> None:
    def find(widget: object) -> object:
        if getattr(widget, "description", "") == words:
            return widget
        found = (find(child) for child in getattr(widget, "children", ()))
        return next((child for child in found if child is not None), None)

    find(book.desk.start.box).click()  # type: ignore[attr-defined]


def says(book: Workbook) -> tuple[str, str]:
    return book.desk.start._new_says.value, book.desk.start._paste_says.value


def send_file(book: Workbook, name: str, data: bytes) -> None:
    tell(book.desk.start.picker, "piece", [memoryview(data)], name=name, at=0, last=True)


def test_a_new_report_has_what_was_filled_in_and_the_next_one_begins_with_it() -> None:
    book = Workbook()
    start = book.desk.start
    start._kind.value, start._year.value = "work_report", "2024年"
    start._organs.value, start._to.value = " 中共甲镇委员会、甲镇人民政府\u202e", "县委、县政府"
    click(book, "新建报告")
    document = book.desk.session.document
    assert (document.kind, document.year, document.addressees) == ("work_report", 2024, "县委、县政府")
    assert document.signature.organs == ("中共甲镇委员会", "甲镇人民政府")
    again = Workbook().desk.start
    assert (again._kind.value, again._organs.value) == ("work_report", "中共甲镇委员会　甲镇人民政府")
    assert again._to.value == "县委、县政府"


@pytest.mark.parametrize("year", ["", "24", "二〇二四", "20244", "2024<b>", "1024"])
def test_a_year_that_is_none_is_refused_beside_the_button_and_stays(year: str) -> None:
    book = Workbook()
    book.desk.start._year.value = year
    click(book, "新建报告")
    assert "四位数字" in says(book)[0]
    assert "<b>" not in says(book)[0]
    assert book.desk.start._year.value == year
    assert notice(book) == ""
    assert book.desk.session is None


def test_pasted_text_stays_when_it_is_refused_and_goes_when_it_was_brought_in(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    start = book.desk.start
    click(book, "导入这段文字")
    assert "还没有粘贴" in says(book)[1]
    start._pasted.value = "关于工作的报告\n\n一、情况\n很好。"
    with monkeypatch.context() as broken:
        broken.setattr("widgets.desk.import_text", lambda _text: 1 / 0)
        click(book, "导入这段文字")
    assert "没有做成" in says(book)[1]
    assert start._pasted.value
    click(book, "导入这段文字")
    assert "很好。" in canonical_text(book.desk.session.document)
    assert start._pasted.value == ""


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "DOCX"),
        ("空.txt", b"", "空"),
        ("坏.json", b"{}", "报告文件"),
    ],
)
def test_a_file_that_is_refused_is_told_beside_the_button(name: str, data: bytes, words: str) -> None:
    book = Workbook()
    sent = listen(book.desk.start.picker)
    send_file(book, name, data)
    assert sent[-1]["type"] == "refused"
    assert words in sent[-1]["text"]
    assert notice(book) == ""
    assert book.desk.session is None


def test_a_file_comes_in_pieces_in_order() -> None:
    book = Workbook()
    picker = book.desk.start.picker
    sent = listen(picker)
    text = "关于工作的报告\n一、情况\n很好。\n".encode()
    tell(picker, "piece", [memoryview(text[:10])], name="a.txt", at=0, last=False)
    assert sent == [{"type": "more", "at": 10}]
    tell(picker, "piece", [memoryview(text[10:])], name="a.txt", at=10, last=True)
    assert "很好。" in canonical_text(book.desk.session.document)


@pytest.mark.parametrize(("at", "size"), [(5, 10), (0, LIMIT + 1), (0, 0)])
def test_pieces_out_of_order_or_too_many_are_refused(at: int, size: int) -> None:
    book = Workbook()
    sent = listen(book.desk.start.picker)
    tell(book.desk.start.picker, "piece", [memoryview(bytes(size))] if size else [], name="a.txt", at=at, last=True)
    assert sent[-1]["type"] == "refused"
    assert book.desk.session is None


def test_a_deleted_report_leaves_the_list_and_comes_back() -> None:
    book = opened()
    book.desk.home()
    drafts = book.desk.start.drafts
    (row,) = drafts.rows
    tell(drafts, "do", what="delete", id=row["id"])
    assert drafts.rows == []
    assert drafts.said == {"what": "delete", "id": row["id"], "title": small().title}
    assert [binned["title"] for binned in drafts.bin] == [small().title]
    tell(drafts, "do", what="restore", id=row["id"])
    assert drafts.rows == [row]
    assert drafts.said["what"] == "restore"
    assert drafts.bin == []


def test_the_card_says_how_much_is_done() -> None:
    book = opened()
    book.desk.session.type("s4", "")
    book.desk.home()
    latest = book.desk.start.drafts.latest
    assert latest["title"] == small().title
    assert latest["done"] == latest["parts"] - 1


def test_a_list_that_cannot_be_read_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: object) -> None:
        raise StoreError("数据库打不开", mend="请把这句话告诉管理员")

    monkeypatch.setattr(Lists, "all", broken)
    assert "数据库打不开" in notice(Workbook())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": 1}', '{"kind": "a", "organs": "b", "addressees": ""}'])
def test_what_was_last_used_is_only_a_proposal(text: str, gongwen_home: object) -> None:
    gongwen_home.mkdir(parents=True)  # type: ignore[attr-defined]
    (gongwen_home / "last_used.json").write_text(text, "utf-8")  # type: ignore[operator]
    assert LastUsed.load() == LastUsed()
    assert notice(Workbook()) == ""


def test_a_folder_that_cannot_be_written_costs_only_the_proposal(gongwen_home: object) -> None:
    gongwen_home.write_text("a file where the folder should be", "utf-8")  # type: ignore[attr-defined]
    LastUsed("work_report", ("甲镇人民政府",), "").save()
    assert LastUsed.load() == LastUsed()


def test_the_bin_is_found_again_later_and_holds_the_last_one_first() -> None:
    first, second = opened(), opened()
    names = [book.frame.state["report"] for book in (first, second)]
    for name in names:
        Store.open().delete(name)
    assert [row["id"] for row in Workbook().desk.start.drafts.bin] == names[::-1]


def test_the_sample_is_the_same_one_again_named_so_and_not_gone_on_with() -> None:
    book = Workbook()
    click(book, "先看示例报告")
    assert book.frame.state["tag"] == "示例"
    name = book.frame.state["report"]
    book.desk.session.type("title", "试一试")
    book.desk.home()
    assert [(row["id"], row["tag"]) for row in book.desk.start.drafts.rows] == [(name, "示例")]
    assert book.desk.start.drafts.latest == {}
    click(book, "先看示例报告")
    assert (book.frame.state["report"], book.desk.session.document.title) == (name, "试一试")
    book.desk.home()
    Store.open().delete(name)
    click(book, "先看示例报告")
    assert book.frame.state["report"] != name
    assert book.desk.session.document == sample()


def test_the_card_is_of_the_report_last_written_in_though_the_sample_was_open_since() -> None:
    book = opened()
    book.desk.home()
    click(book, "先看示例报告")
    book.desk.session.type("title", "试一试")
    book.desk.home()
    assert book.desk.start.drafts.latest["title"] == small().title


@pytest.mark.parametrize(("month", "year"), [(1, 2025), (3, 2025), (8, 2025), (9, 2026), (12, 2026)])
def test_a_report_is_about_the_year_that_is_ending_or_has_just_ended(month: int, year: int) -> None:
    assert usual_year(datetime(2026, month, 1, tzinfo=UTC)) == year


def test_another_year_is_proposed_again_within_its_season_only() -> None:
    season = usual_year()
    assert Workbook().desk.start._year.value == str(season)
    LastUsed("work_report", (), "", season - 3, season).save()
    assert Workbook().desk.start._year.value == str(season - 3)
    LastUsed("work_report", (), "", season - 3, season - 1).save()
    assert Workbook().desk.start._year.value == str(season)


def test_the_box_for_pasting_has_the_caret_once_it_is_open() -> None:
    book = Workbook()
    sent: list[object] = []
    book.desk.start._pasted.send = lambda content, **_buffers: sent.append(content)
    click(book, "粘贴一段文字")
    assert sent == [{"do": "focus"}]
    click(book, "粘贴一段文字")
    assert sent == [{"do": "focus"}]
