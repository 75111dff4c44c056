"""Half-width marks beside Chinese: counted, and made full-width where official text wants it (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongwen.document import Document, Section

FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、；：？！“”‘’（）《》〈〉〔〕…—·％℃]")
_LETTER: Final = re.compile(r"[\u3400-\u9fff]")
_RUN: Final = re.compile(r"[,;:?!()]+")
_CLOSING: Final = frozenset(",;:?!")


def full_width_text(text: str) -> tuple[str, int]:
    """Return a text with its marks beside Chinese made full-width, and how many were; numbers and times stay.

    A bracket follows its partner, a blank before a changed mark goes, and a mark that ends a Chinese text is changed.
    """
    found = marks(text)
    out: list[str] = []
    end = 0
    for index in found:
        before = text[end:index]
        out.append(before if text[index] == "(" else before.rstrip())
        out.append(FULL[text[index]])
        end = index + 1
    out.append(text[end:])
    return "".join(out), len(found)


def marks(text: str) -> list[int]:
    """Return where the half-width marks stand that should be full-width."""
    found: set[int] = set()
    last = -1  # the last character that is no blank, when it is Chinese or a mark that becomes so
    end = 0
    for match in _RUN.finditer(text):
        start, stop = match.span()
        between = text[end:start].rstrip()
        left = bool(_HAN.match(between[-1])) if between else last == end - 1 and last >= 0
        right = stop < len(text) and bool(_HAN.match(text[stop]))
        closes = stop == len(text) and text[start] in _CLOSING and bool(_LETTER.search(text))
        if left or right or closes:
            found.update(range(start, stop))
            last = stop - 1
        end = stop
    return sorted(found | _partners(text, found))


def full_width(document: Document) -> tuple[Document, int]:
    """Return the document with all half-width marks beside Chinese made full-width, and how many there were."""
    changed, counts = _changed(document)
    return changed, counts.total()


def half_width_marks(document: Document) -> int:
    """Return how many half-width marks stand beside Chinese."""
    return _changed(document)[1].total()


def half_width_kinds(document: Document) -> dict[str, int]:
    """Return how many half-width marks of each kind stand beside Chinese, the most frequent first."""
    return dict(_changed(document)[1].most_common())


def _changed(document: Document) -> tuple[Document, Counter[str]]:
    counts: Counter[str] = Counter()

    def fix(text: str) -> str:
        counts.update(text[index] for index in marks(text))
        return full_width_text(text)[0]

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
    return changed, counts


def _partners(text: str, found: set[int]) -> set[int]:
    """Return the half-width brackets whose partner is changed while they are not."""
    out: set[int] = set()
    stack: list[int] = []
    for match in re.finditer("[()]", text):
        index = match.start()
        if text[index] == "(":
            stack.append(index)
        elif stack:
            opening = stack.pop()
            if (index in found) != (opening in found):
                out.add(opening if index in found else index)
    return out
