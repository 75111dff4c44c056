"""Where each printed paragraph stands: its indents, height, space above, and the rules drawn with it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.pieces import Role
from gongwen.standard import IMPRINT_LINE, LETTER_SPACING, ROW_PARTS, SEAL_ROWS, SIZE_3
from gongwen.typeset.columns import is_wide
from gongwen.typeset.figure import give_rows
from gongwen.typeset.letterhead import letterhead
from gongwen.typeset.masthead import masthead
from gongwen.typeset.metrics import positions
from gongwen.typeset.setting import IMPRINT, MASTHEAD, RULE_HEIGHT, TAIL, TITLES, Rule, Setting
from gongwen.typeset.signature import Spot, natural_width, signer_indents, spots
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

__all__ = ["IMPRINT", "MASTHEAD", "RULE_HEIGHT", "TAIL", "TITLES", "Rule", "Setting", "settings"]

TITLED: Final = TITLES | {Role.ANNEX_MARK, Role.ANNEX_TITLE}
"""The roles that decide what space stands above what follows them."""


def settings(
    parts: Sequence[Piece],
    profile: LayoutProfile,
    *,
    sealed: bool = True,
    layout: LayoutKind = LayoutKind.ORDINARY,
) -> list[Setting]:
    """Return the setting of each of a document's pieces, in their order; `sealed` says that seals will be put to it."""
    kinds = [(piece.role, _opens(parts, index)) for index, piece in enumerate(parts)]
    plain = {kind: _plain(*kind, profile) for kind in set(kinds)}
    out = [plain[kind] for kind in kinds]
    roles = {role for role, _ in plain}  # what a document lacks is not looked for
    if Role.ATTACHMENTS in roles:
        _attachments(parts, out)
    if Role.ATTENDANCE in roles:
        _attendance(parts, out)
    _signature(parts, out, profile, sealed=sealed)
    _under_titles(parts, out, profile)
    if layout is LayoutKind.LETTER:
        letterhead(parts, out, profile)
    else:
        masthead(parts, out, profile, layout)
    _imprint(parts, out, ruled=layout is not LayoutKind.LETTER)
    _tables(parts, out, profile)
    if Role.FIGURE in roles:
        give_rows(parts, out, profile)
    return out


def _opens(parts: Sequence[Piece], index: int) -> bool:
    """Whether a piece begins its block, so that the space its style wants stands above it."""
    if not index:
        return True
    role, before = parts[index].role, parts[index - 1].role
    return role is not before and not (role is Role.DATE and before is Role.SIGNATURE)


@cache
def _plain(role: Role, opens: bool, profile: LayoutProfile) -> Setting:  # noqa: FBT001 - never written out
    style = STYLES[role]
    left, right, first = style.twips(style.left), style.twips(style.right), style.twips(style.first)
    space = style.before * profile.line if opens else 0
    return Setting(left, right, first, style.align, style.size, profile.line, space)


def _under_titles(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Keep a row free under the title with its lines, and under the title of an annex, which begins a page (7.3.7)."""
    for index, piece in enumerate(parts):
        if piece.role not in TITLED:
            continue
        if piece.role is Role.ANNEX_MARK:
            out[index] = replace(out[index], turns=True, space=0)
        after = parts[index + 1].role if index + 1 < len(parts) else None
        ends = (piece.role in TITLES and after not in TITLES) or piece.role is Role.ANNEX_TITLE
        if ends and after is not None and not out[index + 1].space:
            out[index + 1] = replace(out[index + 1], space=profile.line)


def _attachments(parts: Sequence[Piece], out: list[Setting]) -> None:
    """Later lines stand under the attachment's first character, later names under the first one's number (7.3.4)."""
    seen = 0
    for index, piece in enumerate(parts):
        if piece.role is Role.ATTACHMENTS:
            label = piece.text[: piece.spans[0].end] if piece.spans[0].generated else ""
            begin = 5 * SIZE_3 + 3 * LETTER_SPACING if seen else 2 * SIZE_3
            hang = begin + round(positions(label, SIZE_3, LETTER_SPACING)[-1])
            out[index] = replace(out[index], left=hang, first=begin - hang)
            seen += 1


def _attendance(parts: Sequence[Piece], out: list[Setting]) -> None:
    """Later lines stand under the first name (10.3)."""
    for index, piece in enumerate(parts):
        if piece.role is Role.ATTENDANCE:
            label = next((span.start for span in piece.spans if span.role is piece.role), len(piece.text))
            hang = natural_width(piece.text[:label])
            out[index] = replace(out[index], left=2 * SIZE_3 + hang, first=-hang)


def _signature(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile, *, sealed: bool) -> None:
    """Set the signature block: organs over the date, or the signers of an order, the date a row under them (7.3.5)."""
    block = [index for index, piece in enumerate(parts) if piece.role in TAIL]
    pieces = [parts[index] for index in block]
    signed = any(piece.role is Role.SIGNER for piece in pieces)
    placed = list(map(Spot, signer_indents(pieces))) if signed else spots(pieces, sealed=sealed, room=profile.width)
    for index, spot in zip(block, placed, strict=True):
        out[index] = one = replace(out[index], right=spot.right)
        if signed and parts[index].role is Role.DATE:
            out[index] = replace(one, space=profile.line)
        elif spot.under_seals:
            out[index] = replace(one, space=(SEAL_ROWS - 1) * profile.line)
        elif spot.beside:
            left = profile.width - spot.right - natural_width(parts[index].text) - SIZE_3 // 2
            out[index] = replace(one, left=max(left, 0), space=-profile.line, stays=True)


def _imprint(parts: Sequence[Piece], out: list[Setting], *, ruled: bool) -> None:
    """Put the imprint at the foot of the last page, between its rules (7.4); a letter's has none (10.1)."""
    block = [index for index, piece in enumerate(parts) if piece.role in IMPRINT]
    for index in block:
        role = parts[index].role
        rules = (Rule.THICK_ABOVE,) if index == block[0] else (Rule.THIN_ABOVE,) if role is Role.PRINTED else ()
        out[index] = replace(out[index], line=IMPRINT_LINE, space=0, foot=True, rules=rules if ruled else ())
        if role is Role.COPIED_TO:
            hang = round(positions("抄送：", STYLES[role].size, LETTER_SPACING)[-1])
            out[index] = replace(out[index], left=out[index].left + hang, first=-hang)
        if role is Role.PRINTED_ON and index and parts[index - 1].role is Role.PRINTED:
            out[index] = replace(out[index], space=-IMPRINT_LINE, stays=True)
    if block and ruled:
        out[block[-1]] = replace(out[block[-1]], rules=(*out[block[-1]].rules, Rule.THICK_BELOW))


def _tables(parts: Sequence[Piece], out: list[Setting], profile: LayoutProfile) -> None:
    """Lay a table with all that stands round it on a page on its side when it asks for it or needs it."""
    for index, piece in enumerate(parts):
        if piece.table is not None:
            small = piece.role is not Role.TABLE_CAPTION
            line = profile.line // ROW_PARTS * 2 if small else profile.line
            out[index] = replace(out[index], line=line, wide=is_wide(piece.table, profile.width))
            if piece.role is Role.TABLE and index and parts[index - 1].role is Role.TABLE:  # else they would be one
                out[index] = replace(out[index], space=profile.line, stays=True)
