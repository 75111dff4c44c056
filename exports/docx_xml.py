"""Small pieces of WordprocessingML as text: escaping, fonts of runs, indents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from gongwen.standard import TYPEFACES
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping


Slots = dict[str, str]
"""The font slots of each typeface, as XML."""

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

STYLE_IDS: Final = {role: f"GW{role.value.title().replace('_', '')}" for role in STYLES}
"""Style ids by role; their names are the Chinese ones of gongwen.typeset.styles."""

CONTINUED: Final = "GWContinued"
"""The style of the lines that go along with the signature: the rest of a paragraph that a page break cuts."""

QUOTATION_CONTINUED: Final = "GWQuotationContinued"
"""The same of a quotation, whose indents and typeface it keeps."""

SIGNATURE_ROW: Final = "GWSignatureRow"
"""The style of a row of organs whose seals stand side by side."""

CLOSING: Final = "GWClosing"
"""The style of 特此报告 and its like: set as a paragraph, but known for what it is when the file comes back."""

LATIN_WORDS: Final = "GWLatin"
"""The style of Latin words: their language is English. All else is Chinese by the file's default, also marks that LibreOffice
counts to the words beside them: it would take those from a Latin typeface where the one named is not there."""

BLANK: Final = '<w:p><w:pPr><w:pStyle w:val="GWBlank"/>{keep}</w:pPr></w:p>'
KEEP: Final = "<w:keepNext/>"
EXACT: Final = '<w:spacing w:line="{line}" w:lineRule="exact"/>'


def blanks(height: int, line: int, *, keep: bool = False) -> str:
    """Return blank paragraphs of so many twips together: whole rows of the grid, and what is left over first."""
    rows, rest = divmod(height, line)
    held = KEEP if keep else ""
    first = BLANK.format(keep=held + EXACT.format(line=rest)) if rest else ""
    return first + BLANK.format(keep=held) * rows


def clean(text: str) -> str:
    """Return a text as XML content: escaped, without characters XML cannot hold."""
    return escape(ILLEGAL.sub("", text))


def attribute(text: str) -> str:
    """Return a text as a quoted XML attribute."""
    return quoteattr(ILLEGAL.sub("", text))


def fonts(face: str, names: Mapping[str, str] = TYPEFACES) -> str:
    """Return the font slots of a run: all four the same, so that no program chooses another (see docs/architecture)."""
    name = escape(ILLEGAL.sub("", names[face]), {'"': "&quot;"})
    hint = "" if face == "latin" else ' w:hint="eastAsia"'
    return f'<w:rFonts{hint} w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def slots(names: Mapping[str, str]) -> Slots:
    """Return the font slots of each typeface."""
    return {face: fonts(face, names) for face in names}
