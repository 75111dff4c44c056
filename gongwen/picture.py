"""A picture's file: its kind and size as its own bytes say them; only PNG and JPEG, upright and of bearable size."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from gongwen.errors import PictureError

MOST_BYTES: Final = 5 << 20
"""A picture that fills a page needs no more."""

MOST_PIXELS: Final = 40_000_000
"""Programs unpack a picture whole: this many pixels are 160 MB."""

PNG, JPEG = "image/png", "image/jpeg"

EXTENSIONS: Final = {PNG: "png", JPEG: "jpg"}

_MEND: Final = "请用看图软件另存为 PNG 或 JPEG，再选一次"
_PNG_SIGN: Final = b"\x89PNG\r\n\x1a\n"
_STRANGERS: Final = (
    (0, b"BM", "BMP"), (0, b"GIF8", "GIF"), (8, b"WEBP", "WebP"), (4, b"ftyphei", "HEIC"), (4, b"ftypmif", "HEIC"),
    (4, b"ftypavif", "AVIF"), (0, b"II*\0", "TIFF"), (0, b"MM\0*", "TIFF"), (0, b"\xd7\xcd\xc6\x9a", "WMF"),
    (0, b"\1\0\x09\0", "WMF"), (40, b" EMF", "EMF"), (0, b"%PDF", "PDF"), (0, b"<svg", "SVG"), (0, b"<?xml", "SVG"),
)  # fmt: skip
"""What other files begin with, so that the refusal can name them: (where, bytes, kind)."""

_SIZE_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN: Final = 0xDA
_EXIF: Final = 0xE1
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: equal to another when its `digest` is; `width` and `height` are in pixels."""

    digest: str
    media: str
    width: int
    height: int
    data: bytes = field(compare=False, repr=False)

    @property
    def extension(self) -> str:
        """What the name of its file ends in."""
        return EXTENSIONS[self.media]


def picture_of(data: bytes) -> Picture:
    """Return the picture that a file's bytes are; raise PictureError when it cannot be printed everywhere."""
    if len(data) > MOST_BYTES:
        size, most = len(data) / (1 << 20), MOST_BYTES >> 20
        raise PictureError(f"图片有 {size:.1f} MB，最多 {most} MB", mend="请用看图软件把它缩小，再选一次")
    if data.startswith(_PNG_SIGN):
        media, (width, height) = PNG, _png_size(data)
    elif data.startswith(b"\xff\xd8\xff"):
        media, (width, height) = JPEG, _jpeg_size(data)
    else:
        raise PictureError(_stranger(data), mend=_MEND)
    if not (width and height):
        raise _broken()
    if width * height > MOST_PIXELS:
        raise PictureError(f"图片太大：{width}×{height} 像素", mend="请用看图软件把它缩小，再选一次")
    return Picture(sha256(data).hexdigest(), media, width, height, data)


def _stranger(data: bytes) -> str:
    kind = next((kind for at, sign, kind in _STRANGERS if data[at:].startswith(sign)), "")
    return f"{kind} 图片放不进来，只收 PNG 和 JPEG" if kind else "这个文件不是 PNG 或 JPEG 图片"


def _broken() -> PictureError:
    return PictureError("图片文件不完整，或者已经损坏", mend="请换一张，或者重新存一次")


def _png_size(data: bytes) -> tuple[int, int]:
    """Return the size of a PNG whose chunks lead to its end."""
    at = len(_PNG_SIGN)
    while (kind := data[at + 4 : at + 8]) != b"IEND":
        if len(kind) < len(b"IEND"):
            raise _broken()
        at += int.from_bytes(data[at : at + 4]) + 12
    if data[12:16] != b"IHDR":
        raise _broken()
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return the size of a JPEG; one that wants to be turned before it is shown is refused, since not all would."""
    at, size = 2, (0, 0)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind == 0xFF:  # filling
            at += 1
            continue
        part = data[at + 4 : at + 2 + length]
        if kind in _SIZE_MARKERS:
            size = int.from_bytes(part[3:5]), int.from_bytes(part[1:3])
        if kind == _EXIF and part.startswith(b"Exif\0\0") and _turned(part[6:]):
            raise PictureError("这张照片是侧着存的，各种软件显示得不一样", mend="请用看图软件把它转正、另存，再选一次")
        at += 2 + length
    if data[at + 1 : at + 2] != bytes([_SCAN]) or b"\xff\xd9" not in data[-4096:]:
        raise _broken()
    return size


def _turned(tiff: bytes) -> bool:
    """Whether EXIF data ask for a picture to be turned or mirrored (TIFF 6.0, tag 274)."""

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if tiff.startswith(b"II") else "big")

    first = number(4, 4)
    entries = (first + 2 + 12 * each for each in range(number(first, 2)))
    return any(number(at, 2) == _ORIENTATION and number(at + 8, 2) > 1 for at in entries if at + 12 <= len(tiff))
