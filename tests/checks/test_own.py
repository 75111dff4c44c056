"""Checks of an office's own run with the others; a broken one is named and hides no other, and none takes a built-in's place."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from gongwen.checks import Finding, Preset, Severity
from gongwen.checks import own as room
from gongwen.checks.cases import case
from gongwen.checks.own import checker, shelf
from gongwen.checks.rules import RULES
from gongwen.store import Store
from tests.samples import small

ROOT = Path(__file__).resolve().parents[2]
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "own-checks.md").read_text("utf-8"), re.DOTALL)

RULE = """
from gongwen.checks import Hit, Rule, Severity

def read(text, setting):
    at = text.find("镇长")
    if at >= 0:
        yield Hit(at, at + 2, "写了镇长")

one = Rule(id="OW09", name="地名", severity=Severity.MUST, clause="本单位", why="试。", bad=("镇长的事。",), good=("别的事。",),
           read=read)
"""


def put(home: Path, name: str, text: str) -> None:
    (home / "checks").mkdir(parents=True, exist_ok=True)
    (home / "checks" / name).write_text(text, "utf-8")


def own(findings: tuple[Finding, ...]) -> list[str]:
    return [each.rule for each in findings if each.rule.startswith("OW")]


def test_the_example_of_the_page_runs(gongwen_home: Path) -> None:
    put(gongwen_home, "ours.py", EXAMPLE)
    assert shelf().problems == ()
    assert [rule.id for rule in shelf().rules[len(RULES) :]] == ["OW01", "OW02"]
    found = checker().check(case("# 主要举措\n开展宣讲约30次左右。").document, Preset.SUBMIT)
    assert sorted(own(found)) == ["OW01", "OW02"]
    (about,) = (each for each in found if each.rule == "OW01")
    assert (about.excerpt, about.fixes[0].label) == ("约30次左右", "改为“约30次”")
    assert own(checker().check(case("# 主要举措\n12345热线转办310件，开展宣讲约30次。").document)) == []


def test_without_a_folder_there_are_the_built_in_ones(gongwen_home: Path) -> None:
    assert not gongwen_home.exists()
    assert (shelf().rules, shelf().problems) == (RULES, ())


BROKEN = {
    "no Python": ("def (", "SyntaxError", "第1行"),
    "a name that is not there": ("\n\nnothing_of_this_name\n", "NameError", "第3行"),
    "one that ends the program": ("import sys\nsys.exit(3)", "SystemExit", "第2行"),
    "an import that fails": ("import no_such_module_anywhere", "ModuleNotFoundError", "第1行"),
    "a built-in id": (RULE.replace("OW09", "TY01"), "编号“TY01”是程序自带的检查，不能换掉", "坏.py"),
    "an id of another form": (RULE.replace("OW09", "清溪1"), "OW01 到 OW99", "坏.py"),
    "an id that is used": (RULE.replace("OW09", "OW05"), "“OW05”前面已经用了", "坏.py"),
    "no clause": (RULE.replace("本单位", " "), "没有写依据", "OW09"),
    "neither function": (RULE.replace("read=read)", ")"), "只有一个", "OW09"),
    "no examples": (RULE.replace('bad=("镇长的事。",)', "bad=()"), "例子", "OW09"),
    "silent on a bad example": (RULE.replace("镇长的事。", "小河的事。"), "第 1 个错的例子上没有提示", "OW09"),
    "speaking on a good example": (RULE.replace("别的事。", "镇长。"), "第 1 个对的例子上也提示", "OW09"),
    "one that raises": (RULE.replace("at = text", "1 / 0; at = text"), "试例子时出错：ZeroDivisionError", "OW09"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_one_is_named_and_hides_no_other(gongwen_home: Path, kind: str) -> None:
    text, says, where = BROKEN[kind]
    put(gongwen_home, "a.py", RULE.replace("OW09", "OW05"))
    put(gongwen_home, "坏.py", text)
    put(gongwen_home, "甲.py", RULE.replace("OW09", "OW07"))
    made = shelf()
    (problem,) = made.problems
    assert says in problem
    assert where in problem
    assert "坏.py" in problem
    assert [rule.id for rule in made.rules] == [*(rule.id for rule in RULES), "OW05", "OW07"]
    assert own(checker().check(small())) == ["OW05", "OW07"]
    assert Store.open().findings.problems() == made.problems


def test_the_other_rules_of_a_file_with_a_broken_one_run(gongwen_home: Path) -> None:
    put(gongwen_home, "a.py", RULE + RULE.replace("one =", "two =").replace("OW09", "TY01"))
    assert [rule.id for rule in shelf().rules[len(RULES) :]] == ["OW09"]
    assert len(shelf().problems) == 1


def test_one_that_fails_in_a_report_ends_no_check_and_says_so_without_its_text(
    gongwen_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(gongwen_home, "a.py", RULE.replace("at = text", "assert '宣传' not in text, text; at = text"))
    assert shelf().problems == ()
    found = checker().check(small())
    assert own(found) == ["OW09"]
    assert {each.rule for each in found} > {"OW09"}
    (problem,) = shelf().problems
    assert "“OW09”运行时出错：AssertionError" in problem
    assert "宣传" not in problem + caplog.text
    put(gongwen_home, "a.py", RULE + "\n")
    assert shelf().problems == ()


def test_what_is_no_hit_is_left_out(gongwen_home: Path) -> None:
    put(
        gongwen_home, "a.py",
        RULE.replace("    if at", "    if '宣传' in text:\n        yield 7; yield Hit(0, len(text) + 9, 'x')\n    if at"),
    )  # fmt: skip
    assert shelf().problems == ()
    assert own(checker().check(small())) == ["OW09"]


def test_a_file_is_run_once_and_again_when_it_has_changed(gongwen_home: Path) -> None:
    put(gongwen_home, "a.py", RULE + f"\nopen({str(gongwen_home / 'ran')!r}, 'a').write('x')\n")
    for _ in range(3):
        shelf()
    assert (gongwen_home / "ran").read_text() == "x"
    put(gongwen_home, "a.py", RULE.replace("OW09", "OW10"))
    assert shelf().rules[-1].id == "OW10"
    (gongwen_home / "checks" / "a.py").unlink()
    assert shelf().rules == RULES


def test_files_that_are_not_meant_as_checks_are_not_run(gongwen_home: Path) -> None:
    for name in ("_a.py", ".a.py", "a.txt", "a.pyc"):
        put(gongwen_home, name, "raise SystemExit")
    put(gongwen_home, "below/a.py".replace("/", "_"), "")
    (gongwen_home / "checks" / "below").mkdir()
    (gongwen_home / "checks" / "below" / "b.py").write_text("raise SystemExit")
    assert (shelf().rules, shelf().problems) == (RULES, ())


def test_a_package_offers_rules_by_an_entry_point(gongwen_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = gongwen_home / "site"
    package.mkdir(parents=True)
    (package / "qingxi_checks.py").write_text(RULE, "utf-8")
    (package / "qingxi_broken.py").write_text("1 / 0", "utf-8")
    monkeypatch.syspath_prepend(str(package))
    offered = [
        EntryPoint("整个", "qingxi_checks", "gongwen.checks"),
        EntryPoint("坏的", "qingxi_broken", "gongwen.checks"),
        EntryPoint("没有的", "qingxi_checks:nothing", "gongwen.checks"),
    ]
    monkeypatch.setattr(room, "entry_points", lambda *, group: offered if group == "gongwen.checks" else [])
    room._installed.cache_clear()
    try:
        assert [rule.id for rule in shelf().rules[len(RULES) :]] == ["OW09"]
        assert [each.split("：")[1].split("（")[0] for each in shelf().problems] == [
            "ZeroDivisionError",
            "AttributeError",
        ]
        assert "坏的" in shelf().problems[0]
    finally:
        room._installed.cache_clear()


def test_its_findings_stand_in_the_way_like_any(gongwen_home: Path) -> None:
    put(gongwen_home, "a.py", RULE)
    store = Store.open()
    name = store.create(small()).id
    (blocker,) = store.course.of(name).blockers
    found = [each for each in checker().check(small(), Preset.SUBMIT) if each.severity is Severity.MUST]
    assert blocker.ids == tuple(each.fingerprint for each in found)
    assert own(tuple(found)) == ["OW09"]
