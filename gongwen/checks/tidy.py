"""Mends all that is mechanical at once: marks, blanks, forms of numbers, lines of residue; each changed text as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongwen.checks.engine import Checker
from gongwen.checks.finding import Change, Fix
from gongwen.checks.fixes import mended
from gongwen.checks.ignored import sift
from gongwen.checks.reading import Kind, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongwen.checks.finding import Finding
    from gongwen.checks.ignored import Ignored
    from gongwen.checks.reading import Block
    from gongwen.checks.rule import Rule
    from gongwen.checks.setting import Setting
    from gongwen.document import Document, Location

_ROUNDS: Final = 50
"""More rounds than any text takes: a mend may show another thing to mend, as a comma made full-width its double."""

_QUOTED: Final = re.compile('“[^”]*”|‘[^’]*’|《[^》]*》|〈[^〉]*〉|「[^」]*」|"[^"]*"|＂[^＂]*＂')
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[\x21-\x27*-~]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HAN: Final = re.compile("[\u3400-\u9fff]")

_Spot = tuple[str, int]
"""A text by its section and its paragraph."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """One text that was tidied: where it stood, how it was and how it is, and the rules it was tidied by.

    `after` is None when the whole line went.
    """

    location: Location
    before: str
    after: str | None
    rules: tuple[str, ...]


def tidied(
    document: Document, setting: Setting | None = None, ignored: Sequence[Ignored] = ()
) -> tuple[Document, tuple[Tidied, ...]]:
    """Return the document with everything mended that can be without looking, and the texts that changed, in their order.

    Names, what stands within “ ” and 《 》, addresses of the web and of mail, figures in tables, and what somebody has
    called right (`ignored`) are left as they are. The office's own rules mend too, where they say that they may.
    """
    checker = Checker(_safe(), setting)
    silenced = sift(checker.check(document), ignored)[1] if ignored else ()
    if not silenced:
        return _tidied(document, checker)
    covered, words = _covered(document, [finding.location for finding, _ in silenced])
    after, found = _tidied(covered, checker)
    told = [replace(each, before=_bare(each.before, words), after=_bare(each.after or "", words)) for each in found]
    gone = [replace(now, after=None) if was.after is None else now for was, now in zip(found, told, strict=True)]
    return _uncovered(after, words), tuple(gone)


_COVER: Final = 0xE000
"""The first of the private characters that stand for what is left alone while the rest is tidied: no rule knows them."""

_COVERS: Final = re.compile("[\ue000-\uf8ff]")


def _covered(document: Document, places: Iterable[Location]) -> tuple[Document, dict[str, str]]:
    """Return the document with a private character for each place, and what it stands for."""
    words: dict[str, str] = {}
    changes: list[Change] = []
    texts = {_spot(block.location): block.text for block in Reading(document).blocks}
    free = iter(chr(at) for at in range(_COVER, 0xF900) if not any(chr(at) in text for text in texts.values()))
    last: dict[_Spot, int] = {}
    for place in sorted(places, key=lambda place: (*_spot(place), place.start, -place.end)):
        spot = _spot(place)
        if place.end <= place.start or place.start < last.get(spot, 0) or (sign := next(free, "")) == "":
            continue
        last[spot] = place.end
        words[sign] = texts[spot][place.start : place.end]
        changes.append(Change(place, sign))
    return mended(document, [Fix("", tuple(changes))]), words


def _uncovered(document: Document, words: dict[str, str]) -> Document:
    places = [
        Change(block.at(*match.span()), words[match[0]])
        for block in Reading(document).blocks
        for match in _COVERS.finditer(block.text)
        if match[0] in words
    ]
    return mended(document, [Fix("", tuple(places))])


def _bare(text: str, words: dict[str, str]) -> str:
    return _COVERS.sub(lambda match: words.get(match[0], match[0]), text)


def _tidied(document: Document, checker: Checker) -> tuple[Document, tuple[Tidied, ...]]:
    before = {_spot(block.location): block for block in Reading(document).blocks}
    by: dict[_Spot, dict[str, None]] = {}
    gone: dict[_Spot, str] = {}
    after = document
    for _ in range(_ROUNDS):
        blocks = {_spot(block.location): block for block in Reading(after).blocks}
        changes = list(_changes(checker.check(after), blocks))
        gone = {_spot(change.location): rule for rule, change in changes if _is_whole(change, blocks)}
        fixes = [(rule, change) for rule, change in changes if _spot(change.location) not in gone]
        if not fixes:
            break
        after = mended(after, [Fix("", (change,)) for _, change in fixes])
        for rule, change in fixes:
            by.setdefault(_spot(change.location), {})[rule] = None
    now = {_spot(block.location): block for block in Reading(after).blocks}
    lines = {spot for spot in gone if now[spot].kind is Kind.PARAGRAPH}
    found = []
    for spot, block in before.items():
        rules = (*by.get(spot, ()), *((gone[spot],) if spot in lines else ()))
        text = None if spot in lines else now[spot].text if spot in now else ""
        if text != block.text:
            found.append(Tidied(block.location, block.text, text, rules))
    taken = [Fix("", (Change(now[spot].at(0, len(now[spot].text)), ""),)) for spot in lines]
    return mended(after, taken), tuple(found)


def _safe() -> tuple[Rule, ...]:
    """Return the rules whose mends need no look, the office's own among them, each place a finding of its own."""
    from gongwen.checks.own import shelf  # noqa: PLC0415 - the rules know the engine's values, not the engine them

    return tuple(replace(rule, together=False, most=_EVERY) for rule in shelf().on if rule.safe)


_EVERY: Final = 10**9


def _spot(location: Location) -> _Spot:
    return location.section, location.paragraph


def _changes(findings: tuple[Finding, ...], blocks: dict[_Spot, Block]) -> Iterator[tuple[str, Change]]:
    """Yield the changes that may be made: those of a finding's first fix, when none of them touches what is left alone."""
    for finding in findings:
        changes = [change for change in finding.fixes[0].changes if isinstance(change, Change)] if finding.fixes else []
        if all(_may(change, blocks) for change in changes):
            yield from ((finding.rule, change) for change in changes)


def _may(change: Change, blocks: dict[_Spot, Block]) -> bool:
    block = blocks.get(_spot(change.location))
    if block is None:
        return False
    if _is_whole(change, blocks):
        return True
    start, end = change.location.start, change.location.end
    if block.kind is Kind.CELL and (not _HAN.search(block.text) or _beside_digit(block.text, start, end)):
        return False
    return not any(a < end and start < b for a, b in _left_alone(block.text))


def _is_whole(change: Change, blocks: dict[_Spot, Block]) -> bool:
    """Whether a change takes all of a text away; a paragraph then goes, any other text is left to a person."""
    place = change.location
    return not change.text and place.start == 0 and place.end == len(blocks[_spot(place)].text)


def _beside_digit(text: str, start: int, end: int) -> bool:
    return any(char.isdecimal() for char in text[max(start - 1, 0) : end + 1])


def _left_alone(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are never tidied: what is quoted or named, without the marks round it, and addresses."""
    for match in _QUOTED.finditer(text):
        yield match.start() + 1, match.end() - 1
    for match in _ADDRESS.finditer(text):
        yield match.span()
