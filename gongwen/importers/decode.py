"""Bytes of a text file as text: UTF-8, UTF-16, GB18030 or Big5, told apart by marks first and by sense second."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from gongwen.errors import ImportRefusedError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
NAMES: Final = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（GBK）",
    "big5hkscs": "Big5（繁体）",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_SAMPLE: Final = 200_000
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年工也能下过子行政府法治建设报告"
    "市县区镇村乡委局加强实施全面推进落实工作情况群众组织领导年度月日這為國時來們發對會過個開長務於與業關員產導"
)
_TEXTUAL: Final = re.compile(
    r"[\t\n\r\x0b\x0c\x20-\x7e\u00a0-\u00ff\u2010-\u2044\u2460-\u25ff\u3000-\u9fff\uff00-\uffef]"
)
_ORDINARY: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LEAST_TEXTUAL: Final = 0.9
_MOST_BROKEN: Final = 0.002
_MEND: Final = "请用记事本或 Word 打开它，确认看得到文字，另存为 DOCX 或 UTF-8 的 TXT 后再导入"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the name of its encoding; characters that could not be read are now U+FFFD."""

    text: str
    encoding: str


def decode(data: bytes, *, name: str) -> Decoded:
    """Return the text of a text file; raise ImportRefusedError when the bytes are no text in a known encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _checked(text, NAMES.get(encoding, encoding.upper()), name)
    wide = _wide(data)
    if wide:
        return _checked(data.decode(wide, "replace"), NAMES[wide], name)
    try:
        return _checked(data.decode("utf-8"), "UTF-8", name)
    except UnicodeDecodeError:
        pass
    names = ("gb18030", "utf-8", "big5hkscs", *(("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()))
    encoding = max(names, key=lambda each: _sense(data[:_SAMPLE], each))
    return _checked(data.decode(encoding, "replace"), NAMES[encoding], name)


def _wide(data: bytes) -> str:
    """Return the UTF-16 that bytes without a mark are in, or empty: one half of the bytes is small, never both."""
    head = data[:4096]
    if len(data) % 2 or len(head) < 4:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        ordinary = sum(
            1
            for char in text
            if char in "\n\r\t “”‘’—…" or _ORDINARY.match(char) or (char.isascii() and char.isprintable())
        )
        if b"\x00" in head and ordinary / len(text) > _LEAST_TEXTUAL:
            return encoding
    return ""


def _sense(data: bytes, encoding: str) -> float:
    """Return how much sense bytes make in an encoding: common characters count for it, broken ones against it."""
    text = data.decode(encoding, "replace")
    beyond = [char for char in text if not char.isascii()]
    if not beyond:
        return 0.0
    common = sum(1 for char in beyond if char in _COMMON)
    broken = sum(1 for char in beyond if char == "\ufffd" or "\ue000" <= char <= "\uf8ff")
    return (common - 5 * broken) / len(beyond)


def _checked(text: str, encoding: str, name: str) -> Decoded:
    broken = text.count("\ufffd")
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    textual = len(_TEXTUAL.findall(sample))
    spoilt = broken > 1 + len(text) * _MOST_BROKEN
    if sample and (controls > 1 + len(sample) * _MOST_BROKEN or textual < len(sample) * _LEAST_TEXTUAL or spoilt):
        raise ImportRefusedError("这个文件不是文本文件，读不出文字", where=name, mend=_MEND)
    return Decoded(text, encoding)
