"""What is said of findings, kept in the store: ignored with who, when and why, the office's words, annotations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.checks import Severity
from gongwen.review.annotation import Kind, Weight
from tests.widgets.screen import notice, tell
from tests.widgets.test_findings_panel import Panel, faulty
from widgets.findingcards import known


@pytest.fixture
def panel() -> Panel:
    return Panel(faulty())


def listed(panel: Panel) -> list[dict[str, object]]:
    """The list of what is ignored, as the page gets it."""
    tell(panel.findings, "ignored")
    rows: list[dict[str, object]] = panel.sent[-1]["rows"]
    return rows


def ignore(panel: Panel, rule: str, scope: str = "place", reason: str = "") -> None:
    tell(panel.findings, "ignore", id=panel.card(rule)["id"], scope=scope, reason=reason)


def rules(panel: Panel) -> set[str]:
    return {card["rule"] for card in panel.cards}


def test_one_ignored_is_silent_everywhere_and_listed_with_who_when_and_why(panel: Panel) -> None:
    ignore(panel, "TY07", reason="原文如此。")
    assert "TY07" not in rules(panel)
    assert all(row[5] != "TY07" for found in panel.marked().values() for row in found)
    assert panel.findings.face["ignored"] == 1
    row = listed(panel)[0]
    assert (row["words"], row["reason"], row["rule"]) == ("、", "原文如此。", known()["TY07"].name)
    assert row["who"] == panel.book.desk._shelf().person.name
    assert str(row["at"]).startswith("今天")


def test_it_lives_through_edits_elsewhere_dies_with_its_text_and_is_restored(panel: Panel) -> None:
    ignore(panel, "TY07")
    session = panel.book.desk.session
    session.type("s4", "别处写了一句。")
    panel.report.checking.now()
    assert "TY07" not in rules(panel)
    session.type("s2", "组织宣传、走访、等工作。")
    panel.report.checking.now()
    assert "TY07" in rules(panel)
    assert listed(panel) == []
    session.type("s2", faulty().section("s2").paragraphs[0])
    panel.report.checking.now()
    assert "TY07" not in rules(panel)
    tell(panel.findings, "restore", id=listed(panel)[0]["id"])
    assert "TY07" in rules(panel)
    assert panel.findings.face["ignored"] == 0


def test_what_must_be_mended_is_ignored_only_with_a_reason(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    real = panel.report.checking._check
    monkeypatch.setattr(
        panel.report.checking,
        "_check",
        lambda *what: tuple(replace(each, severity=Severity.MUST) for each in real(*what)),
    )
    panel.report.checking.reset()
    panel.report.checking.now()
    musts = panel.book.frame.state["musts"]
    ignore(panel, "TY07")
    assert "要写理由" in notice(panel.book)
    assert panel.book.frame.state["musts"] == musts
    ignore(panel, "TY07", reason="引自文件原文。")
    assert panel.book.frame.state["musts"] == musts - 1


def test_a_word_is_ignored_in_the_whole_report_or_called_right_in_all() -> None:
    panel = Panel(faulty("开展法制宣传教育。", "继续开展法制宣传教育。"))
    words = [card for card in panel.cards if card["word"]]
    assert words, "a rule of words finds this"
    first = words[0]
    same = [card for card in words if card["word"] == first["word"]]
    tell(panel.findings, "ignore", id=first["id"], scope="word", reason="单位原来的叫法。")
    assert not {card["id"] for card in same} & {card["id"] for card in panel.cards}
    tell(panel.findings, "restore", id=listed(panel)[0]["id"])
    again = next(card for card in panel.cards if card["word"] == first["word"])
    tell(panel.findings, "ignore", id=again["id"], scope="office", reason="单位原来的叫法。")
    store = panel.book.desk._shelf()
    assert first["word"] in store.findings.office().words
    assert first["word"] not in {card["word"] for card in panel.cards}
    other = Panel(faulty("另一份也开展法制宣传教育。"))
    assert first["word"] not in {card["word"] for card in other.cards}


def test_a_finding_becomes_an_annotation_with_its_clause_and_its_mend(panel: Panel) -> None:
    tell(panel.findings, "remark", id=panel.card("TY07")["id"])
    store = panel.book.desk._shelf()
    made = store.review.all(panel.report.keeper.name)[0]
    assert (made.anchor.quote, made.replacement, made.kind, made.weight) == ("、", "", Kind.FORM, Weight.SHOULD)
    assert "GB/T 15834" in made.text
    assert "已转为批注" in notice(panel.book)


def test_who_only_reads_keeps_nothing(panel: Panel) -> None:
    panel.book.frame.put(only="只读")
    panel.findings.follow()
    assert panel.findings.face["keeps"] is False
    ignore(panel, "TY07")
    assert "TY07" in rules(panel)
    assert "只能看" in notice(panel.book)


def test_what_another_ignored_is_silent_here_at_the_next_save(panel: Panel) -> None:
    each = panel.findings.one(panel.card("TY07")["id"]).finding
    keeper = panel.report.keeper
    panel.book.desk._shelf().findings.ignore(keeper.name, each, reason="同事看过。", version=keeper.version)
    panel.report._stored()
    assert "TY07" not in rules(panel)
    assert listed(panel)[0]["reason"] == "同事看过。"


@pytest.mark.parametrize("content", [{}, {"id": "x"}, {"id": "x", "scope": "all", "reason": ""}, {"id": 10**6}])
def test_a_message_that_names_nothing_keeps_nothing(panel: Panel, content: dict[str, object]) -> None:
    for name in ("ignore", "restore", "remark"):
        tell(panel.findings, name, **content)
    assert panel.findings.face["ignored"] == 0
    assert panel.book.desk._shelf().review.all(panel.report.keeper.name) == ()


def test_last_years_report_is_what_sentences_are_compared_with() -> None:
    earlier = replace(
        faulty("镇里的便民服务中心全年办理政务服务事项一万二千四百六十件，按时办结率达到百分之百。"), year=2024
    )
    Panel(earlier)
    panel = Panel(faulty())
    assert [document.year for document in panel.report.checking.going_by().earlier] == [2024]


OWN = """
from gongwen.checks import Hit, Rule, Severity

