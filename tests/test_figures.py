"""A picture is known by its own bytes, a figure comes, changes and goes as a value, and its number is computed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.anchors import move_anchor, section_of
from gongwen.document import ALTERNATIVE, ANCHOR, HEADING, SOURCE
from gongwen.errors import EditError, PictureError
from gongwen.figures import MOST_TOGETHER, fault_of_all, insert_figure, remove_figure, update_figure
from gongwen.picture import MOST_BYTES, picture_of
from gongwen.pieces import Role, canonical_text, pieces
from gongwen.reportfile import dumps, loads
from gongwen.session import Session
from gongwen.targets import read, write
from tests.pictures import claimed, figure, illustrated, jpeg, png
from tests.samples import small


def test_kind_and_size_are_read_from_the_file_itself() -> None:
    picture = picture_of(png(64, 36))
    assert (picture.media, picture.width, picture.height, picture.extension) == ("image/png", 64, 36, "png")
    picture = picture_of(jpeg(4000, 3000))
    assert (picture.media, picture.width, picture.height, picture.extension) == ("image/jpeg", 4000, 3000, "jpg")
    assert picture_of(png(64, 36)) == picture_of(png(64, 36)) != picture_of(png(64, 36, 9))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"BM" + bytes(60), "BMP"),
        (b"GIF89a" + bytes(60), "GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"),
        (b"\xd7\xcd\xc6\x9a" + bytes(20), "WMF"),
        (bytes((1, 0, 0, 0)) + bytes(36) + b" EMF", "EMF"),
        (b"%PDF-1.7", "PDF"),
        (b"hello", "不是 PNG 或 JPEG"),
        (b"", "不是 PNG 或 JPEG"),
        (bytes(30 << 20), "图片有 30.0 MB，最多 5 MB"),
        (claimed(20_000, 2_001), "20000×2001 像素"),
        (claimed(0, 5), "不完整"),
        (png(20, 20)[:-12], "不完整"),
        (png(20, 20)[:20], "不完整"),
        (jpeg(10, 10)[:30], "不完整"),
        (b"\xff\xd8\xff", "不完整"),
        (jpeg(10, 10, 6), "侧着存"),
        (jpeg(10, 10, 3, "<"), "侧着存"),
    ],
)
def test_what_cannot_be_printed_everywhere_is_refused_with_a_mend(data: bytes, word: str) -> None:
    with pytest.raises(PictureError, match=word) as caught:
        picture_of(data)
    assert caught.value.mend.startswith("请")


def test_the_largest_pictures_and_upright_photographs_are_taken() -> None:
    assert picture_of(claimed(20_000, 2_000)).width == 20_000
    assert picture_of(jpeg(10, 20, 1)).height == picture_of(jpeg(10, 20, 1, "<")).height == 20
    padded = png(8, 8)[:-12] + (MOST_BYTES - len(png(8, 8)) - 12).to_bytes(4) + b"teXt"
    padded += bytes(MOST_BYTES - len(padded) - 12) + png(8, 8)[-12:]
    assert len(picture_of(padded).data) == MOST_BYTES


def test_a_figure_is_put_before_a_paragraph_moved_and_taken_away_with_its_place() -> None:
    document = insert_figure(small(), "s2", 1, figure(""))
    (made,) = document.figures
    assert document.section("s2").paragraphs[1] == ANCHOR + made.id
    assert section_of(move_anchor(document, "s4", 0, made.id), made.id) is not None
    assert move_anchor(document, "s4", 0, made.id).section("s4").paragraphs[0] == ANCHOR + made.id
    assert remove_figure(document, made.id) == small()
    with pytest.raises(EditError, match="已经不在"):
        remove_figure(small(), made.id)


def test_a_width_that_cannot_be_and_too_many_pictures_are_refused() -> None:
    with pytest.raises(EditError, match="5 到 100"):
        update_figure(illustrated(), "p1", lambda old: replace(old, width=101))
    heavy = replace(figure().picture, data=bytes(MOST_TOGETHER // 2))
    document = replace(small(), figures=tuple(replace(figure(name), picture=heavy) for name in ("p1", "p2")))
    assert fault_of_all(document.figures) == ""
    with pytest.raises(EditError, match="最多 20 MB"):
        insert_figure(document, "s2", 0, figure(""))


def test_its_lines_are_fields_and_typing_in_one_is_undone() -> None:
    session = Session(illustrated())
    for place, words in ((HEADING, "新图题"), (SOURCE, "县统计局"), (ALTERNATIVE, "一张照片")):
        session.type(f"p1@{place}", words)
        assert read(session.document, f"p1@{place}") == words
    first = session.document.figures[0]
    assert (first.caption, first.source, first.alternative) == ("新图题", "县统计局", "一张照片")
    for _ in range(3):
        session.undo()
    assert session.document == illustrated()
    with pytest.raises(EditError, match="没有这一处"):
        write(session.document, "p1@0", "字")


def test_captions_are_numbered_when_there_are_several_and_only_what_stands_in_the_text_counts() -> None:
    def captions(*roles: Role) -> list[str]:
        return [piece.text for piece in pieces(document) if piece.role in roles]

    document = illustrated()
    assert [text[:3] for text in captions(Role.FIGURE_CAPTION)] == ["图1　", "图2　", "图3　"]
    assert captions(Role.FIGURE_SOURCE) == ["资料来源：清溪镇综治中心台账"] * 3
    document = illustrated(figure(), replace(figure("p2"), caption="", source="图片来源：县融媒体中心"))
    assert captions(Role.FIGURE_CAPTION) == ["各季度群众诉求办件量"]
    assert captions(Role.FIGURE_SOURCE)[1] == "图片来源：县融媒体中心"
    assert len(captions(Role.FIGURE)) == 2
    assert "各季度群众诉求办件量\n资料来源：清溪镇综治中心台账\n" in canonical_text(document)
    assert document.characters == replace(document, figures=()).characters


def test_the_report_file_holds_it_whole() -> None:
    assert loads(dumps(illustrated())) == illustrated()
    assert loads(dumps(illustrated())).figures[0].picture.data == figure().picture.data
