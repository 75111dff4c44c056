"""Small pieces of WordprocessingML as text: escaping, fonts of runs, indents."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from gongwen.standard import TYPEFACES

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def clean(text: str) -> str:
    """Return a text as XML content: escaped, without characters XML cannot hold."""
    return escape(ILLEGAL.sub("", text))


def attribute(text: str) -> str:
    """Return a text as a quoted XML attribute."""
    return quoteattr(ILLEGAL.sub("", text))


def fonts(face: str) -> str:
    """Return the font slots of a run: all four the same, so that no program chooses another (see docs/architecture)."""
    name = TYPEFACES[face]
    hint = "" if face == "latin" else ' w:hint="eastAsia"'
    return f'<w:rFonts{hint} w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
