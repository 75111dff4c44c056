"""Web pages: the text of the page and nothing else, in whatever encoding, and the same as the text beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongwen.importers import Imported, NoteKind, import_bytes
from gongwen.pieces import canonical_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>清溪镇政府门户</title><style>p {{ color: red }}</style>
<script>var a = "<p>不要这句</p>"; if (1 < 2) document.write(a);</script></head>
<body><header>清溪镇人民政府门户网站</header><nav><ul><li>首页</li><li>公开</li></ul></nav>
<!-- <p>注释里的话</p> -->
<table width="100%"><tr><td>
<h1>关于防汛工作的报告</h1>
<p>县政府：</p>
<p>&emsp;&emsp;今年以来，我镇认真落实防汛各项要求，
全年巡查36次&nbsp;，整改隐患12处。</p>
<p><strong>一、主要做法</strong></p><p>（一）压实责任。<span>逐级签订</span>责任书。<br/>（二）备足物资。</p>
<table><tr><th>物资</th><th>数量</th></tr><tr><td>编织袋</td><td>6000条</td></tr></table>
<img src="a.png">
<p align="right">清溪镇人民政府</p><p align="right">2026年1月5日</p>
</td></tr></table>
<footer>版权所有</footer></body></html>
"""


def page(charset: str = "utf-8") -> bytes:
    return PAGE.format(charset=charset).encode(charset)


def lines(imported: Imported) -> list[str]:
    return canonical_text(imported.document).splitlines()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_page_gives_its_text(charset: str) -> None:
    imported = import_bytes(page(charset), name="报告.html")
    assert lines(imported) == [
        "关于防汛工作的报告", "县政府：", "今年以来，我镇认真落实防汛各项要求，全年巡查36次 ，整改隐患12处。", "一、主要做法",
        "（一）压实责任。逐级签订责任书。", "（二）备足物资。", "物资\t数量", "编织袋\t6000条", "清溪镇人民政府", "2026年1月5日",
    ]  # fmt: skip
    assert imported.document.addressees == "县政府"


def test_what_a_page_holds_beside_its_text_is_named() -> None:
    imported = import_bytes(page(), name="报告.html")
    left = [note.source for note in imported.report.of(NoteKind.LEFT_OUT)]
    assert left == ["清溪镇人民政府门户网站\n首页\n公开", "版权所有"]
    text = "".join(note.source + note.message for note in imported.report.notes) + canonical_text(imported.document)
    assert "1张图片" in text
    assert "不要这句" not in text
    assert "注释里的话" not in text
    assert "color" not in text


def test_a_page_is_known_without_its_name() -> None:
    assert lines(import_bytes(page(), name="下载"))[0] == "关于防汛工作的报告"
    bare = "<p>关于防汛工作的报告</p><p>县政府：</p><p>今年以来成效明显。</p>"
    assert lines(import_bytes(bare.encode(), name="下载")) == ["关于防汛工作的报告", "县政府：", "今年以来成效明显。"]


def test_a_charset_that_lies_is_not_believed() -> None:
    assert (
        lines(import_bytes(PAGE.format(charset="gb2312").encode("utf-8"), name="报告.html"))[0] == "关于防汛工作的报告"
    )
    assert (
        lines(import_bytes(PAGE.format(charset="utf-8").encode("gb18030"), name="报告.html"))[0] == "关于防汛工作的报告"
    )


def test_a_tag_left_open_swallows_no_text() -> None:
    text = "<html><body><nav><p>关于防汛工作的报告</p><p>今年以来，成效明显，全年办结事项126件。</p>"
    assert lines(import_bytes(text.encode(), name="报告.html")) == [
        "关于防汛工作的报告",
        "今年以来，成效明显，全年办结事项126件。",
    ]


def test_a_text_with_signs_of_less_and_more_is_no_page() -> None:
    text = "关于防汛工作的报告\n水位<3米的水库5座，>5米的2座。"
    assert lines(import_bytes(text.encode(), name="来文.txt")) == text.split("\n")


def test_pages_and_word_files_give_the_same_as_their_text(shared: Path) -> None:
    full = shared / "corpus/full"
    twins = [*full.glob("gov_*.html"), *(shared / "corpus/docx").glob("gov_*.docx")]
    assert len(twins) > 30
    for file in twins:
        text = full / f"{file.stem}.txt"
        came = import_bytes(file.read_bytes(), name=file.name).document
        flat = import_bytes(text.read_bytes(), name=text.name).document
        assert [annex.heading for annex in came.annexes] == [annex.heading for annex in flat.annexes], file.name
        # the cells of an attached table are lines of the text
        assert replace(came, annexes=(), tables=()) == replace(flat, annexes=()), file.name
