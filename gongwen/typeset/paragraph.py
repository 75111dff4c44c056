"""Sets one piece into lines: breaks, runs by typeface, and the source of every character."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongwen.pieces import Role, Span
from gongwen.standard import LETTER_SPACING, SIZE_3
from gongwen.typeset.layout import Line, Run
from gongwen.typeset.lines import BLANKS, break_lines
from gongwen.typeset.metrics import LATIN, positions
from gongwen.typeset.styles import STYLES
from gongwen.typeset.title import break_title

if TYPE_CHECKING:
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

TWIPS_PER_HALF_POINT = 10


def set_piece(piece: Piece, profile: LayoutProfile, *, right: int | None, opens: bool) -> tuple[Line, ...]:
    """Return a piece's lines; `right` overrides the style's right indent (twips), `opens` says it opens its block."""
    style = STYLES[piece.role]
    text = piece.text
    left = style.twips(style.left)
    edge = style.twips(style.right) if right is None else right
    first = style.twips(style.first)
    if piece.role is Role.ATTACHMENTS:
        left, first = hanging(piece, opens=opens)
    width = profile.width - left - edge
    if piece.role is Role.TITLE:
        ranges = _title_ranges(text)
    else:
        ranges = break_lines(text, width, style.size, style.spacing, first)
    out = []
    for index, (start, end) in enumerate(ranges):
        last = end == len(text)
        indent = left + (first if index == 0 else 0)
        align = style.align if style.align != "justify" or not last else "left"
        out.append(
            Line(
                role=piece.role,
                text=text[start:end],
                runs=_runs(piece, start, end),
                left=indent,
                width=profile.width - indent - edge,
                align=align,
                height=profile.line,
                first=index == 0,
                sources=_sources(piece, start, end),
                space=style.before * profile.line if index == 0 and opens else 0,
            )
        )
    return tuple(out)


def _title_ranges(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for line in break_title(text):
        out.append((start, start + len(line)))
        start += len(line)
    return out


def hanging(piece: Piece, *, opens: bool) -> tuple[int, int]:
    """Return (left, first) so that later lines stand under the attachment's first character (7.3.4)."""
    label = piece.text[: piece.spans[0].end] if piece.spans[0].generated else ""
    begin = 2 * SIZE_3 if opens else 5 * SIZE_3 + 3 * LETTER_SPACING
    hang = begin + round(positions(label, SIZE_3, LETTER_SPACING)[-1])
    return hang, begin - hang


def _runs(piece: Piece, start: int, end: int) -> tuple[Run, ...]:
    while end > start and piece.text[end - 1] in BLANKS:
        end -= 1
    out: list[Run] = []
    for span in piece.spans:
        a, b = max(span.start, start), min(span.end, end)
        if a >= b:
            continue
        style = STYLES[span.role]
        size = style.size // TWIPS_PER_HALF_POINT
        text, at = piece.text[a:b], 0
        for match in LATIN.finditer(text):
            if match.start() > at:
                _join(out, Run(style.face, text[at : match.start()], size))
            _join(out, Run("latin", match.group(), size))
            at = match.end()
        if at < len(text):
            _join(out, Run(style.face, text[at:], size))
    return tuple(out)


def _join(runs: list[Run], run: Run) -> None:
    if runs and runs[-1].face == run.face and runs[-1].size == run.size:
        run = replace(run, text=runs.pop().text + run.text)
    runs.append(run)


def _sources(piece: Piece, start: int, end: int) -> tuple[Span, ...]:
    out = []
    for span in piece.spans:
        a, b = max(span.start, start), min(span.end, end)
        if a < b:
            source = span.source
            if not span.generated:
                source = replace(source, start=source.start + a - span.start, end=source.start + b - span.start)
            out.append(Span(a - start, b - start, span.role, source, span.generated))
    return tuple(out)
