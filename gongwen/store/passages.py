"""What can be read in a part of a report as it is stored: its texts, each with its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from gongwen.attachments import annex_number
from gongwen.codec import from_plain
from gongwen.document import ALTERNATIVE, ANCHOR, BODY_ID, HEADING, NOTE, SOURCE, UNIT, Location, numbered
from gongwen.numerals import heading_number
from gongwen.paragraphs import mark_of
from gongwen.standard import OWN_FACES
from gongwen.store.parts import FRAME
from gongwen.tables import text_at
from gongwen.targets import FACE, NAMES, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Section


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it begins; `text` is what a person reads, without a paragraph's mark."""

    place: Location
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a report is but for the paragraphs of its sections; its figures are only their words by their ids."""

    document: Document
    words: dict[str, dict[int, str]]


def passages(part: str, stored: str) -> tuple[Passage, ...]:
    """Return the texts of a part; raise ReportFileError, ValueError or TypeError when it cannot be read."""
    found = _framed(frame_of(stored)) if part == FRAME else _paragraphs(part, json.loads(stored))
    return tuple(passage for passage in found if passage.text.strip())


@lru_cache(maxsize=64)
def frame_of(stored: str) -> Frame:
    """Return the frame that was stored."""
    plain = json.loads(stored)
    keys = ((HEADING, "caption"), (SOURCE, "source"), (ALTERNATIVE, "alternative"))
    words = {str(each["id"]): {at: str(each[key]) for at, key in keys} for each in plain.get("figures", ())}
    return Frame(from_plain({**plain, "figures": []}), words)


def headings(frame: Frame) -> dict[str, str]:
    """Return what sections, attachments, tables and figures are called by their ids, with their numbers, in reading order."""
    document = frame.document
    found = dict(_numbered(document.body))
    for index, annex in enumerate(document.annexes):
        found[annex.id] = f"{annex_number(document, index)}　{annex.heading}"
        found |= dict(_numbered(annex))
    found |= {table.id: f"表格　{table.caption}".strip() for table in document.tables}
    return found | {name: f"图　{words[HEADING]}".strip() for name, words in frame.words.items()}


def _numbered(root: Section) -> Iterator[tuple[str, str]]:
    for section, level, number in numbered(root, 1):
        yield section.id, heading_number(level, number) + section.heading.rstrip("。")


def _framed(frame: Frame) -> Iterator[Passage]:
    document = frame.document
    for name in _FIELDS:
        text = read(document, name)
        for index, row in enumerate([text] if name == "title" else text.split("\n")):
            yield Passage(Location(name, index), row)
    for section in document.walk():
        yield Passage(Location(section.id, HEADING), section.heading)
    for annex in document.annexes:
        for section in annex.walk():
            yield from _paragraphs(section.id, section.paragraphs)
    for table in document.tables:
        cells = sum(len(row) for row in table.rows)
        for at in (HEADING, UNIT, NOTE, SOURCE, *range(cells)):
            yield Passage(Location(table.id, at), text_at(table, at))
    for name, words in frame.words.items():
        for at, text in words.items():
            yield Passage(Location(name, at), text)


def _paragraphs(section: str, paragraphs: object) -> Iterator[Passage]:
    for index, text in enumerate(cast("tuple[str, ...]", paragraphs)):
        if not text.startswith(ANCHOR):
            mark = len(mark_of(text))
            yield Passage(Location(section, index, mark, mark), text[mark:])


_FIELDS: Final = tuple(name for name in NAMES if name != BODY_ID and name not in {FACE + face for face in OWN_FACES})
