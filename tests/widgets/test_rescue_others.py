"""What a browser kept beside the text: amounts of the table go back into their cells, remarks are gone on with."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongwen.indicators.table import find
from tests.indicators.samples import report
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook


def kept(book: Workbook, target: str, typed: str, **said: Any) -> dict[str, Any]:
    """Have the page tell of one thing it kept; return how it is offered."""
    item = {"target": target, "text": typed, "at": 1_700_000_000_000, "base": json.dumps(said) if said else ""}
    tell(book.frame, "kept", report=book.frame.state["report"], items=[item])
    return book.desk.rescue.items[-1] if book.desk.rescue.items else {}


def amount(book: Workbook, period: str = "2025", group: str = "") -> str:
    entries = find(book.desk.session.document.data, "talks").entries
    return next((each.amount for each in entries if each.key == (period, group)), "")


def test_an_amount_that_was_not_saved_goes_back_into_its_cell_and_the_table_is_shown() -> None:
    book = opened(report())
    item = kept(book, "amount#talks#2025#", "１,２３４")
    assert (item["place"], item["verb"], item["says"]) == (
        "指标表“法治宣传活动”2025年",
        "填回指标表",
        "填的“１,２３４”没有存上",
    )
    tell(book.desk.rescue, "put_back", index=0)
    assert amount(book) == "1234"
    assert book.frame.state["look"] == "data"
    assert book.desk.rescue.items == []
    book.desk.undo()
    assert amount(book) != "1234"


def test_an_amount_that_is_stored_already_is_forgotten_and_one_that_is_no_number_stays_offered() -> None:
    book = opened(report())
    sent = listen(book.desk.rescue)
    assert kept(book, "amount#talks#2025#", f" {amount(book)} ") == {}
    assert [message["target"] for message in sent] == ["amount#talks#2025#"]
    kept(book, "amount#talks#2025#", "约九次")
    tell(book.desk.rescue, "put_back", index=0)
    assert notice(book)
    assert len(book.desk.rescue.items) == 1


def test_a_name_typed_into_the_table_is_kept_like_an_amount_and_an_emptied_cell_too() -> None:
    book = opened(report())
    assert kept(book, "amount#talks#name#", "党委会研究")["place"] == "指标表“法治宣传活动”名称"
    tell(book.desk.rescue, "put_back", index=0)
    assert find(book.desk.session.document.data, "talks").name == "党委会研究"
    kept(book, "amount#talks#2025#", "")
    tell(book.desk.rescue, "put_back", index=0)
    assert amount(book) == ""


def test_an_amount_whose_row_is_gone_is_there_to_be_copied() -> None:
    item = kept(opened(report()), "amount#nix#2025#", "5")
    assert (item["gone"], item["text"]) == (True, "5")


@pytest.mark.parametrize("target", ["amount#talks#1#", "amount#talks", "remark#", "remark#x", "remark#x#none#"])
def test_what_nobody_can_have_kept_is_offered_without_an_error(target: str) -> None:
    book = opened(report())
    assert kept(book, target, "5")["text"] == "5"
    tell(book.desk.rescue, "put_back", index=0)
    assert "Error" not in notice(book)


WORDS = "研究解决问题6项"


def about(book: Workbook, *, moved: int = 0) -> dict[str, Any]:
    text = "\n".join(book.desk.session.document.section("s2").paragraphs)
    at = text.index(WORDS) + moved
    return {
        "own": ["s2", at, at + len(WORDS)], "words": WORDS, "text": "请核对次数。", "kind": "figure", "weight": "must",
        "says": f"对“{WORDS}”的批注", "suggests": False,
    }  # fmt: skip


@pytest.mark.parametrize("moved", [0, -3, 5])
def test_a_remark_that_was_being_written_is_gone_on_with_at_its_words(moved: int) -> None:
    book = opened(small())
    item = kept(book, "remark#new#new", "请核对次数。", **about(book, moved=moved))
    assert (item["place"], item["says"], item["verb"], item["parts"]) == (
        f"对“{WORDS}”的批注",
        "写的还没有发出",
        "接着写",
        None,
    )
    tell(book.desk.rescue, "put_back", index=0)
    assert book.frame.state["look"] == "review"
    view = book.desk._open.review
    assert view.compose["aims"][0]["quote"] == WORDS
    assert view.compose["form"] == {
        "mode": "new",
        "text": "请核对次数。",
        "kind": "figure",
        "weight": "must",
        "suggests": False,
    }
    assert book.desk.rescue.items == []


@pytest.mark.parametrize("own", [["s2", -3, -1], ["s2", 10**9, 0], ["nix", 0, 1], [["s2"], 0, 1], "s2", None])
def test_what_was_kept_and_spoilt_is_a_remark_on_something_all_the_same(own: object) -> None:
    book = opened(small())
    text = "\n".join(book.desk.session.document.section("s2").paragraphs)
    kept(
        book,
        "remark#new#new",
        "请核对次数。",
        **{**about(book), "own": own, "words": text[-3:-1], "kind": [], "weight": {}},
    )
    tell(book.desk.rescue, "put_back", index=0)
    view = book.desk._open.review
    assert view.compose["aims"]
    assert "kind" not in view.compose["form"]


def test_a_remark_whose_words_are_gone_is_on_the_whole_report() -> None:
    book = opened(small())
    kept(book, "remark#new#new", "请核对次数。", **{**about(book), "words": "别处没有的字"})
    tell(book.desk.rescue, "put_back", index=0)
    assert [aim["name"] for aim in book.desk._open.review.compose["aims"]] == ["report"]


def test_an_answer_that_was_being_written_opens_in_its_card_when_the_page_is_there() -> None:
    book = opened(small())
    tell(book.frame, "view", name="review")
    view = book.desk._open.review
    tell(view, "begin", **{"from": None}, suggests=False)
    tell(view, "add", aim="report", text="整体偏长。", kind="wording", weight="should", replacement=None)
    (card,) = view._told
    sent = listen(view)
    assert (
        kept(book, f"remark#{card}#reply", "已经压缩。", says="第 1 条批注的回复", text="已经压缩。")["place"]
        == "第 1 条批注的回复"
    )
    tell(book.desk.rescue, "put_back", index=0)
    tell(view, "ready")
    (resumed,) = [message for message in sent if message["type"] == "resume"]
    assert (resumed["id"], resumed["form"]["mode"], resumed["form"]["text"]) == (card, "reply", "已经压缩。")


def test_an_answer_to_a_card_that_is_gone_says_so_and_stays_to_be_copied() -> None:
    book = opened(small())
    kept(book, "remark#r9#reply", "已经压缩。", says="第 1 条批注的回复", text="已经压缩。")
    tell(book.desk.rescue, "put_back", index=0)
    assert "已经不在" in notice(book)
    assert len(book.desk.rescue.items) == 1
