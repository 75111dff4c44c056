"""A grey picture as a PNG file: written here, since what is mostly white needs none of the trials that libraries make of it."""

from __future__ import annotations

import struct
import zlib
from typing import Final

_SIGN: Final = b"\x89PNG\r\n\x1a\n"
_METRE: Final = 39.3701
"""Inches in a metre."""


def grey_png(pixels: memoryview, dpi: int) -> bytes:
    """Return the first of the four channels of rows of pixels as an 8-bit PNG (ISO/IEC 15948); equal pixels, equal bytes."""
    import numpy as np  # noqa: PLC0415 - loaded with the chart

    grey = np.asarray(pixels)[:, :, 0]
    height, width = grey.shape
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = grey
    each = round(dpi * _METRE)
    return _SIGN + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", each, each, 1)),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
