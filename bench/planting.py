"""Kinds of defects and how each is planted into a report at a random place; written from the regulations, not from the rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongwen.checks import Change, Fix, mended
from gongwen.checks.reading import Kind, Reading
from gongwen.document import Location
from gongwen.importers import import_text
from gongwen.pieces import canonical_text

if TYPE_CHECKING:
    import random

    from gongwen.checks.reading import Block
    from gongwen.document import Document, Section
    from gongwen.importers import Note


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with a defect; `places` are where a finding of it may stand, none when it is about the whole.

    `before` is the document without it where that is not the one it was planted into; `notes` are the import's.
    """

    document: Document
    places: tuple[Location, ...] = ()
    before: Document | None = None
    notes: tuple[Note, ...] = ()


Plant = Callable[["Document", "random.Random"], "Planted | None"]
Choose = Callable[[str, "random.Random"], "Edit | None"]
Edit = tuple[int, int, str]
"""Characters [start, end) of a paragraph and what stands there instead."""


def in_text(choose: Choose) -> Plant:
    """Return a planter that changes one paragraph, chosen by its length, as `choose` says."""

    def plant(document: Document, dice: random.Random) -> Planted | None:
        blocks = [block for block in Reading(document).paragraphs if len(block.text) > 40]
        if not blocks:
            return None
        for block in dice.choices(blocks, [len(block.text) for block in blocks], k=40):
            edit = choose(block.text, dice)
            if edit is not None:
                return changed(document, block, edit)
        return None

    return plant


def changed(document: Document, block: Block, edit: Edit) -> Planted:
    """Return the document with characters of a block replaced."""
    start, end, text = edit
    after = mended(document, (Fix("", (Change(block.at(start, end), text),)),))
    return Planted(after, (block.at(start, start + len(text)),))


def swap(*pairs: tuple[str, str]) -> Choose:
    """Return a choice: one of the first words, where it occurs, becomes the second."""

    def choose(text: str, dice: random.Random) -> Edit | None:
        spots = [(at.start(), old, new) for old, new in pairs for at in re.finditer(re.escape(old), text)]
        if not spots:
            return None
        start, old, new = dice.choice(spots)
        return start, start + len(old), new

    return choose


def pattern(find: str, make: Callable[[re.Match[str], random.Random], str]) -> Choose:
    """Return a choice: a place that looks so becomes what is made of it."""
    compiled = re.compile(find)

    def choose(text: str, dice: random.Random) -> Edit | None:
        spots = list(compiled.finditer(text))
        if not spots:
            return None
        spot = dice.choice(spots)
        return *spot.span(), make(spot, dice)

    return choose


def sentences(make: Callable[[random.Random], str]) -> Choose:
    """Return a choice: a sentence that is made stands after some sentence of the paragraph."""

    def choose(text: str, dice: random.Random) -> Edit | None:
        ends = [at.end() for at in re.finditer("。", text)]
        if not ends:
            return None
        at = dice.choice(ends)
        return at, at, make(dice)

    return choose


