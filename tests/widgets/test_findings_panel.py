"""The panel 检查 without a page: what is listed and counted, what a mend does, and what is never guessed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from gongwen.checks import Checker, Finding, Setting, Severity
from gongwen.checks.usage import keep, taught
from gongwen.document import Document, Location
from gongwen.edits import set_paragraphs
from gongwen.importers.report import Note, NoteKind
from tests.samples import small
from tests.widgets.screen import listen, notice, opened, press, tell
from widgets import Workbook
from widgets.checking import Checking
from widgets.findingcards import known, rule_told
from widgets.findings import Findings


def faulty(*paragraphs: str) -> Document:
    return set_paragraphs(small(), "s2", paragraphs or ("开展宣讲、走访、等活动。", "印发手册,读本,等资料。"))


class Panel:
    """A workbook with the panel open, as a page that keeps what it is sent would know it."""

    def __init__(self, document: Document, preset: str = "review") -> None:
        self.book = Workbook(document=document)
        self.report = self.book.desk._open
        self.findings: Findings = self.report.findings
        self.sent = listen(self.findings)
        tell(self.findings, "ready", preset=preset)
        tell(self.book.frame, "view", name="check")

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards as the page has them now."""
        known: dict[str, dict[str, Any]] = {}
        order: list[str] = []
        for message in self.sent:
            if message["type"] == "cards":
                known |= {card["id"]: card for card in message["put"]}
                order = message["order"]
        return [known[key] for key in order]

    def card(self, rule: str) -> dict[str, Any]:
        return next(card for card in self.cards if card["rule"] == rule)

    @property
    def text(self) -> str:
        return "\n".join(self.book.desk.session.document.section("s2").paragraphs)

    def marked(self) -> dict[str, list[list[Any]]]:
        """What is marked under the words, as the page has it now."""
        known: dict[str, list[list[Any]]] = {}
        for message in self.sent:
            if message["type"] == "marks":
                known |= message["put"]
        return {target: rows for target, rows in known.items() if rows}


def test_what_is_found_is_listed_counted_and_marked_where_it_stands() -> None:
    panel = Panel(faulty())
    card = panel.card("TY07")
    assert card["runs"] == [["=", "开展宣讲、走访"], ["-", "、"], ["=", "等活动。"]]
    assert card["place"].endswith("第 1 段")
    assert ["s2", 0, 7, 8, "should", card["id"], "、"] in panel.marked()["s2"]
    assert panel.card("TY01")["count"] == 2
    assert panel.findings.face["counts"][1] >= 2
    entry = next(item for item in panel.report.writer.outline.items if item["id"] == "s2")
    assert (entry["mark"], entry["state"]) == ("should", f"建议 {entry['state'].split()[1]}")


def test_while_drafting_only_what_must_be_mended_is_listed_and_the_rest_is_told() -> None:
    panel = Panel(faulty(), preset="")
    assert [card for card in panel.cards if card["weight"] != "must"] == []
    assert panel.findings.face["preset"] == "draft"
    assert panel.findings.face["counts"][1] >= 2
    assert all(row[4] == "must" for rows in panel.marked().values() for row in rows)
    tell(panel.findings, "preset", name="submit")
    assert panel.card("TY07")


def test_nothing_is_sent_again_that_the_page_has() -> None:
    panel = Panel(faulty())
    panel.sent.clear()
    panel.findings.follow()
    assert panel.sent == []


def test_a_mend_is_one_step_of_undo() -> None:
    panel = Panel(faulty())
    tell(panel.findings, "fix", id=panel.card("TY07")["id"], at=0)
    assert panel.text.startswith("开展宣讲、走访等活动。")
    assert panel.book.frame.state["undo"] == f"检查：{known()['TY07'].name}"
    assert "TY07" not in {card["rule"] for card in panel.cards}
    tell(panel.book.frame, "undo")
    assert panel.text.startswith("开展宣讲、走访、等活动。")
    assert panel.report.checking.now()


def test_many_places_are_shown_first_and_mended_in_one_step() -> None:
    panel = Panel(faulty())
    key = panel.card("TY01")["id"]
    tell(panel.findings, "preview", id=key, at=0)
    assert panel.sent[-1]["count"] == 2
    assert panel.sent[-1]["rows"][0]["runs"] == [
        ["=", "印发手册"], ["-", ","], ["+", "，"], ["=", "读本"], ["-", ","], ["+", "，"], ["=", "等资料。"],
    ]  # fmt: skip
    tell(panel.findings, "fix", id=key, at=0)
    assert "印发手册，读本，等资料。" in panel.text
    assert "改好了 2 处" in notice(panel.book)
    press(panel.book, "撤销")
    assert "印发手册,读本,等资料。" in panel.text


