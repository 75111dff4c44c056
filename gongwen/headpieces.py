"""The masthead as pieces, from top to bottom, in each of the standard's layouts (GB/T 9704-2012, 7.2 and 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind, Location
from gongwen.piece import Builder, Piece, Role, Span, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Header, Signature

MARK_SUFFIX: Final = "文件"
"""What an authority mark may end in (7.2.4)."""

MARK_ENDS: Final = {LayoutKind.ORDER: ("令", "令"), LayoutKind.MINUTES: ("纪要", "会议纪要")}
"""What the mark of a layout ends in, and what is put to one that does not (10.2, 10.3)."""

SIGNATORIES_A_ROW: Final = 2
"""7.2.6: 一般每行排列两个姓名."""


def masthead(document: Document) -> Iterator[Piece]:
    """Yield the masthead's pieces; what a layout has no place for gives none."""
    header, kind = document.header, document.layout
    if kind is LayoutKind.LETTER:
        yield from _letterhead(header)
        return
    yield from _corner(header)
    yield from _shared_mark(header) if kind is LayoutKind.ORDINARY else _ended_mark(header, kind)
    rows = [] if kind is LayoutKind.ORDER else _signatories(header.signatories)
    yield from rows[:-1]
    yield from _number(header)
    yield from rows[-1:]
    if kind is LayoutKind.MINUTES:
        yield from _issuers(document.signature)


def _letterhead(header: Header) -> Iterator[Piece]:
    """Yield a letter's: the mark of the organ in the lead, and the number beside the first mark of the corner (10.1)."""
    mark = next(((index, name) for index, name in enumerate(header.authority_mark) if name.strip()), None)
    if mark is not None:
        yield from plain(Role.AUTHORITY_MARK, mark[1].removesuffix(MARK_SUFFIX), "authority_mark", mark[0])
    corner = list(_corner(header))
    yield from corner[:1]
    yield from _number(header)
    yield from corner[1:]


def _corner(header: Header) -> Iterator[Piece]:
    yield from plain(Role.COPY_NUMBER, header.copy_number, "copy_number")
    if header.classification.strip():
        builder = Builder(Role.CLASSIFICATION)
        builder.add(header.classification, Location("classification", 0, 0, len(header.classification)))
        period = Location("classification_period", 0, 0, len(header.classification_period))
        builder.add("★" if header.classification_period else "", period, generated=True)
        builder.add(header.classification_period, period)
        yield builder.piece()
    yield from plain(Role.URGENCY, header.urgency, "urgency")


def _number(header: Header) -> Iterator[Piece]:
    yield from plain(Role.DOCUMENT_NUMBER, header.document_number, "document_number")


def _shared_mark(header: Header) -> Iterator[Piece]:
    """Yield the organs of the mark; of several the 文件 they share stands apart, beside them (7.2.4)."""
    names = [(index, name) for index, name in enumerate(header.authority_mark) if name.strip()]
    shared: Piece | None = None
    for index, name in names:
        bare = name.removesuffix(MARK_SUFFIX) if len(names) > 1 else name
        if bare != name:
            source = Location("authority_mark", index, len(bare), len(name))
            shared = Piece(Role.MARK_SUFFIX, MARK_SUFFIX, (Span(0, len(MARK_SUFFIX), Role.MARK_SUFFIX, source),))
        span = Span(0, len(bare), Role.AUTHORITY_MARK, Location("authority_mark", index, 0, len(bare)))
        if bare:
            yield Piece(Role.AUTHORITY_MARK, bare, (span,))
    if shared is not None:
        yield shared


def _ended_mark(header: Header, kind: LayoutKind) -> Iterator[Piece]:
    """Yield the lines of the mark of an order or of minutes; the word it must end in is put to the last of them."""
    names = [(index, name) for index, name in enumerate(header.authority_mark) if name.strip()]
    wanted, added = MARK_ENDS[kind]
    for index, name in names:
        bare = name.rstrip().removesuffix(MARK_SUFFIX)
        builder = Builder(Role.AUTHORITY_MARK)
        builder.add(bare, Location("authority_mark", index, 0, len(bare)))
        if index == names[-1][0] and not bare.endswith(wanted):
            builder.add(added, Location("authority_mark", index, len(bare), len(bare)), generated=True)
        if builder.text:
            yield builder.piece()


def _signatories(names: tuple[str, ...]) -> list[Piece]:
    """Return the rows of signatories, two names each; the number stands in the row of the last ones (7.2.6)."""
    rows = []
    signed = [(index, name) for index, name in enumerate(names) if name.strip()]
    for at in range(0, len(signed), SIGNATORIES_A_ROW):
        builder = Builder(Role.SIGNATORIES)
        for index, name in signed[at : at + SIGNATORIES_A_ROW]:
            source = Location("signatories", index, 0, len(name))
            before = "签发人：" if not at and not builder.text else "　" if builder.text else ""
            builder.add(before, source, generated=True)
            builder.add(name, source, role=Role.SIGNATORY)
        rows.append(builder.piece())
    return rows


def _issuers(signature: Signature) -> Iterator[Piece]:
    """Yield who issues minutes, and the date beside the last of them: they stand over the red rule (practice)."""
    for index, organ in enumerate(signature.organs):
        yield from plain(Role.ISSUER, organ, "signature", index)
    yield from plain(Role.ISSUED_ON, signature.date, "date")
