"""The list follows what others store row by row, narrows what is searched, and says what it cannot do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import widgets.reports
from gongwen import edits
from gongwen.document import Location
from gongwen.errors import StoreError
from gongwen.person import Person
from gongwen.store import Role, Store
from gongwen.store.search import Search
from tests.samples import small, tabled
from tests.widgets.screen import listen, notice, tell
from widgets import Workbook

SEARCH = {"number": 1, "words": "", "kind": "", "year": "", "organ": "", "stage": ""}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is asked here, not how much of it at once: a busy machine makes less findable in the same time."""
    monkeypatch.setattr(widgets.reports, "PATIENCE", 60.0)


def other() -> Store:
    return Store.open(person=Person("乙"))


def sent_rows(sent: list[dict[str, object]]) -> list[str]:
    return [row[0] for message in sent if message["type"] == "rows" for row in message["rows"]]  # type: ignore[attr-defined]


def test_a_page_gets_all_rows_when_it_is_there_and_then_only_those_that_changed() -> None:
    store = other()
    names = [store.create(replace(small(), title=f"第{number}份")).id for number in range(3)]
    book = Workbook()
    drafts = book.desk.start.drafts
    sent = listen(drafts)
    tell(drafts, "ready")
    assert sorted(sent_rows(sent)) == sorted(names)
    assert sent[0]["fresh"]
    sent.clear()
    store.save(names[1], replace(small(), title="乙改的"), 1)
    book.desk.reports.look()
    assert sent_rows(sent) == [names[1]]
    assert not sent[0]["fresh"]
    assert drafts.rows[0]["title"] == "乙改的"
    assert drafts.rows[0]["by"] == "乙"
    sent.clear()
    book.desk.reports.look()
    book.desk.home()
    assert sent_rows(sent) == []


def test_who_has_a_report_open_stands_beside_it_until_they_leave() -> None:
    store = other()
    name = store.create(small()).id
    book = Workbook()
    book.desk.reports.look()
    store.presence.say(name, "s4")
    book.desk.reports.look()
    assert book.desk.start.drafts.people == {name: ["乙（未核实）"]}
    store.presence.leave(name)
    book.desk.reports.look()
    assert book.desk.start.drafts.people == {}


def test_another_window_of_the_same_person_is_called_so() -> None:
    book = Workbook()
    name = other().create(small()).id
    Store.open(person=book.desk.seat.who.person).presence.say(name, "")
    book.desk.reports.look()
    assert book.desk.start.drafts.people == {name: ["您的另一个窗口"]}


def test_the_list_is_followed_while_the_start_page_is_shown_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets.reports, "TICK", 0.01)

    async def follow() -> list[list[str]]:
        book = Workbook()
        shown = []
        name = other().create(small()).id
        await asyncio.sleep(0.3)
        shown.append([row["title"] for row in book.desk.start.drafts.rows])
        book.desk.open(name)
        other().create(small())
        await asyncio.sleep(0.1)
        shown.append([row["title"] for row in book.desk.start.drafts.rows])
        assert book.desk._open.leave()
        return shown

    assert asyncio.run(follow()) == [[small().title], [small().title]]


def test_archive_copy_and_bin_are_told_with_the_way_back() -> None:
    name = other().create(small()).id
    book = Workbook()
    drafts = book.desk.start.drafts
    tell(drafts, "do", what="archive", id=name)
    assert (drafts.rows, drafts.row(name)["where"], drafts.said["what"]) == ([], "archive", "archive")  # type: ignore[index]
    assert drafts.latest == {}
    tell(drafts, "do", what="unarchive", id=name)
    assert ([row["id"] for row in drafts.rows], drafts.said["what"]) == ([name], "unarchive")
    tell(drafts, "do", what="copy", id=name)
    copied = drafts.said["id"]
    assert copied != name
    assert [(row["id"], row["tag"]) for row in drafts.rows] == [(copied, "2025年的副本"), (name, "")]
    tell(drafts, "do", what="burn", id=name)
    assert "没有这个动作" in notice(book)


def test_who_may_not_put_a_report_away_is_told_and_it_stays() -> None:
    store = other()
    name = store.create(small()).id
    store.members.set(name, {"乙": Role.DRAFTER})
    book = Workbook()
    tell(book.desk.start.drafts, "do", what="delete", id=name)
    assert "不能" in notice(book)
    assert [row["id"] for row in book.desk.start.drafts.rows] == [name]
    assert book.desk.start.drafts.said == {}


def test_words_are_found_with_their_place_and_opened_there() -> None:
    store = other()
    name = store.create(edits.set_paragraphs(small(), "s4", ("一是宣传不够深入。", "二是石墨烯产业没有起步。"))).id
    book = Workbook()
    drafts = book.desk.start.drafts
    sent = listen(drafts)
    tell(drafts, "search", **{**SEARCH, "words": "石墨烯"})
    (message,) = [each for each in sent if each["type"] == "found"]
    (report,) = message["reports"]
    (hit,) = report["hits"]
    assert (report["id"], hit["place"], hit["name"]) == (name, ["s4", 1, 2, 5], "二、存在的不足和原因")
    assert hit["pieces"] == [["二是", False], ["石墨烯", True], ["产业没有起步。", False]]
    tell(drafts, "open", id=name, place=hit["place"])
    assert book.desk.writer.form.entry == "s4"
    assert book.desk._open.keeper._place == Location("s4", 1, 2, 5)


