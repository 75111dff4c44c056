"""The final file on machines whose typefaces are none of those it names: every line and page end is the engine's there too."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from bench.pages import only
from exports.docx import export_docx
from tests.conftest import missing
from tests.exports.files import hold_pinned
from tests.exports.test_foretold import CHANGES, document

if TYPE_CHECKING:
    from collections.abc import Callable

FONTS: Final = Path("/usr/share/fonts")
NOTO: Final = (FONTS / "opentype" / "noto", FONTS / "truetype" / "liberation")
"""Where Debian puts what comes with LibreOffice and a Chinese typeface; nothing else is shown."""

MACHINES: Final[dict[str, Callable[[Path], Path]]] = {
    "only Noto and Liberation": lambda folder: only(NOTO, folder),
    "DejaVu too": lambda folder: only([*NOTO, FONTS / "truetype" / "dejavu"], folder),
    "all that is here, no stand-ins": lambda _: Path("/etc/fonts/fonts.conf"),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_pinned_lines_end_where_they_should_whatever_typefaces_are_there(
    machine: str, soffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not all(folder.is_dir() for folder in NOTO):
        missing("fonts-noto-cjk or fonts-liberation is not installed: apt-get install fonts-noto-cjk fonts-liberation")
    monkeypatch.setenv("FONTCONFIG_FILE", str(MACHINES[machine](tmp_path)))
    hold_pinned({kind: document(kind) for kind in CHANGES}, tmp_path, soffice)


def test_only_latin_words_have_a_latin_language() -> None:
    with zipfile.ZipFile(io.BytesIO(export_docx(document("marks of no script")).data)) as package:
        body, styles = (package.read(f"word/{part}.xml").decode() for part in ("document", "styles"))
    defaults = re.search("<w:docDefaults>.*</w:docDefaults>", styles)
    assert defaults is not None
    assert '<w:lang w:val="zh-CN"' in defaults.group()
    words = re.findall(r'<w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t>', body)
    assert {text for given, text in words if "GWLatin" in given} >= {"A", "5G+", "6.45"}
    for given, text in words:
        assert ("GWLatin" in given) == text.isascii()
