"""Several windows on one report: each sees what the others saved, nothing is written over, what both wrote is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from gongwen import edits
from gongwen.person import KnownBy, Person
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import tell
from widgets import Workbook, keeper


def notice(book: Workbook) -> str:
    return str((book.frame.state["notice"] or {}).get("text", ""))


def two() -> tuple[Workbook, Workbook, str]:
    first = Workbook(document=small())
    report = first.frame.state["report"]
    return first, Workbook(report=report), report


def pull(book: Workbook) -> None:
    """What the company does several times a second where there is an event loop."""
    book.desk._open._company.look()


def text(book: Workbook, section: str) -> str:
    return "\n".join(book.desk.session.document.section(section).paragraphs)


def settle(book: Workbook, answer: str, words: str = "") -> None:
    (item,) = book.desk.writer.disputes.items
    book.desk.writer.disputes.on_settle_message({"id": item["id"], "answer": answer, "text": words}, [])


def test_two_windows_write_in_different_sections_and_both_see_both() -> None:
    first, second, report = two()
    first.desk.session.type("s4", "第一个窗口。")
    second.desk.session.type("s2", "第二个窗口。")
    both = edits.set_paragraphs(edits.set_paragraphs(small(), "s4", ("第一个窗口。",)), "s2", ("第二个窗口。",))
    assert Store.open().load(report).document == second.desk.session.document == both
    pull(first)
    assert first.desk.session.document == both
    assert notice(first) == notice(second) == ""
    assert first.frame.state["saved"] == second.frame.state["saved"] == "saved"


def test_one_sentence_written_by_both_is_asked_and_either_answer_is_kept() -> None:
    for answer, expected in (("mine", "乙乙。"), ("theirs", "甲甲。"), ("both", "甲甲。乙乙。"), ("own", "合成一句。")):
        first, second, report = two()
        first.desk.session.type("s4", "甲甲。")
        second.desk.session.type("s4", "乙乙。")
        assert text(second, "s4") == "甲甲。"
        second.desk.writer.open("s4")
        settle(second, answer, "合成一句。")
        assert text(second, "s4") == expected
        assert second.desk.writer.disputes.items == []
        pull(first)
        assert text(first, "s4") == expected
        (asked,) = Store.open().questions.all(report)
        assert (asked.question.mine, asked.question.theirs, str(asked.answer)) == ("乙乙。", "甲甲。", answer)


def test_what_waits_stands_in_the_outline_of_both() -> None:
    first, second, _ = two()
    first.desk.session.type("title", "甲的标题")
    second.desk.session.type("title", "乙的标题")
    pull(first)
    for book in (first, second):
        states = {item["id"]: item["state"] for item in book.desk.writer.outline.items}
        assert states["head"] == "待定 1 处"


def test_a_section_deleted_under_somebody_is_asked_and_can_still_be_deleted() -> None:
    for answer, there in (("mine", True), ("theirs", False)):
        first, second, _ = two()
        second.desk.session.apply(edits.remove_section(second.desk.session.document, "s4"), "删除一节")
        first.desk.session.type("s4", "还在写这一节。")
        assert text(first, "s4") == "还在写这一节。"
        first.desk.writer.open("s4")
        settle(first, answer)
        assert any(part.id == "s4" for part in first.desk.session.document.walk()) is there


def test_undo_takes_back_only_ones_own() -> None:
    first, second, _ = two()
    first.desk.session.type("s4", "甲写的。")
    pull(second)
    second.desk.session.type("s2", "乙写的。")
    pull(first)
    first.desk.undo()
    assert text(first, "s4") == "\n".join(small().section("s4").paragraphs)
    assert text(first, "s2") == "乙写的。"
    first.desk.redo()
    assert text(first, "s4") == "甲写的。"


def test_undo_of_what_another_has_written_on_is_refused_in_a_sentence() -> None:
    first, second, _ = two()
    first.desk.session.type("s4", "甲写的。")
    pull(second)
    second.desk.session.type("s4", "乙改过的。")
    pull(first)
    first.desk.undo()
    assert "别人后来也改过" in notice(first)
    assert text(first, "s4") == "乙改过的。"


def test_text_that_met_anothers_on_its_way_is_kept_beside_it() -> None:
    first, second, _ = two()
    first.desk.writer.open("s4")
    body = first.desk.writer.form._body
    base = text(first, "s4")
    second.desk.session.type("s4", base + "\n乙加的一段。")
    pull(first)
    body.on_whole_message({"target": "s4", "seq": 1, "view": "one", "base": base, "text": "甲加的一句。" + base}, [])
    assert text(first, "s4") == "甲加的一句。" + base + "\n乙加的一段。"


def test_text_that_met_anothers_on_its_way_in_one_sentence_stands_until_it_is_asked() -> None:
    first, second, report = two()
    first.desk.writer.open("s4")
    body = first.desk.writer.form._body
    base = text(first, "s4")
    second.desk.session.type("s4", "乙改了：" + base)
    pull(first)
    body.on_whole_message({"target": "s4", "seq": 1, "view": "one", "base": base, "text": "甲改了：" + base}, [])
    assert text(first, "s4") == "乙改了：" + base
    (asked,) = Store.open().questions.open(report)
    assert (asked.question.mine[:4], asked.question.theirs[:4]) == ("甲改了：", "乙改了：")
    assert [item["here"] for item in first.desk.writer.disputes.items] == [True]
    second.desk.writer.open("s4")
    pull(second)
    assert [item["here"] for item in second.desk.writer.disputes.items] == [False]


def test_who_is_in_the_midst_of_a_disputed_sentence_sees_what_others_write_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def write() -> None:
        first, second, report = two()
        monkeypatch.setattr(keeper, "QUIET", 600)
        for book in (first, second):
            book.desk._open._company.stop()
        first.desk.session.type("s4", "甲写的。")
        first.desk.save()
        second.desk.session.type("s4", "乙正在写")
        second.desk._open.keeper.pull()
        first.desk.session.type("s2", "甲在别处写的。")
        first.desk.save()
        second.desk._open.keeper.pull()
        assert text(second, "s2") == "甲在别处写的。"
        assert text(second, "s4") == "乙正在写"
        assert Store.open().questions.all(report) == ()
        second.desk.session.type("s4", "乙写完了。")
        second.desk.save()
        (asked,) = Store.open().questions.open(report)
        assert (asked.question.mine, asked.question.theirs) == ("乙写完了。", "甲写的。")
        assert text(second, "s4") == "甲写的。"

    asyncio.run(write())


def test_a_sentence_that_may_be_half_written_is_held_and_asked_when_its_writer_pauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def until(true: Callable[[], bool]) -> None:
        for _ in range(600):
            if true():
                return
            await asyncio.sleep(0.05)
        raise AssertionError

    async def write() -> None:
        first, second, report = two()
        monkeypatch.setattr(keeper, "QUIET", 600)
        second.desk._open._company.stop()  # before it can see what the first saves
        first.desk.session.type("s4", "甲写的。")
        await until(lambda: Store.open().load(report).version == 2)
        second.desk.session.type("s4", "乙正在写")
        await until(lambda: second.frame.state["saved"] == "held")
        assert text(second, "s4") == "乙正在写"
        (kept,) = Store.open().unsaved.left(report)
        assert kept.text == "乙正在写"
        monkeypatch.setattr(keeper, "QUIET", 0)
        await until(lambda: second.frame.state["saved"] == "saved")
        assert text(second, "s4") == "甲写的。"
        (item,) = second.desk.writer.disputes._asked.values()
        assert item.question.mine == "乙正在写"
        assert Store.open().unsaved.left(report) == ()

    asyncio.run(write())


def test_a_page_whose_kernel_was_ready_beforehand_shows_what_was_saved_since() -> None:
    ready = Workbook()
    assert ready.desk.start.drafts.rows == []
    Workbook(document=small())
    ready.frame.on_hello_message({"report": ""}, [])
    assert [row["title"] for row in ready.desk.start.drafts.rows] == [small().title]


def test_a_page_that_was_closed_is_no_longer_here_though_its_kernel_is() -> None:
    first, second, _ = two()
    for book in (second, first):
        pull(book)
    assert first.frame.state["people"] == ["您的另一个窗口"]
    tell(second.frame, "bye")
    for book in (second, first, second, first):
        pull(book)
    assert first.frame.state["people"] == []
    tell(second.frame, "ping")
    for book in (second, first):
        pull(book)
    assert first.frame.state["people"] == ["您的另一个窗口"]


def test_who_is_here_is_shown_as_far_as_the_name_is_known() -> None:
    first, _, report = two()
    for name, known_by in (("王五", KnownBy.TYPED), ("赵六", KnownBy.HUB)):
        Store.open(person=Person(name, known_by)).presence.say(report, "s4")
    pull(first)
    assert {"王五（未核实）", "赵六"} <= set(first.frame.state["people"])
    assert ["赵六", "s4"] in first.desk.writer.outline.people
    first.desk.seat.members.show(first.desk._open._shelf(), report, opened=True)
    assert {"王五", "赵六"} <= set(first.desk.seat.members.face["known"])