def test_all_of_a_rule_are_mended_together() -> None:
    panel = Panel(faulty("宣讲、走访、等活动。司法所、派出所、等单位。"))
    tell(panel.findings, "preview", rule="TY07", weight="should")
    assert (panel.sent[-1]["of"], panel.sent[-1]["count"]) == ("rule:should:TY07", 2)
    tell(panel.findings, "fix_all", rule="TY07", weight="should")
    assert panel.text == "宣讲、走访等活动。司法所、派出所等单位。"
    tell(panel.book.frame, "undo")
    assert panel.text == "宣讲、走访、等活动。司法所、派出所、等单位。"


def test_what_was_typed_since_is_checked_before_a_mend_and_nothing_is_guessed() -> None:
    panel = Panel(faulty())
    key = panel.card("TY07")["id"]
    panel.book.desk.session.type("s2", "先加一句。开展宣讲、走访、等活动。")
    tell(panel.findings, "fix", id=key, at=0)
    assert panel.text == "先加一句。开展宣讲、走访等活动。"
    tell(panel.book.frame, "undo")
    panel.book.desk.session.type("s2", "开展宣讲、走访活动。")
    tell(panel.findings, "fix", id=key, at=0)
    assert panel.text == "开展宣讲、走访活动。"
    assert "这一处的文字已经改过" in notice(panel.book)


@pytest.mark.parametrize("content", [{"id": "x", "at": 0}, {"id": 5, "at": 0}, {"at": 0}, {"id": "", "at": -1}])
def test_a_message_that_names_nothing_does_nothing(content: dict[str, Any]) -> None:
    panel = Panel(faulty())
    before = panel.book.desk.session.document
    for name in ("fix", "fix_all", "preview", "go", "card", "step", "preset"):
        tell(panel.findings, name, **content)
    assert panel.book.desk.session.document is before


def test_who_only_reads_is_offered_no_mend_and_gets_none() -> None:
    panel = Panel(faulty())
    panel.book.frame.put(only="只读")
    panel.findings.follow()
    assert panel.findings.face["writes"] is False
    before = panel.text
    tell(panel.findings, "fix", id=panel.card("TY07")["id"], at=0)
    assert panel.text == before
    assert "只能看" in notice(panel.book)


def test_steps_go_through_all_and_begin_again_and_put_the_caret_there() -> None:
    panel = Panel(faulty())
    seen = []
    key = ""
    for _ in range(len(panel.cards) + 1):
        tell(panel.findings, "step", id=key, by=1)
        key = next(message["id"] for message in reversed(panel.sent) if message["type"] == "current")
        seen.append(key)
    assert seen[:-1] == [card["id"] for card in panel.cards]
    assert seen[-1] == seen[0]
    tell(panel.findings, "go", id=panel.card("TY07")["id"], at=0)
    assert panel.report.writer.form.entry == "s2"


def test_a_rule_says_its_clause_its_sense_and_two_examples() -> None:
    panel = Panel(faulty())
    told = next(message["rules"]["TY07"] for message in panel.sent if "TY07" in message.get("rules", {}))
    rule = known()["TY07"]
    assert told == {
        "name": rule.name, "clause": rule.clause, "why": rule.why, "wrong": rule.bad[0], "right": rule.good[0],
    }  # fmt: skip


def test_the_notice_after_an_export_tells_what_must_be_mended_and_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened(faulty())
    report = book.desk._open
    book.frame.send = lambda *_message, **_buffers: None
    real = report.checking._check
    graver = lambda *what: tuple(_must(each) for each in real(*what))  # noqa: E731
    monkeypatch.setattr(report.checking, "_check", graver)
    tell(book.frame, "export")
    assert f"检查里还有 {len(report.checking.found)} 条必改。" in notice(book)
    press(book, "看必改")
    assert (book.frame.state["look"], book.frame.state["panel"]) == ("write", True)
    assert book.frame.state["musts"] == len(report.checking.found)


def _must(each: Any) -> Any:
    from dataclasses import replace

    return replace(each, severity=Severity.MUST)


def test_a_key_waits_for_no_check_and_a_pause_brings_one() -> None:
    async def typed() -> list[str]:
        book = opened(faulty("很好。"))
        checking: Checking = book.desk._open.checking
        told: list[str] = []
        checking.on_found = lambda: told.append("found")
        for words in ("很好,", "很好,也", "很好,也、等"):
            book.desk.session.type("s2", words)
            await asyncio.sleep(0.05)
        told.append("typed")
        for _ in range(100):
            await asyncio.sleep(0.05)
            if "found" in told:
                break
        assert checking.document is book.desk.session.document
        return told

    assert asyncio.run(typed()) == ["typed", "found"]


def test_all_that_is_mechanical_is_shown_and_mended_in_one_step() -> None:
    panel = Panel(faulty("宣讲、走访、等活动 全面铺开,效果很好。", "引用“读本,手册”一句。"))
    before = panel.text
    tell(panel.findings, "tidy")
    told = panel.sent[-1]
    assert (told["count"], told["texts"]) == (3, 1), "three places, one paragraph"
    assert "".join(text for mark, text in told["rows"][0]["runs"] if mark != "+") == before.split("\n")[0]
    tell(panel.findings, "tidied")
    assert panel.text == "宣讲、走访等活动全面铺开，效果很好。\n引用“读本,手册”一句。"
    assert "一键规范改好了 3 处" in notice(panel.book)
    tell(panel.book.frame, "undo")
    assert panel.text == before