def test_a_cell_that_was_found_is_opened_where_its_table_stands() -> None:
    name = other().create(tabled()).id
    book = Workbook()
    sent = listen(book.desk.start.drafts)
    tell(book.desk.start.drafts, "search", **{**SEARCH, "words": "双随机"})
    (hit,) = sent[-1]["reports"][0]["hits"]
    assert (hit["place"][0], hit["name"]) == ("b1", "表格　2024年和2025年行政执法情况")
    tell(book.desk.start.drafts, "open", id=name, place=hit["place"])
    assert book.desk.writer.form.entry == "u1"


def test_a_place_that_is_gone_by_then_opens_the_report_all_the_same() -> None:
    name = other().create(small()).id
    book = Workbook()
    tell(book.desk.start.drafts, "open", id=name, place=["not-there", 0, 0, 0])
    assert book.frame.state["report"] == name
    assert notice(book) == ""


def test_fields_are_named_and_titles_left_to_the_list() -> None:
    other().create(small())
    drafts = Workbook().desk.start.drafts
    sent = listen(drafts)
    tell(drafts, "search", **{**SEARCH, "words": "清溪镇人民政府"})
    assert [hit["name"] for hit in sent[-1]["reports"][0]["hits"]] == ["发文机关署名"]
    tell(drafts, "search", **{**SEARCH, "words": "法治政府建设情况"})
    assert sent[-1]["reports"] == []


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"year": "2024"}, [0]),
        ({"stage": "定稿"}, [1]),
        ({"organ": "清溪镇人民政府"}, [0, 1, 2]),
        ({"kind": "没有"}, []),
    ],
)
def test_filters_narrow_what_is_searched(narrowed: dict[str, str], found: list[int]) -> None:
    store = other()
    names = [store.create(replace(small(), year=year)).id for year in (2024, 2025, 2025)]
    store.history.mark(names[1], "定稿")
    store.archive(names[2])
    store.delete(store.create(small()).id)
    drafts = Workbook().desk.start.drafts
    sent = listen(drafts)
    tell(drafts, "search", **{**SEARCH, "words": "专题会议", **narrowed})
    assert {report["id"] for report in sent[-1]["reports"]} == {names[at] for at in found}


def test_what_is_not_findable_yet_is_looked_through_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets.reports, "PATIENCE", 0)
    store = other()
    for _ in range(3):
        store.create(small())
    book = Workbook()
    sent = listen(book.desk.start.drafts)
    tell(book.desk.start.drafts, "search", **{**SEARCH, "words": "专题会议"})
    told = [(len(sent[-1]["reports"]), sent[-1]["waiting"])]
    for _ in range(3):
        book.desk.reports.look()
        told.append((len(sent[-1]["reports"]), sent[-1]["waiting"]))
    assert told == [(1, 2), (2, 1), (3, 0), (3, 0)]


def test_a_search_that_fails_is_a_sentence_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()

    def broken(*_all: object, **_more: object) -> None:
        raise StoreError("数据库正被别的程序占用", mend="请稍等")

    monkeypatch.setattr(Search, "find", broken)
    sent = listen(book.desk.start.drafts)
    tell(book.desk.start.drafts, "search", **{**SEARCH, "words": "会议"})
    assert "占用" in sent[-1]["failed"]
    assert notice(book) == ""


def test_the_card_is_of_what_one_wrote_oneself_and_a_broken_report_costs_only_the_card() -> None:
    book = Workbook()
    mine = Store.open(person=book.desk.seat.who.person).create(replace(small(), title="我写的"))
    other().create(replace(small(), title="乙写的"))
    book.desk.home()
    assert book.desk.start.drafts.latest["title"] == "我写的"
    with book.desk._shelf()._access.writing() as connection:
        connection.exec_driver_sql("UPDATE report SET frame = '{' WHERE id = ?", (mine.id,))
    again = Workbook()
    assert (again.desk.start.drafts.latest, len(again.desk.start.drafts.rows)) == ({}, 2)


def test_who_has_said_who_they_are_is_no_other_any_more() -> None:
    other().create(small())
    book = Workbook()
    assert book.desk.start.drafts.rows[0]["by"] == "乙"
    book.desk.seat.who.typed("乙")
    book.desk.reports.look()
    book.desk.reports.look()
    assert book.desk.start.drafts.rows[0]["by"] == ""


def test_what_was_today_is_yesterday_after_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    other().create(small())
    book = Workbook()
    drafts = book.desk.start.drafts
    assert drafts.rows[0]["saved"].startswith("今天")
    tomorrow = datetime.now().astimezone() + timedelta(days=1)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return tomorrow.astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(widgets.reports, "datetime", Clock)
    monkeypatch.setattr("widgets.drafts.datetime", Clock)
    book.desk.reports.follow()
    assert drafts.rows[0]["saved"].startswith("昨天")


def test_the_page_that_comes_back_shows_at_once_what_was_written_last(gongwen_home: Path) -> None:
    Store.open(gongwen_home).create(replace(small(), title="先前的"))
    book = Workbook()
    desk, shown = book.desk, []
    assert desk.start.drafts.latest["title"] == "先前的"
    desk.take(replace(small(), title="刚写的"))
    desk._body.observe(lambda _change: shown.append(desk.start.drafts.latest["title"]), "children")
    desk.home()
    assert shown == ["刚写的"]
