"""Setting up on a fresh machine: done once, and every way it can fail is one sentence with the mend."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongwen import bootstrap

SCRIPT = Path(bootstrap.__file__)
PIP = """#!/bin/sh
printf '%s\\n' "$*" >> "{log}"
printf '%s\\n' "{says}"
exit {code}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of nothing but what is read, under a path that people really have."""
    root = tmp_path / "我的 文件"
    root.mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (root / name).write_text("one==1 \\\n    --hash=sha256:00\n", "utf-8")
    return root


def furnish(root: Path, *, says: str = "", code: int = 0) -> Path:
    """Put an environment there whose pip says and returns what is wanted; return the log of its calls."""
    inside = root / ".venv" / "bin"
    inside.mkdir(parents=True, exist_ok=True)
    log = root / "calls.txt"
    (inside / "python").write_text(PIP.format(log=log, says=says, code=code), "utf-8")
    (inside / "python").chmod(0o755)
    return log


def test_it_installs_from_the_lock_by_hash_and_once(checkout: Path) -> None:
    log = furnish(checkout)
    assert bootstrap.main(["", "requirements.txt"], checkout) == 0
    calls = log.read_text("utf-8").splitlines()
    assert len(calls) == 2
    assert "--require-hashes" in calls[0]
    assert "--no-deps --no-build-isolation --editable" in calls[1]
    assert bootstrap.main(["", "requirements.txt"], checkout) == 0
    assert len(log.read_text("utf-8").splitlines()) == 2
    (checkout / "requirements.txt").write_text("one==2 \\\n    --hash=sha256:00\n", "utf-8")
    assert bootstrap.main(["", "requirements.txt"], checkout) == 0
    assert len(log.read_text("utf-8").splitlines()) == 4


def test_what_the_tests_need_covers_what_the_app_needs(checkout: Path) -> None:
    log = furnish(checkout)
    assert bootstrap.main(["", "requirements-dev.txt"], checkout) == 0
    assert bootstrap.main(["", "requirements.txt"], checkout) == 0
    assert len(log.read_text("utf-8").splitlines()) == 2


def test_a_copied_checkout_is_set_up_anew(checkout: Path, tmp_path: Path) -> None:
    furnish(checkout)
    assert bootstrap.main([""], checkout) == 0
    copy = checkout.rename(tmp_path / "moved")
    log = furnish(copy)
    log.unlink()
    assert bootstrap.main([""], copy) == 0
    assert log.read_text("utf-8").count("--editable") == 1


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("WARNING: Retrying: NewConnectionError\nERROR: No matching distribution found for one==1", "没有网络"),
        ("ReadTimeoutError: Read timed out.", "没有网络"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "与锁定的不一致"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘满了"),
        ("ERROR: [Errno 13] Permission denied: 'x'", "不能写"),
        ("something nobody foresaw", "install.log"),
    ],
)
def test_a_failed_installation_is_one_sentence(
    checkout: Path, capfd: pytest.CaptureFixture[str], says: str, sentence: str
) -> None:
    furnish(checkout, says=says, code=1)
    assert bootstrap.main([""], checkout) == 1
    said = capfd.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "WARNING" not in said.out + said.err
    assert not (checkout / ".venv" / "installed.txt").exists()


def test_only_a_wrong_python_is_one_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    for version in ((3, 9, 18), (3, 14, 0)):
        monkeypatch.setattr(bootstrap.sys, "version_info", version)
        assert bootstrap.main([""], checkout) == 1
        said = capsys.readouterr().err
        assert f"这里是 {version[0]}.{version[1]}" in said
        assert "PYTHON=" in said


def test_a_right_python_beside_a_wrong_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None)
    assert bootstrap._python() == "/usr/bin/python3.12"


def test_a_python_without_venv_is_one_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda _name: None)
    assert bootstrap.main([""], checkout) == 1
    assert "python3-venv" in capsys.readouterr().err
    assert not (checkout / ".venv").exists()


def test_a_linked_environment_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (checkout / ".venv").symlink_to(tmp_path / "elsewhere")
    assert bootstrap.main([""], checkout) == 0
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_it_can_be_read_by_an_old_python_and_speaks_in_any_locale(checkout: Path) -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 7))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code = f"import sys; sys.path.insert(0, {str(bootstrap.ROOT)!r}); sys.version_info = (3, 9, 0); from gongwen import bootstrap as b;"
    code += f"b.shutil.which = lambda name: None; from pathlib import Path; sys.exit(b.main([''], Path({os.fsencode(checkout)!r}.decode())))"
    made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert made.returncode == 1
    assert made.stderr.decode("utf-8").startswith("需要 Python 3.11")
