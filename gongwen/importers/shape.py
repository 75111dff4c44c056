"""Puts the lines into shape before they are recognised: Markdown marks off, broken lines joined, run-together ones cut."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Line, Origin
from gongwen.importers.numbers import read_number
from gongwen.importers.signs import DOCUMENT_NUMBER, SIGNATORY, is_addressees, organs_and_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HASHES: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*|__(?=\S)(.+?)(?<=\S)__")
_EMPHASIS: Final = re.compile(r"(?<![*\w])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![*\w])")
_PIPES: Final = re.compile(r"\|.*\|")
_RULER: Final = re.compile(r"[|\-:\s]+")
_COMMENT: Final = re.compile(r"<!--.*-->")

_LEAST_RUN_TOGETHER: Final = 300
_INLINE: Final = re.compile(r"(?<=[。；：:！？”])\s*(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_INLINE_LOOSE: Final = re.compile(r"(?<=[。：:；！？”\s])(?=[一二三四五六七八九十]{1,3}、)")

_LEAST_WRAPPED: Final = 12
_FULL: Final = 0.88
_ENDS: Final = tuple("。！？：；:;!?”")

MARKDOWN: Final = "去掉了 {} 处 Markdown 标记（# 和 **），文字没有变。"
WRAPPED: Final = "原文每一行都折断了（像是从 PDF 复制的），{} 行接成了完整的段落。"
RUN_TOGETHER: Final = "有 {} 个编号和前后文字连成了一段，已按编号分开。"


def take_markdown(lines: Sequence[Line], *, sure: bool) -> tuple[tuple[Line, ...], int]:
    """Return the lines without the marks of Markdown and how many lines had some; `sure` when the file is Markdown."""
    if not sure and not any(_HASHES.fullmatch(line.text) or line.text.startswith("**") for line in lines):
        return tuple(lines), 0
    out, count = [], 0
    for line in lines:
        level, text = 0, line.text
        if match := _HASHES.fullmatch(text):
            level, text = len(match[1]), match[2]
        text = _STRONG.sub(lambda found: found[1] or found[2], text)
        text = _EMPHASIS.sub(r"\1", text) if sure else text
        origin = line.origin
        if _PIPES.fullmatch(text):
            origin = Origin.TABLE
        elif _COMMENT.fullmatch(text) or _RULER.fullmatch(text):
            text = line.text
        changed = text.strip() and text != line.text
        count += bool(changed)
        out.append(replace(line, text=text.strip() or line.text, level=level, origin=origin) if changed or level else replace(line, origin=origin))  # noqa: E501
    return tuple(out), count


def join_wrapped(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """Return the lines with those joined that a fixed width broke, and how many lines were joined to another.

    A text counts as broken when most of its lines are about as long as the longest and do not end a sentence.
    """
    texts = [line for line in lines if line.origin is Origin.TEXT]
    if len(texts) < _LEAST_WRAPPED:
        return tuple(lines), 0
    lengths = sorted(len(line.text) for line in texts)
    width = lengths[int(len(lengths) * 0.9)]
    broken = [line for line in texts if len(line.text) >= width * _FULL and not line.text.endswith(_ENDS)]
    if not 15 <= width <= 60 or max(lengths) > width * 1.3 or median(lengths) < width * 0.5 or len(broken) * 3 < len(texts):
        return tuple(lines), 0
    out: list[Line] = []
    joined = 0
    for line in lines:
        before = out[-1] if out else None
        if before is not None and _goes_on(before, line, width):
            space = " " if before.text[-1:].isascii() and line.text[:1].isascii() else ""
            source = f"{before.source}\n{line.source}"
            out[-1] = replace(before, text=before.text + space + line.text, source=source)
            joined += 1
        else:
            out.append(line)
    return tuple(out), joined


def cut(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """Return the lines with run-together ones cut, and how many numbers stood inside a line.

    Cut are: whole texts in one line before their numbers, a head line before its 签发人, an addressee from the text
    after it, a signature line before its date.
    """
    out: list[Line] = []
    found = 0
    for index, line in enumerate(lines):
        if line.origin is not Origin.TEXT:
            out.append(line)
            continue
        pieces = list(_by_numbers(line.text))
        found += len(pieces) - 1
        near = index < 15 or index >= len(lines) - 15
        for piece in pieces:
            texts = _parts(piece) if near or len(pieces) > 1 else (piece,)
            whole = len(pieces) == 1 and len(texts) == 1
            out += [line if whole else replace(line, text=text, source=text) for text in texts]
    return tuple(out), found


def _goes_on(before: Line, line: Line, width: int) -> bool:
    if before.origin is not Origin.TEXT or line.origin is not Origin.TEXT:
        return False
    last = before.source.rsplit("\n", 1)[-1].strip()
    full = len(last) >= width * _FULL and not last.endswith(_ENDS)
    return full and read_number(line.text) is None and not line.source.startswith(("　　", "    ", "\t"))


def _by_numbers(text: str) -> Iterator[str]:
    if len(text) < _LEAST_RUN_TOGETHER or not re.search(r"一、.+二、", text):
        yield text
        return
    at = 0
    for match in (_INLINE if not re.search(r"\s一、.+\s二、", text) else _INLINE_LOOSE).finditer(text):
        if piece := text[at : match.start()].strip():
            yield piece
        at = match.end()
    yield text[at:].strip()


def _parts(text: str) -> tuple[str, ...]:
    signed = SIGNATORY.search(text)
    if signed and signed.start() and DOCUMENT_NUMBER.fullmatch(text[: signed.start()].strip()):
        return text[: signed.start()].strip(), text[signed.start() :]
    if found := organs_and_date(text):
        return found
    colon = re.search("[:：]", text)
    if colon and 4 <= colon.end() <= 80 and len(text) > colon.end() + 20 and is_addressees(text[: colon.end()]):
        rest = text[colon.end() :].strip()
        if re.match("各|县|市|区|镇|乡|省", text) and not rest.startswith(("一是", "1")):
            return text[: colon.end()], rest
    return (text,)
