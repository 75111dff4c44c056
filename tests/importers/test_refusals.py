"""What cannot be read is refused with what it is and what to do, at once, and never with another exception."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.docx import export_docx
from gongwen.errors import ImportRefusedError
from gongwen.importers import import_bytes, import_text
from tests.importers.word_files import NAMESPACES, docx, p, zipped
from tests.samples import small

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OWN = export_docx(small()).data


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"<w/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


KINDS = {
    "加了密码": ("报告.docx", OLE + utf16("EncryptedPackage")),
    "旧版 Word 文件（.doc）": ("报告.doc", OLE + utf16("WordDocument")),
    "WPS 文件（.wps）": ("报告.wps", OLE + utf16("WordDocument")),
    "旧版 Excel": ("表.xls", OLE + utf16("Workbook")),
    "旧版演示文稿": ("片.ppt", OLE + utf16("PowerPoint Document")),
    "PDF": ("报告.pdf", b"%PDF-1.7\n" + bytes(100)),
    "图片": ("扫描.jpg", b"\xff\xd8\xff\xe0" + bytes(100)),
    "RTF": ("报告.rtf", b"{\\rtf1\\ansi hello}"),
    "压缩包": ("材料.rar", b"Rar!\x1a\x07\x00" + bytes(100)),
    "OpenDocument": ("报告.odt", zipped({"mimetype": b"x", "content.xml": b"<a/>"})),
    "OFD": ("报告.ofd", zipped({"OFD.xml": b"<a/>"})),
    "Excel 工作簿": ("表.xlsx", zipped({"xl/workbook.xml": b"<a/>"})),
    "演示文稿": ("片.pptx", zipped({"ppt/presentation.xml": b"<a/>"})),
    "没有 Word 文稿": ("材料.zip", zipped({"读我.txt": b"x"})),
    "这个 DOCX 文件坏了": ("报告.docx", b"PK\x03\x04" + bytes(200)),
    "这个压缩包加了密码": ("材料.docx", encrypted_zip()),
    "空的": ("空.txt", b"\r\n\r\n  "),
    "太大": ("大.txt", "字".encode() * 8_000_000),
    "不是文本文件": ("程序.bin", bytes(range(256)) * 20),
    "Word 的 XML": ("报告.xml", b'<?xml version="1.0"?><w:wordDocument/>'),
    "XML 数据文件": ("数据.xml", b'<?xml version="1.0"?><rows/>'),
    "网页归档": ("报告.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"),
}


@pytest.mark.parametrize("what", KINDS)
def test_a_kind_that_is_not_read_is_named(what: str) -> None:
    name, data = KINDS[what]
    with pytest.raises(ImportRefusedError) as refused:
        import_bytes(data, name=name)
    assert what in refused.value.sentence
    assert refused.value.where == name
    assert refused.value.mend


def test_too_much_text_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="文字太多"):
        import_text("字" * 5_000_001)
    with pytest.raises(ImportRefusedError, match="文字太多"):
        import_bytes(docx(*(p(f"{number * 7919 % 1_000_003}件" * 52) for number in range(15_000))), name="长.docx")


def bomb(**sizes: int) -> bytes:
    main = f"<w:document {NAMESPACES}><w:body>{p('字')}</w:body></w:document>".encode()
    return zipped({"word/document.xml": main + b" " * sizes["blanks"]})


def test_a_part_that_expands_too_far_is_refused() -> None:
    least = []
    for blanks in (30 << 20, 120 << 20):
        data, took = bomb(blanks=blanks), []
        assert len(data) < 1 << 20
        for _ in range(5):
            start = time.process_time()
            with pytest.raises(ImportRefusedError, match="展开后太大"):
                import_bytes(data, name="弹.docx")
            took.append(time.process_time() - start)
        least.append(min(took))
    assert least[1] < 2 * least[0] + 0.02, "no more of it is expanded than shows that it is too much"


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(bomb(blanks=30 << 20))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = struct.pack("<I", package.infolist()[0].file_size)
    small_size = struct.pack("<I", 1000)
    lying = bytes(data).replace(size, small_size)
    assert lying != data
    with pytest.raises(ImportRefusedError):
        import_bytes(lying, name="谎.docx")


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="展开后太大"):
        import_bytes(zipped({f"word/{n}.xml": b"" for n in range(6000)}), name="多.docx")


def test_deep_nesting_is_refused() -> None:
    depth = 100_000
    deep = f"<w:document {NAMESPACES}><w:body>{'<w:sdt>' * depth}{'</w:sdt>' * depth}</w:body></w:document>"
    with pytest.raises(ImportRefusedError, match="展开后太大"):
        import_bytes(docx(document=deep), name="深.docx")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(head: str) -> None:
    body = f"{head}<w:document {NAMESPACES}><w:body>{p('字')}</w:body></w:document>"
    with pytest.raises(ImportRefusedError):
        import_bytes(docx(document=body), name="体.docx")


def read_or_refuse(data: bytes, name: str) -> None:
    refused = None
    try:
        import_bytes(data, name=name)
    except ImportRefusedError as error:
        refused = error
    assert refused is None or (refused.what and refused.mend)


@settings(max_examples=150, deadline=None)
@given(st.integers(4, len(OWN) - 1))
def test_a_truncated_word_file_is_refused(length: int) -> None:
    with pytest.raises(ImportRefusedError):
        import_bytes(OWN[:length], name="断.docx")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(OWN) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_word_file_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(OWN)
    for at, value in changes:
        data[at] = value
    read_or_refuse(bytes(data), "坏.docx")


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "sdtPr", "ins", "del", "pPr", "numPr", "ilvl", "numId", "pStyle", "fldChar", "instrText", "drawing", "txbxContent", "br", "tab", "rPr", "body"]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    tag = draw(st.sampled_from(TAGS))
    value = draw(st.sampled_from(["", "0", "1", "9", "x", "begin", "end", "separate", "-1", "99999999999", "一"]))
    below = (
        "".join(draw(st.lists(trees(depth + 1), max_size=3)))
        if depth < 5
        else draw(st.text("报告一、（）1.", max_size=5))
    )
    return f'<w:{tag} w:val="{value}" w:ilvl="{value}" w:fldCharType="{value}">{below}</w:{tag}>'


@settings(max_examples=60, deadline=None)
@given(st.lists(trees(), max_size=5), st.lists(trees(), max_size=3), st.lists(trees(), max_size=3))
def test_any_word_xml_is_read(body: list[str], styles: list[str], numbers: list[str]) -> None:
    parts = {
        "styles": f"<w:styles {NAMESPACES}>{''.join(styles)}</w:styles>",
        "numbering": f"<w:numbering {NAMESPACES}>{''.join(numbers)}</w:numbering>",
        "footnotes": f"<w:footnotes {NAMESPACES}>{''.join(numbers)}</w:footnotes>",
    }
    import_bytes(docx(*body, parts=parts), name="怪.docx")


@settings(max_examples=300, deadline=None)
@given(st.text("<>/!-=\"' \n&;#pdivtableryscx1一。", max_size=300))
def test_any_tags_are_read(text: str) -> None:
    import_bytes(("<html>字" + text).encode(), name="页.html")


LONG = 1_000_000
PATHS = {
    "brackets": "（" * 100_000,
    "one line": "全年办结事项，" * (LONG // 7),
    "spaces": "年" + " " * LONG + "月",
    "digits": "1" * LONG,
    "dots": "." * LONG + "1",
    "numbers in a line": "一、总体情况。二、" + "（一）某事。" * (LONG // 6),
    "numbered lines": "1.抓好落实\n" * 100_000,
    "dates": "2025年1月5日\n" * 50_000,
    "organs": "清溪镇人民政府 " * 100_000,
    "colons": "：" * 200_000,
    "lines of signs": "——\n" * 100_000,
    "organs in lines": "某某局\n" * 100_000 + "2025年1月5日",
    "attachments": "附件：表\n" * 50_000,
    "contents": "目录\n" * 2_000 + "一、甲\n" * 20_000,
    "pages": "一、甲\n- 3 -\n" * 50_000,
    "titles": "关于的报告" * 100_000,
    "hashes": "#" * 100_000 + " a\n" + "*" * 100_000,
    "pipes": "|" * LONG,
    "brackets and numbers": "[" * 200_000 + "（1" * 100_000,
    "halves": "，" + "(" * 100_000 + "字",
    "half-width marks": "字," * 300_000,
    "mixed": "附件1：" + "　" * 100_000 + "2.a",
    "year": "二〇" * 300_000,
    "broken lines": ("全年共办结各类事项一百二十六件其中现场办结一百件转办二十\n" * 30_000),
    "tags": "<p>" * 200_000,
    "open tag": "<html>" + "<a " * 200_000,
    "tables": "<html>" + "<table><tr><td>" * 20_000,
    "navigation": "<html>" + "<nav>字" * 50_000,
}


def spent(text: str) -> float:
    """Return the seconds of processor time that an import takes."""
    start = time.process_time()
    import_bytes(text.encode(), name="怪.html" if text.startswith("<") else "怪.txt")
    return time.process_time() - start


@pytest.mark.parametrize("name", PATHS)
def test_a_strange_text_costs_by_its_length_and_not_by_its_square(name: str) -> None:
    """Four times the text costs about four times as much; its square would be sixteen times."""
    text = PATHS[name]
    assert spent(text) <= 9 * spent(text[: len(text) // 4]) + 0.5


def test_the_largest_text_costs_by_its_length(shared: Path) -> None:
    text = (shared / "seed/rule_of_law_report.txt").read_text("utf-8")
    whole = (text * (5_000_000 // len(text) + 1))[:5_000_000]
    assert spent(whole) <= 9 * spent(whole[: len(whole) // 4])
