"""What stands where on each page of a PDF, as plain values: lengths in points, every run with its place in its line."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from exports.export import keywords_of
from exports.strokes import strokes
from gongwen.standard import (
    BASELINE,
    FOLIO_UP,
    LETTER_SPACING,
    SIZE_4,
    TABLE_RULE,
    on_its_side,
)
from gongwen.typeset.columns import columns_of
from gongwen.typeset.figure import Drawing
from gongwen.typeset.lines import BLANKS
from gongwen.typeset.metrics import LETTERS, positions
from gongwen.typeset.styles import STYLES
from gongwen.typeset.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.document import Document
    from gongwen.picture import Picture
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Layout, Line, Page
    from gongwen.typeset.runs import Run
    from gongwen.typeset.table import Cell

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain]"

TWIPS_PER_POINT: Final = 20
HALF_POINTS: Final = 2
MARKS: Final = frozenset("，。、；：？！（）《》〈〉“”‘’—…·【】〔〕「」『』〖〗％")
"""Marks that a typesetter may squeeze, or typefaces draw narrower: each gets a place of its own."""


def plan(document: Document, layout: Layout, profile: LayoutProfile) -> dict[str, Plain]:
    """Return the whole plan of a document's PDF."""
    title = document.name or "公文"
    levels = _levels(layout)
    return {
        "title": title, "author": list(document.signature.organs), "subject": title,
        "keywords": list(keywords_of(document)),
        "pages": [_page(page, profile, levels) for page in layout.pages],
        "pictures": {figure.picture.digest: _drawn(figure.picture) for figure in document.figures},
    }  # fmt: skip


def _levels(layout: Layout) -> dict[int, int]:
    """Return by the identity of its piece the level each heading on a line of its own is tagged with.

    A heading that runs in is part of its paragraph; the levels tagged leave none out (PDF/UA-1, 7.4.2).
    """
    out: dict[int, int] = {}
    last = 0
    for line in (line for page in layout.pages for line in page.lines if line.first and line.role.level):
        if all(span.role == line.role for span in line.piece.spans):
            last = out[id(line.piece)] = min(line.role.level, last + 1)
    return out


def _page(page: Page, upright: LayoutProfile, levels: Mapping[int, int]) -> dict[str, Plain]:
    profile = on_its_side(upright) if page.wide else upright
    placed = list(zip(page.lines, page.tops, strict=True))
    blocks: list[Plain] = []
    rules: list[Plain] = []
    for _, group in groupby(placed, lambda pair: id(pair[0].piece)):
        lines = list(group)
        rows = [(line, top) for line, top in lines if isinstance(line, Row)]
        picture, over = lines[0]
        if isinstance(picture, Drawing):
            blocks.append(_picture(picture, over, profile))
            continue
        blocks.append(_table(rows, profile) if rows else _block(lines, profile, levels))
        rules += [rule for line, top in lines for rule in _rules(line, top, profile)]
    return {
        "width": _pt(profile.page_width), "height": _pt(profile.page_height), "blocks": blocks, "rules": rules,
        "folio": _folio(page, upright) if page.folio else {},
    }  # fmt: skip


def _folio(page: Page, profile: LayoutProfile) -> dict[str, Plain]:
    """Return where the page's number stands on the upright page: 7 mm under the type area, at the outer side (7.5)."""
    down = profile.page_height - FOLIO_UP
    edge = profile.right if page.number % 2 else profile.left
    return {
        "text": f"— {page.number} —", "size": _pt(SIZE_4), "middle": _pt(down), "edge": _pt(edge + SIZE_4),
        "odd": bool(page.number % 2), "wide": page.wide,
    }  # fmt: skip


def _block(lines: Sequence[tuple[Line, int]], profile: LayoutProfile, levels: Mapping[int, int]) -> dict[str, Plain]:
    """Return the lines that one paragraph has on a page."""
    first, top = lines[0]
    return {
        "kind": "text", "level": levels.get(id(first.piece), 0) if first.first else 0, "top": _pt(profile.top + top),
        "red": STYLES[first.role].red, "lines": [_line(line, profile) for line, _ in lines],
    }  # fmt: skip


def _picture(line: Drawing, top: int, profile: LayoutProfile) -> dict[str, Plain]:
    """Return a figure's picture, and what is said of it to those who cannot see it (PDF/UA-1, 7.3)."""
    figure = line.piece.figure
    assert figure  # noqa: S101
    return {
        "kind": "picture", "picture": figure.picture.digest, "top": _pt(profile.top + top + line.top),
        "left": _pt(profile.left + line.left), "width": _pt(line.width), "height": _pt(line.drawn),
        "told": figure.alternative.strip() or figure.caption.strip() or "图片",
    }  # fmt: skip


def _drawn(picture: Picture) -> str:
    """Return a picture inside a drawing that is text: Typst takes values as text only.

    It keeps a JPEG's own bytes; a PNG's pixels are packed anew, which is where the time of large pictures goes.
    """
    data = b64encode(picture.data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width}" height="{picture.height}">'
        f'<image width="{picture.width}" height="{picture.height}" href="data:{picture.media};base64,{data}"/></svg>'
    )