def near(char: str, dice: random.Random) -> str:
    """Return another character that is said alike: level 1 of GB/T 2312 is ordered by sound, so its neighbours are."""
    try:
        high, low = char.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    if not 0xB0 <= high <= 0xD7:
        return ""
    place = (high - 0xB0) * 94 + low - 0xA1 + dice.choice((-2, -1, 1, 2))
    if not 0 <= place < 3755:
        return ""
    return bytes((0xB0 + place // 94, 0xA1 + place % 94)).decode("gb2312")


def sound(text: str, dice: random.Random) -> Edit | None:
    """One character anywhere becomes one that is said alike."""
    for _ in range(20):
        at = dice.randrange(len(text))
        other = near(text[at], dice)
        if other:
            return at, at + 1, other
    return None


def within(*phrases: str) -> Choose:
    """Return a choice: inside one of the phrases a character becomes one that is said alike."""

    def choose(text: str, dice: random.Random) -> Edit | None:
        spots = [(at.start(), phrase) for phrase in phrases for at in re.finditer(re.escape(phrase), text)]
        if not spots:
            return None
        start, phrase = dice.choice(spots)
        at = dice.randrange(len(phrase))
        other = near(phrase[at], dice)
        return (start + at, start + at + 1, other) if other else None

    return choose


def dropped(*phrases: str) -> Choose:
    """Return a choice: inside one of the phrases a character is left out."""

    def choose(text: str, dice: random.Random) -> Edit | None:
        spots = [(at.start(), phrase) for phrase in phrases for at in re.finditer(re.escape(phrase), text)]
        if not spots:
            return None
        start, phrase = dice.choice(spots)
        at = dice.randrange(1, len(phrase) - 1)
        return start, start + len(phrase), phrase[:at] + phrase[at + 1 :]

    return choose


def turned(*phrases: str) -> Choose:
    """Return a choice: inside one of the phrases two characters change places."""

    def choose(text: str, dice: random.Random) -> Edit | None:
        spots = [(at.start(), phrase) for phrase in phrases for at in re.finditer(re.escape(phrase), text)]
        if not spots:
            return None
        start, phrase = dice.choice(spots)
        at = dice.randrange(len(phrase) - 1)
        return start + at, start + at + 2, phrase[at + 1] + phrase[at]

    return choose


def doubled_word(text: str, dice: random.Random) -> Edit | None:
    """Two characters of running text stand twice."""
    spots = [at.start() for at in re.finditer("(?=[一-龥]{2})", text)]
    if not spots:
        return None
    at = dice.choice(spots)
    return at + 2, at + 2, text[at : at + 2]


def blank(text: str, dice: random.Random) -> Edit | None:
    """A blank stands between two characters."""
    spots = [at.start() + 1 for at in re.finditer("(?=[一-龥]{2})", text)]
    at = dice.choice(spots) if spots else 0
    return (at, at, " ") if at else None


def again(document: Document, dice: random.Random) -> Planted | None:
    """A long sentence stands once more in another paragraph."""
    blocks = [block for block in Reading(document).paragraphs if "。" in block.text]
    long = [part for block in blocks for part in re.findall("[^。]{25,80}。", block.text)]
    if not long or len(blocks) < 2:
        return None
    said = dice.choice(long)
    block = dice.choice([block for block in blocks if said not in block.text])
    at = block.text.rindex("。") + 1
    after = changed(document, block, (at, at, said))
    first = next(block for block in blocks if said in block.text)
    return replace(after, places=(*after.places, first.at(first.text.index(said), first.text.index(said) + len(said))))


def two_values(document: Document, dice: random.Random) -> Planted | None:
    """A sum that is named in one paragraph is named with another value in another."""
    found = re.compile("(?<=[，。；])([一-龥]{4,14})([0-9]+(?:[.][0-9]+)?)(亿元|万元|万人|公里|件|项)(?=[，。、；])")
    blocks = [block for block in Reading(document).paragraphs if "。" in block.text]
    named = [(block, at) for block in blocks for at in found.finditer(block.text)]
    if not named or len(blocks) < 2:
        return None
    block, at = dice.choice(named)
    other = dice.choice([each for each in blocks if each is not block])
    value = f"{float(at[2]) * 1.1 + 3:.0f}"
    end = other.text.rindex("。") + 1
    after = changed(document, other, (end, end, f"{at[1]}{value}{at[3]}。"))
    return replace(after, places=(*after.places, block.at(*at.span())))


def headed(make: Callable[[str, random.Random], str]) -> Plant:
    """Return a planter that changes one heading."""

    def plant(document: Document, dice: random.Random) -> Planted | None:
        blocks = [block for block in Reading(document).blocks if block.kind is Kind.HEADING]
        if not blocks:
            return None
        block = dice.choice(blocks)
        text = make(block.text, dice)
        return None if text == block.text else changed(document, block, (0, len(block.text), text))

    return plant


def emptied(document: Document, dice: random.Random) -> Planted | None:
    """A section has its heading and no text."""
    leaves = [section for section in document.walk() if section.heading and section.paragraphs and not section.children]
    if len(leaves) < 3:
        return None
    section = dice.choice(leaves)
    bare = replace(section, paragraphs=())
    after = replace(document, body=_with(document.body, section, bare))
    return Planted(after, (Location(section.id, -1, 0, len(section.heading)),))


def _with(root: Section, old: Section, new: Section) -> Section:
    if root is old:
        return new
    return replace(root, children=tuple(_with(child, old, new) for child in root.children))


def line(*lines: str) -> Plant:
    """Return a planter that puts a line of its own somewhere."""

    def plant(document: Document, dice: random.Random) -> Planted | None:
        sections = [section for section in document.walk() if section.paragraphs]
        if not sections:
            return None
        section, text = dice.choice(sections), dice.choice(lines)
        at = dice.randint(1, len(section.paragraphs))
        put = replace(section, paragraphs=(*section.paragraphs[:at], text, *section.paragraphs[at:]))
        after = replace(document, body=_with(document.body, section, put))
        return Planted(after, (Location(section.id, at, 0, len(text)),))

    return plant


def field(change: Callable[[Document, random.Random], Document | None]) -> Plant:
    """Return a planter that changes the document's fields."""

    def plant(document: Document, dice: random.Random) -> Planted | None:
        after = change(document, dice)
        return None if after is None or after == document else Planted(after)

    return plant


def numbered(change: Callable[[list[str], list[int]], str | None]) -> Plant:
    """Return a planter that changes one line of the text before it is imported, where headings have their numbers.

    `change` takes the lines and the places of headings of the first level and gives the changed text.
    """

    def plant(document: Document, dice: random.Random) -> Planted | None:
        lines = canonical_text(document).split("\n")
        heads = [at for at, text in enumerate(lines) if re.match("[一二三四五六七八九]、", text)]
        text = change(lines, dice.sample(heads[1:], 1)) if len(heads) > 2 else None
        if text is None:
            return None
        after = import_text(text)
        return Planted(after.document, before=import_text("\n".join(lines)).document, notes=after.report.notes)

    return plant
