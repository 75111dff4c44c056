"""What cannot be brought in, told by its first bytes: each kind of file has a sentence and a way out."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

from gongwen.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_BYTES: Final = 20 * 1024 * 1024
"""Bytes of a file that is read at all."""

MAX_CHARACTERS: Final = 5_000_000
"""Characters of text that are taken in."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX: Final = "请用 Word 或 WPS 打开它，另存为 DOCX 后再导入"
_COPY: Final = "请打开它，复制里面的文字，粘贴到导入框里"
_HEADS: Final = (
    (b"%PDF", "这是 PDF 文件，不能直接导入", _COPY + "，或者用原来的 DOCX 导入"),
    (b"\x89PNG", "这是图片，里面没有文字", "请先用文字识别软件把它变成文字，再粘贴到导入框里"),
    (b"\xff\xd8\xff", "这是图片，里面没有文字", "请先用文字识别软件把它变成文字，再粘贴到导入框里"),
    (b"GIF8", "这是图片，里面没有文字", "请先用文字识别软件把它变成文字，再粘贴到导入框里"),
    (b"II*\x00", "这是图片，里面没有文字", "请先用文字识别软件把它变成文字，再粘贴到导入框里"),
    (b"MM\x00*", "这是图片，里面没有文字", "请先用文字识别软件把它变成文字，再粘贴到导入框里"),
    (b"RIFF", "这是图片或声音文件，里面没有文字", "请导入 DOCX、TXT 或网页文件"),
    (b"{\\rtf", "这是 RTF 文件，不能直接导入", _AS_DOCX),
    (b"Rar!", "这是压缩包", "请先解压，再导入里面的文件"),
    (b"7z\xbc\xaf", "这是压缩包", "请先解压，再导入里面的文件"),
    (b"\x1f\x8b", "这是压缩包", "请先解压，再导入里面的文件"),
    (b"\x7fELF", "这是程序，不是文件材料", "请导入 DOCX、TXT 或网页文件"),
)
_MARKED_UP: Final = (
    (b"<?xml", (b"wordDocument", b"pkg:package"), "这是 Word 的 XML 文件，不能直接导入", _AS_DOCX),
    (b"<?xml", (b"<html", b"<HTML"), "", ""),
    (b"<?xml", (b"",), "这是 XML 数据文件，不是文稿", _COPY),
    (
        b"MIME-Version:",
        (b"multipart/related",),
        "这是网页归档文件（.mht），不能直接导入",
        "请在浏览器或 Word 里打开它，另存为网页（.html）或 DOCX 后再导入",
    ),
    (
        b"From: <Saved",
        (b"multipart/related",),
        "这是网页归档文件（.mht），不能直接导入",
        "请在浏览器或 Word 里打开它，另存为网页（.html）或 DOCX 后再导入",
    ),
)
"""How marked-up text that no reader takes begins, and what else its first bytes hold; the first that fits counts."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK: Final = "Workbook".encode("utf-16-le")
_SLIDES: Final = "PowerPoint Document".encode("utf-16-le")


def refuse_unreadable(data: bytes, name: str) -> None:
    """Raise ImportRefusedError when the bytes are too many, none, or of a kind that no reader takes."""
    if not data.strip(b"\x00\r\n\t "):
        raise ImportRefusedError("这个文件是空的", where=name, mend="请确认选对了文件")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        mend = f"请去掉里面的图片后另存，或者分成几份，每份不超过 {MAX_BYTES // 1024 // 1024} MB"
        raise ImportRefusedError(f"这个文件太大（{size}）", where=name, mend=mend)
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    for head, what, mend in _HEADS:
        if data.startswith(head):
            raise ImportRefusedError(what, where=name, mend=mend)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for head, marks, what, mend in _MARKED_UP:
        if start.startswith(head) and any(mark in start for mark in marks):
            if what:
                raise ImportRefusedError(what, where=name, mend=mend)
            break


def refuse_package(names: Collection[str], name: str) -> None:
    """Raise ImportRefusedError for a zip that holds no Word document, saying what it is instead."""
    kinds = (
        ("xl/", "这是 Excel 工作簿，不是文稿", "请把要用的文字复制出来，粘贴到导入框里"),
        ("ppt/", "这是演示文稿，不是公文", "请把要用的文字复制出来，粘贴到导入框里"),
        ("OFD.xml", "这是 OFD 版式文件，不能直接导入", _COPY + "，或者用原来的 DOCX 导入"),
        ("content.xml", "这是 OpenDocument 文件（.odt），不能直接导入", _AS_DOCX),
    )
    for start, what, mend in kinds:
        if any(each.startswith(start) for each in names):
            raise ImportRefusedError(what, where=name, mend=mend)
    raise ImportRefusedError(
        "这是压缩包，里面没有 Word 文稿（缺 word/document.xml）",
        where=name,
        mend="请先解压，再导入里面的文件；" + _AS_DOCX,
    )


def refuse_long(length: int, name: str) -> None:
    """Raise ImportRefusedError for a text of too many characters."""
    if length > MAX_CHARACTERS:
        most = MAX_CHARACTERS // 10_000
        raise ImportRefusedError(f"文字太多（{length} 字）", where=name, mend=f"请分成几份，每份不超过 {most} 万字")


def is_zip(data: bytes) -> bool:
    """Whether bytes begin as a zip does (a broken one too)."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def broken_zip(name: str, error: Exception) -> ImportRefusedError:
    """Return the error for a DOCX whose zip or XML cannot be read."""
    if isinstance(error, RuntimeError | NotImplementedError):
        return ImportRefusedError("这个压缩包加了密码", where=name, mend="请去掉密码后再导入")
    what = "这个 DOCX 文件坏了" if isinstance(error, zipfile.BadZipFile) else "这个 DOCX 里的内容读不出来"
    return ImportRefusedError(what, where=name, mend="请用 Word 或 WPS 打开并修复，另存为 DOCX 后再导入")


def _refuse_ole(data: bytes, name: str) -> None:
    if _ENCRYPTED in data:
        raise ImportRefusedError("这个文件加了密码", where=name, mend="请在 Word 或 WPS 里打开，去掉密码，另存后再导入")
    if _WORKBOOK in data and not _has_word(data):
        raise ImportRefusedError(
            "这是旧版 Excel 工作簿（.xls）", where=name, mend="请把要用的文字复制出来，粘贴到导入框里"
        )
    if _SLIDES in data:
        raise ImportRefusedError("这是旧版演示文稿（.ppt）", where=name, mend="请把要用的文字复制出来，粘贴到导入框里")
    kind = "WPS 文件（.wps）" if name.lower().endswith(".wps") else "旧版 Word 文件（.doc）"
    raise ImportRefusedError(f"这是{kind}，不能直接导入", where=name, mend=_AS_DOCX)


def _has_word(data: bytes) -> bool:
    return "WordDocument".encode("utf-16-le") in data
