"""What each line of a source is taken for; every line has exactly one part, so that none can get lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.importers.lines import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongwen.importers.lines import Line


class Part(StrEnum):
    """The part of a document that a line becomes."""

    COPY_NUMBER = "份号"
    AUTHORITY_MARK = "发文机关标志"
    CLASSIFICATION = "密级"
    URGENCY = "紧急程度"
    DOCUMENT_NUMBER = "发文字号"
    SIGNATORIES = "签发人"
    TITLE = "标题"
    BYLINE = "题下署名和日期"
    ADDRESSEES = "主送机关"
    BODY = "正文"
    CLOSING = "结束语"
    ATTACHMENTS = "附件说明"
    ATTENDANCE = "出席、请假、列席人员"
    ORGAN = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    COPIED_TO = "抄送机关"
    PRINTED = "印发机关和印发日期"
    PRINTED_ON = "印发日期"
    ANNEX_MARK = "附件序号"
    ANNEX_TITLE = "附件标题"
    ANNEX = "附件正文"
    LEFT_OUT = "没有带入"


ASIDE: Final = {
    Origin.CONTENTS: "目录，没有带入正文。",
    Origin.TABLE: "表格，没有带入正文；放回后每行成为一段。",
    Origin.HEADER: "页眉里的文字，没有带入正文。",
    Origin.FOOTER: "页脚里的文字，没有带入正文。",
    Origin.FOOTNOTE: "脚注，没有带入正文。",
    Origin.COMMENT: "批注，没有带入正文。",
    Origin.FURNITURE: "网页的菜单、页头、页脚，没有带入正文。",
}
"""What stood outside the running text of its file, and the sentence that says so."""


@dataclass(slots=True)
class Sorting:
    """The lines with the part of each; `reasons` says why a line is left out, `doubts` what a person should check.

    `start` and `end` bound the main text: lines before and after it belong to the head and the foot.
    """

    lines: tuple[Line, ...]
    parts: list[Part] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    doubts: dict[int, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    layout: LayoutKind = LayoutKind.ORDINARY

    def __post_init__(self) -> None:
        self.parts = [Part.BODY] * len(self.lines)
        self.end = len(self.lines)

    def text(self, index: int) -> str:
        """Return a line's cleaned text."""
        return self.lines[index].text

    def leave_out(self, index: int, reason: str) -> None:
        """Take a line for something that is no part of the document."""
        self.parts[index] = Part.LEFT_OUT
        self.reasons[index] = reason

    def take(self, indexes: Iterable[int], part: Part) -> None:
        """Take lines for a part."""
        for index in indexes:
            self.parts[index] = part

    def of(self, part: Part) -> Iterator[int]:
        """Yield the indexes of a part's lines, in order."""
        return (index for index, each in enumerate(self.parts) if each is part)

    def texts(self, part: Part) -> list[str]:
        """Return the texts of a part's lines."""
        return [self.lines[index].text for index in self.of(part)]
