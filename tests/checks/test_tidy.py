"""Tidying: what it mends, what it never touches, that it says each change, and that twice is once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.checks import Checker, Office, Setting
from gongwen.checks.cases import case
from gongwen.checks.ignored import Ignored, Scope
from gongwen.checks.tidy import tidied
from gongwen.cli import main
from gongwen.document import ANCHOR, BODY_ID, Document, Location, Section, Table
from gongwen.reportfile import dumps, loads
from gongwen.sample import sample

OWN = """
from gongwen.checks import Hit, Rule, Severity

def read(text, setting):
    at = text.find("老县衙")
    if at >= 0:
        yield Hit(at, at + 3, "现在叫政务大厅", ("政务大厅",))

one = Rule(id="OW08", name="旧名", severity=Severity.SHOULD, clause="本单位", why="改了名。", bad=("去老县衙。",),
           good=("去政务大厅。",), read=read, safe=True)
"""


def report(*paragraphs: str) -> Document:
    return case("\n".join(paragraphs)).document


def mended(text: str) -> str:
    return "\n".join(tidied(report(text))[0].body.paragraphs)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("全镇上下,齐心协力(含社区).", "全镇上下，齐心协力（含社区）。"),
        ("全镇 上下 ，齐心协力。。", "全镇上下，齐心协力。"),
        ("宣讲、走访、等活动,, 成效明显。", "宣讲、走访等活动，成效明显。"),
        ("　　2024 年共办理 35 件。", "2024年共办理35件。"),
        ("降幅在5-10%之间，自二0二四年起。", "降幅在5%—10%之间，自2024年起。"),
        ('深化"放管服"改革。', "深化“放管服”改革。"),
        ("共办理３５件，工作取得成效。<br>", "共办理35件，工作取得成效。"),
        ("- 加强组织领导(含社区);", "加强组织领导（含社区）；"),
        ('工作取得成效。");', "工作取得成效。"),
        ("实施2021-2025年规划...", "实施2021—2025年规划……"),
    ],
)
def test_what_is_mechanical_is_mended(text: str, instead: str) -> None:
    assert mended(text) == instead


@pytest.mark.parametrize(
    "text",
    [
        "会上说：“放管服,要 放到位”。",
        "按照《办法(试 行)》执行。",
        "网址 https://www.a.cn/x,y;z?q=1 可查。",
        "发信到a.b@c.cn可查。",
        "镇长 王磊同志主持。",
        "李昇、陳大文参加。",
        "提出“讲法治 促发展”的口号。",
        "会议于9:30开始，比例为1:3。",
        "共办理案件    件。",
    ],
)
def test_names_quotations_and_addresses_stay(text: str) -> None:
    document = report(text)
    assert tidied(document) == (document, ())


def test_figures_in_tables_stay_and_words_are_mended() -> None:
    rows = (("指标,单位", "数"), ("案件(件)", "1,234"), ("规模", "2(3)"), ("约5,6件", "3:4"))
    table = Table("b1", rows, caption="工作数据,按季")
    document = replace(report(f"{ANCHOR}b1"), tables=(table,))
    after, changes = tidied(document)
    assert after.tables[0].rows == (("指标，单位", "数"), ("案件（件）", "1,234"), ("规模", "2(3)"), ("约5,6件", "3:4"))
    assert after.tables[0].caption == "工作数据，按季"
    assert {each.location.section for each in changes} == {"b1"}


def test_residue_lines_go_and_all_changes_are_told_at_their_old_places() -> None:
    after, changes = tidied(
        report("打印本页 关闭窗口", "全镇上下,齐心协力。", "不变的一段。", "浏览次数：35", "分享到：微信")
    )
    assert after.body.paragraphs == ("全镇上下，齐心协力。", "不变的一段。")
    told = [(each.location.paragraph, each.before, each.after) for each in changes]
    assert told == [
        (0, "打印本页 关闭窗口", None), (1, "全镇上下,齐心协力。", "全镇上下，齐心协力。"),
        (3, "浏览次数：35", None), (4, "分享到：微信", None),
    ]  # fmt: skip
    assert changes[1].rules == ("TY01",)
    assert changes[0].location == Location(BODY_ID, 0)


def test_a_heading_is_mended_and_never_emptied() -> None:
    document = case("# 主要做法 (试点)\n组织学习。\n# 打印本页 关闭窗口\n组织学习。").document
    after, _ = tidied(document)
    assert [part.heading for part in after.body.children] == ["主要做法（试点）", "打印本页 关闭窗口"]


def test_a_text_of_which_nothing_stays_is_told_as_empty() -> None:
    document = report("&nbsp;，&nbsp;成效明显", "全镇齐心协力。")
    after, changes = tidied(replace(document, closing=("&nbsp;&nbsp;", "特此报告。")))
    assert after.body.paragraphs == ("，成效明显", "全镇齐心协力。")
    assert [each.before for each in changes] == ["&nbsp;，&nbsp;成效明显", "&nbsp;&nbsp;"]


def test_a_word_of_the_office_stays() -> None:
    setting = Setting(Office(words=frozenset({"平安 澄湾"})))
    document = report("创建平安 澄湾，全镇 齐心协力。")
    after, _ = tidied(document, setting)
    assert after.body.paragraphs == ("创建平安 澄湾，全镇齐心协力。",)


def test_a_good_report_stays() -> None:
    assert tidied(sample()) == (sample(), ())


_PIECES = st.sampled_from(
    [*"全镇上下扎实推进王张年月日件次，。、；：？！,.;:?!()（）“”‘’《》〈〉\"'「」-~—…%　 0123456789０x*<>", "  ", "等", "...", "。。。",
     "《办法》", "“三个一”", "2024-2025年", "二0二四年", "https://a.cn/b,c", "&nbsp;", "<br>", "打印本页", "、等", "（＃）", "3.15", "1、", "一是，"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, min_size=1, max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=4), _TEXTS)
def test_twice_is_once(paragraphs: list[str], heading: str) -> None:
    part = Section("s1", heading, tuple(paragraphs))
    document = replace(report("正文。"), title=heading, body=Section(BODY_ID, "", tuple(paragraphs), (part,)))
    after, changes = tidied(document)
    assert tidied(after) == (after, ())
    assert bool(changes) == (after != document)


def test_what_somebody_called_right_stays_while_the_rest_round_it_is_tidied() -> None:
    document = report("走访、座谈、等活动,效果好,群众满意。", "又是走访、等活动。")
    found = next(each for each in Checker().check(document) if each.rule == "TY07")
    said = Ignored(1, "TY07", Scope.PLACE, found.fingerprint, found.excerpt, "", "王小明", datetime.now(UTC), 1)
    after, changes = tidied(document, None, (said,))
    assert after.body.paragraphs == ("走访、座谈、等活动，效果好，群众满意。", "又是走访等活动。")
    assert [(each.before, each.after) for each in changes] == [
        ("走访、座谈、等活动,效果好,群众满意。", "走访、座谈、等活动，效果好，群众满意。"),
        ("又是走访、等活动。", "又是走访等活动。"),
    ]
    assert tidied(document)[0].body.paragraphs[0] == "走访、座谈等活动，效果好，群众满意。"


def test_an_office_s_own_safe_rule_tidies_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path))
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "own.py").write_text(OWN, "utf-8")
    assert mended("到老县衙办事,很方便。") == "到政务大厅办事，很方便。"


def test_a_question_mark_in_place_of_a_lost_character_is_not_made_a_mark() -> None:
    assert mended("全镇?极推进,成效明显。") == "全镇?极推进，成效明显。"
    assert mended("群众满意吗?请看结果。") == "群众满意吗？请看结果。"


def test_the_command_shows_first_and_writes_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "r.json", tmp_path / "out.json"
    source.write_text(dumps(report("全镇上下,齐心协力。", "打印本页 关闭窗口")), "utf-8")
    assert main(["tidy", str(source)]) == 0
    shown = capsys.readouterr().out
    assert "- 全镇上下,齐心协力。\n+ 全镇上下，齐心协力。\n" in shown
    assert "TY01 半角标点" in shown
    assert "什么也没有写" in shown
    assert main(["tidy", str(source), "-o", str(out), "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert [(each["where"], each["after"]) for each in plain["changes"]] == [
        ("开头第1段", "全镇上下，齐心协力。"), ("开头第2段", None),
    ]  # fmt: skip
    assert loads(out.read_bytes()).body.paragraphs == ("全镇上下，齐心协力。",)
    assert main(["tidy", str(out)]) == 0
    assert capsys.readouterr().out == "没有要规范的地方。\n"
