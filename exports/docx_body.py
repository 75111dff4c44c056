"""The body of the Word file, written as text: one paragraph a piece, its style by name, runs split by typeface only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.docx_figure import caption, counted, drawing
from exports.docx_imprint import imprint
from exports.docx_letter import letter_rows
from exports.docx_masthead import masthead
from exports.docx_runs import broken, pinned, runs, runs_of
from exports.docx_sections import Sheet, ended, section
from exports.docx_table import Written, table_xml
from exports.docx_xml import (
    BLANK,
    CLOSING,
    CONTINUED,
    KEEP,
    NAMESPACE,
    QUOTATION_CONTINUED,
    SIGNATURE_ROW,
    STYLE_IDS,
    blanks,
)
from exports.docx_xml import slots as slots_of
from gongwen.document import LayoutKind
from gongwen.pieces import Role, pieces
from gongwen.standard import SIZE_3, on_its_side
from gongwen.typeset.letterhead import under_rule
from gongwen.typeset.paragraph import BY_SENSE, pin_piece, ranges_of
from gongwen.typeset.setting import HANGING
from gongwen.typeset.settings import IMPRINT, MASTHEAD, RULE_HEIGHT, TAIL, Rule, settings
from gongwen.typeset.signature import natural_width
from gongwen.typeset.styles import STYLES
from gongwen.typeset.typesetter import is_heading, keeps_next, tail_of, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports.docx_xml import Slots
    from gongwen.document import Document
    from gongwen.pieces import Piece
    from gongwen.standard import LayoutProfile
    from gongwen.typeset.layout import Layout, Placement
    from gongwen.typeset.settings import Setting

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TURN: Final = "<w:pageBreakBefore/>"
NO_TURN: Final = '<w:pageBreakBefore w:val="0"/>'
AFTER_TABLE: Final = BLANK.format(keep='<w:spacing w:line="20" w:lineRule="exact"/>')
"""The paragraph that must stand between a table and what ends there: a section, or the text."""


def body(document: Document, profile: LayoutProfile, *, pins: bool) -> str:
    """Return word/document.xml; with `pins` every program ends its lines and pages where the engine does."""
    parts = pieces(document)
    set_as = settings(parts, profile, sealed=document.signature.sealed, layout=document.layout)
    slots = slots_of(document.appearance.names)
    foot = next((index for index, piece in enumerate(parts) if piece.role in IMPRINT), len(parts))
    layout = typeset(document, profile) if pins or foot < len(parts) else None
    head = next((index for index, piece in enumerate(parts) if piece.role not in MASTHEAD), len(parts))
    sheet = sheet_of(document, set_as, profile)
    top = int(sheet.letter and head > 0 and parts[0].role is Role.AUTHORITY_MARK)  # a letter's mark is in the header
    over = (letter_rows if sheet.letter else masthead)(parts[top:head], set_as[top:head], profile, slots)
    text = _text(parts, set_as, range(head, foot), _Page(profile, slots, layout if pins else None, sheet))
    out = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}"><w:body>',
        *over,
        *text,
        *([imprint(parts[foot:], set_as[foot:], profile, layout, slots)] if layout and foot < len(parts) else []),
        "" if parts else BLANK.format(keep=""),
        section(sheet, wide=foot == len(parts) > 0 and set_as[-1].wide, first=not _has_sections(text)),
        "</w:body></w:document>",
    ]
    return "".join(out)


def sheet_of(document: Document, set_as: Sequence[Setting], profile: LayoutProfile) -> Sheet:
    """Return what a document's sections share; the header of a letter begins where the mark's box does."""
    letter = document.layout is LayoutKind.LETTER
    marked = letter and set_as and Rule.DOUBLE_BELOW in set_as[0].rules
    return Sheet(profile, letter, profile.top + set_as[0].space) if marked else Sheet(profile, letter)


def _has_sections(out: Sequence[str]) -> bool:
    return any("<w:sectPr>" in each for each in out)


@dataclass(frozen=True, slots=True)
class _Page:
    """What all paragraphs of a file share; `layout` only in a pinned one."""

    profile: LayoutProfile
    slots: Slots
    layout: Layout | None
    sheet: Sheet

    def of(self, setting: Setting) -> LayoutProfile:
        """Return the profile of the page a paragraph stands on."""
        return on_its_side(self.profile) if setting.wide else self.profile


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph to be written; `place` is where the engine put it, in a pinned file.

    `begins` says that a section begins with it, and so a page; `number` counts the paragraphs of the file.
    """

    piece: Piece
    setting: Setting
    page: _Page
    keep: bool
    place: Placement | None
    begins: bool = False
    number: int = 0


def _text(parts: Sequence[Piece], set_as: Sequence[Setting], indexes: range, page: _Page) -> list[str]:
    """Return what stands between masthead and imprint; pages on their side are sections of their own."""
    out: list[str] = []
    wide = False
    for index, xml in _paragraphs(parts, set_as, indexes, page):
        if set_as[index].wide != wide:
            if out:
                out[-1] = ended(out[-1], section(page.sheet, wide=wide, first=not _has_sections(out)))
            wide = not wide
        out.append(xml)
        after = index + 1
        if parts[index].role is Role.TABLE and (after == indexes.stop or set_as[after].wide != wide):
            out.append(AFTER_TABLE)
    if wide and indexes.stop < len(parts):
        out[-1] = ended(out[-1], section(page.sheet, wide=True))
    return out


