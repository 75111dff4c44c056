"""What is a person's own lies where it was said, whatever folder a program stands in; never in the checkout."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen.home import home, settle, template_folders
from gongwen.lastused import LastUsed
from gongwen.store import Store
from widgets.machine import say_if_closed

ROOT = Path(__file__).resolve().parent.parent


def test_without_a_name_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "  "):
        monkeypatch.setenv("GONGWEN_HOME", value)
        assert home().is_absolute()
        assert home().name == "gongwen"
        assert ROOT not in home().parents


def test_a_persons_own_folder_may_be_meant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GONGWEN_HOME", "~/我的 公文")
    assert home() == tmp_path / "我的 公文"


def test_a_relative_name_means_the_folder_the_program_was_started_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GONGWEN_HOME", "稿件")
    monkeypatch.setenv("GONGWEN_TEMPLATES", os.pathsep.join(("模板", "", str(tmp_path / "共享"))))
    monkeypatch.chdir(tmp_path)
    assert settle() == tmp_path / "稿件"
    monkeypatch.chdir("/")
    assert home() == tmp_path / "稿件"
    assert template_folders() == (tmp_path / "模板", tmp_path / "共享")


@pytest.mark.skipif(os.name != "posix", reason="folders have no modes elsewhere")
@pytest.mark.parametrize("make", [lambda: Store.open().close(), lambda: LastUsed("work_report").save(), say_if_closed])
def test_what_the_program_makes_only_its_owner_may_enter(make: Callable[[], None], gongwen_home: Path) -> None:
    make()
    assert gongwen_home.stat().st_mode & 0o077 == 0
