"""The command line does what the screen does, speaks to programs in JSON, and never shows a traceback."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import docx
import pytest

from gongwen.cli import main
from gongwen.pieces import canonical_text
from gongwen.reportfile import dumps, loads
from tests.samples import small


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.json"
    path.write_text(dumps(small()), "utf-8")
    return path


def test_import_writes_a_report_file_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "旧稿.txt"
    source.write_bytes("关于2024年工作情况的报告\n县政府:\n一、甲\n文字。\n一、乙\n文字。\n".encode("gb18030"))
    assert main(["import", str(source), "-o", str(tmp_path / "r.json")]) == 0
    document = loads((tmp_path / "r.json").read_bytes())
    assert [section.heading for section, _, _ in document.sections()] == ["甲", "乙"]
    assert "“一、”改为“二、”" in capsys.readouterr().out


def test_what_concerns_the_whole_text_has_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "旧稿.txt"
    source.write_text("关于2024年工作情况的报告\n县政府：\n1、甲情况\n文字。\n2、乙情况\n文字。\n", "utf-8")
    assert main(["import", str(source), "-o", str(tmp_path / "r.json")]) == 0
    said = capsys.readouterr().out
    assert "第 0 行" not in said
    assert "  全文：" in said


def test_a_text_that_begins_with_a_brace_is_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "旧稿.txt"
    source.write_text("{摘要}\n一、甲情况\n文字。\n", "utf-8")
    assert main(["text", str(source)]) == 0
    assert "{摘要}" in capsys.readouterr().out


def test_export_gives_a_word_file_with_the_text(report: Path, tmp_path: Path) -> None:
    assert main(["export", str(report), "-o", str(tmp_path / "a.docx")]) == 0
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert "一、主要举措和成效" in texts


def test_layout_gives_pages_of_lines(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", str(report), "--format", "json"]) == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert pages[0][0] == "关于2025年度法治政府建设情况的报告"


def test_text_is_the_canonical_text(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(report)]) == 0
    assert capsys.readouterr().out == canonical_text(small())


def test_new_makes_a_report_of_a_template(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    command = [
        "new",
        "--template",
        "rule_of_law_report",
        "--year",
        "2025",
        "--organ",
        "清溪镇人民政府",
        "-o",
        str(path),
    ]
    assert main(command) == 0
    assert loads(path.read_bytes()).title == "清溪镇人民政府关于2025年度法治政府建设情况的报告"


def test_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "--format", "json"]) == 0
    keys = {row["key"] for row in json.loads(capsys.readouterr().out)["templates"]}
    assert keys == {"rule_of_law_report", "work_report", "information_disclosure_report"}


def test_a_dash_is_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(dumps(small()).encode())))
    assert main(["text", "-"]) == 0
    assert capsys.readouterr().out == canonical_text(small())


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["text", "nowhere.json"], 1),
        (["export", "nowhere.txt", "-o", "a.docx"], 1),
        (["new", "--template", "x", "--year", "2025", "--organ", "甲"], 1),
        (["new", "--template", "x", "--year", "25", "--organ", "甲"], 2),
        (["nonsense"], 2),
        ([], 2),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_code(
    command: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        found = main(command)
    except SystemExit as exit_:
        found = int(str(exit_.code))
    said = capsys.readouterr().err
    assert found == code
    assert said.strip()
    assert "Traceback" not in said


def test_the_source_is_never_overwritten(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    assert main(["import", str(report), "-o", str(report)]) == 1
    assert report.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


def test_an_error_can_be_read_by_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "newer.json"
    path.write_text('{"format": "gongwen-report", "version": 99, "document": {}}', "utf-8")
    assert main(["text", str(path), "--format", "json"]) == 1
    assert "更新的版本" in json.loads(capsys.readouterr().err)["error"]


def test_half_width_marks_are_made_full_by_the_command_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, made = tmp_path / "a.txt", tmp_path / "a.json"
    source.write_text("关于2024年工作情况的报告\n县政府:\n一、甲\n全年5次,成效明显。\n", "utf-8")
    assert main(["import", str(source), "--full-width", "-o", str(made)]) == 0
    assert "全年5次，成效明显。" in made.read_text("utf-8")
    assert main(["export", str(made), "-o", str(tmp_path / "乙.docx")]) == 0
    assert "已写到 乙.docx" in capsys.readouterr().out
    assert main(["export", str(made), "-o", str(tmp_path / "丙.docx"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "丙.docx"


def test_a_damaged_template_is_said_to_be_damaged(
    gongwen_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = gongwen_home / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "我的"\ntitels = []\n', "utf-8")
    assert main(["new", "--template", "mine", "--year", "2025", "--organ", "甲局", "-o", str(tmp_path / "r.json")]) == 1
    assert "titels" in capsys.readouterr().err