def _paragraphs(
    parts: Sequence[Piece], set_as: Sequence[Setting], indexes: range, page: _Page
) -> Iterator[tuple[int, str]]:
    layout = page.layout
    tail = tail_of(parts)
    for index in indexes:
        if _beside(parts[index], set_as[index]):
            continue
        piece, setting = parts[index], set_as[index]
        place = layout.placements[index] if layout else None
        keep = keeps_next(parts, index, tail) or index + 1 == tail < len(parts)
        if layout and place and keep:
            # what the engine let a page end between, or inside, must not be kept together by other programs
            after = layout.placements[index + 1]
            keep = place.last_page == after.page and (is_heading(piece) or place.page == place.last_page)
        space = setting.space - (_drawn(set_as[index - 1], page.profile) if index else 0)
        if index and space > 0 and (place is None or place.spaced):
            yield (
                index,
                blanks(space, page.profile.line, keep=tail <= index and piece.role in TAIL | {Role.ATTACHMENTS}),
            )
        if piece.role is Role.TABLE:
            how = Written(page.slots, layout is not None, place is not None and place.turned)
            yield index, table_xml(piece, setting, page.of(setting), how)
        elif (row := _row_of(parts, set_as, index)).stop > index + 1:
            yield index, _signed(parts, set_as, row, page, keep=keep)
        else:
            turned = index > 0 and setting.wide != set_as[index - 1].wide
            yield index, _written(_Paragraph(piece, setting, page, keep, place, turned, index + 1))


def _beside(piece: Piece, setting: Setting) -> bool:
    """Whether an organ stands in the row of the one before it, so that their seals stand side by side."""
    return piece.role is Role.SIGNATURE and setting.space < 0


def _row_of(parts: Sequence[Piece], set_as: Sequence[Setting], index: int) -> range:
    """Return the paragraphs of the engine that stand in the row that one begins."""
    stop = index + 1
    while stop < len(parts) and _beside(parts[stop], set_as[stop]):
        stop += 1
    return range(index, stop)


def _signed(parts: Sequence[Piece], set_as: Sequence[Setting], row: range, page: _Page, *, keep: bool) -> str:
    """Return the row of organs that seals are put to, each centred at a tab."""
    tabs, names = "", ""
    for index in row:
        middle = page.profile.width - set_as[index].right - natural_width(parts[index].text) // 2
        tabs += f'<w:tab w:val="center" w:pos="{middle}"/>'
        names += f"<w:r><w:tab/></w:r>{runs(parts[index], page.slots)}"
    place = page.layout.placements[row.start] if page.layout else None
    held = "" if keep else '<w:keepNext w:val="0"/>'
    turn = TURN if place and place.turned else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{SIGNATURE_ROW}"/>{held}{turn}<w:tabs>{tabs}</w:tabs></w:pPr>{names}</w:p>'


def _drawn(above: Setting, profile: LayoutProfile) -> int:
    """Return how much of the space under a paragraph its rule takes up."""
    if Rule.DOUBLE_BELOW in above.rules:
        return under_rule(above, profile)
    return RULE_HEIGHT if Rule.RED_BELOW in above.rules else 0


def _written(one: _Paragraph) -> str:
    piece, slots = one.piece, one.page.slots
    head = _head(one)
    if piece.role is Role.FIGURE:
        return f"{head}{drawing(piece, one.setting, one.page.of(one.setting), one.number)}</w:p>"
    if counted(piece):
        return f"{head}{caption(piece, slots)}</w:p>"
    if piece.role not in BY_SENSE and one.place is None:
        return f"{head}{runs(piece, slots)}</w:p>"
    profile = one.page.of(one.setting)
    ranges = ranges_of(piece, one.setting, profile)
    if piece.role in BY_SENSE:
        return f"{head}{broken(piece, ranges, slots)}</w:p>"
    pins = pinned(piece, ranges, pin_piece(piece, ranges, one.setting, profile))
    breaks = one.place.breaks if one.place else ()
    if not breaks:
        return f"{head}{runs(piece, slots, pins)}</w:p>"
    cut = ranges[breaks[0]][0]
    style = QUOTATION_CONTINUED if piece.role is Role.QUOTATION else CONTINUED
    rest = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{KEEP}{TURN}</w:pPr>'
    return f"{head}{runs_of(piece, 0, cut, slots, pins)}</w:p>{rest}{runs_of(piece, cut, len(piece.text), slots, pins)}</w:p>"


def _head(one: _Paragraph) -> str:
    role = one.piece.role
    own = STYLES[role].keep_next
    keep = "" if own == one.keep else KEEP if one.keep else '<w:keepNext w:val="0"/>'
    whole = '<w:keepLines w:val="0"/>' if own and one.piece.spans[-1].role is not role else ""
    turn = TURN if one.place and one.place.turned else NO_TURN if one.begins and one.setting.turns else ""
    indent = ""
    if role in TAIL:
        indent = f'<w:ind w:rightChars="{one.setting.right * 100 // SIZE_3}" w:right="{one.setting.right}"/>'
    elif role is Role.FIGURE:
        indent = f'<w:spacing w:line="{one.setting.line}" w:lineRule="atLeast"/>'
    elif role in HANGING:
        indent = f'<w:ind w:left="{one.setting.left}" w:hanging="{-one.setting.first}"/>'
    style = CLOSING if one.piece.spans[0].source.section == "closing" else STYLE_IDS[role]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{whole}{turn}{indent}</w:pPr>'
