"""Roles: named in the card, held by the store, seen at once on the pages of those they concern; nothing typed is lost."""

from __future__ import annotations

import pytest

from gongwen.document import Location
from gongwen.errors import NotAllowedError
from gongwen.person import KnownBy, Person
from gongwen.store import Answer, Role, Store
from gongwen.together import Kind, Question
from tests.samples import small
from tests.widgets.screen import notice, tell
from widgets import Workbook


def named(book: Workbook, name: str) -> Workbook:
    tell(book.frame, "hello", report=book.frame.state["report"], name=name)
    return book


def two() -> tuple[Workbook, Workbook, str]:
    """张三, who drafts, and 李四, in one report."""
    first = named(Workbook(document=small()), "张三")
    report = first.frame.state["report"]
    return first, named(Workbook(report=report), "李四"), report


def decide(book: Workbook, **people: str) -> None:
    tell(book.desk.seat.members, "set", people=[list(each) for each in people.items()])


def look(book: Workbook) -> None:
    book.desk._open._company.look()


def test_who_is_not_named_reads_at_once_and_writes_again_when_named() -> None:
    first, second, report = two()
    look(second)
    decide(first, 张三="drafter", 王五="signer")
    assert Store.open().members.of(report) == {"张三": Role.DRAFTER, "王五": Role.SIGNER}
    look(second)
    assert second.frame.state["only"].startswith("只读：可以看、可以导出，不能改。要改，请找拟稿的张三")
    assert first.frame.state["only"] == ""
    decide(first, 张三="drafter", 李四="checker")
    look(second)
    assert second.frame.state["only"] == ""
    second.desk.session.type("s4", "核过的一句。")
    assert Store.open().load(report).document.section("s4").paragraphs == ("核过的一句。",)


def test_what_was_typed_when_the_right_was_taken_away_stays_and_is_kept_and_saved_once_it_is_back() -> None:
    first, second, report = two()
    decide(first, 张三="drafter")
    second.desk.session.type("s4", "正写着的一句。")
    assert second.desk.session.document.section("s4").paragraphs == ("正写着的一句。",)
    assert second.frame.state["saved"] == "failed"
    assert second.frame.state["only"]
    assert "不能改正文" in notice(second)
    assert "没有丢" in notice(second)
    lisi = Store.open(person=Person("李四", KnownBy.TYPED))
    assert [(each.target, each.text) for each in lisi.unsaved.left(report)] == [("s4", "正写着的一句。")]
    assert Store.open().load(report).document == small()
    decide(first, 张三="drafter", 李四="checker")
    look(second)
    assert second.desk.save() is None
    assert Store.open().load(report).document.section("s4").paragraphs == ("正写着的一句。",)
    assert lisi.unsaved.left(report) == ()


def test_a_page_that_does_not_heed_the_card_is_refused_by_the_store() -> None:
    first, second, report = two()
    decide(first, 张三="drafter", 李四="reader")
    decide(second, 李四="drafter")
    assert "不能定谁能做什么" in notice(second)
    assert Store.open().members.of(report) == {"张三": Role.DRAFTER, "李四": Role.READER}


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER, Role.SIGNER])
def test_all_that_writes_asks_for_the_right(role: Role) -> None:
    mine = Store.open(person=Person("张三"))
    report = mine.create(small()).id
    mine.members.set(report, {"张三": Role.DRAFTER, "李四": role})
    other = Store.open(person=Person("李四"))
    asked = Question(Kind.TEXT, "s4", 0, "原句。", "我的。", "你的。")
    question = mine.questions.ask(report, 1, (asked,))[0].id
    for write in (
        lambda: other.save(report, small(), 1),
        lambda: other.set_place(report, Location("s4", 0)),
        lambda: other.set_import_report(report, "{}"),
        lambda: other.delete(report),
        lambda: other.restore(report),
        lambda: other.members.set(report, {"李四": Role.DRAFTER}),
        lambda: other.history.mark(report, "定稿"),
        lambda: other.questions.ask(report, 1, (asked,)),
        lambda: other.questions.settle(report, question, Answer.MINE, "我的。"),
    ):
        with pytest.raises(NotAllowedError, match="拟稿人"):
            write()
    other.presence.say(report, "")  # one's own: where one is, what one has not saved, and that one took the file
    other.unsaved.keep(report, 1, {"s4": ("原句。", "我写的。")})
    other.log("export", report, 1, file="0" * 64)
    assert mine.load(report).version == 1


def test_what_a_page_sends_is_people_or_a_sentence() -> None:
    first, _, report = two()
    for wrong in ("x", [["张三"]], [["张三", "king"]], [["张三", "drafter"], ["张三", "reader"]], [["张三", "reader"]],
                  [["a", "drafter"]] * 201):  # fmt: skip
        first.frame.dismiss()
        tell(first.desk.seat.members, "set", people=wrong)
        assert notice(first)
    assert Store.open().members.of(report) == {}


def test_the_card_opens_with_the_name_and_offers_who_wrote_here() -> None:
    first, second, _ = two()
    second.desk.session.type("s4", "李四写的。")
    tell(first.frame, "members")
    face = first.desk.seat.members.face
    assert (face["open"], face["may"], face["me"], face["people"]) == (True, True, "张三", [])
    assert {"李四"} <= set(face["known"])
    assert face["unsure"]
    tell(first.frame, "members")
    assert not first.desk.seat.members.face["open"]
    assert not first.desk.seat.who.opened
