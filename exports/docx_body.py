"""The body of the Word file, written as text: one paragraph a piece, its style by name, runs split by typeface only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.docx_runs import pinned, runs, runs_of
from exports.docx_xml import NAMESPACE
from gongwen.pieces import Role, pieces
from gongwen.standard import SIZE_3
from gongwen.typeset import typeset
from gongwen.typeset.layout import Placement
from gongwen.typeset.pages import TAIL
from gongwen.typeset.paragraph import hanging, measure_piece, pin_piece
from gongwen.typeset.signature import right_indents
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLE_IDS: Final = {role: f"GW{role.value.title().replace('_', '')}" for role in STYLES}
"""Style ids by role; their names are the Chinese ones of gongwen.typeset.styles."""

CONTINUED: Final = "GWContinued"
"""The style of the lines that go along with the signature: the rest of a paragraph that a page break cuts."""

BLANK: Final = '<w:p><w:pPr><w:pStyle w:val="GWBlank"/>{keep}</w:pPr></w:p>'
KEEP: Final = "<w:keepNext/>"
TURN: Final = "<w:pageBreakBefore/>"
UNPLACED: Final = Placement(0, 0)


def body(document: Document, profile: LayoutProfile, *, pins: bool) -> str:
    """Return word/document.xml; with `pins` every program ends its lines and pages where the engine does."""
    parts = pieces(document)
    indents = right_indents([piece for piece in parts if piece.role in TAIL])
    placements = typeset(document, profile).placements if pins else (UNPLACED,) * len(parts)
    out = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}"><w:body>',
    ]
    seen: dict[Role, int] = {}
    for index, piece in enumerate(parts):
        role = piece.role
        before = parts[index - 1].role if index else None
        place = placements[index]
        opens = role is not before and not (role is Role.DATE and before is Role.SIGNATURE)
        number = seen.get(role, 0)
        seen[role] = number + 1
        if opens and index and place.spaced:
            out.append(BLANK.format(keep=KEEP if role in TAIL else "") * STYLES[role].before)
        right = indents[role][number] if role in indents else None
        setting = _Setting(profile, right, opens, _kept(parts, index, placements), place if pins else None)
        out.append(_paragraph(piece, setting))
    if not parts:
        out.append(BLANK.format(keep=""))
    out.append(section(profile))
    out.append("</w:body></w:document>")
    return "".join(out)


def _kept(parts: Sequence[Piece], index: int, placements: Sequence[Placement]) -> bool:
    """Return whether a paragraph stays with the next one: headings do, and what stands before the signature.

    Where the engine let a page end between the two or inside the first, a pinned file says nothing of the kind.
    """
    if index + 1 == len(parts):
        return False
    piece = parts[index]
    heading = STYLES[piece.role].keep_next and piece.spans[-1].role is piece.role
    if piece.role in TAIL:
        heading = parts[index + 1].role in TAIL
    here, after = placements[index], placements[index + 1]
    together = here.last_page == after.page and (heading or here.page == here.last_page)
    return (heading or parts[index + 1].role in TAIL) and together


def section(profile: LayoutProfile) -> str:
    """Return the section's properties: paper, margins, footers, the grid of lines (GB/T 9704-2012, 5)."""
    return (
        '<w:sectPr><w:footerReference w:type="even" r:id="rIdFooterEven"/>'
        '<w:footerReference w:type="default" r:id="rIdFooterOdd"/>'
        f'<w:pgSz w:w="{profile.page_width}" w:h="{profile.page_height}"/>'
        f'<w:pgMar w:top="{profile.top}" w:right="{profile.right}" w:bottom="{profile.bottom}" w:left="{profile.left}"'
        ' w:header="851" w:footer="1417" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{profile.line}"/></w:sectPr>'
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one paragraph is written; `place` is where the engine put it, in a pinned file."""

    profile: LayoutProfile
    right: int | None
    opens: bool
    keep: bool
    place: Placement | None


def _paragraph(piece: Piece, setting: _Setting) -> str:
    head = _head(piece, setting, STYLE_IDS[piece.role])
    if piece.role is not Role.TITLE and setting.place is None:
        return f"{head}{runs(piece)}</w:p>"
    measure = measure_piece(piece, setting.profile, right=setting.right, opens=setting.opens)
    if piece.role is Role.TITLE:
        return head + "<w:r><w:br/></w:r>".join(runs_of(piece, start, end) for start, end in measure.ranges) + "</w:p>"
    pins = pinned(piece, measure.ranges, pin_piece(piece, measure))
    breaks = setting.place.breaks if setting.place else ()
    if not breaks:
        return f"{head}{runs(piece, pins)}</w:p>"
    cut = measure.ranges[breaks[0]][0]
    rest = f'<w:p><w:pPr><w:pStyle w:val="{CONTINUED}"/>{KEEP}{TURN}</w:pPr>'
    return f"{head}{runs_of(piece, 0, cut, pins)}</w:p>{rest}{runs_of(piece, cut, len(piece.text), pins)}</w:p>"


def _head(piece: Piece, setting: _Setting, style: str) -> str:
    role = piece.role
    own = STYLES[role].keep_next
    keep = "" if own == setting.keep else KEEP if setting.keep else '<w:keepNext w:val="0"/>'
    whole = '<w:keepLines w:val="0"/>' if own and piece.spans[-1].role is not role else ""
    turn = TURN if setting.place and setting.place.turned else ""
    indent = ""
    if setting.right is not None:
        indent = f'<w:ind w:rightChars="{setting.right * 100 // SIZE_3}" w:right="{setting.right}"/>'
    elif role is Role.ATTACHMENTS:
        left, first = hanging(piece, opens=setting.opens)
        kind = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
        indent = f'<w:ind w:left="{left}" {kind}/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{whole}{turn}{indent}</w:pPr>'
