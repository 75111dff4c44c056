"""Between an annotation's place in a text and places on paper: where its words are painted, and what a person selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gongwen.anchors import section_of
from gongwen.document import BODY_ID, HEADING, Location
from gongwen.pieces import pieces
from gongwen.review.anchor import ON_REPORT, Anchor, Scope, anchored, on_section
from gongwen.review.texts import APART, CELLS, key_of, place_of, texts_of_cells
from gongwen.sentences import sentences
from gongwen.targets import CELL, HEADING_SUFFIX, NAMES, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document

LABELS: Final = {
    "range": "选中的文字", "sentence": "这一句", "cell": "这一格", "paragraph": "这一段", "section": "这一节", "report": "整篇报告",
}  # fmt: skip
"""What a new annotation can be put on, from the narrowest to the widest."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One of the things that a new annotation can be put on."""

    name: str
    anchor: Anchor

    @property
    def quote(self) -> str:
        """The words it would be on, as the card shows them."""
        return self.anchor.quote.replace(APART, "　")


def spots(document: Document, text: str, key: str, start: int, end: int) -> list[list[Any]]:
    """Return where a range of the text of a key is painted: [section, paragraph, start, end] for each paragraph or cell."""
    if key.endswith(CELLS):
        between = APART
    else:
        between = "\n" if not key.endswith(HEADING_SUFFIX) and CELL not in key and key != "title" else ""
    found = []
    while start < end:
        stop = text.find(between, start, end) if between else -1
        stop = end if stop < 0 else stop
        if stop > start:
            place = place_of(document, key, start)
            found.append([place.section, place.paragraph, place.start, place.start + stop - start])
        start = stop + 1
    return found


def first_of(document: Document, anchor: Anchor) -> list[Any]:
    """Return the place on paper that an anchor's number stands beside: [section, paragraph, offset]."""
    if anchor.scope is Scope.REPORT or not anchor.key:
        return ["title", 0, 0]
    if anchor.scope is Scope.SECTION:
        return [anchor.key, HEADING if anchor.key != BODY_ID else 0, 0]
    place = place_of(document, anchor.key, anchor.start)
    return [place.section, place.paragraph, place.start]


def selected(document: Document, start: Location, end: Location | None) -> tuple[str, int, int]:
    """Return the key and the range of what was selected, without blanks at its ends; what goes on in another text stays out."""
    key, first = key_of(document, start)
    text = _text(document, key)
    other, last = key_of(document, end) if end is not None else (key, len(text))
    if other != key:
        last = len(text)
    first, last = min(first, last), min(max(first, last), len(text))
    blank = f" 　\n{APART}"
    while first < last and text[first] in blank:
        first += 1
    while first < last and text[last - 1] in blank:
        last -= 1
    return key, first, last


def aims(found: Mapping[str, str], document: Document, key: str, start: int, end: int) -> tuple[Aim, ...]:
    """Return what a new annotation can be put on at a range of a text, the likeliest first; the widest is the whole report."""
    made: list[Aim] = []
    text = found[key]

    def add(name: str, first: int, last: int) -> None:
        anchor = anchored(found, key, first, last)
        if anchor.quote.strip() and all(aim.anchor != anchor for aim in made):
            made.append(Aim(name, anchor))

    if end > start:
        add("range", start, end)
    if key.endswith(CELLS):
        first, last = around(text, start, APART)
        add("cell", first, last)
    else:
        add("sentence", *sentence_at(text, start, end))
        first = around(text, start, "\n")[0]
        add("paragraph", first, around(text, max(end - 1, start), "\n")[1])
    section = key.removesuffix(HEADING_SUFFIX)
    if CELL in section:
        section = place_in(document, section)
    if section and section not in NAMES and section + HEADING_SUFFIX in found and found[section + HEADING_SUFFIX]:
        aim = Aim("section", on_section(found, section))
        made = [aim, *made] if key.endswith(HEADING_SUFFIX) and end <= start else [*made, aim]
    return (*made, Aim("report", ON_REPORT))


def around(text: str, at: int, between: str) -> tuple[int, int]:
    """Return the range between two marks that holds a place."""
    first = text.rfind(between, 0, at) + 1
    last = text.find(between, at)
    return first, len(text) if last < 0 else last


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentences that hold a range; of a place between two, the later."""
    first, last, at = start, start, 0
    for piece in sentences(text):
        if at <= start < at + len(piece):
            first = at
        if at <= max(end - 1, start) < at + len(piece):
            last = at + len(piece)
            break
        at += len(piece)
    else:
        last = len(text)
    while last > first and text[last - 1] == "\n":
        last -= 1
    return first, last


def place_in(document: Document, key: str) -> str:
    """Return the id of the section in which the table or figure of a key stands, or empty."""
    section = section_of(document, key.partition(CELL)[0])
    return section.id if section else ""


def reading(document: Document) -> list[dict[str, Any]]:
    """Return the report as a phone shows it: one paragraph each, with where its characters were typed as lines of paper have it."""
    return [
        {
            "r": piece.role, "n": len(piece.text), "t": piece.text,
            "s": [
                [span.start, span.source.section, span.source.paragraph, span.source.start, int(span.generated)]
                for span in piece.spans
            ],
        }
        for piece in pieces(document)
        if piece.text
    ]  # fmt: skip


def _text(document: Document, key: str) -> str:
    return texts_of_cells(document, key) if key.endswith(CELLS) else read(document, key)
