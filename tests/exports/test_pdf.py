"""The PDF has the engine's lines and pages, is read in order by those who cannot see it, and needs a Chinese typeface."""

from __future__ import annotations

import io
import itertools
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest

from exports import pdf
from exports.pdf import export_pdf, faces_for
from gongwen.cli import main
from gongwen.document import Section
from gongwen.errors import ExportError
from gongwen.reportfile import dumps
from gongwen.sample import sample
from gongwen.standard import TYPEFACES
from gongwen.typeset import typeset
from tests.pictures import figure, illustrated
from tests.samples import long, roster, small, tabled, wide

if TYPE_CHECKING:
    from pathlib import Path

    from gongwen.document import Document


@pytest.fixture(autouse=True)
def chinese_typeface() -> None:
    """A Chinese typeface of the machine."""
    faces_for.cache_clear()
    try:
        faces_for(tuple(TYPEFACES.items()))
    except ExportError as error:
        if os.environ.get("GONGWEN_REQUIRE_ALL") == "1":
            pytest.fail(error.sentence)
        pytest.skip("no Chinese typeface is installed: apt-get install fonts-noto-cjk")


def opened(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(export_pdf(document).data))


def squeezed(text: str) -> str:
    return "".join(text.split())


def tags(reader: pypdf.PdfReader) -> list[str]:
    """Return the kinds of a file's tags in the order they are read."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            found.extend([str(node["/S"])[1:]] if "/S" in node else [])
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


@pytest.mark.parametrize("document", [small(), sample(), long(20_000)], ids=["small", "sample", "long"])
def test_its_pages_hold_the_engine_s_lines(document: Document) -> None:
    pages = typeset(document).pages
    reader = opened(document)
    assert len(reader.pages) == len(pages)
    for drawn, page in zip(reader.pages, pages, strict=True):
        lines = list(filter(None, map(squeezed, drawn.extract_text().split("\n"))))
        assert lines.pop() == f"—{page.number}—"
        # what stands in one row (a number and its signatories, the two ends of an imprint) is one line of the file
        assert "".join(lines) == "".join(squeezed(line.text) for line in page.lines)
        assert set(lines) - {squeezed(line.text) for line in page.lines} <= _rows(page.lines)


def _rows(lines: tuple[object, ...]) -> set[str]:
    return {squeezed(one.text + other.text) for one, other in itertools.pairwise(lines)}  # type: ignore[attr-defined]


def test_a_table_is_a_table_and_a_page_on_its_side_lies() -> None:
    reader = opened(tabled(wide(), roster(3)))
    counts = Counter(tags(reader))
    assert counts["Table"] >= 2
    assert counts["TH"] >= len(wide().rows[0])
    boxes = [page.mediabox for page in reader.pages]
    assert any(box.width > box.height for box in boxes)
    assert any(box.width < box.height for box in boxes)


def test_a_picture_is_drawn_where_the_engine_puts_it_and_told() -> None:
    document = illustrated()
    reader = opened(document)
    counts = Counter(tags(reader))
    assert counts["Figure"] == 3
    assert sum(len(page.images) for page in reader.pages) == 3
    told: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        for each in node if isinstance(node, list) else ():
            walk(each)
        if isinstance(node, dict):
            told.extend([str(node["/Alt"])] if "/Alt" in node else [])
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    assert told == [figure().alternative] * 3
    assert export_pdf(document).data == export_pdf(document).data


def test_headings_are_tagged_by_level_and_are_the_bookmarks() -> None:
    reader = opened(sample())
    own_line = [section for section in sample().walk() if section.heading and not section.run_in]
    assert sum(kind in {"H1", "H2", "H3", "H4"} for kind in tags(reader)) == len(own_line)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert reader.metadata
    assert reader.metadata.title == sample().title.replace("\n", "")
    assert str(reader.outline[0]["/Title"]).startswith("一、")  # type: ignore[call-overload, index]


def test_a_level_left_out_or_no_title_is_no_obstacle() -> None:
    inner = Section("c", "内容", ("全文。",))
    outer = Section("b", "标题接排", ("正文。",), (inner,), run_in=True)
    document = replace(small(), title="", body=replace(small().body, children=(outer,)))
    assert len(opened(document).pages) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert export_pdf(small()).data == export_pdf(small()).data


def test_markup_of_the_drawing_program_is_only_text() -> None:
    title = '关于#sys.inputs"}]*的_报告_$x$ @甲 <乙> \\ 的通知'
    document = replace(small(), title=title)
    assert squeezed(title) in squeezed(opened(document).pages[0].extract_text())


def test_without_a_chinese_typeface_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare:
        def __init__(self, **_options: object) -> None:
            pass

        def families(self) -> list[str]:
            return ["Liberation Serif"]

    faces_for.cache_clear()
    monkeypatch.setattr(pdf.typst, "Fonts", Bare)
    with pytest.raises(ExportError, match=r"没有中文字体.*仿宋_GB2312"):
        export_pdf(small())
    faces_for.cache_clear()


def test_the_command_line_makes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, made = tmp_path / "r.json", tmp_path / "报告.pdf"
    source.write_text(dumps(small()), "utf-8")
    assert main(["export", str(source), "-o", str(made)]) == 0
    assert made.read_bytes().startswith(b"%PDF-")
    assert main(["export", str(source), "-o", str(tmp_path / "报告.odt")]) == 1
    assert "只能导出 .docx 和 .pdf" in capsys.readouterr().err
