"""The body of the Word file, written as text: one paragraph a piece, its style by name, runs split by typeface only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exports.docx_xml import NAMESPACE, clean, fonts
from gongwen.pieces import Role, pieces
from gongwen.standard import SIZE_3
from gongwen.typeset.metrics import LATIN
from gongwen.typeset.paragraph import hanging
from gongwen.typeset.signature import right_indents
from gongwen.typeset.styles import STYLES
from gongwen.typeset.title import break_title

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLE_IDS: Final = {role: f"GW{role.value.title().replace('_', '')}" for role in STYLES}
"""Style ids by role; their names are the Chinese ones of gongwen.typeset.styles."""

BLANK: Final = '<w:p><w:pPr><w:pStyle w:val="GWBlank"/>{keep}</w:pPr></w:p>'
KEEP: Final = "<w:keepNext/>"
TAIL: Final = frozenset({Role.SIGNATURE, Role.DATE})


def body(document: Document, profile: LayoutProfile) -> str:
    """Return word/document.xml."""
    parts = pieces(document)
    indents = right_indents([piece for piece in parts if piece.role in TAIL])
    out = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}"><w:body>',
    ]
    seen: dict[Role, int] = {}
    for index, piece in enumerate(parts):
        role = piece.role
        before = parts[index - 1].role if index else None
        after = parts[index + 1].role if index + 1 < len(parts) else None
        opens = role is not before and not (role is Role.DATE and before is Role.SIGNATURE)
        number = seen.get(role, 0)
        seen[role] = number + 1
        keep = KEEP if after in TAIL else ""
        if opens and index:
            out.append(BLANK.format(keep=KEEP if role in TAIL else "") * STYLES[role].before)
        right = indents[role][number] if role in indents else None
        out.append(_paragraph(piece, keep, right, opens=opens))
    if not parts:
        out.append(BLANK.format(keep=""))
    out.append(section(profile))
    out.append("</w:body></w:document>")
    return "".join(out)


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


def _paragraph(piece: Piece, keep: str, right: int | None, *, opens: bool) -> str:
    role = piece.role
    extra = "" if STYLES[role].keep_next else keep
    indent = ""
    if right is not None:
        indent = f'<w:ind w:rightChars="{right * 100 // SIZE_3}" w:right="{right}"/>'
    elif role is Role.ATTACHMENTS:
        left, first = hanging(piece, opens=opens)
        kind = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
        indent = f'<w:ind w:left="{left}" {kind}/>'
    if piece.spans[-1].role is not role:
        extra = '<w:keepNext w:val="0"/>' if not keep else KEEP
    head = f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[role]}"/>{extra}{indent}</w:pPr>'
    if role is Role.TITLE:
        lines = break_title(piece.text)
        return head + "<w:r><w:br/></w:r>".join(_runs(line, STYLES[role].face, role) for line in lines) + "</w:p>"
    runs = "".join(_runs(piece.text[span.start : span.end], STYLES[span.role].face, role) for span in _merged(piece))
    return f"{head}{runs}</w:p>"


def _merged(piece: Piece) -> list[_Stretch]:
    out: list[_Stretch] = []
    for span in piece.spans:
        if out and out[-1].role is span.role:
            out[-1] = _Stretch(out[-1].start, span.end, span.role)
        else:
            out.append(_Stretch(span.start, span.end, span.role))
    return out


class _Stretch:
    """Characters of one role."""

    __slots__ = ("end", "role", "start")

    def __init__(self, start: int, end: int, role: Role) -> None:
        self.start, self.end, self.role = start, end, role


def _runs(text: str, face: str, role: Role) -> str:
    out: list[str] = []
    at = 0
    own = "" if STYLES[role].face == face else fonts(face)
    for match in LATIN.finditer(text):
        if match.start() > at:
            out.append(_run(text[at : match.start()], own))
        out.append(_run(match.group(), fonts("latin")))
        at = match.end()
    if at < len(text):
        out.append(_run(text[at:], own))
    return "".join(out)


def _run(text: str, properties: str) -> str:
    slots = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{slots}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'
