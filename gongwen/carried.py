"""What a Word file of ours carries beside its text: the choices of a document that no printed line shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import Appearance, LayoutKind
from gongwen.standard import PROFILES, TYPEFACE_SETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.document import Document

_SEALED: Final = "用印"
_PROFILE: Final = "版面"
_TYPEFACES: Final = "字体"
_LAYOUT: Final = "公文格式"
_KIND: Final = "报告种类"
_YEAR: Final = "报告年度"
_OWN: Final = {
    "biaosong": "标题字体",
    "fangsong": "正文字体",
    "hei": "一级标题字体",
    "kai": "二级标题字体",
    "song": "页码字体",
}
_YES_NO: Final = {"是": True, "否": False}


def carried(document: Document) -> dict[str, str]:
    """Return the choices by the names that Word shows among a file's own properties."""
    return {
        _SEALED: "是" if document.signature.sealed else "否",
        _PROFILE: document.appearance.profile,
        _TYPEFACES: document.appearance.typefaces,
        _LAYOUT: document.layout,
        _KIND: document.kind,
        _YEAR: str(document.year or ""),
        **{label: name for face, label in _OWN.items() if (name := getattr(document.appearance, face))},
    }


def restored(document: Document, values: Mapping[str, str]) -> Document:
    """Return the document with the choices a file carries; what this version does not know stays as it is."""
    look = Appearance()
    profile, typefaces = values.get(_PROFILE, ""), values.get(_TYPEFACES, "")
    return replace(
        document,
        signature=replace(document.signature, sealed=_YES_NO.get(values.get(_SEALED, ""), True)),
        appearance=Appearance(
            profile if profile in PROFILES else look.profile,
            typefaces if typefaces in TYPEFACE_SETS else look.typefaces,
            **{face: values.get(label, "") for face, label in _OWN.items()},
        ),
        layout=LayoutKind(values[_LAYOUT])
        if values.get(_LAYOUT) in LayoutKind.__members__.values()
        else document.layout,
    )


def carried_kind(values: Mapping[str, str]) -> str:
    """Return the key of the template a file was made from, or empty."""
    return values.get(_KIND, "")


def carried_year(values: Mapping[str, str]) -> int:
    """Return the year a file was made for, or 0."""
    year = values.get(_YEAR, "")
    return int(year) if year.isdecimal() and len(year) == len("2026") else 0