def read(text, setting):
    at = text.find("宣讲")
    if at >= 0:
        yield Hit(at, at + 2, "写了宣讲", ("宣传",))

one = Rule(id="OW01", name="本单位的写法", severity=Severity.MUST, clause="本单位规定", why="试。", bad=("宣讲。",), good=("别的。",),
           read=read)
"""


def test_an_offices_own_check_is_shown_with_its_clause_mended_and_handed_on(gongwen_home: Path) -> None:
    (gongwen_home / "checks").mkdir(parents=True)
    (gongwen_home / "checks" / "a.py").write_text(OWN, "utf-8")
    (gongwen_home / "checks" / "坏.py").write_text("1 / 0", "utf-8")
    panel = Panel(faulty())
    assert "ZeroDivisionError（坏.py 第1行）" in notice(panel.book)
    told = next(each["rules"]["OW01"] for each in reversed(panel.sent) if "OW01" in each.get("rules", {}))
    assert (told["name"], told["clause"], told["wrong"], told["right"]) == (
        "本单位的写法",
        "本单位规定",
        "宣讲。",
        "别的。",
    )
    tell(panel.findings, "remark", id=panel.card("OW01")["id"])
    store = panel.book.desk._shelf()
    (made,) = store.review.all(panel.report.keeper.name)
    assert (made.text, made.replacement) == ("写了宣讲（依据：本单位规定）", "宣传")
    tell(panel.findings, "fix", id=panel.card("OW01")["id"], at=0)
    assert "宣讲" not in panel.text
    assert "OW01" not in rules(panel)
