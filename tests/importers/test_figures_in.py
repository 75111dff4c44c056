"""Pictures of Word files stand where they stood, with their captions; what cannot be taken is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exports.docx import export_docx
from gongwen.document import ANCHOR, Document
from gongwen.importers import Imported, NoteKind, import_bytes
from tests.importers.word_files import NAMESPACES, RELATIONS, R, p, run, table, zipped
from tests.pictures import figure, illustrated, jpeg, png

TEXT = "今年以来，全镇认真落实各项部署，全年办结事项126件，群众满意度进一步提升。"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
FULL = 8844 * 635
"""The type area's width in EMU."""


def picture(number: int, width: int = FULL, told: str = "", kind: str = "inline", cut: str = "") -> str:
    """Return a run with the picture of a number, as Word writes it."""
    return (
        f'<w:r><w:drawing><wp:{kind} xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="{width}" cy="9"/>'
        f'<wp:docPr id="{number}" name="图片 {number}" descr="{told}"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData>'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:blipFill><a:blip r:embed="p{number}"/><a:srcRect {cut}/>'
        f"</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def bring(*blocks: str, files: tuple[bytes, ...] = (), outside: bool = False) -> Imported:
    """Import a Word file of blocks whose pictures are the files, numbered from 1."""
    mode = ' TargetMode="External"' if outside else ""
    relations = "".join(
        f'<Relationship Id="p{number}" Type="{R}/image" Target="media/{number}.bin"{mode}/>'
        for number in range(1, len(files) + 1)
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
    }
    data = {name: text.encode() for name, text in parts.items()}
    data |= {f"word/media/{number}.bin": each for number, each in enumerate(files, 1)}
    return import_bytes(zipped(data), name="报告.docx")


def unclear(imported: Imported) -> str:
    return "".join(note.message for note in imported.report.of(NoteKind.UNCLEAR))


def test_a_picture_stands_where_it_stood_with_caption_and_source() -> None:
    imported = bring(
        p("防汛工作报告"), p(TEXT), p(picture(1, FULL // 2, "柱形图")), p("图1　各季度办件量"), p("数据来源：镇统计站"), p(TEXT),
        files=(png(64, 36),),
    )  # fmt: skip
    (found,) = imported.document.figures
    assert (found.caption, found.source, found.alternative) == ("各季度办件量", "镇统计站", "柱形图")
    assert (found.width, found.name, found.picture.data) == (50, "", png(64, 36))
    assert imported.document.body.paragraphs == (TEXT, ANCHOR + found.id, TEXT)
    note = next(note for note in imported.report.of(NoteKind.RECOGNISED) if "图片" in note.message)
    assert note.source == "〔图片：柱形图〕\n图1　各季度办件量\n数据来源：镇统计站"
    assert not imported.report.of(NoteKind.LEFT_OUT)


@pytest.mark.parametrize(
    "line", ["图1显示，全年办件量逐季上升，第四季度最多。", "图书馆建设", "如图 1 所示，办件量上升。", TEXT]
)
def test_text_under_a_picture_is_not_its_caption(line: str) -> None:
    imported = bring(p("防汛工作报告"), p(TEXT), p(picture(1)), p(line), files=(png(8, 8),))
    assert imported.document.figures[0].caption == ""
    assert any(line in text for part in imported.document.walk() for text in (part.heading, *part.paragraphs))


def test_a_picture_between_words_goes_after_its_paragraph() -> None:
    imported = bring(p("防汛工作报告"), p(run("甲") + picture(1) + run("乙。")), p(TEXT), files=(jpeg(40, 30),))
    (found,) = imported.document.figures
    assert imported.document.body.paragraphs[:2] == ("甲乙。", ANCHOR + found.id)
    assert found.picture.media == "image/jpeg"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd7\xcd\xc6\x9a" + bytes(30), "WMF"),
        (bytes((1, 0, 0, 0)) + bytes(36) + b" EMF", "EMF"),
        (bytes(6 << 20), "最多 5 MB"),
        (jpeg(9, 9, 8), "侧着存"),
        (png(9, 9)[:-9], "不完整"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_reason(data: bytes, word: str) -> None:
    imported = bring(p("防汛工作报告"), p(TEXT), p(picture(1)), p(TEXT), files=(data,))
    assert imported.document.figures == ()
    assert imported.document.body.paragraphs == (TEXT, TEXT)
    assert word in unclear(imported)
    assert "原文有1张图片没有带入" in unclear(imported)


def test_floating_pictures_links_and_pictures_in_cells_are_told() -> None:
    imported = bring(p("防汛工作报告"), p(TEXT), p(picture(1, kind="anchor")), files=(png(8, 8),))
    assert "1张图片或图形浮在版面上" in unclear(imported)
    imported = bring(p("防汛工作报告"), p(TEXT), p(picture(1)), files=(png(8, 8),), outside=True)
    assert "只有图片的链接" in unclear(imported)
    cells = table(("村名", "照片"), ("东村", "@"), ("西村", "见右")).replace(run("@"), picture(1) + run("全景"))
    imported = bring(p("防汛工作报告"), p(TEXT), cells, p(TEXT), files=(png(8, 8),))
    assert imported.document.figures == ()
    assert imported.document.tables[0].rows[1] == ("东村", "全景")
    assert "1张图片或图形浮在版面上、在表格里" in unclear(imported)


def test_too_many_large_pictures_and_cropped_ones_are_told() -> None:
    chart = png(64, 36)
    heavy = tuple(
        chart[:-12] + (4 << 20).to_bytes(4) + b"teXt" + bytes([number]) * (4 << 20) + bytes(4) + chart[-12:]
        for number in range(6)
    )
    blocks = [p(picture(number, cut='l="1000"' if number == 1 else "")) for number in range(1, 7)]
    imported = bring(p("防汛工作报告"), p(TEXT), *blocks, files=heavy)
    assert len(imported.document.figures) == 4
    assert "原文有2张图片没有带入：全文的图片加起来最多 20 MB" in unclear(imported)
    assert "1张裁过的图片" in unclear(imported)


def bare(document: Document) -> list[object]:
    """Return a document's figures without ids, and which paragraphs are their places."""
    places = [text.startswith(ANCHOR) for part in document.walk() for text in part.paragraphs]
    return [[replace(each, id="") for each in document.figures], places, document.characters]


OWN = (
    illustrated(figure(), figure("p2", 50, (400, 300), 60)),
    illustrated(figure(width=62), replace(figure("p2"), source="图片来源：县融媒体中心")),
    illustrated(replace(figure(), caption="", source="", alternative="", name="")),
    illustrated(replace(figure(), alternative="")),
)


@pytest.mark.parametrize("document", OWN, ids=["two", "width", "bare", "untold"])
def test_our_own_file_comes_back(document: Document) -> None:
    for final in (False, True):
        imported = import_bytes(export_docx(document, final=final).data, name="报告.docx")
        assert bare(imported.document) == bare(document)
        assert not imported.report.of(NoteKind.LEFT_OUT)


def test_a_picture_drawn_smaller_to_fit_its_page_comes_back_as_wide_as_it_was_drawn() -> None:
    tall = illustrated(figure("p1", 100, (100, 400)))
    (found,) = import_bytes(export_docx(tall).data, name="报告.docx").document.figures
    assert found.width < 40
    assert found.picture == tall.figures[0].picture
