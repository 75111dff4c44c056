"""Half-width marks beside Chinese: counted, and made full-width where official text wants it (GB/T 15834-2011)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongwen.document import Document, Section

FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN: Final = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、；：？！“”‘’（）《》〈〉〔〕…—·％℃"
_AFTER: Final = re.compile(rf"(?<=[{_HAN}])\s*[,;:?!)(]")
_BEFORE: Final = re.compile(rf"[,;:?!)(](?=[{_HAN}])")
_BARE: Final = re.compile(r"(?<=[0-9A-Za-z%])[,;](?=[\u3400-\u9fff])")


def full_width_text(text: str) -> tuple[str, int]:
    """Return a text with its marks beside Chinese made full-width, and how many were; numbers and times stay."""
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return FULL[match.group()[-1]]

    before = None
    while before != text:  # a changed mark makes its neighbour one beside Chinese
        before = text
        text = _BEFORE.sub(change, _AFTER.sub(change, text))
    return text, count


def full_width(document: Document) -> tuple[Document, int]:
    """Return the document with all half-width marks beside Chinese made full-width, and how many there were."""
    count = 0

    def fix(text: str) -> str:
        nonlocal count
        text, found = full_width_text(text)
        count += found
        return text

    def visit(part: Section) -> Section:
        return replace(
            part,
            heading=fix(part.heading),
            paragraphs=tuple(map(fix, part.paragraphs)),
            children=tuple(map(visit, part.children)),
        )

    changed = replace(
        document,
        title=fix(document.title),
        addressees=fix(document.addressees),
        body=visit(document.body),
        closing=tuple(map(fix, document.closing)),
        attachments=tuple(map(fix, document.attachments)),
        note=fix(document.note),
    )
    return changed, count


def half_width_marks(document: Document) -> int:
    """Return how many half-width marks stand beside Chinese."""
    return full_width(document)[1]
