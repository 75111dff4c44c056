"""A line left out goes back near its place, in the order of the source, whichever is put back first."""

from __future__ import annotations

import pytest

from gongwen.document import BODY_ID
from gongwen.edits import remove_section
from gongwen.errors import GongwenError
from gongwen.importers import Imported, NoteKind, import_text, put_back
from gongwen.pieces import canonical_text
from tests.importers import messy

TEXT = """首页 > 公告 > 正文
关于防汛工作的报告
浏览次数：35
县政府：
一、主要做法
（一）压实责任。全镇逐级签订责任书。
打印 关闭
分享到：微信
全年巡查36次。
二、存在问题
物资不足。
— 7 —
清溪镇人民政府
2026年1月5日
12 345
"""


def left_out(imported: Imported) -> dict[str, int]:
    return {note.source: index for index, note in enumerate(imported.report.notes) if note.kind is NoteKind.LEFT_OUT}


def lines_after(*sources: str) -> list[str]:
    imported = import_text(TEXT)
    document, report = imported.document, imported.report
    for source in sources:
        document, report = put_back(document, report, left_out(imported)[source])
    return canonical_text(document).splitlines()


def test_a_line_goes_back_after_the_line_before_it() -> None:
    lines = lines_after("打印 关闭")
    assert lines[lines.index("打印 关闭") - 1] == "（一）压实责任。全镇逐级签订责任书。", (
        "the run-in text stays with its heading"
    )
    assert lines[lines.index("打印 关闭") + 1] == "全年巡查36次。"


@pytest.mark.parametrize("order", [("打印 关闭", "分享到：微信"), ("分享到：微信", "打印 关闭")])
def test_neighbours_keep_their_order_whichever_comes_first(order: tuple[str, str]) -> None:
    lines = lines_after(*order)
    at = lines.index("打印 关闭")
    assert lines[at + 1 : at + 3] == ["分享到：微信", "全年巡查36次。"]


def test_what_stood_above_the_text_comes_first_and_below_last() -> None:
    lines = lines_after("浏览次数：35", "首页 > 公告 > 正文", "12 345")
    assert lines[1:5] == ["县政府：", "首页 > 公告 > 正文", "浏览次数：35", "一、主要做法"]
    assert lines[lines.index("12 345") - 1] == "物资不足。"


def test_every_line_can_go_back_at_once() -> None:
    for text in (*messy.ALL.values(), TEXT):
        imported = import_text(text)
        document, report = imported.document, imported.report
        for index in left_out(imported).values():
            document, report = put_back(document, report, index)
        rows = canonical_text(document)
        for source in left_out(imported):
            for row in source.split("\n"):
                assert "".join(row.split()) in "".join(rows.split())


def test_a_line_goes_back_only_once() -> None:
    imported = import_text(TEXT)
    index = left_out(imported)["打印 关闭"]
    document, report = put_back(imported.document, imported.report, index)
    assert report.notes[index].kind is NoteKind.RECOGNISED
    assert report.notes[index].location is not None
    for wrong in (index, -1, 999):
        with pytest.raises(GongwenError):
            put_back(document, report, wrong)


def test_a_line_whose_section_is_gone_goes_to_the_end() -> None:
    imported = import_text(TEXT)
    gone = remove_section(imported.document, imported.document.body.children[0].id)
    document, _ = put_back(gone, imported.report, left_out(imported)["打印 关闭"])
    assert canonical_text(document).splitlines()[-3] == "打印 关闭"


def test_a_text_of_nothing_but_scraps_comes_back() -> None:
    imported = import_text("打印\n关闭\n")
    document, report = imported.document, imported.report
    for index in left_out(imported).values():
        document, report = put_back(document, report, index)
    assert document.section(BODY_ID).paragraphs == ("打印", "关闭")
