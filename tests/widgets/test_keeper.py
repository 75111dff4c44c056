"""What the top bar says of saving is true: saved, saving, not saved and why; and what failed is tried again."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from gongwen.errors import StoreError
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, press, tell
from widgets import Workbook, autosave


@pytest.fixture
def locked(gongwen_home: Path) -> object:
    """Hold the database as another program might, and let it go."""

    class Lock:
        def take(self) -> None:
            self.connection = sqlite3.connect(gongwen_home / "drafts.db", isolation_level=None)
            self.connection.execute("BEGIN EXCLUSIVE")

        def drop(self) -> None:
            self.connection.execute("ROLLBACK")
            self.connection.close()

    return Lock()


def test_a_new_report_is_saved_at_once_and_says_when() -> None:
    book = opened()
    assert book.frame.state["saved"] == "saved"
    assert ":" in book.frame.state["at"]
    assert Store.open().load(book.frame.state["report"]).document == small()


def test_saving_waits_a_moment_and_takes_all_that_was_typed_meanwhile() -> None:
    async def typed() -> None:
        book = opened()
        session = book.desk.session
        session.type("s4", "甲")
        assert book.frame.state["saved"] == "saving"
        session.type("s4", "甲乙")
        assert Store.open().load(book.frame.state["report"]).document == small()
        await asyncio.sleep(autosave.DELAY + 0.2)
        assert book.frame.state["saved"] == "saved"
        assert Store.open().load(book.frame.state["report"]).document == session.document

    asyncio.run(typed())


def test_a_change_taken_back_before_its_save_is_not_said_to_be_saving_for_ever() -> None:
    async def typed() -> None:
        book = opened()
        book.desk.session.type("s4", "甲")
        book.desk.undo()
        assert book.frame.state["saved"] == "saving"
        await asyncio.sleep(autosave.DELAY + 0.2)
        assert book.frame.state["saved"] == "saved"

    asyncio.run(typed())


def test_a_locked_database_is_said_and_tried_again(locked: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "RETRY", 0.1)

    async def typed() -> None:
        book = opened()
        locked.take()  # type: ignore[attr-defined]
        book.desk.session.type("s4", "甲")
        await asyncio.sleep(autosave.DELAY + 0.1)
        while book.frame.state["saved"] == "saving":  # noqa: ASYNC110 - the state is all there is to watch
            await asyncio.sleep(0.1)
        assert book.frame.state["saved"] == "failed"
        assert "占用" in book.frame.state["reason"]
        assert "没有存上" in notice(book)
        locked.drop()  # type: ignore[attr-defined]
        await asyncio.sleep(1)
        assert book.frame.state["saved"] == "saved"
        assert notice(book) == "存上了。"

    asyncio.run(typed())


def test_the_same_failure_is_not_told_twice_once_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened()

    def full(*_all: object, **_more: object) -> None:
        raise StoreError("磁盘满了", mend="请腾出空间")

    monkeypatch.setattr(Store, "save", full)
    book.desk.session.type("s4", "甲")
    assert "磁盘满了" in notice(book)
    tell(book.frame, "dismiss")
    book.desk.session.type("s4", "甲乙")
    assert notice(book) == ""
    assert book.frame.state["saved"] == "failed"
    tell(book.frame, "save")
    assert book.desk.session.document.section("s4").paragraphs == ("甲乙",)


def test_the_notice_s_button_saves_again(monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "save", lambda *_all, **_more: 1 / 0)
        book.desk.session.type("s4", "甲")
        assert "没有存上" in notice(book)
    press(book, "再存一次")
    assert book.frame.state["saved"] == "saved"


def test_a_report_that_does_not_save_is_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened()

    def full(*_all: object, **_more: object) -> None:
        raise StoreError("磁盘满了")

    monkeypatch.setattr(Store, "save", full)
    book.desk.session.type("s4", "甲")
    tell(book.frame, "home")
    assert book.frame.state["view"] == "write"
    assert book.desk.session.document.section("s4").paragraphs == ("甲",)


def test_a_report_made_while_the_store_was_broken_is_stored_once_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_all: object, **_more: object) -> None:
        raise StoreError("文件夹只能读")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "create", broken)
        book = Workbook(document=small())
        assert (book.frame.state["view"], book.frame.state["saved"], book.frame.state["report"]) == (
            "write",
            "failed",
            "",
        )
    body = book.desk.writer.form.fields[0]
    sent = listen(body)
    press(book, "再存一次")
    report = book.frame.state["report"]
    assert Store.open().load(report).document == small()
    assert {"type": "report", "report": report} in sent


def test_coming_back_opens_where_one_was() -> None:
    book = opened()
    book.desk.session.type("s2", "第一段。\n第二段。")
    book.desk.writer._placed("s2", 6)
    book.desk.home()
    assert "第 2 段" in book.desk.start.drafts.latest["words"]
    again = Workbook(report=book.desk.start.drafts.rows[0]["id"])
    assert again.desk.writer.form.entry == "s2"
    assert again.desk.writer.form.fields[1]._waiting == (6, 6)


def test_a_link_to_nothing_leads_to_the_list_with_a_sentence() -> None:
    book = Workbook(report="nothing")
    assert book.frame.state["view"] == "start"
    assert "没有找到" in notice(book)