def test_what_was_typed_since_the_preview_is_not_tidied_unseen() -> None:
    panel = Panel(faulty("活动铺开,效果好。"))
    tell(panel.findings, "tidy")
    panel.book.desk.session.type("s2", "活动铺开,效果好,反响好。")
    tell(panel.findings, "tidied")
    assert panel.text == "活动铺开,效果好,反响好。"
    assert panel.sent[-1]["type"] == "tidy"
    tell(panel.findings, "tidied")
    assert panel.text == "活动铺开，效果好，反响好。"


def test_what_is_ignored_is_not_tidied() -> None:
    panel = Panel(faulty("宣讲、走访、等活动,效果好。"))
    tell(panel.findings, "ignore", id=panel.card("TY07")["id"], scope="place", reason="")
    tell(panel.findings, "tidy")
    tell(panel.findings, "tidied")
    assert panel.text == "宣讲、走访、等活动，效果好。"
    assert panel.findings.face["ignored"] == 1, "it is still known by its words"


def test_all_of_a_group_are_those_listed_in_it_not_the_others_of_the_rule() -> None:
    panel = Panel(faulty("开展法制宣传教育。继续开展法制宣传教育。围绕依法治国各项部署。"))
    listed = [card for card in panel.cards if card["rule"] == "PR01"]
    weights = {card["weight"] for card in listed}
    assert weights == {"must", "should"}, "one rule, two groups"
    musts = sum(card["weight"] == "must" for card in listed)
    tell(panel.findings, "preview", rule="PR01", weight="must")
    assert panel.sent[-1]["count"] == musts
    tell(panel.findings, "fix_all", rule="PR01", weight="must")
    assert [card["weight"] for card in panel.cards if card["rule"] == "PR01"] == ["should"]


def test_nothing_to_tidy_is_said() -> None:
    panel = Panel(small())
    tell(panel.findings, "tidy")
    assert panel.sent[-1]["count"] == 0
    assert "没有要改的" in notice(panel.book)


def test_a_save_and_what_follows_it_wait_for_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = Panel(faulty())
    tell(panel.book.frame, "view", name="write")
    checked: list[Document] = []
    real = Checker.check

    def counted(self: Checker, document: Document, *how: Any, **more: Any) -> tuple[Finding, ...]:
        checked.append(document)
        return real(self, document, *how, **more)

    monkeypatch.setattr(Checker, "check", counted)
    panel.book.desk.session.type("s2", "又写了一句,还没有查。")
    panel.report._stored()
    assert panel.book.frame.state["saved"] == "saved"
    assert checked == []
    assert panel.report.checking.now()
    assert len(checked) == 1


def test_an_example_that_is_a_document_shows_enough_of_it_to_be_understood() -> None:
    told = rule_told(known()["ST01"])
    assert told["wrong"].endswith("1.组织学习。　2.开展检查。　4.化解纠纷。"), "one line alone skips nothing"
    assert "1.组织学习。　2.开展检查。" in told["right"]
    told = rule_told(known()["ST08"])
    assert "一是普法形式单一" in told["wrong"]
    assert "主要原因是" in told["right"]
    assert rule_told(known()["PH03"])["wrong"] == "", "what was left out of a text stands nowhere in it"


def test_what_an_office_s_archive_taught_is_a_hint_on_the_screen(gongwen_home: Path) -> None:
    words = "全年开展法治宣传教育活动，加强行政执法监督检查，落实行政执法责任制。"
    keep(taught([words] * 200))
    panel = Panel(faulty("加强行政执法监督俭查。"))
    card = panel.card("WD04")
    assert (card["weight"], card["fixes"][0][0]) == ("hint", "改为“检”")
    (gongwen_home / "usage.npz").write_bytes(b"broken")
    panel = Panel(faulty("加强行政执法监督俭查、走访、等活动。"))
    assert {card["rule"] for card in panel.cards} >= {"TY07"}, "a broken model silences no other rule"
    assert "WD04" not in {card["rule"] for card in panel.cards}


def test_what_the_import_has_mended_is_compared_and_what_it_left_out_is_shown() -> None:
    panel = Panel(small())
    notes = (Note(NoteKind.LEFT_OUT, 1, "分享 时间：", "像是网页上的按钮，没有带入正文。", Location("title", 0)),)
    panel.report.checking._setting = lambda: Setting(notes=notes)
    panel.report.checking.reset()
    panel.report.checking.now()
    card = panel.card("PH03")
    assert card["runs"] == [["=", "分享 时间："]], "not the text it happened to stand beside"
    assert card["settled"] is True
    assert panel.findings.face["counts"][2] >= 1
