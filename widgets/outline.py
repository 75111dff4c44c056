"""The outline: the report's parts in order, each with its computed number and a word on its state."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import traitlets

from gongwen.attachments import annex_number, is_blank
from gongwen.checks.finding import LABELS, Severity
from gongwen.document import ANCHOR, MAX_LEVEL, Appearance, numbered
from gongwen.gaps import PLACEHOLDER
from gongwen.indicators.prescribed import KIND, matched
from gongwen.numerals import heading_number, parse_date
from widgets.channel import Channel, joined, text_of
from widgets.parts import CLOSING, EXTRAS, HEAD, IMPORTED, LOOKS, OPENING, TAIL, USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongwen.document import Document, Section, Table
    from gongwen.templates import Template

GRAVITY: Final = ("must", "should", "open", "none", "done")
"""Marks of an entry, the gravest first."""

LABEL: Final = 120
"""Characters of a heading the outline shows; the pane cuts more, the whole stands in the form."""


class Outline(Channel):
    """The list at the left; `on_go` hears of the entry a person chose."""

    _esm = joined("dom.js", "outline.js")
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    tally: traitlets.List[Any] = traitlets.List([0, 0]).tag(sync=True)
    current = traitlets.Unicode("").tag(sync=True)
    people: traitlets.List[Any] = traitlets.List().tag(sync=True)
    """The others who write just now: [name, entry]."""

    def __init__(self) -> None:
        super().__init__()
        self.on_go: Callable[[str], None] = lambda _entry: None

    def show(self, items: list[dict[str, Any]]) -> None:
        """Show entries and how many of them are done; nothing is sent when nothing differs."""
        if items != self.items:
            self.items = items
            self.tally = list(finished(items))

    def on_go_message(self, content: dict[str, Any], _buffers: list[memoryview]) -> None:
        """A person chose an entry."""
        self.on_go(text_of(content, "id", 200))


def entries(
    document: Document, template: Template | None, *, imported: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the outline's entries: id, level, number, label, mark (done, must, should, open, none), state.

    `imported` is the mark and state of the import report, None when there is none.
    """
    out: list[dict[str, Any]] = []
    if imported:
        out.append(_entry(IMPORTED, "导入情况", *imported))
    out.append(_entry(HEAD, "版头与标题", *_head_state(document, template)))
    out.append(_entry(OPENING, "开头（引言）", *_text_state("\n".join(document.body.paragraphs), required=True)))
    wanting = {ANCHOR + each.id for each in document.tables if document.kind == KIND and _blank(each)}
    for section, level, number in document.sections():
        entry = _section_entry(section, level, number)
        fill = entry["mark"] == "done" and not wanting.isdisjoint(section.paragraphs)
        out.append({**entry, "mark": "should", "state": "有待填"} if fill else entry)
    out.append(_entry(CLOSING, "结束语", *_text_state("\n".join(document.closing), required=False)))
    out.append(_entry(TAIL, "落款与成文日期", *_tail_state(document)))
    extras = any((document.attachments, document.imprint.copied_to, document.imprint.printed_by))
    out.append(_entry(EXTRAS, "附件、版记", *(("done", "已填") if extras else ("none", "可不填"))))
    for index, annex in enumerate(document.annexes):
        if not is_blank(annex):
            out += _annex_entries(document, index, annex)
    usual = document.appearance == Appearance()
    out.append(_entry(LOOKS, "版式", "none", "默认" if usual else "已选"))
    return out


def asking(item: dict[str, Any], waiting: int) -> dict[str, Any]:
    """Return an entry with what waits to be decided in it, which comes before all else."""
    return {**item, "mark": "must", "state": f"待定 {waiting} 处"} if waiting else item


def found_in(item: dict[str, Any], worst: tuple[str, int] | None) -> dict[str, Any]:
    """Return an entry with the worst that the checks found in it, unless what it lacks is as grave."""
    if worst is None or GRAVITY.index(item["mark"]) <= GRAVITY.index(worst[0]):
        return item
    return {**item, "mark": worst[0], "state": f"{LABELS[Severity(worst[0])]} {worst[1]}"}


def finished(items: list[dict[str, Any]]) -> tuple[int, int]:
    """Return (parts done, parts that count): those that hold or must hold text; an import report is no part."""
    parts = (item for item in items if item["id"] != IMPORTED)
    counted = [item for item in parts if item["mark"] in {"done", "must", "should", "open"}]
    return sum(item["mark"] == "done" for item in counted), len(counted)


def _entry(entry: str, label: str, mark: str, state: str, level: int = 1) -> dict[str, Any]:
    return {"id": entry, "level": level, "number": "", "label": label, "mark": mark, "state": state}


def _section_entry(section: Section, level: int, number: int) -> dict[str, Any]:
    label = section.heading.rstrip("。")[:LABEL] or "（还没有小标题）"
    return {**_entry(section.id, label, *_section_state(section), level), "number": heading_number(level, number)}


def _annex_entries(document: Document, index: int, annex: Section) -> list[dict[str, Any]]:
    """Return the entries of an attachment's text and of its sections, one level in."""
    mark, state = _section_state(annex)
    if index >= len(document.attachments):
        mark, state = "must", "没列入说明"
    elif annex.heading.strip() and annex.heading.strip() != document.attachments[index].strip():
        mark, state = "should", "名称不一致"
    label = annex.heading[:LABEL] or "（还没有标题）"
    root = {**_entry(annex.id, label, mark, state, 2), "number": f"{annex_number(document, index)}　"}
    inner = ((section, min(level + 2, MAX_LEVEL), level, number) for section, level, number in numbered(annex, 1))
    return [
        root,
        *({**_section_entry(section, level, number), "level": shown} for section, shown, level, number in inner),
    ]


@lru_cache(maxsize=512)
def _unfilled(text: str) -> bool:
    """Whether a text has places still to be filled in; asked at every save of every section, though one has changed."""
    return PLACEHOLDER.search(text) is not None


@lru_cache(maxsize=16)
def _blank(table: Table) -> bool:
    """Whether a table is one of the statutory ones of 政府信息公开 and lacks numbers; what did not happen is 0."""
    found = matched(table.rows, table.merges)
    return found is not None and any(each.value is None for each in found.found)


def _text_state(text: str, *, required: bool) -> tuple[str, str]:
    if not text.strip():
        return ("open", "未写") if required else ("none", "可不填")
    return ("should", "有待填") if _unfilled(text) else ("done", "已写")


def _section_state(section: Section) -> tuple[str, str]:
    own = "\n".join(section.paragraphs)
    if section.children and not own.strip():
        return ("none", "") if not section.is_empty else ("open", "未写")
    mark, state = _text_state(section.heading + "\n" + own if own.strip() else own, required=True)
    return ("must", "缺小标题") if not section.heading.strip() else (mark, state)


def _head_state(document: Document, template: Template | None) -> tuple[str, str]:
    titled = document.layout in USUAL
    if not (document.title if titled else document.name).strip():
        return "must", "缺标题" if titled else "缺标志"
    if titled and not document.addressees.strip() and (template is None or template.addressed):
        return "should", "缺主送"
    return ("should", "有待填") if PLACEHOLDER.search(document.title + document.addressees) else ("done", "已填")


def _tail_state(document: Document) -> tuple[str, str]:
    if not any(organ.strip() for organ in document.signature.organs):
        return "must", "缺署名"
    if not document.signature.date.strip():
        return "must", "缺日期"
    return ("done", "已填") if parse_date(document.signature.date) else ("should", "看日期")
