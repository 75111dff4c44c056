"""The view 版本: what it lists, what it compares, what it puts back, and that nobody's saves disturb who reads it."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen import edits
from gongwen.document import Document
from gongwen.person import KnownBy, Person
from gongwen.store import Answer, Role, Store
from gongwen.together.compare import compare
from gongwen.together.part import Kind
from gongwen.together.rows import Fate
from tests.samples import small, tabled
from tests.widgets.screen import listen, notice, opened, press, tell
from widgets import Workbook
from widgets.history import History
from widgets.historynames import names_of
from widgets.historypast import LAST_YEAR
from widgets.historytext import painted


def at_history(book: Workbook) -> History:
    tell(book.frame, "view", name="history")
    return book.desk._open.history


def text(book: Workbook, key: str) -> str:
    return "\n".join(book.desk.session.document.section(key).paragraphs)


def titles(view: History) -> list[str]:
    return [event["title"] for event in view.events]


def other(name: str = "李秀兰") -> Store:
    return Store.open(person=Person(name, KnownBy.TYPED))


def blocks(view: History, kind: str) -> list[dict[str, Any]]:
    return [block for block in view.found["blocks"] if block["k"] == kind]


def test_the_view_shows_the_last_text_typed_against_the_first() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传还不够深入。")
    view = at_history(book)
    assert book.frame.state["look"] == "history"
    assert (view.found["a"], view.found["b"], view.found["places"]) == (1, 2, 1)
    (row,) = [block for block in blocks(view, "row") if block["p"]]
    assert row["t"] == [["=", "一是宣传"], ["+", "还"], ["=", "不够深入。"]]
    assert titles(view) == ["二、存在的不足和原因", "新建"]
    tell(book.frame, "view", name="write")
    assert book.frame.state["look"] == "write"


def test_a_report_of_one_version_says_that_there_is_nothing_to_compare() -> None:
    view = at_history(opened())
    assert view.found["only"] is True
    assert view.found["blocks"][0]["k"] == "fold"


def test_a_version_gets_a_name_and_is_what_the_next_is_compared_with() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传不深。")
    view = at_history(book)
    tell(view, "mark", name=" 送审稿 ", note="报县里")
    assert "送审稿" in notice(book)
    assert (view.events[0]["title"], view.events[0]["note"]) == ("送审稿", "报县里")
    book.desk.session.type("s2", "全年召开专题会议4次。")
    again = at_history(opened_again(book))
    assert (again.found["a"], again.found["b"]) == (2, 3)
    assert [pick[1].split("　")[0] for pick in again.picks[:2]] == ["当前稿", "送审稿"]
    tell(again, "named", on=True)
    assert titles(again) == ["送审稿", "新建"]


def opened_again(book: Workbook) -> Workbook:
    return Workbook(report=book.frame.state["report"])


@pytest.mark.parametrize("name", ["", "   ", "太" * 21])
def test_a_name_that_is_none_is_refused_in_a_sentence(name: str) -> None:
    book = opened()
    view = at_history(book)
    tell(view, "mark", name=name, note="")
    assert "1 到 20 个字" in notice(book)
    assert titles(view) == ["新建"]


def test_one_change_is_taken_back_as_a_new_version_and_can_be_undone() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传还不够深入。")
    book.desk.session.type("s2", "全年召开专题会议5次，研究解决问题6项。\n镇长亲自部署。")
    view = at_history(book)
    place = next(block["p"] for block in blocks(view, "row") if ["+", "5"] in block["t"])
    tell(view, "revert", place=place)
    assert text(book, "s2") == "\n".join(small().section("s2").paragraphs)
    assert text(book, "s4") == "一是宣传还不够深入。"
    store = Store.open()
    versions = store.history.versions(book.frame.state["report"])
    assert [each.action for each in versions][-1] == "restore"
    assert (view.found["b"], view.found["places"]) == (versions[-1].number, 1)
    press(book, "撤销")
    assert "召开专题会议5次" in text(book, "s2")


def test_a_section_and_the_whole_come_back_and_nothing_is_destroyed() -> None:
    book = opened()
    session = book.desk.session
    session.apply(edits.remove_section(session.document, "s4"), "删除一节")
    session.type("s2", "全年召开专题会议9次。")
    view = at_history(book)
    tell(view, "restore", part="s4")
    assert text(book, "s4") == "一是宣传不够深入。"
    assert text(book, "s2") == "全年召开专题会议9次。"
    tell(view, "restore", part="")
    assert session.document == small()
    report = book.frame.state["report"]
    history = Store.open().history
    assert "全年召开专题会议9次。" in history.at(report, history.versions(report)[-2].number).section("s2").paragraphs
    tell(view, "restore", part="")
    assert "不用恢复" in notice(book)


def test_what_others_save_grows_the_list_and_leaves_the_reading_alone() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传还不够深入。")
    view = at_history(book)
    before, listed = view.found, titles(view)
    store, report = other(), book.frame.state["report"]
    store.save(report, edits.set_paragraphs(book.desk.session.document, "s2", ("李秀兰写的。",)), 2)
    book.desk._open._company.look()
    assert view.found is before
    assert titles(view)[1:] == listed
    assert view.events[0]["sub"].startswith("李秀兰（未核实）")
    assert (view.newest, view.found["b"]) == (3, 2)
    tell(view, "revert", place=1)  # taken back beside what the other wrote
    assert text(book, "s4") == "一是宣传不够深入。"
    assert text(book, "s2") == "李秀兰写的。"
    tell(view, "newest")
    assert view.found["b"] == view.newest == 4


def test_a_change_that_another_has_written_on_is_not_taken_back_blindly() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传还不够深入。")
    view = at_history(book)
    other().save(
        book.frame.state["report"], edits.set_paragraphs(book.desk.session.document, "s4", ("李秀兰改过的。",)), 2
    )
    book.desk._open._company.look()
    tell(view, "revert", place=1)
    assert "后来又改过" in notice(book)
    assert text(book, "s4") == "李秀兰改过的。"


def test_who_may_only_read_puts_nothing_back() -> None:
    book = opened()
    book.desk.session.type("s4", "一是宣传还不够深入。")
    store = other()
    store.members.set(book.frame.state["report"], {"李秀兰": Role.DRAFTER, Store.open().person.name: Role.READER})
    book.desk._open._company.look()
    view = at_history(book)
    before = book.desk.session.document
    for message in (
        {"type": "revert", "place": 1},
        {"type": "restore", "part": ""},
        {"type": "mark", "name": "定稿", "note": ""},
    ):
        tell(view, message.pop("type"), **message)
        assert "只能看" in notice(book)
    assert view.found["may"] is False
    assert book.desk.session.document == before


def test_both_texts_of_a_question_stand_in_the_timeline() -> None:
    first = opened()
    report = first.frame.state["report"]
    second = Workbook(report=report)
    first.desk.session.type("s4", "甲甲。")
    second.desk.session.type("s4", "乙乙。")
    second.desk.writer.open("s4")
    (item,) = second.desk.writer.disputes.items
    tell(second.desk.writer.disputes, "settle", id=item["id"], answer=str(Answer.MINE), text="")
    view = at_history(second)
    event = next(event for event in view.events if event["what"] == "answered")
    assert [words for _, words in event["texts"]] == ["甲甲。", "乙乙。"]


def test_an_entry_shows_what_it_changed_and_a_stretch_unfolds() -> None:
    book = opened()
    session = book.desk.session
    for number in range(3):
        session.type("s4", f"一是宣传不够深入，共{number}处。")
    view = at_history(book)
    (key,) = [event["key"] for event in view.events if event["saves"] > 1]
    tell(view, "unfold", key=key)
    saves = view.events[0]["items"]
    assert [(each["before"], each["number"]) for each in saves] == [(3, 4), (2, 3), (1, 2)]
    tell(view, "choose", a=2, b=3)
    assert (view.found["a"], view.found["b"], view.found["places"], view.found["current"]) == (2, 3, 1, False)
    tell(view, "look", key=key)
    assert (view.found["a"], view.found["b"]) == (1, 4)
    sent = listen(view)
    tell(view, "figures", keys=[key, "nobody"])
    (figures,) = sent
    assert (figures["title"], figures["words"]) == ("二、存在的不足和原因", "1 处，增 4")


def test_who_wrote_each_sentence_is_said_of_the_version_that_stands() -> None:
    book = opened()
    report = book.frame.state["report"]
    other().save(report, edits.set_paragraphs(small(), "s4", ("一是宣传不够深入。", "二是力量不足。")), 1)
    book.desk._open._company.look()
    view = at_history(book)
    sent = listen(view)
    tell(view, "authors")
    who = next(message["who"] for message in sent if message["part"] == "s4")
    assert [each and each[0] for each in who] == ["您", None, "李秀兰（未核实）"]
    tell(view, "choose", a=1, b=1)
    sent.clear()
    tell(view, "authors")
    assert sent == []


def test_pages_of_an_old_version_are_shown_and_gone_with_the_view() -> None:
    book = opened()
    book.desk.session.type("title", "另一个标题")
    view = at_history(book)
    tell(view, "pages", side="a")
    (pages,) = view.box.children[1:]
    (preview,) = pages.children
    lines = "".join(run.text for page in preview.layout_now.pages for line in page.lines for run in line.runs)
    assert "法治政府建设情况的报告" in lines
    assert "另一个标题" not in lines
    tell(book.frame, "view", name="write")
    assert view.box.children == (view,)


def test_a_long_timeline_comes_in_parts() -> None:
    book = opened()
    report = book.frame.state["report"]
    people = [other("甲"), other("乙")]
    document, version = small(), 1
    for number in range(70):
        document = edits.set_paragraphs(document, "s4", (f"第{number}次。",))
        version = people[number % 2].save(report, document, version).version
    view = at_history(Workbook(report=report))
    assert (len(view.events), view.total) == (60, 71)
    tell(view, "more")
    assert len(view.events) == 71
    tell(view, "more")
    assert view.events[-1]["title"] == "新建"


def sides(page: list[dict[str, Any]]) -> tuple[str, str]:
    old, new = "", ""
    for block in page:
        if block["k"] == "fold":
            inner = sides(block["items"])
            old, new = old + inner[0], new + inner[1]
        elif block["k"] == "row" and "label" not in block:
            old += "".join(words for mark, words in block["t"] if mark != "+")
            new += "".join(words for mark, words in block["t"] if mark != "-")
    return old, new


@pytest.mark.parametrize("document", [small(), tabled()])
def test_every_sentence_of_both_versions_is_on_the_page(document: Document) -> None:
    new = edits.move_section(edits.remove_section(document, "s4"), "s3", -1)
    new = edits.set_paragraphs(new, "s2", (*new.section("s2").paragraphs, "新写的一段。"))
    old_words, new_words = sides(painted(compare(document, new), document, new))
    for whole, words in ((document, old_words), (new, new_words)):
        for section in whole.walk():
            for paragraph in section.paragraphs:
                assert paragraph.startswith("\ufffc") or paragraph in words


def test_every_part_that_is_compared_has_a_name() -> None:
    document = tabled()
    known = names_of(document)
    for part in compare(document, document).parts:
        assert known[part.id], part.kind
    assert known["s3"] == "（二）规范执法行为"
    assert {part.fate for part in compare(document, document).parts if part.kind is Kind.FIELD} == {Fate.SAME}


def test_a_name_somebody_vouches_for_goes_without_a_word_and_each_save_by_how_it_was_known_then() -> None:
    book = opened()
    report, texts = book.frame.state["report"], iter(("李秀兰先写的。", "李秀兰后写的。"))
    for number, known_by in enumerate((KnownBy.TYPED, KnownBy.PROXY), 1):
        store = Store.open(person=Person("李秀兰", known_by))
        store.save(report, edits.set_paragraphs(store.load(report).document, "s2", (next(texts),)), number)
        Store.open(person=Person("陈", KnownBy.HUB)).history.mark(report, f"第{number}稿")
    book.desk._open._company.look()
    names = [event["sub"].split("　")[0] for event in at_history(book).events]
    assert names == ["陈", "李秀兰", "陈", "李秀兰（未核实）", "您"]


# --- last year's report ----------------------------------------------------------------------------------------------


def of_year(year: int, *paragraphs: str, heading: str = "主要工作", key: str = "s1") -> Document:
    from gongwen.document import Section, Signature

    body = Section("body", children=(Section(key, heading, paragraphs), Section("x9", "别的", ("别的话。",))))
    title = f"关于{year}年度法治政府建设情况的报告"
    return Document(
        kind="rule_of_law_report", year=year, title=title, body=body, signature=Signature(("清溪镇人民政府",))
    )


def test_a_report_begun_from_last_years_is_compared_with_it_section_by_section() -> None:
    store = Store.open()
    was = of_year(2024, "2024年以来，办案32件。", "宣传八次。")
    name = store.create(was).id
    book = opened(was)
    book.desk.next_year(name, 2025)
    book.desk.session.type("s1", "2025年以来，办案40件。\n宣传八次。")
    view = at_history(book)
    assert [LAST_YEAR, "上年的报告　2024年度", "上年"] in view.picks
    tell(view, "choose", a=LAST_YEAR, b=view.newest)
    rows = [block["t"] for block in blocks(view, "row") if block["p"]]
    assert [["-", "2024"], ["+", "2025"], ["=", "年以来，办案"], ["-", "32"], ["+", "40"], ["=", "件。"]] in rows
    assert view.found["may"] is False
    before = book.desk.session.document
    tell(view, "restore", part="")
    assert "上年的报告" in notice(book)
    tell(view, "revert", place=1)
    assert book.desk.session.document == before


def test_a_report_of_one_version_is_compared_with_last_years_at_once() -> None:
    Store.open().create(of_year(2024, "办案32件。"))
    view = at_history(opened(of_year(2025, "办案40件。", heading="2025年主要工作", key="z7")))
    assert (view.found["a"], view.found["only"]) == (LAST_YEAR, False)
    assert [["=", "办案"], ["-", "32"], ["+", "40"], ["=", "件。"]] in [block["t"] for block in blocks(view, "row")]


def test_without_a_report_of_last_year_there_is_none_to_compare_with() -> None:
    view = at_history(opened(of_year(2025, "办案40件。")))
    tell(view, "choose", a=LAST_YEAR, b=1)
    assert view.found["a"] == 1
    assert LAST_YEAR not in [pick[0] for pick in view.picks]
