"""The command line as people and programs start it: pipes, locales, strange names, full disks; never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen import __version__
from gongwen.cli import _COMMANDS, main
from gongwen.pieces import canonical_text
from gongwen.reportfile import dumps, loads
from gongwen.sample import FILE
from tests.pace import started, within
from tests.samples import long, small

ROOT = Path(__file__).resolve().parent.parent


def gongwen(*arguments: str | bytes, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gongwen", *arguments],
        input=data,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.json"
    path.write_text(dumps(small()), "utf-8")
    return path


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
    ],
    ids=str,
)
def test_what_is_written_is_utf8_in_every_locale(report: Path, environment: dict[str, str]) -> None:
    done = gongwen("text", str(report), **environment)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, canonical_text(small()), b"")
    refused = gongwen("text", "没有.json", **environment)
    assert refused.returncode == 1
    assert "没有这个文件" in refused.stderr.decode()


def test_a_report_goes_through_a_chain_of_pipes() -> None:
    made = gongwen("new", "--template", "work_report", "--year", "2025", "--organ", "甲局", "--organ", "乙局")
    assert made.returncode == 0
    assert loads(made.stdout).signature.organs == ("甲局", "乙局")
    text = gongwen("text", "-", data=made.stdout)
    assert text.stdout.decode().startswith("甲局　乙局关于2025年工作情况的报告\n")
    again = gongwen("import", "-", "--format", "json", data=text.stdout)
    assert again.returncode == 0
    assert loads(again.stdout).title.replace("\n", "") == "甲局　乙局关于2025年工作情况的报告"
    assert isinstance(json.loads(again.stderr)["notes"], list)
    word = gongwen("export", "-", "-o", "-", data=again.stdout)
    assert word.stdout[:2] == b"PK"
    pages = gongwen("layout", "-", "--format", "json", data=word.stdout)
    assert list(json.loads(pages.stdout)) == ["pages"]


def test_a_report_beside_a_file_goes_to_standard_output(report: Path, tmp_path: Path) -> None:
    done = gongwen("export", str(report), "-o", str(tmp_path / "a.docx"), "--format", "json")
    assert json.loads(done.stdout)["bytes"] == (tmp_path / "a.docx").stat().st_size
    assert done.stderr == b""


def test_a_reader_who_leaves_early_is_no_error_to_talk_about() -> None:
    command = f"'{sys.executable}' -m gongwen layout - | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        input=dumps(long(50_000)).encode(),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's")
def test_a_full_disk_behind_standard_output_is_a_sentence(report: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gongwen", "text", str(report)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr.decode().startswith("写不出去")) == (1, True)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_traceback(report: Path, closed: str) -> None:
    command = f"'{sys.executable}' -m gongwen text '{report}' {closed}; echo $? >'{report}.rc'"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (report.parent / "r.json.rc").read_text() == "0\n"
    assert b"Traceback" not in done.stderr


def test_file_names_in_gbk_are_read_and_shown(tmp_path: Path) -> None:
    name = "旧稿".encode("gb18030")
    folder = os.fsencode(tmp_path)
    with open(folder + b"/" + name + b".json", "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
        file.write(dumps(small()).encode())
    done = gongwen(b"text", folder + b"/" + name + b".json")
    assert done.stdout.decode() == canonical_text(small())
    refused = gongwen(b"text", folder + b"/" + name + b".txt", b"--format", b"json")
    assert "旧稿.txt" in json.loads(refused.stderr)["error"]


def test_a_file_is_written_whole_or_not_at_all(report: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.docx"
    kept.write_bytes(b"before")
    kept.chmod(0o640)
    for target in (tmp_path / "no" / "a.docx", tmp_path / "d.docx"):
        (tmp_path / "d.docx").mkdir(exist_ok=True)
        done = gongwen("export", str(report), "-o", str(target))
        assert (done.returncode, "写不了" in done.stderr.decode()) == (1, True)
    assert gongwen("export", str(report), "-o", str(kept)).returncode == 0
    assert kept.read_bytes()[:2] == b"PK"
    assert kept.stat().st_mode & 0o777 == 0o640
    (tmp_path / "link.docx").symlink_to(kept)
    assert gongwen("export", str(report), "-o", str(tmp_path / "link.docx")).returncode == 0
    assert (tmp_path / "link.docx").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.docx", "kept.docx", "link.docx", "r.json"]


def test_a_device_is_written_to_and_stays_what_it_is(report: Path) -> None:
    assert gongwen("import", "-", "-o", "/dev/null", data="一份稿子".encode()).returncode == 0
    assert Path("/dev/null").is_char_device()
    assert gongwen("text", str(report), "--format", "json").returncode == 0


def test_a_report_file_needs_no_import(report: Path) -> None:
    done = gongwen("import", str(report))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "不用导入" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "还缺：命令"),
        (("nix",), "没有这个命令：nix"),
        (("text",), "还缺：FILE"),
        (("text", "a", "--format", "x"), "--format 不能是“x”，可以是：text, json"),
        (("text", "a", "b"), "认不出：b"),
        (("export", "a"), "还缺：-o/--output"),
        (("new", "--template", "a", "--year", "２０２５", "--organ", "b"), "四位数字"),
        (("new", "--template", "a", "--year", "0000", "--organ", "b"), "四位数字"),
        (("new", "--template", "a", "--year", "2025", "--organ", " "), "机关的名称"),
        (("new", "--year"), "--year 后面要写内容"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence_and_two(arguments: tuple[str, ...], says: str) -> None:
    done = gongwen(*arguments)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith("用法不对：")
    assert says in said
    assert re.search(r"请看：gongwen( \w+)? --help\n$", said)


def test_help_is_there_in_chinese_for_every_command() -> None:
    whole = gongwen("--help").stdout.decode()
    for name in _COMMANDS:
        assert f"    {name}" in whole
        said = gongwen(name, "--help").stdout.decode()
        assert said.startswith(f"用法：gongwen {name}")
        assert not re.search(r"usage|positional|optional|show this", said)


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert __version__ == project["version"]
    assert gongwen("--version").stdout.decode() == f"gongwen {__version__}\n"


def test_templates_tell_a_program_all_there_is() -> None:
    found = json.loads(gongwen("templates", "--format", "json").stdout)
    first = found["templates"][0]
    assert first["key"] == "rule_of_law_report"
    assert first["sections"][0]["sections"][1]["years"] == [2021, 2025]
    assert found["problems"] == []


def test_an_offices_bad_template_is_told_and_the_rest_listed(gongwen_home: Path) -> None:
    (gongwen_home / "templates").mkdir(parents=True)
    (gongwen_home / "templates" / "坏.toml").write_text("nmae = ''", "utf-8")
    done = gongwen("templates")
    assert len(done.stdout.splitlines()) == 3
    assert "坏.toml" in done.stderr.decode()


def test_it_starts_quickly_and_a_long_report_is_soon_set(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_text(dumps(long(50_000)), "utf-8")

    def bare() -> None:  # what any small program takes
        script = "import argparse, dataclasses, json, logging, pathlib, re, tomllib"
        subprocess.run([sys.executable, "-c", script], check=True)

    def run(*arguments: str) -> None:
        assert gongwen(*arguments).returncode == 0

    assert within(4, lambda: run("templates"), bare, clock=started)
    assert within(8, lambda: run("layout", str(path), "--format", "json"), bare, clock=started)


def test_listing_templates_loads_nothing_heavy() -> None:
    script = "import sys; from gongwen.cli import main; main(['templates']); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"sqlalchemy", "alembic", "docx", "pandas", "ipywidgets", "lxml", "charset_normalizer"}


WORDS = st.sampled_from(
    [*_COMMANDS, "-", "--", "-o", "--output", "--format", "json", "text", "--template", "work_report", "--year", "2025",
     "--organ", "甲局", "--to", "--help", "--version", "r.json", "a.docx", ".", "/", "", "没有.txt", "\udce5", "a\0b", "--=", "-x"]
)  # fmt: skip


@given(arguments=st.lists(WORDS | st.text(max_size=8).filter(lambda text: "/" not in text), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_whatever_is_typed_the_code_is_0_1_or_2(
    report: Path, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(report.parent)
    report.write_text(dumps(small()), "utf-8")
    monkeypatch.setattr("sys.stdin", None)
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(str(ended.code or 0))
    said = capsys.readouterr()
    assert code in {0, 1, 2}
    assert "Traceback" not in said.err
    assert bool(said.err.strip()) or code == 0
    assert "没有做成" not in said.err


def test_the_sample_goes_through_every_command(tmp_path: Path) -> None:
    for command in ("text", "layout"):
        for form in ("text", "json"):
            assert gongwen(command, str(FILE), "--format", form).returncode == 0
    assert gongwen("export", str(FILE), "-o", str(tmp_path / "示例.docx")).returncode == 0
    back = gongwen("import", str(tmp_path / "示例.docx"), "-o", str(tmp_path / "back.json"))
    assert back.returncode == 0
    assert loads((tmp_path / "back.json").read_bytes()).kind == "rule_of_law_report"
