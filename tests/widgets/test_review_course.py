"""Steps and decisions as the view 批注 shows them: whose turn it is, what is missing, what became stale, what is closed."""

from __future__ import annotations

import pytest

from gongwen.checks import Checker, Finding
from gongwen.document import Document
from gongwen.person import KnownBy, Person
from gongwen.review.anchor import anchored
from gongwen.review.annotation import Outcome, Weight
from gongwen.review.texts import texts
from gongwen.store import Role, Store
from tests.samples import sound
from tests.widgets.screen import listen, notice, opened, tell
from widgets import Workbook
from widgets.review import Review

PEOPLE = {"周明": Role.DRAFTER, "李四": Role.CHECKER, "陈县长": Role.REVIEWER, "王书记": Role.SIGNER}


def at(name: str, report: str = "") -> tuple[Workbook, Review]:
    book = Workbook(report=report) if report else opened(sound())
    tell(book.frame, "hello", report=book.frame.state["report"], name=name)
    tell(book.frame, "view", name="review")
    return book, book.desk._open.review


def store(name: str) -> Store:
    return Store.open(person=Person(name, KnownBy.TYPED))


@pytest.fixture
def report() -> str:
    book, _view = at("周明")
    name: str = book.frame.state["report"]
    store("周明").members.set(name, PEOPLE)
    return name


def states(view: Review) -> dict[str, str]:
    return {step["label"]: step["state"] for step in view.course["steps"]}


def acts(view: Review) -> dict[str, str]:
    return {act["words"]: act["why"] for act in view.course["acts"]}


def decide(name: str, report: str, ruling: str, opinion: str = "") -> tuple[Workbook, Review]:
    book, view = at(name, report)
    tell(view, "decide", name=ruling, opinion=opinion)
    return book, view


def test_the_drafter_sends_it_off_and_the_next_is_told_that_it_is_their_turn(report: str) -> None:
    book, view = at("周明", report)
    assert acts(view) == {"送审": "", "签发": "走到“签发”这一步才能签发"}
    assert book.frame.state["turn"] == "“拟稿”这一步轮到您了"
    tell(view, "decide", name="submit", opinion="请审。")
    assert states(view) == {"拟稿": "done", "核稿": "current", "审核": "waiting", "签发": "waiting", "复核": "waiting"}
    assert book.frame.state["turn"] == ""
    assert view.course["says"] == "现在是“核稿”这一步，等李四定。"
    assert acts(view) == {"通过": "现在是“核稿”这一步，等李四定"}
    other, seen = at("李四", report)
    assert other.frame.state["turn"] == "“核稿”这一步轮到您了"
    assert acts(seen)["通过"] == ""
    assert seen.course["steps"][0]["decisions"][0]["opinion"] == "请审。"


def test_a_remark_that_must_be_dealt_with_is_missing_by_its_number_and_stops_the_step_but_not_the_return(report: str) -> None:  # fmt: skip
    decide("周明", report, "submit")
    checker = store("李四")
    draft = checker.load(report)
    made = checker.review.add(report, draft.version, anchored(texts(draft.document), "s2", 0, 4), "请核实。", weight=Weight.MUST)  # fmt: skip
    checker.review.send(report)
    book, view = at("李四", report)
    assert view.course["blocks"] == [{"words": "必改批注 1 条未办结", "ids": [made.id], "checks": False}]
    assert acts(view)["通过"] == "还差 1 项才能通过"
    assert acts(view)["退回修改"] == ""
    tell(view, "decide", name="pass", opinion="")
    assert "必改" in notice(book)
    tell(view, "decide", name="return", opinion="请把数字核实了再报。")
    assert view.course["round"] == 2
    assert states(view)["拟稿"] == "current"


def test_drafts_go_out_with_the_decision_as_one(report: str) -> None:
    decide("周明", report, "submit")
    _book, view = at("李四", report)
    for start in (0, 5):
        tell(view, "begin", **{"from": {"section": "s2", "paragraph": 0, "offset": start}, "to": {"section": "s2", "paragraph": 0, "offset": start + 3}}, suggests=False)  # fmt: skip
        tell(view, "add", aim="range", text="看一下。", kind="other", weight="should", replacement=None)
    assert view.course["drafts"] == 2
    assert store("周明").review.all(report) == ()
    tell(view, "decide", name="pass", opinion="同意。")
    assert view.course["drafts"] == 0
    assert len(store("周明").review.all(report)) == 2


