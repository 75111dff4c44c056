"""What a report still lacks, in the words of the notice after an export: nothing of it keeps anyone from exporting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gongwen.attachments import annex_number, is_blank
from gongwen.gaps import first_half_width, gaps
from gongwen.punctuation import half_width_kinds
from widgets.outline import entries
from widgets.parts import CLOSING, HEAD, IMPORTED, OPENING, TAIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongwen.document import Document, Location
    from gongwen.templates import Template

NAMED: Final = {
    (HEAD, "缺标题"): "缺标题", (HEAD, "缺主送"): "缺主送机关", (TAIL, "缺署名"): "缺发文机关署名",
    (TAIL, "缺日期"): "缺成文日期", (TAIL, "看日期"): "成文日期认不出", (OPENING, "未写"): "开头没写",
}  # fmt: skip
"""What the outline's states of the parts are called in a sentence."""

LABEL: Final = 12
"""Characters of a heading the notice shows."""

FILL: Final = "有待填"


@dataclass(frozen=True, slots=True)
class Open:
    """One thing still open: its words, and where it is (an entry of the outline, or a place)."""

    words: str
    at: str | Location


def unfinished(document: Document, template: Template | None) -> tuple[Open, ...]:
    """Return what is open in a report in the order of its pages; half-width marks come last."""
    found = [*_parts(document, template)]
    places = gaps(document)
    if places:
        found.append(Open(f"{len(places)} 处待填（如 20xx）", places[0]))
    marks = sum(half_width_kinds(document).values())
    where = first_half_width(document)
    if marks and where is not None:
        found.append(Open(f"{marks} 处半角标点", where))
    return tuple(found)


def _parts(document: Document, template: Template | None) -> Iterator[Open]:
    annexes = {
        annex.id: annex_number(document, index)
        for index, annex in enumerate(document.annexes)
        if not is_blank(annex)
    }  # fmt: skip
    items = [item for item in entries(document, template) if item["mark"] in {"must", "should", "open"}]
    sections = [item for item in items if (item["id"], item["state"]) not in NAMED and item["id"] not in annexes]
    yield from (Open(NAMED[item["id"], item["state"]], item["id"]) for item in items if _named(item))
    for state, words in (("未写", "没写"), ("缺小标题", "缺小标题")):
        same = [item for item in sections if item["state"] == state and item["id"] not in {CLOSING, IMPORTED}]
        if len(same) == 1 and state == "未写":
            yield Open(f"“{_short(same[0])}”{words}", same[0]["id"])
        elif same:
            yield Open(f"{len(same)} 节{words}", same[0]["id"])
    for item in items:
        if item["id"] in annexes and item["state"] != FILL:
            words = "没写正文" if item["state"] == "未写" else item["state"]
            yield Open(annexes[item["id"]] + words, item["id"])


def _named(item: dict[str, Any]) -> bool:
    return (item["id"], item["state"]) in NAMED


def _short(item: dict[str, Any]) -> str:
    label = str(item["label"])
    return str(item["number"]) + (label if len(label) <= LABEL else f"{label[:LABEL]}…")
