"""Nothing disappears silently: every character of the source is in the document or in a note of what was left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import ImportRefusedError
from gongwen.importers import NoteKind, import_bytes, import_text, put_back
from gongwen.importers.decode import decode
from gongwen.pieces import canonical_text
from tests.importers.messy import ALL

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document import Document
    from gongwen.importers import Imported

RENEWED = set("一二三四五六七八九十百零〇附件签发人抄送印第部分章")
"""Characters of numbers and labels, which are taken off and computed anew."""

LINES = (
    "关于2025年法治政府建设情况的报告", "县人民政府：", "各乡镇、各部门:", "一、主要举措", "二、存在的问题", "二、重复的编号", "五、跳了的编号",
    "（一）强化领导。成立专班。", "(二)抓好落实", "1.建立台账。逐项销号。", "1、清单之一；", "2、清单之二；", "（1）小项", "1.1 小标题", "1.2 又一个",
    "第一部分 回顾", "一是抓紧。二是抓实。", "全年召开会议3次，办结事项12件。", "20xx年，继续努力。", "特此报告。", "附件：1.汇总表", "2.明细表",
    "清溪镇人民政府", "中共清溪镇委员会 清溪镇人民政府", "2026年1月5日", "20xx年1月5日", "（联系人：王芳，电话：8123456）", "抄送：县委办、县政府办。",
    "清溪镇党政办　2026年1月6日印发", "清政发〔2026〕3号", "签发人：张三 李四", "首页 > 政务公开", "分享到： 微信 微博", "浏览次数：35", "— 3 —", "12",
    '");', "35 3431606", "目录", "一、主要举措……3", "第一条 为了规范工作，制定本规定。", "| 名称 | 数量 |", "|---|---|", "# 标题", "**粗体**文字", "",
    "\u200b", "机密★1年", "特急", "清溪县人民政府文件", "张主任 10:21", "附件", "情况说明", "各位代表！", "——在县第十八届人民代表大会上",
)  # fmt: skip


def characters(text: str) -> Counter[str]:
    return Counter(char for char in text if ("\u3400" <= char <= "\u9fff" or char in "xX") and char not in RENEWED)


def assert_nothing_lost(source: str, imported: Imported) -> None:
    left_out = "".join(note.source for note in imported.report.of(NoteKind.LEFT_OUT))
    missing = characters(source) - characters(canonical_text(imported.document) + left_out)
    assert not missing, "".join(missing.elements())[:80]


def put_all_back(imported: Imported) -> Document:
    document, report = imported.document, imported.report
    for index, note in enumerate(report.notes):
        if note.kind is NoteKind.LEFT_OUT:
            document, report = put_back(document, report, index)
    assert not report.of(NoteKind.LEFT_OUT)
    return document


@pytest.mark.parametrize("name", sorted(ALL))
def test_of_messy_texts(name: str) -> None:
    imported = import_text(ALL[name])
    assert_nothing_lost(ALL[name], imported)
    assert not characters(ALL[name]) - characters(canonical_text(put_all_back(imported)))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_of_lines_in_any_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    imported = import_text(text)
    assert_nothing_lost(text, imported)
    assert not characters(text) - characters(canonical_text(put_all_back(imported)))


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="中文报告县委政府年月日一二、（）()12.．：:;；。，,\n \t\r\x0b\u3000\u200b#*|-—…〔〕附件第条章号",
        max_size=300,
    )
)
def test_of_any_text(text: str) -> None:
    imported = import_text(text)
    assert_nothing_lost(text, imported)
    assert not characters(text) - characters(canonical_text(put_all_back(imported)))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_give_a_document(text: str) -> None:
    imported = import_text(text)
    assert (
        characters(text)
        - characters(canonical_text(imported.document) + "".join(n.source for n in imported.report.notes))
        == Counter()
    )


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refused = None
    try:
        import_bytes(data, name="来文")
    except ImportRefusedError as error:
        refused = error
    assert refused is None or (refused.what and refused.mend)


def test_of_the_corpus(shared: Path) -> None:
    files = [
        *(shared / "corpus/full").glob("*.txt"),
        *(shared / "corpus/full").glob("*.md"),
        *(shared / "corpus/openings").glob("*.txt"),
    ]
    assert len(files) > 100
    for file in [*files, shared / "seed/rule_of_law_report.txt"]:
        imported = import_bytes(file.read_bytes(), name=file.name)
        assert_nothing_lost(decode(file.read_bytes(), name=file.name).text, imported)


def test_every_note_of_a_line_points_at_a_line_of_the_source() -> None:
    for text in ALL.values():
        rows = text.split("\n")
        for note in import_text(text).report.notes:
            if note.line:
                assert note.source.split("\n")[0] in rows[note.line - 1]
