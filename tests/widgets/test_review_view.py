"""The view 批注: what can be annotated, who sees what, how a suggestion becomes text, and what is refused with words."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen import targets
from gongwen.document import Document
from gongwen.person import KnownBy, Person
from gongwen.review.anchor import Standing, anchored
from gongwen.review.annotation import Annotation, Outcome
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from tests.samples import small, tabled
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.review import Review


def named(book: Workbook, name: str) -> Workbook:
    tell(book.frame, "hello", report=book.frame.state["report"], name=name)
    return book


def at_review(book: Workbook) -> Review:
    tell(book.frame, "view", name="review")
    return book.desk._open.review


def drafting(document: Document | None = None) -> tuple[Workbook, Review]:
    book = named(opened(document), "周明")
    return book, at_review(book)


def other(name: str = "陈县长") -> Store:
    return Store.open(person=Person(name, KnownBy.TYPED))


def text(book: Workbook, key: str) -> str:
    return texts(book.desk.session.document)[key]


def place(section: str, paragraph: int, offset: int) -> dict[str, Any]:
    return {"section": section, "paragraph": paragraph, "offset": offset}


def begin(view: Review, start: dict[str, Any] | None, end: dict[str, Any] | None = None, *, suggests: bool = False) -> list[list[str]]:  # fmt: skip
    tell(view, "begin", **{"from": start, "to": end}, suggests=suggests)
    return [[aim["name"], aim["quote"]] for aim in view.compose["aims"]]


def said_by(report: str, words: str, text: str = "请改。", *, key: str = "s2", replacement: str | None = None) -> Annotation:  # fmt: skip
    """Have another annotate words of a section, and send it."""
    store = other()
    draft = store.load(report)
    found = texts(draft.document)
    start = found[key].index(words)
    made = store.review.add(
        report, draft.version, anchored(found, key, start, start + len(words)), text, replacement=replacement
    )
    store.review.send(report)
    return made


def cards(view: Review) -> dict[int, dict[str, Any]]:
    return {card["n"]: card for card in view._told.values()}


SENTENCE = "全年召开党委会议4次、政府常务会议6次研究法治工作。"


@pytest.fixture
def book() -> tuple[Workbook, Review]:
    made, view = drafting()
    made.desk.session.type("s2", f"{SENTENCE}同步推进。\n第二段在这里。")
    view.enter()
    return made, view


def test_what_is_selected_becomes_a_draft_of_ones_own_beside_its_words(book: tuple[Workbook, Review]) -> None:
    made, view = book
    aims = begin(view, place("s2", 0, 4), place("s2", 0, 10))
    assert aims[0] == ["range", SENTENCE[4:10]]
    tell(view, "add", aim="range", text=" 请核实次数。 ", kind="figure", weight="must", replacement=None)
    (card,) = cards(view).values()
    assert (card["text"], card["about"], card["must"], card["draft"], card["who"]) == (
        "请核实次数。", "数据", "必改", True, "我",
    )  # fmt: skip
    (mark,) = view.marks
    assert mark["at"] == [["s2", 0, 4, 10, "="]]
    assert mark["first"] == ["s2", 0, 4]
    assert view.compose == {}
    assert other().review.all(made.frame.state["report"]) == ()


def test_a_remark_begun_before_others_wrote_above_it_stands_at_its_words(book: tuple[Workbook, Review]) -> None:
    made, view = book
    tell(view, "ready")
    begin(view, place("s2", 0, 4), place("s2", 0, 10))
    store, name = other(), made.frame.state["report"]
    draft = store.load(name)
    before = targets.read(draft.document, "s2")
    store.save(name, targets.write(draft.document, "s2", "别人写在前面的一句。" + before), draft.version)
    made.desk._open.keeper.pull()
    view.follow()
    tell(view, "add", aim="range", text="请核对。", kind="figure", weight="must", replacement=None)
    (kept,) = view._all
    assert text(made, "s2")[kept.anchor.start : kept.anchor.end] == SENTENCE[4:10]


def test_a_place_alone_offers_its_sentence_paragraph_section_and_the_report(book: tuple[Workbook, Review]) -> None:
    _made, view = book
    aims = begin(view, place("s2", 0, 3))
    assert aims[0] == ["sentence", SENTENCE]
    assert [name for name, _quote in aims] == ["sentence", "paragraph", "section", "report"]
    assert aims[1][1] == f"{SENTENCE}同步推进。"
    tell(view, "add", aim="section", text="这一节太短。", kind="other", weight="should", replacement=None)
    begin(view, None)
    tell(view, "add", aim="report", text="全文统一数字写法。", kind="form", weight="should", replacement=None)
    assert [card["scope"] for card in cards(view).values()] == ["section", "report"]
    assert view.marks[1]["first"] == ["title", 0, 0]


def test_a_heading_that_was_pointed_at_means_its_section(book: tuple[Workbook, Review]) -> None:
    _made, view = book
    assert begin(view, place("s2", -1, 0))[0][0] == "section"


def test_a_selection_over_two_sections_stays_in_the_first(book: tuple[Workbook, Review]) -> None:
    _made, view = book
    assert begin(view, place("s2", 1, 3), place("s4", 0, 2))[0] == ["range", "在这里。"]


def test_a_cell_of_a_table_can_be_annotated() -> None:
    _made, view = drafting(tabled())
    table = view._session.document.tables[0]
    cell = next(at for at, words in enumerate(w for row in table.rows for w in row) if words)
    aims = begin(view, place(table.id, cell, 0))
    words = [w for row in table.rows for w in row][cell]
    assert aims[0] == ["cell", words]
    tell(view, "add", aim="cell", text="请核对。", kind="figure", weight="must", replacement=None)
    assert view.marks[0]["at"] == [[table.id, cell, 0, len(words), "="]]


def test_nothing_said_is_no_annotation_and_too_much_is_refused(book: tuple[Workbook, Review]) -> None:
    made, view = book
    begin(view, place("s2", 0, 3))
    tell(view, "add", aim="sentence", text="  ", kind="other", weight="must", replacement=None)
    assert "还没有写" in notice(made)
    tell(view, "add", aim="sentence", text="字" * 2001, kind="other", weight="must", replacement=None)
    assert "最多 2000 个" in notice(made)
    tell(view, "add", aim="sentence", text="", kind="other", weight="must", replacement=SENTENCE)
    assert "和原文一样" in notice(made)
    assert view._told == {}


def test_others_remarks_are_unread_until_they_are_looked_at_and_answered_in_their_thread(book: tuple[Workbook, Review]) -> None:  # fmt: skip
    made, view = book
    said_by(made.frame.state["report"], "党委会议4次", "请核实。")
    view.follow()
    (card,) = cards(view).values()
    assert (card["unread"], card["who"], made.frame.state["remarks"]) == (True, "陈县长", 1)
    tell(view, "seen", ids=[card["id"]])
    tell(view, "reply", id=card["id"], text="核过了，是4次。")
    (card,) = cards(view).values()
    assert card["unread"] is False
    assert [(reply["who"], reply["text"]) for reply in card["replies"]] == [("我", "核过了，是4次。")]


def test_who_declines_gives_a_reason_and_its_author_may_open_it_again(book: tuple[Workbook, Review]) -> None:
    made, view = book
    one = said_by(made.frame.state["report"], "党委会议4次")
    tell(view, "close", id=one.id, outcome="declined", reason="")
    assert "理由" in notice(made)
    tell(view, "close", id=one.id, outcome="declined", reason="年鉴里就是4次。")
    card = cards(view)[1]
    assert (card["open"], card["closing"]["word"], card["closing"]["reason"]) == (False, "不采纳", "年鉴里就是4次。")
    other().review.reopen(made.frame.state["report"], one.id, "请附年鉴页码。")
    view.follow()
    assert cards(view)[1]["open"] is True


def test_a_suggestion_whose_words_stand_is_put_in_at_once_and_closed_on_the_version_that_has_it(book: tuple[Workbook, Review]) -> None:  # fmt: skip
    made, view = book
    report = made.frame.state["report"]
    one = said_by(report, "党委会议4次", replacement="党委会议5次")
    before = Store.open().version(report)
    tell(view, "close", id=one.id, outcome="accepted", reason="")
    assert text(made, "s2").startswith("全年召开党委会议5次、")
    assert "已采纳批注 1" in notice(made)
    closed = other().review.all(report)[0]
    assert closed.closing is not None
    assert closed.closing.outcome is Outcome.ACCEPTED
    assert closed.applied == Store.open().version(report) > before
    assert (closed.anchor.now, closed.anchor.quote) == ("党委会议5次", "党委会议4次")


def test_undoing_an_acceptance_opens_the_annotation_again_and_redoing_it_closes_it(
    book: tuple[Workbook, Review],
) -> None:
    made, view = book
    report = made.frame.state["report"]
    one = said_by(report, "党委会议4次", replacement="党委会议5次")
    for _again in range(2):
        tell(view, "close", id=one.id, outcome="accepted", reason="")
        made.desk.undo()
        assert text(made, "s2").startswith("全年召开党委会议4次、")
        found = other().review.all(report)[0]
        assert (found.is_open, found.applied, found.anchor.now) == (True, 0, "党委会议4次")
        assert [reply.text for reply in found.replies][-1] == "撤销了采纳"
        assert other().upkeep.verify().faults == ()
    made.desk.redo()
    assert text(made, "s2").startswith("全年召开党委会议5次、")
    assert not other().review.all(report)[0].is_open


def test_a_suggestion_whose_words_changed_shows_the_result_and_waits_for_a_word(book: tuple[Workbook, Review]) -> None:
    made, view = book
    one = said_by(made.frame.state["report"], "党委会议4次、政府常务会议6次研究法治工作", replacement="党委会议4次、政府常务会议6次专题研究法治工作")  # fmt: skip
    made.desk.session.type("s2", text(made, "s2").replace("会议6次", "会议8次"))
    tell(view, "close", id=one.id, outcome="accepted", reason="")
    assert view.asked["id"] == one.id
    assert (
        "".join(words for mark, words in view.asked["runs"] if mark != "-")
        == "党委会议4次、政府常务会议8次专题研究法治工作"
    )
    assert "专题" not in text(made, "s2")
    tell(view, "close", id=one.id, outcome="accepted", reason="", sure=True)
    assert "政府常务会议8次专题研究法治工作" in text(made, "s2")
    assert view.asked == {}


def test_a_suggestion_whose_words_are_gone_is_refused_with_both_texts_and_can_be_pointed_anew(book: tuple[Workbook, Review]) -> None:  # fmt: skip
    made, view = book
    one = said_by(made.frame.state["report"], "第二段在这里", replacement="第二段移到后面")
    made.desk.session.type("s2", SENTENCE)
    tell(view, "close", id=one.id, outcome="accepted", reason="")
    assert [words for _label, words in view.asked["texts"]] == ["第二段在这里", "第二段移到后面"]
    assert cards(view)[1]["lost"] is True
    assert view.marks == []
    tell(view, "unasked")
    tell(view, "repoint", id=one.id, **{"from": place("s2", 0, 0), "to": place("s2", 0, 4)})
    card = cards(view)[1]
    assert (card["lost"], card["words"]) == (False, SENTENCE[:4])


def test_all_that_the_list_shows_is_accepted_as_one_step_of_undo(book: tuple[Workbook, Review]) -> None:
    made, view = book
    report = made.frame.state["report"]
    was = text(made, "s2")
    first = said_by(report, "党委会议4次", replacement="党委会议五次")
    second = said_by(report, "同步", replacement="一并")
    third = said_by(report, "第二段", replacement="末段")
    tell(view, "all", ids=[first.id, second.id])
    assert text(made, "s2") == was.replace("党委会议4次", "党委会议五次").replace("同步", "一并")
    assert [each.is_open for each in other().review.all(report)] == [False, False, True]
    assert [each.anchor.now for each in other().review.all(report)] == ["党委会议五次", "一并", "第二段"]
    assert other().review.all(report)[2].id == third.id
    made.desk.undo()
    assert text(made, "s2") == was


def test_accepting_all_leaves_ones_own_drafts(book: tuple[Workbook, Review]) -> None:
    made, view = book
    report = made.frame.state["report"]
    sent = said_by(report, "同步", replacement="一并")
    begin(view, place("s2", 0, 0), place("s2", 0, 2), suggests=True)
    tell(view, "add", aim="range", text="", kind="fact", weight="should", replacement="整年")
    (draft,) = (each for each in other("周明").review.all(report) if each.is_draft)
    tell(view, "all", ids=[sent.id, draft.id])
    assert [each.is_open for each in other("周明").review.all(report)] == [False, True]
    assert "整年" not in text(made, "s2")


def test_ones_own_draft_can_be_changed_and_taken_back(book: tuple[Workbook, Review]) -> None:
    _made, view = book
    begin(view, place("s2", 0, 3))
    tell(view, "add", aim="sentence", text="甲", kind="fact", weight="must", replacement=None)
    key = cards(view)[1]["id"]
    tell(view, "edit", id=key, text="乙", kind="form", weight="should", replacement=None)
    assert (cards(view)[1]["text"], cards(view)[1]["about"]) == ("乙", "格式")
    tell(view, "remove", id=key)
    assert view._told == {}


def test_the_offices_own_remarks_are_put_on_what_is_selected_and_edited_by_all(book: tuple[Workbook, Review]) -> None:
    made, view = book
    tell(view, "quick", at=0, **{"from": place("s2", 0, 4), "to": place("s2", 0, 10)})
    assert (cards(view)[1]["text"], cards(view)[1]["about"]) == ("请核实数字，写明出处。", "数据")
    tell(view, "restock", lines="必改 事实 请附依据。\n\n随便写一句。")
    assert view.stock == [["请附依据。", "fact", "must"], ["随便写一句。", "wording", "should"]]
    tell(view, "quick", at=7, **{"from": place("s2", 0, 4), "to": None})
    assert "没有第 8 条" in notice(made)
    tell(view, "quick", at=0, **{"from": None, "to": None})
    assert "先在版面上选中" in notice(made)


def test_only_cards_that_differ_are_sent_again(book: tuple[Workbook, Review]) -> None:
    made, view = book
    one = said_by(made.frame.state["report"], "党委会议4次")
    said_by(made.frame.state["report"], "同步")
    view.follow()
    sent = listen(view)
    tell(view, "reply", id=one.id, text="好。")
    (message,) = [each for each in sent if each["type"] == "cards"]
    assert [card["id"] for card in message["put"]] == [one.id]
    assert len(message["order"]) == 2


def test_a_link_leads_to_its_remark_and_says_so_when_it_is_gone(book: tuple[Workbook, Review]) -> None:
    made, _view = book
    report = made.frame.state["report"]
    one = said_by(report, "党委会议4次")
    again = Workbook(report=report)
    tell(again.frame, "hello", report=report, remark=one.id, name="周明")
    assert again.frame.state["look"] == "review"
    view = again.desk._open.review
    sent = listen(view)
    tell(view, "ready")
    assert {"type": "current", "id": one.id} in sent
    tell(again.frame, "hello", report=report, remark="nicht", name="周明")
    assert "已经不在" in notice(again)


def test_who_only_reviews_is_shown_the_pages_and_no_fields(book: tuple[Workbook, Review]) -> None:
    made, _view = book
    report = made.frame.state["report"]
    Store.open(person=Person("周明", KnownBy.TYPED)).members.set(
        report, {"周明": Role.DRAFTER, "陈县长": Role.REVIEWER}
    )
    second = named(Workbook(), "陈县长")
    tell(second.frame, "hello", report=report, name="陈县长")
    assert second.frame.state["look"] == "review"
    assert second.desk.writer.form.fields == ()
    assert second.desk.writer.box not in second.desk._open.box.children
    view = second.desk._open.review
    assert view.face["writes"] is False
    begin(view, place("s2", 0, 3))
    tell(view, "add", aim="sentence", text="请核实。", kind="fact", weight="must", replacement=None)
    assert cards(view)[1]["draft"] is True


def test_words_that_changed_say_so_on_their_card(book: tuple[Workbook, Review]) -> None:
    made, view = book
    report = made.frame.state["report"]
    said_by(report, "党委会议4次、政府常务会议6次")
    made.desk.session.type("s2", text(made, "s2").replace("会议6次", "会议8次"))
    view.enter()
    assert other().review.all(report)[0].anchor.standing is Standing.CHANGED
    assert cards(view)[1]["stands"] == "原文改过"
    assert view.marks[0]["at"] == [["s2", 0, 4, 19, "="]]


def test_pages_show_suggestions_struck_and_new_and_places_lead_back_to_the_text(book: tuple[Workbook, Review]) -> None:
    made, view = book
    report = made.frame.state["report"]
    said_by(report, "党委会议4次", replacement="党委会议五次")
    said_by(report, "同步推进")
    view.follow()
    shown = "\n".join(view._pages.document.section("s2").paragraphs)
    assert shown.startswith("全年召开党委会议4五次、")
    first, second = view.marks
    assert [(shown[start:end], mark) for _s, _p, start, end, mark in first["at"]] == [
        ("党委会议", "="), ("4", "-"), ("五", "+"), ("次", "="),
    ]  # fmt: skip
    ((_section, _paragraph, start, end, _mark),) = second["at"]
    assert shown[start:end] == "同步推进"
    assert begin(view, place("s2", 0, start), place("s2", 0, end))[0] == ["range", "同步推进"]
    tell(view, "look", name="accepted")
    assert "\n".join(view._pages.document.section("s2").paragraphs).startswith("全年召开党委会议五次、")
    (_section, _paragraph, start, end, _mark) = view.compose["aims"][0]["at"][
        0
    ]  # what is being written stays, at its words
    assert "\n".join(view._pages.document.section("s2").paragraphs)[start:end] == "同步推进"
    tell(view, "begin", **{"from": place("s2", 0, 3), "to": None}, suggests=False)
    assert "只是看一看" in notice(made)
    tell(view, "look", name="plain")
    assert view._pages.document == made.desk.session.document


def test_plain_small_report_has_no_remarks() -> None:
    _made, view = drafting(small())
    assert (view.marks, view._told) == ([], {})
