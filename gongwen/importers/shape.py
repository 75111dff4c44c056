"""Puts the lines into shape before they are recognised: Markdown marks off, run-together ones cut."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.importers.lines import Line, Origin
from gongwen.importers.signs import (
    DOCUMENT_NUMBER,
    SIGNATORY,
    is_addressees,
    is_strong_organ,
    is_title_end,
    organs_and_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HASHES: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*|__(?=\S)(.+?)(?<=\S)__")
_EMPHASIS: Final = re.compile(r"(?<![*A-Za-z0-9])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![*A-Za-z0-9])")
_PIPES: Final = re.compile(r"\|.*\|")
_RULER: Final = re.compile(r"[|\-:\s]+")
_COMMENT: Final = re.compile(r"<!--.*-->")

_LEAST_RUN_TOGETHER: Final = 300
_INLINE: Final = re.compile(
    r"(?<=[。；：:！？”])\s*(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_FIRST_ITEM: Final = re.compile(r"(.{4,60}?[，：:。])\s*(一、|（一）|\(一\))")
_INLINE_LOOSE: Final = re.compile(r"(?<=[。：:；！？”\s])(?=[一二三四五六七八九十]{1,3}、)")

_CRUMB: Final = re.compile(r"当前位置|您的位置|您现在|所在位置|首页\s*[>＞→»]")
_GLUED_TITLE: Final = re.compile(
    r"([^，。；：！？,;:!?]{8,60}?(?:报告|总结|通知|意见|请示|方案))\s*"
    r"(?=20\d\d\s*年|二〇|根据|按照|为(?:深入|贯彻|进一步|全面|切实|认真|了)|各[\u4e00-\u9fff]{1,20}[:：]|[\u4e00-\u9fff、]{2,20}(?:政府|局|委|办)[:：])"
)
_GLUED_HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,3}、[^，。；：（(]{2,30}(?=[（(]一[）)])")
_GLUED_LIST: Final = re.compile(r"(?<=[。；])\s*(?=附\s*件\s*[:：]\s*[“《1一\u4e00-\u9fff])")
_SIGNED: Final = re.compile(
    r"(?:(?<=[。）)！])\s*|\s)(?P<organ>[\u4e00-\u9fff（）]{4,40}) ?(?P<date>(?:20\d\d|二〇[一二三四五六七八九〇]{2})年.{1,3}月.{1,3}日)"
)
_NOTE_AND_ANNEX: Final = re.compile(r"([（(]联系人[^（）()]{2,60}[）)])\s*(附件\s?[0-9]{0,2}\s.+)")
_NUMBERED_TITLE: Final = re.compile(rf"(.{{8,}}?)\s*([（(]{DOCUMENT_NUMBER.pattern}[）)])")
_LONG_LINE: Final = 100

MARKDOWN: Final = "去掉了 {} 处 Markdown 标记（# 和 **），文字没有变。"
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
        bare = text.strip() or line.text
        count += bare != line.text
        out.append(replace(line, text=bare, level=level or line.level, origin=origin))
    return tuple(out), count


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
        follows = lines[index + 1].text if index + 1 < len(lines) else ""
        pieces = list(_first_item(line.text, follows) or _by_numbers(line.text))
        found += len(pieces) - 1
        if len(pieces[0]) > _LONG_LINE and _CRUMB.match(pieces[0]):  # a page's head and its text in one line
            pieces[:1] = pieces[0].split()
        if len(pieces) > 1:
            pieces[-1:] = _foot(pieces[-1])
            pieces = [part for piece in pieces for part in _heads(piece)]
        if index == 0 and len(line.text) > _LONG_LINE and (title := _GLUED_TITLE.match(pieces[0])):
            pieces[:1] = [title[1], pieces[0][title.end() :]]
        near = index < 15 or index >= len(lines) - 15
        for piece in pieces:
            texts = _parts(piece) if near or len(pieces) > 1 else (piece,)
            whole = len(pieces) == 1 and len(texts) == 1
            out += [line if whole else replace(line, text=text, source=text) for text in texts]
    return tuple(out), found


def _heads(text: str) -> tuple[str, ...]:
    """Return a first-level heading that （一） follows at once as a line of its own."""
    match = _GLUED_HEADING.match(text)
    return (text[: match.end()], text[match.end() :]) if match else (text,)


def _foot(text: str) -> tuple[str, ...]:
    """Return the last stretch of a run-together text with its signature and what follows as lines of their own."""
    for match in _SIGNED.finditer(text):
        if is_strong_organ(match["organ"]):
            return tuple(
                filter(
                    None, (text[: match.start()].strip(), match["organ"], match["date"], text[match.end() :].strip())
                )
            )
    return (text,)


def _note_and_annex(text: str) -> tuple[str, ...]:
    """Return a note, the mark of an attachment, its title and its text that stand in one line, or nothing."""
    match = _NOTE_AND_ANNEX.fullmatch(text)
    return (match[1], *match[2].split(maxsplit=2)) if match else ()


def _first_item(text: str, follows: str) -> tuple[str, str] | None:
    """Return a line cut before the first number when the next line bears the second, as after 会议决定，."""
    match = _FIRST_ITEM.match(text)
    second = match and {"一、": "二、", "（一）": "（二）", "(一)": "(二)"}[match[2]]
    return (match[1], text[match.end(1) :]) if match and second and follows.startswith(second) else None


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
    if (numbered := _NUMBERED_TITLE.fullmatch(text)) and is_title_end(numbered[1]):
        return numbered[1], numbered[2]
    if found := _note_and_annex(text) or organs_and_date(text):
        return found
    if (glued := _GLUED_LIST.search(text)) and glued.start():
        return text[: glued.start()].strip(), text[glued.end() :]
    colon = re.search("[:：]", text)
    if colon and 4 <= colon.end() <= 80 and len(text) > colon.end() + 20 and is_addressees(text[: colon.end()]):
        rest = text[colon.end() :].strip()
        if re.match("各|县|市|区|镇|乡|省", text) and not rest.startswith(("一是", "1")):
            return text[: colon.end()], rest
    return (text,)
