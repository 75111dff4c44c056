"""The command `check`: what a script and a person get of findings."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from gongwen.api import open_report
from gongwen.cli import main
from gongwen.sample import sample
from gongwen.store import Store

TEXT = """清溪镇人民政府关于2025年度法治政府建设情况的报告

县委、县政府：

现将有关情况报告如下：

一、主要举措和成效

开展宣讲、走访、等活动12场次,覆盖1200人次。

清溪镇人民政府
2026年1月15日
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(["check", *arguments])
    return capsys.readouterr().out


def test_offsets_count_in_the_text_that_the_text_command_gives(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(told(capsys, str(source), "--format", "json"))["findings"]
    whole = open_report(source).text
    etc = next(each for each in found if each["rule"] == "TY07")
    assert whole[etc["start"] : etc["end"]] == etc["excerpt"] == "、"
    assert whole[etc["end"] :].startswith("等活动")
    assert set(etc) >= {"rule", "severity", "section", "start", "end", "excerpt", "message", "fixes", "clause", "count"}
    assert etc["fixes"][0]["changes"] == [{"start": etc["start"], "end": etc["end"], "text": ""}]


def test_every_finding_says_its_clause(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = told(capsys, str(source))
    assert "TY07" in words
    assert "GB/T 15834-2011 附录B.1.2" in words
    assert "建议" in words


def test_a_preset_shows_less(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = [
        {
            each["rule"]
            for each in json.loads(told(capsys, str(source), "--format", "json", "--preset", preset))["findings"]
        }
        for preset in ("draft", "submit", "review")
    ]
    assert rules[0] < rules[1] <= rules[2]


def test_what_must_be_mended_ends_with_one(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source.write_text(TEXT.replace("1200人次", "20xx年"), "utf-8")
    assert main(["check", str(source)]) == 1
    assert "必改" in capsys.readouterr().out


def test_several_files_stand_one_after_the_other(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = source.with_name("另一份.txt")
    other.write_text(TEXT, "utf-8")
    files = json.loads(told(capsys, str(source), str(other), "--format", "json"))["files"]
    assert [each["file"] for each in files] == ["报告.txt", "另一份.txt"]


def test_sarif_names_every_rule_that_spoke(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads(told(capsys, str(source), "--format", "sarif"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["region"]["charLength"] >= 0


def test_the_page_escapes_what_was_typed(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source.write_text(TEXT.replace("清溪镇人民政府关于", "<b>关于"), "utf-8")
    page = told(capsys, str(source), "--format", "html")
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "http" not in page


def test_words_added_on_the_screen_are_right_here_too(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "home"))
    source.write_text(TEXT.replace("开展宣讲", "按“法制宣传教育”项目的要求开展宣讲"), "utf-8")
    found = json.loads(told(capsys, str(source), "--format", "json"))["findings"]
    assert "法制" in [each["excerpt"] for each in found]
    assert not list((tmp_path / "home").rglob("*")), "to check a file makes no store"
    store = Store.open(tmp_path / "home")
    store.findings.add_word("法制宣传教育", store.create(sample()).id)
    store.close()
    found = json.loads(told(capsys, str(source), "--format", "json"))["findings"]
    assert "法制" not in [each["excerpt"] for each in found]


def test_a_store_that_cannot_be_read_is_told_and_the_file_is_checked(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_DATABASE", "nowhere://")
    main(["check", str(source)])
    said = capsys.readouterr()
    assert "TY07" in said.out
    assert "GONGWEN_DATABASE" in said.err


def test_a_file_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["check", str(tmp_path / "没有.docx")]) == 1
    assert "没有.docx" in capsys.readouterr().err
