"""Which kind of report a document is, of which year, and which of its sections answer the template's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongwen.document import LayoutKind
from gongwen.importers.report import Note, NoteKind
from gongwen.importers.signs import simplified
from gongwen.templates import template_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongwen.document import Document, Section
    from gongwen.templatefile import Template, TemplateSection

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|[—\-－~至]))")
_HAN_YEAR: Final = re.compile("([一二][〇○零九八七六五四三二一ＯOo0]{3})年")
_HAN_DIGITS: Final = str.maketrans("一二三四五六七八九〇○零ＯOo", "123456789000000")
_OTHER: Final = re.compile(
    r"(?:函|通知|请示|批复|讲话|致辞|意见|方案|预案|办法|规定|条例|细则|纪要|决定|决议|命令|令|通报|公告|通告|议案|答复|简报)(?:[（(].*[）)])?$"
)
"""How the titles of papers end that are no reports."""

_OPENING: Final = 3


def year_of(document: Document) -> int:
    """Return the year the title reports on, else, in a report of a known kind, the first its opening names, else 0."""
    year = _year(document.title.replace("\n", ""))
    return year or (_year(" ".join(document.body.paragraphs[:_OPENING])) if document.kind else 0)


def kind_of(document: Document, templates: Sequence[Template]) -> Template | None:
    """Return the kind of report the title names, without a title the opening; a 函 about a report is none."""
    title = simplified(document.title.replace("\n", ""))
    if _OTHER.search(title) or document.layout in {LayoutKind.ORDER, LayoutKind.MINUTES}:
        return None
    return template_for(title or "".join(document.body.paragraphs[:1]), templates)


def tell_kind(document: Document, template: Template | None) -> list[Note]:
    """Return the note about the kind and the year."""
    year = f"年度认作{document.year}年" if document.year else "没有看出是哪一年的"
    kind = f"报告种类认作“{template.name}”" if template else "不是现有模板里的报告，按一般公文带入"
    return [Note(NoteKind.RECOGNISED, 0, "", f"{kind}，{year}。")]


def match_sections(document: Document, template: Template) -> tuple[Document, list[Note]]:
    """Return the document with its sections joined to the template's by their headings, and what was missed."""
    children, missed = _match(document.body.children, template.sections, document.year)
    required = {slot.key for slot in template.walk() if slot.required}
    matched = sum(1 for child in children for part in child.walk() if part.slot in required)
    notes = []
    if matched:
        notes.append(Note(NoteKind.RECOGNISED, 0, "", f"有{matched}节对上了模板要求的内容。"))
    if missed:
        names = "、".join(f"“{slot.heading.replace('{year}', str(document.year or ''))}”" for slot in missed)
        notes.append(Note(NoteKind.UNCLEAR, 0, "", f"没有找到模板要求的{names}，请看是不是用了别的标题。"))
    return replace(document, body=replace(document.body, children=children)), notes


def _match(
    sections: Sequence[Section], slots: Sequence[TemplateSection], year: int
) -> tuple[tuple[Section, ...], list[TemplateSection]]:
    scored = sorted(
        (
            (-_score(section, slot), place, order)
            for place, section in enumerate(sections)
            for order, slot in enumerate(slots)
            if slot.is_for(year) and _score(section, slot)
        ),
    )
    taken: dict[int, int] = {}
    for _, place, order in scored:
        if place not in taken and order not in taken.values():
            taken[place] = order
    out = []
    missed = [
        slot for order, slot in enumerate(slots) if slot.required and slot.is_for(year) and order not in taken.values()
    ]
    for place, section in enumerate(sections):
        if place not in taken:
            out.append(section)
            continue
        slot = slots[taken[place]]
        children, below = _match(section.children, slot.children, year)
        missed += below
        out.append(replace(section, slot=slot.key, children=children))
    return tuple(out), missed


def _score(section: Section, slot: TemplateSection) -> int:
    """Return how many characters of the slot's words a heading bears."""
    bare = slot.heading.replace("{year}年", "").replace("{year}", "")
    heading = simplified(section.heading).replace("下步", "下一步")
    return sum(len(word) for word in {*slot.aliases, bare} if word and word in heading)


def _year(text: str) -> int:
    if match := _YEAR.search(unicodedata.normalize("NFKC", text)):
        return int(match[1])
    match = _HAN_YEAR.search(text)
    return int(match[1].translate(_HAN_DIGITS)) if match else 0
