"""A check as frozen data with a small function: what it looks for, why, how grave, and examples that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongwen.checks.finding import Severity
from gongwen.checks.reading import PROSE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongwen.checks.finding import Fix
    from gongwen.checks.reading import Kind, Reading
    from gongwen.checks.setting import Setting
    from gongwen.document import Document, Location

FAMILIES: Final = {
    "ST": "结构", "FM": "格式", "PH": "占位和残留", "TY": "标点", "NU": "数字", "YR": "年份", "CU": "时效", "FG": "数据",
    "NM": "名称", "PR": "政治表述", "LW": "法律名称", "DU": "重复", "SY": "语句", "WD": "字词", "SE": "涉密", "OW": "本单位",
}  # fmt: skip


class Preset(StrEnum):
    """How strictly to look: while drafting only what must be mended, before 送审 what should be too, at 核稿 everything."""

    DRAFT = "draft"
    SUBMIT = "submit"
    REVIEW = "review"

    @property
    def shows(self) -> frozenset[Severity]:
        """The severities it shows."""
        return frozenset(list(Severity)[: list(Preset).index(self) + 1])

    @property
    def label(self) -> str:
        """What a person calls it."""
        return {"draft": "起草", "submit": "送审", "review": "核稿"}[self]


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters [start, end) of one text, what is wrong, and what may stand there instead, the best first.

    `severity` is the rule's when None.
    """

    start: int
    end: int
    message: str
    instead: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding of a rule that reads the whole document: its place, what is wrong, and the ways to mend it.

    `excerpt` is what is found fault with; empty takes the characters at the place. `more` are further places of one cause.
    `settled` says that the import has dealt with it, and a person only compares with the source.
    """

    location: Location
    message: str
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    excerpt: str = ""
    more: tuple[Location, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An example for a rule: a document, and what it is checked against."""

    document: Document
    setting: Setting


@dataclass(frozen=True, slots=True)
class Rule:
    """A check.

    `id` is family and number (TY01), `name` what it is called on the screen, `message` is made by the function. `clause`
    says which standard, regulation or practice it rests on and where; `why` is the clause's sense in a sentence or two.
    `bad` and `good` are examples, at least three each: texts, or cases for a rule of the whole document. `kinds` are the
    templates' keys it holds for, empty for all; `since` and `until` the report years (0 for open ends). `where` are the
    kinds of text that a rule of texts reads; `read` is then called with each text's own words. `together` makes one
    finding of all places, `most` of more places than that. `safe` says that its first fix can be made without looking.
    `off` rules run only where they are asked for by name. `raised` gives another severity at a preset.
    """

    id: str
    name: str
    severity: Severity
    clause: str
    why: str
    bad: tuple[str | Case, ...]
    good: tuple[str | Case, ...]
    read: Callable[[str, Setting], Iterable[Hit]] | None = None
    survey: Callable[[Reading, Setting], Iterable[Spot]] | None = None
    where: frozenset[Kind] = PROSE
    kinds: frozenset[str] = frozenset()
    since: int = 0
    until: int = 0
    together: bool = False
    most: int = 8
    safe: bool = False
    off: bool = False
    raised: tuple[tuple[Preset, Severity], ...] = ()

    @property
    def family(self) -> str:
        """The two letters of its family (see FAMILIES)."""
        return self.id[:2]

    def holds(self, document: Document) -> bool:
        """Whether it is meant for a document of this kind and year; an unknown year has every rule but the dated ones."""
        if self.kinds and document.kind not in self.kinds:
            return False
        if not (self.since or self.until):
            return True
        return bool(document.year) and self.since <= document.year <= (self.until or document.year)
