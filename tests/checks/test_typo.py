"""The hint on typos: what a character can be mistaken for, counts of an archive, and what they find."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.checks import Checker, Office, Setting, typo
from gongwen.checks.alike import alike, is_alike
from gongwen.checks.cases import case
from gongwen.checks.ngrams import Counts, codes, rows
from gongwen.checks.rules.unusual import unusual
from gongwen.checks.usage import FILE, Usage, model, taught
from gongwen.cli import main
from gongwen.errors import ImportRefusedError


@pytest.mark.parametrize(("one", "other"), [("新", "形"), ("做", "作"), ("末", "未"), ("部", "布"), ("已", "己")])
def test_characters_said_or_written_alike_are_known(one: str, other: str) -> None:
    assert is_alike(one, other)
    assert is_alike(other, one)


def test_no_character_is_like_itself_and_none_like_a_mark() -> None:
    assert not is_alike("法", "法")
    assert not is_alike("法", "政")
    assert alike("，") == ""


ARCHIVE = (
    "全面推进依法行政，加强行政执法监督检查，落实行政执法责任制，规范行政处罚裁量权，公开执法信息12条。",
    "健全重大行政决策程序，对3件重大事项开展风险评估，听取各方面意见，集体讨论决定。",
    "深入开展法治宣传教育，创新宣传形式，组织干部学习习近平法治思想，参加法治培训。",
)


@pytest.fixture(scope="module")
def usage() -> Usage:
    return taught(ARCHIVE * 100)


def hints(usage: Usage, text: str, *, words: frozenset[str] = frozenset(), **also: object) -> list[tuple[str, str]]:
    """Return the characters found odd in a text and what each could be."""
    example = case(text, setting=Setting(office=Office(words=words), usage=usage), **also)
    found = Checker([unusual], example.setting).check(example.document)
    return [(each.excerpt, each.fixes[0].changes[0].text) for each in found]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("加强行政执法监督俭查。", "俭", "检"),
        ("创新宣传新式，效果明显。", "新", "形"),
        ("对5件重大事项开展风险平估。", "平", "评"),
        ("健全重大行政决侧程序。", "侧", "策"),
    ],
)
def test_what_the_archive_never_wrote_so_is_found(usage: Usage, text: str, wrong: str, right: str) -> None:
    assert hints(usage, text) == [(wrong, right)]


@pytest.mark.parametrize("text", [*ARCHIVE, "公开执法信息98条。", "天气晴朗，风和日丽。", "𠮷", "", "ab12"])
def test_what_it_wrote_and_what_it_knows_nothing_of_is_left_alone(usage: Usage, text: str) -> None:
    assert hints(usage, text) == []


def test_a_place_is_that_of_the_character_behind_rare_ones_too(usage: Usage) -> None:
    text = "𠮷𠮷村加强行政执法监督俭查。"
    (found,) = usage.suspects([text])[0]
    assert text[found.at] == "俭"


def test_what_a_report_writes_again_and_again_is_its_own_word(usage: Usage) -> None:
    assert hints(usage, "创新宣传新式。\n推广宣传新式。\n宣传新式受好评。") == []


def test_the_words_of_the_office_and_the_names_of_its_organs_are_right(usage: Usage) -> None:
    assert hints(usage, "创新宣传新式。", words=frozenset({"宣传新式"})) == []
    assert hints(usage, "创新宣传新式。", organs=("宣传新式办公室",)) == []


def test_without_a_model_or_without_being_asked_for_nothing_is_said(usage: Usage) -> None:
    example = case("加强行政执法监督俭查。")
    assert Checker([unusual]).check(example.document) == ()
    assert "WD04" not in {each.rule for each in Checker(setting=Setting(usage=usage)).check(example.document)}


def test_a_text_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = typo.suspects
    monkeypatch.setattr(typo, "suspects", lambda texts, counts: (read.extend(texts), whole(texts, counts))[1])
    usage = taught(ARCHIVE)
    usage.suspects(ARCHIVE)
    usage.suspects([*ARCHIVE, "新写的一段。"])
    assert read == [*ARCHIVE, "新写的一段。"]


@given(st.lists(st.text("依法行政检查俭决策侧，。1a𠮷", max_size=30), max_size=6))
def test_many_texts_at_once_are_as_each_alone(usage: Usage, texts: list[str]) -> None:
    together = typo.suspects(texts, usage.counts)
    assert together == tuple(typo.suspects([text], usage.counts)[0] for text in texts)


def test_counts_are_the_same_after_a_file() -> None:
    counts = Counts.of(ARCHIVE * 3)
    again = Counts.loaded(counts.saved())
    assert all(np.array_equal(one, other) for one, other in zip(counts.keys, again.keys, strict=True))
    assert all(np.allclose(one, other) for one, other in zip(counts.often, again.often, strict=True))
    assert again.total == counts.total


def test_rows_that_are_rare_are_left_out_of_a_large_archive() -> None:
    counts = Counts.of(["依法行政依法行政", "依法治国"], least=2)
    assert (counts.seen(rows(codes("依法行"), 3), 3) >= 0).all()
    assert (counts.seen(rows(codes("法治国"), 3), 3) < 0).all()


class Harm:
    """What a file would have done when it was read as code."""

    def __reduce__(self) -> tuple[object, ...]:
        return exec, ("raise SystemExit",)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", pickle.dumps([1])])
def test_a_file_that_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="用语模型读不出来"):
        Counts.loaded(data)


def test_a_file_that_holds_code_is_refused_and_not_run(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    np.savez(path, format=np.array([1]), total=np.array([Harm()], dtype=object))
    with pytest.raises(ImportRefusedError):
        Counts.loaded(path.read_bytes())


def archive(folder: Path) -> Path:
    """Write an office's archive."""
    for number in range(60):
        words = "\n".join(ARCHIVE)
        (folder / f"旧稿{number}.txt").write_text(f"关于{number + 1960}年工作情况的报告\n县政府：\n{words}\n", "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no")
    (folder / "图.png").write_bytes(b"no text")
    return folder


def test_an_archive_teaches_and_a_check_goes_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "home"))
    (tmp_path / "旧稿").mkdir()
    report = tmp_path / "r.txt"
    report.write_text("关于2025年工作情况的报告\n县政府：\n加强行政执法监督俭查，成效明显。\n", "utf-8")
    assert main(["check", str(report), "--learnt"]) == 1
    assert "gongwen learn" in capsys.readouterr().err
    assert main(["learn", str(archive(tmp_path / "旧稿")), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 60
    assert told["name"] == FILE
    assert len(told["refused"]) == 1
    main(["check", str(report), "--learnt"])
    assert "“监督俭查”" in capsys.readouterr().out
    main(["check", str(report)])
    assert "WD04" not in capsys.readouterr().out


def test_a_model_goes_where_it_is_wanted_and_a_small_archive_is_said_to_be_small(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "旧稿").mkdir()
    assert main(["learn", str(archive(tmp_path / "旧稿")), "-o", str(tmp_path / "m.npz")]) == 0
    said = capsys.readouterr().out
    assert "不到 30 万字" in said
    assert "坏.docx" in said
    assert model(tmp_path / "m.npz") is not None


def test_an_archive_without_a_word_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(tmp_path), "-o", str(tmp_path / "m.npz")]) == 1
    assert "没有读到一个字" in capsys.readouterr().err
    assert not (tmp_path / "m.npz").exists()
