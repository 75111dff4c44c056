"""Pictures made by the tests themselves: PNG files of bars, and the frames of other kinds of files."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from functools import cache

from gongwen.document import ANCHOR, Document, Figure, Section
from gongwen.picture import picture_of
from tests.samples import small


@cache
def png(width: int, height: int, shade: int = 0) -> bytes:
    """Return a PNG of bars that grow to the right, as a chart has them."""
    rows = []
    for y in range(height):
        row = bytearray()
        for x in range(width):
            bar = x * 8 // width
            inside = height - y <= (bar + 1) * height // 9 and (x * 8 % width) * 3 < width * 2
            row += bytes((40 + shade, 90, 160) if inside else (246, 246, 246))
        rows.append(b"\0" + row)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def claimed(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, without them."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def jpeg(width: int, height: int, orientation: int = 0, order: str = ">") -> bytes:
    """Return the segments of a JPEG as a camera writes them, without the pixels; `orientation` as EXIF has it."""
    exif = b""
    if orientation:
        mark = b"MM\0*" if order == ">" else b"II*\0"
        entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
        tiff = mark + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)
        exif = _segment(0xE1, b"Exif\0\0" + tiff)
    frame = _segment(0xC2, struct.pack(">BHHB", 8, height, width, 3) + bytes(9))
    return b"\xff\xd8" + exif + _segment(0xFE, b"made for a test") + frame + b"\xff\xda\0\x0c" + bytes(40) + b"\xff\xd9"


def figure(figure_id: str = "p1", width: int = 100, size: tuple[int, int] = (640, 360), shade: int = 0) -> Figure:
    """Return a figure with everything a figure has."""
    return Figure(
        figure_id,
        picture_of(png(*size, shade)),
        name="各季度办件量.png",
        width=width,
        caption="各季度群众诉求办件量",
        alternative="柱形图：四个季度的办件量逐季上升，从一季度的210件到四季度的402件。",
        source="清溪镇综治中心台账",
    )


def illustrated(*figures: Figure) -> Document:
    """Return a report with figures between the paragraphs of its sections."""
    figures = figures or (figure(), figure("p2", 50, (400, 300), 60), figure("p3", 75, (300, 900), 120))
    filler = (
        "各网格按照“排查、登记、整改、销号”四步推进，全年办结群众诉求1,286件，按期办结率99.2%，群众满意率逐季提高。"
    )
    document = small()
    sections = tuple(
        Section(f"v{number}", f"第{number}项情况", (filler * 2, ANCHOR + each.id, filler * 3, filler))
        for number, each in enumerate(figures, 1)
    )
    body = replace(document.body, children=(*document.body.children, *sections))
    return replace(document, body=body, figures=figures)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _segment(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data
