"""How each role is set: typeface, size, indents, alignment, and what stays together (GB/T 9704-2012, 7.2 to 7.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongwen.pieces import Role
from gongwen.standard import (
    FIGURE_TYPE,
    LETTER_SPACING,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_MARK,
    SIZE_SMALL_4,
    TYPE_AREA_WIDTH,
)


@dataclass(frozen=True, slots=True)
class Style:
    """A role's setting; indents in characters of its own size, `before` in lines of the grid."""

    label: str
    clause: str
    face: str = "fangsong"
    size: int = SIZE_3
    spacing: int = LETTER_SPACING
    first: int = 0
    left: int = 0
    right: int = 0
    align: str = "justify"
    before: int = 0
    keep_next: bool = False
    red: bool = False

    def twips(self, characters: int) -> int:
        """Return an indent of so many characters in twips."""
        return characters * self.size


STYLES: Final = {
    Role.COPY_NUMBER: Style("份号", "7.2.1", align="left"),
    Role.CLASSIFICATION: Style("密级和保密期限", "7.2.2", face="hei", align="left"),
    Role.URGENCY: Style("紧急程度", "7.2.3", face="hei", align="left"),
    Role.AUTHORITY_MARK: Style(
        "发文机关标志", "7.2.4", face="biaosong", size=SIZE_MARK, spacing=0, align="center", red=True
    ),
    Role.MARK_SUFFIX: Style(
        "发文机关标志（文件）", "7.2.4", face="biaosong", size=SIZE_MARK, spacing=0, align="right", red=True
    ),
    Role.DOCUMENT_NUMBER: Style("发文字号", "7.2.5", align="center"),
    Role.SIGNATORIES: Style("签发人", "7.2.6", right=1, align="right"),
    Role.SIGNATORY: Style("签发人姓名", "7.2.6", face="kai"),
    Role.ISSUER: Style("纪要编发机关", "practice", left=1, align="left"),
    Role.ISSUED_ON: Style("纪要日期", "practice", right=1, align="right"),
    Role.TITLE: Style("公文标题", "7.3.1", face="biaosong", size=SIZE_2, align="center", keep_next=True),
    Role.BYLINE: Style("题下署名和日期", "practice", face="kai", align="center", before=0),
    Role.ADDRESSEES: Style("主送机关", "7.3.2", before=1),
    Role.HEADING_1: Style("一级标题", "7.3.3", face="hei", first=2, keep_next=True),
    Role.HEADING_2: Style("二级标题", "7.3.3", face="kai", first=2, keep_next=True),
    Role.HEADING_3: Style("三级标题", "7.3.3", first=2, keep_next=True),
    Role.HEADING_4: Style("四级标题", "7.3.3", first=2, keep_next=True),
    Role.PARAGRAPH: Style("公文正文", "7.3.3", first=2),
    Role.ITEM: Style("公文列项", "7.3.3", first=2),
    Role.QUOTATION: Style("公文引文", "practice", face="kai", first=2, left=2, right=2),
    Role.TABLE_CAPTION: Style(
        "表格标题", "practice", face="hei", size=SIZE_4, spacing=0, align="center", keep_next=True
    ),
    Role.TABLE_UNIT: Style("表格单位", "practice", size=SIZE_SMALL_4, spacing=0, align="right", keep_next=True),
    Role.TABLE: Style("表格文字", "practice", size=SIZE_SMALL_4, spacing=0, align="left"),
    Role.TABLE_HEAD: Style(
        "表头", "practice", face="hei", size=SIZE_SMALL_4, spacing=0, align="center", keep_next=True
    ),
    Role.TABLE_NOTE: Style("表注", "practice", size=SIZE_5, spacing=0),
    Role.TABLE_SOURCE: Style("资料来源", "practice", size=SIZE_5, spacing=0),
    Role.FIGURE: Style("图片", "practice", size=FIGURE_TYPE, spacing=0, align="center", keep_next=True),
    Role.FIGURE_CAPTION: Style("图题", "practice", face="hei", size=SIZE_4, spacing=0, align="center", keep_next=True),
    Role.FIGURE_SOURCE: Style("图片来源", "practice", size=SIZE_5, spacing=0, align="center"),
    Role.ATTACHMENTS: Style("附件说明", "7.3.4", left=5, before=1),
    Role.ATTENDANCE: Style("出席、请假、列席", "10.3", left=5, before=1),
    Role.ATTENDANCE_LABEL: Style("出席、请假、列席的名目", "10.3", face="hei"),
    Role.SIGNER: Style("签发人职务和签名章", "7.3.5.3", right=4, align="right", before=2, keep_next=True),
    Role.SIGNATURE: Style("发文机关署名", "7.3.5", right=2, align="right", before=1, keep_next=True),
    Role.DATE: Style("成文日期", "7.3.5.4", right=4, align="right"),
    Role.NOTE: Style("附注", "7.3.6", first=2),
    Role.ANNEX_MARK: Style("附件序号", "7.3.7", face="hei", align="left", keep_next=True),
    Role.ANNEX_TITLE: Style(
        "附件标题", "7.3.7", face="biaosong", size=SIZE_2, align="center", before=1, keep_next=True
    ),
    Role.COPIED_TO: Style("抄送机关", "7.4.2", size=SIZE_4, left=1, right=1),
    Role.PRINTED: Style("印发机关", "7.4.3", size=SIZE_4, left=1, right=1, align="left"),
    Role.PRINTED_ON: Style("印发日期", "7.4.3", size=SIZE_4, left=1, right=1, align="right"),
}
"""One style a role; the exporter gives each the same name."""


def size_of(role: Role, text: str, width: int = TYPE_AREA_WIDTH) -> int:
    """Return the type size (twips) a text is set in: a mark too long for its line is set smaller, to half a point."""
    style = STYLES[role]
    if role is not Role.AUTHORITY_MARK or len(text) * style.size <= width:
        return style.size
    return max(width // len(text) // 10 * 10, SIZE_3)