def test_what_was_passed_is_stale_once_the_text_changes_and_says_what_changed(report: str) -> None:
    decide("周明", report, "submit")
    decide("李四", report, "pass", "同意。")
    book, view = at("周明", report)
    book.desk.session.type("s2", "全年召开专题会议5次。")
    view.enter()
    assert states(view)["核稿"] == "stale"
    (made,) = next(step for step in view.course["steps"] if step["label"] == "核稿")["decisions"]
    assert made["stale"] is True
    sent = listen(view)
    tell(view, "since", id=made["id"])
    rows = next(each for each in sent if each["type"] == "since")["rows"]
    assert any("".join(text for mark, text in runs if mark != "-") == "全年召开专题会议5次。" for _name, runs in rows)


def test_after_the_signature_only_who_proofreads_writes_and_a_slip_is_called_one(report: str) -> None:
    people = PEOPLE | {"赵校": Role.PROOFREADER}
    store("周明").members.set(report, people)
    for name, ruling in (("周明", "submit"), ("李四", "pass"), ("陈县长", "pass"), ("王书记", "sign")):
        _book, view = decide(name, report, ruling, "同意。")
    assert states(view)["签发"] == "done"
    drafter, _seen = at("周明", report)
    assert "签发" in drafter.frame.state["only"]
    proof, there = at("赵校", report)
    assert proof.frame.state["only"] == ""
    proof.desk.session.type("s4", "一是宣传不够身入。")
    there.enter()
    (change,) = there.course["corrections"]
    assert change["slip"] is True
    assert states(there)["签发"] == "stale"
    tell(there, "slip", digest=change["digest"])
    assert states(there)["签发"] == "done"


def test_closing_is_not_offered_to_who_may_not_write(report: str) -> None:
    decide("周明", report, "submit")
    _book, view = at("陈县长", report)
    assert view.face["writes"] is False
    draft = store("周明").load(report)
    made = store("李四").review.add(report, draft.version, anchored(texts(draft.document), "s2", 0, 4), "改。")
    store("李四").review.send(report)
    tell(view, "close", id=made.id, outcome=str(Outcome.ACCEPTED), reason="")
    assert store("周明").review.all(report)[0].is_open


def test_what_the_checks_say_must_be_mended_is_missing_and_leads_to_no_annotation() -> None:
    book, view = at("周明")
    report: str = book.frame.state["report"]
    store("周明").members.set(report, PEOPLE)
    book.desk.session.type("s4", "一是有××处不足。")
    book.desk.save()
    book, view = at("周明", report)
    assert view.course["blocks"] == [{"words": "检查出的必改 1 条未改", "ids": [], "checks": True}]
    assert acts(view)["送审"] == "还差 1 项才能送审"
    assert book.desk._open.findings.face["preset"] == "draft"
    tell(view, "checks")
    state = book.frame.state
    assert (state["look"], state["panel"]) == ("write", True)
    assert book.desk._open.findings.face["preset"] == "submit"
    assert book.desk._open.findings.musts == 1
    book, _ = decide("周明", report, "submit")
    assert "理由忽略" in notice(book)


def test_while_annotations_are_shown_a_save_checks_no_text_twice(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book, view = at("周明", report)
    checked: list[Document] = []
    real = Checker.check

    def counted(self: Checker, document: Document, *how: object, **more: object) -> tuple[Finding, ...]:
        checked.append(document)
        return real(self, document, *how, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check", counted)
    view.follow()
    book.desk._open._stored()
    assert checked == [], "what is known of this text is not asked again"
    book.desk.session.type("s4", "一是有××处不足。")
    book.desk.save()
    assert [block["checks"] for block in view.course["blocks"]] == [True]
    book.desk._open._stored()
    assert len(checked) == 1
