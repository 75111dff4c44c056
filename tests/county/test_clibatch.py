"""`gongwen batch`: a folder put together or exported without a screen, stopped by Ctrl+C, taken up again, in words and for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports import batch as exporter
from gongwen.cli import main
from tests.conftest import ROOT
from tests.county.towns import WANTED, YEAR, Planted, plant

Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    found = plant(tmp_path_factory.mktemp("county") / "报告", 24, seed=2)
    (found.folder.parent / "名单.tsv").write_text(found.list, "utf-8")
    (found.folder.parent / "指标.tsv").write_text(WANTED, "utf-8")
    return found


def asked(county: Planted, *more: str) -> list[str]:
    """Return the arguments for the county's roll-up."""
    beside = county.folder.parent
    return ["batch", str(county.folder), "--year", str(YEAR), "--expect", str(beside / "名单.tsv"), "--indicators", str(beside / "指标.tsv"),
            "--jobs", "1", *more]  # fmt: skip


def test_it_says_who_has_not_handed_in_and_what_is_missing(county: Planted, capsys: Printed) -> None:
    assert main(asked(county)) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"应报 {len(county.organs)} 个单位：")
    lines = said.split("\n")
    assert set(next(line for line in lines if line.startswith("未报："))[3:].split("、")) == county.out
    for organ, file in county.bad.items():
        assert any(line.startswith(f"打不开：{organ}　{file}") for line in lines)
    for organ, names in county.missing.items():
        told = next(line for line in lines if line.startswith(f"缺数：{organ}　"))
        assert set(told.split("　")[1].split("、")) == names
    assert f"行政执法案件：合计 {county.sums['行政执法案件']}件" in said


def test_a_program_gets_everything(county: Planted, capsys: Printed, tmp_path: Path) -> None:
    assert main(asked(county, "--format", "json", "-o", str(tmp_path / "out.json"))) == 0
    assert "已写到 out.json" in capsys.readouterr().out
    plain = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert {each["organ"] for each in plain["organs"] if each["state"] == "未报"} == county.out
    assert {each["organ"] for each in plain["reminders"]} >= county.out | set(county.bad) | set(county.missing)
    total = next(each for each in plain["indicators"] if each["name"] == "信访事项")
    assert total["total"] == str(county.sums["信访事项"])
    assert len(plain["reports"]) == county.files
    assert main(asked(county, "--format", "csv")) == 0
    printed = capsys.readouterr()
    rows = list(csv.reader(io.StringIO(printed.out.lstrip("\ufeff"))))
    assert len(rows) == county.files + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert f"{county.files} 份没有变" in printed.err, "without --work it is kept in the program's own folder"


def test_where_nothing_can_be_read_that_is_a_fault(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "a").mkdir()
    assert main(["batch", str(tmp_path / "a")]) == 0
    assert "没有报告" in capsys.readouterr().out
    (tmp_path / "a" / "b.docx").write_bytes(b"")
    assert main(["batch", str(tmp_path / "a"), "--jobs", "1"]) == 1
    assert main(["batch", str(tmp_path / "no")]) == 1
    assert "没有这个文件夹" in capsys.readouterr().err
    assert main(["batch"]) == 0
    for wrong in (
        ["batch", "a", "b"],
        ["batch", "export", "a", "b"],
        ["batch", "a", "--jobs", "0"],
        ["batch", "a", "--year", "25"],
    ):
        with pytest.raises(SystemExit, match="2"):
            main(wrong)
    assert "用法不对：" in capsys.readouterr().err


def test_all_are_exported_once_and_again_only_what_is_new(county: Planted, tmp_path: Path, capsys: Printed) -> None:
    out = tmp_path / "导出"
    command = ["batch", "export", str(county.folder), "-o", str(out), "--jobs", "1", "--format", "json"]
    assert main(command) == 1, "what cannot be exported is a fault of the input"
    first = json.loads(capsys.readouterr().out)
    sound = county.files - len(county.bad)
    assert (first["made"], first["skipped"], first["left"], len(first["wrong"])) == (sound, 0, 0, len(county.bad))
    made = sorted(out.rglob("*.docx"))
    assert len(made) == sound
    assert {path.parent.name for path in made} == {"导出", "甲片", "乙片"}
    os.utime(made[0], (1, 1))
    main(command)
    again = json.loads(capsys.readouterr().out)
    assert (again["made"], again["skipped"]) == (1, sound - 1)
    assert main(["batch", "export", str(county.folder)]) == 1
    assert "没有写导出到哪个文件夹" in capsys.readouterr().err


def test_what_is_exported_beside_the_reports_is_no_report(tmp_path: Path, capsys: Printed) -> None:
    for name in ("甲.txt", "甲.md"):
        (tmp_path / name).write_text("关于2025年工作情况的报告\n县政府：\n一、情况\n好。", "utf-8")
    for _ in range(2):
        assert main(["batch", "export", str(tmp_path), "-o", str(tmp_path / "导出"), "--jobs", "1", "--pdf"]) == 0
    assert "导出了 0 份，已经有的 2 份没有重做" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "导出").iterdir()) == ["甲.md.pdf", "甲.txt.pdf"]
    assert (tmp_path / "导出" / "甲.md.pdf").read_bytes().startswith(b"%PDF")


def test_a_report_that_breaks_the_export_is_a_sentence(
    county: Planted, monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path
) -> None:
    monkeypatch.setattr(exporter, "export_docx", lambda *_all, **_more: 1 / 0)
    assert main(["batch", "export", str(county.folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 1
    said = capsys.readouterr().out
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said


def test_ctrl_c_leaves_a_sentence_and_a_work_file_and_it_goes_on_from_there(county: Planted, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "checks").mkdir()
    (slow / "checks" / "wait.py").write_text(SLOW, "utf-8")
    work = tmp_path / "work.jsonl"
    command = [sys.executable, "-m", "gongwen", "batch", str(county.folder), "--jobs", "2", "--work", str(work)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GONGWEN_HOME": str(slow)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (work.exists() and work.read_bytes().count(b"\n") > 2):
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the program and all it started
        out, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert out == b""
    said = told.decode()
    assert "已停止：读了" in said
    assert "再运行一遍就接着做" in said
    assert "Traceback" not in said
    done = work.read_bytes().count(b"\n")
    assert 2 < done < county.files
    rest = subprocess.run(
        [*command, "--format", "json"], env=environment, capture_output=True, timeout=120, check=False
    )
    assert f"{done} 份没有变" in rest.stderr.decode()
    assert rest.returncode == 0
    assert len(json.loads(rest.stdout)["reports"]) == county.files


SLOW = """
import time
from gongwen.checks import Rule, Severity, Spot
from gongwen.checks.cases import case


def survey(reading, setting):
    time.sleep(0.15)
    return [Spot(block.location, "x") for block in reading.blocks if "绝无此词" in block.text][:1]


slow = Rule(id="OW01", name="慢", severity=Severity.HINT, clause="本单位", why="慢。", survey=survey,
            bad=(case("# 甲\\n绝无此词。"),), good=(case("# 甲\\n好。"),))
"""
