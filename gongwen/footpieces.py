"""What follows the text as pieces: attachments, who was there, signature, note, imprint (GB/T 9704-2012, 7.3, 7.4, 10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind, Location
from gongwen.piece import Builder, Piece, Role, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Imprint

SIGNER: Final = re.compile(r"(?P<office>\S.*?)\s+(?P<name>\S{2,}|\S\s+\S)")
"""An office and a name; one of two characters may stand apart."""

SIGNER_GAP: Final = "　　"
"""Between a signer's office and the seal of the name stand two characters (7.3.5.3)."""


def foot(document: Document) -> Iterator[Piece]:
    """Yield the pieces from the list of attachments to the note."""
    yield from _attachments(document.attachments)
    if document.layout is LayoutKind.MINUTES:
        yield from _attendance(document)
    elif document.layout is LayoutKind.ORDER:
        for index, signer in enumerate(document.signature.organs):
            yield from _signer(signer, index)
    else:
        for index, organ in enumerate(document.signature.organs):
            yield from plain(Role.SIGNATURE, organ, "signature", index)
    if document.layout is not LayoutKind.MINUTES:
        yield from plain(Role.DATE, document.signature.date, "date")
    yield from _note(document.note)


def imprint(imprint: Imprint, layout: LayoutKind) -> Iterator[Piece]:
    """Yield the imprint's pieces; that of a letter names neither who printed it nor when (10.1)."""
    if any(item.strip() for item in imprint.copied_to):
        builder = Builder(Role.COPIED_TO)
        builder.add("抄送：", Location("copied_to", 0), generated=True)
        for index, item in enumerate(imprint.copied_to):
            source = Location("copied_to", index, 0, len(item))
            builder.add("，" if index else "", source, generated=True)
            builder.add(item, source)
        builder.add("。", Location("copied_to", len(imprint.copied_to) - 1), generated=True)
        yield builder.piece()
    if layout is LayoutKind.LETTER:
        return
    yield from plain(Role.PRINTED, imprint.printed_by, "printed")
    if imprint.printed_on.strip():
        builder = Builder(Role.PRINTED_ON)
        bare = imprint.printed_on.removesuffix("印发")
        builder.add(bare, Location("printed_on", 0, 0, len(bare)))
        builder.add("印发", Location("printed_on", 0, len(bare), len(imprint.printed_on)), generated=True)
        yield builder.piece()


def _attachments(names: tuple[str, ...]) -> Iterator[Piece]:
    for index, name in enumerate(names):
        builder = Builder(Role.ATTACHMENTS)
        source = Location("attachments", index, 0, len(name))
        label = "附件：" if index == 0 else ""
        builder.add(label + (f"{index + 1}." if len(names) > 1 else ""), source, generated=True)
        builder.add(name, source)
        yield builder.piece()


def _attendance(document: Document) -> Iterator[Piece]:
    """Yield who was at a meeting, who was excused and who sat in, a paragraph each (10.3)."""
    for index, one in enumerate(document.attendance):
        builder = Builder(Role.ATTENDANCE)
        end = len(one.label)
        builder.add(one.label, Location("attendance", index, 0, end), role=Role.ATTENDANCE_LABEL)
        if one.label:
            builder.add("：", Location("attendance", index, end), role=Role.ATTENDANCE_LABEL, generated=True)
            end += 1
        builder.add(one.names, Location("attendance", index, end, end + len(one.names)))
        if builder.text.strip():
            yield builder.piece()


def _signer(text: str, index: int) -> Iterator[Piece]:
    """Yield one who signs an order: the office, two characters free, the name in the place of its seal (7.3.5.3)."""
    match = SIGNER.fullmatch(text.rstrip())
    if match is None:
        yield from plain(Role.SIGNER, text, "signature", index)
        return
    builder = Builder(Role.SIGNER)
    builder.add(match["office"], Location("signature", index, 0, match.end("office")))
    builder.add(SIGNER_GAP, Location("signature", index, match.end("office"), match.start("name")), generated=True)
    builder.add(match["name"], Location("signature", index, match.start("name"), match.end("name")))
    yield builder.piece()


def _note(text: str) -> Iterator[Piece]:
    if text.strip():
        builder = Builder(Role.NOTE)
        source = Location("note", 0, 0, len(text))
        bracket = not text.startswith("（")
        builder.add("（" if bracket else "", source, generated=True)
        builder.add(text, source)
        builder.add("）" if bracket else "", source, generated=True)
        yield builder.piece()
