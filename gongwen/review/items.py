"""What a returned Word file brings, as things to be decided; nothing of it is stored yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.review.annotation import Kind, Weight
from gongwen.review.revised import By

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.review.anchor import Anchor


class What(StrEnum):
    """What an item is."""

    REMARK = "remark"
    """A new annotation."""

    SUGGESTION = "suggestion"
    """A change that was tracked in the file: a new annotation with a replacement."""

    SILENT = "silent"
    """A change that was not: likewise, by nobody."""

    REPLY = "reply"
    """An answer in the thread of an annotation that is here already."""

    CLOSED = "closed"
    """An annotation that was marked as done in the file."""

    REOPENED = "reopened"
    """One that is closed here, and was marked as not done in the file."""

    TAKEN = "taken"
    """A suggestion that was accepted in the file."""

    REFUSED = "refused"
    """A suggestion that was refused in the file."""


WHATS: Final[Mapping[What, str]] = {
    What.REMARK: "新批注", What.SUGGESTION: "修订", What.SILENT: "未留痕修改", What.REPLY: "回复",
    What.CLOSED: "标为已解决", What.REOPENED: "重新打开", What.TAKEN: "在 Word 里接受的修改建议",
    What.REFUSED: "在 Word 里拒绝的修改建议",
}  # fmt: skip

TOLD: Final[Mapping[What, str]] = {
    What.CLOSED: "在 Word 里标为已解决。", What.REOPENED: "在 Word 里重新打开了。",
    What.TAKEN: "在 Word 里接受了这条修改建议。", What.REFUSED: "在 Word 里拒绝了这条修改建议。",
}  # fmt: skip
"""What is said in the thread of an annotation whose state was changed in the file: the decision is made here."""

ADDED: Final = frozenset({What.REMARK, What.SUGGESTION, What.SILENT})
"""Those that become annotations of their own."""

NOBODY: Final = By()
UNTRACKED: Final = "未留痕修改"
"""What a suggestion says that was found by comparison."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be decided; `by` is whom the file names, if it names anybody.

    One of ADDED has an `anchor` in the texts of the version that was sent, and the `replies` that came with it; the
    others name the `annotation` they are about.
    """

    what: What
    by: By = NOBODY
    anchor: Anchor | None = None
    text: str = ""
    replacement: str | None = None
    annotation: str = ""
    kind: Kind = Kind.OTHER
    weight: Weight = Weight.SHOULD
    replies: tuple[tuple[By, str], ...] = ()


class Descent(StrEnum):
    """Whether a file was made from the report."""

    OURS = "ours"
    """It says so itself."""

    ALIKE = "alike"
    """It does not say, but its text is a form of the report's."""

    OTHER = "other"
    """It says that it was made from another report."""

    FOREIGN = "foreign"
    """It does not say, and its text is another one."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file brings to a report: items to be decided, and `notes`, sentences on what is only told.

    `version` is the one the anchors are in. There are no items when the file is of another report or text.
    """

    descent: Descent
    version: int
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    nameless: bool = False
    authors: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> str:
        """Return in one sentence how much of what there is."""
        counts = {what: sum(item.what is what for item in self.items) for what in What}
        counts[What.REPLY] += sum(len(item.replies) for item in self.items)
        told = [f"{WHATS[what]} {count} 条" for what, count in counts.items() if count]
        return "、".join(told) if told else "没有新的批注和修改"
