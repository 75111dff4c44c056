"""The PDF: the engine's own pages, tagged, in the typefaces this machine has; Typst draws, nothing is laid out again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

from exports.export import Export, file_name
from exports.pdf_plan import plan
from gongwen.errors import ExportError
from gongwen.standard import PROFILES
from gongwen.typeset import typeset

if TYPE_CHECKING:
    from exports.pdf_plan import Plain
    from gongwen.document import Document
    from gongwen.standard import LayoutProfile

MIME: Final = "application/pdf"
STAMP: Final = 1767225600
"""The time every file carries (2026-01-01, UTC), so that the same document gives the same bytes on one machine."""

STANDARD: Final = "ua-1"
"""Tagged so that a reader who cannot see the page hears it in order (PDF/UA-1)."""

DASH: Final = 0.31
"""The part of a character's height by which the dash of a page number stands over the baseline."""

PROGRAM: Final = Path(__file__).with_name("report.typ")
DRAWN_BOLD: Final = frozenset({"biaosong"})
"""Faces whose stand-ins are drawn bold: no free 小标宋 exists."""

STAND_INS: Final = {
    "fangsong": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong", "FandolFang R"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "FandolKai", "AR PL UKai CN"),
    "hei": ("黑体", "SimHei", "华文黑体", "STHeiti", "FandolHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei"),
    "biaosong": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong"),
    "song": ("宋体", "SimSun", "华文宋体", "STSong", "FandolSong", "Noto Serif CJK SC", "AR PL UMing CN"),
    "latin": ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "FreeSerif"),
}
"""Families by face as typefaces name themselves, the nearest first."""

CHINESE: Final = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC")
"""What else has all characters."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The families to draw with by face, and the faces drawn in another one than the document names."""

    names: dict[str, list[Plain]]
    instead: tuple[tuple[str, str], ...]


def export_pdf(document: Document, profile: LayoutProfile | None = None) -> Export:
    """Return the document as a tagged PDF named 标题_日期.pdf; raise ExportError when no Chinese typeface is there."""
    profile = profile or PROFILES[document.appearance.profile]
    drawn = plan(document, typeset(document, profile), profile)
    faces = faces_for(tuple(document.appearance.names.items()))
    drawn |= {
        "dash": DASH,
        "faces": {
            face: {"names": names, "weight": "bold" if face in DRAWN_BOLD and _stands_in(face, names) else "regular"}
            for face, names in faces.names.items()
        },
    }
    try:
        data = typst.compile(
            PROGRAM, format="pdf", timestamp=STAMP, pdf_standards=STANDARD,
            sys_inputs={"plan": json.dumps(drawn, ensure_ascii=False)},
        )  # fmt: skip
    except typst.TypstError as error:
        raise ExportError("PDF 没有做成", where=type(error).__name__, mend="请改用 Word 文件，再另存为 PDF") from error
    return Export(file_name(document, "pdf"), MIME, data)


@cache
def faces_for(names: tuple[tuple[str, str], ...]) -> Faces:
    """Return the families to use for the typefaces a document names; raise ExportError when there is no Chinese one at all."""
    installed = {family.lower(): family for family in typst.Fonts(include_embedded_fonts=False).families()}
    wanted = dict(names)
    use: dict[str, list[Plain]] = {}
    instead: list[tuple[str, str]] = []
    for face, families in STAND_INS.items():
        own = wanted.get(face, families[0])
        last = () if face == "latin" else (*STAND_INS["song"], *CHINESE)
        found = [
            installed[name.lower()] for name in dict.fromkeys((own, *families, *last)) if name.lower() in installed
        ]
        if not found and face != "latin":
            raise ExportError(
                "这台电脑上没有中文字体，做不出 PDF",
                where="字体",
                mend=f"请装上{wanted['fangsong']}、{wanted['kai']}、黑体、宋体，或者改用 Word 文件",
            )
        use[face] = list(found)
        if found and found[0].lower() != own.lower():
            instead.append((own, found[0]))
    return Faces(use, tuple(instead))


def _stands_in(face: str, names: list[Plain]) -> bool:
    return not names or str(names[0]).lower() not in {name.lower() for name in STAND_INS[face]}