def _line(line: Line, profile: LayoutProfile) -> dict[str, Plain]:
    text = line.text.rstrip(BLANKS)
    spacing = STYLES[line.role].spacing
    runs, left = _runs(text, line.runs, line.setting.size, spacing, line.width, line.align)
    return {"left": _pt(profile.left + line.left + left), "height": _pt(line.height), "base": _pt(line.baseline),
            "runs": runs}  # fmt: skip


def _runs(text: str, runs: Sequence[Run], size: int, spacing: int, width: int, align: str) -> tuple[list[Plain], float]:
    """Return the runs of one line, each with the room it takes, and how far from the left edge they begin (twips)."""
    places = positions(text, size, spacing)
    if text:
        places[-1] -= spacing  # the letter-spacing behind the last character is not seen
    free = width - places[-1]
    if align in {"justify", "spread"}:
        places = _spread(text, places, free)
    left = {"center": free / 2, "right": free}.get(align, 0.0)
    out: list[Plain] = []
    at = 0
    for run in runs:
        for start, end in _stretches(run.text):
            first, last = at + start, at + end
            out.append(_run(run, run.text[start:end], places, first, last))
        at += len(run.text)
    return out, left


def _run(run: Run, part: str, places: Sequence[float], first: int, last: int) -> dict[str, Plain]:
    """Return one run; what is free in it lies between its characters, in Latin text between its words."""
    own = positions(part, run.size * TWIPS_PER_POINT // HALF_POINTS, 0)
    free = places[last - 1] - places[first] - own[-2]
    blanks = part.rstrip().count(" ")
    words = LETTER_SPACING * (len(part) - 1) if blanks else free
    return {
        "text": part, "face": run.face, "size": run.size / HALF_POINTS, "width": _pt(places[last] - places[first]),
        "track": _pt(words / (len(part) - 1)) if len(part) > 1 else 0.0,
        "blank": _pt((free - words) / blanks) if blanks else 0.0,
    }  # fmt: skip


def _spread(text: str, places: Sequence[float], free: float) -> list[float]:
    """Return a line's places with what is free spread over its gaps, those inside Latin words left as they are."""
    gaps = [text[at - 1] not in LETTERS or text[at] not in LETTERS for at in range(1, len(text))]
    each = free / max(sum(gaps), 1)
    out, moved = [0.0], 0.0
    for at, gap in enumerate(gaps, 1):
        moved += each if gap else 0.0
        out.append(places[at] + moved)
    return [*out, places[-1] + free] if text else [0.0]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that one text can hold: each mark stands alone."""
    start = 0
    for at, char in enumerate(text):
        if char in MARKS:
            if at > start:
                yield start, at
            yield at, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)


def _table(rows: Sequence[tuple[Row, int]], profile: LayoutProfile) -> dict[str, Plain]:
    """Return the rows that a table has on a page, merged cells as the first of their rows holds them."""
    first, top = rows[0]
    table = first.piece.table
    assert table  # noqa: S101
    return {
        "kind": "table", "top": _pt(profile.top + top), "left": _pt(profile.left), "rule": TABLE_RULE / 8,
        "heads": sum(row.number < table.header_rows for row, _ in rows),
        "columns": [_pt(column.width) for column in columns_of(table, profile.width).columns],
        "rows": [_pt(row.height) for row, _ in rows],
        "cells": [_cell(rows, number, cell) for number, (row, _) in enumerate(rows) for cell in row.cells
                  if not cell.part or not number],
    }  # fmt: skip


def _cell(rows: Sequence[tuple[Row, int]], number: int, cell: Cell) -> dict[str, Plain]:
    row = rows[number][0]
    lines: list[Plain] = []
    for start, end in cell.ranges:
        text = row.piece.text[start:end].rstrip(BLANKS)
        room = cell.width - 2 * row.margin - cell.indent
        runs, left = _runs(text, row.runs_of(start, end, cell.size), cell.size, 0, room, cell.align)
        base = _pt(BASELINE * cell.pitch)
        lines.append({"left": _pt(row.margin + left), "height": _pt(cell.pitch), "base": base, "runs": runs})
    return {
        "column": cell.column, "row": number, "columns": cell.columns,
        "rows": min(cell.rows - cell.part, len(rows) - number), "top": _pt(cell.top), "lines": lines,
    }  # fmt: skip


def _rules(line: Line, top: int, profile: LayoutProfile) -> Iterator[dict[str, Plain]]:
    """Yield the rules drawn with a line."""
    for each in strokes(line, profile):
        yield {
            "top": _pt(profile.top + top + each.down), "left": _pt(each.left), "width": _pt(each.width),
            "weight": each.weight / 8, "red": each.red,
        }  # fmt: skip


def _pt(twips: float) -> float:
    return round(twips / TWIPS_PER_POINT, 4)
