"""The runs of a paragraph of the Word file: split by typeface, and in a pinned file by the letter-spacing of lines."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from exports.docx_xml import LATIN_WORDS, clean
from gongwen.typeset.lines import BLANKS
from gongwen.typeset.metrics import LATIN, LATIN_CHUNK
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.docx_xml import Slots
    from gongwen.pieces import Piece

UNSEEN: Final = '<w:rPr><w:spacing w:val="0"/><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'

WORDS: Final = f'<w:rStyle w:val="{LATIN_WORDS}"/>'

Pins = tuple[tuple[int, int, int], ...]
"""Stretches of a text that have a letter-spacing of their own: (start, end, twips)."""


def pinned(piece: Piece, ranges: Sequence[tuple[int, int]], extras: Sequence[int]) -> Pins:
    """Return the letter-spacings that spread each line's extra twips evenly, to the twip, over its characters."""
    own = STYLES[piece.role].spacing
    out: list[tuple[int, int, int]] = []
    for (start, end), extra in zip(ranges, extras, strict=True):
        last = end
        while last > start and piece.text[last - 1] in BLANKS:
            last -= 1
        if not extra or last == start:
            continue
        each, rest = divmod(extra, last - start)
        middle = start + rest
        while middle > start and LATIN_CHUNK.match(piece.text[middle - 1 : middle]):
            middle -= 1  # a Latin word in two runs may be broken between them
        if middle > start:
            out.append((start, middle, own + each + rest // (middle - start)))
        out.append((middle, end, own + each))
    return tuple(out)


def runs(piece: Piece, slots: Slots, pins: Pins = ()) -> str:
    """Return the runs of a piece as XML."""
    return "".join(_runs(piece, 0, len(piece.text), slots, pins))


def runs_of(piece: Piece, start: int, end: int, slots: Slots, pins: Pins = ()) -> str:
    """Return the runs of a part of a piece as XML."""
    return "".join(_runs(piece, start, end, slots, pins))


def broken(piece: Piece, ranges: Sequence[tuple[int, int]], slots: Slots) -> str:
    """Return the runs of a piece whose lines are broken by hand, as XML.

    A blank at a line's end would move the line off the middle; it stays in the text, but is too small to be seen.
    """
    lines = []
    for start, end in ranges:
        last = end
        while last > start and piece.text[last - 1] in BLANKS:
            last -= 1
        blank = f'<w:r>{UNSEEN}<w:t xml:space="preserve">{piece.text[last:end]}</w:t></w:r>' if last < end else ""
        lines.append(runs_of(piece, start, last, slots) + blank)
    return "<w:r><w:br/></w:r>".join(lines)


def sized(piece: Piece, size: int, slots: Slots) -> str:
    """Return the runs of a piece in a size (twips) that is not its style's, as XML."""
    return runs_in_size(piece, 0, len(piece.text), size, slots)


def runs_in_size(piece: Piece, start: int, end: int, size: int, slots: Slots) -> str:
    """Return the runs of a part of a piece as XML, in a size (twips) that may not be its style's."""
    if size == STYLES[piece.role].size:
        return runs_of(piece, start, end, slots)
    own = f'<w:sz w:val="{size // 10}"/><w:szCs w:val="{size // 10}"/>'
    return "".join(
        f'<w:r><w:rPr>{given}{own}</w:rPr><w:t xml:space="preserve">{clean(text)}</w:t></w:r>'
        for text, given in _parts(piece, start, end, slots, ())
    )


def _runs(piece: Piece, start: int, end: int, slots: Slots, pins: Pins) -> Iterator[str]:
    for text, properties in _parts(piece, start, end, slots, pins):
        given = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        yield f'<w:r>{given}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def _parts(piece: Piece, start: int, end: int, slots: Slots, pins: Pins) -> Iterator[tuple[str, str]]:
    """Yield the text and the properties of each run of characters [start, end)."""
    own = STYLES[piece.role].face
    for a, b, face, spacing in _stretches(piece, pins):
        first, last = max(a, start), min(b, end)
        if first >= last:
            continue
        given = "" if face == own else slots[face]
        tail = "" if spacing is None else f'<w:spacing w:val="{spacing}"/>'
        at = first
        for match in LATIN.finditer(piece.text, first, last):
            if match.start() > at:
                yield piece.text[at : match.start()], given + tail
            yield match.group(), WORDS + slots["latin"] + tail
            at = match.end()
        if at < last:
            yield piece.text[at:last], given + tail


def _stretches(piece: Piece, pins: Pins) -> Iterator[tuple[int, int, str, int | None]]:
    """Yield (start, end, typeface, letter-spacing or None) that cover a piece."""
    cuts = {0, len(piece.text)} | {edge for start, end, _ in pins for edge in (start, end)}
    faces = [(span.start, span.end, STYLES[span.role].face) for span in piece.spans]
    cuts |= {later[0] for earlier, later in itertools.pairwise(faces) if earlier[2] != later[2]}
    edges = sorted(cuts)
    spacing = {start: (end, value) for start, end, value in pins}
    face, held, until = iter(faces), ("", -1), 0
    current: int | None = None
    for start, end in itertools.pairwise(edges):
        while held[1] <= start:
            first = next(face)
            held = (first[2], first[1])
        if start in spacing:
            until, current = spacing[start]
        elif start >= until:
            current = None
        yield start, end, held[0], current
