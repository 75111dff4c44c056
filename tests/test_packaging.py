"""What is installed is what is written down: the lock has hashes, conda's list equals pyproject's, the top level is known."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TOP = {
    "notebooks", "widgets", "templates", "exports", "tests", "gongwen", "docs", "bench", ".ci", ".gitignore", "LICENSE", "Makefile",
    "README.md", "environment.yml", "pyproject.toml", "requirements.txt", "requirements-dev.txt",
}  # fmt: skip


def test_conda_asks_for_the_same_as_pyproject() -> None:
    listed = re.findall(r"^ +- ([^\s:]+)$", (ROOT / "environment.yml").read_text("utf-8"), re.MULTILINE)
    listed.remove("conda-forge")
    listed.remove("pip")
    python = next(item for item in listed if item.startswith("python>="))
    assert python == f"python{PROJECT['requires-python']}"
    assert sorted(set(listed) - {python}) == sorted(PROJECT["dependencies"])


def test_the_locks_carry_hashes_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block.split("\n")[0]


def test_the_lock_covers_what_the_program_needs() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    wanted = {re.split(r"[<>=\[]", item)[0] for item in PROJECT["dependencies"]}
    assert wanted <= locked


def test_the_top_level_holds_what_the_house_has_and_no_more() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    assert {name.split("/")[0].strip('"') for name in files if name} <= TOP


def test_the_readme_links_the_manual_first_and_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "docs/manual.zh.md" in text.split("\n")[0]
    assert "make app" in text
    assert "make test" in text
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
