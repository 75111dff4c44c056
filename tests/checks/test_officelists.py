"""An office's own lists: read as its people write them, and a broken one named without hiding another."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.checks import Office, Organ
from gongwen.checks.officelists import office_lists
from gongwen.store import Store
from tests.samples import small


def write(home: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (home / "checks").mkdir(parents=True, exist_ok=True)
    (home / "checks" / name).write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_all_four_are_read(gongwen_home: Path, encoding: str) -> None:
    write(gongwen_home, "words.tsv", "# 办公室 2026-01\r\n词\r\n清溪办的工作\r\n\r\n 两山合作社 \r\n", encoding)
    write(gongwen_home, "wrong.tsv", "错\t对\n清溪县\t清溪镇\n废话连篇\t\n", encoding)
    write(
        gongwen_home, "organs.tsv",
        "名称\t简称\t起\t止\n清溪镇人民政府\t镇政府、清溪镇\t\t\n清溪镇扶贫工作办公室\t镇扶贫办\t2014\t2021\n", encoding,
    )  # fmt: skip
    write(gongwen_home, "secret.tsv", "词\n雷霆行动\n雷霆行动\n", encoding)
    made = office_lists()
    assert made.problems == ()
    assert made.office == Office(
        words=frozenset({"清溪办的工作", "两山合作社"}),
        wrong=(("清溪县", "清溪镇"), ("废话连篇", "")),
        organs=(
            Organ("清溪镇人民政府", ("镇政府", "清溪镇")),
            Organ("清溪镇扶贫工作办公室", ("镇扶贫办",), 2014, 2021),
        ),
        secret=("雷霆行动",),
    )


def test_without_files_nothing_is_said(gongwen_home: Path) -> None:
    assert office_lists().office == Office()
    write(gongwen_home, "words.tsv", "词\n")
    assert office_lists() == office_lists(gongwen_home / "checks")
    assert office_lists().problems == ()


BROKEN = {
    "a column nobody knows": ("words.tsv", "词\t备注\n清溪\t甲\n", "不认识的列“备注”"),
    "no head": ("words.tsv", "清溪\n两山\n", "不认识的列“清溪”"),
    "the first column left out": ("wrong.tsv", "对\n清溪镇\n", "没有“错”这一列"),
    "more cells than heads": ("wrong.tsv", "错\t对\n甲\t乙\t丙\n", "第2行"),
    "a year that is none": ("organs.tsv", "名称\t起\n清溪镇人民政府\t二〇二五\n", "年份“二〇二五”"),
    "no text": ("secret.tsv", "\x00\x01\x02\x03" * 50, "不是文本文件"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_one_is_named_and_hides_no_other(gongwen_home: Path, kind: str) -> None:
    write(gongwen_home, "words.tsv", "词\n清溪\n")
    write(gongwen_home, "secret.tsv", "词\n雷霆\n")
    name, text, says = BROKEN[kind]
    write(gongwen_home, name, text)
    made = office_lists()
    (problem,) = made.problems
    assert says in problem
    assert name in problem
    if name != "words.tsv":
        assert made.office.words == {"清溪"}
    if name != "secret.tsv":
        assert made.office.secret == ("雷霆",)
    assert Store.open().findings.problems() == made.problems


def test_words_of_the_file_and_those_added_on_the_screen_are_one(gongwen_home: Path) -> None:
    write(gongwen_home, "words.tsv", "词\n清溪\n")
    store = Store.open()
    store.findings.add_word("两山", store.create(small()).id)
    assert store.findings.office().words == {"清溪", "两山"}
