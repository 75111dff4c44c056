"""What looks after the store from the command line: its words, its codes, and what it leaves behind."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.cli import _COMMANDS, main
from gongwen.cliwords import parser
from gongwen.errors import StoreError
from gongwen.store import Store
from tests.samples import small
from tests.store.test_verify import lived

Said = pytest.CaptureFixture[str]


def test_a_sound_trail_is_said_to_be_with_its_hash(where: Path | str, capsys: Said) -> None:
    lived(where)[0].close()
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "留痕没有断，存着的都对得上：2 份报告，6 稿，10 条留痕。" in said
    head = said.split("最后一条的校验码：")[1].split("\n")[0]
    assert main(["audit", "verify", "--head", *head.split()[:3]]) == 0
    assert "写下来的校验码是第 10 条的；以后又有 0 条。" in capsys.readouterr().out


def test_a_broken_trail_is_named_and_ends_with_one(gongwen_home: Path, capsys: Said) -> None:
    store, name = lived(gongwen_home)
    store.close()
    with sqlite3.connect(gongwen_home / "drafts.db") as connection:
        connection.execute("UPDATE section SET paragraphs = '[]' WHERE section_id = 's2' AND report_id = ?", (name,))
        connection.execute("UPDATE report SET saved_by = '丙'")
    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "留痕断了：第 1 条（甲，" in said.err
    assert "现在的“加强组织领导”一节被绕过程序改过" in said.err
    assert "后面还有 2 处对不上" in said.err
    assert main(["audit", "verify", "--format", "json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert [fault["entry"] for fault in verdict["faults"]] == [1, 5, 10]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["verify", "--head", "0" * 64], 1, "写下来的校验码在留痕里找不到"),
        (["verify", "--head", "0123"], 1, "至少写前 16 位"),
        (["verify", "--head", "xyz"], 2, "校验码只有 0 到 9 和 a 到 f"),
        (["look"], 2, "不能是“look”"),
        (["show", "没有的报告"], 1, "没有找到报告"),
    ],
)
def test_what_cannot_be_is_a_sentence(arguments: list[str], code: int, says: str, capsys: Said) -> None:
    try:
        found = main(["audit", *arguments])
    except SystemExit as ended:
        found = int(str(ended.code))
    assert (found, says in capsys.readouterr().err) == (code, True)


def test_the_trail_of_a_report_says_who_did_what_on_which_version(gongwen_home: Path, capsys: Said) -> None:
    store, name = lived(gongwen_home)
    store.close()
    assert main(["audit", "show", "法治政府"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[3] for line in lines] == [
        "新建",
        "保存",
        "保存",
        "选定写法",
        "保存",
        "定名",
        "定谁能做什么",
        "导出文件",
    ]
    assert [line[2] for line in lines[1:3]] == ["甲", "乙（未核实）"]
    assert lines[2][5:] == ["第 3 稿", "base=1"]
    assert all(name in line[4] and "关于2025年度法治政府建设情况的报告" in line[4] for line in lines)
    assert main(["audit", "show", "--format", "json"]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["entry"] for entry in entries] == list(range(1, 11))
    assert entries[7]["details"]["sha256"] == "0" * 64


def test_an_empty_store_has_an_empty_trail(capsys: Said) -> None:
    Store.open().close()
    assert main(["audit", "show"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["audit", "verify"]) == 0
    assert "0 份报告，0 稿，0 条留痕" in capsys.readouterr().out


def test_a_backup_is_said_to_be_tried_and_comes_back_elsewhere(
    where: Path | str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(where)[0].close()
    (tmp_path / "备份").mkdir()
    assert main(["backup", str(tmp_path / "备份")]) == 0
    said = capsys.readouterr().out
    assert "试着恢复过一遍：2 份报告，6 稿，10 条留痕" in said
    (file,) = (tmp_path / "备份").iterdir()
    assert file.name.startswith("gongwen-")
    assert file.name.endswith(".db.gz")
    assert main(["restore", str(file)]) == 1
    assert "这里已经有稿件或者留痕，没有恢复" in capsys.readouterr().err
    monkeypatch.delenv("GONGWEN_DATABASE", raising=False)
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "新"))
    assert main(["restore", str(file)]) == 0
    assert "恢复好了：2 份报告，6 稿，10 条留痕。" in capsys.readouterr().out
    assert main(["audit", "verify", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 11


def test_a_backup_of_what_was_tampered_with_is_kept_and_ends_with_one(
    gongwen_home: Path, tmp_path: Path, capsys: Said
) -> None:
    lived(gongwen_home)[0].close()
    with sqlite3.connect(gongwen_home / "drafts.db") as connection:
        connection.execute("UPDATE milestone SET note = ''")
    assert main(["backup", str(tmp_path / "一.db")]) == 1
    said = capsys.readouterr()
    assert "备份好了：一.db" in said.out
    assert "定名的“送审稿”被改过" in said.err
    assert (tmp_path / "一.db").exists()


def test_a_backup_that_cannot_be_noted_is_there_and_it_is_said(
    gongwen_home: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(gongwen_home)[0].close()

    def full(*_: object) -> None:
        raise StoreError("磁盘满了", mend="请腾出磁盘空间")

    monkeypatch.setattr("gongwen.store.access.append", full)
    assert main(["backup", str(tmp_path / "一.db")]) == 0
    assert "没有记入留痕：磁盘满了" in capsys.readouterr().err
    assert (tmp_path / "一.db").exists()


def test_a_report_with_its_history_goes_to_another_machine(
    where: Path | str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, name = lived(where)
    store.close()
    file = tmp_path / "一.gongwen"
    assert main(["pack", "法治政府", "-o", str(file)]) == 0
    said = capsys.readouterr().out
    assert "连同全部历史写到了 一.gongwen" in said
    assert main(["audit", "show", name, "--format", "json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["action"], last["details"]["form"], last["details"]["sha256"] in said) == ("export", "全部历史", True)
    assert main(["unpack", str(file)]) == 1
    assert "这份报告这里已经有了" in capsys.readouterr().err
    monkeypatch.delenv("GONGWEN_DATABASE", raising=False)
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "新"))
    assert main(["unpack", str(file)]) == 0
    assert f"导入好了，4 稿，和随它带来的留痕对得上。编号 {name}。" in capsys.readouterr().out
    assert main(["audit", "verify"]) == 0
    assert "1 份报告，4 稿，1 条留痕" in capsys.readouterr().out
    assert main(["audit", "show", name]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 9
    file.write_bytes(file.read_bytes()[:-20])
    assert main(["unpack", str(file)]) == 1
    assert "不完整" in capsys.readouterr().err


def test_tidying_keeps_all_until_a_rule_says_otherwise(
    gongwen_home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open()
    monkeypatch.setattr("gongwen.store.saving.now", lambda: "2020-01-01T08:00:00.000+00:00")
    name = store.create(small()).id
    for number in range(1, 9):
        store.save(name, replace(small(), note=f"{number}"), number)
    store.close()
    assert main(["thin"]) == 0
    assert "留存规则是全部保留，什么也没有删。" in capsys.readouterr().out
    (gongwen_home / "retention.toml").write_text('keep = "thinned"\ndays = 90\nminutes = 30\n', "utf-8")
    assert main(["thin", "--dry-run"]) == 0
    assert "1 份报告里会删去 7 稿，留下 2 稿。" in capsys.readouterr().out
    assert len(Store.open().history.versions(name)) == 9
    assert main(["thin", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"] == {name: list(range(2, 9))}
    assert len(Store.open().history.versions(name)) == 2
    assert main(["audit", "show", name]) == 0
    assert "按留存规则删去旧稿" in capsys.readouterr().out
    assert main(["audit", "verify"]) == 0
    (gongwen_home / "retention.toml").write_text("keep = 1\n", "utf-8")
    assert main(["thin"]) == 1
    assert "留存规则的 keep 写错了" in capsys.readouterr().err


def test_commands_that_the_documents_give_are_the_programs() -> None:
    docs = Path(__file__).parent.parent / "docs"
    texts = "\n".join((docs / name).read_text("utf-8") for name in ("deploy.md", "manual.zh.md", "analyst.md"))
    given = re.findall(r"-m gongwen ([a-z][^\n;|&`]*)$", texts, re.MULTILINE) + re.findall(
        r"`gongwen ([a-z][^`]*)`", texts
    )
    named = {line.split()[0] for line in given}
    of_store = {"audit", "backup", "restore", "pack", "unpack", "thin"}
    assert of_store <= named <= set(_COMMANDS)
    for line in given:
        words = shlex.split(line.replace("校验码", "0" * 16))
        if len(words) > 1 and words[0] in of_store:
            assert parser().parse_args(words).command == words[0]
