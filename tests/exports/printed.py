"""A printed file as an eye sees it: words and places from LibreOffice's PDF, and the ink of its pages."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdf
from lxml import etree

from gongwen.typeset.letterhead import GLYPH_BOTTOM
from gongwen.typeset.setting import GLYPH_TOP

if TYPE_CHECKING:
    from gongwen.document import Document

MM_PER_POINT: Final = 25.4 / 72
DPI: Final = 150
MM_PER_DOT: Final = 25.4 / DPI
INK: Final = 160
FOOT: Final = 265.5
"""mm from the paper's upper edge: what stands lower is the page number."""

Ink = np.ndarray


@dataclass(frozen=True)
class Row:
    """A printed line: its text without blanks, and the box of its words in mm."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Printed:
    """One PDF, and the document it was made from."""

    def __init__(self, path: Path, asked: Document, *, final: bool) -> None:
        self.path, self.asked, self.final = path, asked, final

    def _told(self, *command: str) -> bytes:
        return subprocess.run(command, capture_output=True, check=True).stdout

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        return [(float(page.get("width")), float(page.get("height"))) for page in self._pages]

    @cached_property
    def _pages(self) -> list[etree._Element]:
        text = self._told("pdftotext", "-bbox", str(self.path), "-").replace(b"\x0c", b"")
        root = etree.fromstring(
            re.sub(rb"[\x00-\x08\x0b-\x1f]", b"", text), etree.XMLParser(recover=True, huge_tree=True)
        )
        return list(root.iter("{*}page"))

    @cached_property
    def images(self) -> list[tuple[int, int, int]]:
        """The pictures in their order: the page from 0, and how many dots they have across and down."""
        listed = self._told("pdfimages", "-list", str(self.path)).decode().splitlines()[2:]
        rows = [row.split() for row in listed]
        return [(int(row[0]) - 1, int(row[3]), int(row[4])) for row in rows if row[2] == "image"]

    @cached_property
    def rows(self) -> list[list[Row]]:
        """The lines of each page from top to bottom, page numbers and all."""
        return [self._rows(page) for page in self._pages]

    def _rows(self, page: etree._Element) -> list[Row]:
        words = [
            (*(float(word.get(key)) * MM_PER_POINT for key in ("xMin", "xMax", "yMin", "yMax")), word.text or "")
            for word in page.iter("{*}word")
        ]
        groups: list[list[tuple[float, float, float, float, str]]] = []
        for word in sorted(words, key=lambda one: one[2] + one[3]):
            last = groups[-1][0] if groups else None
            if last and abs((word[2] + word[3]) - (last[2] + last[3])) / 2 < 3.2:
                groups[-1].append(word)
            else:
                groups.append([word])
        out = []
        for group in groups:
            group.sort()
            text = "".join("".join(word[4].split()) for word in group)
            out.append(
                Row(
                    text,
                    group[0][0],
                    max(word[1] for word in group),
                    min(word[2] for word in group),
                    max(word[3] for word in group),
                )
            )
        return out

    @cached_property
    def words(self) -> list[list[Row]]:
        """The words of each page, each with its own box."""
        return [
            [
                Row(word.text or "", *(float(word.get(key)) * MM_PER_POINT for key in ("xMin", "xMax", "yMin", "yMax")))
                for word in page.iter("{*}word")
            ]
            for page in self._pages
        ]

    @cached_property
    def lines(self) -> list[list[str]]:
        """The texts of each page's lines without the page number."""
        return [[row.text for row in page if row.top < FOOT] for page in self.rows]

    @cached_property
    def shown(self) -> list[int]:
        """The pages whose ink is looked at: all of a short file, the first and the last ones of a long one."""
        count = len(self._pages)
        return list(range(count)) if count <= 6 else [0, 1, 2, count - 3, count - 2, count - 1]

    @cached_property
    def _drawn(self) -> dict[int, tuple[Ink, Ink]]:
        """The ink of the pages that are looked at, and their red ink."""
        out = {}
        for number in self.shown:
            page = str(number + 1)
            data = self._told("pdftoppm", "-r", str(DPI), "-f", page, "-l", page, str(self.path))
            head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
            assert head
            dots = np.frombuffer(data, np.uint8, offset=head.end()).reshape(int(head[2]), int(head[1]), 3)
            red, green, blue = dots[:, :, 0], dots[:, :, 1], dots[:, :, 2]
            out[number] = (np.minimum(green, blue) < INK, (red > 180) & (green < 110) & (blue < 110))
        return out

    def reach(self, text: str) -> tuple[float, float]:
        """Return from where to where, in mm, characters of the first page stand in the typeface that the document names.

        The stand-in that a machine has may be higher: what counts is its baseline and its size.
        """
        page = pypdf.PdfReader(self.path).pages[0]
        found: list[tuple[float, float]] = []

        def look(said: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
            if said.strip() and text.startswith(said.strip()):
                baseline = float(page.mediabox.height) - (inner[5] * outer[3] + outer[5])
                found.append((baseline - GLYPH_TOP * size, baseline + GLYPH_BOTTOM * size))

        page.extract_text(visitor_text=look)
        return found[0][0] * MM_PER_POINT, found[0][1] * MM_PER_POINT

    def ink(self, number: int, top: float = 0, bottom: float = 297) -> Ink:
        """Return where a page has ink between two heights in mm, as truth values."""
        held: Ink = self._drawn[number][0][round(top / MM_PER_DOT) : round(bottom / MM_PER_DOT)]
        return held

    def red(self, number: int, top: float = 0, bottom: float = 297) -> Ink:
        """Return where a page is red."""
        held: Ink = self._drawn[number][1][round(top / MM_PER_DOT) : round(bottom / MM_PER_DOT)]
        return held


def span(ink: Ink, axis: int) -> tuple[float, float]:
    """Return the first and the last place of ink, down (axis 1) or across (axis 0), in mm; (-1, -1) without any."""
    places = np.flatnonzero(ink.any(axis=axis))
    return (places[0] * MM_PER_DOT, (places[-1] + 1) * MM_PER_DOT) if len(places) else (-1.0, -1.0)


def bands(ink: Ink) -> list[tuple[float, float]]:
    """Return the stretches of height that have ink, in mm."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return []
    cuts = np.flatnonzero(np.diff(rows) > 1)
    starts, ends = [rows[0], *rows[cuts + 1]], [*rows[cuts], rows[-1]]
    return [(a * MM_PER_DOT, (b + 1) * MM_PER_DOT) for a, b in zip(starts, ends, strict=True)]
